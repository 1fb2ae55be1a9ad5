"""Drop what is no article, with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.statscollectors import StatsCollector

from project.archive import ledger
from project.archive.due import REVISIT_HOURS
from project.archive.engine import Archive
from project.items import Article
from project.pages.validity import reason_to_drop
from project.sites.rhythm import revisit_hours


class ValidatePipeline:
    """Drop an item that is no article; its row in the ledger says why."""

    def __init__(self, url: str, stats: StatsCollector, revisit_hours: Sequence[float] = REVISIT_HOURS) -> None:
        self.url = url
        self.stats = stats
        self.revisit_hours = revisit_hours

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        assert crawler.stats is not None
        return cls(crawler.settings["ARCHIVE_URL"], crawler.stats, revisit_hours(crawler.settings))

    def open_spider(self) -> None:
        self.archive = Archive.shared(self.url)

    def close_spider(self) -> None:
        self.archive.close()

    def process_item(self, item: Article) -> Article:
        reason = reason_to_drop(item, item.seen_at)
        if reason is None:
            self.stats.inc_value("archive/validate/kept")
            return item
        self.stats.inc_value(f"archive/validate/{reason}")
        with self.archive.write() as session:
            ledger.mark(
                session, item.page_url, "not_article", reason,
                fetch=item.fetch, now=item.seen_at, revisit_hours=self.revisit_hours,
            )  # fmt: skip
        raise DropItem(reason)

"""Store an article: the end of the line."""

from __future__ import annotations

from functools import partial
from typing import Self

from scrapy.crawler import Crawler

from project.archive.articles import Saved, save_article
from project.archive.batches import Batches
from project.archive.engine import Archive
from project.items import Article
from project.sites.rhythm import revisit_hours


class StorePipeline:
    """Write each item, all that come at about the same time in one short transaction, and link it if it is a copy.

    An archive that cannot be written raises ArchiveError, which ends the crawl with one clear line: see CrawlRecord.
    The item's page goes on waiting then.
    """

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats is not None
        self.stats = crawler.stats
        self.url: str = crawler.settings["ARCHIVE_URL"]
        self.revisit_hours = revisit_hours(crawler.settings)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def open_spider(self) -> None:
        self.archive = Archive.shared(self.url)
        self.batches: Batches[Saved] = Batches(self.archive)

    def close_spider(self) -> None:
        self.batches.close()
        self.archive.close()

    async def process_item(self, item: Article) -> Article:
        saved = await self.batches.write(
            partial(save_article, article=item, now=item.seen_at, revisit_hours=self.revisit_hours)
        )
        self.stats.inc_value(f"archive/store/{saved.outcome}")
        if saved.outcome in ("new", "copy"):
            self.stats.inc_value(f"archive/deduplicate/{saved.copy.kind if saved.copy else 'original'}")
        return item

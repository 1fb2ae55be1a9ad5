"""Store an article: the end of the line."""

from __future__ import annotations

import logging
from typing import Self

from scrapy.crawler import Crawler

from project.archive.articles import Saved, save_article
from project.archive.engine import Archive
from project.archive.errors import ArchiveLocked
from project.items import Article

logger = logging.getLogger(__name__)

# Each try waits half a minute for the lock: a backup or a long sweep of another process is over by then.
_TRIES = 4


class StorePipeline:
    """Write each item in one short transaction.

    An archive that cannot be written raises ArchiveError, which ends the crawl with one clear line: see CrawlRecord.
    """

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats is not None
        self.stats = crawler.stats
        self.url: str = crawler.settings["ARCHIVE_URL"]
        self.revisit_hours = [float(hours) for hours in crawler.settings.getlist("ARCHIVE_REVISIT")]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def open_spider(self) -> None:
        self.archive = Archive.shared(self.url)

    def close_spider(self) -> None:
        self.archive.close()

    def process_item(self, item: Article) -> Article:
        saved = self.save(item)
        self.stats.inc_value(f"archive/store/{saved.outcome}")
        return item

    def save(self, item: Article) -> Saved:
        """Wait for a locked archive; raises ArchiveError where it cannot be written, and the page goes on waiting."""
        for attempt in range(1, _TRIES + 1):
            try:
                with self.archive.write() as session:
                    return save_article(session, item, item.seen_at, self.revisit_hours)
            except ArchiveLocked as error:
                if attempt == _TRIES:
                    raise
                logger.warning("%s (trying again)", error)
        raise AssertionError("unreachable")

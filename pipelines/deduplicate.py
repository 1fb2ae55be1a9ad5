"""Tell which stored article an item copies."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from project.archive.copies import find_copy
from project.archive.engine import Archive
from project.items import Article


class DeduplicatePipeline:
    """Link an item to the stored original that it copies. Nothing is dropped: copies are stored and linked."""

    def __init__(self, url: str, stats: StatsCollector) -> None:
        self.url = url
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        assert crawler.stats is not None
        return cls(crawler.settings["ARCHIVE_URL"], crawler.stats)

    def open_spider(self) -> None:
        self.archive = Archive.shared(self.url)

    def close_spider(self) -> None:
        self.archive.close()

    def process_item(self, item: Article) -> Article:
        with self.archive.read() as session:
            item.copy = find_copy(session, item)
        self.stats.inc_value(f"archive/deduplicate/{item.copy.kind if item.copy else 'original'}")
        return item

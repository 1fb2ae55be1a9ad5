"""Learn what a site repeats. Which article copies which is found where it is stored: it takes the same transaction."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Set
from functools import partial
from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from project.archive import repetition
from project.archive.engine import Archive
from project.items import Article

logger = logging.getLogger(__name__)


class DeduplicatePipeline:
    """When the crawl ends, take what its sites repeat out of their articles."""

    def __init__(self, url: str, stats: StatsCollector, sites_gone_on_with: Callable[[], Set[str]] = frozenset) -> None:
        self.url = url
        self.stats = stats
        self.sites_gone_on_with = sites_gone_on_with
        """Sites whose articles an earlier run stored, and did not come to its end."""
        self.sites: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        assert crawler.stats is not None
        gone_on_with = partial(getattr, crawler.spider, "sites_gone_on_with", frozenset())
        return cls(crawler.settings["ARCHIVE_URL"], crawler.stats, gone_on_with)

    def open_spider(self) -> None:
        self.archive = Archive.shared(self.url)

    def process_item(self, item: Article) -> Article:
        self.sites.add(item.site)
        return item

    async def close_spider(self) -> None:
        # Pipelines close from the last to the first: all articles are stored by now. Other crawls of the process go on.
        try:
            with self.archive.read() as session:
                sites = repetition.worth_a_sweep(session, self.sites | self.sites_gone_on_with())
            for site in sites:
                if changed := await asyncio.to_thread(repetition.sweep, self.archive, site):
                    self.stats.inc_value("archive/deduplicate/boilerplate learned from repetition", changed)
                    logger.info("%s: took repeated blocks out of %d stored articles, or put them back", site, changed)
        finally:
            self.archive.close()

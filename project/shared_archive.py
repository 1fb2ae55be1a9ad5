"""The archive that a crawl's middlewares and extensions share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.spider import DefaultSpider

from project.archive.engine import Archive

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


def open_archive(crawler: Crawler) -> Archive:
    """The archive, for as long as the crawl runs. Raises NotConfigured where ``scrapy shell``, ``fetch`` or ``extract``
    ask for a page: they go without."""
    if crawler.spidercls is DefaultSpider:
        raise NotConfigured
    archive = Archive.shared(crawler.settings["ARCHIVE_URL"])
    crawler.signals.connect(lambda: archive.close(), signals.spider_closed, weak=False)
    return archive

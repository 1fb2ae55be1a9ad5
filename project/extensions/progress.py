"""One living line in a terminal that says how far a crawl is. A log file gets nothing of it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping
from time import monotonic
from typing import TYPE_CHECKING, Any

from scrapy import Spider, signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.log import get_scrapy_root_handler

if TYPE_CHECKING:
    from typing import Self

    from rich.live import Live
    from scrapy.crawler import Crawler

_EVERY = 0.25  # seconds: smooth to the eye, and nothing beside the work


def progress_line(name: str, stats: Mapping[str, Any], seconds: float) -> str:
    """What the line says: pages found, fetched, stored, dropped, and pages a second so far.

    >>> progress_line("example.com", {"archive/fetch/fetched": 120, "item_scraped_count": 90}, 60)
    'example.com  found 0 · fetched 120 · stored 90 · dropped 0 · 2.0 pages/s'
    """
    fetched = stats.get("archive/fetch/fetched", 0) + stats.get("archive/fetch/refused", 0)
    parts = [f"found {stats.get('archive/discovery/found', 0):,}", f"fetched {fetched:,}"]
    if read := stats.get("archive/raw_pages/read", 0):  # no site is asked
        parts[1], fetched = f"read {read:,}", read
    if unchanged := stats.get("archive/fetch/not_modified", 0):
        parts.append(f"unchanged {unchanged:,}")
    parts.append(f"stored {stats.get('item_scraped_count', 0):,}")
    parts.append(f"dropped {stats.get('item_dropped_count', 0):,}")
    if failed := stats.get("archive/fetch/failed", 0):
        parts.append(f"failed {failed:,}")
    parts.append(f"{(fetched + unchanged) / seconds if seconds > 0 else 0.0:.1f} pages/s")
    return f"{name}  " + " · ".join(parts)


class Progress:
    """Shows the line on standard error while that is a terminal and the log does not go to a file."""

    def __init__(self, crawler: Crawler):
        if not crawler.settings.getbool("ARCHIVE_PROGRESS") or not sys.stderr.isatty():
            raise NotConfigured
        self.crawler = crawler
        self._live: Live | None = None
        self._loop = create_looping_call(self._show)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        progress = cls(crawler)
        crawler.signals.connect(progress.spider_opened, signals.spider_opened)
        crawler.signals.connect(progress.spider_closed, signals.spider_closed)
        return progress

    def spider_opened(self, spider: Spider) -> None:
        # Most crawls run without a terminal.
        from rich.console import Console
        from rich.live import Live

        self._started = monotonic()
        self._name = getattr(spider, "site", None) or spider.name
        self._live = Live(console=Console(stderr=True), auto_refresh=False, transient=True, redirect_stdout=False)
        self._live.start()
        log_to_standard_error()
        self._loop.start(_EVERY, now=True)

    def spider_closed(self, spider: Spider, reason: str) -> None:
        if self._live is None:
            return
        if self._loop.running:
            self._loop.stop()
        self._live.stop()
        log_to_standard_error()

    def _show(self) -> None:
        from rich.text import Text

        assert self._live is not None
        line = progress_line(self._name, self.crawler.stats.get_stats(), monotonic() - self._started)
        self._live.update(Text(line, no_wrap=True, overflow="ellipsis"), refresh=True)


def log_to_standard_error() -> None:
    """Let log lines go where standard error goes now: rich takes its place while a line lives, and puts them above."""
    handler = get_scrapy_root_handler()
    if type(handler) is logging.StreamHandler:  # no file
        handler.setStream(sys.stderr)

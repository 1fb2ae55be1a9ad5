"""End a crawl without losing or annoying anybody: on a signal, at the end of its hours, at once when told to."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from scrapy import Spider, signals
from scrapy.exceptions import CloseSpider

from project.middlewares.pace import refuse_queued
from project.middlewares.wire import HANG_UP
from project.outcomes import verdict
from project.outcomes.fetching import Interrupted
from project.sites.hours import Hours

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

_LOOK_EVERY = 0.1


class CrawlHours:
    """Crawl only in the hours of ``ARCHIVE_WINDOW``; what is not done when they end goes on waiting."""

    def __init__(self, crawler: Crawler, hours: Hours | None):
        self.crawler = crawler
        self.hours = hours
        self._timer: asyncio.TimerHandle | None = None
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        watch = cls(crawler, Hours.parse(crawler.settings["ARCHIVE_WINDOW"] or ""))
        crawler.signals.connect(watch.spider_opened, signals.spider_opened)
        crawler.signals.connect(watch.spider_closed, signals.spider_closed)
        return watch

    def spider_opened(self, spider: Spider) -> None:
        if self.hours is None:
            return
        left = self.hours.closes_in(datetime.now(UTC))
        if left is None:
            raise CloseSpider(verdict.OUTSIDE_WINDOW)
        self._timer = asyncio.get_running_loop().call_later(left, self._close)

    def spider_closed(self, spider: Spider, reason: str) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _close(self) -> None:
        stop = self.crawler.engine.close_spider_async(reason=verdict.WINDOW_CLOSED)
        self._closing = asyncio.ensure_future(stop)


class PromptClosing:
    """When a crawl closes, finish what is on the wire and leave the rest waiting.

    Scrapy itself would first send everything that stands in the downloader's queues, at one request a second and site.
    What is on the wire after ``ARCHIVE_CLOSE_SECONDS`` is given up too: its page goes on waiting in the ledger.

    Told to stop while it opens, a crawl is opened first, and told while it closes, it is closed to the end: Scrapy
    would end the process there and then, with its row in ``crawls`` and its lock left behind.
    """

    def __init__(self, crawler: Crawler):
        self.crawler = crawler
        self.limit = crawler.settings.getfloat("ARCHIVE_CLOSE_SECONDS")
        self.is_closed = self.is_told = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        closing = cls(crawler)
        crawler.stop_async = partial(closing.stop, crawler.stop_async)  # type: ignore[method-assign]
        crawler.signals.connect(closing.spider_closed, signals.spider_closed)
        crawler.signals.connect(closing.engine_started, signals.engine_started)
        return closing

    def engine_started(self) -> None:
        # Scrapy has no signal for the moment in which closing begins, and all ways to it lead through this method.
        engine = self.crawler.engine
        close = engine.close_spider_async
        ended: asyncio.Event | None = None

        async def close_promptly(*, reason: str = "cancelled") -> None:
            nonlocal ended
            if ended is not None:
                await ended.wait()
                return
            ended = asyncio.Event()
            emptying = asyncio.ensure_future(self._empty_queues())
            try:
                await close(reason=reason)
            finally:
                emptying.cancel()
                ended.set()

        engine.close_spider_async = close_promptly  # type: ignore[method-assign]

    async def stop(self, stop: Callable[[], Awaitable[None]]) -> None:
        """``stop`` the crawl as soon as it is open, or closed again; at the limit, and when told again, at once."""
        crawler, loop = self.crawler, asyncio.get_running_loop()
        until = 0.0 if self.is_told else loop.time() + self.limit
        self.is_told = True
        while crawler.crawling and not self.is_closed and not (crawler.engine and crawler.engine.running):
            if loop.time() > until:
                break
            await asyncio.sleep(_LOOK_EVERY)
        await stop()

    def spider_closed(self) -> None:
        self.is_closed = True

    async def _empty_queues(self) -> None:
        """Until everything is closed: a request that waited for robots.txt or for a name comes to its queue late."""
        downloader = self.crawler.engine.downloader
        loop = asyncio.get_running_loop()
        until = loop.time() + self.limit
        while True:
            for slot in downloader.slots.values():
                refuse_queued(slot, Interrupted())
            # Scrapy looks only where a response was read: an item of start() would be waited for for ever.
            scraped = self.crawler.engine.scraper.slot
            if scraped is not None and scraped.closing is not None and not scraped.closing.called:
                self.crawler.engine.scraper._check_if_closing()
            if loop.time() > until:
                awaited = sum(len(slot.transferring) for slot in downloader.slots.values())
                logger.warning("Hanging up on %d sites that did not answer within %g s", awaited, self.limit)
                self.crawler.signals.send_catch_log(HANG_UP)
                until = float("inf")
            await asyncio.sleep(_LOOK_EVERY)

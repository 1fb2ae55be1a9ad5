"""A row in ``crawls`` for every run, and the lock that keeps a second one of the same site out."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from scrapy import Spider, signals
from scrapy.exceptions import CloseSpider
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.settings import SETTINGS_PRIORITIES
from twisted.python.failure import Failure

from project import version
from project.archive import crawls, locks
from project.archive.errors import ArchiveError
from project.outcomes import verdict
from project.outcomes.summary import one_line, short_reason
from project.pages.blocking import is_block_page
from project.shared_archive import open_archive
from project.sites import health
from project.sites.hours import Hours
from project.sites.rhythm import Bounds

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler
    from sqlalchemy.orm import Session

logger = logging.getLogger(__name__)

DEFAULT_AGENT_MARK = "please-set-USER_AGENT"


class CrawlRecord:
    """Write down that a crawl began, how it ended and what it counted, and stop it when the archive cannot be written.

    ``verdict`` is there once the spider is closed, ``held`` says who crawls the site when that is somebody else, and
    ``failure`` what is wrong with the archive.
    """

    def __init__(self, crawler: Crawler):
        self.crawler = crawler
        self.archive = open_archive(crawler)
        self.verdict: verdict.Verdict | None = None
        self.held: locks.Held | None = None
        self.failure: str | None = None
        self._crawl_id: int | None = None
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        record = cls(crawler)
        crawler.signals.connect(record.spider_opened, signals.spider_opened)
        crawler.signals.connect(record.spider_closed, signals.spider_closed)
        crawler.signals.connect(record.item_error, signals.item_error)
        crawler.signals.connect(record.spider_error, signals.spider_error)
        crawler.signals.connect(record.item_dropped, signals.item_dropped)
        crawler.signals.connect(record.item_scraped, signals.item_scraped)
        crawler.signals.connect(record.response_received, signals.response_received)
        return record

    def spider_opened(self, spider: Spider) -> None:
        logging.getLogger("scrapy.core.scraper").addFilter(is_no_archive_error)
        logging.getLogger("scrapy.core.engine").addFilter(is_no_archive_error)
        agent = (self.crawler.settings["USER_AGENT"] or "").strip()
        if getattr(spider, "asks_sites", True) and (not agent or DEFAULT_AGENT_MARK in agent):
            logger.warning("Sites cannot tell who crawls them: set USER_AGENT, with an address to reach you at")
        site = getattr(spider, "site", None)
        now = datetime.now(UTC)
        try:
            with self.archive.write() as session:
                arguments = getattr(spider, "arguments", {})
                crawl_id = crawls.begin(session, spider.name, site, arguments, version.CODE, now)
                reason = self._reason_not_to_begin(session, site, now) if site else None
                if reason:
                    counts = {"reason": reason, "why": str(self.held or verdict.judge({}, reason).why)}
                    crawls.end(session, crawl_id, verdict.NOT_BEGUN, counts, now)
                elif site:
                    start_url = getattr(spider, "start_url", None) or f"https://{site}/"
                    crawls.register(session, site, spider.name, start_url)
            self._crawl_id = None if reason else crawl_id
        except ArchiveError as error:
            self._fail(error)
            raise CloseSpider(verdict.ARCHIVE_FAILED) from error
        if reason:
            raise CloseSpider(reason)

    def _reason_not_to_begin(self, session: Session, site: str, now: datetime) -> str | None:
        """Why a site is left alone; None where its lock was taken."""
        if self.crawler.settings.getbool("ARCHIVE_ONLY_DUE") and not crawls.is_due(session, site, now):
            return verdict.NOT_DUE
        self.held = locks.acquire(session, site, now)
        return verdict.ALREADY_RUNNING if self.held else None

    def spider_closed(self, spider: Spider, reason: str) -> None:
        stats = self.crawler.stats.get_stats()
        self.verdict = verdict.judge(stats, verdict.ARCHIVE_FAILED if self.failure else reason)
        if self._crawl_id is None:
            return
        logger.info("%s: %s", getattr(spider, "site", None) or spider.name, one_line(stats))
        counts = {**verdict.counts(stats), "reason": reason, "why": self.failure or self.verdict.why}
        now = datetime.now(UTC)
        site = getattr(spider, "site", None)
        try:
            with self.archive.write() as session:
                crawls.end(session, self._crawl_id, self.verdict.outcome, counts, now)
                locks.release(session, [site] if site else getattr(spider, "locked", ()))
                is_partial = crawls.is_partial(getattr(spider, "arguments", {}))
                if site and not is_partial and not self.came_at_the_wrong_time(reason):
                    crawls.plan_next(session, site, self.bounds(), now, self.wait(reason, now))
        except ArchiveError as error:
            self._fail(error)
            self.verdict = verdict.judge(stats, verdict.ARCHIVE_FAILED)

    def wait(self, reason: str, now: datetime) -> timedelta | None:
        """How soon the site is due where the crawl was stopped: at once after a signal or at the end of hours that were
        this run's alone, else when its hours begin, or, where it asked for patience or a cap was reached, as soon as
        its rhythm allows."""
        if self.verdict is None or self.verdict.outcome != "stopped":
            return None
        if self.verdict.why == verdict.STOPPED_BY_SIGNAL or (reason == verdict.WINDOW_CLOSED and self.has_own_hours):
            return timedelta()
        hours = Hours.parse(self.crawler.settings["ARCHIVE_WINDOW"] or "")
        if hours and reason in (verdict.OUTSIDE_WINDOW, verdict.WINDOW_CLOSED):
            return timedelta(seconds=hours.opens_in(now))
        return self.bounds().shortest

    def came_at_the_wrong_time(self, reason: str) -> bool:
        """Whether hours that were this run's alone kept it from anything: the site is due when it was."""
        return reason == verdict.OUTSIDE_WINDOW and self.has_own_hours

    @property
    def has_own_hours(self) -> bool:
        """Whether the hours were given for this run, which the next one knows nothing of."""
        return self.crawler.settings.getpriority("ARCHIVE_WINDOW") == SETTINGS_PRIORITIES["cmdline"]

    def bounds(self) -> Bounds:
        """Between which times the site wants to be crawled: a setting, which its file may override."""
        settings = self.crawler.settings
        shortest, longest = (settings.getfloat(f"ARCHIVE_RHYTHM_{name}") for name in ("SHORTEST", "LONGEST"))
        return Bounds.of_hours(shortest, longest)

    def item_error(self, item: Any, response: Response | None, spider: Spider, failure: Failure) -> None:
        self.crawler.stats.inc_value("archive/errors/item")
        self._stop_if_archive_failed(failure)

    def response_received(self, response: Response, request: Request, spider: Spider) -> None:
        asked_url = request.meta.get("redirect_urls", [request.url])[0]
        if request.callback is not NO_CALLBACK and is_block_page(
            response.url, response.status, response.body, asked_url
        ):
            self.crawler.stats.inc_value("archive/fetch/blocked")

    def item_scraped(self, item: Any, response: Response | None, spider: Spider) -> None:
        """Count the fields that are filled: a redesign shows in them first."""
        for name in health.FIELDS:
            if getattr(item, name, None):
                self.crawler.stats.inc_value(f"archive/fields/{name}")

    def item_dropped(self, item: Any, response: Response | None, spider: Spider, exception: Exception) -> None:
        self.crawler.stats.inc_value(f"archive/dropped/{short_reason(str(exception))}")

    def spider_error(self, failure: Failure, response: Response | None, spider: Spider) -> None:
        self._stop_if_archive_failed(failure)

    def _stop_if_archive_failed(self, failure: Failure) -> None:
        if not isinstance(failure.value, ArchiveError) or self.failure:
            return
        self._fail(failure.value)
        # What is in flight finishes, and fails as this one did; nothing that was not stored counts as done.
        stop = self.crawler.engine.close_spider_async(reason=verdict.ARCHIVE_FAILED)
        self._closing = asyncio.ensure_future(stop)

    def _fail(self, error: ArchiveError) -> None:
        if str(error) != self.failure:
            logger.critical("%s", error)
        self.failure = str(error)


def is_no_archive_error(record: logging.LogRecord) -> bool:
    """A log filter: :class:`CrawlRecord` says once, in a line, what Scrapy would say for each page with a traceback."""
    return not (record.exc_info and isinstance(record.exc_info[1], ArchiveError))

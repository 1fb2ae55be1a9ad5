"""The pace of a site: one slot for all its hosts, the delay it asks for, and patience when it has had enough."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import TYPE_CHECKING, Any

from scrapy import Spider, signals
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from twisted.python.failure import Failure

from project.addresses import site_of, without_user
from project.archive.patience import note_asked_wait
from project.middlewares.conditional import ConditionalMiddleware
from project.outcomes.fetching import Refused

if TYPE_CHECKING:
    from typing import Self

    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler
    from scrapy.robotstxt import RobotParser

logger = logging.getLogger(__name__)

# RFC 6585 and RFC 9110: too many requests, and a server that is overloaded. Both may say when to come back.
_BUSY = frozenset({429, 503})
# Scrapy looks at the time of the last request only in a slot that has a delay.
_LEAST_DELAY = 0.05
# In a row. With the usual settings the seventh wait would be too long already.
_MOST_REFUSALS = 10
# Of a request: the seconds that its site asks to wait, where a run does not wait so long, and the reason in words.
_PUT_OFF = "put_off"


def asked_delay(crawl_delay: float | None, request_rate: tuple[int, float] | None, longest: float) -> float:
    """Seconds between two requests that robots.txt asks for, at most ``longest``: 86,400 there is a refusal in disguise
    that would hold a crawl for years.

    ``request_rate`` is (requests, seconds).

    >>> asked_delay(2.0, (1, 5), 60), asked_delay(None, (30, 60), 60), asked_delay(86400, None, 60)
    (5.0, 2.0, 60.0)
    """
    requests, seconds = request_rate or (1, 0.0)
    asked = max(crawl_delay or 0.0, seconds / max(requests, 1), 0.0)
    return float(min(asked, longest))


def retry_after(value: bytes | None, now: datetime) -> float | None:
    """Seconds that a ``Retry-After`` header asks for: a number of them, or a date (RFC 9110, 10.2.3). Else None.

    >>> retry_after(b"120", datetime(2024, 1, 1, tzinfo=UTC))
    120.0
    >>> retry_after(b"Mon, 01 Jan 2024 00:01:00 GMT", datetime(2024, 1, 1, tzinfo=UTC))
    60.0
    """
    text = (value or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        then = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return max(0.0, (then.replace(tzinfo=then.tzinfo or UTC) - now).total_seconds())


class PaceMiddleware:
    """Hold a site's whole slot back while the site asks for it, and leave it for this run when that takes too long.

    ``www.``, ``feeds.`` and ``sport.`` of a site share one slot: one queue, one delay, one back-off. Each hop of a
    redirect is judged anew, because it may lead to another site.

    After 429 or 503 nothing is sent to the site for ``ARCHIVE_BACKOFF_SECONDS``, doubled each time that it says so
    again, and for as long as ``Retry-After`` says where that is longer. When the doubled wait comes to more than
    ``ARCHIVE_BACKOFF_MAX``, the site's part in this run is over; its pages go on waiting in the ledger.

    A ``Retry-After`` beyond it may be that of one address, which each run would ask for first: the ledger notes when
    its page is due, and the site's part is over once a second address says so, or its robots.txt.
    """

    def __init__(self, crawler: Crawler, clock: Callable[[], float] = monotonic):
        settings = crawler.settings
        self.crawler = crawler
        self.clock = clock
        self.longest_delay = settings.getfloat("ARCHIVE_CRAWL_DELAY_MAX")
        self.first_wait = settings.getfloat("ARCHIVE_BACKOFF_SECONDS")
        self.longest_wait = settings.getfloat("ARCHIVE_BACKOFF_MAX")
        self.agent: str = settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"]
        self._floors: dict[str, float] = {}
        self._refusals: dict[str, int] = {}
        """By site: how many times in a row it asked for patience."""
        self._delays: dict[str, float] = {}
        self._ended: dict[str, str] = {}
        self._patient: dict[str, set[str]] = {}
        """By site: the addresses that asked for longer than a run waits."""
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        pace = cls(crawler)
        crawler.signals.connect(pace.robots_parsed, signals.robots_parsed)
        crawler.signals.connect(pace.request_reached_downloader, signals.request_reached_downloader)
        # AutoThrottle is an extension, so it heard of this signal first: what it decided is corrected here.
        crawler.signals.connect(pace.response_downloaded, signals.response_downloaded)
        return pace

    def process_request(self, request: Request) -> Request | None:
        site = site_of(request.url)
        if not site:
            return None
        request.meta["download_slot"] = site
        if site in self._ended:
            raise Refused(None, self._ended[site])
        # A link's name and password are not the crawler's, and Scrapy would look for a host of that name.
        plain = without_user(request.url)
        return None if plain == request.url else request.replace(url=plain)

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        rate = getattr(getattr(robotparser, "rp", None), "request_rate", lambda agent: None)(self.agent)
        asked = asked_delay(
            robotparser.crawl_delay(self.agent), rate and (rate.requests, rate.seconds), self.longest_delay
        )
        if asked:
            site = site_of(request.url)
            self._floors[site] = max(asked, self._floors.get(site, 0.0))
            logger.info("robots.txt of %s asks for %g s between requests", site, asked)

    def request_reached_downloader(self, request: Request, spider: Spider) -> None:
        self._raise_to_floor(request.meta.get("download_slot", ""))

    def response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        site = request.meta.get("download_slot", "")
        slot = self._slot(site)
        if slot is None:
            return
        if response.status in _BUSY:
            asked = retry_after(response.headers.get("Retry-After"), datetime.now(UTC))
            if asked is None or asked <= self.longest_wait:
                self._hold(site, slot, asked, response.status)
            else:
                self._put_off(site, slot, request, asked, response.status)
            return
        if slot.lastseen <= self.clock():
            self._refusals.pop(site, None)
            slot.delay = self._delays.pop(site, slot.delay)
        self._raise_to_floor(site)

    def _raise_to_floor(self, site: str) -> None:
        """Slots are made and dropped by the downloader, and AutoThrottle lowers them: the floor is set each time."""
        if site in self._floors and (slot := self._slot(site)) is not None:
            slot.delay = max(slot.delay, self._floors[site])
            slot.jitter = 0.0 if slot.delay == self._floors[site] else slot.jitter

    def _hold(self, site: str, slot: Slot, asked: float | None, status: int) -> None:
        now = self.clock()
        if slot.lastseen > now:
            # The answer to a request that was on its way when the slot was held back is no further refusal.
            slot.lastseen = max(slot.lastseen, now + (asked or 0.0))
            return
        refusals = self._refusals[site] = self._refusals.get(site, 0) + 1
        own = self.first_wait * 2 ** (refusals - 1)
        if own > self.longest_wait or refusals > _MOST_REFUSALS:
            self._end(site, slot, f"HTTP {status}: {site} refuses {refusals} times in a row")
            return
        # "Retry-After: 0", and a date that is past, ask for no less.
        wait = max(asked or 0.0, own)
        self._delays.setdefault(site, slot.delay)
        slot.delay = max(slot.delay, _LEAST_DELAY)
        slot.lastseen = now + wait
        self.crawler.stats.inc_value("archive/fetch/backed_off")
        logger.warning("HTTP %d from %s: nothing is sent there for %.0f s", status, site, wait)

    def _put_off(self, site: str, slot: Slot, request: Request, asked: float, status: int) -> None:
        """An address is not asked for again in this run, nor is its site where that seems to be the site's answer."""
        reason = f"HTTP {status}: {site} asks to wait {asked:.0f} s"
        request.meta.update({_PUT_OFF: (asked, reason), "dont_retry": True})
        addresses = self._patient.setdefault(site, set())
        addresses.add(request.url)
        if len(addresses) > 1 or request.callback is NO_CALLBACK:
            self._end(site, slot, reason)
        else:
            logger.warning("%s for %s", reason, request.url)
            self._hold(site, slot, None, status)

    def process_response(self, request: Request, response: Response) -> Response:
        """Of an address that is put off, the ledger notes when its page is due, and nothing else comes of the answer.

        That of robots.txt closes its host: see :class:`project.middlewares.robots.RobotsMiddleware`.
        """
        if _PUT_OFF not in request.meta or request.callback is NO_CALLBACK:
            return response
        asked, reason = request.meta.pop(_PUT_OFF)
        conditional = self.crawler.get_downloader_middleware(ConditionalMiddleware)
        if conditional is not None and (url := request.meta.get("ledger_url")):
            with conditional.archive.write() as session:
                note_asked_wait(session, url, reason, response.status, asked, datetime.now(UTC))
        raise Refused(None, reason)

    def _end(self, site: str, slot: Slot, reason: str) -> None:
        if site in self._ended:
            return
        self._ended[site] = reason
        logger.warning("%s: its pages wait for the next run", reason)
        refuse_queued(slot, Refused(None, reason))
        if getattr(self.crawler.spider, "site", None) == site:
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="site_busy"))

    def _slot(self, site: str) -> Slot | None:
        return self.crawler.engine.downloader.slots.get(site)


def refuse_queued(slot: Slot, reason: Exception) -> int:
    """End all requests of a slot that were not sent yet. Gives their number."""
    waiting: list[tuple[Request, Any]] = list(slot.queue)
    slot.queue.clear()
    for _, deferred in waiting:
        deferred.errback(Failure(reason))  # type: ignore[no-untyped-call]
    return len(waiting)

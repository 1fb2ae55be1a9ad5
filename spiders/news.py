"""All articles of a site.

    scrapy crawl news -a site=https://www.example.com/ [-a since=2024-01-31] [-a until=2024-02-29] [-a limit=100]

``site`` is the address of its front page. ``since`` and ``until`` are the first and the last day of publication that
count: what the site itself says to lie outside is not fetched, and what proves to lie outside is not stored. With
``since`` older lists are walked too: date archives, further pages of feeds, and those of sections until two in a row
show only older stories. ``limit`` ends the crawl after so many articles; what else was found waits in the ledger for
the next one.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any

from scrapy import Request, signals
from scrapy.exceptions import CloseSpider
from scrapy.spiderloader import get_spider_loader
from twisted.python.failure import Failure
from w3lib.url import safe_url_string

from project.addresses import origin_of, site_of
from project.console.arguments import front_page, whole_number, window
from project.errors import ArgumentError
from project.found_via import is_by_link
from project.outcomes.fetching import OriginClosed
from project.outcomes.verdict import is_fruitless
from project.sites.hosts import PRIVATE
from spiders.site import SiteSpider

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.robotstxt import RobotParser
    from scrapy.settings import BaseSettings

    from project.archive.models import Page

logger = logging.getLogger(__name__)

# Pages wait for the first documents, so that the newest come first; for hundreds of sitemaps they need not.
_DOCUMENTS_FIRST = 20


class NewsSpider(SiteSpider):
    """All articles of a site."""

    name = "news"

    def __init__(
        self, site: str = "", since: str = "", until: str = "", limit: str | None = None, **unknown: Any
    ) -> None:
        super().__init__(**unknown)
        given = [("site", site), ("since", since), ("until", until), ("limit", limit)]
        self.arguments = {name: value for name, value in given if value}
        site = site.strip() or self.start_url
        if not site:
            raise ArgumentError(f"{self.name} needs -a site=ADDRESS, the front page of a site")
        self.start_url = front_page(site)
        self.site = site_of(self.start_url)
        self.sites.add(self.site)
        self.limit = whole_number(limit, "limit") if limit else None
        self.window = window(since, until)
        self.closed_origins: set[str] = set()
        """Whose robots.txt could not be read in this run."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        if site := kwargs.get("site"):
            front_page(site, known_sites(crawler.settings))
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.in_flight_limit = max(16, 2 * crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"))
        crawler.signals.connect(spider.allow_again, signals.robots_parsed)
        return spider

    # --- the queue

    async def start(self) -> AsyncIterator[Any]:
        self.wait_again()
        for request in self.document(self.start_url, "front page"):
            yield request
        while not self.is_closing and self.open_documents and self.read_documents < _DOCUMENTS_FIRST:
            await self.next_change()
        last: Page | None = None
        # A page whose article could not be stored goes on waiting, for the next run. Hashes: a run may draw a million.
        drawn: set[int] = set()
        drawn_in_pass = 0
        while not self.is_closing:
            await self.has_room()
            if self.limit is not None and self.articles >= self.limit:
                raise CloseSpider("finished")
            pages = self.draw(last)
            for page in pages:
                last = page
                if hash(page.url) in drawn or page.url in self.in_flight or self.is_closed(page):
                    continue
                drawn.add(hash(page.url))
                drawn_in_pass += 1
                if is_by_link(page.found_via) and (reason := self.trap(page)):
                    self.queue.put_off(page.url, reason)
                    continue
                yield self.page_request(page)
            if pages:
                continue
            # Behind the last page: what was found meanwhile is in front of it.
            if last is not None and drawn_in_pass:
                last, drawn_in_pass = None, 0
            elif self.has_read_most() and (requests := list(self.walk_on())):
                last = None
                for request in requests:
                    yield request
            elif self.open_documents or self.in_flight:
                last = None
                await self.next_change()
            else:
                self.tell_of_nothing()
                return

    def tell_of_nothing(self) -> None:
        """A front page without a single link, and nothing else that names one, is no site that is crawled well."""
        assert self.site is not None
        has_asked_for_all = self.window.is_open and not is_fruitless(self.stats.get_stats())
        if has_asked_for_all and not self.queue.has_pages_of(self.site):
            logger.warning("No article and no link was found on %s", self.start_url)
            self.count("nothing")

    def draw(self, after: Page | None) -> list[Page]:
        """The next pages that are due, at most as many as may be in flight, and as the limit still allows."""
        assert self.site is not None
        return self.queue.due(self.site, self.room, after) if self.room > 0 else []

    def trap(self, page: Page) -> str | None:
        """Why a page that a link led to is not asked for in this run."""
        if page.article_id is None and self.is_in_maze(page.url):
            return "stored from an address that differs in what changes nothing"
        return self.traps.reason_against(page.found_url)

    def is_closed(self, page: Page) -> bool:
        """Whether a page stands where nothing is asked for in this run."""
        return bool(self.closed_origins) and origin_of(safe_url_string(page.found_url)) in self.closed_origins

    def page_failed(self, failure: Failure) -> None:
        if isinstance(failure.value, OriginClosed):
            self.closed_origins.add(failure.value.origin)
        super().page_failed(failure)

    def has_read_most(self) -> bool:
        """Whether few of the pages that were asked for are still under way, and more may be."""
        return self.room > 0 and len(self.in_flight) <= self.in_flight_limit // 4

    @property
    def room(self) -> int:
        """How many more pages may be asked for now."""
        room = self.in_flight_limit - len(self.in_flight)
        return room if self.limit is None else min(room, self.limit - self.articles - len(self.in_flight))

    def wait_again(self) -> None:
        """What an earlier crawl skipped because of its window, or for an address that was not allowed, waits again if
        this one has room for it, and so does what one with a clock that went ahead put off. Of what robots.txt forbade
        a page of each host does: more when its robots.txt came (:meth:`allow_again`)."""
        assert self.site is not None
        reasons = (PRIVATE,) if self.settings["ARCHIVE_ALLOW_PRIVATE"] else ()
        self.queue.begin(self.site, reasons, self.window.since, self.window.until)

    def allow_again(self, robotparser: RobotParser, request: Request) -> None:
        """What robots.txt forbade in an earlier crawl, and allows in this one, waits again: no request tells more."""
        assert self.site is not None
        origin = origin_of(request.url)
        agent = self.settings["ROBOTSTXT_USER_AGENT"] or self.settings["USER_AGENT"]

        def is_allowed(found_url: str) -> bool:
            url = safe_url_string(found_url)
            return origin_of(url) == origin and robotparser.allowed(url, agent)

        self.queue.allow_again(self.site, is_allowed, self.window.since, self.window.until)


def known_sites(settings: BaseSettings) -> Iterator[str]:
    """The sites that have a file of their own, and those of the archive."""
    from project.archive.queue import Queue

    loader = get_spider_loader(settings)
    yield from filter(None, (site_of(getattr(loader.load(name), "start_url", "")) for name in loader.list()))
    with closing(Queue.open(settings["ARCHIVE_URL"])) as queue:
        yield from queue.sites()

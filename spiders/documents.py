"""Discovery documents: what a site's robots.txt, sitemaps and feeds announce goes into the ledger."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scrapy import Request, signals
from scrapy.http import Response
from twisted.python.failure import Failure
from w3lib.url import safe_url_string

from project.addresses import canonical, is_http_url, origin_of, site_of
from project.archive.errors import ArchiveError
from project.discovery import feeds, sitemaps
from project.discovery.kinds import NEVER_READ, kind_of
from project.discovery.older import FeedWalk
from project.discovery.spans import spans_of_series
from project.found_via import A_SECTION, Way, via
from project.items import Found
from project.outcomes.fetching import outcome_of
from project.outcomes.reasons import by_address
from project.processors import absolute
from project.readers.pool import PageKills
from spiders.base import PageSpider, content_type_of

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.robotstxt import RobotParser

logger = logging.getLogger(__name__)

Parse = Callable[..., AsyncIterator[Any]]

# How many documents of a kind one run reads, so that a site that links without end ends.
_CAPS = {"sitemap": 5_000, "feed": 50, "section": 300, "older list": 10_000, "older feed": 500}
# Sitemaps and feeds come before pages: they know what is new.
_PRIORITY = {"front page": 30, "sitemap": 20, "feed": 20, "section": 5, "older list": 2, "older feed": 2}
_BATCH = 1000


class DocumentSpider(PageSpider, ABC):
    """A spider that reads what a site says of its articles."""

    start_url = ""
    """The front page."""

    def __init__(self, **unknown: Any) -> None:
        super().__init__(**unknown)
        self.sites: set[str] = set()
        """The site, and where its front page leads to."""
        self.documents: set[str] = set()
        """What was asked for in this run: sitemaps, feeds, lists."""
        self.open_documents = 0
        self.read_documents = 0
        self.announced: list[str] = []
        """Sitemaps that robots.txt names."""
        self.missing: set[str] = set()
        """Those of them that did not come."""
        self.counts: dict[str, int] = {}
        self.capped: set[str] = set()
        """The kinds of which the site has more than one run reads."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.robots_parsed, signals.robots_parsed)
        return spider

    # --- asking

    def document(self, url: str, kind: str, **arguments: Any) -> Iterator[Request]:
        """The request of a discovery document, unless it was asked for or there were enough."""
        key = canonical(url) if kind in ("section", "front page", "older list") else url
        if key in self.documents or not is_http_url(url) or self.is_too_many(kind):
            return
        self.documents.add(key)
        self.counts[kind] = self.counts.get(kind, 0) + 1
        self.open_documents += 1
        meta: dict[str, Any] = {"validator": True, "download_slot": site_of(url), "found_url": url}
        if kind == "sitemap":
            meta["download_maxsize"] = sitemaps.MAX_BYTES
        elif self.window.since is not None:
            meta["leads_on"] = True  # to older lists, although another crawl had no use for them
        yield Request(
            safe_url_string(url), self.parse_document, errback=self.document_failed, priority=_PRIORITY[kind],
            meta=meta, cb_kwargs={"kind": kind, "arguments": arguments}, dont_filter=True,
        )  # fmt: skip

    def is_too_many(self, kind: str) -> bool:
        """Whether one more document of a kind would be beyond its cap. What is left out so is counted."""
        if kind not in _CAPS or self.counts.get(kind, 0) < _CAPS[kind]:
            return False
        if kind not in self.capped:
            self.capped.add(kind)
            logger.warning("One run reads %d documents of the kind %s: %s has more", _CAPS[kind], kind, self.site)
        self.count(f"beyond_cap/{kind}")
        return True

    async def parse_document(self, response: Response, kind: str, arguments: dict[str, Any]) -> AsyncIterator[Any]:
        parse: Parse = self.parse_list
        if kind in ("feed", "older feed"):
            parse = self.parse_feed
        elif kind == "sitemap":
            parse = self.parse_sitemap
        try:
            async for one in parse(response, kind, **arguments):
                yield one
        finally:
            self.document_done()

    def document_failed(self, failure: Failure) -> Iterator[Request]:
        request: Request = failure.request  # type: ignore[attr-defined]
        outcome = outcome_of(failure.value)  # type: ignore[arg-type]
        kind = request.cb_kwargs["kind"]
        try:
            if isinstance(failure.value, ArchiveError):
                raise ArchiveError(str(failure.value)) from failure.value
            if outcome.state is not None and not request.cb_kwargs["arguments"].get("is_guess"):
                level = logging.INFO if kind == "section" or outcome.state == "skipped" else logging.WARNING
                logger.log(level, "The %s %s did not come: %s", kind, request.meta["found_url"], outcome.reason)
            if outcome.state is not None and kind == "section":
                key = canonical(request.meta["found_url"])
                self.add_found([Found(key, request.meta["found_url"], self.site or "", A_SECTION)])
                self.mark(key, outcome.state, outcome.reason, None, outcome.http_status)
            if outcome.state is not None and request.cb_kwargs["arguments"].get("is_announced"):
                yield from self.instead_of(request.meta["found_url"])
            if kind == "front page":
                yield from self.announced_sitemaps()
        finally:
            self.document_done()

    def document_done(self) -> None:
        self.open_documents -= 1
        self.read_documents += 1
        self.changed.set()

    def robots_parsed(self, robotparser: RobotParser) -> None:
        rules = getattr(robotparser, "rp", None)
        # An address should be whole there, and often begins at the host, stands in brackets or beside others.
        named = (word.strip("<>\"',;") for line in getattr(rules, "sitemaps", ()) for word in line.split())
        urls = [absolute(url, {"base_url": self.start_url}) for url in named if url]
        self.announced += [url for url in urls if url is not None and is_http_url(url) and url not in self.announced]

    def announced_sitemaps(self) -> Iterator[Request]:
        """Those that robots.txt names, or else the usual places."""
        for url in self.announced:
            yield from self.document(url, "sitemap", is_announced=True)
        if not self.announced:
            yield from self.usual_sitemaps()

    def usual_sitemaps(self) -> Iterator[Request]:
        for path in sitemaps.USUAL_PLACES:
            yield from self.document(origin_of(self.start_url) + path, "sitemap", is_guess=True)

    def instead_of(self, url: str) -> Iterator[Request]:
        """What is asked for because an announced sitemap is none: the usual places, where none of them is one."""
        self.missing.add(url)
        if self.missing.issuperset(self.announced):
            yield from self.usual_sitemaps()

    # --- reading

    async def parse_sitemap(
        self, response: Response, kind: str, is_guess: bool = False, is_announced: bool = False
    ) -> AsyncIterator[Any]:
        now = datetime.now(UTC)
        sitemap = sitemaps.read_sitemap(response.body, response.url, now)
        if sitemap.problem and not (is_guess and sitemap.kind == "none"):
            logger.warning("The sitemap %s: %s", response.url, sitemap.problem)
            response.meta["validator"] = sitemap.problem != sitemaps.CUT_OFF
        if sitemap.kind == "none" and is_announced:
            response.meta["validator"] = False  # its 304 would count as a sitemap that came
            for request in self.instead_of(response.meta["found_url"]):
                yield request
        if sitemap.kind == "feed":
            async for one in self.parse_feed(response, "feed"):
                yield one
        elif sitemap.kind == "index":
            response.meta["names_documents"] = True
            spans = spans_of_series(entry.url for entry in sitemap.entries)
            wanted = list[sitemaps.Entry]()
            for entry in sitemap.entries:
                if self.window.rules_out_sitemap(spans.get(entry.url), entry.changed_by):
                    response.meta["validator"] = False
                elif sitemaps.is_of_articles(entry.url):
                    wanted.append(entry)
            for place, entry in enumerate(sitemaps.in_turn(wanted, _CAPS["sitemap"], self.queue.documents_read)):
                for request in self.document(entry.url, "sitemap"):
                    # Scrapy asks first for what it got last, where all is equally urgent.
                    request.priority -= min(place // 10, _PRIORITY["sitemap"] - _PRIORITY["section"] - 1)
                    yield request
        else:
            self.add_announced(response, "sitemap", sitemap.entries)

    async def parse_feed(
        self, response: Response, kind: str, walk: FeedWalk | None = None, is_listed: bool = False
    ) -> AsyncIterator[Any]:
        content_type = content_type_of(response)
        feed = feeds.read_feed(response.body, response.url, datetime.now(UTC), content_type)
        if feed.problem and (feed.is_feed or "html" not in content_type):
            logger.warning("The feed %s: %s", response.url, feed.problem)
            response.meta["validator"] = feed.problem != sitemaps.CUT_OFF
        if not feed.is_feed and "html" in content_type and kind == "feed" and not is_listed:
            for url in await self.feeds_of(response):
                response.meta["names_documents"] = True
                for request in self.document(url, "feed", is_listed=True):
                    yield request
        self.add_announced(response, "feed", feed.entries)
        # Not by what is new in the ledger: page 1 may be known, from an earlier crawl or from a sitemap.
        walk = walk or FeedWalk(self.window)
        goes_on = walk.goes_on((canonical(entry.url), entry.published_at) for entry in feed.entries)
        if self.window.since and feed.next_url and goes_on:
            response.meta["names_documents"] = True
            for request in self.document(feed.next_url, "older feed", walk=walk):
                yield request

    async def feeds_of(self, response: Response) -> list[str]:
        """The feeds that a page lists to which a link called "RSS" led."""
        try:
            return (await self.read_answer(response, with_links=True)).feeds
        except (PageKills, RuntimeError) as error:
            logger.warning("%s cannot be read: %s", response.url, error)
            response.meta["validator"] = False
            return []

    def add_announced(
        self, response: Response, way: Way, entries: Iterable[sitemaps.Entry] | Iterable[feeds.Entry]
    ) -> None:
        """Write into the ledger what a sitemap or a feed announces, but for what lies outside the window."""
        found: list[Found] = []
        never = list[tuple[Found, str]]()
        for entry in entries:
            url = entry.url
            if site_of(url) not in self.sites:
                continue
            if self.window.rules_out(url, entry.published_at, entry.changed_by):
                # Not to be forgotten: another crawl, with another window, reads the document again.
                response.meta["validator"] = False
                self.count("outside_window")
                continue
            kind = kind_of(url, entry.title, self.rules)
            announced_at = entry.changed_at or entry.published_at
            row = Found(canonical(url), url, self.site or "", via(way, response.url), announced_at)
            if kind in NEVER_READ and isinstance(entry, feeds.Entry) and entry.is_whole_story:
                self.queue.read_after_all(row.url)
                found.append(row)
            elif kind in NEVER_READ or kind in ("front", "feed", "file"):
                never.append((row, kind))
            else:
                found.append(row)
            if len(found) >= _BATCH:
                self.add_found(found)
                found = []
        self.add_found(found)
        self.remember_kinds(never)

    @abstractmethod
    def parse_list(self, response: Response, kind: Way, *args: Any, **arguments: Any) -> AsyncIterator[Any]:
        """Read a page that lists articles."""

    def remember_kinds(self, rows: list[tuple[Found, str]]) -> None:
        """Pages that are surely no articles stand in the ledger as what they are, and are not fetched."""
        if rows:
            self.queue.add_as("not_article", [(row, by_address(kind)) for row, kind in rows])

    def count(self, name: str) -> None:
        self.stats.inc_value(f"archive/discovery/{name}")

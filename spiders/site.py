"""Discovery: a site's sitemaps, feeds, sections and links are read, and what they name goes into the ledger."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from scrapy import Request, signals
from scrapy.http import Response
from twisted.python.failure import Failure
from w3lib.url import safe_url_string

from project.addresses import canonical, is_http_url, site_of
from project.archive.errors import ArchiveError
from project.discovery import feeds, sitemaps, traps
from project.discovery.kinds import NEVER_READ, TO_READ, archive_pages, kind_of
from project.discovery.seen import Seen
from project.fetching import outcome_of
from project.items import Article, Found
from project.reading import Reading, part_of
from spiders.base import PageSpider

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.robotstxt import RobotParser

    from project.discovery.links import Link

logger = logging.getLogger(__name__)

# How many documents of a kind one run reads, so that a site that links without end ends.
_CAPS = {"sitemap": 5_000, "feed": 50, "section": 300, "older list": 10_000, "older feed": 500}
_MODELS = 3
_PAGES_OF_A_LIST = 500
# Sitemaps and feeds come before pages: they know what is new.
_PRIORITY = {"front page": 30, "sitemap": 20, "feed": 20, "section": 5, "older list": 2, "older feed": 2}
_BATCH = 1000
_REMEMBERED_TEXTS = 20_000
_REMEMBERED_LINKS = 50_000


class SiteSpider(PageSpider):
    """A spider that finds the addresses of a site's articles."""

    start_url = ""
    """The front page."""
    with_links = True

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
        self.counts: dict[str, int] = {}
        self.traps = traps.Traps()
        self.seen_texts = Seen(_REMEMBERED_TEXTS)
        self.seen_links = Seen(_REMEMBERED_LINKS)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.robots_parsed, signals.robots_parsed)
        return spider

    # --- documents: front page, sitemaps, feeds, sections

    def document(self, url: str, kind: str, **arguments: Any) -> Iterator[Request]:
        """The request of a discovery document, unless it was asked for or there were enough."""
        key = canonical(url) if kind in ("section", "front page", "older list") else url
        cap = _CAPS.get(kind)
        if key in self.documents or not is_http_url(url) or (cap and self.counts.get(kind, 0) >= cap):
            return
        self.documents.add(key)
        self.counts[kind] = self.counts.get(kind, 0) + 1
        self.open_documents += 1
        meta: dict[str, Any] = {"validator": True, "download_slot": site_of(url), "found_url": url}
        if kind == "sitemap":
            meta["download_maxsize"] = sitemaps.MAX_BYTES
        yield Request(
            safe_url_string(url), self.parse_document, errback=self.document_failed, priority=_PRIORITY[kind],
            meta=meta, cb_kwargs={"kind": kind, "arguments": arguments}, dont_filter=True,
        )  # fmt: skip

    async def parse_document(self, response: Response, kind: str, arguments: dict[str, Any]) -> AsyncIterator[Any]:
        parse = {"sitemap": self.parse_sitemap, "feed": self.parse_feed, "older feed": self.parse_feed}
        try:
            async for one in parse.get(kind, self.parse_list)(response, kind, **arguments):
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
                self.add_found([Found(key, request.meta["found_url"], self.site or "", kind)])
                self.mark(key, outcome.state, outcome.reason, None, outcome.http_status)
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
        self.announced += [url for url in getattr(rules, "sitemaps", ()) if url not in self.announced]

    def announced_sitemaps(self) -> Iterator[Request]:
        """Those that robots.txt names, or else the usual places."""
        for url in self.announced:
            yield from self.document(url, "sitemap")
        if not self.announced:
            for path in sitemaps.USUAL_PLACES:
                yield from self.document("/".join(self.start_url.split("/")[:3]) + path, "sitemap", is_guess=True)

    async def parse_sitemap(self, response: Response, kind: str, is_guess: bool = False) -> AsyncIterator[Any]:
        now = datetime.now(UTC)
        sitemap = sitemaps.read_sitemap(response.body, response.url, now)
        if sitemap.problem and not (is_guess and sitemap.kind == "none"):
            logger.warning("The sitemap %s: %s", response.url, sitemap.problem)
        if sitemap.kind == "feed":
            async for one in self.parse_feed(response, "feed"):
                yield one
        elif sitemap.kind == "index":
            for entry in sitemap.entries:
                if self.window.rules_out_sitemap(entry.url, entry.changed_at):
                    response.meta["validator"] = False
                elif sitemaps.is_of_articles(entry.url):
                    for request in self.document(entry.url, "sitemap"):
                        yield request
        else:
            entries = [(entry.url, entry.published_at, entry.changed_at, entry.title) for entry in sitemap.entries]
            self.add_announced(response, "sitemap", entries)

    async def parse_feed(self, response: Response, kind: str) -> AsyncIterator[Any]:
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        feed = feeds.read_feed(response.body, response.url, datetime.now(UTC), content_type)
        if feed.problem and (feed.is_feed or "html" not in content_type):
            logger.warning("The feed %s: %s", response.url, feed.problem)
        new = self.add_announced(
            response, "feed", [(entry.url, entry.published_at, entry.changed_at, entry.title) for entry in feed.entries]
        )
        oldest = min((entry.published_at for entry in feed.entries if entry.published_at), default=None)
        if self.window.since and feed.next_url and new and (oldest is None or oldest >= self.window.since):
            for request in self.document(feed.next_url, "older feed"):
                yield request

    def add_announced(
        self, response: Response, via: str, entries: Iterable[tuple[str, datetime | None, datetime | None, str]]
    ) -> int:
        """Write into the ledger what a sitemap or a feed announces, but for what lies outside the window."""
        found: list[Found] = []
        never, new = list[tuple[Found, str]](), 0
        for url, published_at, changed_at, title in entries:
            if site_of(url) not in self.sites:
                continue
            if self.window.rules_out(url, published_at, changed_at):
                # Not to be forgotten: another crawl, with another window, reads the document again.
                response.meta["validator"] = False
                self.count("outside_window")
                continue
            kind = kind_of(url, title, self.rules)
            row = Found(canonical(url), url, self.site or "", f"{via} {response.url}", changed_at or published_at)
            if kind in NEVER_READ or kind in ("front", "feed", "file"):
                never.append((row, kind))
            else:
                found.append(row)
            if len(found) >= _BATCH:
                new += self.add_found(found)
                found = []
        new += self.add_found(found)
        self.remember_kinds(never)
        return new

    # --- front page and sections

    async def parse_list(self, response: Response, kind: str, depth: int = 0) -> AsyncIterator[Any]:
        if kind == "front page":
            self.sites.add(site_of(response.url))
            for request in self.announced_sitemaps():
                yield request
        key = response.meta["ledger_url"] = canonical(response.meta["found_url"])
        if kind == "section":
            assert response.request is not None
            self.in_flight[key] = response.request  # its row waits, but it is being read
            self.add_found([Found(key, response.meta["found_url"], self.site or "", "section")])
        try:
            reading = await self.read(response, is_list=True)
        except BaseException:
            self.done(key)
            raise
        if reading is None:
            return
        if kind == "section" and reading.article is not None:
            async for one in self.take(key, reading, response):
                yield one
        elif kind == "section":
            self.mark(key, "not_article", reading.reason, response.meta.get("fetch"))
        new = self.add_links(response.url, reading.links, kind, with_kinds=True)
        for url in reading.feeds:
            for request in self.document(url, "feed"):
                yield request
        for request in self.lists_of(response, reading.links, kind, depth, new):
            yield request

    def lists_of(self, response: Response, links: list[Link], kind: str, depth: int, new: int) -> Iterator[Request]:
        """What may list more articles: sections from the front page, and for back-filling older lists too."""
        today = datetime.now(UTC).date()
        if kind == "front page":
            for link in links:
                if link.kind in ("section", "front") and not self.is_known_article(link.url):
                    yield from self.document(link.url, "section", depth=1)
        if self.window.since is None:
            return
        first, last = self.window.since.date(), today
        if self.window.until is not None:
            last = min((self.window.until - timedelta(microseconds=1)).date(), today)
        for link in links:
            if link.kind == "archive" and self.counts.get("archive", 0) < _MODELS:
                model = traps.shape_of(link.url)
                if model not in self.documents:
                    self.documents.add(model)
                    self.counts["archive"] = self.counts.get("archive", 0) + 1
                    for url in archive_pages(link.url, first, last):
                        yield from self.document(url, "older list", depth=1)
            elif link.is_next and (new or depth <= 1) and depth < _PAGES_OF_A_LIST:
                yield from self.document(link.url, "older list", depth=depth + 1)

    def add_links(self, via: str, links: list[Link], kind: str, *, with_kinds: bool) -> int:
        """Write into the ledger where links lead, if that may be an article. Gives the number of new addresses."""
        here, today = canonical(via), datetime.now(UTC).date()
        kinds = TO_READ | NEVER_READ if with_kinds else TO_READ
        # A site's menus stand on each of its pages: most links were met before.
        fresh = [link for link in links if link.kind in kinds and (link.url, link.kind) not in self.seen_links]
        keys = {canonical(link.url): link for link in fresh}
        parts = {key: story for key in keys for story, number in (part_of(key),) if number > 1}
        stories = {here, *(canonical(link.url) for link in links)} if parts else set()
        found, never = list[Found](), list[tuple[Found, str]]()
        for key, link in keys.items():
            if key == here or parts.get(key) in stories:
                continue  # a further part is read with its first one
            row = Found(key, link.url, self.site or "", f"{kind} {via}")
            if link.kind in NEVER_READ:
                never.append((row, link.kind))
            elif traps.reason_against(link.url, today) or self.traps.reason_against(link.url):
                self.count("trap")
                continue  # it need not be one for ever
            elif not self.window.rules_out(link.url, None, None):
                found.append(row)
            self.seen_links.add((link.url, link.kind))
        self.remember_kinds(never)
        return self.add_found(found) if found else 0

    def remember_kinds(self, rows: list[tuple[Found, str]]) -> None:
        """Pages that are surely no articles stand in the ledger as what they are, and are not fetched."""
        if rows:
            self.queue.add_as("not_article", [(row, f"{kind}, by its address") for row, kind in rows])

    def harvest(self, reading: Reading, response: Response) -> None:
        article = reading.article
        is_new = article is not None and self.is_new(article)
        self.traps.note(response.meta["found_url"], is_new_article=is_new)
        self.add_links(response.url, reading.links, "link", with_kinds=False)

    def is_new(self, article: Article) -> bool:
        """Whether this run saw no page with the same text: a maze shows one under many addresses."""
        is_new = bool(article.blocks) and article.text not in self.seen_texts
        self.seen_texts.add(article.text)
        return is_new

    def is_known_article(self, url: str) -> bool:
        page = self.queue.get(canonical(url))
        # A section whose row waits, or failed, is one all the same: its crawl was killed before it was read.
        return page is not None and page.state != "not_article" and page.found_via != "section"

    def count(self, name: str) -> None:
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value(f"archive/discovery/{name}")

"""What all spiders of the archive share: a page is asked for, read, and its end written into the ledger."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider, signals
from scrapy.http import Response
from scrapy.spiderloader import get_spider_loader
from twisted.python.failure import Failure
from w3lib.encoding import http_content_type_encoding
from w3lib.url import safe_url_string

from project.addresses import canonical, site_of
from project.archive.errors import ArchiveError
from project.console.arguments import unknown_argument
from project.discovery.window import Window
from project.found_via import via
from project.items import Article, Fetch, Found, PageState
from project.outcomes.fetching import Refused, outcome_of, reason_against
from project.outcomes.reasons import BLOCKED, outside
from project.pages.blocking import is_block_page
from project.pages.further_parts import Parts
from project.pages.reading import Reading
from project.readers.pool import PageKills, Readers
from project.rules import SiteRules
from project.sites.files import broken_files
from project.sites.rhythm import revisit_hours
from project.sites.rules_by_site import rules_by_site

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.statscollectors import StatsCollector

    from project.archive.models import Page
    from project.archive.queue import Queue

logger = logging.getLogger(__name__)


def content_type_of(response: Response) -> str:
    """The answer's ``Content-Type``, empty where it has none."""
    return (response.headers.get("Content-Type") or b"").decode("latin-1")


class PageSpider(Spider):
    """Fetches pages of the ledger and hands their articles to the pipelines.

    The ledger is the queue: only some pages are in flight at a time, so memory does not grow with what waits, and a
    crawl that is killed loses nothing. Every page that was asked for ends in one state of the ledger.
    """

    rules = SiteRules()
    site_rules: Mapping[str, SiteRules] = {}
    site: str | None = None
    """The site that no other crawl may visit at the same time."""
    in_flight_limit = 16
    by_hand = False
    with_links = False
    queue: Queue
    readers: Readers

    def __init__(self, **unknown: Any) -> None:
        super().__init__()
        if unknown:
            raise unknown_argument(self.name, min(unknown), type(self).__init__)
        self.arguments: dict[str, Any] = {}
        self.in_flight: dict[str, Request] = {}
        """By ledger key: the pages between their request and the end of their article's way through the pipelines."""
        self.window = Window()
        self.articles = 0
        """How many articles this run brought."""
        self.changed = asyncio.Event()
        self.is_closing = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        # Scrapy imports every spider to know their names: the archive is imported by the one that runs.
        from project.archive.queue import Queue

        spider = super().from_crawler(crawler, *args, **kwargs)
        for line in broken_files(get_spider_loader(crawler.settings)).values():
            logger.error("%s", line)
        spider.site_rules = rules_by_site(crawler.settings)
        spider.rules = spider.rules_of(spider.site or "")
        spider.queue = Queue.open(crawler.settings["ARCHIVE_URL"], revisit_hours(crawler.settings))
        spider.readers = Readers.shared(
            crawler.settings.getint("ARCHIVE_READERS"), crawler.settings.getfloat("ARCHIVE_READER_SECONDS")
        )
        crawler.signals.connect(spider.item_scraped, signals.item_scraped)
        crawler.signals.connect(spider.item_dropped, signals.item_dropped)
        crawler.signals.connect(spider.item_error, signals.item_error)
        crawler.signals.connect(spider.spider_closed, signals.spider_closed)
        return spider

    @property
    def stats(self) -> StatsCollector:
        """What this run counts."""
        assert self.crawler.stats is not None
        return self.crawler.stats

    # --- asking

    def page_request(self, page: Page) -> Request:
        """The request of a ledger's row. A page that was read before is asked for only if it changed."""
        slot = site_of(page.found_url)
        meta: dict[str, Any] = {"ledger_url": page.url, "found_url": page.found_url, "download_slot": slot}
        if page.state == "stored":
            meta["conditional"] = {name: getattr(page, name) for name in ("etag", "last_modified", "body_hash")}
        request = Request(
            safe_url_string(page.found_url), self.parse_page, errback=self.page_failed, meta=meta, dont_filter=True
        )
        self.in_flight[page.url] = request
        return request

    async def has_room(self) -> None:
        """Wait until another page may be asked for."""
        while len(self.in_flight) >= self.in_flight_limit and not self.is_closing:
            await self.next_change()

    async def next_change(self) -> None:
        """Wait until a page or a document came to its end."""
        self.changed.clear()
        await self.changed.wait()

    # --- reading

    async def parse_page(self, response: Response) -> AsyncIterator[Any]:
        key: str = response.meta["ledger_url"]
        try:
            reading = await self.read(response)
            if reading is not None:
                self.harvest(reading, response)
                async for one in self.take(key, reading, response):
                    yield one
        except BaseException:
            self.done(key)
            raise

    async def read(self, response: Response, *, is_list: bool = False) -> Reading | None:
        """Read a response; None, with a row that says why, where that ended badly."""
        key: str = response.meta["ledger_url"]
        if not is_list:
            found_url, content_type = response.meta["found_url"], content_type_of(response)
            against = reason_against(found_url, response.url, content_type, by_hand=self.by_hand)
            if against is not None:
                self.mark(key, *against, response.meta.get("fetch"))
                return None
        try:
            return await self.read_answer(response, with_links=self.with_links)
        except (PageKills, RuntimeError) as error:
            if self.is_closing:
                return None
            logger.warning("%s cannot be read: %s", response.url, error)
            self.stats.inc_value("archive/read/failed")
            self.mark(key, "failed", f"cannot be read: {error}", response.meta.get("fetch"))
            return None

    async def read_answer(self, response: Response, *, with_links: bool) -> Reading:
        """What stands on a page. Raises PageKills or RuntimeError where it cannot be read, and ArchiveError where no
        page can."""
        fetch = response.meta.get("fetch")
        try:
            return await self.readers.read(
                response.body,
                response.url,
                charset=http_content_type_encoding(content_type_of(response)),
                rules=self.rules_of(site_of(response.url)),
                found_url=response.meta["found_url"],
                by_hand=self.by_hand,
                with_links=with_links,
                now=fetch and fetch.fetched_at,
            )
        except OSError as error:
            raise ArchiveError(f"pages cannot be read on this machine: {error.strerror or error}") from error

    async def take(self, key: str, reading: Reading, response: Response) -> AsyncIterator[Any]:
        """Give the article of a reading, or write down that there is none."""
        self.stats.inc_value("archive/read/read")
        article, fetch = reading.article, response.meta.get("fetch")
        if article is None or reading.doubt:
            if reading.is_gone:
                self.mark(key, "gone", reading.reason, fetch)
            else:
                is_blocked = is_block_page(response.url, response.status, response.body, response.meta["found_url"])
                self.mark(key, "not_article", BLOCKED if is_blocked else reading.reason or reading.doubt, fetch)
            return
        article.found_url, article.final_url = response.meta["found_url"], response.url
        article.by_hand, article.fetch, article.ledger_url = self.by_hand, fetch, key
        if reason := self.reason_to_skip(article):
            self.mark(key, "skipped", reason, fetch)
            return
        if reading.next_part:
            await self.join_parts(article, Parts(article, key, reading.next_part))
        self.in_flight.setdefault(key, response.request or Request(response.url))
        yield article

    def harvest(self, reading: Reading, response: Response) -> None:
        """Take from a page what is not its article."""

    def rules_of(self, site: str) -> SiteRules:
        """The rules of a site's own file, whichever spider reads its pages."""
        return self.site_rules.get(site, self.rules)

    def reason_to_skip(self, article: Article) -> str | None:
        """Why an article is not for this crawl, although it is one."""
        if article.published_at is None or not self.window.is_outside(article.published_at):
            return None
        # With the right moment, so that it is known how far back the lists go that show it.
        site = self.site or article.site
        self.add_found([Found(article.page_url, article.found_url, site, via("link"), article.published_at)])
        return outside(article.published_at)

    async def join_parts(self, article: Article, parts: Parts) -> None:
        """Fetch the further parts of a story and append them. A part that does not come leaves the story cut there."""
        while (url := parts.next_url) is not None:
            try:
                reading, fetch = await self.read_part(url)
            except Exception as error:
                outcome = outcome_of(error)
                logger.warning("%s goes on at %s, which did not come: %s", article.final_url, url, outcome.reason)
                article.is_cut = outcome.state in (None, "failed")
                return
            if parts.join(reading):
                article.parts.append((url, fetch))
            elif parts.is_other_story and self.with_links:
                self.add_found([Found(canonical(url), url, self.site or article.site, via("link", article.final_url))])

    async def read_part(self, url: str) -> tuple[Reading, Fetch | None]:
        """The further part of a story at an address, and how it came. Raises whatever kept it from coming."""
        assert self.crawler.engine is not None
        meta = {"download_slot": site_of(url), "ledger_url": canonical(url), "found_url": url}
        response = await self.crawler.engine.download_async(Request(url, meta=meta))
        if response.status != 200:
            raise Refused("gone" if response.status in (404, 410) else "failed", f"HTTP {response.status}")
        return await self.read_answer(response, with_links=False), response.meta.get("fetch")

    # --- how it ended

    def page_failed(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]
        outcome = outcome_of(failure.value)  # type: ignore[arg-type]
        key = request.meta["ledger_url"]
        if isinstance(failure.value, ArchiveError):
            # Not the page's fault: it goes on waiting, and CrawlRecord ends the crawl.
            self.done(key)
            raise ArchiveError(str(failure.value)) from failure.value
        if outcome.state is None:
            self.done(key)
            return
        # A site's answer may carry validators, but what is kept of a failure is only that it failed.
        self.mark(key, outcome.state, outcome.reason, None, outcome.http_status)

    def mark(
        self, key: str, state: PageState, reason: str | None, fetch: Fetch | None = None, http_status: int | None = None
    ) -> None:
        """Write down what became of a page that gave no article, and let the next one go."""
        try:
            self.queue.mark(key, state, reason, fetch, http_status)
        finally:
            self.done(key)

    def done(self, key: str) -> None:
        self.in_flight.pop(key, None)
        self.changed.set()

    def add_found(self, found: Iterable[Found]) -> int:
        """Write addresses into the ledger, and give the number of new ones."""
        new = self.queue.add(found)
        if new:
            self.stats.inc_value("archive/discovery/found", new)
        return new

    def item_scraped(self, item: Article) -> None:
        self.articles += 1
        self.done(item.page_url)

    def item_dropped(self, item: Article, exception: Exception) -> None:
        key = item.page_url
        page = self.queue.get(key)
        if page is not None and page.state == "waiting":
            self.mark(key, "not_article", str(exception), item.fetch)
        else:
            self.done(key)

    def item_error(self, item: Article) -> None:
        # Its row goes on waiting: the next run asks again.
        self.done(item.page_url)

    def spider_closed(self) -> None:
        self.is_closing = True
        self.changed.set()
        self.readers.close()
        self.queue.close()

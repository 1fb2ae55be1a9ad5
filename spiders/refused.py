"""Pages that an earlier crawl took for no article, judged again by today's extraction and today's rules of their sites.

    scrapy crawl refused [-a site=example.com]

Nothing is fetched: raw pages come from ``ARCHIVE_WARC_DIR``. What is an article now is stored, seen when its page was
fetched. A page of which nothing was kept, since its address told enough or it was read as a list, waits for the next
crawl of its site where that address is a story's today.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from project.addresses import canonical
from project.archive.errors import ArchiveError
from project.archive.raw_pages import RawPage, read_kept
from project.console.arguments import suggestion
from project.discovery.kinds import kind_of
from project.errors import ArgumentError
from project.items import Article, Fetch, PageState
from project.pages.reading import Reading
from spiders.raw_pages import RawPageSpider

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from project.archive.models import Page

logger = logging.getLogger(__name__)


class RefusedSpider(RawPageSpider):
    """Pages that were taken for no article."""

    name = "refused"
    folder: Path

    def __init__(self, site: str = "", **unknown: Any) -> None:
        super().__init__(site, **unknown)
        self.arguments = {"site": site} if site.strip() else {}
        self.reasons: dict[str, str | None] = {}
        """By ledger key: why a page that is being read was no article so far."""
        self.lost_files: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        site = spider.only_site
        if site is not None and not spider.queue.has_pages_of(site):
            hint = suggestion(site, spider.queue.sites())
            spider.queue.close()
            raise ArgumentError(f"site: the archive knows no {site}{hint}")
        spider.folder = Path(crawler.settings["ARCHIVE_WARC_DIR"] or ".").absolute()
        return spider

    async def start(self) -> AsyncIterator[Article]:
        async for article in self.read_all(self.responses()):
            yield article
        await self.come_to_end()

    def responses(self) -> Iterator[Response]:
        """What was kept of the pages that were refused."""
        for page in self.queue.refused(self.only_site):
            if page.warc_file is not None:
                try:
                    raw_page = self.raw_page(page)
                except ArchiveError as error:
                    self.count("missing")
                    if page.warc_file not in self.lost_files:
                        self.lost_files.add(page.warc_file)
                        logger.warning("%s cannot be read again: %s", page.found_url, error)
                    continue
                self.reasons[page.url] = page.reason
                yield self.response_of(raw_page, page.url, page.found_url, fetch_of(page))
            elif kind_of(page.found_url, "", self.rules_of(page.site)) == "article":
                self.queue.mark(page.url, "waiting", None)
                self.count("waiting")

    def raw_page(self, page: Page) -> RawPage:
        assert page.warc_file is not None
        return read_kept(self.folder, page.warc_file, page.warc_offset or 0)

    async def read_part(self, url: str) -> tuple[Reading, Fetch | None]:
        """A further part comes from where it was kept, or not at all."""
        part = self.queue.get(canonical(url))
        if part is None or part.warc_file is None:
            raise IgnoreRequest("it was not kept")
        fetch = fetch_of(part)
        response = self.response_of(self.raw_page(part), part.url, part.found_url, fetch)
        return await self.read_answer(response, with_links=False), fetch

    def mark(
        self, key: str, state: PageState, reason: str | None, fetch: Fetch | None = None, http_status: int | None = None
    ) -> None:
        """What is no article for the same reason as before needs no new row."""
        if (state, reason) == ("not_article", self.reasons.get(key)):
            self.done(key)
        else:
            super().mark(key, state, reason, fetch, http_status)

    def done(self, key: str) -> None:
        self.reasons.pop(key, None)
        super().done(key)


def fetch_of(page: Page) -> Fetch:
    """How a page of the ledger came when it was fetched."""
    return Fetch(
        page.fetched_at or page.found_at,
        page.http_status or 200,
        page.etag,
        page.last_modified,
        page.body_hash,
        page.warc_file,
        page.warc_offset,
    )

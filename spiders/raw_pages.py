"""What spiders share that fetch nothing: pages that were kept go through the same line as those of a crawl."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable
from typing import Any

from scrapy import Request
from scrapy.http import Response
from w3lib.url import safe_url_string

from project.addresses import site_of
from project.archive.raw_pages import RawPage
from project.console.arguments import front_page
from project.items import Article, Fetch
from project.pages.reading import Reading
from spiders.base import PageSpider


class RawPageSpider(PageSpider):
    """Reads raw pages and hands their articles to the pipelines."""

    # No site is asked, so that it may run at any hour.
    custom_settings = {"ARCHIVE_WINDOW": ""}  # noqa: RUF012  (Scrapy's own, which is no ClassVar)
    asks_sites = False
    in_flight_limit = 64

    def __init__(self, site: str = "", **unknown: Any) -> None:
        super().__init__(**unknown)
        self.only_site = site_of(front_page(site)) if site.strip() else None

    async def read_all(self, responses: Iterable[Response]) -> AsyncIterator[Article]:
        """Their articles, in their order; several pages are read at a time."""
        ahead = 2 * max(self.readers.count, 1)
        begun: deque[tuple[Response, asyncio.Task[Reading | None]]] = deque()
        for response in responses:
            while len(begun) >= ahead:
                async for article in self.finish(*begun.popleft()):
                    yield article
            await self.has_room()
            if self.is_closing:
                return
            key = response.meta["ledger_url"]
            if key in self.in_flight:  # a later capture of the same page
                while begun:
                    async for article in self.finish(*begun.popleft()):
                        yield article
                while key in self.in_flight and not self.is_closing:
                    await self.next_change()
                if not self.is_still_wanted(response):
                    continue
            assert response.request is not None
            self.in_flight[key] = response.request
            self.count("read")
            begun.append((response, asyncio.ensure_future(self.read(response))))
        while begun:
            async for article in self.finish(*begun.popleft()):
                yield article

    async def finish(self, response: Response, task: asyncio.Task[Reading | None]) -> AsyncIterator[Article]:
        reading = await task
        if reading is not None and not self.is_closing:
            async for article in self.take(response.meta["ledger_url"], reading, response):
                yield article

    async def come_to_end(self) -> None:
        """Wait until all that was read is stored."""
        while self.in_flight and not self.is_closing:
            await self.next_change()

    def is_still_wanted(self, response: Response) -> bool:
        """Whether a page is to be read although an earlier capture of it just was."""
        return True

    def response_of(self, page: RawPage, key: str, found_url: str, fetch: Fetch) -> Response:
        """A page as the downloader would have brought it."""
        meta = {"ledger_url": key, "found_url": found_url, "fetch": fetch}
        request = Request(safe_url_string(found_url), meta=meta)
        return Response(page.url, headers={"Content-Type": page.content_type_header}, body=page.body, request=request)

    def count(self, name: str) -> None:
        self.stats.inc_value(f"archive/raw_pages/{name}")

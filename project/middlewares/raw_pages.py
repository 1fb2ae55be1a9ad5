"""Keep every page that may be an article as it came, so that a better extraction can read it again."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response
from scrapy.utils.spider import DefaultSpider

from project.archive.warc import Exchange, Headers, WarcStore
from project.items import Fetch

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler


def exchange_of(request: Request, response: Response, fetch: Fetch) -> Exchange:
    """A request and its answer, as a WARC file keeps them."""
    return Exchange(
        url=response.url,
        fetched_at=fetch.fetched_at,
        status=response.status,
        body=response.body,
        response_headers=_headers(response),
        request_headers=_headers(request),
        method=request.method,
    )


def _headers(message: Request | Response) -> Headers:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in message.headers.items()
        for value in (values if isinstance(values, list) else [values])
        if value is not None
    ]


class RawPagesMiddleware:
    """Writes the pages of the ledger to WARC files and notes in ``meta["fetch"]`` where each one stands.

    ``ARCHIVE_WARC_DIR`` is the folder; where it is empty, nothing is kept. Packing a page takes about as long as
    parsing it, so it is done in a thread: zlib works outside of Python's lock.
    """

    def __init__(self, crawler: Crawler, store: WarcStore):
        self.store = store
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        directory = crawler.settings.get("ARCHIVE_WARC_DIR")
        if not directory or crawler.spidercls is DefaultSpider:
            raise NotConfigured
        store = WarcStore.shared(Path(directory).absolute())
        crawler.signals.connect(store.close, signals.spider_closed, weak=False)
        return cls(crawler, store)

    async def process_response(self, request: Request, response: Response) -> Response:
        fetch = request.meta.get("fetch")
        if fetch is not None and "ledger_url" in request.meta and response.status == 200:
            exchange = exchange_of(request, response, fetch)
            fetch.warc_file, fetch.warc_offset = await asyncio.to_thread(self.store.append, exchange)
            self.crawler.stats.inc_value("archive/raw_pages/kept")
        return response

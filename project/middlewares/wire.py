"""The wire: Scrapy's downloader, which keeps to its limits, and its HTTP client, which can be told to hang up."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from scrapy import Spider
from scrapy.core.downloader import Downloader, Slot
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from project.middlewares.packing import is_cut, is_plain
from project.middlewares.tally import count_failure
from project.outcomes.fetching import Interrupted

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.internet.defer import Deferred

HANG_UP = object()
"""The signal to give up all answers that are still awaited: their requests end as interrupted."""


class InterruptibleHandler(HTTP11DownloadHandler):
    """A crawl that closes waits for what is on the wire, a slow site answers after minutes: somebody has to hang up.

    A page whose packed body ends before its stream does is cut off, as one that is shorter than its Content-Length:
    Scrapy would unpack what there is. One that is not packed, though its header says so, is read as it came.
    """

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self._longest = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._awaited: set[asyncio.Future[Response]] = set()
        crawler.signals.connect(self.hang_up, HANG_UP)

    async def download_request(self, request: Request) -> Response:
        answer = asyncio.ensure_future(super().download_request(request))
        self._awaited.add(answer)
        try:
            response = await answer
        except asyncio.CancelledError:
            raise Interrupted from None
        finally:
            self._awaited.discard(answer)
        codings = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1").lower().split(",")
        limit = request.meta.get("download_maxsize", self._longest)
        if 200 <= response.status < 300 and is_cut(response.body, codings[-1].strip(), limit):
            raise ResponseDataLossError
        if codings != [""] and is_plain(response.body):
            del response.headers["Content-Encoding"]
        return response

    def hang_up(self) -> None:
        for answer in self._awaited:
            answer.cancel()


class StrictDownloader(Downloader):
    """Never more requests to a site at once than ``CONCURRENT_REQUESTS_PER_DOMAIN``, and a count of all that failed.

    Scrapy 2.19 counts a request when its task first runs. Without a delay a slot that gets free has started a task for
    everything in its queue by then: forty requests at once where one was allowed.

    Failures are counted here because every request passes here once more when all is done with it. Middlewares see
    less: what one of them makes of an answer, such as a redirect in a circle or a body that is not packed as it says,
    is told to no other.
    """

    def fetch(self, request: Request, spider: Spider | None = None) -> Deferred[Response | Request]:
        return super().fetch(request).addErrback(self._count_failure, request)

    def _count_failure(self, failure: Failure, request: Request) -> Failure:
        assert self.crawler.stats is not None
        count_failure(self.crawler.stats, request, failure.value)  # type: ignore[arg-type]
        return failure

    def _wait_for_download(
        self, slot: Slot, request: Request, queue_dfd: Deferred[Response]
    ) -> Coroutine[Any, Any, None]:
        slot.transferring.add(request)
        return super()._wait_for_download(slot, request, queue_dfd)

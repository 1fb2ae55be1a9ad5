"""Obey robots.txt, and take a site that cannot say what it allows for one that allows nothing."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.misc import build_from_crawler

from project.addresses import origin_of, site_of
from project.archive.errors import ArchiveError
from project.items import PageState
from project.middlewares.conditional import ConditionalMiddleware, remember
from project.outcomes.fetching import OriginClosed, Refused, outcome_of
from project.outcomes.reasons import ELSEWHERE, FORBIDDEN, FORBIDDEN_THERE

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.robotstxt import RobotParser

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Closed:
    """A host whose robots.txt could not be read: nothing there is asked for in this run. ``state`` is what becomes of
    its pages; None: they go on waiting, as they were not asked for and have not failed."""

    reason: str
    state: PageState | None = None


def is_closed(status: int) -> bool:
    """Whether a robots.txt with this status forbids everything.

    RFC 9309, 2.3.1: without the file (4xx) everything is allowed; while the server is out of order (5xx) nothing is.
    429 asks for fewer requests, so it counts as the latter, as Google does.
    """
    return status >= 500 or status == 429


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's own, with a refusal that the ledger can read, conditional requests, and RFC 9309 for errors.

    Scrapy reads the rules of an error page like any other, which allows everything; an unreachable robots.txt too.
    """

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self._rules: dict[str, asyncio.Future[RobotParser | Closed]] = {}

    async def process_request(self, request: Request) -> None:  # type: ignore[override]
        if request.meta.get("dont_obey_robotstxt") or not request.url.startswith("http"):
            return
        origin = origin_of(request.url)
        if origin not in self._rules:
            # Every other request to this host waits for the one that asks first.
            future = self._rules[origin] = asyncio.get_running_loop().create_future()
            try:
                future.set_result(await self._ask(origin, request))
            except ArchiveError as error:
                future.set_exception(error)
        rules = await asyncio.shield(self._rules[origin])
        if isinstance(rules, Closed):
            led_from = request.meta.get("redirect_urls")
            if rules.state is None and led_from and site_of(led_from[0]) != site_of(origin):
                # It was asked for, and leads nowhere.
                raise Refused("failed", f"{ELSEWHERE}, whose {rules.reason}")
            raise Refused(rules.state, rules.reason) if rules.state else OriginClosed(origin, rules.reason)
        agent = self._robotstxt_useragent or request.headers.get(b"User-Agent") or self._default_useragent
        if not rules.allowed(request.url, agent):
            self._stats.inc_value("robotstxt/forbidden")
            raise Refused("skipped", FORBIDDEN_THERE if request.meta.get("redirect_urls") else FORBIDDEN)

    async def _ask(self, origin: str, request: Request) -> RobotParser | Closed:
        """The rules of a host. What goes wrong there closes it; raises only ArchiveError."""
        self._stats.inc_value("robotstxt/request_count")
        meta = {"dont_obey_robotstxt": True, "validator": True, "leads_on": True}
        asked = Request(f"{origin}/robots.txt", priority=self.DOWNLOAD_PRIORITY, meta=meta, callback=NO_CALLBACK)
        try:
            response = await self.crawler.engine.download_async(asked)
            self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
            if is_closed(response.status):
                return self._close(origin, f"robots.txt answers {response.status}")
            return await self._read(response, request)
        except ArchiveError:
            raise
        except Refused as refused:
            # A private address: that is not for today alone.
            return self._close(origin, refused.outcome.reason, refused.outcome.state)
        except Exception as error:  # whatever it was, one line says it, and the host's pages say it in the ledger
            return self._close(origin, f"robots.txt: {outcome_of(error).reason}")

    async def _read(self, response: Response, request: Request) -> RobotParser:
        body = response.body if response.status == 200 else b""
        rules: RobotParser = build_from_crawler(self._parserimpl, self.crawler, body)
        await self.crawler.signals.send_catch_log_async(signals.robots_parsed, robotparser=rules, request=request)
        if response.status == 200 and (conditional := self.crawler.get_downloader_middleware(ConditionalMiddleware)):
            remember(conditional.archive, response, keep=True)
        return rules

    def _close(self, origin: str, reason: str, state: PageState | None = None) -> Closed:
        logger.warning(
            "Nothing is fetched from %s in this run: %s", origin, reason, extra={"spider": self.crawler.spider}
        )
        return Closed(reason, state)

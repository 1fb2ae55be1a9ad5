"""Spiders that ask for given addresses and write down what came of each: they try middlewares and extensions."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from project.archive.errors import ArchiveError
from project.errors import ArgumentError
from project.items import Article
from project.outcomes.fetching import outcome_of

if TYPE_CHECKING:
    from tests.conftest import Scrapy

# What a test passes to Scrapy so that it finds these spiders, and only them.
PROBES = {"SPIDER_MODULES": "tests.probes", "ITEM_PIPELINES": "{}"}


def probe(
    scrapy: Scrapy, folder: Path, urls: str, *, env: dict[str, str] | None = None, meta: str = "{}", **settings: str
) -> tuple[CompletedProcess[str], dict[str, dict[str, Any]]]:
    """Ask for addresses, with spaces between. Gives the process that did, and what was written down of each."""
    out = folder / "probed.jsonl"
    out.unlink(missing_ok=True)
    arguments = ("-a", f"urls={urls}", "-a", f"meta={meta}", "-a", f"out={out}")
    done = scrapy("crawl", "probe", *arguments, settings={**PROBES, **settings}, env=env)
    lines = out.read_text(encoding="utf-8").splitlines() if out.exists() else []
    return done, {line["url"]: line for line in map(json.loads, lines)}


class ProbeSpider(Spider):
    """``-a urls="URL URL"``, ``-a meta=JSON`` for all requests, ``-a out=FILE`` gets a line of JSON for each."""

    name = "probe"

    def __init__(self, urls: str = "", out: str = "", meta: str = "{}", site: str | None = None, **kwargs: str):
        super().__init__()
        if kwargs:
            raise ArgumentError(f"there is no argument {', '.join(kwargs)}")
        self.urls = urls.split()
        self.meta: dict[str, Any] = json.loads(meta)
        self.out = Path(out) if out else None
        self.site = site
        self.arguments = {"urls": urls, "site": site}

    async def start(self) -> AsyncIterator[Any]:
        for url in self.urls:
            yield self.request(url)

    def request(self, url: str) -> Request:
        return Request(url, self.parse, errback=self.failed, meta=dict(self.meta), dont_filter=True)

    def parse(self, response: Response) -> Iterator[Any]:
        fetch = response.meta["fetch"]
        self.note(
            response.meta.get("redirect_urls", [response.url])[0],
            status=response.status,
            flags=response.flags,
            body=response.text[:200] if hasattr(response, "text") else "",
            etag=fetch.etag,
            body_hash=fetch.body_hash,
        )
        if response.url.endswith("/index"):
            response.meta["names_documents"] = True
            yield from (self.request(response.urljoin(line)) for line in response.text.split())

    def failed(self, failure: Failure) -> None:
        outcome = outcome_of(failure.value)  # type: ignore[arg-type]
        request = failure.request  # type: ignore[attr-defined]
        url = request.meta.get("redirect_urls", [request.url])[0]
        self.note(url, state=outcome.state, reason=outcome.reason, http_status=outcome.http_status)

    def note(self, url: str, **what: Any) -> None:
        if self.out:
            with self.out.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"url": url, **what}) + "\n")


class HastySpider(ProbeSpider):
    """Gets Ctrl-C while it opens."""

    name = "hasty"

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.interrupt, signals.spider_opened)
        return spider

    def __init__(self, seconds: str = "1", **kwargs: str):
        super().__init__(**kwargs)
        self.seconds = float(seconds)

    async def interrupt(self) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(self.seconds)


class StockedSpider(ProbeSpider):
    """Brings articles without asking for pages, as those in a file."""

    name = "stocked"

    async def start(self) -> AsyncIterator[Any]:
        for number in range(500):
            yield Article(url=f"http://stock.example/{number}", site="stock.example", title=f"Article {number}")
            await asyncio.sleep(0.01)


class SlowPipeline:
    """Takes its time over an article, and is interrupted at the third."""

    def __init__(self) -> None:
        self.count = 0

    async def process_item(self, item: Article) -> Article:
        self.count += 1
        if self.count == 3:
            os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(0.5)
        return item


class SlowToClose:
    """Is interrupted while it closes."""

    async def close_spider(self) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(0.5)


class WreckSpider(ProbeSpider):
    """Breaks where it is told to: ``-a where=start``, ``callback``, ``item``."""

    name = "wreck"

    def __init__(self, where: str = "", **kwargs: str):
        super().__init__(**kwargs)
        self.where = where

    async def start(self) -> AsyncIterator[Any]:
        if self.where == "start":
            raise RuntimeError("wrecked at the start")
        async for request in super().start():
            yield request

    def parse(self, response: Response) -> Iterator[Any]:
        if self.where == "callback":
            raise RuntimeError("wrecked in the callback")
        yield Article(url=response.url, site="wreck.example", title="A title of its own", blocks=[])


class CalmSpider(ProbeSpider):
    """A site with a file of its own, where all is well."""

    name = "calm"
    start_url = "http://www.calm.example/"

    def __init__(self) -> None:
        super().__init__(urls=self.start_url, site=f"{self.name}.example")


class DeafSpider(CalmSpider):
    """A site that does not answer."""

    name = "deaf"
    start_url = "http://www.deaf.example/"


class RawSpider(CalmSpider):
    """A site whose file is wrong."""

    name = "raw"
    start_url = "http://www.raw.example/"

    def __init__(self) -> None:
        raise RuntimeError("wrecked before the start")


class BrokenPipeline:
    def process_item(self, item: Article) -> Article:
        raise RuntimeError("wrecked in the pipeline")


class FullDiskPipeline:
    def process_item(self, item: Article) -> Article:
        raise ArchiveError("archive.db cannot be written: the disk is full")

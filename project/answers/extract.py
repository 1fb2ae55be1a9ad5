"""The answer of ``scrapy extract``: a page's fields with their sources, its kept and its dropped blocks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.spider import DefaultSpider
from w3lib.encoding import http_content_type_encoding

from project.addresses import is_http_url, site_of
from project.console.terminal import dropped_block, print_fields, terminal
from project.counting import counted
from project.discovery.kinds import NEVER_READ, kind_of
from project.items import Article
from project.outcomes.fetching import outcome_of
from project.outcomes.reasons import by_address
from project.pages.reading import read_page
from project.pages.story import drop_from, reason_without, without_boilerplate
from project.pages.validity import reason_to_drop
from project.rules import SiteRules
from project.sites.rules_by_site import rules_by_site

_NO_ADDRESS = "http://localhost/page"
_NOT_SHOWN = ("blocks", "sources", "copy", "fetch", "ledger_url", "by_hand", "parts", "is_cut", "ahead")
_SHOWN = tuple(f.name for f in fields(Article) if f.name not in _NOT_SHOWN)


class NoArticle(Exception):
    """The page did not come, or is no article; the message says why, in one line."""


def extract(place: str, settings: Settings, *, saved_from: str | None = None, spider: str | None = None) -> None:
    """Read the page at an address or in a file, and print what it gives. ``spider`` names the one whose rules hold;
    without it those of the file of the page's site do, as in a crawl.

    Raises UsageError, ArgumentError and :class:`NoArticle`.
    """
    rules = rules_of(spider, settings) if spider else None
    if is_http_url(place):
        body, url, charset = fetch(place, settings)
        show(body, url, url, charset, rules or rules_for(url, settings))
        return
    try:
        body = Path(place).read_bytes()
    except FileNotFoundError:
        raise UsageError(f"{place}: no such file, and an address begins with http:// or https://") from None
    except OSError as error:
        raise UsageError(f"{place}: {error.strerror}") from None
    if saved_from and not is_http_url(saved_from):
        raise UsageError(f"--url: {saved_from!r} is no http address")
    show(body, place, saved_from, None, rules or rules_for(saved_from or "", settings))


def rules_for(url: str, settings: Settings) -> SiteRules:
    """The rules in the file of an address' site, or none where it has no file."""
    return rules_by_site(settings).get(site_of(url), SiteRules()) if url else SiteRules()


def rules_of(name: str, settings: Settings) -> SiteRules:
    """The rules of a spider's site. Raises UsageError where there is no such spider, ArgumentError where its file
    is broken."""
    try:
        rules = getattr(get_spider_loader(settings).load(name), "rules", None)
    except KeyError:
        raise UsageError(f"--spider: there is no spider {name!r}") from None
    return rules if isinstance(rules, SiteRules) else SiteRules()


def fetch(url: str, settings: Settings) -> tuple[bytes, str, str | None]:
    """(bytes, final address, the header's charset) of a page, fetched as a crawl would, robots.txt and all.

    Raises :class:`NoArticle` where it did not come.
    """
    came: list[Response] = []
    failures: list[str] = []

    async def start(spider: Spider) -> AsyncIterator[Request]:
        yield Request(url, callback=came.append, errback=lambda failure: failures.append(why(failure)))

    def why(failure: Any) -> str:
        return outcome_of(failure.value).reason or ""

    # Nothing is stored, so no archive is opened.
    settings.set("ITEM_PIPELINES", {}, priority="cmdline")
    # As scrapy fetch does it; the middlewares know this spider as the one that leaves the archive alone.
    DefaultSpider.start = start  # type: ignore[method-assign, assignment]
    process = AsyncCrawlerProcess(settings)
    process.crawl(DefaultSpider)
    process.start()
    if not came:
        raise NoArticle(f"{url}: {'; '.join(failures) or 'it did not come'}")
    content_type = came[0].headers.get("Content-Type") or b""
    return came[0].body, came[0].url, http_content_type_encoding(content_type.decode("latin-1"))


def show(body: bytes, name: str, url: str | None, charset: str | None, rules: SiteRules) -> None:
    """Print what a page gives, under its name: its address, or the file's. Raises :class:`NoArticle`."""
    address = url or _NO_ADDRESS
    reading = read_page(body, address, charset=charset, rules=rules, by_hand=True, with_links=False)
    if reading.article is None:
        raise NoArticle(f"{name}: no article: {reading.reason}")
    article = reading.article
    article.blocks = without_boilerplate(article, {}, rules.names) or article.blocks
    console = terminal()
    print_fields(console, fields_of(article))
    console.print()
    print_blocks(console, article)
    kept = len(article.paragraphs)
    lines = [f"{name}: {counted(kept, 'block')} kept, {len(article.blocks) - kept} dropped"]
    if reason := reason_to_drop(article) or (url and why_left_out(body, url, charset, rules)):
        lines.append(f"a crawl would leave it out: {reason}")
    elif not url:
        lines.append("a crawl judges by the address too: name it with --url")
    for line in lines:
        console.print(line, style="dim", markup=False, soft_wrap=True)


def why_left_out(body: bytes, url: str, charset: str | None, rules: SiteRules) -> str | None:
    """Why a crawl of its site would not store a page, although whoever names it gets it; None where it would.

    What the site repeats is not known here.
    """
    if (kind := kind_of(url, "", rules)) in NEVER_READ:
        return by_address(kind)
    reading = read_page(body, url, charset=charset, rules=rules, with_links=False)
    if reading.article is None:
        return reading.reason
    if reason := reason_to_drop(reading.article):
        return reason
    return reason_without(reading.article, drop_from(reading.article, {}, rules.names))


def fields_of(article: Article) -> list[tuple[str, str, str]]:
    """Every field, its value and the source it came from; fields without a value too."""
    rows = []
    for name in _SHOWN:
        value = getattr(article, name)
        shown = (
            ", ".join(value) if isinstance(value, list) else value.isoformat() if isinstance(value, datetime) else value
        )
        rows.append((name, str(shown or "–"), article.sources.get(name, "")))
    return rows


def print_blocks(console: Console, article: Article) -> None:
    """The blocks in the page's order, with kind, and with the reason where one was dropped."""
    for block in article.blocks:
        if block.reason is None:
            console.print(Text.assemble((f"+ {block.kind:<12} ", "green"), block.text))
        else:
            console.print(dropped_block(block.reason, block.text))

"""``scrapy extract``: what the engine reads from one page. The tool for whoever adds a site."""

from __future__ import annotations

import argparse
import sys
from collections.abc import AsyncIterator
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from rich.console import Console
from rich.table import Table
from rich.text import Text
from scrapy import Request, Spider
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.http import Response
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.spider import DefaultSpider
from w3lib.encoding import http_content_type_encoding

from project.addresses import is_http_url, site_of
from project.boilerplate.story import without_boilerplate
from project.command import terminal
from project.fetching import outcome_of
from project.items import Article
from project.reading import read_page
from project.rules import SiteRules

_NOT_SHOWN = ("blocks", "sources", "copy", "fetch", "by_hand", "ahead")
_SHOWN = tuple(f.name for f in fields(Article) if f.name not in _NOT_SHOWN)


class Command(ScrapyCommand):
    requires_project = True
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[options] FILE_OR_URL"

    def short_desc(self) -> str:
        return "Read one page: its fields with their sources, the blocks that are kept, the blocks that are dropped"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--url", metavar="URL", help="the address that a FILE was saved from")
        parser.add_argument("--spider", metavar="NAME", help="read it with the rules of this site's spider")
        super().add_options(parser)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            if len(args) != 1 or args[0].startswith("-"):
                raise UsageError("name one file or one address")
            rules = self.rules_of(opts.spider)
            if is_http_url(args[0]):
                self.fetch(args[0], rules)
                return
            try:
                body = Path(args[0]).read_bytes()
            except OSError as error:
                raise UsageError(f"{args[0]}: {error.strerror}") from None
            if opts.url and not is_http_url(opts.url):
                raise UsageError(f"--url: {opts.url!r} is no http address")
            self.show(body, opts.url or "http://localhost/page", None, rules)
        except UsageError as error:
            self.fail(f"{error} (scrapy extract --help)", 2)

    def rules_of(self, name: str | None) -> SiteRules:
        if not name:
            return SiteRules()
        assert self.settings is not None
        try:
            rules = getattr(get_spider_loader(self.settings).load(name), "rules", None)
        except KeyError:
            raise UsageError(f"--spider: there is no spider {name!r}") from None
        return rules if isinstance(rules, SiteRules) else SiteRules()

    def fetch(self, url: str, rules: SiteRules) -> None:
        """Fetch the page as a crawl would, robots.txt and all, and show it."""
        command = self

        def read(response: Response) -> None:
            content_type = response.headers.get("Content-Type") or b""
            charset = http_content_type_encoding(content_type.decode("latin-1"))
            command.show(response.body, response.url, charset, rules)

        def failed(failure: Any) -> None:
            command.fail(f"{url}: {outcome_of(failure.value).reason}", 1)

        async def start(spider: Spider) -> AsyncIterator[Request]:
            yield Request(url, callback=read, errback=failed)

        assert self.crawler_process is not None
        assert self.settings is not None
        # Nothing is stored, so no archive is opened.
        self.settings.set("ITEM_PIPELINES", {}, priority="cmdline")
        # As scrapy fetch does it; the middlewares know this spider as the one that leaves the archive alone.
        DefaultSpider.start = start  # type: ignore[method-assign, assignment]
        self.crawler_process.crawl(DefaultSpider)
        self.crawler_process.start()

    def show(self, body: bytes, url: str, charset: str | None, rules: SiteRules) -> None:
        reading = read_page(body, url, charset=charset, rules=rules, by_hand=True, with_links=False)
        if reading.article is None:
            self.fail(f"{url}: no article: {reading.reason}", 1)
            return
        article = reading.article
        article.blocks = without_boilerplate(article, {}, rules.names) or article.blocks
        console = terminal()
        console.print(fields_of(article))
        console.print()
        print_blocks(console, article)
        kept = len(article.paragraphs)
        console.print(f"{site_of(url)}: {kept} blocks kept, {len(article.blocks) - kept} dropped", style="dim")

    def fail(self, message: str, status: int) -> None:
        print(f"scrapy extract: {message}", file=sys.stderr)
        self.exitcode = status


def fields_of(article: Article) -> Table:
    """Every field, its value and the source it came from; fields without a value too."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(style="dim", overflow="fold")
    for name in _SHOWN:
        value = getattr(article, name)
        shown = (
            ", ".join(value) if isinstance(value, list) else value.isoformat() if isinstance(value, datetime) else value
        )
        table.add_row(name, Text(str(shown or "–")), Text(article.sources.get(name, "")))
    return table


def print_blocks(console: Console, article: Article) -> None:
    """The blocks in the page's order, with kind, and with the reason where one was dropped."""
    for block in article.blocks:
        if block.reason is None:
            console.print(Text.assemble((f"+ {block.kind:<12} ", "green"), block.text))
        else:
            console.print(Text.assemble((f"- [{block.reason}] ", "bold red"), (block.text, "red")))

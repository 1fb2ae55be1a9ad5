"""``scrapy crawls``: the runs, and how they ended."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from rich.table import Table
from rich.text import Text
from scrapy.exceptions import UsageError
from sqlalchemy import select

from project.archive.crawl_models import Crawl
from project.archive.engine import Archive
from project.archive.filters import sites_meant
from project.console.arguments import whole_number
from project.console.command import ArchiveCommand
from project.console.terminal import day_and_time, table, terminal, took
from project.sites.health import Run


def answer(command: ArchiveCommand, archive: Archive, args: list[str], opts: argparse.Namespace) -> None:
    if args:
        raise UsageError(f"what is {args[0]!r}?")
    query = select(Crawl).order_by(Crawl.id.desc()).limit(whole_number(opts.limit, "--limit"))
    if opts.site:
        query = query.where(Crawl.site.in_(sites_meant(opts.site)))
    console = terminal()
    with archive.read() as session:
        crawls = session.scalars(query).all()
        if not crawls:
            console.print("no crawls")
        elif not opts.counts:
            console.print(runs(crawls))
        else:
            for crawl in crawls:
                console.print(runs([crawl]))
                console.print(counts(crawl))
                console.print()


def runs(crawls: Iterable[Crawl]) -> Table:
    """A row a run: when it began (UTC), how long it took, how it ended, and how many new articles it brought."""
    shown = table("id", "started (UTC)", "took", "site", "outcome", "new", "spider", right=("id", "took", "new"))
    for column in shown.columns[:4]:
        column.no_wrap, column.overflow = True, "ellipsis"  # outcome and arguments give way
    for crawl in crawls:
        shown.add_row(
            str(crawl.id),
            day_and_time(crawl.started_at),
            took(crawl.ended_at - crawl.started_at) if crawl.ended_at else "",
            crawl.site or "",
            crawl.outcome or "running or killed",
            f"{Run(crawl.started_at, crawl.outcome, crawl.counts).new:,}" if crawl.counts else "",
            Text(" ".join([crawl.spider, *arguments(crawl)])),
        )
    return shown


def arguments(crawl: Crawl) -> list[str]:
    """What the spider was given, but for the site, which has a column."""
    given = {name: str(value) for name, value in sorted(crawl.arguments.items())}
    if crawl.site in sites_meant(given.get("site", "")):
        del given["site"]
    return [f"{name}={value}" for name, value in given.items()]


def counts(crawl: Crawl) -> Table:
    """Which code ran, and everything that it counted."""
    shown = table("", "")
    shown.show_header = False
    shown.add_row("version of the code", crawl.code_version)
    for name, value in sorted(crawl.counts.items()):
        shown.add_row(Text(name), Text(str(value)))
    return shown

"""``scrapy crawls``: the runs, and how they ended."""

from __future__ import annotations

import argparse

from rich.table import Table
from scrapy.exceptions import UsageError
from sqlalchemy import select

from project.archive.crawl_models import Crawl
from project.archive.engine import Archive
from project.archive.filters import sites_meant
from project.console.arguments import whole_number
from project.console.command import ArchiveCommand
from project.console.terminal import day_and_time, terminal


def answer(command: ArchiveCommand, archive: Archive, args: list[str], opts: argparse.Namespace) -> None:
    if args:
        raise UsageError(f"what is {args[0]!r}?")
    query = select(Crawl).order_by(Crawl.id.desc()).limit(whole_number(opts.limit, "--limit"))
    if opts.site:
        query = query.where(Crawl.site.in_(sites_meant(opts.site)))
    table = Table(box=None, pad_edge=False)
    for heading in ("id", "started", "seconds", "spider", "site", "outcome", "version"):
        table.add_column(heading, justify="right" if heading in ("id", "seconds") else "left")
    table.add_column("counts" if opts.counts else "arguments", overflow="fold")
    with archive.read() as session:
        for crawl in session.scalars(query):
            table.add_row(
                str(crawl.id),
                day_and_time(crawl.started_at),
                f"{(crawl.ended_at - crawl.started_at).total_seconds():.0f}" if crawl.ended_at else "",
                crawl.spider,
                crawl.site or "",
                crawl.outcome or "running or killed",
                crawl.code_version,
                _pairs(crawl.counts if opts.counts else crawl.arguments),
            )
    terminal().print(table if table.row_count else "no crawls")


def _pairs(values: dict[str, object]) -> str:
    return ", ".join(f"{name} {value}" for name, value in sorted(values.items()))

"""``scrapy coverage``: is a site complete?"""

from __future__ import annotations

import argparse

from rich.table import Table
from scrapy.exceptions import UsageError

from project.archive import questions
from project.archive.engine import Archive
from project.console import periods
from project.console.command import ArchiveCommand
from project.console.terminal import terminal


def answer(command: ArchiveCommand, archive: Archive, args: list[str], opts: argparse.Namespace) -> None:
    if args or not opts.site:
        raise UsageError("which site? Name it with --site")
    since, until = periods.span(opts.since or "", opts.until or "", "--")
    with archive.read() as session:
        rows = questions.coverage(session, opts.site, since, until)
    console = terminal()
    if not rows:
        console.print(f"the archive knows no page of {opts.site} in that time")
        return
    table = Table(box=None, pad_edge=False, show_footer=len(rows) > 1)
    sums = [sum(column) for column in zip(*(counts for _, counts in rows), strict=True)]
    table.add_column("day", footer="all")
    for heading, total in zip(("announced", "fetched", *questions.STATES), sums, strict=True):
        table.add_column(heading.replace("_", " "), justify="right", footer=f"{total:,}")
    for day, counts in rows:
        table.add_row(day, *(f"{count:,}" if count else "·" for count in counts))
    console.print(table)

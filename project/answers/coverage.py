"""``scrapy coverage``: is a site complete?"""

from __future__ import annotations

import argparse

from scrapy.exceptions import UsageError

from project.archive import questions
from project.archive.engine import Archive
from project.console import periods
from project.console.command import ArchiveCommand
from project.console.terminal import table, terminal


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
    headings = ("found", "fetched", *(state.replace("_", " ") for state in questions.STATES))
    shown = table("day", *headings, right=headings)
    shown.show_footer = len(rows) > 1
    sums = [sum(column) for column in zip(*(counts for _, counts in rows), strict=True)]
    for column, footer in zip(shown.columns, ("all", *(f"{total:,}" for total in sums)), strict=True):
        column.footer = footer
    for day, counts in rows:
        shown.add_row(day, *(f"{count:,}" if count else "·" for count in counts))
    console.print(shown)

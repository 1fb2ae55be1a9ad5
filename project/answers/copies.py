"""``scrapy copies``: who republished whom."""

from __future__ import annotations

import argparse
from dataclasses import replace

from rich.table import Table
from scrapy.exceptions import UsageError

from project.archive import questions
from project.archive.engine import Archive
from project.console.command import ArchiveCommand
from project.console.terminal import terminal


def answer(command: ArchiveCommand, archive: Archive, args: list[str], opts: argparse.Namespace) -> None:
    if args:
        raise UsageError(f"what is {args[0]!r}? scrapy show ID lists the copies of one article")
    with archive.read() as session:
        rows = questions.republished(session, replace(command.read_filters(opts), copies=True))
    console = terminal()
    if not rows:
        console.print("no copies")
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("original at", "republished by", "kind", "articles", "share of the text"):
        table.add_column(heading, justify="right" if heading in ("articles", "share of the text") else "left")
    for source, site, kind, count, share in rows:
        table.add_row(source, site, kind, f"{count:,}", f"{share:.0%}")
    console.print(table)

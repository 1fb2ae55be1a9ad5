"""``scrapy copies``: who republished whom."""

from __future__ import annotations

import argparse
from dataclasses import replace

from scrapy.exceptions import UsageError

from project.archive import questions
from project.archive.engine import Archive
from project.console.command import ArchiveCommand
from project.console.terminal import table, terminal


def answer(command: ArchiveCommand, archive: Archive, args: list[str], opts: argparse.Namespace) -> None:
    if args:
        raise UsageError(f"what is {args[0]!r}? scrapy show ID lists the copies of one article")
    with archive.read() as session:
        rows = questions.republished(session, replace(command.read_filters(opts), copies=True))
    console = terminal()
    if not rows:
        console.print("no copies")
        return
    shown = table("original at", "republished by", "kind", "articles", "share", right=("articles", "share"))
    for source, site, kind, count, share in rows:
        shown.add_row(source, site, kind, f"{count:,}", f"{share:.0%}")
    console.print(shown)

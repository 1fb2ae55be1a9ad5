"""``scrapy changes``: what publishers edited after publication."""

from __future__ import annotations

import argparse
from itertools import islice

from rich.text import Text
from scrapy.exceptions import UsageError

from project.archive import questions
from project.archive.engine import Archive
from project.console.command import ArchiveCommand
from project.console.terminal import day_and_time, terminal


def answer(command: ArchiveCommand, archive: Archive, args: list[str], opts: argparse.Namespace) -> None:
    if args:
        raise UsageError(f"what is {args[0]!r}? scrapy show ID --revisions shows what changed in one article")
    console = terminal()
    filters = command.read_filters(opts)
    found = False
    with archive.read() as session:
        for revision, article in islice(questions.edits(session, filters, silent=opts.silent), filters.limit):
            found = True
            kind = f"{revision.kind}, silent" if revision.silent else revision.kind
            console.print(
                Text.assemble(
                    f"{day_and_time(revision.seen_at)}  ",
                    (f"{kind:<18}", "yellow"),
                    f"{revision.changed_share:>6.1%}  ",
                    (f"{article.id:>6} ", "dim"),
                    (article.title, "bold"),
                    (f"  {article.site}", "dim"),
                )
            )
    if not found:
        console.print("no changes")

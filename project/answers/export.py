"""``scrapy export``: the articles as a file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import Any

from scrapy.exceptions import UsageError

from project.archive.engine import Archive
from project.archive.export import export_rows
from project.archive.filters import copies_left_out
from project.console.command import ArchiveCommand
from project.console.exports import write_rows
from project.counting import counted


def answer(command: ArchiveCommand, archive: Archive, args: list[str], opts: argparse.Namespace) -> None:
    if not opts.output:
        raise UsageError("where to? Name a file: -o articles.jsonl")
    with archive.read() as session:
        filters = command.read_filters(opts, args)
        last = filters.after or 0

        def rows() -> Iterator[dict[str, Any]]:
            nonlocal last
            for row in export_rows(session, filters):
                yield row
                last = row["id"]

        count = write_rows(rows(), opts.output)
        # With a limit, nobody asks for all that there is.
        copies = copies_left_out(session, filters) if filters.limit is None else 0
    if opts.output != "-":
        left_out = f"; {counted(copies, 'copy', 'copies')} left out, --copies takes them" if copies else ""
        next_time = f"; next time --after {last}" if filters.after is not None else ""
        print(f"{counted(count, 'article')} written to {opts.output}{left_out}{next_time}", file=sys.stderr)

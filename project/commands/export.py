"""``scrapy export``: the articles as a file."""

from __future__ import annotations

import argparse
import sys

from scrapy.exceptions import UsageError

from project.archive.engine import Archive
from project.archive.export import export_rows
from project.command import ArchiveCommand
from project.exports import write_rows


class Command(ArchiveCommand):
    summary = "Export articles as JSON lines, CSV or Parquet"
    arguments = "-o FILE"
    examples = (
        "scrapy export -o articles.jsonl",
        "scrapy export -o march.parquet --since 2026-03-01 --until 2026-03-31 --copies",
        "scrapy export -o - --site example-news.com | jq -r .title",
    )
    filters = ("site", "since", "until", "author", "language", "copies", "limit")

    def own_options(self, group: argparse._ArgumentGroup) -> None:
        group.add_argument("-o", "--output", metavar="FILE", help=".jsonl, .csv or .parquet; - is standard output")

    def answer(self, archive: Archive, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise UsageError(f"what is {args[0]!r}? The file goes behind -o")
        if not opts.output:
            raise UsageError("where to? Name a file: -o articles.jsonl")
        with archive.read() as session:
            count = write_rows(export_rows(session, self.read_filters(opts)), opts.output)
        if opts.output != "-":
            print(f"{count} articles written to {opts.output}", file=sys.stderr)

"""``scrapy export``: the articles as a file."""

from __future__ import annotations

import argparse

from project.console.command import ArchiveCommand


class Command(ArchiveCommand):
    summary = "Export articles as JSON lines, CSV or Parquet"
    arguments = "-o FILE [WORDS]"
    examples = (
        "scrapy export -o articles.jsonl",
        "scrapy export -o march.parquet --since 2026-03-01 --until 2026-03-31 --copies",
        "scrapy export -o new.csv --new-since yesterday",
        "scrapy export -o new.parquet --copies --after 1234",
        "scrapy export -o strikes.csv 'ferry (strike OR walkout)'",
        "scrapy export -o - --site example-news.com | jq -r .title",
    )
    filters = ("site", "since", "until", "new_since", "after", "author", "language", "copies", "limit")

    def long_desc(self) -> str:
        return (
            f"{self.summary}; docs/export.md explains their fields. With WORDS, only articles that hold them, as "
            "scrapy search finds them."
        )

    def own_options(self, group: argparse._ArgumentGroup) -> None:
        group.add_argument("-o", "--output", metavar="FILE", help=".jsonl, .csv or .parquet; - is standard output")

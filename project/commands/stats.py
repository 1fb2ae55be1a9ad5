"""``scrapy stats``: how much the archive holds, and from when."""

from __future__ import annotations

import argparse

from project.console.command import ArchiveCommand


class Command(ArchiveCommand):
    summary = "Count articles by site and day, and say what became of every page"
    arguments = "[WORDS]"
    examples = (
        "scrapy stats",
        "scrapy stats --site example-news.com --since 2026-03 --until 2026-03",
        "scrapy stats 'ferry strike' --by month",
    )
    filters = ("site", "since", "until", "new_since", "author", "language", "copies")

    def long_desc(self) -> str:
        return f"{self.summary}. With WORDS, only articles that hold them, as scrapy search finds them."

    def own_options(self, group: argparse._ArgumentGroup) -> None:
        group.add_argument(
            "--by", metavar="UNIT", default="", help="a bar a day, month or year (default: what fits a screen)"
        )

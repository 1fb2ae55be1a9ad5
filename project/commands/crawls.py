"""``scrapy crawls``: the runs, and how they ended."""

from __future__ import annotations

import argparse

from project.console.command import ArchiveCommand


class Command(ArchiveCommand):
    summary = "List the crawls: when, how long, how they ended, how many new articles they brought"
    arguments = ""
    examples = ("scrapy crawls", "scrapy crawls --site example-news.com --limit 5 --counts")

    def own_options(self, group: argparse._ArgumentGroup) -> None:
        group.add_argument("--site", metavar="SITE", help="only this site")
        group.add_argument("--limit", metavar="N", default="20", help="the last N (default: 20)")
        group.add_argument(
            "--counts",
            action="store_true",
            help="everything that was counted, and which version and commit of the code ran",
        )

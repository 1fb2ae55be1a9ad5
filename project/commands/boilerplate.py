"""``scrapy boilerplate``: what a site repeats, and is therefore dropped from its articles."""

from __future__ import annotations

import argparse

from project.console.command import ArchiveCommand


class Command(ArchiveCommand):
    summary = "List the blocks that were learned to be boilerplate, or put one back"
    arguments = "[--site SITE] [--keep ID]"
    examples = ("scrapy boilerplate --site example-news.com", "scrapy boilerplate --keep 12")

    def own_options(self, group: argparse._ArgumentGroup) -> None:
        group.add_argument("--site", metavar="SITE", help="only this site")
        group.add_argument(
            "--keep",
            metavar="ID",
            help="the block with this number is no boilerplate: put it back into every article, for good",
        )

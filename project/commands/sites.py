"""``scrapy sites``: the sites that are crawled, how each one stands, and which to leave alone."""

from __future__ import annotations

import argparse

from project.console.command import ArchiveCommand


class Command(ArchiveCommand):
    """Lists the sites; adds one, switches one off or on."""

    summary = "List the sites: last run, outcome, articles a day, next run, what looks wrong"
    examples = (
        "scrapy sites",
        "scrapy sites --add https://www.example.com/   # scrapy update crawls it from now on",
        "scrapy sites --off example.com                # … and does not any more",
    )

    def own_options(self, group: argparse._ArgumentGroup) -> None:
        change = group.add_mutually_exclusive_group()
        change.add_argument("--add", metavar="URL", help="let scrapy update crawl the site with this front page")
        change.add_argument(
            "--off",
            metavar="SITE",
            help="do not crawl this site any more; its articles stay, one that gave none is forgotten",
        )
        change.add_argument("--on", metavar="SITE", help="crawl it again")
        group.add_argument("--json", action="store_true", help="a line of JSON for each site")

    def creates(self, opts: argparse.Namespace) -> bool:
        return bool(opts.add)  # the first site may be added before the first crawl

"""``scrapy coverage``: is a site complete?"""

from __future__ import annotations

import argparse

from project.console.command import ArchiveCommand


class Command(ArchiveCommand):
    summary = "Say, day by day, how many of a site's stories were found, fetched and stored"
    arguments = "--site SITE"
    examples = ("scrapy coverage --site example-news.com --since 2026-03-01",)

    def own_options(self, group: argparse._ArgumentGroup) -> None:
        group.add_argument("--site", metavar="SITE", help="which site")
        group.add_argument(
            "--since", metavar="DAY", help="of stories of DAY or later (2014-02-12, 2014-02, yesterday, 7d; UTC)"
        )
        group.add_argument("--until", metavar="DAY", help="of stories of DAY or earlier")

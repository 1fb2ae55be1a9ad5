"""``scrapy changes``: what publishers edited after publication, or took down."""

from __future__ import annotations

import argparse

from project.console.command import ArchiveCommand


class Command(ArchiveCommand):
    summary = "List articles whose words changed after they were stored, or that were taken down"
    arguments = ""
    examples = ("scrapy changes --since yesterday", "scrapy changes --site example-news.com --silent")
    filters = ("site", "since", "until", "new_since", "author", "language", "limit")
    default_limit = 50
    dated = "the change was seen"

    def own_options(self, group: argparse._ArgumentGroup) -> None:
        group.add_argument(
            "--silent", action="store_true", help="only edits that left the publisher's modification date as it was"
        )

"""``scrapy verify``: is the archive whole?"""

from __future__ import annotations

import argparse

from project.console.command import ArchiveCommand


class Command(ArchiveCommand):
    summary = "Check that the archive is whole: the file, the full-text index, the ledger, the copies, the raw pages"
    arguments = ""
    examples = ("scrapy verify", "scrapy verify --raw-pages", "scrapy verify --repair")

    def own_options(self, group: argparse._ArgumentGroup) -> None:
        group.add_argument(
            "--raw-pages",
            action="store_true",
            help="also read every raw page in the WARC files, not only see that the files are there",
        )
        group.add_argument("--repair", action="store_true", help="write the full-text index anew first")

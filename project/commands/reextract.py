"""``scrapy reextract``: today's extraction over the stored raw pages."""

from __future__ import annotations

import argparse
import os

from project.console.command import ArchiveCommand


class Command(ArchiveCommand):
    summary = "Read the stored raw pages again with today's extraction: show what would change, or write it"
    arguments = "[--apply]"
    examples = (
        "scrapy reextract",
        "scrapy reextract --site example-news.com --since 2026-03-01 --examples 20",
        "scrapy reextract --apply",
    )
    filters = ("site", "since", "until", "author", "language", "limit")

    def long_desc(self) -> str:
        return (
            f"{self.summary}.\n\n"
            "Only articles that another extraction read are read again, copies among them; --all takes those of "
            "today's too, as after a change of a site's own file. An extraction is named by a fingerprint of its code, "
            "such as 5d2e9a01bc, which each article bears as extractor_version. Without --apply nothing is written. "
            "What is written makes no revisions. A run that was broken off goes on when it is started again. Articles "
            "whose raw page was not kept or cannot be read, whose page is no article for today's extraction, or shows "
            "less than is stored because a paywall closed, stay as they are and are counted."
        )

    def own_options(self, group: argparse._ArgumentGroup) -> None:
        group.add_argument("--apply", action="store_true", help="write it")
        group.add_argument("--all", action="store_true", help="also articles that today's extraction read")
        group.add_argument(
            "--examples", metavar="N", default=5, help="show up to N changed articles, two for each field (default: 5)"
        )
        group.add_argument(
            "--processes", metavar="N", default=max(2, os.cpu_count() or 2), help="read in N processes (default: all)"
        )

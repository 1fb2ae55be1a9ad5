"""``scrapy remove``: take an article out for good, because somebody has a right to it."""

from __future__ import annotations

import argparse

from project.console.command import ArchiveCommand


class Command(ArchiveCommand):
    summary = "Remove an article for good, with its raw pages, so that no crawl brings it back"
    arguments = "ID_OR_URL [--apply]"
    examples = ("scrapy remove 17", "scrapy remove https://www.example-news.com/2014/02/story.html --apply")

    def long_desc(self) -> str:
        return (
            f"{self.summary}. Without --apply, say what would go. Copies that other sites printed stay: each is an "
            "article of its own. scrapy verify --repair writes the full-text index anew, without what is left of its "
            "words there; backups and exports are yours to clean."
        )

    def own_options(self, group: argparse._ArgumentGroup) -> None:
        group.add_argument("--apply", action="store_true", help="remove it; there is no way back")

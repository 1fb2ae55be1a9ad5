"""``scrapy show``: one article, and everything the archive knows of it, or what became of an address without one."""

from __future__ import annotations

import argparse

from project.console.command import ArchiveCommand


class Command(ArchiveCommand):
    summary = (
        "Show one article with what was dropped, its copies and revisions, or what became of an address without one"
    )
    arguments = "ID_OR_URL"
    examples = (
        "scrapy show 17",
        "scrapy show https://www.example-news.com/2014/02/story.html --dropped",
        "scrapy show 17 --revisions",
    )

    def own_options(self, group: argparse._ArgumentGroup) -> None:
        group.add_argument("--dropped", action="store_true", help="print the text with the dropped blocks in place")
        group.add_argument("--revisions", action="store_true", help="print what changed, each time, as a diff")
        group.add_argument(
            "--sources", action="store_true", help="say where each field's value came from, and each of its addresses"
        )

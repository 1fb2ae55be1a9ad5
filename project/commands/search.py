"""``scrapy search``: full-text search over the archive."""

from __future__ import annotations

import argparse

from project.console.command import ArchiveCommand


class Command(ArchiveCommand):
    summary = 'Search the articles: words, "a phrase", pre*, -without, AND, OR, NOT, (brackets)'
    arguments = "[WORDS]"
    about_unknown = ": quotes make words of it, as in 'ferry -strike'"
    examples = (
        "scrapy search ferry strike",
        "scrapy search 'ferry -strike'",
        "scrapy search '\"harbour master\" OR pilot*' --since 2026-03-01 --newest",
        "scrapy search 'ferry (strike OR walkout)' --oldest --limit 1",
        "scrapy search --author 'Jane Doe' --since 2026-03 --until 2026-03",
        "scrapy search 选举 --site example-news.com",
    )
    filters = ("site", "since", "until", "new_since", "author", "language", "copies", "limit")
    default_limit = 20

    def own_options(self, group: argparse._ArgumentGroup) -> None:
        group.add_argument("--newest", action="store_true", help="newest first (default: best first)")
        group.add_argument("--oldest", action="store_true", help="oldest first")

    def long_desc(self) -> str:
        return f"{self.summary}. Without WORDS, list the articles that the filters leave, the newest first."

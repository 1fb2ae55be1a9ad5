"""``scrapy copies``: who republished whom."""

from __future__ import annotations

from project.console.command import ArchiveCommand


class Command(ArchiveCommand):
    summary = "List who republished whom, and how much"
    arguments = ""
    examples = ("scrapy copies", "scrapy copies --site example-news.com --since 2026-03-01")
    filters = ("site", "since", "until", "new_since", "author", "language")

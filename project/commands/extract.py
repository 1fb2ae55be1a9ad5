"""``scrapy extract``: what the engine reads from one page. The tool for whoever adds a site."""

from __future__ import annotations

import argparse
from typing import Any, ClassVar

from scrapy.exceptions import UsageError

from project.console.command import ProjectCommand
from project.console.settings_check import check_settings


class Command(ProjectCommand):
    # Only an address needs one.
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    summary = "Read one page: its fields with their sources, the blocks that are kept, the blocks that are dropped"
    arguments = "FILE_OR_URL"
    examples = (
        "scrapy extract https://www.example-news.com/2014/02/story.html",
        "scrapy extract --spider jpost page.html --url https://www.jpost.com/israel-news/article-1",
    )

    def own_options(self, group: argparse._ArgumentGroup) -> None:
        group.add_argument("--url", metavar="URL", help="the address that a FILE was saved from")
        group.add_argument(
            "--spider", metavar="NAME", help="read it with the rules of this spider's file (default: its own site's)"
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        # Scrapy imports every command for each: what only this one needs is imported when it runs.
        from project.answers.extract import NoArticle, extract

        assert self.settings is not None
        check_settings(self.settings)
        if len(args) != 1:
            raise UsageError("name one file or one address")
        try:
            extract(args[0], self.settings, saved_from=opts.url, spider=opts.spider)
        except NoArticle as error:
            self.fail(str(error), 1)

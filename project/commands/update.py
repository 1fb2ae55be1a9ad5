"""``scrapy update``: crawl every site that is due, several at once, and say what looks wrong."""

from __future__ import annotations

import argparse
from contextlib import closing

from project.console.command import ProjectCommand, before_the_log
from project.console.settings_check import check_settings


class Command(ProjectCommand):
    """Exit status: 0 all well; 1 a crawl failed or a site looks wrong."""

    summary = "Crawl every site that is due"
    arguments = "[SITE …]"
    examples = ("scrapy update", "scrapy update example-news.com")

    def long_desc(self) -> str:
        return (
            "Crawl every site that is due, several at once, each within its own limits; or the SITEs that are named, "
            "due or not. A site is due as often as it publishes (scrapy sites shows when). Exit status: 0 all well, "
            "1 a crawl failed or a site looks wrong, 2 wrong arguments. ARCHIVE_ALERT_COMMAND gets what is wrong as "
            "JSON on its standard input."
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        assert self.settings is not None
        with before_the_log(self):
            check_settings(self.settings)
        # Several living lines would fight for the one place there is.
        self.settings.set("ARCHIVE_PROGRESS", False, priority="cmdline")
        self.settings.set("ARCHIVE_ONLY_DUE", not args, priority="cmdline")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        # Scrapy imports every command for each: what only this one needs is imported when it runs.
        from scrapy.crawler import AsyncCrawlerProcess

        from project.answers.update import update
        from project.archive.engine import Archive

        assert self.settings is not None
        assert isinstance(self.crawler_process, AsyncCrawlerProcess)
        with closing(Archive.open(self.settings["ARCHIVE_URL"], create=False)) as archive:
            self.exitcode = update(self.crawler_process, archive, args)

"""``scrapy crawl``: Scrapy's own, with exit statuses that tell what happened and a table at the end."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
from contextlib import closing
from difflib import get_close_matches

from scrapy.commands.crawl import Command as CrawlCommand
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.settings import SETTINGS_PRIORITIES
from scrapy.spiderloader import SpiderLoaderProtocol, get_spider_loader

from project.archive.errors import ArchiveError
from project.console.command import before_the_log, lay_out
from project.console.settings_check import check_settings
from project.errors import ArgumentError
from project.outcomes import verdict

logger = logging.getLogger(__name__)


def check_spider_name(args: list[str], loader: SpiderLoaderProtocol) -> None:
    """Raises UsageError or ArgumentError, with one line, unless the arguments are the name of one spider."""
    names = sorted(loader.list())
    if given := next((arg for arg in args[1:] if "=" in arg and not arg.startswith("-")), None):
        raise UsageError(f"a spider's arguments stand behind -a: write -a {given}")
    if len(args) != 1 or args[0].startswith("-"):
        raise UsageError(f"name one spider: {', '.join(names)}")
    try:
        loader.load(args[0])
    except KeyError:
        close = get_close_matches(args[0], names, 1)
        hint = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(names)}"
        raise UsageError(f"there is no spider {args[0]!r}: {hint}") from None


class Command(CrawlCommand):
    """Exit status: 0 done; 1 the crawl failed; 2 wrong arguments; 75 the site is being crawled already."""

    examples = (
        "scrapy crawl news -a site=https://www.example.com/ -a since=2024-01-31 -a limit=100",
        "scrapy crawl jpost -a since=yesterday         # a site with a file of its own",
        "scrapy crawl article -a file=urls.txt         # or -a url=URL",
        "scrapy crawl warc -a path='CC-NEWS-*.warc.gz'",
        "scrapy crawl refused                          # what was taken for no article, judged again",
    )

    def long_desc(self) -> str:
        return (
            "Crawl a site, addresses or WARC files into the archive. What each spider takes behind -a:\n"
            "  news     site=URL since=DAY until=DAY limit=N    a site, by its front page\n"
            "  article  url=URL or file=LIST, limit=N           single addresses\n"
            "  warc     path=FILES site=SITE since=DAY until=DAY\n"
            "  refused  site=SITE                               what was taken for no article\n"
            "A site with a file of its own has a spider of its own (scrapy list), which takes what news takes.\n"
            "Exit status: 0 done, 1 the crawl failed, 2 wrong arguments, 75 the site is being crawled already."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        lay_out(parser, self.examples)
        super().add_options(parser)
        # Scrapy's own options for a file of items. What a crawl finds is compared with the archive, merged and cleaned
        # there: an item is not yet a row of an export.
        for names in (("-o", "--output"), ("-O", "--overwrite-output")):
            parser.add_argument(*names, action="append", help=argparse.SUPPRESS)

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        with before_the_log(self):
            if files := [*(opts.output or []), *(opts.overwrite_output or [])]:
                raise UsageError(f"a crawl stores articles, and writes no file: scrapy export -o {files[0]}")
        super().process_options(args, opts)
        assert self.settings is not None
        with before_the_log(self):
            check_settings(self.settings)
            check_spider_name(args, get_spider_loader(self.settings))
        is_asked_for = self.settings.getpriority("LOG_LEVEL") == SETTINGS_PRIORITIES["cmdline"]
        if sys.stderr.isatty() and not is_asked_for and not self.settings["LOG_FILE"]:
            # The living line says how it goes: only what is wrong stands above it.
            self.settings.set("LOG_LEVEL", "WARNING", priority="cmdline")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        # Scrapy imports every command for each: what only this one needs is imported when it runs.
        from project.archive.engine import Archive

        assert self.settings is not None
        try:
            with closing(Archive.shared(self.settings["ARCHIVE_URL"])):
                self.crawl(args, opts)
        except (ArgumentError, UsageError) as error:
            self.fail(str(error), verdict.WRONG_ARGUMENTS)
        except ArchiveError as error:
            self.fail(str(error), verdict.FAILED)

    def crawl(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run the spider to its end, and set the exit status. Raises what is wrong before the first request."""
        assert self.settings is not None
        assert self.crawler_process is not None
        opts.spargs.pop("_job", None)  # scrapyd's number of the run, which it passes to every spider
        crawler = self._create_crawler(args[0])
        check_settings(crawler.settings)  # a site's file may have its own
        task = self.crawler_process.crawl(crawler, **opts.spargs)
        assert isinstance(task, asyncio.Task)
        self.crawler_process.start()
        # Killed by a second Ctrl-C, it is not done: what was stored is stored, the rest waits.
        error = task.exception() if task.done() and not task.cancelled() else None
        if isinstance(error, ArgumentError | ArchiveError):
            raise error
        if error is not None:
            logger.critical("The crawl failed: %s", error, exc_info=error)
            self.exitcode = verdict.FAILED
            return
        self.report(crawler)

    def report(self, crawler: Crawler) -> None:
        """Say how it went: a table in a terminal, a line when something is wrong."""
        from project.extensions.record import CrawlRecord

        record = crawler.get_extension(CrawlRecord)
        judged = record.verdict if record is not None else None
        if record is None or judged is None:
            self.exitcode = verdict.FAILED
            return
        if record.held is None and sys.stdout.isatty():
            from rich.console import Console

            from project.outcomes.summary import summary_table

            Console(highlight=False).print(summary_table(crawler.stats.get_stats(), f"crawl {judged.outcome}"))
        if judged.why:
            self.fail(str(record.held or record.failure or judged.why), judged.status)

    def fail(self, message: str, status: int) -> None:
        print(f"scrapy crawl: {message}", file=sys.stderr)
        if self.settings is not None and self.settings["LOG_FILE"] and self.crawler_process is not None:
            logger.error(message)
        self.exitcode = status

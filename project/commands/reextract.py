"""``scrapy reextract``: today's extraction over the stored raw pages."""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from scrapy.exceptions import UsageError
from sqlalchemy import func, select

from project.archive import reextraction
from project.archive.engine import Archive
from project.archive.models import Article
from project.archive.reextraction import Before
from project.arguments import whole_number
from project.command import ArchiveCommand, terminal
from project.readers import Readers
from project.rereading import Rereader
from project.rewriting import Report, Rewriter, print_report
from project.site_rules import rules_by_site
from project.version import extractor

_LOADED = 64
_INTERRUPTED = 130  # as shells say it of Ctrl-C


class Command(ArchiveCommand):
    summary = "Read the stored raw pages again with today's extraction: show what would change, or write it"
    arguments = "[--apply]"
    examples = (
        "scrapy reextract",
        "scrapy reextract --site example-news.com --since 2026-03-01 --examples 20",
        "scrapy reextract --apply",
    )
    filters = ("site", "since", "until", "author", "language", "limit")
    writes = True

    def long_desc(self) -> str:
        return (
            f"{self.summary}.\n\n"
            "Only articles that another version of the extraction read are read again, copies\n"
            "among them; --all takes those of today's version too, as after a change of a\n"
            "site's own file. Without --apply nothing is written. What is written makes no\n"
            "revisions. A run that was broken off goes on when it is started again. Articles\n"
            "whose raw page was not kept or cannot be read, whose page is no article for\n"
            "today's extraction, or shows less than is stored because a paywall closed, stay\n"
            "as they are and are counted."
        )

    def own_options(self, group: argparse._ArgumentGroup) -> None:
        group.add_argument("--apply", action="store_true", help="write it")
        group.add_argument("--all", action="store_true", help="also articles that today's version read")
        group.add_argument("--examples", metavar="N", default=5, help="show N changed articles (default: 5)")
        group.add_argument(
            "--processes", metavar="N", default=max(2, os.cpu_count() or 2), help="read in N processes (default: all)"
        )

    def answer(self, archive: Archive, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise UsageError(f"what is {args[0]!r}? reextract takes only options")
        assert self.settings is not None
        processes = whole_number(opts.processes, "--processes")
        report = Report(most_examples=whole_number(opts.examples, "--examples"))
        version = extractor()
        with archive.read() as session:
            filters = replace(self.read_filters(opts), copies=True)
            plan = reextraction.to_read(session, filters, None if opts.all else version)
            total = session.scalar(select(func.count()).select_from(Article)) or 0
        rewriter = Rewriter(archive, plan, report, version, is_applied=opts.apply)
        seconds = self.settings.getfloat("ARCHIVE_READER_SECONDS")
        readers = Readers(processes if processes > 1 else 0, seconds)
        folder = Path(self.settings["ARCHIVE_WARC_DIR"] or ".").absolute()
        rereader = Rereader(readers, folder, rules_by_site(self.settings), rewriter.learned)
        try:
            asyncio.run(self.read_all(archive, plan, rereader, rewriter))
        except KeyboardInterrupt:
            self.fail("stopped; what was written stays, and the same command goes on from there", _INTERRUPTED)
        print_report(terminal(), report, version, sum(map(len, plan.values())), total, is_applied=opts.apply)

    async def read_all(
        self, archive: Archive, plan: dict[str, list[int]], rereader: Rereader, rewriter: Rewriter
    ) -> None:
        """Read every article of the plan, in its order, and hand it to the rewriter."""
        console = Console(stderr=True)
        columns = (TextColumn("reading again"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
            task = progress.add_task("", total=sum(map(len, plan.values())))
            try:
                async for again in rereader.read_all(loaded(archive, plan)):
                    rewriter.take(again)
                    progress.advance(task)
            finally:
                rereader.close()


def loaded(archive: Archive, plan: dict[str, list[int]]) -> Iterator[Before]:
    """The stored articles of a plan, in its order, a few at a time."""
    ids = [article_id for site in plan.values() for article_id in site]
    for start in range(0, len(ids), _LOADED):
        some = ids[start : start + _LOADED]
        with archive.read() as session:
            found = {before.id: before for before in reextraction.load(session, some)}
        yield from (found[article_id] for article_id in some if article_id in found)

"""``scrapy reextract``: today's extraction over the stored raw pages."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader
from sqlalchemy import func, select

from project.answers.rewriting import Report, Rewriter, print_report
from project.archive import reextraction
from project.archive.crawl_models import Site
from project.archive.engine import Archive
from project.archive.models import Article
from project.archive.reextraction import Before
from project.console.arguments import whole_number
from project.console.command import ArchiveCommand
from project.console.settings_check import check_settings
from project.console.terminal import terminal
from project.readers.pool import Readers
from project.readers.rereading import Rereader
from project.sites.files import broken_files
from project.sites.rules_by_site import rules_by_site
from project.version import extractor

_LOADED = 64
_INTERRUPTED = 130  # as shells say it of Ctrl-C


def answer(command: ArchiveCommand, archive: Archive, args: list[str], opts: argparse.Namespace) -> None:
    if args:
        raise UsageError(f"what is {args[0]!r}? reextract takes only options")
    assert command.settings is not None
    check_settings(command.settings)
    processes = whole_number(opts.processes, "--processes")
    report = Report(most_examples=whole_number(opts.examples, "--examples"))
    version = extractor()
    with archive.read() as session:
        filters = replace(command.read_filters(opts), copies=True)
        plan = reextraction.to_read(session, filters, None if opts.all else version)
        total = session.scalar(select(func.count()).select_from(Article)) or 0
        broken = broken_files(get_spider_loader(command.settings))
        for site in session.scalars(select(Site).where(Site.spider.in_(broken))):
            if plan.pop(site.site, None):
                # Without its rules it would be read wrongly.
                print(f"scrapy reextract: {site.site} stays as it is: {broken[site.spider]}", file=sys.stderr)
    rewriter = Rewriter(archive, plan, report, version, is_applied=opts.apply)
    seconds = command.settings.getfloat("ARCHIVE_READER_SECONDS")
    readers = Readers(processes if processes > 1 else 0, seconds)
    folder = Path(command.settings["ARCHIVE_WARC_DIR"] or ".").absolute()
    rereader = Rereader(readers, folder, rules_by_site(command.settings), rewriter.learned)
    try:
        asyncio.run(read_all(archive, plan, rereader, rewriter))
    except KeyboardInterrupt:
        command.fail("stopped; what was written stays, and the same command goes on from there", _INTERRUPTED)
    print_report(terminal(), report, version, sum(map(len, plan.values())), total, is_applied=opts.apply)


async def read_all(archive: Archive, plan: dict[str, list[int]], rereader: Rereader, rewriter: Rewriter) -> None:
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

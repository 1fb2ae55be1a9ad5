"""``scrapy changes``: what publishers edited after publication, or took down."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from operator import attrgetter

from rich.console import Console
from rich.text import Text
from scrapy.exceptions import UsageError

from project.archive import questions
from project.archive.engine import Archive
from project.archive.models import Article, Revision
from project.console.command import ArchiveCommand
from project.console.terminal import day_and_time, terminal


def answer(command: ArchiveCommand, archive: Archive, args: list[str], opts: argparse.Namespace) -> None:
    if args:
        raise UsageError(f"what is {args[0]!r}? scrapy show ID --revisions shows what changed in one article")
    console = terminal()
    filters = command.read_filters(opts)
    found = False
    with archive.read() as session:
        edits = (change_of(*edit) for edit in questions.edits(session, filters, silent=opts.silent))
        gone = () if opts.silent else (removal_of(article) for article in questions.taken_down(session, filters))
        for change in islice(merge(edits, gone, key=attrgetter("at"), reverse=True), filters.limit):
            found = True
            print_change(console, change)
    if not found:
        console.print("no changes")


@dataclass(frozen=True, slots=True)
class Change:
    """A line: when it was seen (aware), what it was, how much of the words it touched."""

    at: datetime
    kind: str
    share: str
    article: Article


def change_of(revision: Revision, article: Article) -> Change:
    kind = f"{revision.kind}, silent" if revision.silent else revision.kind
    return Change(revision.seen_at, kind, f"{revision.changed_share:.1%}", article)


def removal_of(article: Article) -> Change:
    assert article.gone_at is not None
    return Change(article.gone_at, "taken down", "", article)


def print_change(console: Console, change: Change) -> None:
    console.print(
        Text.assemble(
            f"{day_and_time(change.at)}  ",
            (f"{change.kind:<18}", "yellow"),
            f"{change.share:>6}  ",
            (f"{change.article.id:>6} ", "dim"),
            (change.article.title, "bold"),
            (f"  {change.article.site}", "dim"),
        )
    )

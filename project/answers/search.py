"""``scrapy search``: full-text search over the archive."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text
from scrapy.exceptions import UsageError
from sqlalchemy.orm import Session

from project.archive.engine import Archive
from project.archive.filters import Filters
from project.archive.search import Hit, Order, listed, search
from project.console.command import ArchiveCommand
from project.console.terminal import day_and_time, terminal, wrapped

_OPEN, _CLOSE = "\x02", "\x03"
"""Marks that no text holds: control characters are cleaned away before a text is stored."""

_INDENT = " " * 7


def answer(command: ArchiveCommand, archive: Archive, args: list[str], opts: argparse.Namespace) -> None:
    words, filters, found = " ".join(args), command.read_filters(opts), False
    if not args and filters == Filters(copies=filters.copies, limit=filters.limit):
        raise UsageError("which words? Without any, --site, --author or --since say which articles to list")
    if opts.newest and opts.oldest:
        raise UsageError("--newest or --oldest, not both")
    order: Order = "newest" if opts.newest else "oldest" if opts.oldest else "best" if args else "newest"
    console = terminal()

    def hits(session: Session, filters: Filters) -> Iterator[Hit]:
        if args:
            return search(session, words, filters, order=order, marks=(_OPEN, _CLOSE))
        return listed(session, filters, order=order)

    with archive.read() as session:
        for hit in hits(session, filters):
            found = True
            print_hit(console, hit)
        has_copies = not found and any(hits(session, replace(filters, copies=True, limit=1)))
    if not found:
        small = sorted({"and", "or", "not"}.intersection(words.split()))
        hint = f" ({', '.join(small)}: searched for as words; in capitals they are operators)" if small else ""
        console.print("nothing found but copies: --copies shows them" if has_copies else f"nothing found{hint}")


def print_hit(console: Console, hit: Hit) -> None:
    """Number and headline; where, when and by whom; snippet: a line each. A terminal's are wrapped below each other,
    but for the address, which is to be copied."""
    told = [hit.site, day_and_time(hit.published_at) or "no date", *([hit.authors] if hit.authors else [])]
    told += [f"copy of {hit.copy_of}"] if hit.copy_of else []
    place = Text("".join(f"{each}, " for each in told), style="dim")
    if console.is_terminal and cell_len(f"{_INDENT}{place}{hit.url}") > console.width:
        place.append(f"\n{_INDENT}")
    lines = [wrapped(console, Text(hit.title, style="bold"), len(_INDENT)), place.append(hit.url)]
    lines.append(wrapped(console, highlighted(hit.snippet), len(_INDENT)))
    for line, start in zip(lines, (f"{hit.article_id:>6} ", _INDENT, _INDENT), strict=True):
        console.print(Text.assemble((start, "dim"), line), soft_wrap=True)


def highlighted(snippet: str) -> Text:
    """A snippet with its hits in colour; in a pipe, where there is none, they stand in ``[brackets]``."""
    text = Text()
    for number, part in enumerate(" ".join(snippet.split()).split(_OPEN)):
        hit, _, rest = part.partition(_CLOSE) if number else ("", "", part)
        if hit:
            text.append(f"[{hit}]" if not terminal().is_terminal else hit, style="bold yellow")
        text.append(rest)
    return text

"""``scrapy stats``: how much the archive holds, and from when."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text
from scrapy.exceptions import UsageError

from project.archive import questions
from project.archive.engine import Archive
from project.archive.filters import Filters, copies_left_out
from project.console.command import ArchiveCommand
from project.console.terminal import table, terminal
from project.counting import counted

_BAR = "█"
_BARS = 60
_BEFORE_BARS = 21
"""Letters: a day, what parts columns, and a number."""
_MOST_ROWS = 31


def answer(command: ArchiveCommand, archive: Archive, args: list[str], opts: argparse.Namespace) -> None:
    if opts.by not in ("", *_LENGTHS):
        raise UsageError(f"--by: {opts.by!r} is none of day, month, year")
    console = terminal()
    filters = command.read_filters(opts, args)
    with archive.read() as session:
        sites = questions.site_counts(session, filters)
        days = questions.articles_a_day(session, filters)
        is_of_all = filters == Filters(site=filters.site, copies=filters.copies)
        states = questions.states(session, filters.site) if is_of_all else []
        copies = copies_left_out(session, filters)
    if not sites:
        console.print("no articles")
    else:
        console.print(sites_table(sites, with_copies=filters.copies))
        if days:
            console.print()
            print_histogram(console, days, opts.by)
        if undated := sum(site.undated for site in sites):
            told = "it was" if undated == 1 else "they were"
            console.print(f"\n{counted(undated, 'article')} without a date: filters go by when {told} first seen")
    if copies:
        console.print(f"\n{counted(copies, 'copy', 'copies')} left out: --copies counts them", style="dim")
    if states:
        console.print()
        console.print(states_table(states))


def sites_table(rows: Sequence[questions.SiteCount], *, with_copies: bool) -> Table:
    numbers = ("articles", *(("copies",) if with_copies else ()), "words")
    shown = table("site", *numbers, "first", "last", right=numbers)
    for row in rows:
        copies = (f"{row.copies:,}",) if with_copies else ()
        days = (f"{day:%Y-%m-%d}" if day else "" for day in (row.first, row.last))
        shown.add_row(row.site, f"{row.articles:,}", *copies, f"{row.words:,}", *days)
    return shown


def states_table(rows: Sequence[tuple[str, str, int]]) -> Table:
    shown = table("pages", "state", "reason", right=("pages",))
    for state, reason, count in rows[:_MOST_ROWS]:
        shown.add_row(f"{count:,}", state.replace("_", " "), Text(reason))
    rest = sum(count for _, _, count in rows[_MOST_ROWS:])
    if rest:
        shown.add_row(f"{rest:,}", "", "for other reasons")
    return shown


# More days, months or years without an article in a row are one line.
_MOST_EMPTY = 3
_LENGTHS = {"day": 10, "month": 7, "year": 4}


def print_histogram(console: Console, days: Sequence[tuple[str, int]], by: str) -> None:
    """A bar a day; a month or a year where that would not fit on a screen, unless ``by`` says which."""
    if not by:
        span = (date.fromisoformat(days[-1][0]) - date.fromisoformat(days[0][0])).days
        by = "day" if span < _MOST_ROWS else "month" if span < _MOST_ROWS * 30 else "year"
    bins = _empty_bins(days, by)
    for day, count in days:
        bins[day[: _LENGTHS[by]]] += count
    most = max(bins.values())
    widest = min(_BARS, console.width - _BEFORE_BARS)
    for is_empty, group in groupby(bins.items(), lambda item: not item[1]):
        shown = list(group)
        if is_empty and len(shown) > _MOST_EMPTY:
            console.print(f"[dim]{'…':<{_LENGTHS[by]}}  {counted(len(shown), by)} without an article[/dim]")
            continue
        for name, count in shown:
            bar = _BAR * max(round(count / most * widest), 1 if count else 0)
            console.print(f"{name}  {count:>7,}  [cyan]{bar}[/cyan]")


def _empty_bins(days: Sequence[tuple[str, int]], by: str) -> dict[str, int]:
    """Every day, month or year from the first to the last: one without articles is what one looks for."""
    first, last = date.fromisoformat(days[0][0]), date.fromisoformat(days[-1][0])
    every = ((first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1))
    return {day[: _LENGTHS[by]]: 0 for day in every}

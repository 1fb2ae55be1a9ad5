"""``scrapy search``: full-text search over the archive."""

from __future__ import annotations

import argparse

from rich.text import Text
from scrapy.exceptions import UsageError

from project.archive.engine import Archive
from project.archive.search import search
from project.command import ArchiveCommand
from project.terminal import day_and_time, terminal

_OPEN, _CLOSE = "\x02", "\x03"
"""Marks that no text holds: control characters are cleaned away before a text is stored."""


def answer(command: ArchiveCommand, archive: Archive, args: list[str], opts: argparse.Namespace) -> None:
    if not args:
        raise UsageError("which words?")
    console = terminal()
    found = 0
    with archive.read() as session:
        for hit in search(
            session, " ".join(args), command.read_filters(opts), newest=opts.newest, marks=(_OPEN, _CLOSE)
        ):
            found += 1
            head = Text.assemble((f"{hit.article_id:>6} ", "dim"), (hit.title, "bold"))
            console.print(head)
            console.print(
                Text(f"       {hit.site}, {day_and_time(hit.published_at) or 'no date'}, {hit.url}", style="dim")
            )
            console.print(Text("       ").append_text(highlighted(hit.snippet)))
    if not found:
        console.print("nothing found")


def highlighted(snippet: str) -> Text:
    """A snippet with its hits in colour; in a pipe, where there is none, they stand in ``[brackets]``."""
    text = Text()
    for number, part in enumerate(" ".join(snippet.split()).split(_OPEN)):
        hit, _, rest = part.partition(_CLOSE) if number else ("", "", part)
        if hit:
            text.append(f"[{hit}]" if not terminal().is_terminal else hit, style="bold yellow")
        text.append(rest)
    return text

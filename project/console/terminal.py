"""What the commands print: tables on standard output, moments and lengths of time as they show them."""

from __future__ import annotations

import sys
from collections.abc import Container, Iterable
from datetime import UTC, datetime, timedelta

from rich.console import Console
from rich.table import Table
from rich.text import Text

# Wider than anything: what reads from a pipe takes a row for a line.
_ENDLESS = 100_000


def day_and_time(moment: datetime | None) -> str:
    """A moment in UTC as the tables show it.

    >>> day_and_time(datetime(2014, 2, 12, 4, 7, tzinfo=UTC))
    '2014-02-12 04:07'
    """
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}" if moment else ""


def took(time: timedelta) -> str:
    """A length of time as the tables show it: minutes and seconds, with hours where there are any.

    >>> took(timedelta(seconds=125)), took(timedelta(hours=26, seconds=7))
    ('2:05', '26:00:07')
    """
    minutes, seconds = divmod(round(time.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def table(*headings: str, right: Container[str] = ()) -> Table:
    """An empty table without lines; ``right`` are the headings of its columns of numbers. A cell that a narrow terminal
    has no room for goes on below, and nothing of it is left out."""
    made = Table(box=None, pad_edge=False)
    for heading in headings:
        made.add_column(heading, justify="right" if heading in right else "left", overflow="fold")
    return made


def wrapped(console: Console, text: Text, indent: int) -> Text:
    """A text in lines that fit a terminal behind so many columns; in a pipe it stays one line, as does what holds an
    address: that is to be copied."""
    if not console.is_terminal or "://" in text.plain:
        return text
    return Text("\n" + " " * indent).join(text.wrap(console, max(console.width - indent, 20)))


def print_fields(console: Console, fields: Iterable[tuple[str, str, str]]) -> None:
    """(name, value, where it came from) of each field; a value may have several lines."""
    rows = list(fields)
    indent = max(len(name) for name, _, _ in rows) + 2
    for name, value, source in rows:
        for number, line in enumerate(value.splitlines() or [""]):
            text = Text.assemble(line, (f"  ← {source}" if source and not number else "", "dim"))
            start = (f"{'' if number else name:<{indent}}", "dim")
            console.print(Text.assemble(start, wrapped(console, text, indent)), soft_wrap=True)


def dropped_block(reason: str, text: str) -> Text:
    """A block that is none of the story, with why, as it is told apart from the story's own."""
    return Text.assemble((f"- [{reason}] ", "bold red"), (text, "red"))


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """It is the command that ends, as with any other way to write."""
        raise BrokenPipeError


def terminal() -> Console:
    """Standard output: coloured and as wide as the window in a terminal; plain in a pipe, where no line is broken."""
    return _Console(highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else _ENDLESS)

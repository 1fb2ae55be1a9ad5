"""What the commands print: tables on standard output, and moments as they show them."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from rich.console import Console


def day_and_time(moment: datetime | None) -> str:
    """A moment in UTC as the tables show it.

    >>> day_and_time(datetime(2014, 2, 12, 4, 7, tzinfo=UTC))
    '2014-02-12 04:07'
    """
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}" if moment else ""


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """It is the command that ends, as with any other way to write."""
        raise BrokenPipeError


def terminal() -> Console:
    """Standard output: coloured and as wide as the window in a terminal, plain and of fixed width in a pipe."""
    return _Console(highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else 120)

"""Lines in which a page speaks of itself: a machine translated it, it is old, its slips may be reported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from project.boilerplate.phrases import tables
from project.folding import fold

_ASKS = ("?", "？", "؟", ";")


class _Note(NamedTuple):
    reason: str
    longest: int
    asks: bool
    stems: tuple[str, ...]


@cache
def _itself() -> tuple[str, ...]:
    return tuple(map(fold, tables("itself.toml")["itself"]))


@cache
def _notes() -> list[_Note]:
    return [
        _Note(reason, table["longest"], table.get("asks", False), tuple(map(fold, table["stems"])))
        for reason, table in tables("itself.toml").items()
        if reason != "itself"
    ]


def find_notes(folded: Sequence[str]) -> Iterator[tuple[int, str]]:
    """(index, reason) of those of a page's blocks, folded."""
    longest = max(note.longest for note in _notes())
    page = "\n".join(line for line in folded if len(line) <= longest)
    names = [name for name in _itself() if name in page]
    for i, line in enumerate(folded if names else ()):
        if any(name in line for name in names):
            for note in _notes():
                is_asked = not note.asks or any(sign in line for sign in _ASKS)
                if len(line) <= note.longest and is_asked and any(stem in line for stem in note.stems):
                    yield i, note.reason
                    break

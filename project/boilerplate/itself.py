"""Lines in which a page speaks of itself: a machine translated it or reads it aloud, it is old or part of a series, its
slips may be reported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from project.boilerplate.phrases import tables
from project.folding import fold

# Characters within which a line names what it speaks of, where it opens with it.
_OPENING = 30
_ASKS = ("?", "？", "؟", ";")


class _Note(NamedTuple):
    reason: str
    longest: int
    asks: bool
    opens: bool
    names: tuple[str, ...]
    stems: tuple[str, ...]


@cache
def _notes() -> list[_Note]:
    data = tables("itself.toml")
    itself = data.pop("itself")
    return [
        _Note(
            reason,
            table["longest"],
            table.get("asks", False),
            table.get("opens", False),
            tuple(map(fold, table.get("names", itself))),
            tuple(map(fold, table["stems"])),
        )
        for reason, table in data.items()
    ]


@cache
def note_reasons() -> frozenset[str]:
    """All reasons that such lines get."""
    return frozenset(note.reason for note in _notes())


def find_notes(folded: Sequence[str]) -> Iterator[tuple[int, str]]:
    """(index, reason) of those of a page's blocks, folded."""
    longest = max(note.longest for note in _notes())
    page = "\n".join(line for line in folded if len(line) <= longest)
    named: dict[tuple[str, ...], list[str]] = {}
    for note in _notes():
        if note.names not in named:
            named[note.names] = [name for name in note.names if name in page]
    notes = [note for note in _notes() if named[note.names]]
    for i, line in enumerate(folded if notes else ()):
        for note in notes:
            is_asked = not note.asks or any(sign in line for sign in _ASKS)
            start = line[:_OPENING] if note.opens else line
            is_named = len(line) <= note.longest and is_asked and any(name in start for name in named[note.names])
            if is_named and any(stem in line for stem in note.stems):
                yield i, note.reason
                break

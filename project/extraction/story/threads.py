"""What readers wrote below a story: entries of one form, each with a name and a moment above it and an answer below."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from project.boilerplate.comments import are_many_hands
from project.boilerplate.lines import signed_and_dated
from project.boilerplate.phrases import label_reason
from project.extraction.blocks import TAG_CODE, PageBlocks
from project.extraction.story.block_traits import HEADS, beside, characters, drop_part, tells_story
from project.folding import fold
from project.scripts import STOPS, size_of

_TR: Final = TAG_CODE["tr"]
# Blocks of an entry, at least and at most, elements round its text, and characters of the lines above and below it.
_FEWEST: Final = 3
_BLOCKS: Final = 12
_LEVELS: Final = 4
_ABOVE: Final = 60
_BELOW: Final = 40
# How much of a story's text may be such: more is a live blog. tests.bench.leaks has comments behind 296 of the corpus'
# stories: 185 of them came out as story, 39 do with .4, 19 with this, 7 with .7; as they are no page changes with any.
_OF_STORY: Final = 0.55
# So many lines are signed, and what stands between two of them is less than half of all below the first one.
_SIGNED: Final = 5


def drop_threads(blocks: PageBlocks, keep: NDArray[np.bool_], rows: list[int]) -> None:
    """Change ``keep``, one value a block, among ``rows``, those that were kept so far."""
    if (signed := _first_signed(blocks, rows)) is not None:
        keep[signed:] = False
    elif headed := _headed(blocks, keep, rows):
        keep[headed] = False
    else:
        found = [row for row in rows[1:] if keep[row] and is_answered(blocks, row)]
        drop_part(blocks, keep, found, _OF_STORY * characters(blocks, rows))


def _first_signed(blocks: PageBlocks, rows: list[int]) -> int | None:
    """The first line below a story that gives a name and a moment, where many hands signed what stands between such
    lines; those of a live blog are signed by few."""
    names = {}
    for row in range(rows[0] + 1, rows[-1]):
        text = blocks.texts[row]
        is_line = len(text) < _ABOVE and not text.endswith(STOPS) and any(map(str.isdigit, text))
        if is_line and (name := signed_and_dated(fold(text))):
            names[row] = name
    signed = list(names)
    if len(signed) < _SIGNED or not are_many_hands(names.values()):
        return None
    gaps = [characters(blocks, range(one, other)) for one, other in pairwise([*signed, rows[-1] + 1])]
    return signed[0] if 2 * max(gaps) < sum(gaps) and _tells(blocks, rows, signed[0]) else None


def _headed(blocks: PageBlocks, keep: NDArray[np.bool_], rows: list[int]) -> list[int]:
    """The blocks below a heading "Comments", where they stand elsewhere than what is above it."""
    heads = (row for row in range(rows[0] + 1, rows[-1]) if blocks.tags[blocks.frames[row]] in HEADS)
    head = next((row for row in heads if _is_of_comments(blocks.texts[row])), None)
    if head is None or not _tells(blocks, rows, head):
        return []
    above = {_place(blocks, row) for row in rows if row < head}
    below = [row for row in rows if keep[row] and row > head]
    return [] if any(_place(blocks, row) in above for row in below) else below


def _place(blocks: PageBlocks, row: int) -> tuple[int, ...]:
    """Where a block stands: what kinds of wrappers it has, up to two, and what these stand in."""
    wrapper = blocks.parents[blocks.frames[row]]
    outer = blocks.parents[wrapper]
    return (wrapper,) if outer < 0 else (blocks.names[wrapper], blocks.names[outer], blocks.parents[outer])


def _is_of_comments(text: str) -> bool:
    return len(text) < _ABOVE and label_reason(fold(text)) == "comments"


def _tells(blocks: PageBlocks, rows: list[int], end: int) -> bool:
    return tells_story(blocks, (row for row in rows if row < end))


def is_answered(blocks: PageBlocks, row: int) -> bool:
    """Whether a block stands in an entry, a name and a moment above it and an answer below, that has another one like
    it beside it."""
    box = blocks.frames[row]
    for _ in range(_LEVELS):
        if box <= 0 or blocks.ends[box] - blocks.starts[box] > _BLOCKS:
            return False
        if blocks.starts[box] < row < blocks.ends[box] - 1 and _is_entry(blocks, box):
            return any(_is_entry(blocks, other) for other in beside(blocks, box))
        box = blocks.parents[box]
    return False


def _is_entry(blocks: PageBlocks, box: int) -> bool:
    """Whether an element has no heading, and begins and ends with short lines, a figure in the first two of them."""
    start, end = blocks.starts[box], blocks.ends[box]
    if not _FEWEST <= end - start <= _BLOCKS or blocks.tags[box] == _TR:
        return False
    if any(blocks.tags[blocks.frames[row]] in HEADS for row in range(start, end)):
        return False
    first, second, last = blocks.texts[start], blocks.texts[start + 1], blocks.texts[end - 1]
    has_figure = any(map(str.isdigit, first + second if _is_line(second, _ABOVE) else first))
    return has_figure and _is_line(first, _ABOVE) and _is_line(last, _BELOW)


def _is_line(text: str, longest: int) -> bool:
    return size_of(text) <= longest and not text.endswith(STOPS)

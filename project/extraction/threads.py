"""What readers wrote below a story: entries of one form, each with a name and a moment above it and an answer below."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from project.extraction.block_traits import HEADS, beside, characters, drop_part
from project.extraction.blocks import TAG_CODE, PageBlocks
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


def drop_threads(blocks: PageBlocks, keep: NDArray[np.bool_], rows: list[int]) -> None:
    """Change ``keep``, one value a block, among ``rows``, those that were kept so far."""
    found = [row for row in rows[1:] if keep[row] and _is_answered(blocks, row)]
    drop_part(blocks, keep, found, _OF_STORY * characters(blocks, rows))


def _is_answered(blocks: PageBlocks, row: int) -> bool:
    """Whether a block stands in an entry that has another one like it beside it."""
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

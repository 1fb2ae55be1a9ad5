"""Boxes amid a story that offer something or ask for it: a few lines with a button, a field, a lone link, a picture."""

from __future__ import annotations

from collections import Counter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from project.extraction.blocks import TAG_CODE, PageBlocks
from project.extraction.story.block_traits import characters, drop_part
from project.extraction.story.intruders import holder_of_most
from project.extraction.story.structures import HEADINGS
from project.scripts import size_of

# A quotation may end in a link to whoever said it, an item of a list in one to its source.
_BOXES: Final = frozenset(
    (*(TAG_CODE[name] for name in ("div", "section", "aside", "article", "form", "fieldset")), -1)
)
# Blocks and characters of such a box, and characters of what it wants done. Of the corpus' 4,231 boxes of that length
# with a control in them, twelve have some of a story: its head, or its first paragraph. Of tests.bench.leaks' boxes
# amid stories came out before and after: account 122 and 0 of 290, books 30 and 2 of 208, letters 24 and 0 of 290.
_BLOCKS: Final = 4
_LENGTH: Final = 350
# Longer ones without a heading are entries of a live blog. A board has a picture: without, boxes of facts go too.
_UNHEADED: Final = 200
_BOARD: Final = 250
_ACTION: Final = 30
# Characters below a poll's buttons: more is what a button folds away.
_BELOW: Final = 40
# Entries of a live blog may each have a button.
_SEVERAL: Final = 3
_OF_STORY: Final = 0.3


def drop_asking(blocks: PageBlocks, keep: NDArray[np.bool_], rows: list[int]) -> None:
    """Change ``keep``, one value a block, among ``rows``, those that were kept so far."""
    amid = range(rows[0] + 1, rows[-1] + _BLOCKS)
    boxes = {_box_round(blocks, frame, row) for frame, row in blocks.controls.items() if row in amid}
    holders = {max(blocks.parents[blocks.frames[row]], 0) for row in rows}
    boxes |= {box for box in holders if _is_above_action(blocks, box)}
    boxes |= _boards(blocks, rows)
    boxes = {box for box in boxes if box > 0 and blocks.starts[box] > rows[0]}
    if not boxes:
        return
    kinds = Counter((blocks.parents[box], blocks.names[box]) for box in boxes)
    found = [
        row
        for box in boxes
        if kinds[blocks.parents[box], blocks.names[box]] < _SEVERAL
        for row in range(_start_of(blocks, box), blocks.ends[box])
        if keep[row]
    ]
    drop_part(blocks, keep, found, _OF_STORY * characters(blocks, rows))


def _box_round(blocks: PageBlocks, frame: int, behind: int) -> int:
    """The box round an element whose controls stand above the block ``behind``: one that begins with a heading, or else
    the outermost one that is small enough; 0 where there is none, or where the control shows what stands below it."""
    box = 0
    while frame > 0 and _is_small(blocks, frame):
        start, end = blocks.starts[frame], blocks.ends[frame]
        if start < end and blocks.tags[frame] in _BOXES:
            is_headed = blocks.tags[blocks.frames[start]] in HEADINGS
            box = frame if behind > start + is_headed or _size(blocks, range(behind, end)) <= _BELOW else 0
            if is_headed:
                break
        frame = blocks.parents[frame]
    return box


def _boards(blocks: PageBlocks, rows: list[int]) -> set[int]:
    """Boxes with a picture, a heading and a few lines, beside the paragraphs that most of the story is told in; none
    where there are two of a kind."""
    most = holder_of_most(blocks, rows)
    found = set()
    for row in rows if most else ():
        box = blocks.frames[row]
        while box > 0 and blocks.parents[box] != most:
            box = blocks.parents[box]
        start, end = blocks.starts[box], blocks.ends[box]
        is_headed = blocks.tags[blocks.frames[start]] in HEADINGS and not blocks.links[start] and end - start > 1
        if box > 0 and is_headed and _is_small(blocks, box, _BOARD) and any(blocks.media[start:end]):
            found.add(box)
    names = Counter(blocks.names[box] for box in found)
    return {box for box in found if names[blocks.names[box]] == 1}


def _start_of(blocks: PageBlocks, box: int) -> int:
    """The first block of a box, or the heading right above it that heads nothing else."""
    start: int = blocks.starts[box]
    frame, above = blocks.frames[start - 1], blocks.parents[box]
    is_heading = blocks.tags[frame] in HEADINGS and blocks.parents[frame] == above
    return start - 1 if is_heading and blocks.ends[above] == blocks.ends[box] else start


def _is_small(blocks: PageBlocks, box: int, longest: int = _LENGTH) -> bool:
    rows = range(blocks.starts[box], blocks.ends[box])
    return len(rows) <= _BLOCKS and _size(blocks, rows) < longest


def _is_above_action(blocks: PageBlocks, box: int) -> bool:
    """Whether a small box ends in a short link, a smaller one where it does not begin with a heading, nor has one."""
    row, last = blocks.starts[box], blocks.ends[box] - 1
    frame = blocks.frames[row]
    is_headed = blocks.tags[frame] in HEADINGS
    text = blocks.texts[last]
    return (
        blocks.tags[box] in _BOXES
        and blocks.parents[frame] == box
        and row < last
        and not blocks.links[row]
        and _is_small(blocks, box, _LENGTH if is_headed else _UNHEADED)
        and (is_headed or all(blocks.tags[blocks.frames[n]] not in HEADINGS for n in range(row, last)))
        and blocks.links[last] + blocks.anchors[last] > len(text)  # a space between two
        and size_of(text) <= _ACTION
    )


def _size(blocks: PageBlocks, rows: range) -> int:
    return sum(size_of(blocks.texts[row]) for row in rows)

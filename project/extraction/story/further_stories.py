"""Stories below the page's own, each whole with its headline: what some papers put there for whoever reads on."""

from __future__ import annotations

import re
from typing import Final

import numpy as np
from numpy.typing import NDArray

from project.extraction.blocks import TAG_CODE, PageBlocks
from project.scripts import size_of

_WORD: Final = re.compile(r"\w+")
_H1: Final = TAG_CODE["h1"]
_ARTICLE: Final = TAG_CODE["article"]
# How much of the title an h1 has that is the headline in other words.
_ALIKE: Final = 0.25
# Characters of a story: what has fewer between its headline and the next one is a page of several short ones.
_STORY: Final = 300
_MOST_HEADS: Final = 100


def further_stories(blocks: PageBlocks, title: str) -> NDArray[np.bool_] | None:
    """The blocks of other stories behind the one with this headline; None where there is none.

    Another story has a headline of the same rank, in an ``article`` of its own or in an element that is named as the
    one that holds this story is.
    """
    heads = [frame for frame, tag in enumerate(blocks.tags) if tag == _H1 and blocks.starts[frame] < blocks.ends[frame]]
    heads = heads[:_MOST_HEADS]
    wanted = _words(title) if len(heads) > 1 else frozenset()
    if not wanted:
        return None
    rows = [blocks.starts[head] for head in heads]
    shares = [len(wanted & _words(blocks.texts[row])) / len(wanted) for row in rows]
    most = max(shares)
    own = rows[shares.index(most)]
    end = _end_of_least(blocks, own)
    found = np.zeros(len(blocks), dtype=bool)
    for head, row, share in zip(heads, rows, shares, strict=True):
        if row > end and share < most >= _ALIKE:
            box = _box_of(blocks, head, own)
            if blocks.starts[box] > end and _holds_story(blocks, box, head, own):
                found[blocks.starts[box] : blocks.ends[box]] = True
    return found if found.any() else None


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _end_of_least(blocks: PageBlocks, own: int) -> int:
    """The row at which the text behind a headline is long enough for a story; behind the last one where it never is."""
    length = 0
    for row in range(own + 1, len(blocks)):
        length += size_of(blocks.texts[row])
        if length >= _STORY:
            return row
    return len(blocks)


def _box_of(blocks: PageBlocks, frame: int, row: int) -> int:
    """The outermost element that holds a frame and not a block."""
    while (above := blocks.parents[frame]) > 0 and not blocks.starts[above] <= row < blocks.ends[above]:
        frame = above
    return frame


def _holds_story(blocks: PageBlocks, box: int, head: int, own: int) -> bool:
    """Whether a box with a headline holds another story than the one whose headline is the block ``own``."""
    if box == head:
        return False
    inner = head
    while inner != box:
        inner = blocks.parents[inner]
        if blocks.tags[inner] == _ARTICLE:
            return True
    beside, name = _box_of(blocks, blocks.frames[own], blocks.starts[box]), blocks.names[box]
    return beside != blocks.frames[own] and blocks.names[beside] == name and name not in blocks.bare

"""What a page folds away of its story: the answers of an accordion, the further pages of one that turns them itself."""

from __future__ import annotations

from collections import Counter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from project.extraction.blocks import HIDDEN, TAG_CODE, PageBlocks
from project.extraction.markup.hints import OF_BLOCKS
from project.extraction.story.intruders import holder_of, shared_hints
from project.extraction.story.structures import HEADINGS
from project.scripts import STOPS

_P: Final = TAG_CODE["p"]
# So many paragraphs of a class make it that of the story.
_COMMON: Final = 3
# How much of a block may be links.
_LINKED: Final = 0.3
# What is called so is none of the story, folded or not.
_NO_ANSWERS: Final = sum(
    OF_BLOCKS.bit[name]
    for name in (
        "ad", "bio", "byline", "caption", "comment", "credit", "factbox", "newsletter", "overlay", "paywall", "popular",
        "related", "share", "tags", "teaser",
    )
)  # fmt: skip


def keep_folded(blocks: PageBlocks, keep: NDArray[np.bool_]) -> None:
    """Change ``keep``, one value a block, so that sentences that are not shown at first are kept: below a heading, in
    elements of the class of the story's paragraphs, or in a sibling, called alike, of what holds several of these."""
    rows = np.flatnonzero(keep).tolist()
    if not rows:
        return
    paragraphs = [blocks.frames[row] for row in rows if blocks.tags[blocks.frames[row]] == _P]
    classes = Counter(blocks.names[frame] for frame in paragraphs)
    common = {name for name, count in classes.items() if count >= _COMMON and name not in blocks.bare}
    panes = {pane for pane, count in Counter(_pane(blocks, frame) for frame in paragraphs).items() if count >= _COMMON}
    shared = shared_hints(blocks, rows)
    around = max(blocks.parents[holder_of(blocks, rows)], 0)
    for row in range(rows[0], blocks.ends[around]):
        frame, text = blocks.frames[row], blocks.texts[row]
        if (
            not keep[row]
            and blocks.lineage[frame] & HIDDEN
            and blocks.tags[frame] == _P
            and text.endswith(STOPS)
            and blocks.links[row] < _LINKED * len(text)
            and not blocks.paths[frame] & _NO_ANSWERS & ~shared
            and ((blocks.names[frame] in common and _is_headed(blocks, frame)) or _pane(blocks, frame) in panes)
        ):
            keep[row] = True


def _pane(blocks: PageBlocks, frame: int) -> tuple[int, int]:
    """What holds a paragraph: the element round that, and what it is called; by itself where that is no name."""
    pane = max(blocks.parents[frame], 0)
    name = blocks.names[pane]
    return (-1, -1 - pane) if name in blocks.bare else (blocks.parents[pane], name)


def _is_headed(blocks: PageBlocks, frame: int) -> bool:
    """Whether a heading stands right above the element that is not shown."""
    while blocks.lineage[max(blocks.parents[frame], 0)] & HIDDEN:
        frame = blocks.parents[frame]
    above = blocks.starts[frame] - 1
    return above >= 0 and blocks.tags[blocks.frames[above]] in HEADINGS

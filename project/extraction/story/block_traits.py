"""What several rules ask about a page's blocks: whether one is a link, what stands beside it, how much some are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from project.extraction.blocks import TAG_CODE, PageBlocks
from project.scripts import STOPS

HEADS: Final = range(TAG_CODE["h1"], TAG_CODE["h6"] + 1)
"""The codes of the tags of headings."""
FIGURE: Final = 1 << TAG_CODE["figure"] | 1 << TAG_CODE["figcaption"]
"""The bits of a picture's elements in a lineage."""
WHOLLY: Final = 0.9
"""How much of a block is a link, at least, where it is nothing but that."""
HEADLINE_WORDS: Final = 5
"""What has fewer is no headline."""
PARAGRAPH: Final = 80
"""Characters: what has fewer is a line."""
# With whole sites left out: daniel +.0009, the others as they were.
_SENTENCES: Final = 2
_BESIDE_COMMENTS: Final = 400


def is_link(blocks: PageBlocks, row: int) -> bool:
    """Whether a block is links and nothing else."""
    return bool(blocks.links[row] > WHOLLY * len(blocks.texts[row]))


def characters(blocks: PageBlocks, rows: Iterable[int]) -> int:
    """How many characters these blocks have together."""
    return sum(len(blocks.texts[row]) for row in rows)


def tells_story(blocks: PageBlocks, rows: Iterable[int]) -> bool:
    """Whether some blocks are story enough for what stands beside or below them to be what readers wrote of it, which
    may be longer: no standfirst alone."""
    told = [len(blocks.texts[row]) for row in rows if blocks.texts[row].endswith(STOPS)]
    return len(told) >= _SENTENCES and sum(told) > _BESIDE_COMMENTS


def drop_part(blocks: PageBlocks, keep: NDArray[np.bool_], found: list[int], most: float) -> bool:
    """Take these blocks out of ``keep`` unless they have ``most`` characters together: then the story is told in them.
    Gives whether they went."""
    is_part = characters(blocks, found) < most
    if is_part:
        keep[found] = False
    return is_part


def next_box(blocks: PageBlocks, box: int, step: int) -> int | None:
    """The element with the same name right before (``step`` -1) or right behind (1) one, under the same element; None
    where another one stands there, or nothing."""
    row = blocks.starts[box] - 1 if step < 0 else blocks.ends[box]
    frame = blocks.frames[row] if 0 <= row < len(blocks) else 0
    while frame > 0 and blocks.parents[frame] != blocks.parents[box]:
        frame = blocks.parents[frame]
    return frame if frame > 0 and blocks.names[frame] == blocks.names[box] else None


def beside(blocks: PageBlocks, box: int) -> list[int]:
    """The elements with the same name right before and right behind one, under the same element."""
    return [other for step in (-1, 1) if (other := next_box(blocks, box, step)) is not None]

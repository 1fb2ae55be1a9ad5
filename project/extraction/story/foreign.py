"""Boxes amid a story that their names tell to be something else: offers, captions, posts, facts, readers' comments."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from project.extraction.blocks import TAG_CODE, PageBlocks
from project.extraction.markup.hints import OF_BLOCKS
from project.extraction.story.block_traits import HEADS, tells_story
from project.extraction.story.intruders import holder_of

# Never story while they hold no more than this share of the text. Each bound cost no source of the corpus more than
# .001 of its F1; without one, overlays and pay walls cost .01 and more: whole stories stand in elements called so.
# Fact boxes: with whole sites left out, fundus .9706 to .9723, the others as they were; .7 would take a summary.
_OFFER: Final = OF_BLOCKS.bit["newsletter"]
_COMMENT: Final = OF_BLOCKS.bit["comment"]
_WALL: Final = OF_BLOCKS.bit["paywall"]
_FOREIGN: Final = (
    (_OFFER, 0.5),
    (OF_BLOCKS.bit["caption"], 0.3),
    (OF_BLOCKS.bit["embed"], 0.12),
    (OF_BLOCKS.bit["factbox"], 0.3),
    (_COMMENT, 0.3),
)
# What is called premium is a paper's offer; where it is called a wall as well, it may hold the rest of the story.
_WALLED: Final = 0.4
# An aside with a heading is a box of facts, whatever its name. With whole sites left out: fundus +.0007.
_ASIDE: Final = TAG_CODE["aside"]
_ASIDES: Final = 0.3


def drop_foreign(
    blocks: PageBlocks, keep: NDArray[np.bool_], rows: list[int], probabilities: NDArray[np.floating[Any]]
) -> None:
    """Change ``keep``, one value a block, among ``rows``, those that the model chose."""
    sizes = {row: len(blocks.texts[row]) for row in rows}
    total = sum(sizes.values())
    inner = _hints_within(blocks, rows)
    for bit, most in _FOREIGN:
        named = [row for row in rows if inner[row] & bit]
        if bit == _OFFER and any(inner[row] & _WALL for row in named):
            most = _WALLED
        if not named:
            continue
        others = [row for row in rows if not inner[row] & bit]
        is_beside = bit == _COMMENT and tells_story(blocks, others) and _are_less(probabilities, named, others)
        if is_beside or sum(sizes[row] for row in named) < most * total:
            keep[named] = False
    boxed = [row for row in rows if keep[row] and _in_headed_aside(blocks, row)]
    if boxed and sum(sizes[row] for row in boxed) < _ASIDES * total:
        keep[boxed] = False


def _in_headed_aside(blocks: PageBlocks, row: int) -> bool:
    """Whether a block stands in an ``aside`` that begins with a heading."""
    frame = blocks.frames[row]
    if not blocks.lineage[frame] >> _ASIDE & 1:
        return False
    while frame > 0 and blocks.tags[frame] != _ASIDE:
        frame = blocks.parents[frame]
    return blocks.tags[blocks.frames[blocks.starts[frame]]] in HEADS


def _hints_within(blocks: PageBlocks, rows: list[int]) -> dict[int, int]:
    """Block -> the hints of the elements that it stands in, up to the one that holds all these blocks."""
    holder = holder_of(blocks, rows) if rows else 0
    within = {holder: 0}
    for frame in range(holder + 1, len(blocks.parents)):  # what holds an element stands before it
        above = within.get(blocks.parents[frame])
        if above is not None:
            within[frame] = above | blocks.own[frame]
    return {row: within.get(blocks.frames[row], 0) | blocks.inline[row] for row in rows}


def _are_less(probabilities: NDArray[np.floating[Any]], rows: list[int], others: list[int]) -> bool:
    """Whether the model is less sure of some blocks than of others: a paper's opinions are called comments as well."""
    return bool(np.median(probabilities[rows]) < np.median(probabilities[others]))

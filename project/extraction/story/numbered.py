"""Stories that are a numbered list: "1. The causeway", a paragraph or two, "2. The lane", and so on to the last."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

import numpy as np
from numpy.typing import NDArray

from project.extraction.blocks import TAG_CODE, PageBlocks
from project.extraction.markup.hints import OF_BLOCKS
from project.extraction.story.intruders import shared_hints
from project.extraction.story.structures import HEADINGS

_NUMBER: Final = re.compile(r"(?:#|(?i:no|nr|n°|nº)\.?\s?)?(\d{1,2})(?:[.):\s–—-]|$)")
# So many headings in a row make a list, and the model found so many of them, or what stands below; of the last one
# within so many blocks.
_SHORTEST: Final = 3
_FOUND: Final = 2
_REACH: Final = 8
# More of them are menus, or how the page is built.
_MOST: Final = 5
# How much of a block may be links.
_LINKED: Final = 0.5
_LISTS: Final = (TAG_CODE["ul"], TAG_CODE["ol"])
# Captions, calls of shops and the like amid what stands below one number.
_ASIDE: Final = 3
# What stands in boxes of these names is none of the list.
_NO_ENTRIES: Final = sum(
    OF_BLOCKS.bit[name] for name in ("ad", "bio", "byline", "caption", "comment", "newsletter", "popular", "related",
                                     "share", "teaser")
)  # fmt: skip


def keep_numbered(blocks: PageBlocks, keep: NDArray[np.bool_], taken_out: NDArray[np.bool_] | None = None) -> None:
    """Change ``keep``, one value a block, so that a list of which the model found some numbers is kept to its last: its
    headings, and below each what stands in elements as the story's other paragraphs do; but for what was ``taken_out``
    on purpose before. A heading without a number ends the last one."""
    runs = _runs(blocks)
    if not runs:
        return
    kept = np.flatnonzero(keep).tolist()
    shared = shared_hints(blocks, kept)
    numbered = {head for heads in runs for head in heads}
    slots = {_slot(blocks, row) for row in kept if row not in numbered}
    for heads in runs[:_MOST]:
        ends = [*heads[1:], min(heads[-1] + _REACH, len(keep))]
        told = sum(bool(keep[head:after].any()) for head, after in zip(heads, ends, strict=True))
        if told < _FOUND or (keep[heads].all() and told == len(heads)):
            continue
        keep[heads] = True
        for head, following in zip(heads, [*heads[1:], len(blocks)], strict=True):
            _keep_entry(blocks, keep, range(head + 1, following), slots, shared, taken_out)


def _keep_entry(
    blocks: PageBlocks,
    keep: NDArray[np.bool_],
    rows: range,
    slots: set[tuple[int, ...]],
    shared: int,
    taken_out: NDArray[np.bool_] | None,
) -> None:
    """Keep what stands below a number, up to the next; below the last, up to a heading or what is none of the list."""
    is_last = rows.stop == len(blocks)
    holders: set[int] = set()
    beside = 0
    for row in rows:
        frame = blocks.frames[row]
        if is_last and (blocks.tags[frame] in HEADINGS or beside > _ASIDE):
            return
        is_of_list = blocks.tags[blocks.parents[frame]] in _LISTS
        holder = blocks.parents[blocks.parents[frame]] if is_of_list else blocks.parents[frame]
        is_like = _slot(blocks, row) in slots or (is_of_list and holder in holders)
        is_linked = blocks.links[row] > _LINKED * len(blocks.texts[row])
        is_out = taken_out is not None and bool(taken_out[row])
        if is_like and not is_linked and not is_out and not blocks.paths[frame] & _NO_ENTRIES & ~shared:
            keep[row] = True
            holders.add(holder)
            beside = 0
        else:
            beside += 1


def _runs(blocks: PageBlocks) -> list[list[int]]:
    """The rows of headings that are built alike and have numbers one after the other, up or down."""
    alike: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row, frame in enumerate(blocks.frames):
        if blocks.tags[frame] in HEADINGS and (found := _NUMBER.match(blocks.texts[row])):
            alike[blocks.names[frame]].append((row, int(found[1])))
    runs = []
    for numbered in alike.values():
        run = [numbered[0]]
        for row, number in [*numbered[1:], (-1, -9)]:
            step = number - run[-1][1]
            if abs(step) == 1 and (len(run) == 1 or step == run[-1][1] - run[-2][1]):
                run.append((row, number))
                continue
            if len(run) >= _SHORTEST:
                runs.append([row for row, _ in run])
            run = [(row, number)]
    return runs


def _slot(blocks: PageBlocks, row: int) -> tuple[int, ...]:
    """How a block's element, and the two round it, are built."""
    frame = blocks.frames[row]
    above = max(blocks.parents[frame], 0)
    return blocks.names[frame], blocks.names[above], blocks.names[max(blocks.parents[above], 0)]

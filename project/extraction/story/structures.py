"""What belongs to the story as a whole or not at all: headings, tables, lists, the times of a live blog's entries."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from project.extraction.blocks import TAG_CODE, PageBlocks
from project.extraction.markup.hints import OF_BLOCKS
from project.extraction.story.block_traits import characters, is_link
from project.extraction.story.intruders import shared_hints
from project.scripts import COLONS, STOPS

HEADINGS: Final = range(TAG_CODE["h2"], TAG_CODE["h6"] + 1)
"""The codes of the tags of subheads."""
_TIME: Final = re.compile(r"\d{1,2}[.:h]\d\d")
_SUBHEAD: Final = OF_BLOCKS.bit["subhead"]
_HEAD: Final = TAG_CODE["th"]
_LISTS: Final = (TAG_CODE["ul"], TAG_CODE["ol"], TAG_CODE["dl"])
_QUOTATION: Final = TAG_CODE["blockquote"]
_EMBED: Final = OF_BLOCKS.bit["embed"]
# Round a paragraph, as page builders have them.
_WRAPPERS: Final = 3
# Between a subhead and the story's last block above it there may be so many of a box.
_BOX: Final = 5
# Headings of a live blog's entries, and times, are at least as many.
_ENTRIES: Final = 3
# What holds other matters than the story, by its name.
_BOXES: Final = sum(
    OF_BLOCKS.bit[name]
    for name in ("newsletter", "related", "popular", "teaser", "ad", "share", "comment", "box", "caption")
)
# What the model gives more than that of what it gives to the story's blocks in the middle may be story. With whole
# sites left out, .4, .3, .2, .15 and .1: fundus_eval .9476, .9496, .9520, .9527, .9529, others as they were.
_LIKELY: Final = 0.15
# Longer items without a full stop are headlines of other stories.
_ITEM: Final = 50
# A heading that is a link leads elsewhere, though the link may have begun above it.
_LINKED: Final = 0.5
# How much of a list that the story announces may be links.
_FEW_LINKS: Final = 0.3
_ASKS: Final = ("?", "？", "؟", ";")
_BULLETS: Final = ("•", "●", "▪", "‣", "■", "◦", "·", "- ", "– ", "* ")
# From an item's text up to its list: the item, and a paragraph in it.
_LEVELS: Final = 3


def keep_structures(
    blocks: PageBlocks, keep: NDArray[np.bool_], rows: list[int], probabilities: NDArray[np.floating[Any]]
) -> None:
    """Change ``keep``, one value a block, so that these are kept whole; ``rows`` are the blocks kept so far."""
    likely = probabilities > _LIKELY * np.median(probabilities[rows])
    _keep_headings(blocks, keep, rows)
    _keep_times(blocks, keep, rows=np.flatnonzero(keep).tolist())
    _keep_tables(blocks, keep, rows)
    _keep_lists(blocks, keep, rows, likely)
    _keep_lists_below_boxes(blocks, keep, rows, likely)
    _complete_lists(blocks, keep, likely)
    _keep_bullets(blocks, keep)
    _keep_subheads(blocks, keep, rows, likely)


def _keep_headings(blocks: PageBlocks, keep: NDArray[np.bool_], rows: list[int]) -> None:
    """A live blog's entries have each a heading right before their text, in the same ``article`` element."""
    found = []
    for row in rows:
        before = row - 1
        frame = blocks.frames[before]
        holder = blocks.parents[frame]
        if (
            before >= 0
            and TAG_CODE["h2"] <= blocks.tags[frame] <= TAG_CODE["h4"]
            and blocks.tags[holder] == TAG_CODE["article"]
            and holder == blocks.parents[blocks.frames[row]]
            and not blocks.anchors[before]
        ):
            found.append(before)
    # before all of the story it may be a subtitle, unless entries follow that are built the same
    if found and found[0] < rows[0] and len(found) < _ENTRIES:
        found = found[1:]
    keep[found] = True


def _keep_times(blocks: PageBlocks, keep: NDArray[np.bool_], rows: list[int]) -> None:
    """A live blog's entries open with their time, right before a block of the story under the same element."""
    for row in reversed(rows):
        before = row - 1
        if before < 0 or keep[before] or not _TIME.fullmatch(blocks.texts[before]):
            continue
        # before all of the story the page's own time may stand, unless it is the latest of several entries
        if row == rows[0]:
            times = [each for each in np.flatnonzero(keep).tolist() if _TIME.fullmatch(blocks.texts[each])]
            if len(times) < _ENTRIES - 1:
                continue
        keep[before] = blocks.frames[before] == blocks.parents[blocks.frames[row]]


def _keep_tables(blocks: PageBlocks, keep: NDArray[np.bool_], rows: list[int]) -> None:
    """A table with a head, between paragraphs of the story under the same element, is part of it."""
    for row in range(rows[0] + 1, rows[-1]):
        frame = blocks.frames[row]
        if blocks.tags[frame] != _HEAD or keep[row]:
            continue
        while frame > 0 and blocks.tags[frame] != TAG_CODE["table"]:
            frame = blocks.parents[frame]
        start, end = blocks.starts[frame], blocks.ends[frame]
        if start > rows[0] and end <= rows[-1] and not any(blocks.anchors[start:end]):
            if blocks.tags[blocks.parents[frame]] == TAG_CODE["figure"]:
                frame = blocks.parents[frame]
            if any(keep[row] and are_beside(blocks, frame, blocks.frames[row]) for row in (start - 1, end)):
                keep[start:end] = True


def _keep_subheads(blocks: PageBlocks, keep: NDArray[np.bool_], rows: list[int], likely: NDArray[np.bool_]) -> None:
    """A heading without a link right above a block of the story and close below another one is the story's where it
    stands beside both, or is ``likely``."""
    shared = shared_hints(blocks, rows)
    for row in range(rows[0] + 1, rows[-1]):
        frame = blocks.frames[row]
        if (
            not keep[row]
            and (blocks.tags[frame] in HEADINGS or _is_named_subhead(blocks, row) or _opens_details(blocks, row))
            and keep[row + 1]
            and not blocks.anchors[row]
            and blocks.links[row] <= _LINKED * len(blocks.texts[row])
            and any(map(str.isalpha, blocks.texts[row]))
            and (before := next((n for n in range(row - 1, max(row - 1 - _BOX, -1), -1) if keep[n]), -1)) >= 0
            and (
                (likely[row] and not blocks.paths[frame] & _BOXES & ~shared)
                or (_opens_details(blocks, row) and blocks.texts[row].rstrip().endswith(_ASKS))
                or all(_is_level(blocks, frame, blocks.frames[other]) for other in (before, row + 1))
            )
        ):
            keep[row] = True


def _is_level(blocks: PageBlocks, head: int, other: int) -> bool:
    """Whether a subhead stands beside a paragraph, or bare in the element that holds it."""
    return are_beside(blocks, head, other) or bool(blocks.parents[other] == head)


def _opens_details(blocks: PageBlocks, row: int) -> bool:
    """Whether a line is what an accordion shows of itself while it is closed."""
    box = blocks.parents[blocks.frames[row]]
    is_first: bool = blocks.starts[box] == row and blocks.ends[box] > row + 1
    return is_first and bool(blocks.tags[box] == TAG_CODE["details"])


def _is_named_subhead(blocks: PageBlocks, row: int) -> bool:
    """Whether a short line is called a subhead by its class."""
    text = blocks.texts[row]
    is_named = (blocks.inline[row] | blocks.own[blocks.frames[row]]) & _SUBHEAD
    return bool(is_named) and len(text) < _ITEM and not text.endswith(STOPS)


def are_beside(blocks: PageBlocks, one: int, other: int) -> bool:
    """Whether two elements stand under the same one, or each in one or two wrappers of its own that are built alike."""
    if blocks.parents[one] == other:  # of lines that breaks part, the other's text stands in that element itself
        return True
    for _ in range(_WRAPPERS):
        one, other = blocks.parents[one], blocks.parents[other]
        if one == other:
            return True
        if min(one, other) < 0 or blocks.names[one] != blocks.names[other]:
            return False
    return bool(blocks.parents[one] == blocks.parents[other])


def _keep_lists(blocks: PageBlocks, keep: NDArray[np.bool_], rows: list[int], likely: NDArray[np.bool_]) -> None:
    """A list without links right behind a block of the story, under the same element, is part of it where that block
    announces it, with a colon or as its heading, or where the story goes on right behind the list, or close behind one
    whose items are all ``likely``; a list below a heading of its own that stands so too, where the story goes on close
    behind."""
    for row in rows:
        at = row + 1
        if at >= len(blocks) or keep[at]:
            continue
        frame = blocks.frames[row]
        is_head = blocks.tags[blocks.frames[at]] in HEADINGS or blocks.texts[at].endswith(COLONS)
        is_headed = is_head and are_beside(blocks, blocks.frames[at], frame)
        at += is_headed and not blocks.anchors[at]
        if at >= len(blocks):
            continue
        holder = _list_of(blocks, at)
        if holder < 0 and blocks.texts[row].endswith(COLONS):
            holder = _quotation_of(blocks, at)
        if holder < 0 or not _are_near(blocks, holder, frame):
            continue
        start, end = blocks.starts[holder], blocks.ends[holder]
        after = next((n for n in range(end, min(end + _BOX, len(blocks))) if keep[n]), -1)
        goes_on = after >= 0 and are_beside(blocks, holder, blocks.frames[after])
        are_items = all(len(text) < _ITEM or text.endswith(STOPS) for text in blocks.texts[start:end])
        is_close = after == end or (are_items and bool(likely[start:end].all()))
        is_announced = blocks.tags[frame] in HEADINGS or blocks.texts[row].endswith(COLONS)
        is_whole = start == at and not any(blocks.anchors[start:end])
        is_amid = after == end and end - start > 1
        is_whole = is_whole or (start == at and (is_announced or is_amid) and _are_mostly_words(blocks, start, end))
        if is_whole and (goes_on if at > row + 1 else is_announced or (goes_on and is_close)):
            keep[row + 1 : end] = True


def _are_mostly_words(blocks: PageBlocks, start: int, end: int) -> bool:
    """Whether these blocks are much more words than links, and none is a link and nothing else."""
    rows = range(start, end)
    are_words = sum(blocks.links[start:end]) < _FEW_LINKS * characters(blocks, rows)
    return are_words and not any(is_link(blocks, row) for row in rows)


def _are_near(blocks: PageBlocks, holder: int, frame: int) -> bool:
    """Whether a list stands beside an element, be each alone in wrappers of its own."""
    above: int = blocks.parents[_outermost(blocks, holder)]
    return are_beside(blocks, holder, frame) or above in (frame, blocks.parents[_outermost(blocks, frame)])


def _outermost(blocks: PageBlocks, frame: int) -> int:
    """The outermost of the elements that hold nothing but this one."""
    for _ in range(_LEVELS):
        above = blocks.parents[frame]
        if above < 0 or (blocks.starts[above], blocks.ends[above]) != (blocks.starts[frame], blocks.ends[frame]):
            break
        frame = above
    return frame


def _quotation_of(blocks: PageBlocks, row: int) -> int:
    """The quotation that a block is of, unless it is a post from elsewhere; -1 for none."""
    frame: int = blocks.frames[row]
    for _ in range(_LEVELS):
        if blocks.tags[frame] == _QUOTATION:
            return -1 if blocks.paths[frame] & _EMBED else frame
        frame = max(blocks.parents[frame], 0)
    return -1


def _keep_lists_below_boxes(
    blocks: PageBlocks, keep: NDArray[np.bool_], rows: list[int], likely: NDArray[np.bool_]
) -> None:
    """A list without links, all of it ``likely``, is part of the story where a block of that follows and another one
    stands close above, both under the same element as the list."""
    for row in rows[1:]:
        holder = _list_of(blocks, row - 1) if not keep[row - 1] else -1
        if holder < 0 or not are_beside(blocks, holder, blocks.frames[row]):
            continue
        start = blocks.starts[holder]
        before = next((n for n in range(start - 1, max(start - 1 - _BOX, -1), -1) if keep[n]), -1)
        is_beside = before >= 0 and are_beside(blocks, holder, blocks.frames[before])
        if is_beside and likely[start:row].all() and not any(blocks.anchors[start:row]):
            keep[start:row] = True


def _list_of(blocks: PageBlocks, row: int) -> int:
    """The list that a block is an item of, or a paragraph in one; -1 for none."""
    frame: int = blocks.frames[row]
    for _ in range(_LEVELS):
        if blocks.tags[frame] in _LISTS:
            return frame
        frame = max(blocks.parents[frame], 0)
    return -1


def _keep_bullets(blocks: PageBlocks, keep: NDArray[np.bool_]) -> None:
    """Lines that open with a bullet, in an element whose lines breaks part, are story where they stand between lines of
    it there."""
    kept = np.flatnonzero(keep).tolist()
    for before, after in pairwise(kept):
        frame = blocks.frames[before]
        between = range(before + 1, after)
        if frame == blocks.frames[after] and all(
            blocks.frames[row] == frame and blocks.texts[row].startswith(_BULLETS) and not blocks.anchors[row]
            for row in between
        ):
            keep[before + 1 : after] = True


def _complete_lists(blocks: PageBlocks, keep: NDArray[np.bool_], likely: NDArray[np.bool_]) -> None:
    """A list without links is whole where the model took most of its items, or its first and last, or its first and
    all are ``likely``."""
    for frame in {_list_of(blocks, row) for row in np.flatnonzero(keep).tolist()} - {-1}:
        start, end = blocks.starts[frame], blocks.ends[frame]
        is_most = 2 * int(keep[start:end].sum()) > end - start or (end - start > 2 and keep[start] and keep[end - 1])
        is_most = is_most or (bool(keep[start]) and bool(likely[start:end].all()))
        if is_most and not any(blocks.anchors[start:end]):
            keep[start:end] = True

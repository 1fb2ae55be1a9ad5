"""What is certain enough to overrule the model: letters, captions, subheads, lists, tables and times."""

from __future__ import annotations

import re
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from project.extraction.agreement import quoted_in
from project.extraction.blocks import TAG_CODE, PageBlocks
from project.extraction.hints import OF_BLOCKS
from project.extraction.intruders import ASIDE, drop_intruders, repeated
from project.extraction.texts import STOPS

REASONS: Final = (
    ("nav", "navigation"), ("footer", "navigation"), ("caption", "caption"), ("credit", "caption"),
    ("comment", "comment section"), ("newsletter", "newsletter box"), ("related", "related links"),
    ("popular", "related links"), ("share", "share"), ("ad", "advert box"), ("byline", "author box"),
    ("date", "date"), ("tags", "tag list"), ("overlay", "overlay"),
)  # fmt: skip
"""(hint, what text with it is where it is no story), the first that fits. None is called as boilerplate is by its
words: that is judged anew together with the story, of which what stands below its end is no part."""
TELLING: Final = sum(OF_BLOCKS.bit[name] for name, _ in REASONS)
"""The bits of all these hints."""
# Never story while they hold no more than this share of the text. Each bound cost no source of the corpus more than
# .001 of its F1; without one, overlays and pay walls cost .01 and more: whole stories stand in elements called so.
_FOREIGN: Final = ((OF_BLOCKS.bit["newsletter"], 0.5), (OF_BLOCKS.bit["caption"], 0.3), (OF_BLOCKS.bit["embed"], 0.12))
_UNDER_PICTURES: Final = OF_BLOCKS.bit["caption"] | OF_BLOCKS.bit["credit"]
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+")
_TIME: Final = re.compile(r"\d{1,2}[.:h]\d\d")
_TABLE: Final = 1 << TAG_CODE["table"]
_P: Final = TAG_CODE["p"]
_HEAD: Final = TAG_CODE["th"]
_LISTS: Final = (TAG_CODE["ul"], TAG_CODE["ol"], TAG_CODE["dl"])
_HEADINGS: Final = range(TAG_CODE["h2"], TAG_CODE["h6"] + 1)
# Round a paragraph, as page builders have them.
_WRAPPERS: Final = 2
# Between a subhead and the story's last block above it there may be so many of a box.
_BOX: Final = 5
# Headings of a live blog's entries, and times, are at least as many.
_ENTRIES: Final = 3
# From an item's text up to its list: the item, and a paragraph in it.
_LEVELS: Final = 3
# Characters. With whole sites left out, of paragraphs that the model gives more than this share of what it gives to the
# story's blocks in the middle, 18 of 21 are story; of those with less 8 of 12.
_PARAGRAPH: Final = 120
_DOUBTFUL: Final = 0.3
# Blocks that may stand between them: bylines, dates, buttons. With whole sites left out, the model gives most of
# the standfirsts that it misses more than that; people differ in whether they are story, but more say so.
_FAR: Final = 20
_STANDFIRST: Final = 0.2
# How far behind the last block a further end may stand, and which share of what the model gives to the blocks in the
# middle it needs. With whole sites left out: fundus_eval and daniel +.0005 and +.0002, shb -.0001.
_NEAR: Final = 4
_ENDING: Final = 0.2


def mend(
    blocks: PageBlocks, keep: NDArray[np.bool_], probabilities: NDArray[np.floating[Any]], description: str = ""
) -> None:
    """Change ``keep``, one value a block, where the markup or the text leaves no doubt.

    ``description`` is what the page's head says about the story.
    """
    rows = np.flatnonzero(keep).tolist()
    sizes = {row: len(blocks.texts[row]) for row in rows}
    total = sum(sizes.values())
    for bit, most in _FOREIGN:
        named = [row for row in rows if (blocks.paths[blocks.frames[row]] | blocks.inline[row]) & bit]
        if named and sum(sizes[row] for row in named) < most * total:
            keep[named] = False
    rows = [row for row in rows if keep[row]]
    if not rows:
        return
    for row in {rows[0], rows[-1]}:
        if _ADDRESS.fullmatch(blocks.texts[row]):  # as print views have it
            keep[row] = False
    drop_intruders(blocks, keep, rows)
    rows = [row for row in rows if keep[row]]
    if not rows:
        return
    _keep_headings(blocks, keep, rows)
    _keep_times(blocks, keep, rows=np.flatnonzero(keep).tolist())
    _keep_tables(blocks, keep, rows)
    _keep_lists(blocks, keep, rows)
    _complete_lists(blocks, keep)
    _keep_subheads(blocks, keep, rows)
    _keep_paragraphs(blocks, keep, probabilities)
    _keep_siblings(blocks, keep)
    _keep_end(blocks, keep, probabilities)
    _keep_standfirst(blocks, keep, probabilities, description)
    keep[repeated(blocks, np.flatnonzero(keep).tolist())] = False


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
            if any(keep[row] and _are_beside(blocks, frame, blocks.frames[row]) for row in (start - 1, end)):
                keep[start:end] = True


def _keep_subheads(blocks: PageBlocks, keep: NDArray[np.bool_], rows: list[int]) -> None:
    """A heading without a link right above a block of the story and close below another one, beside both, is the
    story's."""
    for row in range(rows[0] + 1, rows[-1]):
        frame = blocks.frames[row]
        if (
            not keep[row]
            and blocks.tags[frame] in _HEADINGS
            and keep[row + 1]
            and not blocks.anchors[row]
            and any(map(str.isalpha, blocks.texts[row]))
            and (before := next((n for n in range(row - 1, max(row - 1 - _BOX, -1), -1) if keep[n]), -1)) >= 0
            and all(_are_beside(blocks, frame, blocks.frames[other]) for other in (before, row + 1))
        ):
            keep[row] = True


def _are_beside(blocks: PageBlocks, one: int, other: int) -> bool:
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


def _keep_lists(blocks: PageBlocks, keep: NDArray[np.bool_], rows: list[int]) -> None:
    """A list without links right behind a block of the story, under the same element, is part of it where that block
    announces it, with a colon or as its heading, or where the story goes on behind the list; a list below a heading of
    its own that stands so too, where the story goes on close behind."""
    for row in rows:
        at = row + 1
        if at >= len(blocks) or keep[at]:
            continue
        frame = blocks.frames[row]
        is_head = blocks.tags[blocks.frames[at]] in _HEADINGS or blocks.texts[at].endswith((":", "："))
        is_headed = is_head and _are_beside(blocks, blocks.frames[at], frame)
        at += is_headed and not blocks.anchors[at]
        if at >= len(blocks):
            continue
        holder = _list_of(blocks, at)
        if holder < 0 or not _are_beside(blocks, holder, frame):
            continue
        start, end = blocks.starts[holder], blocks.ends[holder]
        after = next((n for n in range(end, min(end + _BOX, len(blocks))) if keep[n]), -1)
        goes_on = after >= 0 and _are_beside(blocks, holder, blocks.frames[after])
        is_announced = blocks.tags[frame] in _HEADINGS or blocks.texts[row].endswith((":", "："))
        is_whole = start == at and not any(blocks.anchors[start:end])
        if is_whole and (goes_on if at > row + 1 else is_announced or (goes_on and after == end)):
            keep[row + 1 : end] = True


def _list_of(blocks: PageBlocks, row: int) -> int:
    """The list that a block is an item of, or a paragraph in one; -1 for none."""
    frame: int = blocks.frames[row]
    for _ in range(_LEVELS):
        if blocks.tags[frame] in _LISTS:
            return frame
        frame = max(blocks.parents[frame], 0)
    return -1


def _complete_lists(blocks: PageBlocks, keep: NDArray[np.bool_]) -> None:
    """A list without links is whole where the model took most of its items."""
    for frame in {_list_of(blocks, row) for row in np.flatnonzero(keep).tolist()} - {-1}:
        start, end = blocks.starts[frame], blocks.ends[frame]
        if 2 * int(keep[start:end].sum()) > end - start and not any(blocks.anchors[start:end]):
            keep[start:end] = True


def _keep_paragraphs(blocks: PageBlocks, keep: NDArray[np.bool_], probabilities: NDArray[np.floating[Any]]) -> None:
    """Where the model is unsure, a whole paragraph amid the story that nothing speaks against is part of it."""
    rows = np.flatnonzero(keep)
    doubtful = ~keep & (probabilities > _DOUBTFUL * np.median(probabilities[rows]))
    for row in np.flatnonzero(doubtful[rows[0] : rows[-1]]) + rows[0]:
        text = blocks.texts[row]
        frame = blocks.frames[row]
        keep[row] = (
            len(text) > _PARAGRAPH
            and text.endswith(STOPS)
            and blocks.links[row] < 0.2 * len(text)
            and not (blocks.paths[frame] | blocks.inline[row]) & TELLING
            and not blocks.lineage[frame] & ASIDE
        )


def _keep_siblings(blocks: PageBlocks, keep: NDArray[np.bool_]) -> None:
    """A sentence, or a line in bold, without links right between two paragraphs of the story that are built the same,
    under the same element, is part of it."""
    rows = np.flatnonzero(keep)
    for before in rows[:-1][np.diff(rows) == 2].tolist():
        row = before + 1
        text = blocks.texts[row]
        frame, *others = (blocks.frames[each] for each in (row, before, row + 1))
        if (
            (text.endswith(STOPS) or blocks.bold[row] >= len(text))
            and not blocks.anchors[row]
            and not (blocks.paths[frame] | blocks.inline[row]) & TELLING
            and all(blocks.parents[other] == blocks.parents[frame] for other in others)
            and all(blocks.names[other] == blocks.names[frame] for other in others)
        ):
            keep[row] = True


def _keep_end(blocks: PageBlocks, keep: NDArray[np.bool_], probabilities: NDArray[np.floating[Any]]) -> None:
    """Paragraphs close behind the story's last one that stand under the same element, built the same, are its end."""
    rows = np.flatnonzero(keep)
    last = int(rows[-1])
    frame = blocks.frames[last]
    least = _ENDING * np.median(probabilities[rows])
    for row in range(last + 1, min(last + _NEAR, len(blocks))):
        other, text = blocks.frames[row], blocks.texts[row]
        is_alike = blocks.parents[other] == blocks.parents[frame] and blocks.names[other] == blocks.names[frame]
        is_told = text.endswith(STOPS) and not blocks.links[row] and probabilities[row] > least
        if is_alike and is_told and (blocks.tags[other] == _P or other == frame) and not blocks.inline[row] & TELLING:
            keep[row] = True


def _keep_standfirst(
    blocks: PageBlocks, keep: NDArray[np.bool_], probabilities: NDArray[np.floating[Any]], description: str
) -> None:
    """What stands between the headline and the story, and is the page's description too, is the story's first line."""
    first = int(np.flatnonzero(keep)[0])
    start = max(first - _FAR, 0)
    headlines = [row for row in range(start, first) if blocks.tags[blocks.frames[row]] == TAG_CODE["h1"]]
    if not headlines:
        return
    texts = blocks.texts[headlines[-1] + 1 : first]
    for row in np.flatnonzero(quoted_in(texts, description)) + headlines[-1] + 1:
        if (
            probabilities[row] > _STANDFIRST
            and not (blocks.paths[blocks.frames[row]] | blocks.inline[row]) & _UNDER_PICTURES
            and quoted_in([blocks.texts[first]], blocks.texts[row])[0] == 0
        ):
            keep[row] = True
            return

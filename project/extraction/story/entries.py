"""What stands one below the other, each under its time: a live blog's entries, and the comments below a story.

The model takes short entries for what they look like on other pages: cards of other stories, with a time, a line and a
row of links to share it. And it takes comments, where nothing is called so, for paragraphs. Together they tell more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import accumulate
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from project.days import YEAR
from project.extraction.blocks import TAG_CODE, PageBlocks
from project.extraction.markup.hints import OF_BLOCKS
from project.extraction.story.structures import HEADINGS
from project.scripts import STOPS

# "14:05", "3h ago16.42 BST", "20 Oct 202315.20 BST", "Mar 05, 2021 05:32 PM IST": a time, and little else.
_TIME: Final = re.compile(r"(?<!\d)(?:20\d\d)?\d{1,2}[.:h]\d\d(?!\d)")
_LONGEST_TIME: Final = 40
_YEAR: Final = re.compile(rf"(?<!\d){YEAR}(?!\d)")
# With two, six pages lose by it.
_FEWEST: Final = 3
# From a time up to its entry: so many elements at most.
_LEVELS: Final = 6
# Characters of a story that may have comments below it.
_STORY: Final = 200
# Comments get less than this share of what the model gives to the story. With whole sites left out .5, .6, .75 and .9
# mended one, two, two and three pages, and none lost by it.
_DOUBTFUL: Final = 0.75
_ITEM: Final = TAG_CODE["li"]
_LIVE: Final = OF_BLOCKS.bit["live"]
_COMMENT: Final = OF_BLOCKS.bit["comment"]
_FOREIGN: Final = sum(
    OF_BLOCKS.bit[name] for name in ("comment", "related", "popular", "ad", "share", "byline", "date", "caption")
)


def keep_entries(blocks: PageBlocks, keep: NDArray[np.bool_], probabilities: NDArray[np.floating[Any]]) -> None:
    """Change ``keep``, one value a block, so that entries are kept whole where half of them are story, or one where
    they are called live; comments are not kept, and their ``probabilities`` become 0. With whole sites left out:
    fundus_eval +.0034, daniel +.0008.
    """
    rows = np.flatnonzero(keep).tolist()
    built = {blocks.names[blocks.frames[row]] for row in rows}
    for entries in _groups(blocks):
        spans = [(blocks.starts[entry], blocks.ends[entry]) for entry in entries]
        taken = sum(bool(keep[start:end].any()) for start, end in spans)
        is_live = all(blocks.paths[entry] & _LIVE for entry in entries)
        if not is_live and _are_comments(blocks, keep, probabilities, spans):
            for start, end in spans:
                keep[start:end] = False
                probabilities[start:end] = 0  # so that none comes back as the story's end
            continue
        if taken < (1 if is_live else len(spans) / 2):
            continue
        # What holds all of them tells none from the others, unless it holds comments.
        foreign = _FOREIGN & ~blocks.paths[blocks.parents[entries[0]]] | _COMMENT
        for start, end in spans:
            texts = [row for row in range(start, end) if keep[row] or _is_text(blocks, row, built, foreign)]
            keep[texts] = True
            for row in range(start, texts[-1] if texts else start):
                if blocks.tags[blocks.frames[row]] in HEADINGS and not blocks.anchors[row]:
                    keep[row] = True


def _are_comments(
    blocks: PageBlocks, keep: NDArray[np.bool_], probabilities: NDArray[np.floating[Any]], spans: list[tuple[int, int]]
) -> bool:
    """Whether what readers wrote below a story was taken for some of it: most comments have their day as well as their
    hour, while the hours of a day that a story tells of stand alone."""
    if 2 * sum(any(map(_is_signed, blocks.texts[start:end])) for start, end in spans) <= len(spans):
        return False
    start = spans[0][0]
    within = np.concatenate([np.arange(*span) for span in spans])
    within = within[keep[within]]
    above = np.flatnonzero(keep[:start])
    lengths = accumulate(len(blocks.texts[row]) for row in above)
    if not len(within) or not any(length >= _STORY for length in lengths):
        return False
    return bool(np.median(probabilities[within]) < _DOUBTFUL * np.median(probabilities[above]))


def _is_signed(text: str) -> bool:
    """Whether a line has a time and a day with its year."""
    return _is_timed(text) and _YEAR.search(text) is not None


def _is_timed(text: str) -> bool:
    return len(text) <= _LONGEST_TIME and _TIME.search(text) is not None


def _groups(blocks: PageBlocks) -> list[list[int]]:
    """Elements of a kind under the same one, at least three, each with a time."""
    timed = [row for row, text in enumerate(blocks.texts) if _is_timed(text)]
    groups: dict[tuple[int, int], dict[int, None]] = defaultdict(dict)
    for row in timed if len(timed) >= _FEWEST else ():
        frame = blocks.frames[row]
        for _ in range(_LEVELS):
            if frame <= 0:
                break
            if blocks.ends[frame] - blocks.starts[frame] > 1:
                groups[blocks.parents[frame], blocks.tags[frame]][frame] = None
            frame = blocks.parents[frame]
    return [list(entries) for entries in groups.values() if len(entries) >= _FEWEST]


def _is_text(blocks: PageBlocks, row: int, built: set[int], foreign: int) -> bool:
    """Whether a block is a sentence built as those of the story are, or an item, that no ``foreign`` hint speaks
    against."""
    frame = blocks.frames[row]
    return (
        (blocks.names[frame] in built or blocks.tags[frame] == _ITEM)
        and blocks.texts[row].endswith((*STOPS, ":"))
        and not blocks.links[row]
        and not (blocks.paths[frame] | blocks.inline[row]) & foreign
    )

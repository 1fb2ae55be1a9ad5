"""Where a story begins and ends: its standfirst, its first and last paragraphs, and what its last line is not."""

from __future__ import annotations

import re
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from project.extraction.blocks import TAG_CODE, PageBlocks
from project.extraction.markup.hints import OF_BLOCKS
from project.extraction.model.agreement import quoted_in
from project.extraction.story.intruders import shared_hints
from project.extraction.story.structures import HEADINGS, are_beside
from project.extraction.story.telling import TELLING, telling
from project.scripts import COLONS, STOPS

_UNDER_PICTURES: Final = OF_BLOCKS.bit["caption"] | OF_BLOCKS.bit["credit"]
_P: Final = TAG_CODE["p"]
# Characters of a paragraph, where nothing else tells that it is one.
_PARAGRAPH: Final = 120
# Blocks that may stand between headline and story: bylines, dates. What the model gives a standfirst: with whole sites
# left out, .3, .2, .1 and .05: fundus .9695, .9699, .9704, .9705, others within .0003; people differ in whether they
# are story, but more say so.
_FAR: Final = 20
_STANDFIRST: Final = 0.1
# Letters by which a story's first paragraph is known in a standfirst that has it already.
_OPENING: Final = 40
# "Berlin. The minister …": what a standfirst has before the words of the description. With whole sites left out: fundus
# +.0005, the others as they were.
_DATELINE: Final = re.compile(r"^[A-ZÄÖÜ][\w-]+(?:[ /-][A-ZÄÖÜ][\w-]+){0,2}\.\s+(?=\S{2,}\s)")
# Characters of a line such as "Read more:".
_LABEL: Final = 30
# Characters of a first paragraph that the model is unsure of.
_STARTING: Final = 40
# Between it and the second one there may be so many blocks, of pictures and the like.
_TOP: Final = 10
# How far behind the last block a further end may stand, and which share of what the model gives to the blocks in the
# middle it needs. With whole sites left out: fundus_eval and daniel +.0005 and +.0002, shb -.0001.
_NEAR: Final = 7
_ENDING: Final = 0.2
# So many of the story's last blocks tell how its paragraphs are built.
_LAST: Final = 5


def keep_standfirst(
    blocks: PageBlocks, keep: NDArray[np.bool_], probabilities: NDArray[np.floating[Any]], description: str
) -> None:
    """What stands between the headline and the story, and is the page's description too or opens with a dateline, is
    the story's first line."""
    first = int(np.flatnonzero(keep)[0])
    start = max(first - _FAR, 0)
    headlines = [row for row in range(start, first) if blocks.tags[blocks.frames[row]] == TAG_CODE["h1"]]
    if not headlines:
        return
    opening = "".join(blocks.texts[first].split())[:_OPENING]
    above = blocks.texts[headlines[-1] + 1 : first]
    told = quoted_in([_DATELINE.sub("", text) for text in above], description)
    led = [len(text) > _PARAGRAPH and text.endswith(STOPS) and bool(_DATELINE.match(text)) for text in above]
    for row in np.flatnonzero((told > 0) | np.array(led, dtype=bool)) + headlines[-1] + 1:
        if (
            probabilities[row] > _STANDFIRST
            and not (blocks.paths[blocks.frames[row]] | blocks.inline[row]) & _UNDER_PICTURES
            and opening not in "".join(blocks.texts[row].split())
        ):
            keep[row] = True
            return


def keep_start(blocks: PageBlocks, keep: NDArray[np.bool_], probabilities: NDArray[np.floating[Any]]) -> None:
    """Paragraphs close above the story's first one are its beginning: right above it, or long ones with captions and
    dates between. With whole sites left out: fundus +.0004."""
    rows = np.flatnonzero(keep)
    first = int(rows[0])
    shared = shared_hints(blocks, rows.tolist())
    least = _ENDING * np.median(probabilities[rows])
    shortest = _STARTING
    for row in range(first - 1, max(first - 1 - _TOP, -1), -1):
        text = blocks.texts[row]
        is_told = len(text) > shortest and text.endswith(STOPS) and not blocks.links[row]
        is_paragraph = blocks.tags[blocks.frames[row]] == _P and not telling(blocks, shared, row)
        if is_told and is_paragraph and probabilities[row] > least:
            keep[row] = True
        else:
            shortest = _PARAGRAPH


def keep_end(blocks: PageBlocks, keep: NDArray[np.bool_], probabilities: NDArray[np.floating[Any]]) -> None:
    """Sentences close behind the story's last one that stand beside a paragraph of it, built the same, are its end, and
    so are longer paragraphs elsewhere that nothing speaks against. With whole sites left out, these: fundus +.0006."""
    rows = np.flatnonzero(keep)
    last = int(rows[-1])
    shared = shared_hints(blocks, rows.tolist())
    least = _ENDING * np.median(probabilities[rows])
    kept = [blocks.frames[row] for row in rows[-_LAST:].tolist()]
    alike = [frame for frame in kept if blocks.tags[frame] == _P or frame == kept[-1]]
    for row in range(last + 1, min(last + _NEAR, len(blocks))):
        other, text = blocks.frames[row], blocks.texts[row]
        if text.endswith(STOPS) and not blocks.links[row] and probabilities[row] > least:
            is_alike = any(_is_like(blocks, other, frame) for frame in alike) and not blocks.inline[row] & TELLING
            is_paragraph = blocks.tags[other] == _P and len(text) > _PARAGRAPH and not telling(blocks, shared, row)
            keep[row] = is_alike or is_paragraph


def _is_like(blocks: PageBlocks, frame: int, other: int) -> bool:
    """Whether an element is built as another one and stands beside it."""
    return blocks.names[frame] == blocks.names[other] and are_beside(blocks, frame, other)


def drop_last_heading(blocks: PageBlocks, keep: NDArray[np.bool_]) -> None:
    """What a heading, or a label with a colon, at the story's end headed is none of the story, nor is it itself; on a
    page whose paragraphs are headings nothing tells."""
    rows = np.flatnonzero(keep).tolist()
    heads = sum(blocks.tags[blocks.frames[row]] in HEADINGS for row in rows)
    for row in rows[:0:-1] if 2 * heads < len(rows) else ():
        text = blocks.texts[row]
        is_head = blocks.tags[blocks.frames[row]] in HEADINGS and len(text) < _PARAGRAPH and not text.endswith(STOPS)
        if not is_head and not (len(text) < _LABEL and text.endswith(COLONS)):
            return
        keep[row] = False

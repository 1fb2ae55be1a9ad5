"""What is certain enough to overrule the model."""

from __future__ import annotations

import re
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from project.extraction.blocks import TAG_CODE, PageBlocks
from project.extraction.markup.hints import OF_BLOCKS
from project.extraction.model.agreement import quoted_in
from project.extraction.story.asking import drop_asking
from project.extraction.story.block_traits import is_link
from project.extraction.story.cards import drop_cards
from project.extraction.story.collapsed import keep_folded
from project.extraction.story.entries import keep_entries
from project.extraction.story.foreign import drop_foreign
from project.extraction.story.intruders import (
    drop_empty_headings,
    drop_intruders,
    repeated,
    shared_hints,
)
from project.extraction.story.numbered import keep_numbered
from project.extraction.story.pulled import ASIDE
from project.extraction.story.structures import HEADINGS, are_beside, keep_structures
from project.extraction.story.threads import drop_threads
from project.scripts import COLONS, STOPS

REASONS: Final = (
    ("nav", "navigation"), ("footer", "navigation"), ("caption", "caption"), ("credit", "caption"),
    ("comment", "comment section"), ("newsletter", "newsletter box"), ("related", "related links"),
    ("popular", "related links"), ("share", "share"), ("ad", "advert box"), ("byline", "author box"),
    ("date", "date"), ("tags", "tag list"), ("overlay", "overlay"), ("factbox", "fact box"),
)  # fmt: skip
"""(hint, what text with it is where it is no story), the first that fits. None is called as boilerplate is by its
words: that is judged anew together with the story, of which what stands below its end is no part."""
NAMED: Final = sum(OF_BLOCKS.bit[name] for name, _ in REASONS)
"""The bits of all these hints."""
TELLING: Final = NAMED & ~OF_BLOCKS.bit["factbox"]
"""Those that speak against a block: a fact box may be what a paper calls its key points."""
_UNDER_PICTURES: Final = OF_BLOCKS.bit["caption"] | OF_BLOCKS.bit["credit"]
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+")
_P: Final = TAG_CODE["p"]
# Characters, and the share of what the model gives to the story's blocks in the middle that it gives a paragraph. With
# whole sites left out, shares of .5, .3, .15 and .1: fundus .9687, .9690, .9699, .9703, others as they were; but from
# the last on lines of other matters come in.
_PARAGRAPH: Final = 120
_DOUBTFUL: Final = 0.15
_SIDE: Final = OF_BLOCKS.bit["sidebar"]
# Blocks that may stand between them: bylines, dates, buttons; and what the model gives a standfirst. With whole sites
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


def mend(
    blocks: PageBlocks, keep: NDArray[np.bool_], probabilities: NDArray[np.floating[Any]], description: str = ""
) -> None:
    """Change ``keep``, one value a block, where the markup or the text leaves no doubt: take out what is foreign, then
    fill the holes, then mend beginning and end.

    ``description`` is what the page's head says about the story.
    """
    chosen = keep.copy()
    rows = np.flatnonzero(keep).tolist()
    drop_foreign(blocks, keep, rows, probabilities)
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
    keep_entries(blocks, keep, probabilities)
    keep_numbered(blocks, keep, chosen & ~keep)
    keep_structures(blocks, keep, np.flatnonzero(keep).tolist(), probabilities)
    _keep_paragraphs(blocks, keep, probabilities)
    keep_folded(blocks, keep)
    _keep_siblings(blocks, keep)
    _keep_openings(blocks, keep, probabilities)
    _keep_end(blocks, keep, probabilities)
    _keep_start(blocks, keep, probabilities)
    keep_structures(blocks, keep, np.flatnonzero(keep).tolist(), probabilities)  # those between these and the rest
    _keep_standfirst(blocks, keep, probabilities, description)
    rows = np.flatnonzero(keep).tolist()
    keep[repeated(blocks, rows)] = False
    drop_cards(blocks, keep, rows)  # what filled holes may stand on one
    drop_asking(blocks, keep, rows)
    drop_threads(blocks, keep, rows)
    drop_empty_headings(blocks, keep)
    _drop_last_heading(blocks, keep)


def _drop_last_heading(blocks: PageBlocks, keep: NDArray[np.bool_]) -> None:
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


def telling(blocks: PageBlocks, shared: int, row: int) -> int:
    """The hints that speak against a block, those aside that speak against all of the story (``shared``) as well."""
    hints: int = blocks.paths[blocks.frames[row]] | blocks.inline[row]
    return hints & TELLING & ~shared


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
            and not (blocks.paths[frame] | blocks.inline[row]) & (TELLING | _SIDE)
            and not blocks.lineage[frame] & ASIDE
        )


def _keep_siblings(blocks: PageBlocks, keep: NDArray[np.bool_]) -> None:
    """A sentence, or a line in bold, without links right between two paragraphs of the story that have the same tag,
    under the same element, is part of it."""
    rows = np.flatnonzero(keep)
    shared = shared_hints(blocks, rows.tolist())
    for before in rows[:-1][np.diff(rows) == 2].tolist():
        row = before + 1
        text = blocks.texts[row]
        frame, *others = (blocks.frames[each] for each in (row, before, row + 1))
        if (
            (text.endswith(STOPS) or blocks.bold[row] >= len(text))
            and not blocks.anchors[row]
            and not telling(blocks, shared, row)
            and all(blocks.tags[frame] == blocks.tags[other] and are_beside(blocks, frame, other) for other in others)
        ):
            keep[row] = True


def _keep_openings(blocks: PageBlocks, keep: NDArray[np.bool_], probabilities: NDArray[np.floating[Any]]) -> None:
    """A line with a colon amid the story, built as some of it is, announces what stands below it: a quotation, a list.
    With whole sites left out: fundus_eval +.0012, fundus and daniel +.0001."""
    rows = np.flatnonzero(keep)
    shared = shared_hints(blocks, rows.tolist())
    least = _DOUBTFUL * np.median(probabilities[rows])
    usual = {blocks.names[blocks.frames[row]] for row in rows.tolist()}
    for row in (rows[1:][np.diff(rows) > 1] - 1).tolist():
        if (
            blocks.texts[row].endswith(COLONS)
            and probabilities[row] > least
            and blocks.names[blocks.frames[row]] in usual
            and not is_link(blocks, row)
            and not telling(blocks, shared, row)
        ):
            keep[row] = True


def _keep_end(blocks: PageBlocks, keep: NDArray[np.bool_], probabilities: NDArray[np.floating[Any]]) -> None:
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


def _keep_start(blocks: PageBlocks, keep: NDArray[np.bool_], probabilities: NDArray[np.floating[Any]]) -> None:
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


def _keep_standfirst(
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

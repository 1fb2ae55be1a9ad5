"""Holes in a story that are part of it: paragraphs, sentences and labels that the model was unsure of."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from project.extraction.blocks import PageBlocks
from project.extraction.markup.hints import OF_BLOCKS
from project.extraction.story.block_traits import is_link
from project.extraction.story.intruders import shared_hints
from project.extraction.story.pulled import ASIDE
from project.extraction.story.structures import are_beside
from project.extraction.story.telling import TELLING, telling
from project.scripts import COLONS, STOPS

_SIDE: Final = OF_BLOCKS.bit["sidebar"]
# Characters, and the share of what the model gives to the story's blocks in the middle that it gives a paragraph. With
# whole sites left out, shares of .5, .3, .15 and .1: fundus .9687, .9690, .9699, .9703, others as they were; but from
# the last on lines of other matters come in.
_PARAGRAPH: Final = 120
_DOUBTFUL: Final = 0.15


def keep_paragraphs(blocks: PageBlocks, keep: NDArray[np.bool_], probabilities: NDArray[np.floating[Any]]) -> None:
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


def keep_siblings(blocks: PageBlocks, keep: NDArray[np.bool_]) -> None:
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


def keep_openings(blocks: PageBlocks, keep: NDArray[np.bool_], probabilities: NDArray[np.floating[Any]]) -> None:
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

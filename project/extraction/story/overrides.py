"""What is certain enough to overrule the model."""

from __future__ import annotations

import re
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from project.extraction.blocks import PageBlocks
from project.extraction.story.asking import drop_asking
from project.extraction.story.cards import drop_cards
from project.extraction.story.collapsed import keep_folded
from project.extraction.story.ends import drop_last_heading, keep_end, keep_standfirst, keep_start
from project.extraction.story.entries import keep_entries
from project.extraction.story.foreign import drop_foreign
from project.extraction.story.gaps import keep_openings, keep_paragraphs, keep_siblings
from project.extraction.story.intruders import drop_empty_headings, drop_intruders, repeated
from project.extraction.story.numbered import keep_numbered
from project.extraction.story.structures import keep_structures
from project.extraction.story.threads import drop_threads

_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+")


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
    keep_paragraphs(blocks, keep, probabilities)
    keep_folded(blocks, keep)
    keep_siblings(blocks, keep)
    keep_openings(blocks, keep, probabilities)
    keep_end(blocks, keep, probabilities)
    keep_start(blocks, keep, probabilities)
    keep_structures(blocks, keep, np.flatnonzero(keep).tolist(), probabilities)  # those between these and the rest
    keep_standfirst(blocks, keep, probabilities, description)
    rows = np.flatnonzero(keep).tolist()
    keep[repeated(blocks, rows)] = False
    drop_cards(blocks, keep, rows)  # what filled holes may stand on one
    drop_asking(blocks, keep, rows)
    drop_threads(blocks, keep, rows)
    drop_empty_headings(blocks, keep)
    drop_last_heading(blocks, keep)

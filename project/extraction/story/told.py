"""What a page tells machines of its story, word for word: paragraphs, and questions with their answers."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from project.extraction.blocks import PageBlocks
from project.extraction.story.block_traits import FIGURE
from project.extraction.story.intruders import holder_of, shared_hints
from project.extraction.story.pulled import ASIDE
from project.extraction.story.structures import HEADINGS
from project.extraction.story.telling import telling
from project.scripts import STOPS

# An articleBody of so many characters, without its blanks, is none of a teaser; one that has so much of what is kept is
# the story's. With whole sites left out: fundus +.0002, the others as they were.
_TOLD: Final = 300
_AGREED: Final = 0.8
# Of what is told to machines word for word, blanks aside: a place's name alone is shorter.
_SENTENCE: Final = 8
# Characters of answers: each block is looked for in all of them.
_MOST_ANSWERED: Final = 50_000
# How many blocks before and behind the story are looked at.
_FAR: Final = 20


def keep_told(blocks: PageBlocks, keep: NDArray[np.bool_], article_body: list[str]) -> None:
    """Keep sentences, and subheads amid the story, that stand word for word in ``article_body``, where that has nearly
    all of what is kept."""
    rows = np.flatnonzero(keep).tolist()
    body = "".join("".join(article_body).split()) if rows else ""
    if len(body) < _TOLD:
        return
    shared = shared_hints(blocks, rows)
    near = range(max(rows[0] - _FAR, 0), min(rows[-1] + _FAR, len(blocks)))
    joined = {row: "".join(blocks.texts[row].split()) for row in near}
    kept = {joined[row] for row in rows}
    if sum(len(text) for text in kept if text in body) < _AGREED * sum(map(len, kept)):
        return
    for row, text in joined.items():
        is_subhead = blocks.tags[blocks.frames[row]] in HEADINGS and rows[0] < row < rows[-1]
        if (
            not keep[row]
            and (text.endswith(STOPS) or is_subhead)
            and not blocks.anchors[row]
            and len(text) >= _SENTENCE
            and text in body
            and not telling(blocks, shared, row)
            and not blocks.lineage[blocks.frames[row]] & (ASIDE | FIGURE)
            and not any(text in other for other in kept)  # a quote that is pulled out of it
        ):
            keep[row] = True
            kept.add(text)


def keep_answers(blocks: PageBlocks, keep: NDArray[np.bool_], answers: list[str]) -> None:
    """Keep the page's questions, and sentences of their answers, where they stand under the element that holds the
    story."""
    rows = np.flatnonzero(keep).tolist()
    if not rows:
        return
    frame = holder_of(blocks, rows)
    shared = shared_hints(blocks, rows)
    told = dict.fromkeys("".join(answer.split()) for answer in answers)
    joined = "\n".join(told)[:_MOST_ANSWERED]
    for row in range(rows[0], blocks.ends[frame]):
        text = "".join(blocks.texts[row].split())
        is_sentence = len(text) >= _SENTENCE and text.endswith(STOPS)
        is_linked = blocks.anchors[row] or blocks.links[row]
        if not (keep[row] or is_linked or telling(blocks, shared, row)):
            keep[row] = text in told or (is_sentence and text in joined)

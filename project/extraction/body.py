"""Choosing the story's text among a page's blocks: by fitted trees, and by where texts hide on pages that show none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from project.extraction.blocks import CHOSEN, DROPPED, TAG_CODE, PageBlocks, read_blocks
from project.extraction.markup.elements import SKIPPED
from project.extraction.markup.hints import OF_BLOCKS
from project.extraction.model.columns import Columns, Matrix
from project.extraction.model.context import best_threshold, read_context, weights_of
from project.extraction.model.features import read_features
from project.extraction.model.trees import Trees
from project.extraction.page import Page
from project.extraction.story.block_kinds import kinds_of
from project.extraction.story.further_stories import further_stories
from project.extraction.story.link_notes import without_link_notes
from project.extraction.story.overrides import mend
from project.extraction.story.script_state import find_state, plain, without_tags
from project.extraction.story.telling import NAMED, REASONS
from project.extraction.story.told import keep_answers, keep_told
from project.extraction.titles import key
from project.items import Block
from project.processors import unescape

MODEL: Final = Path(__file__).parent / "data" / "body.npz"
"""What ``python -m tests.bench.fit_body`` fitted."""

# The first look passes on what it does not find quite unlikely. With whole sites left out, .01 gave a mean F1 of .958,
# .03 gave .956, all blocks gave .957.
WORTH: Final = 0.01
# However unsure a page is, blocks below that are not kept. With sites left out, .15, .25 and .3 differed by .0003 in
# the mean F1 of a model with one look.
_LEAST: Final = 0.25
# A page on which no block is likely has a story all the same, as a rule: what comes near the likeliest block.
_NEAR: Final = 0.5
_UNLIKELY: Final = 0.05
# Characters: a text below that is looked for elsewhere too.
_SHORT: Final = 200
# What is less than a sentence or two is no gain on what the page shows.
_PARAGRAPH: Final = 60
# Of the markup in a page's state, half at least is story: the rest are captions and links.
_LEAST_OF_MARKUP: Final = 0.5
# Blocks before the first and behind the last one of the story that are remembered with their reasons.
_AROUND: Final = 20
_MOST_DROPPED: Final = 120
_LONGEST_DROPPED: Final = 2_000
_OUTSIDE: Final = "outside the story"

_MENUS: Final = frozenset(TAG_CODE[name] for name in ("nav", "footer", "form"))


def find_story(
    page: Page, title: str | None, article_body: list[str], description: str = "", *, answers: Sequence[str] = ()
) -> list[Block]:
    """The blocks of the story's region in page order; what is none of the story there carries its reason.

    ``title`` is the headline if it is known, ``article_body`` what the page's markup for machines calls the story, by
    paragraph, ``answers`` the questions with their answers that it calls the page's. Far-away furniture (menus,
    footers) is left out of the list. Where the page shows next to nothing, the text comes from ``noscript`` or
    ``template``, from ``article_body`` or from the page's JSON state, whichever has the most; where it shows nothing at
    all, its menus may have it too. What the site's rules select as the story is it, however short.
    """
    shown = _choose_from(page.blocks, title or "", article_body, description, answers)
    length = _length(shown)
    if length >= _SHORT or (length and page.blocks.marks & CHOSEN):
        return shown
    hidden = [{"noscript"}, {"template"}, *([] if length else [{"nav", "footer"}])]
    others = [_choose_from(_with(page, tags), title or "", article_body, description) for tags in hidden]
    others.append(list(map(Block, plain(article_body))))
    others.append(_from_state(page, title or "", description))
    best = max(others, key=_length)
    return best if _length(best) > max(2 * length, length + _PARAGRAPH) else shown


def choose(probabilities: NDArray[np.floating[Any]], lengths: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which blocks of a page are its story, by the probability of each: those that give the best F1 to be expected."""
    threshold, _ = best_threshold(probabilities, weights_of(lengths))
    keep: NDArray[np.bool_] = probabilities >= max(threshold, _LEAST)
    if not keep.any() and (most := float(probabilities.max())) > _UNLIKELY:
        keep = probabilities >= most * _NEAR
    return keep


class Model:
    """Two forests: one that looks at every block alone, one that looks again at what the first finds worth it."""

    def __init__(self, packed: bytes) -> None:
        self.first = Trees.load(packed, "first")
        self.second = Trees.load(packed, "second")
        self.asked = self.first.asked | self.second.asked

    def predict(self, columns: Columns, features: Matrix, ruled_out: NDArray[np.bool_] | None = None) -> Matrix:
        """The probability of each block of a page that it is story. What is ``ruled_out`` is none, and says nothing
        about the blocks round it."""
        probabilities = self.first.predict(features)
        if ruled_out is not None:
            probabilities[ruled_out] = 0
        worth = np.flatnonzero(probabilities > WORTH)
        if len(worth):
            context, _ = read_context(columns, probabilities)
            seen = np.concatenate((context.take(worth, axis=1), features.take(worth, axis=1)))
            probabilities = np.zeros_like(probabilities)
            probabilities[worth] = self.second.predict(seen)
        return probabilities


@lru_cache(maxsize=1)
def _model() -> Model:
    # Not by its path: an egg has none.
    return Model((files("project") / "extraction" / "data" / MODEL.name).read_bytes())


def _choose_from(
    blocks: PageBlocks, title: str, article_body: list[str], description: str, answers: Sequence[str] = ()
) -> list[Block]:
    if not len(blocks):
        return []
    columns = Columns(blocks)
    model = _model()
    features, _ = read_features(blocks, columns, title, article_body, description, model.asked)
    others = None if blocks.marks & CHOSEN else further_stories(blocks, title)
    ruled_out = _ruled_out(blocks, others)
    probabilities = model.predict(columns, features, ruled_out)
    keep = choose(probabilities, columns.lengths)
    mend(blocks, keep, probabilities, description)
    keep_told(blocks, keep, article_body)
    if answers:
        keep_answers(blocks, keep, [unescape(without_tags(answer)) for answer in answers])
    if ruled_out is not None:
        keep[ruled_out] = False
    first = int(keep.argmax())
    is_h1 = blocks.tags[blocks.frames[first]] == TAG_CODE["h1"]
    if is_h1 and title and key(title) in key(blocks.texts[first]) and keep[first + 1 :].any():
        keep[first] = False  # the headline, of which machines are told a part
    is_kept: list[bool] = keep.tolist()
    rows = [row for row, kept in enumerate(is_kept) if kept]
    if not rows:
        return _around_nothing(blocks)
    kept_before = [0, *accumulate(is_kept)]
    told = {blocks.texts[row] for row in rows}
    kinds = kinds_of(blocks)
    story: list[Block] = []
    dropped = 0
    for row in range(max(rows[0] - _AROUND, 0), min(rows[-1] + _AROUND + 1, len(blocks))):
        text = blocks.texts[row]
        if is_kept[row]:
            text = without_link_notes(text) or text if blocks.anchors[row] else text
            story.append(Block(text, kinds[blocks.frames[row]]))
            continue
        if dropped == _MOST_DROPPED:
            continue
        reason = "repeated" if text in told else _reason(blocks, row, kept_before)
        if reason == _OUTSIDE and others is not None and others[row]:
            reason = "another story"
        is_far = not rows[0] < row < rows[-1] and reason == "navigation"
        if not is_far:
            dropped += 1
            story.append(Block(text[:_LONGEST_DROPPED], kinds[blocks.frames[row]], reason))
    return story


def _around_nothing(blocks: PageBlocks) -> list[Block]:
    """The first blocks of a page that has no story, each with the reason."""
    nothing = [0] * (len(blocks) + 1)
    kinds = kinds_of(blocks)
    return [
        Block(blocks.texts[row][:_LONGEST_DROPPED], kinds[blocks.frames[row]], _reason(blocks, row, nothing))
        for row in range(min(2 * _AROUND, len(blocks)))
    ]


def _ruled_out(blocks: PageBlocks, others: NDArray[np.bool_] | None) -> NDArray[np.bool_] | None:
    """The blocks that the site's rules let be no story, or that are of ``others``; None where there are none."""
    if not blocks.marks:
        return others
    lineage = np.array(blocks.lineage).take(blocks.frames)
    is_dropped: NDArray[np.bool_] = (lineage & DROPPED) != 0
    if others is not None:
        is_dropped |= others
    return is_dropped | ((lineage & CHOSEN) == 0) if blocks.marks & CHOSEN else is_dropped


def _reason(blocks: PageBlocks, row: int, kept_before: Sequence[int]) -> str:
    """Why a block is none of the story, as its markup says; the trees give no reasons.

    ``kept_before``: how many blocks before each one are story. What holds some of the story condemns nothing in it.
    """
    frame = blocks.frames[row]
    if blocks.lineage[frame] & DROPPED:
        return "site rule"
    if blocks.lineage[frame] >> TAG_CODE["figure"] & 1:
        return "caption"
    hints = blocks.inline[row]
    step = frame
    while step > 0 and kept_before[blocks.starts[step]] == kept_before[blocks.ends[step]]:
        hints |= blocks.own[step]
        if blocks.tags[step] in _MENUS:
            hints |= OF_BLOCKS.bit["nav"]
        if hints & NAMED:
            return _named(hints)
        step = blocks.parents[step]
    if blocks.tags[frame] == TAG_CODE["h1"]:
        return "headline"
    if blocks.links[row] > len(blocks.texts[row]) * 0.6:
        return "related links"
    return _named(hints)


def _named(hints: int) -> str:
    return next((reason for name, reason in REASONS if hints & OF_BLOCKS.bit[name]), _OUTSIDE)


def _length(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks if block.reason is None)


def _from_state(page: Page, title: str, description: str) -> list[Block]:
    """The story in a page's JSON state: markup is read as a page is, where that leaves most of it."""
    state = find_state(page, description)
    if state.markup:
        markup = Page.from_bytes(state.markup.encode("utf-8", "replace"), page.url, "utf-8")
        story = _choose_from(markup.blocks, title, [], description)
        if _length(story) > _LEAST_OF_MARKUP * state.size:
            return story
    return list(map(Block, plain(state.paragraphs)))


def _with(page: Page, tags: set[str]) -> PageBlocks:
    """The blocks of a page that has such elements, those in them too."""
    if next(page.root.iter(*tags), None) is None:
        return PageBlocks()
    return read_blocks(page.root, skipped=SKIPPED - tags, marks=page.marks)

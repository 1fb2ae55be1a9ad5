"""Whether one text copies another, judged by the two texts alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import numpy as np

from project.archive.shingles import Shingled, is_in, sampled, shingled, text_hash, tokens
from project.folding import fold_case
from project.items import CopyKind, Signature

# A text with fewer shingles says too little: a flash, a caption, a notice by template.
_FEWEST_SHINGLES = 50
# Measured on pairs of real pages: where six in ten shingles are shared, at least 0.71 of the shorter text's words stand
# in the longer one; where fewer than three in ten are, at most 0.40 do. Half way leaves room for extraction's mistakes.
_LEAST_SCORE = 0.6
# No text scores 0.6 with fewer of its shingles shared: most pairs need no closer look.
_LEAST_SHARED_SHINGLES = 0.3
# Bulletins by template share short runs of words and differ in the numbers: 0.8 of the words of two notices of share
# dealings, in runs of 12, a third of their numbers. Wire copies share runs of 16 to 700 words and nearly all numbers.
_TEMPLATE_RUN = 20
_TEMPLATE_NUMBERS = 4
_TEMPLATE_DISAGREEMENT = 0.25
# Two articles of one site share its templates and its boilerplate, so more of them must agree, in longer runs; and the
# shorter one must be long enough that neither can be the most of it.
_SAME_SITE_SCORE = 0.7
_SAME_SITE_RUN = 25
_SAME_SITE_SHORT = 150
_SAME_SITE_SHORT_SCORE = 0.9
# And when their headlines have nothing in common, their common text is the site's: rules for comments, terms of use,
# taken for the story on page after page. Headlines of one story told twice share 0.4 of their words and more.
_ALIKE_TITLES = 0.25


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much of the shorter of two texts stands in the longer one."""

    score: float
    """Share of the shorter text's words that stand in the longer one, 0 to 1."""
    reverse_score: float
    """Share of the longer text's words that stand in the shorter one."""
    words: int
    """Length of the shorter text."""
    run: float
    """Mean length of the shared runs, in words."""
    numbers: int
    """How many words of the shorter text hold a digit."""
    shared_numbers: float
    """Share of those that stand in the longer one, too; 1 where there are none."""


def overlap(one: Shingled, other: Shingled) -> Overlap:
    """Compare two texts. Words are those of :func:`shingles.tokens`."""
    shorter, longer = sorted((one, other), key=lambda text: len(text.words))
    covered = _covered(shorter, longer)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], covered.view(np.int8), [0]))))
    numbers = _numbers(shorter)
    shared = sum((numbers & _numbers(longer)).values())
    return Overlap(
        score=float(covered.mean()) if len(covered) else 0.0,
        reverse_score=float(_covered(longer, shorter).mean()) if longer.words else 0.0,
        words=len(shorter.words),
        run=float(covered.sum() / (len(edges) / 2)) if len(edges) else 0.0,
        numbers=numbers.total(),
        shared_numbers=shared / numbers.total() if numbers else 1.0,
    )


@lru_cache(maxsize=4)  # the row of an article is made of it, and its place among the copies
def signature(text: str) -> Signature:
    """What is stored of a text to know it again. ``text`` is a storable one."""
    cut = shingled(text)
    says_enough = len(cut.distinct) >= _FEWEST_SHINGLES
    return Signature(text_hash(text), len(cut.words), sampled(text) if says_enough else frozenset())


def judge(one: str, other: str, *, same_site: bool = False) -> tuple[CopyKind, float] | None:
    """How one text copies the other, and the share of the shorter one that does; ``None`` when it does not.

    It does not matter which text comes first.
    """
    first, second = shingled(one), shingled(other)
    fewer, more = sorted((first.distinct, second.distinct), key=len)
    if len(fewer) < _FEWEST_SHINGLES or is_in(fewer, more).mean() < _LEAST_SHARED_SHINGLES:
        return None
    if len(fewer) == len(more) and first.hash == second.hash:
        return "exact", 1.0
    measured = overlap(first, second)
    if not _is_copy(measured, same_site):
        return None
    return ("near" if measured.reverse_score >= _LEAST_SCORE else "part"), round(measured.score, 4)


def has_alike_title(one: str, other: str) -> bool:
    """Whether two headlines can be of one story. A missing one tells nothing."""
    first, second = (Counter(tokens(fold_case(title))) for title in (one, other))
    total = first.total() + second.total()
    return not first or not second or 2 * (first & second).total() / total >= _ALIKE_TITLES


def is_one_moment(one: datetime | None, other: datetime | None) -> bool:
    """Whether two articles of a site were published at the same moment: one story, when its address and its headline
    were changed at once. A day without a time says nothing; its midnight is some quarter of an hour, in any zone."""
    return one is not None and one == other and bool(one.minute % 15 or one.second)


def _is_copy(measured: Overlap, same_site: bool) -> bool:
    disagree = (
        measured.numbers >= _TEMPLATE_NUMBERS and measured.shared_numbers < measured.score - _TEMPLATE_DISAGREEMENT
    )
    if same_site:
        least = _SAME_SITE_SHORT_SCORE if measured.words < _SAME_SITE_SHORT else _SAME_SITE_SCORE
        return measured.score >= least and measured.run >= _SAME_SITE_RUN and not disagree
    return measured.score >= _LEAST_SCORE and not (disagree and measured.run < _TEMPLATE_RUN)


def _covered(text: Shingled, other: Shingled) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """For each word of a text, whether a shingle that it is part of stands in the other."""
    hit = is_in(text.sequence, other.distinct)
    change = np.zeros(len(text.words) + 1, np.int64)
    np.add.at(change, np.flatnonzero(hit), 1)
    np.add.at(change, text.ends[hit], -1)
    covered: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = np.cumsum(change)[:-1] > 0
    return covered


def _numbers(text: Shingled) -> Counter[str]:
    return Counter(word for word in text.words if not word.isalpha() and any(map(str.isdigit, word)))

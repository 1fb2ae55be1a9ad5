"""The second look at a page's blocks: what the first look's probabilities say about the blocks round each one.

A paragraph that the first look doubts stands among sure ones or alone; furniture stands in a group of furniture. These
figures tell which, and with them the second model of :mod:`.body` decides.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from project.extraction.features import Columns, Matrix, Rows

# A block may be a single sign: its length counts as this much more, in characters.
_LEAST: Final = 3
_REACH: Final = 8
_NEAR: Final = 4
_SURE: Final = 0.8
_LIKELY: Final = 0.5


def weights_of(lengths: NDArray[np.int64]) -> NDArray[np.float64]:
    """How much each block weighs, in characters."""
    return np.asarray(lengths + _LEAST, dtype=np.float64)


def best_threshold(probabilities: NDArray[Any], weights: NDArray[np.float64]) -> tuple[float, float]:
    """(the probability from which on blocks are best kept, the F1 to expect then), by the weight of the blocks.

    For blocks that are story with the given probabilities, the expected F1 is nearly
    2 sum(p w, kept) / (sum(w, kept) + sum(p w, all)), and the best choice keeps the most probable ones
    (Lipton, Elkan, Naryanaswamy: Optimal thresholding of classifiers to maximize F1 measure, ECML 2014).
    """
    order = np.argsort(-probabilities, kind="stable")
    ranked = probabilities[order]
    heavy = weights[order]
    gained = np.cumsum(ranked * heavy)
    expected = 2 * gained / (np.cumsum(heavy) + gained[-1])
    at = int(np.argmax(expected))
    return float(ranked[at]), float(expected[at])


def read_context(columns: Columns, probabilities: Matrix) -> tuple[Matrix, list[str]]:
    """(features by block, their names) of a page whose blocks are story with these ``probabilities``."""
    count = columns.count
    rows = Rows(count)
    index = np.arange(count)
    weights = weights_of(columns.lengths)
    weighed = probabilities * weights
    total = float(weighed.sum()) + 1e-6
    threshold, expected = best_threshold(probabilities, weights)
    rows.add("p", probabilities)
    rows.add("p over threshold", probabilities - threshold)
    rows.fill("threshold", threshold)
    rows.fill("expected", expected)
    rows.fill("most", float(probabilities.max()))
    rows.fill("mass", np.log1p(total))
    rows.fill("sure", float(weighed[probabilities > _SURE].sum()) / total)

    # --- its groups
    sums = np.zeros((2, count + 1))
    np.cumsum(np.stack([weighed, weights]), axis=1, out=sums[:, 1:])
    for level, at in enumerate(columns.levels):
        story, whole = sums[:, columns.ends[at]] - sums[:, columns.starts[at]]
        rows.add(f"group {level} p", story / (whole + 1e-9))
        rows.add(f"group {level} share", story / total)
        if level:
            rows.add(f"group {level} others", (story - weighed) / (whole - weights + 1))
    siblings = np.unique(columns.levels[1] * 64 + columns.tags[columns.levels[0]], return_inverse=True)[1]
    for name, inverse in (("alike", columns.alike), ("alike round", columns.alike_round), ("siblings", siblings)):
        story = np.bincount(inverse, weighed)[inverse]
        whole = np.bincount(inverse, weights)[inverse]
        rows.add(f"{name} p", (story - weighed) / (whole - weights + 1))
        rows.add(f"{name} share", story / total)

    # --- what comes before and after
    padded = np.zeros(count + 2 * _REACH)
    padded[_REACH : _REACH + count] = probabilities
    for by in range(1, _NEAR + 1):
        rows.add(f"p {-by}", padded[_REACH - by : _REACH - by + count])
        rows.add(f"p {by}", padded[_REACH + by : _REACH + by + count])
    for reach in (3, _REACH):
        low, high = np.maximum(index - reach, 0), np.minimum(index + reach, count - 1) + 1
        story, whole = sums[:, :-1] - sums[:, low]
        rows.add(f"before {reach}", story / (whole + 1))
        story, whole = sums[:, high] - sums[:, 1:]
        rows.add(f"after {reach}", story / (whole + 1))
    rows.add("share before", sums[0, :-1] / total)
    rows.add("share after", 1 - sums[0, 1:] / total)
    kept = np.flatnonzero(probabilities >= threshold)
    rows.add("from first", np.clip(index - kept[0], -30, 100))
    rows.add("from last", np.clip(index - kept[-1], -100, 30))
    is_likely = probabilities > _LIKELY
    rows.add("since likely", np.minimum(index - np.maximum.accumulate(np.where(is_likely, index, -99)), 30))
    following = np.minimum.accumulate(np.where(is_likely, index, count + 99)[::-1])[::-1]
    rows.add("until likely", np.minimum(following - index, 30))
    return rows.matrix, rows.names

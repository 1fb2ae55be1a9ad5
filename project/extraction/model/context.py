"""The second look at a page's blocks: what the first look's probabilities say about the blocks round each one.

A paragraph that the first look doubts stands among sure ones or alone; furniture stands in a group of furniture. These
figures tell which, and with them the second model of :mod:`project.extraction.body` decides.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from project.extraction.model.columns import Columns, Matrix, Rows, bounded, running_sums

# A block may be a single sign: its length counts as this much more, in characters.
_LEAST: Final = 3
_NEAR: Final = 4
_REACHES: Final = np.array([[3], [8]])
_SURE: Final = 0.8
_LIKELY: Final = 0.5
_GROUP_NAMES: Final = [
    f"group {level} {name}" for level in range(1, Columns.LEVELS + 1) for name in ("p", "share", "others")
]
_ALIKE_NAMES: Final = [f"{label} {name}" for label in ("alike", "alike round", "siblings") for name in ("p", "share")]
_REACH_NAMES: Final = [f"{side} {reach}" for reach in (3, 8) for side in ("before", "after")]


def weights_of(lengths: NDArray[np.int64]) -> NDArray[np.float64]:
    """How much each block weighs, in characters."""
    return np.asarray(lengths + _LEAST, dtype=np.float64)


def best_threshold(probabilities: NDArray[Any], weights: NDArray[np.float64]) -> tuple[float, float]:
    """(the probability from which on blocks are best kept, the F1 to expect then), by the weight of the blocks.

    For blocks that are story with the given probabilities, the expected F1 is nearly
    2 sum(p w, kept) / (sum(w, kept) + sum(p w, all)), and the best choice keeps the most probable ones
    (Lipton, Elkan, Naryanaswamy: Optimal thresholding of classifiers to maximize F1 measure, ECML 2014).
    """
    order = (-probabilities).argsort(kind="stable")
    ranked = probabilities.take(order)
    heavy = weights.take(order)
    gained = (ranked * heavy).cumsum()
    expected = 2 * gained / (heavy.cumsum() + gained[-1])
    at = int(expected.argmax())
    return float(ranked[at]), float(expected[at])


def read_context(columns: Columns, probabilities: Matrix) -> tuple[Matrix, list[str]]:
    """(features by block, their names) of a page whose blocks are story with these ``probabilities``."""
    count, levels = columns.count, columns.levels
    rows = Rows(count)
    index = np.arange(count)
    weights = weights_of(columns.lengths)
    weighed = probabilities * weights
    total = float(weighed.sum()) + 1e-6
    threshold, expected = best_threshold(probabilities, weights)
    rows.add("p", probabilities)
    rows.add("p over threshold", probabilities - threshold)
    rows.add("threshold", threshold)
    rows.add("expected", expected)
    rows.add("most", float(probabilities.max()))
    rows.add("mass", np.log1p(total))
    rows.add("sure", float(weighed[probabilities > _SURE].sum()) / total)

    # --- its groups
    sums = running_sums((weighed, weights))
    story, whole = sums.take(columns.ends.take(levels), axis=1) - sums.take(columns.starts.take(levels), axis=1)
    inner = rows.room(["group 0 p", "group 0 share"])
    outer = rows.room(_GROUP_NAMES).reshape(Columns.LEVELS, 3, count).transpose(1, 0, 2)
    share = story / (whole + 1e-9)
    inner[0], outer[0] = share[0], share[1:]
    share = story / total
    inner[1], outer[1] = share[0], share[1:]
    np.divide(story[1:] - weighed, whole[1:] - weights + 1, out=outer[2])
    story, whole = columns.sums_of_alike(weighed), columns.sums_of_alike(weights)
    alike = rows.room(_ALIKE_NAMES).reshape(-1, 2, count)
    np.divide(story - weighed, whole - weights + 1, out=alike[:, 0])
    np.divide(story, total, out=alike[:, 1])

    # --- what comes before and after
    padded = np.zeros(count + 2 * _NEAR)
    padded[_NEAR : _NEAR + count] = probabilities
    for by in range(1, _NEAR + 1):
        rows.add(f"p {-by}", padded[_NEAR - by : _NEAR - by + count])
        rows.add(f"p {by}", padded[_NEAR + by : _NEAR + by + count])
    reach = rows.room(_REACH_NAMES).reshape(-1, 2, count)
    story, whole = sums[:, None, :-1] - sums.take(np.maximum(index - _REACHES, 0), axis=1)
    np.divide(story, whole + 1, out=reach[:, 0])
    story, whole = sums.take(np.minimum(index + _REACHES, count - 1) + 1, axis=1) - sums[:, None, 1:]
    np.divide(story, whole + 1, out=reach[:, 1])
    rows.add("share before", sums[0, :-1] / total)
    rows.add("share after", 1 - sums[0, 1:] / total)
    is_kept = probabilities >= threshold
    rows.add("from first", bounded(index - is_kept.argmax(), -30, 100))
    rows.add("from last", bounded(index - (count - 1 - is_kept[::-1].argmax()), -100, 30))
    is_likely = probabilities > _LIKELY
    rows.add("since likely", np.minimum(index - np.maximum.accumulate(np.where(is_likely, index, -99)), 30))
    following = np.minimum.accumulate(np.where(is_likely, index, count + 99)[::-1])[::-1]
    rows.add("until likely", np.minimum(following - index, 30))
    return rows.matrix, rows.names

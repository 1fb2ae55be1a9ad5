"""The columns of a page's blocks as arrays, and the rows of figures that the model gets of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from project.extraction.blocks import PageBlocks

Matrix = NDArray[np.float32]
Ints = NDArray[np.int64]
# Room for the names of either look; more would not fit, and say so at the first page.
_MOST_ROWS: Final = 320


class Columns:
    """The columns of :class:`PageBlocks` as arrays, and what is derived from them once for both looks at a page.

    Column *i* is about block *i*: ``levels`` has the rows of its frame and of the frames round that, from the inside;
    ``alike`` is equal in its first row for blocks in frames of the same name, in its second where the next frame's
    agrees too, in its third for frames of the same tag in the same frame; ``lengths`` are characters.
    """

    LEVELS: Final = 4

    def __init__(self, blocks: PageBlocks) -> None:
        self.count = len(blocks)
        self.parents, self.starts, self.ends, self.tags, names = table(
            blocks.parents, blocks.starts, blocks.ends, blocks.tags, blocks.names
        )
        self.parents[0] = 0
        self.lengths: Ints = np.fromiter(map(len, blocks.texts), np.int64, self.count)
        self.levels: Ints = np.empty((self.LEVELS + 1, self.count), dtype=np.int64)
        self.levels[0] = blocks.frames
        for level in range(self.LEVELS):
            self.parents.take(self.levels[level], out=self.levels[level + 1])
        self.names, names_round = names.take(self.levels[:2])
        # Numbered together, so that their figures are summed at once.
        self.alike: Ints = np.empty((3, self.count), dtype=np.int64)
        self.alike[0] = self.names
        self.alike[1] = numbered(self.names * 4096 + names_round) + len(blocks.names)
        self.alike[2] = numbered(self.levels[1] * 64 + self.tags.take(self.levels[0])) + len(blocks.names) + self.count

    def sums_of_alike(self, figures: NDArray[np.float64]) -> NDArray[Any]:
        """For each block the sum over those that are alike, in each of the three ways."""
        return np.bincount(self.alike.ravel(), np.concatenate((figures,) * 3)).take(self.alike)


class Rows:
    """Collects named rows of a matrix with a column for each block."""

    def __init__(self, count: int) -> None:
        self.names: list[str] = []
        self._matrix = np.empty((_MOST_ROWS, count), dtype=np.float32)

    def add(self, name: str, row: NDArray[Any] | float) -> None:
        """A row, or what is the same for all blocks."""
        self._matrix[len(self.names)] = row
        self.names.append(name)

    def room(self, names: list[str]) -> Matrix:
        """The next rows, for the caller to fill."""
        start = len(self.names)
        self.names += names
        return self._matrix[start : start + len(names)]

    @property
    def matrix(self) -> Matrix:
        return self._matrix[: len(self.names)]


def numbered(keys: Ints) -> Ints:
    """A number for each key, from 0 without gaps, in the order of the keys."""
    order = keys.argsort(kind="stable")
    ranked = keys.take(order)
    is_new = np.zeros(len(keys), dtype=bool)
    np.not_equal(ranked[1:], ranked[:-1], out=is_new[1:])
    numbers = np.empty(len(keys), dtype=np.int64)
    numbers[order] = is_new.cumsum()
    return numbers


def table(*columns: list[int]) -> Ints:
    """Columns of the same length as rows of an array."""
    shape = len(columns), len(columns[0])
    return np.fromiter(chain.from_iterable(columns), np.int64, shape[0] * shape[1]).reshape(shape)


def bounded(values: Ints, least: int, most: int) -> Ints:
    """As ``numpy.clip``, which takes thrice as long for so few values."""
    return np.minimum(np.maximum(values, least), most)


def running_sums(figures: Sequence[NDArray[Any]]) -> NDArray[np.float64]:
    """A row for each of the figures: in column *i* the sum over the blocks before the *i*-th."""
    sums = np.zeros((len(figures), len(figures[0]) + 1))
    sums[:, 1:] = figures
    sums.cumsum(axis=1, out=sums)
    return sums

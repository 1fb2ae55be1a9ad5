"""Regression trees fitted elsewhere, as arrays, and their sum for many rows at once with nothing but numpy."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

LEAVES: Final = 8
"""At most so many leaves has a tree: which of them can still be reached fits into a byte."""
_LOWEST: Final = np.zeros(1 << LEAVES, dtype=np.uint8)
for _bit in range(LEAVES - 1, -1, -1):
    _LOWEST[1 << _bit :: 1 << (_bit + 1)] = _bit


class Trees:
    """A forest. Tree *t* has its ``LEAVES - 1`` inner nodes in a row of ``features``, ``thresholds`` and ``masks``.

    A node's mask has a bit for each leaf that is still open when the node's feature is above its threshold; the bits
    of all nodes together leave the row's leaf as the lowest one, so that no path has to be followed. (QuickScorer,
    Lucchese et al., SIGIR 2015.) Smaller trees are filled up with nodes that shut nothing.
    """

    def __init__(
        self,
        features: NDArray[np.int16],
        thresholds: NDArray[np.float32],
        masks: NDArray[np.uint8],
        values: NDArray[np.float32],
        names: list[str],
    ) -> None:
        self.count = len(values)
        # LightGBM writes some names with underscores.
        self.asked = {names[feature].replace("_", " ") for feature in np.unique(features)}
        """The names of the features that some node looks at."""
        # Many nodes ask the same, and each question is answered once: of 840 nodes 430 differ.
        asked = np.stack((features.T.ravel(), thresholds.T.ravel()))
        questions, self._node = np.unique(asked, axis=1, return_inverse=True)
        self._features = questions[0].astype(np.intp)
        self._thresholds = questions[1, :, None].astype(np.float32)
        self._masks = (~masks).T.ravel()[:, None]
        # The value of each tree for whatever bits its nodes leave shut.
        self._values = values[:, _LOWEST[::-1]].ravel()
        self._offsets = (np.arange(self.count, dtype=np.intp) << LEAVES)[:, None]

    @classmethod
    def load(cls, packed: bytes, name: str) -> Trees:
        """Read the forest ``name`` from the bytes of a file into which ``numpy.savez`` put what :func:`pack` gives."""
        with np.load(BytesIO(packed)) as data:
            names = [str(each) for each in data[f"{name}_names"]]
            features, thresholds = data[f"{name}_features"], data[f"{name}_thresholds"]
            return cls(features, thresholds, data[f"{name}_masks"], data[f"{name}_values"], names)

    def predict(self, matrix: NDArray[np.float32]) -> NDArray[np.float32]:
        """The probability of each column of ``matrix`` (features by rows), 0 to 1."""
        above = np.negative((matrix.take(self._features, axis=0) > self._thresholds).view(np.uint8))
        shut = above.take(self._node, axis=0)
        shut &= self._masks
        shut = np.bitwise_or.reduce(shut.reshape(LEAVES - 1, self.count, -1), axis=0)
        total = self._values.take(shut + self._offsets).sum(axis=0)
        return np.asarray(1 / (1 + np.exp(-total)), dtype=np.float32)


def pack(dumped: dict[str, Any], name: str) -> dict[str, NDArray[Any]]:
    """The arrays of :class:`Trees` from what ``lightgbm.Booster.dump_model`` gives; for ``numpy.savez``."""
    trees = dumped["tree_info"]
    features = np.zeros((len(trees), LEAVES - 1), dtype=np.int16)
    thresholds = np.full((len(trees), LEAVES - 1), np.inf, dtype=np.float32)
    masks = np.full((len(trees), LEAVES - 1), (1 << LEAVES) - 1, dtype=np.uint8)
    values = np.zeros((len(trees), LEAVES), dtype=np.float32)
    for row, tree in enumerate(trees):
        inner = 0
        leaf = 0

        def visit(node: dict[str, Any], row: int = row) -> tuple[int, int]:
            """(first leaf, leaf after the last one) under ``node``."""
            nonlocal inner, leaf
            if "split_feature" not in node:
                values[row, leaf] = node["leaf_value"]
                leaf += 1
                return leaf - 1, leaf
            at = inner
            inner += 1
            features[row, at] = node["split_feature"]
            thresholds[row, at] = node["threshold"]
            first, middle = visit(node["left_child"], row)
            _, last = visit(node["right_child"], row)
            masks[row, at] = ((1 << LEAVES) - 1) & ~(((1 << middle) - 1) & ~((1 << first) - 1))
            return first, last

        visit(tree["tree_structure"])
    return {
        f"{name}_features": features,
        f"{name}_thresholds": thresholds,
        f"{name}_masks": masks,
        f"{name}_values": values,
        f"{name}_names": np.array(dumped["feature_names"]),
    }

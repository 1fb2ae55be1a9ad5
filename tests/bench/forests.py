"""The forests that choose the story's blocks, as they are fitted: on which pages, with which weights, on which folds.

Needs ``lightgbm`` beside the project's own dependencies: the archive itself runs the fitted trees with numpy.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from project.extraction import body
from project.extraction.model.columns import Columns
from project.extraction.model.context import read_context
from project.extraction.model.features import read_features
from project.extraction.model.trees import LEAVES, pack
from project.extraction.page import Page
from project.loaders import load_article
from project.rules import SiteRules
from tests.bench.corpus import Record, gold_text, nameless, read_body
from tests.bench.labels import label, tokens

_TEMPLATES = Path(__file__).parents[1] / "templates"
FOLDS = 5
# How much a page counts once more without the names of its elements. With whole sites left out, pages without them
# went from .960 to .967 (shb), .951 to .953 (fundus_eval), .958 to .961 (fundus) and .947 to .952 (daniel), means of
# four fits; on those with names it made no difference beyond noise.
NAMELESS = 0.5
FIRST_FEATURES = 90
# How much each source counts in the fit: by the number of its sites, not of its pages.
SOURCES = {"shb": 1.0, "fundus_eval": 0.6, "fundus": 1.4, "daniel": 1.6, "made up": 1.0}
PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.08,
    "num_leaves": LEAVES,
    "min_data_in_leaf": 100,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "max_bin": 127,
    "verbose": -1,
    "num_threads": 2,
}


@dataclass
class Seen:
    """A page of the corpus: its record (with our headline in it), blocks, what the first look sees, and its labels.

    ``is_nameless`` where its elements' names were made to say nothing.
    """

    record: Record
    columns: Columns
    texts: list[str]
    names: list[str]
    features: Any
    labels: list[bool]
    is_nameless: bool = False


def read_page(record: Record, corpus: Path, is_nameless: bool = False) -> Seen | None:
    """What the model is fitted on of one page of the corpus; None where it shows no text."""
    body_of_page = Path(record["page"]).read_bytes() if "page" in record else read_body(corpus, record)
    page = Page.from_bytes(nameless(body_of_page) if is_nameless else body_of_page, record["url"], record["charset"])
    if not len(page.blocks):
        return None
    # What the loader hands to the choice of the story, which itself may be of an older model or of none.
    with patch.object(body, "find_story", return_value=[]) as asked:
        title = load_article(page, SiteRules()).title
    _, _, said, description = asked.call_args.args
    blocks = page.blocks
    columns = Columns(blocks)
    features, names = read_features(blocks, columns, title, said, description)
    groups = [blocks.parents[frame] for frame in blocks.frames]
    labels = label(blocks.texts, groups, gold_text(record))
    return Seen({**record, "title": title}, columns, blocks.texts, names, features, labels, is_nameless)


def made_up() -> list[Record]:
    """Our own pages (``tests/templates``) as records: each is a site of its own."""
    records = []
    for page in sorted(_TEMPLATES.glob("*.html")):
        told = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
        gold = {"paragraphs": told["paragraphs"]}
        of_page = {"id": page.stem, "site": page.stem, "source": "made up", "page": str(page), "gold": gold}
        records.append({"url": told["url"], "charset": told.get("charset"), **of_page})
    return records


def is_headline(record: Record, text: str) -> bool:
    """Whether a block is the headline with which the gold of this source opens: the title's field, not the text's."""
    first = tokens(gold_text(record).split("\n\n")[0])
    words = tokens(text)
    if record["source"] != "daniel" or len(first) >= 30 or not words:
        return False
    return 0.5 * len(first) <= len(words) <= 1.3 * len(first) and len(set(words) & set(first)) >= 0.8 * len(set(words))


def folds_of(sites: list[str]) -> list[int]:
    """A fold for each page: all pages of a site in one, the folds about equal by the square root of the pages."""
    loads = [0.0] * FOLDS
    fold: dict[str, int] = {}
    for site, pages in sorted(Counter(sites).items(), key=lambda item: (-item[1], item[0])):
        fold[site] = loads.index(min(loads))
        loads[fold[site]] += pages**0.5
    return [fold[site] for site in sites]


class Fit:
    """The matrices of all pages, and the two forests fitted on some of their sites."""

    def __init__(self, pages: list[Seen], trees: int, seed: int) -> None:
        self.pages = pages
        self.trees = trees
        self.seed = seed
        self.names = pages[0].names
        self.sizes = [page.columns.count for page in pages]
        self.ends = np.cumsum([0, *self.sizes])
        self.matrix = np.concatenate([page.features.T for page in pages])
        self.wanted = np.concatenate([np.array(page.labels, dtype=float) for page in pages])
        self.weights = np.concatenate(weights_of_blocks(pages))
        self.fold_of_page = folds_of([page.record["site"] for page in pages])
        self.folds = np.repeat(self.fold_of_page, self.sizes)
        self.used = self._most_telling()
        self.taken = np.ones(len(self.wanted), dtype=bool)
        self._firsts: dict[tuple[int, ...], Any] = {}
        self._thin_out()

    def forest(self, matrix: Any, names: list[str], rows: Any) -> Any:
        import lightgbm

        data = lightgbm.Dataset(
            matrix[rows], self.wanted[rows], weight=self.weights[rows], feature_name=names, params={"max_bin": 127}
        )
        return lightgbm.train(PARAMETERS | {"seed": self.seed}, data, self.trees)

    def first(self, left_out: list[int]) -> Any:
        """The first forest, fitted without the sites of some folds."""
        names = [self.names[column] for column in self.used]
        return self.forest(self.matrix[:, self.used], names, self.taken & ~np.isin(self.folds, left_out))

    def probabilities(self, left_out: int | None) -> tuple[Any, Any]:
        """(the first look's probabilities of all blocks, its forest), fit without ``left_out``.

        A block's is by a forest that saw neither its site nor those left out, as it will be for sites to come.
        """
        found = np.zeros(len(self.wanted))
        for fold in range(FOLDS):
            rows = self.folds == fold
            if fold != left_out:
                without = [fold] if left_out is None else sorted((fold, left_out))
                found[rows] = self._kept_first(tuple(without)).predict(self.matrix[rows][:, self.used])
        forest = self.first([] if left_out is None else [left_out])
        if left_out is not None:
            rows = self.folds == left_out
            found[rows] = forest.predict(self.matrix[rows][:, self.used])
        return found, forest

    def second(self, found: Any, left_out: int | None) -> Any:
        """The forest of the second look by those probabilities."""
        context = []
        for row, page in enumerate(self.pages):
            features, names = read_context(page.columns, found[slice(*self.ends[row : row + 2])].astype(np.float32))
            context.append(features.T.copy())
        matrix = np.concatenate((np.concatenate(context), self.matrix), axis=1)
        # Names must differ, and some figures are taken of words as well as of probabilities.
        names = [f"context {name}" for name in names] + self.names
        rows = self.taken & (self.folds != left_out) & (found > body.WORTH)
        return self.forest(matrix, names, rows)

    def _most_telling(self) -> list[int]:
        """The features that a first forest of all makes most of: fewer generalise as well, and cost less."""
        forest = self.forest(self.matrix, self.names, np.arange(0, len(self.wanted), 2))
        return sorted(np.argsort(-forest.feature_importance("gain"))[:FIRST_FEATURES].tolist())

    def _thin_out(self) -> None:
        """Take one in five of the blocks that nothing would take for story, and let it count for five."""
        forest = self.first([])
        is_easy = (forest.predict(self.matrix[:, self.used]) < 0.004) & (self.wanted == 0)
        self.taken = ~is_easy | (np.random.default_rng(1).random(len(is_easy)) < 0.2)
        self.weights = self.weights * np.where(is_easy, 5, 1)

    def _kept_first(self, without: tuple[int, ...]) -> Any:
        if without not in self._firsts:
            self._firsts[without] = self.first(list(without))
        return self._firsts[without]

    def pack(self, left_out: int | None) -> bytes:
        """The model fitted without the sites of a fold (None: on all pages), as the archive's file holds it."""
        found, first = self.probabilities(left_out)
        second = self.second(found, left_out)
        arrays: dict[str, Any] = pack(first.dump_model(), "first") | pack(second.dump_model(), "second")
        # The first forest looks at some of the features only: its numbers of features become those of all.
        arrays["first_features"] = np.array(self.used, dtype=np.int16)[arrays["first_features"]]
        arrays["first_names"] = np.array(self.names)
        packed = BytesIO()
        np.savez_compressed(packed, **arrays)
        return packed.getvalue()


def weights_of_blocks(pages: list[Seen]) -> list[Any]:
    """A weight for each block: as much as it moves its page's score, pages of big sites and sources less."""
    of_site = Counter(page.record["site"] for page in pages)
    raw = [of_site[page.record["site"]] ** -0.5 for page in pages]
    sums: dict[str, float] = defaultdict(float)
    for page, weight in zip(pages, raw, strict=True):
        sums[page.record["source"]] += weight
    weights = []
    for page, weight in zip(pages, raw, strict=True):
        source = page.record["source"]
        scale = len(pages) * weight * SOURCES.get(source, 1.0) / sums[source]
        in_gold = len(tokens(gold_text(page.record)))
        own = [
            0.0 if is_headline(page.record, text) else ((len(tokens(text)) + 3) / (in_gold + 30)) ** 0.5
            for text in page.texts
        ]
        weights.append(scale * np.array(own) * (NAMELESS if page.is_nameless else 1))
    return weights

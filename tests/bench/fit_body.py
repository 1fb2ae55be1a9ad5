"""Fit the model that chooses the story's blocks, on a corpus of pages with gold texts.

usage: python -m tests.bench.fit_body CORPUS_DIR [--write] [--trees N]

Needs ``lightgbm`` beside the project's own dependencies (only here: the archive itself runs the fitted trees with
numpy). Prints precision, recall and F1 by source with whole sites left out (5 folds), then plainly, on the pages that
the model was fitted on; ``--write`` saves the model that was fitted on all pages into ``project/extraction/data``.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
from collections import Counter, defaultdict
from multiprocessing import Pool
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np

from project.extraction import body
from project.extraction.evidence import gather
from project.extraction.features import read_features
from project.extraction.model import LEAVES, pack
from project.extraction.page import Page
from project.loaders import load_article
from project.rules import SiteRules
from tests.bench.labels import label, tokens

FOLDS = 5
# How much each source counts in the fit: by the number of its sites, not of its pages.
SOURCES = {"shb": 1.0, "fundus_eval": 0.6, "fundus": 1.4, "daniel": 1.6}
PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.08,
    "num_leaves": LEAVES,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "max_bin": 127,
    "verbose": -1,
    "num_threads": 2,
    "seed": 7,
}


def read_page(record: dict[str, Any], corpus: Path) -> tuple[dict[str, Any], Any, list[str], list[bool]] | None:
    """(record, features, texts, labels) of one page of the corpus."""
    page = Page.from_bytes(
        gzip.decompress((corpus / "pages" / f"{record['id']}.html.gz").read_bytes()), record["url"], record["charset"]
    )
    blocks = page.blocks
    if not len(blocks):
        return None
    article = load_article(page, SiteRules())
    said = gather(page, SiteRules()).story.body
    matrix, names = read_features(blocks, article.title, said, article.description)
    record = {**record, "title": article.title, "names": names}
    groups = [blocks.parents[frame] for frame in blocks.frames]
    return record, matrix, blocks.texts, label(blocks.texts, groups, gold_text(record))


def gold_text(record: dict[str, Any]) -> str:
    """What the corpus says is the story, paragraphs parted by blank lines."""
    gold = record["gold"]
    return str(gold["body"]) if "body" in gold else "\n\n".join(gold["paragraphs"])


def is_headline(record: dict[str, Any], text: str) -> bool:
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--trees", type=int, default=150)
    parser.add_argument("--write", action="store_true", help="save the model fitted on all pages")
    arguments = parser.parse_args()
    import lightgbm

    spec = importlib.util.spec_from_file_location("score", arguments.corpus.parent / "score.py")
    assert spec and spec.loader
    measure = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(measure)
    with (arguments.corpus / "corpus.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    with Pool(2) as pool:
        read = pool.starmap(read_page, [(record, arguments.corpus) for record in records], chunksize=20)
    pages = [page for page in read if page]
    names: list[str] = pages[0][0]["names"]
    sizes = [len(texts) for _, _, texts, _ in pages]
    ends = np.cumsum([0, *sizes])
    matrix = np.concatenate([features.T for _, features, _, _ in pages])
    wanted = np.concatenate([np.array(labels, dtype=float) for *_, labels in pages])
    weights = np.concatenate(_weights(pages))
    folds = np.repeat(folds_of([record["site"] for record, *_ in pages]), sizes)

    def fit(rows: Any) -> Any:
        data = lightgbm.Dataset(
            matrix[rows], wanted[rows], weight=weights[rows], feature_name=names, params={"max_bin": 127}
        )
        return lightgbm.train(PARAMETERS, data, arguments.trees)

    def report(name: str, probabilities: Any) -> None:
        cells: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for row, (record, _, texts, _) in enumerate(pages):
            keep = body.choose(probabilities[ends[row] : ends[row + 1]])
            text = "\n\n".join(text for text, kept in zip(texts, keep, strict=True) if kept)
            scored = measure.body_score(record["source"], gold_text(record), {"title": record["title"], "text": text})
            cells[record["source"]].append(scored)
        line = []
        for source, scores in cells.items():
            p, r = mean(p for p, _ in scores), mean(r for _, r in scores)
            line.append(f"{source} {2 * p * r / (p + r):.4f} ({p:.3f}/{r:.3f})")
        print(f"{name:<12}", "  ".join(line), flush=True)

    unseen = np.zeros(len(wanted))
    for fold in range(FOLDS):
        unseen[folds == fold] = fit(folds != fold).predict(matrix[folds == fold])
    report("sites left out", unseen)
    model = fit(slice(None))
    report("plain", model.predict(matrix))
    if arguments.write:
        arrays: dict[str, Any] = pack(model.dump_model())
        np.savez_compressed(body.MODEL, **arrays)
        print(f"wrote {body.MODEL} ({body.MODEL.stat().st_size // 1024} kB)")


def _weights(pages: list[Any]) -> list[Any]:
    """A weight for each block: as much as it moves its page's score, pages of big sites and sources less."""
    of_site = Counter(record["site"] for record, *_ in pages)
    raw = [of_site[record["site"]] ** -0.5 for record, *_ in pages]
    sums: dict[str, float] = defaultdict(float)
    for (record, *_), weight in zip(pages, raw, strict=True):
        sums[record["source"]] += weight
    weights = []
    for (record, _, texts, _), weight in zip(pages, raw, strict=True):
        scale = len(pages) * weight * SOURCES.get(record["source"], 1.0) / sums[record["source"]]
        in_gold = len(tokens(gold_text(record)))
        own = [0.0 if is_headline(record, t) else ((len(tokens(t)) + 3) / (in_gold + 30)) ** 0.5 for t in texts]
        weights.append(scale * np.array(own))
    return weights


if __name__ == "__main__":
    main()

"""Fit the model that chooses the story's blocks, and say how well it does on sites that it was not fitted on.

usage: python -m tests.bench.fit_body CORPUS_DIR [--write] [--fits N] [--trees N]

Prints, by source, F1 (and precision and recall) with whole sites left out (5 folds), of the model alone and of the
whole extraction: each page is read with a model whose trees were fitted without its fold. (Which features the first
trees look at, and which blocks are too easy to count singly, was settled on all pages; and the rules that overrule the
model were written with them in view.) One fit says little below .003, so the mean of several is printed too. Then the
model alone once more, on the pages that it was fitted on; ``--write`` saves it, with the last seed, into
``project/extraction/data``. What the second look learns from are probabilities of a first look that had not seen the
page's site. Each page is fitted on twice, the second time without the names of its elements (classes and ids), as pages
are whose system makes these up anew: the rows "without names" are of such; and our own pages (``tests/templates``) are
fitted on too. Needs ``lightgbm``, which the archive itself
does not.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from multiprocessing import Pool
from pathlib import Path
from statistics import mean
from typing import Any
from unittest.mock import patch

from project.extraction import body
from tests.bench.corpus import Record, folder, gold_text, read_measure, read_records
from tests.bench.forests import FOLDS, Fit, Seen, made_up, read_page
from tests.bench.quality import row_of


def alone(page: Seen, model: body.Model) -> dict[str, Any]:
    """The row of a page of which the model alone chooses the text."""
    keep = body.choose(model.predict(page.columns, page.features), page.columns.lengths)
    text = "\n\n".join(text for text, kept in zip(page.texts, keep, strict=True) if kept)
    return {"title": page.record["title"], "text": text}


def whole(page: Record, corpus: Path, model: body.Model, is_nameless: bool) -> dict[str, Any]:
    """The row that an export would hold of a page, with that model."""
    with patch.object(body, "_model", lambda: model):
        return row_of(page, corpus, is_nameless)


def report(name: str, scores: list[tuple[str, tuple[float, float]]]) -> dict[str, float]:
    """Print F1, precision and recall by source, and give the F1."""
    cells: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for source, score in scores:
        cells[source].append(score)
    found = {}
    line = []
    for source, of_source in cells.items():
        p, r = mean(p for p, _ in of_source), mean(r for _, r in of_source)
        found[source] = 2 * p * r / (p + r)
        line.append(f"{source} {found[source]:.4f} ({p:.3f}/{r:.3f})")
    print(f"{name:<36}", "  ".join(line), flush=True)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", type=folder)
    parser.add_argument("--fits", type=int, default=3, help="fits with sites left out, each with another seed")
    parser.add_argument("--trees", type=int, default=120, help="trees of each of the two forests")
    parser.add_argument("--write", action="store_true", help="save the model fitted on all pages")
    arguments = parser.parse_args()
    corpus = arguments.corpus
    measure = read_measure(corpus)
    records = read_records(corpus)
    with Pool(2) as pool:
        asked = [(record, corpus, is_nameless) for is_nameless in (False, True) for record in records]
        pages = list(filter(None, pool.starmap(read_page, asked, chunksize=20)))
        ours = list(filter(None, pool.starmap(read_page, [(record, corpus) for record in made_up()], chunksize=20)))

    def scored(rows: list[tuple[Seen, dict[str, Any]]]) -> list[tuple[str, tuple[float, float]]]:
        """The score of each page's row."""
        return [
            (page.record["source"], measure.body_score(page.record["source"], gold_text(page.record), row))
            for page, row in rows
        ]

    means: dict[str, list[dict[str, float]]] = defaultdict(list)
    for seed in range(1, arguments.fits + 1):
        fit = Fit([*pages, *ours], arguments.trees, seed)
        models = [body.Model(fit.pack(fold)) for fold in range(FOLDS)]
        left_out = [(page, models[fold]) for page, fold in zip(pages, fit.fold_of_page, strict=False)]
        rows = [(page, alone(page, model)) for page, model in left_out if not page.is_nameless]
        means["sites left out, the model alone"].append(report(f"fit {seed}: the model alone", scored(rows)))
        with Pool(2) as pool:
            read = [(page.record, corpus, model, page.is_nameless) for page, model in left_out]
            rows = list(zip(pages, pool.starmap(whole, read, chunksize=20), strict=True))
        for name, is_nameless in (("the whole extraction", False), ("without names", True)):
            scores = scored([(page, row) for page, row in rows if page.is_nameless == is_nameless])
            means[f"sites left out, {name}"].append(report(f"fit {seed}: {name}", scores))
    for name, found in means.items():
        print(f"{name:<36}", "  ".join(f"{source} {mean(f1[source] for f1 in found):.4f}" for source in found[0]))
    packed = Fit([*pages, *ours], arguments.trees, max(arguments.fits, 1)).pack(None)
    model = body.Model(packed)
    report("plain, the model alone", scored([(page, alone(page, model)) for page in pages if not page.is_nameless]))
    if arguments.write:
        body.MODEL.write_bytes(packed)
        print(f"wrote {body.MODEL} ({body.MODEL.stat().st_size // 1024} kB)")


if __name__ == "__main__":
    main()

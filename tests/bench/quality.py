"""Measure extraction on a corpus of pages with gold, without a crawl: what ``scrapy export`` would hold, scored.

usage: python -m tests.bench.quality CORPUS_DIR [--worst N]

``CORPUS_DIR`` is a corpus as :mod:`tests.bench.corpus` says. The figures are plain ones: the model was fitted on these
pages. ``python -m tests.bench.fit_body`` gives those with whole sites left out.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from project.pages.reading import read_page
from project.pages.story import without_boilerplate
from tests.bench.corpus import Record, folder, nameless, read_body, read_records, score


def row_of(record: Record, corpus: Path, is_nameless: bool = False) -> dict[str, Any]:
    """The row that an export would hold for a page, with the seconds that it took."""
    body = read_body(corpus, record)
    body = nameless(body) if is_nameless else body
    start = time.perf_counter()
    reading = read_page(body, record["url"], charset=record["charset"], by_hand=True, with_links=False)
    article = reading.article
    if article is None:
        return {"id": record["id"]}
    article.blocks = without_boilerplate(article, {}) or article.blocks
    seconds = time.perf_counter() - start
    return {
        "id": record["id"],
        "title": article.title,
        "authors": article.authors,
        "published_at": article.published_at and article.published_at.isoformat(),
        "text": article.text,
        "seconds": seconds,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=folder)
    parser.add_argument("--worst", type=int, default=0, help="also list the N worst pages")
    arguments = parser.parse_args()
    records = read_records(arguments.corpus)
    with Pool() as pool:
        rows = pool.starmap(row_of, [(record, arguments.corpus) for record in records], chunksize=20)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
        file.flush()
        score(arguments.corpus, Path(file.name), "--worst", str(arguments.worst))


if __name__ == "__main__":
    main()

"""``make bench``: run the measurements one after the other; with ``--corpus DIR`` also those on real pages.

Each is a module of its own: ``python -m tests.bench.NAME``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from importlib.util import find_spec

from tests.bench.corpus import folder

ALWAYS = ("speed", "warc", "second_crawl", "waiting", "ledger", "copies")
WITH_CORPUS = (
    "quality", "fit_body", "end_to_end", "speed", "many_sites", "warc", "discovery", "odd_sites", "repetition", "twice",
    "leaks", "field_leaks",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=folder, help="a folder with corpus.jsonl and pages/, beside it score.py")
    corpus = parser.parse_args().corpus
    if corpus and not find_spec("lightgbm"):
        print("fit_body, the quality with whole sites left out, needs lightgbm: left out")
    runs: list[tuple[str, list[str]]] = [(name, []) for name in ALWAYS if not (corpus and name in WITH_CORPUS)]
    if corpus:
        known = [name for name in WITH_CORPUS if name != "fit_body" or find_spec("lightgbm")]
        runs = [*((name, [str(corpus)]) for name in known), *runs]
    failed = 0
    for name, arguments in runs:
        print(f"\n== {name}", flush=True)
        failed |= subprocess.run([sys.executable, "-m", f"tests.bench.{name}", *arguments], check=False).returncode != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())

"""``make bench``: run the measurements one after the other; with ``--corpus DIR`` also those on real pages.

Each is a module of its own: ``python -m tests.bench.NAME``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

ALWAYS = ("speed", "warc", "second_crawl", "waiting", "ledger", "copies")
WITH_CORPUS = ("quality", "speed", "warc", "discovery", "repetition", "twice")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, help="a folder with corpus.jsonl and pages/, beside it score.py")
    corpus = parser.parse_args().corpus
    if corpus is not None and not (corpus / "corpus.jsonl").is_file():
        print(f"bench: {corpus} holds no corpus.jsonl", file=sys.stderr)
        return 2
    runs = [(name, [str(corpus)]) for name in WITH_CORPUS] if corpus else []
    runs += [(name, []) for name in ALWAYS if not (corpus and name in WITH_CORPUS)]
    failed = 0
    for name, arguments in runs:
        print(f"\n== {name}", flush=True)
        failed |= subprocess.run([sys.executable, "-m", f"tests.bench.{name}", *arguments], check=False).returncode != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())

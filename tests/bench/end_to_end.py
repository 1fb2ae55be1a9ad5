"""Quality of what a user gets: a crawl of all pages of a corpus, its export, and what that scores.

    python -m tests.bench.end_to_end CORPUS

``CORPUS`` is a corpus as :mod:`tests.bench.corpus` says; its sites are replayed. Two pages with one address are one
page here: a crawl cannot fetch both.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
from pathlib import Path

from tests.bench.corpus import folder, read_records, replayed, score
from tests.conftest import ROOT, scrapy_arguments

_FAST = {"DOWNLOAD_DELAY": "0", "AUTOTHROTTLE_ENABLED": "False", "ROBOTSTXT_OBEY": "False", "LOG_LEVEL": "ERROR"}


def measure(corpus: Path, proxy: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        urls, rows = Path(name) / "urls.txt", Path(name) / "rows.jsonl"
        urls.write_text("\n".join(record["url"] for record in read_records(corpus)), encoding="utf-8")
        env = {**os.environ, "ARCHIVE_URL": f"sqlite:///{name}/archive.db", "ARCHIVE_WARC_DIR": f"{name}/warc"}
        crawl = scrapy_arguments("crawl", "article", "-a", f"file={urls}", settings=_FAST)
        subprocess.run(crawl, env={**env, "http_proxy": proxy, "https_proxy": proxy}, cwd=ROOT, check=True)
        export = scrapy_arguments("export", "--copies", "-o", str(rows))
        subprocess.run(export, env=env, cwd=ROOT, check=True)
        score(corpus, rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=folder)
    corpus = parser.parse_args().corpus
    with replayed(corpus) as proxy:
        measure(corpus, proxy)

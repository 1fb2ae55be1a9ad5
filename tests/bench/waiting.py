"""Memory of a crawl before a million waiting addresses: ``python -m tests.bench.waiting``. Target: 300 MB."""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from project.addresses import canonical, site_of
from project.archive.engine import Archive
from project.archive.found import add_found
from project.items import Found
from tests.conftest import ROOT, scrapy_arguments
from tests.newspaper.server import COURIER, serve

_BATCH = 20_000


def fill(url: str, number: int) -> None:
    """An archive in which so many addresses of one site wait."""
    now = datetime.now(UTC)
    with closing(Archive.open(url)) as archive:
        for first in range(0, number, _BATCH):
            found = (
                Found(
                    canonical(f"{COURIER}/waiting/story-{n}.html"),
                    f"{COURIER}/waiting/story-{n}.html",
                    site_of(COURIER),
                    "sitemap",
                    now - timedelta(minutes=n),
                )
                for n in range(first, min(first + _BATCH, number))
            )
            with archive.write() as session:
                add_found(session, found, now)


def measure(number: int = 1_000_000, limit: int = 30) -> dict[str, float]:
    """Peak memory, in MB, of the crawl's own process, with this many addresses waiting."""
    with tempfile.TemporaryDirectory() as folder, serve() as newspaper:
        url = f"sqlite:///{Path(folder) / 'archive.db'}"
        fill(url, number)
        newspaper.change(f"{COURIER}/waiting/*", "<p>Gone", status=404)
        env = {**os.environ, "ARCHIVE_URL": url, "ARCHIVE_WARC_DIR": "", "http_proxy": newspaper.proxy}
        settings = {"LOG_LEVEL": "ERROR", "CLOSESPIDER_PAGECOUNT": "3000", "ARCHIVE_READERS": "1"}
        arguments = scrapy_arguments(
            "crawl", "news", "-a", f"site={COURIER}/", "-a", f"limit={limit}", settings=settings
        )
        subprocess.run(arguments, env={**env, "PYTHONPATH": str(ROOT)}, cwd=ROOT, check=False)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1 if sys.platform == "darwin" else 1024)
        return {"addresses that wait": number, "pages asked for": len(newspaper.requests), "peak MB": round(peak)}


if __name__ == "__main__":
    argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0]).parse_args()
    for name, value in measure().items():
        print(f"{name:24} {value:>12,}")

"""How much of an unchanged site a second crawl fetches: ``python -m tests.bench.second_crawl``.

Target: 2 % of the bytes.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.conftest import ROOT, scrapy_arguments
from tests.newspaper.server import COURIER, HERALD, Asked, serve


def measure() -> dict[str, float]:
    """Requests and bytes of bodies of a first and of a second crawl of our news site, and the share of the latter."""
    with tempfile.TemporaryDirectory() as folder, serve() as newspaper:
        env = {
            **os.environ,
            "ARCHIVE_URL": f"sqlite:///{Path(folder) / 'archive.db'}",
            "ARCHIVE_WARC_DIR": "",
            "http_proxy": newspaper.proxy,
            "PYTHONPATH": str(ROOT),
        }
        found = []
        for _ in range(2):
            newspaper.requests.clear()
            for site in (COURIER, HERALD):
                arguments = scrapy_arguments("crawl", "news", "-a", f"site={site}/", settings={"LOG_LEVEL": "ERROR"})
                subprocess.run(arguments, env=env, cwd=ROOT, check=True)
            found.append(_sums(newspaper.requests))
    (first, first_bytes, _), (second, second_bytes, unconditional) = found
    return {
        "requests of the first crawl": first,
        "bytes of the first crawl": first_bytes,
        "requests of the second crawl": second,
        "of these without a condition": unconditional,
        "bytes of the second crawl": second_bytes,
        "share of the bytes, in percent": round(100 * second_bytes / first_bytes, 2),
    }


def _sums(requests: Iterable[Asked]) -> tuple[int, int, int]:
    requests = list(requests)
    sent = sum(request.sent for request in requests)
    return len(requests), sent, sum(not request.is_conditional for request in requests)


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:32} {value:>12,}")

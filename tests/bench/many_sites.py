"""Pages a second with many sites at once, against a spider that does nothing with the same pages.

    python -m tests.bench.many_sites CORPUS PROXY

``CORPUS`` is a folder with ``corpus.jsonl`` (an object with ``url`` on each line), ``PROXY`` the address of a proxy
that answers for these addresses. Target: 0.6 of the idle spider's rate.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response

from project.addresses import site_of
from tests.conftest import ROOT

# As fast as both can: the sites are on this machine.
_FAST = ["DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=False", "ROBOTSTXT_OBEY=False", "LOG_LEVEL=INFO"]
_FAST += ["CONCURRENT_REQUESTS=64", "CONCURRENT_REQUESTS_PER_DOMAIN=1", "CLOSESPIDER_PAGECOUNT=0"]
_BARE = ["SPIDER_MODULES=tests.bench.many_sites", "ITEM_PIPELINES={}", "DOWNLOADER_MIDDLEWARES={}", "EXTENSIONS={}"]
_BARE += ["SPIDER_MIDDLEWARES={}", "DOWNLOAD_HANDLERS={}", "LOG_FORMATTER=scrapy.logformatter.LogFormatter"]


class IdleSpider(Spider):
    """Fetches every address of a file and does nothing with it."""

    name = "idle"

    def __init__(self, file: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls = Path(file).read_text(encoding="utf-8").split()

    async def start(self) -> AsyncIterator[Any]:
        for url in self.urls:
            yield Request(url, self.parse, dont_filter=True)

    def parse(self, response: Response) -> None:
        pass


def addresses(corpus: Path, sites: int) -> list[str]:
    """All addresses of so many sites."""
    chosen: dict[str, list[str]] = {}
    with (corpus / "corpus.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            url = json.loads(line)["url"]
            site = site_of(url)
            if site in chosen or len(chosen) < sites:
                chosen.setdefault(site, []).append(url)
    return [url for urls in chosen.values() for url in urls]


def rate(spider: str, file: Path, proxy: str, archive: Path, *settings: str) -> float:
    """Pages a second of one crawl, from its opening to its end: starting Python is no part of it."""
    given = [part for setting in (*_FAST, *settings) for part in ("-s", setting)]
    env = {**os.environ, "http_proxy": proxy, "https_proxy": proxy, "ARCHIVE_URL": f"sqlite:///{archive}"}
    command = [sys.executable, "-m", "scrapy", "crawl", spider, "-a", f"file={file}", *given]
    result = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    stats = dict(re.findall(r"'([\w/]+)': ([\d.]+)", result.stderr))
    try:
        return float(stats["response_received_count"]) / float(stats["elapsed_time_seconds"])
    except KeyError:
        raise SystemExit(result.stderr[-2000:]) from None


def measure(corpus: Path, proxy: str, sites: int = 200) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "urls.txt"
        urls = addresses(corpus, sites)
        file.write_text("\n".join(urls), encoding="utf-8")
        idle = max(rate("idle", file, proxy, Path(folder) / "idle.db", *_BARE) for _ in range(2))
        ours = rate("article", file, proxy, Path(folder) / "ours.db", f"ARCHIVE_WARC_DIR={folder}/warc")
    return {
        "pages": len(urls),
        "pages/s of the idle spider": round(idle, 1),
        "pages/s of the archive": round(ours, 1),
        "share": round(ours / idle, 2),
    }


if __name__ == "__main__":
    began = time.monotonic()
    for name, value in measure(Path(sys.argv[1]), sys.argv[2]).items():
        print(f"{name:28} {value:>10,}")
    print(f"{'seconds':28} {time.monotonic() - began:>10.0f}")

"""Pages a second with many sites at once, against a spider that does nothing with the same pages.

    python -m tests.bench.many_sites CORPUS

``CORPUS`` is a corpus as :mod:`tests.bench.corpus` says. Target: 0.6 of the idle spider's rate.

The idle spider asks for the same addresses with Scrapy's own middlewares and the same limits; it reads and stores
nothing, keeps no raw page, and no process reads for it. Both run by turns, several times; the share is that of the
medians. Seconds by the clock tell little on a machine that others use: CPU is given beside them, that of starting
(measured with one page) taken off.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response

from project.addresses import site_of
from tests.bench.corpus import folder, read_records, replayed
from tests.conftest import ROOT

_ROUNDS = 3
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
    for record in read_records(corpus):
        site = site_of(record["url"])
        if site in chosen or len(chosen) < sites:
            chosen.setdefault(site, []).append(record["url"])
    return [url for urls in chosen.values() for url in urls]


@dataclass(frozen=True, slots=True)
class Crawl:
    """``rate`` in pages a second by the clock, from opening to end; ``cpu`` in seconds, of all its processes."""

    pages: int
    rate: float
    cpu: float


def crawl(spider: str, file: Path, proxy: str, folder: Path, *settings: str) -> Crawl:
    given = [part for setting in (*_FAST, *settings) for part in ("-s", setting)]
    env = {**os.environ, "http_proxy": proxy, "https_proxy": proxy, "ARCHIVE_URL": f"sqlite:///{folder}/archive.db"}
    command = [sys.executable, "-m", "scrapy", "crawl", spider, "-a", f"file={file}", *given]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=log, stderr=log)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        log.seek(0)
        text = log.read().decode("utf-8", "replace")
    stats = dict(re.findall(r"'([\w/]+)': ([\d.]+)", text))
    try:
        pages = int(stats["response_received_count"])
        return Crawl(pages, pages / float(stats["elapsed_time_seconds"]), usage.ru_utime + usage.ru_stime)
    except KeyError:
        raise SystemExit(text[-2000:]) from None


def measure(corpus: Path, proxy: str, sites: int = 200) -> dict[str, float]:
    urls = addresses(corpus, sites)
    crawls: dict[str, list[Crawl]] = {"idle": [], "article": []}
    costs: dict[str, list[float]] = {"idle": [], "article": []}
    for _ in range(_ROUNDS):
        for spider in crawls:
            with tempfile.TemporaryDirectory() as name:
                place = Path(name)
                settings = _BARE if spider == "idle" else [f"ARCHIVE_WARC_DIR={place}/warc"]
                one, all_of_them = place / "one.txt", place / "all.txt"
                one.write_text(urls[0], encoding="utf-8")
                all_of_them.write_text("\n".join(urls[1:]), encoding="utf-8")
                start = crawl(spider, one, proxy, place, *settings)
                rest = crawl(spider, all_of_them, proxy, place, *settings)
                crawls[spider].append(rest)
                costs[spider].append(1000 * (rest.cpu - start.cpu) / rest.pages)
    idle, ours = (median(each.rate for each in crawls[spider]) for spider in ("idle", "article"))
    return {
        "pages": len(urls),
        "pages/s of the idle spider": round(idle, 1),
        "pages/s of the archive": round(ours, 1),
        "share (target 0.6)": round(ours / idle, 2),
        "ms of CPU a page, idle": round(median(costs["idle"]), 1),
        "ms of CPU a page, archive": round(median(costs["article"]), 1),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=folder)
    corpus = parser.parse_args().corpus
    began = time.monotonic()
    with replayed(corpus) as proxy:
        found = measure(corpus, proxy)
    for name, value in found.items():
        print(f"{name:28} {value:>10,}")
    print(f"{'seconds':28} {time.monotonic() - began:>10.0f}")

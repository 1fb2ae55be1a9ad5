"""Memory of a long crawl: ``python -m tests.bench.memory [PAGES]``. It is flat when what a run remembers is bounded.

The Courier prints 20,000 stories that nobody wrote; the resident memory of the crawl's process and of its readers is
looked at after 2,000, 10,000 and 20,000 of them.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from tests.archive.made_up import paragraphs
from tests.conftest import ROOT, scrapy_arguments
from tests.newspaper.server import COURIER, Answer, Newspaper
from tests.newspaper.stories import Part, Story, all_stories
from tests.newspaper.templates import courier

_A_SITEMAP = 1000
_MODEL = next(story for story in all_stories() if story.template == "modern" and story.paper.root == COURIER)


class LargePaper(Newspaper):
    """The Courier with so many stories more, which its sitemaps name and which are printed when asked for."""

    def __init__(self, stories: int) -> None:
        super().__init__()
        self.stories = stories
        self.printed = 0

    def answer_to(self, url: str) -> Answer:
        name = url.removeprefix(f"{COURIER}/large/")
        if name == url and url != f"{COURIER}/sitemap.xml":
            return super().answer_to(url)
        if name == url:
            parts = range(0, self.stories, _A_SITEMAP)
            listed = "".join(f"<sitemap><loc>{COURIER}/large/{first}.xml</loc></sitemap>" for first in parts)
            return Answer(f"<sitemapindex>{listed}</sitemapindex>".encode(), content_type="application/xml")
        if name.endswith(".xml"):
            first = int(name.removesuffix(".xml"))
            numbers = range(first, min(first + _A_SITEMAP, self.stories))
            listed = "".join(f"<url><loc>{story(number).url}</loc></url>" for number in numbers)
            return Answer(f"<urlset>{listed}</urlset>".encode(), content_type="application/xml")
        self.printed += 1
        return Answer(courier.modern(story(int(name.rpartition("-")[2]))).encode())


@lru_cache(maxsize=_A_SITEMAP)
def story(number: int) -> Story:
    """A story of some 240 words with the Courier's head and all that it prints round a story."""
    day = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=7 * number)
    texts = paragraphs(number)
    head = {name: value for name, value in _MODEL.head.items() if name not in ("modified", "twins", "description")}
    return replace(
        _MODEL,
        slug=f"story-{number}",
        path=f"/large/of-{texts[0].split()[0]}-and-more-{number}",
        title=" ".join(texts[0].split()[:7]).capitalize(),
        parts=[Part("paragraph", each) for each in texts] + [part for part in _MODEL.parts if part.kind == "letter"],
        head={**head, "published": day.isoformat()},
    )


def resident(pid: int) -> float:
    """Resident memory of a process, in MB; Linux only."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text("utf-8").split()]


def measure(pages: int = 20_000) -> list[tuple[int, float, float]]:
    """(stories so far, MB of the crawl's process, MB of the largest reader) at a tenth, a half and the whole."""
    found = []
    newspaper = LargePaper(pages)
    newspaper.start()
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "ARCHIVE_URL": f"sqlite:///{folder}/archive.db", "ARCHIVE_WARC_DIR": f"{folder}/warc"}
        env |= {"http_proxy": newspaper.proxy, "PYTHONPATH": str(ROOT)}
        settings = {"LOG_LEVEL": "ERROR", "CLOSESPIDER_PAGECOUNT": "0", "ARCHIVE_READERS": "1"}
        arguments = scrapy_arguments("crawl", "news", "-a", f"site={COURIER}/", settings=settings)
        process = subprocess.Popen(arguments, env=env, cwd=ROOT, stdout=subprocess.DEVNULL)
        for mark in (pages // 10, pages // 2, pages - 20):
            while newspaper.printed < mark and process.poll() is None:
                time.sleep(0.1)
                newspaper.requests.clear()
            if process.poll() is not None:
                break
            readers = [resident(child) for child in children(process.pid)]
            found.append((newspaper.printed, resident(process.pid), max(readers, default=0.0)))
        process.wait()
        with closing(sqlite3.connect(f"{folder}/archive.db")) as archive:
            (stored,) = archive.execute("SELECT count(*) FROM articles").fetchone()
    newspaper.stop()
    if stored < pages:
        raise SystemExit(f"only {stored:,} of {pages:,} stories were stored")
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pages", nargs="?", type=int, default=20_000, help="how many stories the paper prints")
    pages = parser.parse_args().pages
    began = time.monotonic()
    print(f"{'stories':>10} {'crawl, MB':>10} {'reader, MB':>10}")
    for printed, crawl, reader in measure(pages):
        print(f"{printed:>10,} {crawl:>10.0f} {reader:>10.0f}")
    print(f"{time.monotonic() - began:.0f} s")

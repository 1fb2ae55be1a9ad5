"""Raw pages: what it costs to keep them, and how fast they are read again: ``python -m tests.bench.warc [CORPUS]``.

Three ratios, each the median of pairs measured in turn, so that what else runs on the machine weighs on both:

- re-extraction (the preview) with two processes against one, without their start: target 1.7 times. On a machine whose
  cores are taken, two processes are no faster: twice the CPU of one by that of two says what idle cores would give;
- pages a second of ``scrapy crawl warc`` against extraction and storing alone, in one process: target 0.8;
- a crawl that keeps raw pages against one that does not, in CPU of all its processes: at most a tenth more.

The pages are some of the corpus, or made up stories in the layouts of our own papers.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median

from project.archive import repetition
from project.archive.articles import save_article
from project.archive.engine import Archive
from project.archive.raw_pages import iter_pages
from project.items import Fetch
from project.pages.reading import read_page
from project.pages.story import without_boilerplate
from project.pages.validity import reason_to_drop
from tests.archive.made_up import paragraphs
from tests.bench.corpus import folder
from tests.bench.speed import pages_of
from tests.conftest import ROOT, scrapy_arguments
from tests.foreign_warc import Record, write_warc
from tests.newspaper.server import COURIER, PAGES, serve

_PAGES = 600
_PAIRS = 5
_SITES = 20
_QUIET = {"LOG_LEVEL": "INFO"}


def made_pages(number: int) -> list[Record]:
    """Pages of our papers with other words: one paragraph in each place of a paragraph of theirs."""
    layouts = [
        path.read_text("utf-8", "replace") for path in sorted(PAGES.rglob("*.html")) if path.stat().st_size > 4000
    ]
    made = []
    for each in range(number):
        words = iter(paragraphs(each, count=30, words=40))
        pieces = re.split(r"(?<=<p>)[^<]{60,}", layouts[each % len(layouts)])
        html = pieces[0] + "".join(next(words, "") + piece for piece in pieces[1:])
        html = re.sub(r'<link rel="canonical"[^>]*>|<meta property="og:url"[^>]*>|"@id": *"[^"]*",?', "", html)
        url = f"http://www.paper{each % _SITES}.example/local/council-votes-on-plan-number-{each}-{40000 + each}"
        made.append(Record(url, html.encode()))
    return made


def pages_in(corpus: Path) -> list[Record]:
    """Real pages, evenly spread."""
    pages = pages_of(corpus)
    return [Record(url, body, content_type=f"text/html; charset={charset or 'utf-8'}") for body, url, charset in pages]


def run(arguments: list[str], env: dict[str, str]) -> tuple[float, float, str]:
    """(seconds by the clock, seconds of CPU with all processes it began, standard error)."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(arguments, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stderr


def elapsed(stderr: str) -> float:
    """Seconds from a crawl's opening to its end: starting Python is no part of it."""
    found = re.search(r"'elapsed_time_seconds': ([\d.]+)", stderr)
    assert found is not None, stderr[-2000:]
    return float(found[1])


def line_alone(file: Path, archive_url: str) -> float:
    """Seconds for the same pages through the same steps one after the other, in this process."""
    began = time.perf_counter()
    sites = set()
    with closing(Archive.open(archive_url)) as archive:
        for page in iter_pages(file):
            article = read_page(page.body, page.url, charset=page.charset, with_links=False).article
            if article is None or reason_to_drop(article):
                continue
            article.fetch = Fetch(page.fetched_at)
            article.blocks = without_boilerplate(article, {}) or article.blocks
            with archive.write() as session:
                save_article(session, article, page.fetched_at)
            sites.add(article.site)
        for site in sites:
            repetition.sweep(archive, site)
    return time.perf_counter() - began


def pairs(one: Callable[[], float], other: Callable[[], float], count: int = _PAIRS) -> tuple[float, float, float]:
    """(median of one, median of the other, median of one / other), measured in turn."""
    found = []
    for turn in range(count):
        first = one() if turn % 2 else None
        second = other()
        found.append((one() if first is None else first, second))
    return median(a for a, _ in found), median(b for _, b in found), median(a / b for a, b in found)


def measure(corpus: Path | None = None) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name, serve() as newspaper:
        folder = Path(name)
        pages = pages_in(corpus) if corpus else made_pages(_PAGES)
        number = len(pages)
        file = write_warc(folder / "foreign.warc.gz", pages)
        env = {**os.environ, "ARCHIVE_WARC_DIR": "", "PYTHONPATH": str(ROOT)}
        fresh = iter(range(1_000_000))

        def new_archive() -> str:
            return f"sqlite:///{folder / f'{next(fresh)}.db'}"

        def crawl_warc() -> float:
            arguments = scrapy_arguments("crawl", "warc", "-a", f"path={file}", settings=_QUIET)
            return elapsed(run(arguments, env | {"ARCHIVE_URL": new_archive()})[2])

        def alone() -> float:
            return line_alone(file, new_archive())

        read = new_archive()
        run(scrapy_arguments("crawl", "warc", "-a", f"path={file}"), env | {"ARCHIVE_URL": read})

        cpu: dict[int, list[float]] = {1: [], 2: []}

        def reextract(processes: int) -> float:
            arguments = scrapy_arguments("reextract", "--all", "--processes", str(processes))
            started = run([*arguments, "--limit", "4"], env | {"ARCHIVE_URL": read})
            seconds, spent, _ = run(arguments, env | {"ARCHIVE_URL": read})
            cpu[processes].append(spent - started[1])
            return seconds - started[0]

        def crawl_live(keep: bool) -> float:
            kept = str(folder / "kept" / str(next(fresh))) if keep else ""
            proxied = env | {"ARCHIVE_URL": new_archive(), "ARCHIVE_WARC_DIR": kept, "http_proxy": newspaper.proxy}
            return run(scrapy_arguments("crawl", "news", "-a", f"site={COURIER}/", settings=_QUIET), proxied)[1]

        one, two, times = pairs(lambda: reextract(1), lambda: reextract(2))
        warc, line, slower = pairs(crawl_warc, alone)
        kept, bare, more = pairs(lambda: crawl_live(True), lambda: crawl_live(False))
    return {
        "pages": number,
        "re-extraction in one process, pages/s": number / one,
        "in two": number / two,
        "times (target 1.7)": times,
        "times on idle cores, by CPU": 2 * median(cpu[1]) / median(cpu[2]),
        "crawl warc, pages/s": number / warc,
        "extraction and storing alone": number / line,
        "share of that rate (target 0.8)": 1 / slower,
        "live crawl that keeps raw pages, s of CPU": kept,
        "that keeps none": bare,
        "times (target 1.1)": more,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=folder, nargs="?")
    for name, value in measure(parser.parse_args().corpus).items():
        print(f"{name:<44} {value:>9.2f}")

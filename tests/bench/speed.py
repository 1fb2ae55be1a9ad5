"""What extraction costs against parsing alone, in one run on the same pages: ``python -m tests.bench.speed [CORPUS]``.

Parsing is lxml's, of the decoded text, as Scrapy's selectors do it; extraction is from bytes to the cleaned item,
boilerplate and all. Of CPU, so that what else runs does not count. Target: at most 4 times. trafilatura and newspaper4k
read the same pages where they are installed.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from lxml import etree

from project.pages.reading import read_page
from project.pages.story import without_boilerplate
from tests.bench.corpus import folder, read_body, read_records

NEWSPAPER = Path(__file__).parents[1] / "newspaper" / "pages"
_MOST_PAGES = 300
_ROUNDS = 3

Pages = list[tuple[bytes, str, str | None]]


def pages_of(corpus: Path | None) -> Pages:
    """(bytes, address, charset) of some pages of the corpus, evenly spread, or of our own papers."""
    if corpus is None:
        paths = sorted(NEWSPAPER.rglob("*.html"))
        return [(path.read_bytes(), f"http://{path.relative_to(NEWSPAPER)}", None) for path in paths]
    records = read_records(corpus)
    return [
        (read_body(corpus, record), record["url"], record["charset"])
        for record in records[:: max(1, len(records) // _MOST_PAGES)]
    ]


def parse(body: bytes, url: str, charset: str | None) -> None:
    text = body.decode(charset or "utf-8", "replace").replace("\x00", "")
    etree.fromstring(text.encode(), etree.HTMLParser(recover=True, encoding="utf-8", huge_tree=True))


def extract(body: bytes, url: str, charset: str | None) -> None:
    article = read_page(body, url, charset=charset, by_hand=True, with_links=False).article
    if article is not None:
        without_boilerplate(article, {})


def peers() -> dict[str, Callable[[bytes, str, str | None], object]]:
    """Other extractors, if they are installed."""
    found: dict[str, Callable[[bytes, str, str | None], object]] = {}
    if find_spec("trafilatura"):
        trafilatura = import_module("trafilatura")
        found["trafilatura"] = lambda body, url, charset: trafilatura.bare_extraction(body, url=url)
    if find_spec("newspaper"):
        newspaper = import_module("newspaper")
        found["newspaper4k"] = lambda body, url, charset: newspaper.article(
            url, input_html=body.decode(charset or "utf-8", "replace")
        )
    return found


def cost(read: Callable[[bytes, str, str | None], object], pages: Pages) -> float:
    """Milliseconds of CPU a page."""
    start = time.process_time()
    for page in pages:
        read(*page)
    return 1000 * (time.process_time() - start) / len(pages)


def measure(corpus: Path | None) -> dict[str, float]:
    pages = pages_of(corpus)
    for page in pages[:5]:  # models and tables are loaded by the first page
        extract(*page)
    rounds = [(cost(parse, pages), cost(extract, pages)) for _ in range(_ROUNDS)]
    figures = {
        "pages": len(pages),
        "parse alone, ms a page": median(one for one, _ in rounds),
        "extraction, ms a page": median(two for _, two in rounds),
        "extraction / parse alone (target 4)": median(two / one for one, two in rounds),
    }
    return figures | {f"{name}, ms a page": cost(read, pages) for name, read in peers().items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=folder, nargs="?")
    for name, value in measure(parser.parse_args().corpus).items():
        print(f"{name:<40} {value:>9.2f}")


if __name__ == "__main__":
    main()

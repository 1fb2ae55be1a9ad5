"""What it costs to store an article, all rows and the commit included: ``python -m tests.bench.store``.

Target: 1.5 ms of CPU for one of 420 words with eight dropped blocks, on an idle machine.
"""

from __future__ import annotations

import tempfile
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from project.archive.articles import save_article
from project.archive.engine import Archive
from project.items import Article, Block, Fetch
from tests.archive.made_up import NOW, article, paragraphs

_ARTICLES = 1_500
_WARM_UP = 200


def made(number: int) -> Article:
    item = article(
        f"https://paper{number % 20}.example/{number}",
        paragraphs(number, count=12, words=35),
        authors=[f"Ann Lee {number % 50}"],
        tags=[f"tag {number % 90}", "news"],
        published_at=NOW - timedelta(hours=number),
        fetch=Fetch(NOW, etag='"1"', body_hash=number),
    )
    item.blocks += [Block(f"Read more {each}", reason="related links") for each in range(8)]
    return item


def measure(number: int = _ARTICLES) -> dict[str, tuple[float, float]]:
    """What is stored -> milliseconds an article: by the clock, and of CPU."""
    items = [made(each) for each in range(number + _WARM_UP)]
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Archive.open(f"sqlite:///{Path(folder) / 'archive.db'}")) as archive,
    ):
        _timed(archive, items[:_WARM_UP])
        return {"a new article": _timed(archive, items[_WARM_UP:]), "an unchanged one": _timed(archive, items)}


def _timed(archive: Archive, items: list[Article]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    for item in items:
        with archive.write() as session:
            save_article(session, item, NOW)
    share = 1000 / len(items)
    return (time.perf_counter() - wall) * share, (time.process_time() - cpu) * share


if __name__ == "__main__":
    for name, (wall, cpu) in measure().items():
        print(f"{name:20} {wall:6.2f} ms by the clock {cpu:6.2f} ms of CPU")

"""What an operation of the ledger costs among a million rows and among ten thousand: ``python -m tests.bench.ledger``.

Target: at most 1.5 times. Of CPU, so that what else runs does not count; each operation stands in a transaction of its
own size, as a crawl makes them, and its addresses are spread over the whole ledger.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from project.archive import ledger
from project.archive.base import Moment
from project.archive.engine import Archive
from project.archive.found import add_found
from project.items import Fetch, Found

SMALL, LARGE = 10_000, 1_000_000
_SITES = 20
_NOW = datetime(2026, 3, 1, tzinfo=UTC)
_BATCH = 20_000
_ROUNDS = 300
_BECOME = text("UPDATE pages SET state = :state, next_fetch_at = :due WHERE url = :b_url").bindparams(
    bindparam("due", type_=Moment())
)


def found(number: int) -> Found:
    """An address of one of twenty sites; it always looks the same."""
    site = f"paper{number % _SITES}.example"
    path = f"{random.Random(number).getrandbits(64):x}/story-{number}"
    announced_at = _NOW - timedelta(minutes=number % 500_000)
    return Found(f"https://{site}/{path}", f"https://www.{site}/{path}", site, "sitemap", announced_at)


def fill(archive: Archive, size: int) -> None:
    """A ledger in which half of the pages are done, and a tenth failed; the others wait."""
    for first in range(0, size, _BATCH):
        numbers = range(first, min(first + _BATCH, size))
        with archive.write() as session:
            add_found(session, map(found, numbers), _NOW)
            rows: list[dict[str, Any]] = []
            for number in numbers:
                if number // _SITES % 10 == 0:
                    rows.append({"b_url": found(number).url, "state": "failed", "due": _NOW})
                elif number // _SITES % 2:
                    rows.append({"b_url": found(number).url, "state": "not_article", "due": None})
            session.execute(_BECOME, rows)


def costs(archive: Archive, size: int) -> dict[str, float]:
    """Operation -> milliseconds of CPU."""
    chance = random.Random(size)
    fetch = Fetch(_NOW, etag='"1"', body_hash=1)
    known = [found(chance.randrange(size)) for _ in range(_ROUNDS * 4)]

    def add_new(session: Session, round_: int) -> None:
        add_found(session, map(found, range(size + 50 * round_, size + 50 * round_ + 50)), _NOW)

    def add_known(session: Session, round_: int) -> None:
        add_found(session, known[round_ : round_ + 50], _NOW)

    def draw(session: Session, round_: int) -> None:
        site = f"paper{round_ % _SITES}.example"
        first = ledger.due_pages(session, site, _NOW, 100)
        ledger.due_pages(session, site, _NOW, 100, first[-1])

    def mark(session: Session, round_: int) -> None:
        ledger.mark(session, known[round_].url, "failed", "503", fetch=fetch, now=_NOW)

    def look_up(session: Session, round_: int) -> None:
        ledger.get(session, known[_ROUNDS + round_].url)

    def not_modified(session: Session, round_: int) -> None:
        ledger.not_modified(session, known[2 * _ROUNDS + round_].url, fetch, _NOW)

    operations = {
        "add 50 new addresses": add_new,
        "add 50 known addresses": add_known,
        "draw 200 due pages": draw,
        "mark a page": mark,
        "look a page up": look_up,
        "note a 304": not_modified,
    }
    return {name: _timed(archive, operation) for name, operation in operations.items()}


def _timed(archive: Archive, operation: Callable[[Session, int], None]) -> float:
    """The median: a checkpoint of the log falls upon one transaction in many."""
    spent = []
    for round_ in range(_ROUNDS):
        start = time.process_time()
        with archive.write() as session:
            operation(session, round_)
        spent.append(time.process_time() - start)
    return 1000 * sorted(spent)[len(spent) // 2]


def measure(sizes: tuple[int, int] = (SMALL, LARGE)) -> dict[str, tuple[float, float]]:
    """Operation -> milliseconds in the small ledger, and in the large one."""
    measured = []
    for size in sizes:
        with (
            tempfile.TemporaryDirectory() as folder,
            closing(Archive.open(f"sqlite:///{Path(folder) / 'archive.db'}")) as archive,
        ):
            fill(archive, size)
            measured.append(costs(archive, size))
    return {name: (measured[0][name], measured[1][name]) for name in measured[0]}


if __name__ == "__main__":
    argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0]).parse_args()
    print(f"| operation | {SMALL:,} rows | {LARGE:,} rows | times |\n| --- | --- | --- | --- |")
    for name, (small, large) in measure().items():
        print(f"| {name} | {small:.2f} ms | {large:.2f} ms | {large / small:.2f} |")

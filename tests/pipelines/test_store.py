"""The store pipeline waits for a locked archive, counts what it did, and loses no page when it cannot write."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from scrapy.utils.test import get_crawler
from sqlalchemy import event

from pipelines.store import StorePipeline
from project.archive import engine, ledger
from project.archive.engine import Archive
from project.archive.errors import ArchiveError, ArchiveLocked
from project.archive.found import add_found
from project.items import Article, Found
from tests.archive.made_up import NOW, article, paragraphs

ONE = "https://one.example/a"


@pytest.fixture
def pipeline(archive_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[StorePipeline]:
    monkeypatch.setattr(engine, "_WAIT_SECONDS", 0.2)
    with closing(Archive.open(archive_url)) as archive, archive.write() as session:
        add_found(session, [Found(ONE, ONE, "one.example", "feed")], NOW)
    pipeline = StorePipeline.from_crawler(
        get_crawler(settings_dict={"ARCHIVE_URL": archive_url, "ARCHIVE_REVISIT": [1, 24]})
    )
    pipeline.open_spider()
    yield pipeline
    pipeline.close_spider()


def store(pipeline: StorePipeline, *items: Article) -> list[Article]:
    """Store items that come at the same time."""

    async def run() -> list[Article]:
        return await asyncio.gather(*map(pipeline.process_item, items))

    return asyncio.run(run())


def state(pipeline: StorePipeline) -> str:
    with pipeline.archive.read() as session:
        page = ledger.get(session, ONE)
        assert page is not None
        return page.state


def test_an_item_is_stored_and_counted(pipeline: StorePipeline) -> None:
    item = article(ONE, paragraphs(1))
    assert store(pipeline, item) == [item]
    store(pipeline, item)
    assert state(pipeline) == "stored"
    assert pipeline.stats.get_value("archive/store/new") == 1
    assert pipeline.stats.get_value("archive/store/unchanged") == 1


def test_copies_are_counted_by_their_kind(pipeline: StorePipeline) -> None:
    store(pipeline, article(ONE, paragraphs(1)))
    store(pipeline, article("https://two.example/b", paragraphs(1)), article("https://two.example/c", paragraphs(2)))
    counts = {name: value for name, value in pipeline.stats.get_stats().items() if "/deduplicate/" in name}
    assert counts == {"archive/deduplicate/exact": 1, "archive/deduplicate/original": 2}


def test_what_comes_together_lands_together(pipeline: StorePipeline) -> None:
    commits: list[object] = []
    event.listen(pipeline.archive._engine, "commit", commits.append)
    items = [article(f"https://one.example/{number}", paragraphs(number)) for number in range(9)]
    assert store(pipeline, *items) == items
    assert pipeline.stats.get_value("archive/store/new") == 9
    assert len(commits) == 1


def test_one_item_that_cannot_be_stored_takes_no_other_with_it(pipeline: StorePipeline) -> None:
    broken = article("https://one.example/b", paragraphs(2), authors=[7])

    async def run() -> list[Article | BaseException]:
        items = [article(ONE, paragraphs(1)), broken, article("https://one.example/c", paragraphs(3))]
        return await asyncio.gather(*map(pipeline.process_item, items), return_exceptions=True)

    assert [type(answer) for answer in asyncio.run(run())] == [Article, AttributeError, Article]
    assert state(pipeline) == "stored"
    assert pipeline.stats.get_value("archive/store/new") == 2


def test_the_reactor_goes_on_while_the_archive_is_locked(pipeline: StorePipeline) -> None:
    async def run() -> int:
        storing = asyncio.create_task(pipeline.process_item(article(ONE, paragraphs(1))))
        rounds = 0
        while rounds < 20:
            await asyncio.sleep(0.01)
            rounds += 1
        assert not storing.done()
        holder.execute("COMMIT")
        await storing
        return rounds

    with closing(sqlite3.connect(pipeline.archive.path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        assert asyncio.run(run()) == 20
    assert state(pipeline) == "stored"


def test_a_lock_that_outlasts_one_wait_is_waited_for_again(pipeline: StorePipeline) -> None:
    holder = sqlite3.connect(pipeline.archive.path, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    told: list[str] = []

    class Letting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append(record.getMessage())
            holder.execute("COMMIT")

    logger, letting = logging.getLogger("project.archive.engine"), Letting(logging.WARNING)
    logger.addHandler(letting)
    try:
        store(pipeline, article(ONE, paragraphs(1)))
    finally:
        logger.removeHandler(letting)
        holder.close()
    assert state(pipeline) == "stored"
    assert len(told) == 1 and "locked" in told[0]


def test_a_page_goes_on_waiting_when_the_lock_stays(pipeline: StorePipeline) -> None:
    with closing(sqlite3.connect(pipeline.archive.path)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveLocked, match="another process keeps"):
            store(pipeline, article(ONE, paragraphs(1)))
    assert state(pipeline) == "waiting"


def test_a_page_goes_on_waiting_when_the_disk_is_full(pipeline: StorePipeline) -> None:
    with pipeline.archive.write() as session:
        connection = session.connection().connection.driver_connection
        assert connection is not None
        # As many pages as there are: the next one finds the disk full. It holds for this connection, which is reused.
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ArchiveError, match=r"no space is left for .*archive"):
        for number in range(50):
            store(pipeline, article(f"{ONE}{number}", paragraphs(number, count=60)))
    assert state(pipeline) == "waiting"
    assert pipeline.stats.get_value("archive/store/new", 0) < 50

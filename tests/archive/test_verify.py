"""What is wrong with an archive is found, and named."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Set
from contextlib import closing
from itertools import islice

import pytest

from project.archive import verify
from project.archive.engine import Archive
from project.items import Fetch
from tests.archive.made_up import NOW, paragraphs, save

ONE, TWO = "https://one.example/a", "https://two.example/a"


@pytest.fixture
def archive(archive_url: str) -> Iterator[Archive]:
    with closing(Archive.open(archive_url)) as opened:
        with opened.write() as session:
            save(session, ONE, paragraphs(1), fetch=Fetch(NOW, warc_file="a.warc.gz", warc_offset=17, body_hash=7))
            save(session, TWO, paragraphs(1))
            save(session, "https://two.example/漢", paragraphs(2, "Han"), authors=["山田", "花子"])
        yield opened


def problems(archive: Archive, check_raw_page: verify.RawPageCheck | None = None) -> list[str]:
    with archive.read() as session, closing(sqlite3.connect(archive.path, isolation_level=None)) as crawl:
        lines = verify.problems(session, check_raw_page)
        found = list(islice(lines, 1))
        crawl.execute("BEGIN IMMEDIATE")  # a crawl writes meanwhile
        return found + list(lines)


def damage(archive: Archive, *statements: str) -> None:
    """As a program does that knows nothing of the archive's rules."""
    with closing(sqlite3.connect(archive.path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_whole_archive_has_no_problem(archive: Archive) -> None:
    assert problems(archive) == []


def test_a_stored_page_without_article(archive: Archive) -> None:
    damage(archive, f"UPDATE pages SET article_id = NULL WHERE url = '{ONE}'")
    assert problems(archive) == [
        f"page {ONE} is stored, but has no article",
        f"article {ONE} has no page in the ledger",
    ]


def test_a_row_that_names_no_row(archive: Archive) -> None:
    damage(archive, f"UPDATE pages SET article_id = 4711 WHERE url = '{TWO}'")
    assert problems(archive)[0] == "row 2 of pages names a row of articles that does not exist"


def test_a_copy_of_a_copy(archive: Archive) -> None:
    damage(archive, "UPDATE articles SET copy_of_id = 2, copy_kind = 'near', copy_score = 0.9 WHERE id = 3")
    assert problems(archive) == [f"article https://two.example/漢 copies {TWO}, which is a copy itself"]


def test_an_index_that_does_not_fit_is_found_and_written_anew(archive: Archive) -> None:
    assert problems(archive) == []
    damage(archive, "DROP TRIGGER article_search_update", f"UPDATE articles SET title = 'On {ONE}' WHERE id = 1")
    assert problems(archive) == ["the full-text index does not fit the articles: scrapy verify --repair writes it anew"]
    with archive.write() as session:
        verify.rebuild_index(session)
    assert problems(archive) == []


def test_raw_pages_are_looked_at_where_they_should_stand(archive: Archive) -> None:
    asked = []

    def check(file: str, offset: int, urls: Set[str], body_hash: int | None) -> str:
        asked.append((file, offset, urls, body_hash))
        return "no record there"

    assert problems(archive, check_raw_page=check) == [f"raw page of {ONE} (a.warc.gz at byte 17): no record there"]
    assert asked == [("a.warc.gz", 17, {ONE}, 7)] * 2


def test_many_problems_of_one_kind_are_counted(archive: Archive) -> None:
    damage(
        archive,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30) INSERT INTO pages (url, "
        "found_url, site, found_via, found_at, state, failures, unchanged, is_source) "
        "SELECT 'https://x.example/' || i, 'x', "
        "'x.example', 'link', '2026-01-01 00:00:00.000000', 'stored', 0, 0, 0 FROM n",
    )
    found = problems(archive)
    assert len(found) == 6
    assert found[-1] == "… and 25 more like this"

"""Is the archive whole? Each check gives a line for what is wrong, and none where all is well."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Set
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError, NoResultFound
from sqlalchemy.orm import Session

from project.archive.models import Page

RawPageCheck = Callable[[str, int, Set[str], int | None], str | None]
"""Takes a WARC file's name, an offset, the addresses that the page may have and the hash of its bytes; gives what is
wrong there, or None."""

# What is wrong -> a query for the rows of which it is true.
_RULES = {
    "page {0} is stored, but has no article": "SELECT url FROM pages WHERE state = 'stored' AND article_id IS NULL",
    "article {0} has no page in the ledger": (
        "SELECT url FROM articles WHERE NOT EXISTS (SELECT 1 FROM pages WHERE article_id = articles.id)"
    ),
    "article {0} copies {1}, which is a copy itself": (
        "SELECT copy.url, original.url FROM articles AS copy JOIN articles AS original "
        "ON original.id = copy.copy_of_id WHERE original.copy_of_id IS NOT NULL"
    ),
    "article {0} is a copy without its kind or share": (
        "SELECT url FROM articles WHERE copy_of_id IS NOT NULL AND (copy_kind IS NULL OR copy_score IS NULL)"
    ),
    "article {0} has words from {1} pages at once": (
        "SELECT articles.url, count(*) FROM pages JOIN articles ON articles.id = pages.article_id "
        "WHERE is_source GROUP BY articles.id HAVING count(*) > 1"
    ),
}
_SHOWN = 5
"""So many rows of one kind are named; the rest is counted."""


def problems(
    session: Session, check_raw_page: RawPageCheck | None = None, locate: Callable[[str], Path] | None = None
) -> Iterator[str]:
    """What is wrong with the archive, a line each.

    ``session`` need not write, and a crawl goes on meanwhile. Reads the whole file. With ``check_raw_page`` every place
    in a WARC file is looked at, too; with ``locate``, which says where a file lies, only whether the files are there.
    """
    yield from _integrity(session)
    yield from _foreign_keys(session)
    yield from _index(session)
    for line, query in _RULES.items():
        yield from _named(line.format(*row) for row in session.execute(text(query)))
    if check_raw_page is not None:
        yield from _named(_raw_pages(session, check_raw_page))
    elif locate is not None:
        files = session.scalars(select(Page.warc_file).where(Page.warc_file.is_not(None)).distinct())
        places = (locate(file or "") for file in files)
        yield from _named(
            f"raw pages: {place} is missing (ARCHIVE_WARC_DIR)" for place in places if not place.is_file()
        )


def _integrity(session: Session) -> Iterator[str]:
    """https://www.sqlite.org/pragma.html#pragma_integrity_check"""
    try:
        lines = [line for (line,) in session.execute(text("PRAGMA integrity_check(20)"))]
    except DatabaseError as error:
        lines = [str(error.orig)]
    yield from (f"the file is damaged: {line}" for line in lines if line != "ok")


def _foreign_keys(session: Session) -> Iterator[str]:
    rows = session.execute(text("PRAGMA foreign_key_check"))
    yield from _named(f"row {row[1]} of {row[0]} names a row of {row[2]} that does not exist" for row in rows)


def _index(session: Session) -> Iterator[str]:
    """https://www.sqlite.org/fts5.html#the_integrity_check_command

    The statement for it writes nothing, but wants the lock for as long as it takes: a copy of the index is checked, in
    SQLite's own temporary file, which is gone with the transaction.
    """
    try:
        made: str = session.execute(text("SELECT sql FROM sqlite_master WHERE name = 'article_search'")).scalar_one()
        session.execute(text("CREATE TEMP VIEW article_words AS SELECT * FROM main.article_words"))
        session.connection().exec_driver_sql(made.replace("article_search", "temp.article_search", 1))
        for part in ("data", "idx", "docsize", "config"):
            session.execute(text(f"DELETE FROM temp.article_search_{part}"))
            session.execute(text(f"INSERT INTO temp.article_search_{part} SELECT * FROM main.article_search_{part}"))
        session.execute(text("INSERT INTO temp.article_search (article_search, rank) VALUES ('integrity-check', 1)"))
    except (DatabaseError, NoResultFound) as error:
        if getattr(getattr(error, "orig", None), "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            raise
        yield "the full-text index does not fit the articles: scrapy verify --repair writes it anew"


def rebuild_index(session: Session) -> None:
    """Write the full-text index anew from the articles."""
    session.execute(text("INSERT INTO article_search (article_search) VALUES ('rebuild')"))


def _raw_pages(session: Session, check: RawPageCheck) -> Iterator[str]:
    kept = select(Page.url, Page.warc_file, Page.warc_offset, Page.body_hash, Page.article_id)
    query = kept.where(Page.warc_file.is_not(None)).order_by(Page.id).execution_options(yield_per=1000)
    for url, file, offset, body_hash, article_id in session.execute(query):
        wrong = check(file or "", offset or 0, {url}, body_hash)
        if wrong and article_id is not None:
            # What was kept came from where its address led to, and a later look found other bytes.
            urls = set(session.scalars(select(Page.url).where(Page.article_id == article_id)))
            wrong = check(file or "", offset or 0, urls, body_hash)
        if wrong:
            yield f"raw page of {url} ({file} at byte {offset}): {wrong}"


def _named(lines: Iterator[str]) -> Iterator[str]:
    more = 0
    for number, line in enumerate(lines):
        if number < _SHOWN:
            yield line
        else:
            more += 1
    if more:
        yield f"… and {more} more like this"

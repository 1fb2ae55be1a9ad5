"""The content of an archive, without what differs from run to run: to tell whether two crawls ended in the same."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from project.archive.index_text import to_index

# Moments and the numbers of rows, for which names stand; and by which of several ways an address came up first, and how
# often it was looked at in vain: after a kill, once more.
_LEFT_OUT = {
    "pages": {"id", "found_at", "fetched_at", "next_fetch_at", "article_id"} | {"found_via", "unchanged"},
    "articles": {"id", "first_seen_at", "last_seen_at", "gone_at", "copy_of_id", "dated_at"},
    "revisions": {"id", "article_id", "seen_at"},
    "dropped_blocks": {"article_id"},
    "article_authors": {"article_id", "author_id"},
    "article_tags": {"article_id", "tag_id"},
    "authors": {"id"},
    "tags": {"id"},
    "site_blocks": {"id"},
    "block_prints": {"article_id"},
    "shingles": {"article_id"},
    "sites": {"last_crawl_at", "next_crawl_at"},
    "validators": {"fetched_at", "content"},
    "words": set(),
}
_NAMES = {
    "article_id": "SELECT id, url FROM articles",
    "copy_of_id": "SELECT id, url FROM articles",
    "author_id": "SELECT id, name FROM authors",
    "tag_id": "SELECT id, name FROM tags",
}


def content(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Table -> its rows, sorted, with the addresses of articles and the names of authors in the place of numbers.

    ``words`` are those of the full-text index: each with its column, the number of articles that have it, and how often
    it stands there.
    """
    connection = _copy(file)
    connection.row_factory = sqlite3.Row
    try:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5vocab(article_search, col)")
        names = {column: dict(map(tuple, connection.execute(query))) for column, query in _NAMES.items()}
        return {
            table: sorted(
                (_row(row, left_out, names) for row in connection.execute(f"SELECT * FROM {table}")), key=repr
            )
            for table, left_out in _LEFT_OUT.items()
        }
    finally:
        connection.close()


def _copy(file: Path) -> sqlite3.Connection:
    """The archive in memory, so that nothing that is done to it does anything to the file."""
    copy = sqlite3.connect(":memory:")
    with closing(sqlite3.connect(file)) as connection:
        connection.backup(copy)
    copy.create_function("archive_fold", 1, to_index, deterministic=True)
    return copy


def _row(row: sqlite3.Row, left_out: Iterable[str], names: dict[str, dict[Any, Any]]) -> tuple[Any, ...]:
    columns = row.keys()
    kept = [row[column] for column in columns if column not in left_out]
    named = [names[column].get(row[column]) for column in columns if column in names]
    held = [zlib.crc32(zlib.decompress(row["content"]))] if "content" in columns and row["content"] else []
    return (*kept, *named, *held)


def problems(file: Path) -> list[str]:
    """What SQLite finds wrong with the file, its foreign keys and its full-text index against the articles."""
    connection = _copy(file)
    try:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"{row[0]} {row[1]} names no {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")]
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'pages'").fetchone():
            return found  # killed before the first migration ended: the next crawl begins anew
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'article_search'").fetchone():
            try:
                connection.execute("INSERT INTO article_search (article_search, rank) VALUES ('integrity-check', 1)")
            except sqlite3.DatabaseError as error:
                found.append(f"the full-text index does not fit the articles: {error}")
        unfinished = connection.execute(
            "SELECT url FROM pages WHERE (state = 'stored') != (article_id IS NOT NULL)"
        ).fetchall()
        return found + [f"{url} is stored without its article, or the other way round" for (url,) in unfinished]
    finally:
        connection.close()

"""The comparison finds what is wrong: else a simulation without faults would say nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from tests.soak import events
from tests.soak.compare import differences
from tests.soak.server import Look
from tests.soak.simulation import Alarm, Result

_COPY = """
INSERT INTO articles
SELECT 999, '', site, title, text, published_at, first_seen_at, NULL, NULL, NULL FROM articles WHERE id = 1;
"""


def _faults(result: Result) -> list[str]:
    return [difference.what for difference in differences(result) if difference.known is None]


def test_what_is_as_it_was(result: Result) -> None:
    assert differences(result) == []


@pytest.mark.parametrize(
    ("statements", "faults"),
    [
        ("DELETE FROM articles WHERE id = 1; DELETE FROM pages WHERE article_id = 1", ["lost"]),
        ("UPDATE pages SET article_id = 2 WHERE article_id = 1; DELETE FROM articles WHERE id = 1",
         ["two stories in one", "missing paragraph", "extra paragraph", "wrong headline", "wrong date"]),
        (_COPY, ["no story"]),
        (_COPY + "INSERT INTO pages SELECT url, 999 FROM pages WHERE article_id = 1", ["doubled"]),
        (_COPY + "INSERT INTO pages SELECT url, 999 FROM pages WHERE article_id = 1;"
         "UPDATE articles SET copy_of_id = 1 WHERE id = 999", []),
        ("UPDATE articles SET text = text || char(10) || char(10) || 'Subscribe to our letter.' WHERE id = 1",
         ["extra paragraph"]),
        ("UPDATE articles SET title = 'Another headline' WHERE id = 1", ["wrong headline"]),
        ("UPDATE articles SET published_at = '2027-01-01 00:00:00' WHERE id = 1", ["wrong date"]),
        ("UPDATE articles SET published_at = NULL WHERE id = 1", ["no date"]),
        ("UPDATE articles SET gone_at = first_seen_at WHERE id = 1", ["wrongly gone"]),
        ("INSERT INTO revisions VALUES (1)", ["false revision"]),
    ],
)  # fmt: skip
def test_faults_are_found(result: Result, statements: str, faults: list[str]) -> None:
    with closing(sqlite3.connect(result.database)) as connection:
        connection.executescript(statements)
    assert set(_faults(result)) == set(faults)


def test_a_change_that_was_seen_makes_a_revision(result: Result) -> None:
    story = next(story for story in result.papers[events.FJORD].stories if story.versions[-1].kind == "added")
    later = story.versions[-1].at + timedelta(hours=1)
    looks = [look for look in result.looks if look.story != story.key]
    seen = [Look(at, "", 200, False, story.key, version) for version, at in ((0, later), (1, later))]
    with closing(sqlite3.connect(result.database)) as connection:
        connection.execute("UPDATE articles SET first_seen_at = '2027-11-01 00:00:00'")
        connection.commit()
    result.looks = looks + seen
    assert "missed revision" in _faults(result)


def test_alarms_and_complaints(result: Result) -> None:
    result.alarms = [Alarm(2, events.FJORD, "no new article"), Alarm(events.FJORD_ENDS, events.FJORD, "no new article")]
    result.verify, result.broken = ["a row is missing"], ["update: ValueError"]
    assert _faults(result) == ["false alarm", "verify", "broken"]

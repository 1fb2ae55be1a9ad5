"""Wrong answers are found."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from tests.soak import events
from tests.soak.questions import wrong_answers
from tests.soak.simulation import Result


def _faults(result: Result) -> set[str]:
    return {difference.what for difference in wrong_answers(result)}


def test_right_answers(result: Result) -> None:
    assert list(wrong_answers(result)) == []


@pytest.mark.parametrize(
    ("name", "told", "fault"),
    [
        ("export", "", "export"),
        ("copies", "original  by  kind  articles  share\na  b  exact  3  100%", "copies"),
        ("changes", "2027-12-03 00:10  rewrite            45.0%      1 Somebody left  fjord-times.example", "changes"),
        (f"coverage {events.FJORD}", "2027-12-01 90 90 · 90 · · · ·", "coverage"),
        ("sites", {"wrong": ["no new article"], "articles_a_day": 1}, "sites"),
        ("sites", {"wrong": [], "articles_a_day": 20}, "sites"),
    ],
)
def test_wrong_answers_are_found(result: Result, name: str, told: object, fault: str) -> None:
    result.answers[name] = told if isinstance(told, str) else json.dumps({"site": events.FJORD, **dict(told)})  # type: ignore[call-overload]
    assert fault in _faults(result)


def test_a_copy_of_another_story_is_found(result: Result) -> None:
    rows = [json.loads(line) for line in result.answers["export"].splitlines()]
    rows[1]["copy_of"] = rows[0]["url"]
    result.answers["export"] = "\n".join(map(json.dumps, rows))
    assert _faults(result) == {"false copy", "copies"}


def test_a_kind_of_change_that_there_was_none_of_is_found(result: Result) -> None:
    story = next(story for story in result.papers[events.FJORD].stories if story.versions[-1].kind == "added")
    number = result.papers[events.FJORD].stories.index(story)
    with closing(sqlite3.connect(result.database)) as connection, connection:
        connection.execute("INSERT INTO revisions VALUES (?)", (number,))
    for kind, faults in (("update", set()), ("headline", {"changes"})):
        result.answers["changes"] = f"2027-12-03 00:10  {kind}, silent  45.0%  {number} Somebody left"
        assert _faults(result) == faults

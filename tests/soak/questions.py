"""Hold what the commands answer at the end against the database and the plan."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

from tests.soak import events
from tests.soak.compare import Difference
from tests.soak.events import alarm_is_due, day_of
from tests.soak.papers import Paper, Story, story_at
from tests.soak.simulation import Result

_DAYS = 14
"""Of so many days ``scrapy sites`` says how much a paper publishes, and so soon it tells that one is silent."""
_CHANGE = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d  (\w+)(?:, silent)? +[\d.]+% +(\d+) ", re.MULTILINE)
_KINDS = {
    "headline": {"headline"},
    "words": {"update", "rewrite", "correction"},
    "added": {"update", "rewrite"},
    "live": {"update", "rewrite"},
}
"""What ``scrapy changes`` may call a change of each kind."""


def wrong_answers(result: Result) -> Iterator[Difference]:
    """What the commands told that is not so."""
    with closing(sqlite3.connect(result.database)) as connection:
        connection.row_factory = sqlite3.Row
        articles = {row["id"]: row for row in connection.execute("SELECT * FROM articles")}
        revisions: Counter[int] = Counter(row[0] for row in connection.execute("SELECT article_id FROM revisions"))
        pages = connection.execute("SELECT url, article_id FROM pages WHERE article_id IS NOT NULL")
        stories = {row["article_id"]: story_at(result.papers, row["url"]) for row in pages}
    exported = [json.loads(line) for line in result.answers["export"].splitlines()]
    yield from _export(exported, articles)
    yield from _copies(result, exported, stories)
    yield from _changes(result.answers["changes"], revisions, stories)
    for paper in result.papers.values():
        yield from _coverage(result.answers[f"coverage {paper.name}"], paper, articles)
    yield from _sites(result)


def _export(exported: list[dict[str, Any]], articles: dict[int, sqlite3.Row]) -> Iterator[Difference]:
    if (found := [row["id"] for row in exported]) != sorted(articles):
        yield Difference("export", f"{len(found)} rows of {len(articles)} articles")
    for row in exported:
        if any(row[name] != articles[row["id"]][name] for name in ("url", "site", "title", "text", "copy_kind")):
            yield Difference("export", f"{row['url']} is another one in the database")


def _copies(result: Result, exported: list[dict[str, Any]], stories: dict[int, Story | None]) -> Iterator[Difference]:
    """Copies are an agency's story in a second paper, and a story at a second address of its paper."""
    printed: dict[str, set[str]] = defaultdict(set)
    cut = {look.story for look in result.looks if look.is_cut}
    for row in exported:
        story = stories.get(row["id"])
        if story is None:
            continue
        original = story_at(result.papers, row["copy_of"]) if row["copy_of"] else None
        # The few made-up sentences of a story that is cut may all stand in another one by chance.
        if original and story.key not in cut and not (original is story or _is_same_wire(original, story)):
            yield Difference("false copy", f"{story.key} of {original.key}")
        if story.is_wire and story.key not in cut and original is None:
            printed[story.versions[0].title].add(story.key)
    for keys in printed.values():
        if len(keys) > 1:
            yield Difference("missed copy", " ".join(sorted(keys)))
    told = sum(int(line.split()[-2].replace(",", "")) for line in result.answers["copies"].splitlines()[1:])
    if told != (copies := sum(row["copy_of"] is not None for row in exported)):
        yield Difference("copies", f"{told} of {copies}")


def _is_same_wire(one: Story, other: Story) -> bool:
    return one.is_wire and other.is_wire and one.versions[0].title == other.versions[0].title


def _changes(told: str, revisions: Counter[int], stories: dict[int, Story | None]) -> Iterator[Difference]:
    found = [(kind, int(id)) for kind, id in _CHANGE.findall(told)]
    if (times := Counter(id for _, id in found)) != revisions:
        yield Difference("changes", f"{times.total()} of {revisions.total()}")
    for kind, id in found:
        if (story := stories.get(id)) is None:
            continue
        kinds = {name for version in story.versions for name in _KINDS.get(version.kind, ())}
        if kind not in kinds:
            yield Difference("changes", f"{story.key}: {kind}")


def _coverage(told: str, paper: Paper, articles: dict[int, sqlite3.Row]) -> Iterator[Difference]:
    """It knows of no more stories of a day than there were, and of all that are stored and stand."""
    rows = [line.replace("·", "0").replace(",", "").split() for line in told.splitlines()]
    stored = {row[0]: int(row[4]) for row in rows if re.match(r"\d{4}-", row[0])}
    standing = sum(row["site"] == paper.name and row["gone_at"] is None for row in articles.values())
    if sum(stored.values()) != standing:
        yield Difference("coverage", f"{paper.name}: {sum(stored.values())} of {standing} stored")
    published = Counter(f"{story.published:%Y-%m-%d}" for story in paper.stories)
    if paper.name == events.COURRIER:
        return  # it lies of its days
    twice = Counter(row["published_at"][:10] for row in articles.values() if _is_twice(row, articles))
    for day, number in stored.items():
        if number > published[day] + twice[day]:
            yield Difference("coverage", f"{paper.name}, {day}: {number} of {published[day]}")


def _is_twice(row: sqlite3.Row, articles: dict[int, sqlite3.Row]) -> bool:
    """Whether it is a copy of an article of its own paper."""
    return row["copy_of_id"] is not None and articles[row["copy_of_id"]]["site"] == row["site"]


def _sites(result: Result) -> Iterator[Difference]:
    states = {state["site"]: state for state in map(json.loads, result.answers["sites"].splitlines())}
    for paper in result.papers.values():
        if (state := states.get(paper.name)) is None:
            continue
        wrong = state["wrong"]
        if wrong and not alarm_is_due(paper.name, day_of(result.ended_at)):
            yield Difference("sites", f"{paper.name}: {wrong[0]}")
        if paper.ends and paper.ends + timedelta(days=_DAYS) < result.ended_at and not wrong:
            yield Difference("sites", f"{paper.name} ended, and nothing looks wrong")
        yield from _a_day(paper, state["articles_a_day"], result.ended_at)


def _a_day(paper: Paper, told: float | None, at: datetime) -> Iterator[Difference]:
    """It is what was published, but for what was not asked for yet."""
    if paper.name == events.COURRIER or told is None:
        return  # its days are lies
    lately = [story.published for story in paper.stories if at - timedelta(days=_DAYS) < story.published <= at]
    ended = [published for published in lately if not paper.ends or published < paper.ends]
    least = sum(published < at - timedelta(days=2) for published in ended)
    if not least <= round(told * _DAYS) <= len(ended):
        yield Difference("sites", f"{paper.name}: {told * _DAYS:.0f} of {len(ended)} in {_DAYS} days")

"""Hold the archive against the plan: stories, texts, dates, revisions, marks of what is gone, and alarms."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from tests.soak import events, known
from tests.soak.events import alarm_is_due, day_of, moment
from tests.soak.papers import Paper, Story, Version, story_at
from tests.soak.server import Look
from tests.soak.simulation import Result

_A_DAY = timedelta(days=1)
_TO_STORE = timedelta(minutes=1)
"""It takes so long at most from an answer to its row."""
_SECONDS_OFF = 90
"""A page that gives its date to the minute is not wrong by its seconds."""
_DAYS_TO_SEE_GONE = 2


@dataclass(frozen=True)
class Difference:
    """One thing in which the archive is not as the papers were."""

    what: str
    where: str
    known: str | None = None
    """Why it is so; None: a fault."""


def differences(result: Result) -> list[Difference]:
    return list(_Comparison(result).all())


class _Comparison:
    def __init__(self, result: Result) -> None:
        self._result = result
        with closing(sqlite3.connect(result.database)) as connection:
            connection.row_factory = sqlite3.Row
            self._rows = {row["id"]: row for row in connection.execute("SELECT * FROM articles")}
            self._ids: dict[str, set[int]] = defaultdict(set)
            self._keys: dict[int, set[str]] = defaultdict(set)
            for row in connection.execute("SELECT url, article_id FROM pages WHERE article_id IS NOT NULL"):
                if story := story_at(result.papers, row["url"]):
                    self._ids[story.key].add(row["article_id"])
                    self._keys[row["article_id"]].add(story.key)
            revisions = connection.execute("SELECT article_id, count(*) FROM revisions GROUP BY 1")
            self._revisions: dict[int, int] = dict(map(tuple, revisions))
        self._looks: dict[str, list[Look]] = defaultdict(list)
        for look in result.looks:
            if look.story:
                self._looks[look.story].append(look)
        self._ended_at = max(look.at for look in result.looks)

    def all(self) -> Iterator[Difference]:
        for id, row in self._rows.items():
            if id not in self._keys:
                yield Difference("no story", f"{row['url']} {row['title']}")
            elif len(self._keys[id]) > 1:
                yield Difference("two stories in one", " ".join(sorted(self._keys[id])))
        for paper in self._result.papers.values():
            for story in paper.stories:
                ids = self._ids.get(story.key, set())
                if not ids:
                    yield from self._lost(paper, story)
                    continue
                if len(ids) == 1:
                    yield from self._revised(story, next(iter(ids)))
                elif not any(ids <= {id, self._rows[id]["copy_of_id"]} for id in ids):
                    yield Difference("doubled", story.key)
                for id in ids:
                    yield from self._content(story, self._rows[id])
                yield from self._gone(story, ids)
        for alarm in self._result.alarms:
            if not alarm_is_due(alarm.paper, alarm.day):
                yield Difference("false alarm", f"day {alarm.day} {alarm.paper}: {alarm.complaint}")
        yield from (Difference("verify", line) for line in self._result.verify)
        yield from (Difference("broken", line) for line in self._result.broken)

    def _lost(self, paper: Paper, story: Story) -> Iterator[Difference]:
        if story.published > self._ended_at or (paper.ends and story.published > paper.ends):
            return
        if paper.name == events.HABAR and self._ended_at < moment(events.HABAR_PAST + 1):
            return  # it is crawled from the day on that it came, and its past later still
        fate, reason = story.fate, None
        if not self._seen(story):
            # Within two days every paper is looked at, even Granite with its story in three days.
            was_early = fate is not None and (fate.at <= events.START or fate.at - story.published <= 2 * _A_DAY)
            reason = known.why_lost(paper, story, was_early, story.published > self._ended_at - _A_DAY)
        yield Difference("lost", story.key, reason)

    def _seen(self, story: Story) -> list[tuple[Look, Version]]:
        """When the story itself was answered, or 304 that it is unchanged, and its version then. What hides its end
        once it was shown whole tells nothing any more."""
        looks = self._looks[story.key]
        seen = [(look, story.versions[look.version]) for look in looks if look.version is not None]
        is_open = [not look.is_cut for look, _ in seen]
        return [each for n, each in enumerate(seen) if is_open[n] or not any(is_open[:n])]

    def _content(self, story: Story, row: sqlite3.Row) -> Iterator[Difference]:
        if not (seen := self._seen(story)):
            yield Difference("never served", story.key)
            return
        look, version = seen[-1]
        want = [_folded(text) for text in (version.paragraphs[:1] if look.is_cut else version.paragraphs)]
        have = [_folded(text) for text in row["text"].split("\n\n")]
        for text in want:
            if text not in have and text not in _folded(row["text"]):
                is_note = version.kind == "correction" and text == want[-1]
                yield Difference("missing paragraph", f"{story.key}: {text[:60]}", known.NOTE if is_note else None)
        for text in have:
            if text not in want and text not in " ".join(want):
                yield Difference("extra paragraph", f"{story.key}: {text[:60]}")
        if _folded(row["title"]) != _folded(version.title):
            is_label = story.is_live and _folded("Live: " + row["title"]) == _folded(version.title)
            yield Difference("wrong headline", f"{story.key}: {row['title']}", known.LABEL if is_label else None)
        yield from self._dated(story, row)

    def _dated(self, story: Story, row: sqlite3.Row) -> Iterator[Difference]:
        if story.paper == events.COURRIER:
            return  # its pages lie
        if row["published_at"] is None:
            yield Difference("no date", story.key, known.DATED_AHEAD if story.dated_ahead else None)
            return
        published = datetime.fromisoformat(row["published_at"]).replace(tzinfo=UTC)
        off = (story.published - published).total_seconds()
        if abs(off) > _SECONDS_OFF:
            first, _ = self._seen(story)[0]
            is_forgotten = story.paper == events.BRENNER and day_of(first.at) in events.FORGOTTEN_HOUR
            is_hour_off = is_forgotten and abs(off - 3600) <= _SECONDS_OFF
            reason = known.DATED_AHEAD if story.dated_ahead else known.HOUR_OFF if is_hour_off else None
            yield Difference("wrong date", f"{story.key}: {published:%Y-%m-%d %H:%M}", reason)

    def _revised(self, story: Story, id: int) -> Iterator[Difference]:
        """More revisions than changes that could be seen are false; of those that were seen none may be missed."""
        # A page may have been no story at first: a live report of two paragraphs.
        first = datetime.fromisoformat(self._rows[id]["first_seen_at"]).replace(tzinfo=UTC) - _TO_STORE
        seen = [(look, version) for look, version in self._seen(story) if look.status == 200 and look.at >= first]
        changes = sum(_reads_otherwise(old, new, look.is_cut) for (look, old), (_, new) in pairwise(seen))
        notes = any(version.kind == "correction" for version in story.versions)
        found = self._revisions.get(id, 0)
        if found > changes:
            yield Difference("false revision", f"{story.key}: {found} of {changes}")
        elif found < changes:
            yield Difference("missed revision", f"{story.key}: {found} of {changes}", known.NOTE if notes else None)

    def _gone(self, story: Story, ids: set[int]) -> Iterator[Difference]:
        is_marked = any(self._rows[id]["gone_at"] for id in ids)
        fate = story.fate
        if is_marked and not (fate and fate.at <= self._ended_at):
            yield Difference("wrongly gone", story.key)
        elif fate and not is_marked:
            # One look may be an accident: it is marked by a later one.
            until = self._ended_at - _DAYS_TO_SEE_GONE * _A_DAY
            if any(fate.at <= look.at < until for look in self._looks[story.key]):
                yield Difference("not marked gone", f"{story.key}: {fate.how}")


def _reads_otherwise(old: Version, new: Version, was_cut: bool) -> bool:
    """Are there other words to be seen than there were? Of a story that was cut that is the first paragraph."""
    shown = 1 if was_cut else None
    return (old.title, old.paragraphs[:shown]) != (new.title, new.paragraphs[:shown])


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()

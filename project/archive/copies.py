"""Which article copies which: wire copies, reprints, a short version in a longer story.

An article is an original when no original before it holds the same story; every other one is a copy of the first
original that does. So a copy never points to a copy, and the groups depend on which articles there are, not on the
order in which they were found. Before means: one that an agency wrote before one that none did, then the earlier one by
its own date, then the one that was seen first.

Candidates come from the ``shingles`` table, by its key. An original has all its sampled shingles there; a copy has only
those that its original has not, so that a story that a thousand papers printed costs little more than one.
"""

from __future__ import annotations

import heapq
import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Integer, bindparam, select, text
from sqlalchemy.orm import Session

from project.archive import models
from project.archive.overlap import has_alike_title, is_one_moment, judge, signature
from project.archive.statements import Driver, Statement, driver_of
from project.items import Copy, CopyKind

# A shingle that stands in so many different stories is a phrase, not a passage: it is neither stored again nor counted.
_STOP_AT = 50
# Measured on real pages: pairs that share three sampled shingles hold 45 of 46 wire copies, and two false ones, which
# the closer look then tells.
_LEAST_SHARED = 3
# A text with no more sampled shingles than this is short; its few may meet two of another's.
_FEW_SAMPLED = 12
_LEAST_SHARED_OF_FEW = 2
# One shared paragraph makes no copy: of the true pairs, those with the least share a sixth of what is expected.
_LEAST_SHARE = 0.125
_WORDS_A_SAMPLE = 32
# The closer look at a pair costs a quarter of a millisecond, and the true original shares the most.
_MOST_CANDIDATES = 16

_SHARED = Statement(
    text(
        "SELECT shingles.hash, shingles.article_id FROM json_each(:hashes) AS wanted "
        "CROSS JOIN shingles ON shingles.hash = wanted.value"
    )
)
_STORED = Statement(text("SELECT hash FROM shingles WHERE article_id = :article_id"))
_FORGET = Statement(
    text("DELETE FROM shingles WHERE article_id = :article_id AND hash IN (SELECT value FROM json_each(:hashes))")
)
_INSERT = Statement(text("INSERT INTO shingles (hash, article_id) VALUES (:hash, :article_id)"))
_LINK = Statement(
    text("UPDATE articles SET copy_of_id = :copy_of_id, copy_kind = :kind, copy_score = :score WHERE id = :id")
)

Precedence: TypeAlias = tuple[bool, datetime, datetime, int]


@dataclass(frozen=True, slots=True)
class Story:
    """What of a stored article decides its place. Moments are aware."""

    id: int
    url: str
    site: str
    title: str
    byline: str
    text: str
    agency: str | None
    published_at: datetime | None
    first_seen_at: datetime
    word_count: int
    copy_of_id: int | None = None
    copy_kind: str | None = None
    copy_score: float | None = None

    @property
    def precedence(self) -> Precedence:
        """Smaller comes first."""
        return self.agency is None, self.published_at or self.first_seen_at, self.first_seen_at, self.id


STORY_FIELDS = tuple(field for field in Story.__dataclass_fields__ if field != "id" and "copy" not in field)


@dataclass(frozen=True, slots=True)
class _Match:
    story: Story
    kind: CopyKind
    score: float


def place(session: Session, article_id: int) -> None:
    """Put an article that was just stored, or whose text, date or agency changed, into its group.

    Writes ``copy_of_id``, ``copy_kind``, ``copy_score`` and the ``shingles`` of the article, and of every other whose
    place changes with it: when it comes before the original of its story, the group turns round. All in the caller's
    transaction. Doing it again changes nothing. Objects of the session are not refreshed.
    """
    driver = driver_of(session)
    queue = _Queue()
    queue.add(*_stories(driver, _WITH_COPIES, {"id": article_id}))
    _settle_all(driver, queue)


def place_new(driver: Driver, story: Story, sample: frozenset[int]) -> Copy | None:
    """:func:`place` for an article that was inserted a moment ago: there is less to look up.

    ``sample`` is that of its signature. Gives which original it copies, and how.
    """
    queue = _Queue()
    copy = _settle(driver, story, queue, sample, frozenset())
    _settle_all(driver, queue)
    return copy


class _Queue:
    """Stories whose place is to be looked at, in the order of their precedence, each once."""

    def __init__(self) -> None:
        self._heap: list[tuple[Precedence, int]] = []
        self._stories: dict[int, Story] = {}

    def add(self, *stories: Story) -> None:
        for story in stories:
            if story.id not in self._stories:
                self._stories[story.id] = story
                heapq.heappush(self._heap, (story.precedence, story.id))

    def next(self) -> Story | None:
        return self._stories[heapq.heappop(self._heap)[1]] if self._heap else None


def _settle_all(driver: Driver, queue: _Queue) -> None:
    # A change only reaches articles that come later, and these are taken up in their order: each of them once.
    while story := queue.next():
        stored = frozenset(value for (value,) in _STORED.run(driver, {"article_id": story.id}))
        _settle(driver, story, queue, signature(story.text).sample, stored)


def _settle(driver: Driver, story: Story, queue: _Queue, sample: frozenset[int], stored: frozenset[int]) -> Copy | None:
    """Decide whether a story is an original or a copy of which, and queue the later ones that this concerns.

    ``stored``: the shingles that it has in the table.
    """
    copy = None
    shared = _sharing(driver, sample)
    candidates = [other for other in _stories_sharing(driver, shared, len(sample)) if other.id != story.id]
    matches = _matches(story, candidates)
    before = [m for m in matches if m.story.copy_of_id is None and m.story.precedence < story.precedence]
    if before:
        first = min(before, key=lambda match: match.story.precedence)
        copy = Copy(first.story.id, first.kind, first.score)
        _link(driver, story, copy)
        # Whoever copied this one follows the original of it, or stands alone.
        if story.copy_of_id is None:
            queue.add(*_stories(driver, _COPIES_OF, {"ids": json.dumps([story.id])}))
        sample = sample - signature(first.story.text).sample
    else:
        _link(driver, story, None)
        later = [match.story for match in matches if match.story.precedence > story.precedence]
        turned = {other.id for other in later if other.copy_of_id is None}
        if turned:
            later += _stories(driver, _COPIES_OF, {"ids": json.dumps(list(turned))})
        queue.add(*(other for other in later if other.copy_of_id != story.id))
    if gone := stored - sample:
        _FORGET.run(driver, {"article_id": story.id, "hashes": json.dumps(list(gone))})
    stopped = {value for value, articles in shared.items() if len(articles) >= _STOP_AT}
    if new := sample - stored - stopped:
        _INSERT.run_many(driver, [{"hash": value, "article_id": story.id} for value in sorted(new)])
    return copy


def _link(driver: Driver, story: Story, copy: Copy | None) -> None:
    values = (copy.original_id, copy.kind, copy.score) if copy else (None, None, None)
    if values != (story.copy_of_id, story.copy_kind, story.copy_score):
        _LINK.run(driver, dict(zip(("copy_of_id", "kind", "score"), values, strict=True)) | {"id": story.id})


def _sharing(driver: Driver, hashes: frozenset[int]) -> dict[int, list[int]]:
    """Which articles have which of ``hashes``: no more than ``_STOP_AT`` each, since no more are stored."""
    shared: dict[int, list[int]] = {}
    if hashes:
        for value, article_id in _SHARED.run(driver, {"hashes": json.dumps(list(hashes))}):
            shared.setdefault(value, []).append(article_id)
    return shared


def _candidates(shared: dict[int, list[int]], sample_size: int) -> dict[int, int]:
    """Article -> how many shingles it shares, of those that are worth a closer look: the likeliest ones."""
    counts = Counter(article for articles in shared.values() if len(articles) < _STOP_AT for article in articles)
    least = _LEAST_SHARED_OF_FEW if sample_size <= _FEW_SAMPLED else _LEAST_SHARED
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return {article: count for article, count in ordered[:_MOST_CANDIDATES] if count >= least}


def _stories_sharing(driver: Driver, shared: dict[int, list[int]], sample_size: int) -> list[Story]:
    """The candidates, and the originals of those that are copies."""
    likely = _candidates(shared, sample_size)
    if not likely:
        return []
    found = _stories(driver, _BY_IDS, {"ids": json.dumps(list(likely))})
    known = {story.id for story in found}
    originals = {story.copy_of_id for story in found if story.copy_of_id is not None} - known
    # Of a copy's shingles, only some are stored, so that little can be said from them.
    found = [
        story
        for story in found
        if story.copy_of_id is not None
        or likely[story.id] >= _LEAST_SHARE * min(sample_size, story.word_count / _WORDS_A_SAMPLE)
    ]
    return found + _stories(driver, _BY_IDS, {"ids": json.dumps(list(originals))}) if originals else found


def _matches(story: Story, candidates: list[Story]) -> list[_Match]:
    matches = []
    for other in candidates:
        same_site = story.site == other.site
        if same_site and not (has_alike_title(story.title, other.title) or _is_signed_alike(story, other)):
            continue
        if verdict := judge(story.text, other.text, same_site=same_site):
            matches.append(_Match(other, *verdict))
    return matches


def _is_signed_alike(story: Story, other: Story) -> bool:
    """Whether two stories of a site, whose headlines have nothing in common, are of one moment, or of one hour or day
    and by the same writers."""
    if is_one_moment(story.published_at, other.published_at):
        return True
    is_same_date = story.published_at is not None and story.published_at == other.published_at
    return is_same_date and bool(story.byline) and story.byline == other.byline


def _stories(driver: Driver, statement: Statement, values: dict[str, Any]) -> list[Story]:
    return [Story(*row) for row in statement.rows(driver, values)]


_articles = models.Article.__table__.c
_STORY = select(*(_articles[name] for name in Story.__dataclass_fields__))
_IDS = text("SELECT value FROM json_each(:ids)").columns(value=Integer)
_BY_IDS = Statement(_STORY.where(_articles.id.in_(_IDS)))
_WITH_COPIES = Statement(_STORY.where((_articles.id == bindparam("id")) | (_articles.copy_of_id == bindparam("id"))))
_COPIES_OF = Statement(_STORY.where(_articles.copy_of_id.in_(_IDS)))

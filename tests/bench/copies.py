"""What it costs to deduplicate the next article in a large archive: ``python -m tests.bench.copies [ARTICLES]``.

The articles are generated: words by a frequency law as in real text, and in real shares wire copies, short versions,
paragraphs that an agency gives to many stories, and refrains of a site. The archive is filled in bulk, with the rows
that placing each article would have left. Targets: at 200,000 articles at most 1.5 times the cost at 2,000 (of CPU, so
that what else runs does not count), and at most 25 rows of shingles an article.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import numpy as np
from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from project import items
from project.archive import copies, repetition
from project.archive.engine import Archive
from project.archive.models import Article, Shingle
from project.archive.shingles import sampled, shingled, text_hash
from project.archive.statements import driver_of

SMALL, LARGE = 2_000, 200_000
_MEASURED = 1_000
_BATCH = 100
_START = datetime(2020, 1, 1, tzinfo=UTC)
_VOCABULARY = 30_000
_SITES = 50
# Like real pages: a median of 340 words, some of thousands; paragraphs of some 35.
_MEDIAN_WORDS, _SPREAD, _PARAGRAPH, _MOST_WORDS = 340, 0.7, 35, 5_000
_COPIES, _SHORT_VERSIONS, _AGENCY, _REFRAIN = 0.06, 0.03, 0.15, 0.3
_RECENT = 1_000
_SYLLABLES = ("ka", "lo", "mi", "ter", "san", "vel", "dor", "pe", "run", "ast", "bi", "qua", "nor", "ix")

_SURPLUS = text(
    "DELETE FROM shingles WHERE (hash, article_id) IN (SELECT hash, article_id FROM (SELECT hash, article_id, "
    "row_number() OVER (PARTITION BY hash ORDER BY article_id) AS place FROM shingles) WHERE place > 50)"
)


@dataclass(frozen=True, slots=True)
class Story:
    """An article, its number, and the number of that which it copies."""

    number: int
    article: items.Article
    copy_of: int | None


def generate(seed: int = 1) -> Iterator[Story]:
    """Articles without end, always the same ones."""
    chance = np.random.default_rng(seed)
    words = ["".join(chance.choice(_SYLLABLES, chance.integers(1, 5))) for _ in range(_VOCABULARY)]
    frequency = np.cumsum(1 / (np.arange(_VOCABULARY) + 2.7))

    def paragraphs(length: float) -> list[str]:
        chosen = np.searchsorted(frequency, chance.random(max(20, int(length))) * frequency[-1]).tolist()
        return [" ".join(words[w] for w in chosen[i : i + _PARAGRAPH]) for i in range(0, len(chosen), _PARAGRAPH)]

    agency = [paragraphs(_PARAGRAPH)[0] for _ in range(500)]
    refrains = [paragraphs(_PARAGRAPH)[0] for _ in range(_SITES)]
    recent: list[tuple[int, list[str]]] = []
    for number in range(1, sys.maxsize):
        site = int(chance.integers(_SITES))
        kind = chance.random()
        original = None
        if len(recent) == _RECENT and kind < _COPIES + _SHORT_VERSIONS:
            original, story = recent[chance.integers(_RECENT)]
            texts = [*story[:-1], paragraphs(_PARAGRAPH)[0]] if kind < _COPIES else story[:5]
        else:
            texts = paragraphs(min(_MOST_WORDS, chance.lognormal(0, _SPREAD) * _MEDIAN_WORDS))
            if len(texts) > 5:
                recent = [*recent[1 - _RECENT :], (number, texts)]
            if chance.random() < _AGENCY:
                texts = [*texts[:1], agency[chance.integers(500)], *texts[1:]]
        if chance.random() < _REFRAIN:
            texts = [*texts, refrains[site]]
        article = items.Article(
            url=f"https://paper{site}.example/{number}",
            site=f"paper{site}.example",
            title=f"Story {number}",
            published_at=_START + timedelta(minutes=number),
            blocks=[items.Block(words) for words in texts],
        )
        yield Story(number, article, original)


def row_of(story: Story) -> dict[str, Any]:
    """The row of an article, without what others than deduplication need."""
    article, words = story.article, story.article.text
    return {
        "id": story.number,
        "url": article.url,
        "site": article.site,
        "title": article.title,
        "text": words,
        "text_hash": text_hash(words),
        "published_at": article.published_at,
        "first_seen_at": article.published_at,
        "last_seen_at": article.published_at,
        "word_count": len(shingled(words).words),
        "extractor_version": "bench",
    }


def fill(archive: Archive, stories: list[Story]) -> None:
    """Store articles in bulk: an original with its sample, a copy with what its original has not."""
    with archive.write() as session:
        rows = [row_of(story) | {"copy_of_id": story.copy_of} for story in stories]
        session.execute(insert(Article.__table__), rows)  # type: ignore[arg-type]
        shingles = [
            {"hash": value, "article_id": story.number}
            for story in stories
            if story.copy_of is None
            for value in sampled(story.article.text)
        ]
        session.execute(insert(Shingle.__table__), shingles)  # type: ignore[arg-type]
        for story in stories:
            repetition.count_blocks(driver_of(session), story.number, story.article.site, story.article.blocks)


def add(archive: Archive, stories: list[Story]) -> float:
    """Store articles one after another. Returns the seconds of CPU that finding, placing and counting took."""
    spent = 0.0
    for first in range(0, len(stories), _BATCH):
        with archive.write() as session:
            for story in stories[first : first + _BATCH]:
                session.execute(insert(Article.__table__), [row_of(story)])  # type: ignore[arg-type]
                spent += deduplicate(session, story)
    return spent


def deduplicate(session: Session, story: Story) -> float:
    started = time.process_time()
    repetition.count_blocks(driver_of(session), story.number, story.article.site, story.article.blocks)
    copies.place(session, story.number)
    return time.process_time() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("articles", nargs="?", type=int, default=LARGE, help="how many the large archive has")
    large = parser.parse_args().articles
    stories = generate()
    costs = []
    with tempfile.TemporaryDirectory() as folder, closing(Archive.open(f"sqlite:///{folder}/archive.db")) as archive:
        with archive.write() as session:  # the full-text index is no part of this
            for name in session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
                session.execute(text(f"DROP TRIGGER {name}"))
        stored = 0
        for size in (SMALL, large):
            while stored < size:
                stored += len(batch := list(islice(stories, min(2_000, size - stored))))
                fill(archive, batch)
            with archive.write() as session:
                session.execute(_SURPLUS)
            costs.append(1_000 * add(archive, list(islice(stories, _MEASURED))) / _MEASURED)
            stored += _MEASURED
            with archive.read() as session:
                rows = session.scalar(text("SELECT count(*) FROM shingles")) or 0
            print(f"{stored:>9,} articles: {costs[-1]:.3f} ms each, {rows / stored:.1f} rows each", flush=True)
        started = time.perf_counter()
        changed = repetition.sweep(archive, "paper0.example")
        print(f"a sweep of one site took {time.perf_counter() - started:.1f} s and changed {changed:,} articles")
    print(f"the next article at {large:,} costs {costs[1] / costs[0]:.2f} times that at {SMALL:,} (target: 1.5)")


if __name__ == "__main__":
    main()

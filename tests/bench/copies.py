"""What it costs to deduplicate the next article in a large archive: ``python -m tests.bench.copies [ARTICLES]``.

The articles are generated: words by a frequency law as in real text, and in real shares wire copies, short versions,
paragraphs that an agency gives to many stories, and refrains of a site. Targets: at 200,000 articles at most 1.5 times
the cost at 2,000, and at most 25 rows of shingles an article.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from project import items
from project.archive import copies, repetition
from project.archive.engine import Archive
from project.archive.models import Article
from project.archive.shingles import shingled, text_hash

SMALL, LARGE = 2_000, 200_000
_MEASURED = 500
_BATCH = 100
_START = datetime(2020, 1, 1, tzinfo=UTC)
_VOCABULARY = 30_000
_SITES = 50
# Like real pages: a median of 340 words, some of thousands; paragraphs of some 35.
_MEDIAN_WORDS, _SPREAD, _PARAGRAPH = 340, 0.7, 35
_COPIES, _SHORT_VERSIONS, _AGENCY, _REFRAIN = 0.06, 0.03, 0.15, 0.3


def generate(seed: int = 1) -> Iterator[items.Article]:
    """Articles without end, always the same ones."""
    chance = random.Random(seed)
    words = [_word(chance) for _ in range(_VOCABULARY)]
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(_VOCABULARY)))

    def paragraph() -> str:
        length = max(4, round(chance.gauss(_PARAGRAPH, 12)))
        return " ".join(chance.choices(words, cum_weights=weights, k=length)).capitalize() + "."

    agency = [paragraph() for _ in range(500)]
    refrains = [[paragraph() for _ in range(3)] for _ in range(_SITES)]
    recent: list[list[str]] = []
    for number in range(sys.maxsize):
        site = chance.randrange(_SITES)
        kind = chance.random()
        if recent and kind < _COPIES:
            paragraphs = list(chance.choice(recent))
            paragraphs[chance.randrange(len(paragraphs))] = paragraph()
        elif recent and kind < _COPIES + _SHORT_VERSIONS:
            paragraphs = chance.choice(recent)[:4]
        else:
            length = min(5_000.0, chance.lognormvariate(0, _SPREAD) * _MEDIAN_WORDS)
            paragraphs = [paragraph() for _ in range(max(2, round(length / _PARAGRAPH)))]
            if chance.random() < _AGENCY:
                paragraphs.insert(1, chance.choice(agency))
        if chance.random() < _REFRAIN:
            paragraphs = [*paragraphs, chance.choice(refrains[site])]
        recent = [*recent[-999:], paragraphs]
        yield items.Article(
            url=f"https://paper{site}.example/{number}",
            site=f"paper{site}.example",
            title=f"Story {number}",
            published_at=_START + timedelta(minutes=number),
            blocks=[items.Block(words) for words in paragraphs],
        )


def _word(chance: random.Random) -> str:
    syllables = ("ka", "lo", "mi", "ter", "san", "vel", "dor", "pe", "run", "ast", "bi", "qua", "nor", "ix")
    return "".join(chance.choices(syllables, k=chance.randint(1, 4)))


def store(session: Session, article: items.Article, number: int) -> None:
    """The row of an article, without what others than deduplication need."""
    words = article.text
    session.execute(
        insert(Article.__table__).values(  # type: ignore[arg-type]
            id=number,
            url=article.url,
            site=article.site,
            title=article.title,
            description="",
            text=words,
            text_hash=text_hash(words),
            published_at=article.published_at,
            first_seen_at=article.published_at,
            last_seen_at=article.published_at,
            word_count=len(shingled(words).words),
            access="free",
            sources={},
            extractor_version="bench",
        )
    )


def add(archive: Archive, articles: list[items.Article]) -> float:
    """Store articles by the hundred. Returns the seconds of CPU that finding, placing and counting took."""
    spent = 0.0
    for first in range(0, len(articles), _BATCH):
        with archive.write() as session:
            for article in articles[first : first + _BATCH]:
                article_id = int(article.title.split()[1]) + 1
                store(session, article, article_id)
                started = time.process_time()
                copies.find_copy(session, article)
                repetition.count_blocks(session, article_id, article.site, article.blocks)
                copies.place(session, article_id)
                spent += time.process_time() - started
    return spent


def main(argv: list[str] | None = None) -> None:
    arguments = sys.argv[1:] if argv is None else argv
    large = int(arguments[0]) if arguments else LARGE
    articles = generate()
    costs = []
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Archive.open(f"sqlite:///{folder}/archive.db")) as archive,
    ):
        stored = 0
        for size in (SMALL, large):
            while stored < size:
                stored += len(batch := list(islice(articles, min(2_000, size - stored))))
                add(archive, batch)
            costs.append(1_000 * add(archive, list(islice(articles, _MEASURED))) / _MEASURED)
            stored += _MEASURED
            with archive.read() as session:
                rows = session.scalar(text("SELECT count(*) FROM shingles")) or 0
                copied = session.scalar(text("SELECT count(copy_of_id) FROM articles")) or 0
            print(
                f"{stored:>9,} articles: {costs[-1]:.3f} ms each, {rows / stored:.1f} rows each, {copied:,} copies",
                flush=True,
            )
        started = time.perf_counter()
        changed = repetition.sweep(archive, "paper0.example")
        print(f"a sweep of one site took {time.perf_counter() - started:.1f} s and changed {changed:,} articles")
    print(f"the next article at {large:,} costs {costs[1] / costs[0]:.2f} times that at {SMALL:,} (target: 1.5)")


if __name__ == "__main__":
    main()

"""An archive without a fault, for the tests of the comparison."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.soak import events
from tests.soak.events import moment
from tests.soak.plan import make_papers
from tests.soak.server import Look
from tests.soak.simulation import Result

_TABLES = """
CREATE TABLE articles (
    id INTEGER PRIMARY KEY, url, site, title, text, published_at, first_seen_at, gone_at, copy_of_id, copy_kind
);
CREATE TABLE pages (url, article_id);
CREATE TABLE revisions (article_id);
"""
_LAST_LOOK = moment(3)


@pytest.fixture
def result(tmp_path: Path) -> Result:
    """An archive of one paper, as it should be on the fourth day."""
    papers = {name: paper for name, paper in make_papers(2).items() if name == events.FJORD}
    paper, looks = papers[events.FJORD], []
    with closing(sqlite3.connect(tmp_path / "archive.db")) as connection:
        connection.row_factory = sqlite3.Row
        connection.executescript(_TABLES)
        for id, story in enumerate(paper.stories):
            url, version = paper.www + paper.first_path(story), story.at(_LAST_LOOK)
            looks.append(Look(_LAST_LOOK, url, 200, False, story.key, story.version_at(_LAST_LOOK)))
            connection.execute(
                "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL)",
                (id, url, paper.name, version.title, "\n\n".join(version.paragraphs),
                 f"{story.published:%Y-%m-%d %H:%M:%S}", f"{_LAST_LOOK + timedelta(seconds=1):%Y-%m-%d %H:%M:%S}"),
            )  # fmt: skip
            connection.execute("INSERT INTO pages VALUES (?, ?)", (url, id))
        connection.commit()
        rows = connection.execute("SELECT *, NULL AS copy_of FROM articles").fetchall()
    lately = sum(story.published > moment(3 - 14, 1) for story in paper.stories)
    days = Counter(f"{story.published:%Y-%m-%d}" for story in paper.stories)
    answers = {
        "export": "\n".join(json.dumps(dict(row)) for row in rows),
        "copies": "no copies",
        "changes": "no changes",
        f"coverage {paper.name}": "\n".join(f"{day} {n} {n} · {n} · · · ·" for day, n in days.items()),
        "sites": json.dumps({"site": paper.name, "wrong": [], "articles_a_day": lately / 14}),
    }
    return Result(papers, tmp_path / "archive.db", looks, moment(3, 1), answers=answers)

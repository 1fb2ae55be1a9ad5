"""Search, filters, export and the views: what is asked of a small archive in several scripts."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from project.archive.engine import Archive
from project.archive.export import export_rows
from project.archive.filters import Filters, apply
from project.archive.index_text import from_index, to_index
from project.archive.models import Article
from project.archive.query import match_expression
from project.archive.questions import states
from project.archive.search import Order, listed, search
from project.console.exports import FIELDS
from project.errors import ArgumentError
from tests.archive.made_up import NOW, paragraphs, save

DAY = timedelta(days=1)
STORIES: list[tuple[str, str, list[str], dict[str, Any]]] = [
    ("https://one.example/ferry", "Ferry strike goes on", paragraphs(1), {"authors": ["Ann Lee"], "tags": ["ferries"]}),
    ("https://one.example/master", "Port", ["The harbour master of Žižkov spoke of the ferry."], {"published_at": NOW}),
    ("https://two.example/han", "东京的天气", ["今天東京下雨,京都晴。"], {"language": "zh"}),
    ("https://two.example/thai", "ข่าว", ["วันนี้ฝนตกที่กรุงเทพ"], {"language": "th"}),
    ("https://two.example/hindi", "समाचार", ["आज दिल्ली में बारिश हुई"], {"language": "hi", "authors": ["ÉMILE Roux"]}),
    ("https://two.example/ferry", "The strike, copied", paragraphs(1), {"published_at": NOW + DAY}),
]


@pytest.fixture
def session(archive_url: str) -> Iterator[Session]:
    with closing(Archive.open(archive_url)) as archive:
        for url, title, texts, fields in STORIES:
            fields = {"published_at": NOW - 9 * DAY, "language": "en"} | fields
            with archive.write() as writing:
                save(writing, url, texts, title=title, **fields)
        with archive.read() as session:
            yield session


def urls(session: Session, words: str, order: Order = "best", **filters: Any) -> list[str]:
    return [hit.url.removeprefix("https://") for hit in search(session, words, Filters(**filters), order=order)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ferry strike", ["one.example/ferry"]),
        ("FERRY", ["one.example/ferry", "one.example/master"]),
        ('"harbour master"', ["one.example/master"]),
        ('"master harbour"', []),
        ("harb*", ["one.example/master"]),
        ("ferry NOT strike", ["one.example/master"]),
        ("ferry AND NOT strike", ["one.example/master"]),
        ("ferry -strike", ["one.example/master"]),
        ("ferry - strike", ["one.example/ferry"]),
        ('ferry -"strike goes"', ["one.example/master"]),
        ('ferry -"" strike', ["one.example/ferry"]),
        ("ferry OR 東京", ["one.example/ferry", "one.example/master", "two.example/han"]),
        ("ferry (strike OR harbour)", ["one.example/ferry", "one.example/master"]),
        ("(ferry OR 東京) -(harbour OR port)", ["one.example/ferry", "two.example/han"]),
        ('ferry NOT ("harbour master" OR strike*)', []),
        ("(ferry) port(s)", []),
        ("(((ferry)))", ["one.example/ferry", "one.example/master"]),
        ("strike OR harbour", ["one.example/ferry", "one.example/master"]),
        ("zizkov", ["one.example/master"]),
        ("lee", ["one.example/ferry"]),
        ("東京", ["two.example/han"]),
        ("京東", []),
        ("下雨 東京", ["two.example/han"]),
        ("ฝนตก", ["two.example/thai"]),
        ("ตกฝน", []),
        ("दिल्ली", ["two.example/hindi"]),
        ("दिल्ला", []),
    ],
)
def test_words_phrases_prefixes_and_operators_in_any_script(session: Session, words: str, expected: list[str]) -> None:
    assert sorted(urls(session, words)) == sorted(expected)


def test_best_first_or_newest_first(session: Session) -> None:
    assert urls(session, "ferry") == ["one.example/ferry", "one.example/master"]
    assert urls(session, "ferry", "newest") == ["one.example/master", "one.example/ferry"]
    assert urls(session, "ferry", "oldest") == ["one.example/ferry", "one.example/master"]
    assert urls(session, "ferry", limit=1) == ["one.example/ferry"]


def test_articles_are_listed_without_words(session: Session) -> None:
    hits = list(listed(session, Filters(site="one.example")))
    assert [hit.title for hit in hits] == ["Port", "Ferry strike goes on"]
    assert hits[0].snippet == STORIES[1][2][0] and hits[1].snippet == paragraphs(1)[0][:160]
    assert [hit.article_id for hit in listed(session, Filters(site="one.example", limit=1), order="oldest")] == [1]


def test_copies_are_left_out_unless_asked_for(session: Session) -> None:
    assert urls(session, "strike") == ["one.example/ferry"]
    assert sorted(urls(session, "strike", copies=True)) == ["one.example/ferry", "two.example/ferry"]


def test_snippets_mark_the_hit_and_show_the_text_as_it_is(session: Session) -> None:
    (hit,) = search(session, "master", Filters(), marks=("<", ">"))
    assert "The harbour <master> of Žižkov" in hit.snippet
    (hit,) = search(session, "東京", Filters(), marks=("<", ">"))
    assert hit.snippet == "今天<東京>下雨,京都晴。"
    assert "\u200b" not in hit.title


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"site": "one.example"}, {1, 2}),
        ({"site": "https://www.one.example/news"}, {1, 2}),
        ({"since": NOW}, {2}),
        ({"until": NOW}, {1, 3, 4, 5}),
        ({"new_since": NOW}, {1, 2, 3, 4, 5}),
        ({"new_since": NOW + DAY}, set()),
        ({"after": 0}, {1, 2, 3, 4, 5}),
        ({"after": 4, "copies": True}, {5, 6}),
        ({"author": "émile roux"}, {5}),
        ({"author": "Roux"}, set()),
        ({"words": "ferry (strike OR harbour)"}, {1, 2}),
        ({"words": "strike", "site": "two.example", "copies": True}, {6}),
        ({"language": "zh"}, {3}),
        ({"copies": True, "since": NOW}, {2, 6}),
    ],
)
def test_filters(session: Session, filters: dict[str, Any], expected: set[int]) -> None:
    assert set(session.scalars(apply(select(Article.id), Filters(**filters)))) == expected


@pytest.mark.parametrize("site", ["one.example", "www.One.example", "https://one.example/news"])
def test_the_ledger_is_asked_for_a_site_by_any_of_its_names(session: Session, site: str) -> None:
    assert states(session, site) == [("stored", "", 2)]


@pytest.mark.parametrize("words", ["", '"', "AND", "* *", "- ^"])
def test_nothing_to_look_for_is_said(session: Session, words: str) -> None:
    with pytest.raises(ArgumentError, match="there is no word to search for"):
        urls(session, words)


@pytest.mark.parametrize("words", ["title:ferry", "author:Quill", "ferry sites:one"])
def test_a_field_before_a_word_is_refused(session: Session, words: str) -> None:
    with pytest.raises(ArgumentError, match="a search looks in headlines and texts alike"):
        urls(session, words)


@pytest.mark.parametrize(
    "words", ["NOT ferry", "-ferry", "(-ferry)", "NOT NOT ferry", '"" AND NOT ferry', "ferry OR NOT strike"]
)
def test_what_is_only_to_be_left_out_cannot_be_asked(session: Session, words: str) -> None:
    with pytest.raises(ArgumentError, match="NOT needs words before it"):
        urls(session, words)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("ferry AND", "AND needs words on both sides: ferry AND strike"),
        ("OR ferry", "OR needs words on both sides"),
        ("ferry AND OR strike", "AND OR needs words on both sides"),
        ("ferry NOT", "NOT needs words on both sides"),
        ("ferry (strike AND) tide", "AND needs words on both sides"),
        ("ferry (strike", "a bracket stands without the other one"),
        ("ferry strike)", "a bracket stands without the other one"),
        ("ferry ( : )", "there is no word between the brackets"),
        ('ferry "harbour master', '"harbour master: the quote is not closed'),
        ("(" * 30 + "ferry" + ")" * 30, "more than 20 brackets stand in each other"),
    ],
)
def test_a_broken_query_is_told(session: Session, words: str, message: str) -> None:
    with pytest.raises(ArgumentError, match=re.escape(message)):
        urls(session, words)


_PIECES = ["AND", "OR", "NOT", "NEAR", "a*", '"b c"', '"', "(", ")", "{", "}", ":", "^", "-", "+", "\x00\udce9", "東京"]


@given(st.text(max_size=30) | st.lists(st.sampled_from(_PIECES)).map(" ".join))
def test_whatever_is_typed_is_no_broken_query(words: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE index_of_all USING fts5 (text)")
        try:
            expression = match_expression(words)
        except ArgumentError:
            return
        found = connection.execute("SELECT * FROM index_of_all WHERE text MATCH ?", [expression]).fetchall()
        assert found == []


@given(st.text())
def test_a_folded_text_comes_back_without_its_soft_hyphens(words: str) -> None:
    words = re.sub("[\u00ad\u2060\ufeff]", "", from_index(words))
    assert from_index(to_index(words) or "") == words
    assert to_index(to_index(words)) == to_index(words)


def test_the_index_follows_every_change(session: Session, archive_url: str) -> None:
    with closing(Archive.open(archive_url)) as archive, archive.write() as writing:
        writing.execute(text("UPDATE articles SET title = 'Regatta' WHERE id = 2"))
        writing.execute(text("DELETE FROM pages WHERE article_id = 3"))
        writing.execute(text("DELETE FROM articles WHERE id = 3"))
        assert urls(writing, "regatta") == ["one.example/master"]
        assert urls(writing, "port") == urls(writing, "東京") == []


def test_export_rows_have_the_fields_that_are_fixed(session: Session) -> None:
    rows = list(export_rows(session, Filters(copies=True)))
    assert all(set(row) == set(FIELDS) for row in rows)
    first, last = rows[0], rows[-1]
    assert (first["authors"], first["tags"], first["copy_of"]) == (["Ann Lee"], ["ferries"], None)
    assert first["urls"] == [first["url"]] == ["https://one.example/ferry"]
    assert first["text"] == "\n\n".join(paragraphs(1))
    assert first["first_seen_at"] == NOW.isoformat()
    assert (last["copy_of"], last["copy_kind"], last["copy_score"]) == ("https://one.example/ferry", "exact", 1.0)
    assert [row["id"] for row in export_rows(session, Filters(limit=2))] == [1, 2]
    assert [row["id"] for row in export_rows(session, Filters())] == [1, 2, 3, 4, 5]


def test_views_make_a_question_one_line_in_the_shell(session: Session, archive_url: str) -> None:
    path = archive_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as shell:
        day = f"{NOW:%Y-%m-%d}"
        assert shell.execute("SELECT title FROM news WHERE day = ?", [day]).fetchall() == [("Port",)]
        assert shell.execute("SELECT authors, tags FROM news WHERE id = 1").fetchall() == [("Ann Lee", "ferries")]
        assert shell.execute("SELECT month, count(*) FROM news GROUP BY month ORDER BY month").fetchall() == [
            ("2026-02", 4),
            ("2026-03", 1),
        ]
        assert shell.execute("SELECT url, original_url, kind FROM copies").fetchall() == [
            ("https://two.example/ferry", "https://one.example/ferry", "exact")
        ]
        assert shell.execute("SELECT site, state, sum(pages) FROM pages_by_day GROUP BY 1, 2").fetchall() == [
            ("one.example", "stored", 2),
            ("two.example", "stored", 4),
        ]
        query = "SELECT url FROM news WHERE id IN (SELECT rowid FROM article_search('harbour'))"
        assert shell.execute(query).fetchall() == [("https://one.example/master",)]


def test_an_article_without_date_counts_from_when_it_was_seen(archive_url: str) -> None:
    with closing(Archive.open(archive_url)) as archive, archive.write() as session:
        save(session, "https://one.example/undated", paragraphs(9))
        query = apply(select(Article.dated_at), Filters(since=NOW, until=NOW + DAY))
        assert session.scalars(query).all() == [NOW]


def test_a_word_is_found_whatever_hyphens_a_page_allows_in_it(archive_url: str) -> None:
    with closing(Archive.open(archive_url)) as archive, archive.write() as writing:
        save(writing, "https://one.example/a", ["Die Hafen\u00adbehörde schweigt."], title="Fähr\u00adstreik")
        # as the index of an archive that an earlier version wrote
        writing.execute(text("INSERT INTO article_search (article_search) VALUES ('delete-all')"))
        writing.execute(text("UPDATE alembic_version SET version_num = '0003'"))
        writing.execute(text("DROP TABLE locks"))
        for column in ("locked_since VARCHAR(26)", "locked_by TEXT"):
            writing.execute(text(f"ALTER TABLE sites ADD COLUMN {column}"))
    with closing(Archive.open(archive_url)) as archive, archive.read() as session:
        assert urls(session, "hafenbehörde") == urls(session, "fährstreik") == ["one.example/a"]
        assert "Hafenbehörde" in next(iter(search(session, "schweigt", Filters()))).snippet

"""What of a stored article stays, whatever its raw page says, and which raw page is its own."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from project.archive import ledger, reextraction
from project.archive.articles import save_article
from project.archive.filters import Filters
from project.archive.models import Article
from project.archive.reextraction import Before, Place
from project.items import Fetch
from project.version import extractor
from tests.archive.made_up import NOW, article, paragraphs, save

ONE, TWO = "https://one.example/a", "https://one.example/b"
LATER = NOW + timedelta(days=2)


def look(session: Session, texts: list[str], at: datetime, offset: int, **fields: Any) -> Before:
    item = article(ONE, texts, fetch=Fetch(at, warc_file="own.warc.gz", warc_offset=offset), **fields)
    saved = save_article(session, item, at)
    [before] = reextraction.load(session, [saved.article_id])
    return before


def values(session: Session, before: Before, at: datetime, texts: list[str], **fields: Any) -> dict[str, Any]:
    return reextraction.values_again(session, before, article(ONE, texts, fetch=Fetch(at), **fields))


def test_the_raw_page_is_the_one_that_the_words_come_from(session: Session) -> None:
    assert look(session, paragraphs(1), NOW, 7).place == Place("own.warc.gz", 7)
    closed = look(session, paragraphs(1)[:1], LATER, 99, access="teaser")
    assert closed.place == Place("own.warc.gz", 7)
    ledger.mark(
        session, ONE, "not_article", "a search page", fetch=Fetch(LATER, warc_file="x", warc_offset=1), now=LATER
    )
    session.flush()
    [before] = reextraction.load(session, [closed.id])
    assert before.place == Place("own.warc.gz", 7)
    assert look(session, paragraphs(2), LATER, 120).place == Place("own.warc.gz", 120)


def test_a_paywall_that_closed_is_told_from_a_teaser_that_always_was_one(session: Session) -> None:
    before = look(session, paragraphs(1), NOW, 7)
    teaser = values(session, before, NOW, paragraphs(1)[:1], access="teaser")
    assert reextraction.is_hidden(before, teaser)
    assert not reextraction.is_hidden(
        look(session, paragraphs(1)[:2], NOW, 7, access="teaser"), {**teaser, "word_count": 999}
    )


def test_a_moment_after_the_first_look_is_that_of_an_update(session: Session) -> None:
    published = NOW - timedelta(hours=3)
    before = look(session, paragraphs(1), NOW, 7, published_at=published, published_at_raw="nine")
    updated = {"published_at": LATER - timedelta(hours=1), "published_at_raw": "eleven"}
    later = values(session, before, LATER, paragraphs(1), **updated)
    assert (later["published_at"], later["published_at_raw"]) == (published, "nine")
    zone = values(session, before, LATER, paragraphs(1), published_at=NOW - timedelta(hours=1))
    assert zone["published_at"] == NOW - timedelta(hours=1), "a better reading of the same moment counts"
    first = values(session, before, NOW, paragraphs(1), published_at=NOW + timedelta(hours=1))
    assert first["published_at"] == NOW + timedelta(hours=1), "the first look is what a crawl would store"


def test_an_address_is_taken_over_unless_it_is_anothers(session: Session) -> None:
    save(session, TWO, paragraphs(2))
    before = look(session, paragraphs(1), NOW, 7)
    for named, stored in [
        (TWO, ONE),
        ("https://other.example/a", ONE),
        ("https://one.example/c", "https://one.example/c"),
    ]:
        item = article(ONE, paragraphs(1), fetch=Fetch(NOW))
        item.url = named
        assert reextraction.values_again(session, before, item)["url"] == stored


def test_only_what_another_extractor_read_is_behind_copies_too(session: Session) -> None:
    one, two = save(session, ONE, paragraphs(1)), save(session, "https://two.example/a", paragraphs(1))
    everything = Filters(copies=True)
    assert reextraction.to_read(session, everything, extractor()) == {}
    assert reextraction.to_read(session, everything, None) == {"one.example": [one], "two.example": [two]}
    reextraction.hold_back(session, two)
    assert reextraction.to_read(session, everything, extractor()) == {"two.example": [two]}
    reextraction.let_go(session, two, extractor())
    assert reextraction.to_read(session, everything, extractor()) == {}


def test_what_a_crawl_changed_meanwhile_is_left_alone(session: Session) -> None:
    before = look(session, paragraphs(1), NOW, 7)
    item = article(ONE, paragraphs(3), fetch=Fetch(NOW))
    read = [(before, item, reextraction.values_again(session, before, item))]
    look(session, paragraphs(1)[1:], LATER, 120)
    assert reextraction.write(session, read) == []
    assert session.scalar(select(Article.text)) == "\n\n".join(paragraphs(1)[1:])

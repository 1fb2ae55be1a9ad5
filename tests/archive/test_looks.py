"""Sequences of looks that must not cost an article its words, nor keep it from them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from project.archive import ledger
from project.archive.articles import Saved
from project.archive.filters import Filters
from project.archive.models import DOUBTED, Article, Page, Revision
from project.archive.questions import edits
from project.archive.reextraction import Place, load
from project.archive.removal import remove
from project.archive.verify import problems
from project.items import Fetch
from project.outcomes.reasons import FORBIDDEN, MIXED_UP, REMOVED, UNSURE
from tests.archive.made_up import LATER, NOW, ONE, TWO, number, paragraphs, store

AMP = f"{ONE}-amp"
AT = NOW.replace(minute=7)


def text_of(session: Session, saved: Saved) -> str:
    return session.get_one(Article, saved.article_id).text


def source_of(session: Session, saved: Saved) -> list[str]:
    pages = select(Page.url).where(Page.article_id == saved.article_id, Page.is_source)
    return list(session.scalars(pages))


def test_a_walled_page_takes_no_article_over_from_an_open_one(session: Session) -> None:
    first = store(session, ONE, paragraphs(1), found_url=AMP)
    assert store(session, ONE, paragraphs(1)[:1], access="teaser", now=LATER) == Saved(first.article_id, "joined")
    assert source_of(session, first) == [AMP]
    edited = store(session, ONE, [*paragraphs(1), *paragraphs(2)[:1]], found_url=AMP, now=LATER)
    assert edited.outcome == "revised", "the open page is still followed"


def test_what_an_articles_own_page_does_not_show_is_an_earlier_text(session: Session) -> None:
    first = store(session, ONE, paragraphs(1), found_url=AMP)
    assert store(session, ONE, paragraphs(1)[:5], now=LATER) == Saved(first.article_id, "revised")
    assert text_of(session, first) == "\n\n".join(paragraphs(1)[:5])
    assert list(session.scalars(select(Revision.text))) == ["\n\n".join(paragraphs(1))]


def test_a_short_twin_takes_nothing_over_when_the_whole_one_is_gone(session: Session) -> None:
    first = store(session, ONE, paragraphs(1))
    store(session, ONE, paragraphs(1)[:5], found_url=AMP)
    ledger.mark(session, ONE, "gone", http_status=410, now=LATER)
    store(session, ONE, paragraphs(1)[:5], found_url=AMP, now=LATER)
    assert text_of(session, first) == "\n\n".join(paragraphs(1))
    assert store(session, ONE, paragraphs(3), found_url=AMP, now=LATER).outcome == "revised"
    assert source_of(session, first) == [AMP], "of other words, the earlier ones are kept as a revision"


def test_what_was_shown_before_a_wall_is_kept_when_it_opens_on_other_words(session: Session) -> None:
    first = store(session, ONE, paragraphs(1)[:2], access="teaser")
    assert store(session, ONE, paragraphs(2), now=LATER) == Saved(first.article_id, "revised")
    assert list(session.scalars(select(Revision.text))) == ["\n\n".join(paragraphs(1)[:2])]


def test_a_first_line_that_becomes_a_report_is_one_article_at_two_addresses(session: Session) -> None:
    line, report = {"title": "Blast in the harbour"}, {"title": "What burnt at the docks"}
    first = store(session, ONE, paragraphs(1), published_at=AT, **line)
    store(session, TWO, paragraphs(1), published_at=AT, **line)
    assert store(session, TWO, paragraphs(2), published_at=AT, now=LATER, **report).article_id == first.article_id
    assert store(session, ONE, paragraphs(2), published_at=AT, now=LATER, **report).outcome == "revised"
    assert number(session, Article) == 1
    assert store(session, f"{ONE}-new", paragraphs(3), published_at=AT, found_url=ONE, title="After the fire") == Saved(
        first.article_id, "revised"
    )
    assert session.get_one(Article, first.article_id).url == f"{ONE}-new", "with a new name for its address"


def test_a_report_that_another_address_showed_first_reaches_its_article(session: Session) -> None:
    first = store(session, ONE, paragraphs(1), published_at=AT, title="Blast in the harbour")
    twin = store(session, ONE, paragraphs(2), published_at=AT, title="What burnt at the docks", found_url=AMP)
    assert twin.article_id != first.article_id
    store(session, ONE, paragraphs(2), published_at=AT, title="What burnt at the docks", now=LATER)
    assert text_of(session, first) == "\n\n".join(paragraphs(2))
    assert session.get_one(Article, twin.article_id).copy_of_id == first.article_id


def test_the_address_that_another_story_names_is_asked_for(session: Session) -> None:
    first = store(session, TWO, paragraphs(2), title="Why bees sleep", found_url=ONE)
    own = store(session, f"{ONE}-slug", paragraphs(1), title="Rain in the east", found_url=ONE, now=LATER)
    assert own == Saved(first.article_id, "doubted")
    (page,) = ledger.due_pages(session, "one.example", NOW - timedelta(days=9), 9)
    assert (page.url, page.state, page.found_via) == (f"{ONE}-slug", "waiting", f"link {ONE}")


def test_pages_that_name_the_same_wrong_address_are_rewritten(session: Session) -> None:
    front = "https://one.example/"
    saved = [
        store(session, front, paragraphs(count), title=f"Of {count}", found_url=f"{ONE}{count}") for count in (1, 2)
    ]
    for count, article in enumerate(saved, 1):
        texts = paragraphs(count + 5)
        again = store(session, front, texts, title=f"After {count}", found_url=f"{ONE}{count}", now=LATER)
        assert again == Saved(article.article_id, "revised")
        assert text_of(session, again) == "\n\n".join(texts)


def test_a_page_that_showed_another_story_is_asked_for_as_if_it_had_not(session: Session) -> None:
    store(session, ONE, paragraphs(1), title="Rain in the east")
    store(session, TWO, paragraphs(2), title="Why bees sleep")
    seen = Fetch(LATER, http_status=200, etag='"2"', last_modified="then", body_hash=7)
    store(session, TWO, paragraphs(2), title="Why bees sleep", found_url=ONE, now=LATER, fetch=seen)
    page = session.scalars(select(Page).where(Page.url == ONE)).one()
    assert (page.fetched_at, page.etag, page.last_modified) == (LATER, None, None)
    assert page.body_hash != seen.body_hash


def test_a_further_part_that_is_announced_by_itself_stays_one(session: Session) -> None:
    raw = Fetch(NOW, http_status=200, warc_file="a.warc.gz", warc_offset=9)
    first = store(session, ONE, [*paragraphs(1), *paragraphs(2)], parts=[(TWO, raw)])
    later = replace(raw, warc_offset=99)
    store(session, ONE, paragraphs(2), found_url=TWO, now=LATER, fetch=later)
    ledger.mark(session, TWO, "skipped", FORBIDDEN, now=LATER)
    ledger.mark(session, TWO, "failed", "HTTP 503", http_status=503, now=LATER)
    ledger.not_modified(session, TWO, later, LATER)
    ledger.mark(session, TWO, "gone", "HTTP 404", http_status=404, now=LATER)
    session.flush()
    (before,) = load(session, [first.article_id])
    assert before.parts == ((TWO, Place("a.warc.gz", 9)),)


def test_another_storys_page_brings_no_removed_one_back(session: Session) -> None:
    one = store(session, ONE, paragraphs(1), title="Rain in the east")
    two = store(session, TWO, paragraphs(2), title="Why bees sleep")
    remove(session, session.get_one(Article, two.article_id))
    led_to = {"found_url": ONE, "final_url": TWO}
    assert store(session, ONE, paragraphs(2), title="Why bees sleep", **led_to).outcome == "doubted"
    assert store(session, ONE, paragraphs(1), title="Rain in the east", **led_to).outcome == "unchanged"
    assert text_of(session, one) == "\n\n".join(paragraphs(1))
    page = session.scalars(select(Page).where(Page.url == TWO)).one()
    assert (page.state, page.reason, page.article_id) == ("skipped", REMOVED, None)


WRITTEN_OVER: dict[str, dict[str, Any]] = {
    "an error in place of the story": {"texts": paragraphs(7, count=2)},
    "another headline too": {"texts": paragraphs(7, count=3), "title": "We are back soon"},
    "the beginning of the story": {"texts": paragraphs(1)[:2]},
    "it breaks off": {"texts": [*paragraphs(1)[:6], paragraphs(1)[6][:70] + "<p"]},
    "in another language": {"texts": paragraphs(7), "title": "Streik der Fähren", "language": "de"},
}


TOLD: dict[str, Any] = {"published_at": AT, "language": "en"}


def written_over(how: str) -> tuple[list[str], dict[str, Any]]:
    """The paragraphs of a page that is another once, and what it tells of itself."""
    told = TOLD | WRITTEN_OVER[how]
    return told.pop("texts"), told


@pytest.mark.parametrize("how", WRITTEN_OVER)
def test_a_page_that_is_another_once_makes_no_revision(session: Session, how: str) -> None:
    first = store(session, ONE, paragraphs(1), **TOLD)
    texts, broken = written_over(how)
    seen = Fetch(LATER, http_status=200, etag='"2"', body_hash=7)
    assert store(session, ONE, texts, now=LATER, fetch=seen, **broken) == Saved(first.article_id, "doubted")
    page = session.scalars(select(Page)).one()
    assert (page.state, page.reason, page.etag) == ("stored", UNSURE, None)
    assert page.next_fetch_at == LATER + timedelta(days=1)
    assert store(session, ONE, paragraphs(1), now=LATER, **TOLD) == Saved(first.article_id, "unchanged")
    assert session.scalars(select(Page.reason)).all() == [None]
    assert not session.scalars(select(Revision)).all()


@pytest.mark.parametrize("how", WRITTEN_OVER)
def test_what_a_page_still_is_a_day_later_is_believed(session: Session, how: str) -> None:
    first = store(session, ONE, paragraphs(1), **TOLD)
    texts, changed = written_over(how)
    assert store(session, ONE, texts, now=LATER, **changed).outcome == "doubted"
    an_hour_later, a_day_later = (LATER + timedelta(hours=hours) for hours in (1, 25))
    assert store(session, ONE, texts, now=an_hour_later, **changed).outcome == "doubted", "it was announced anew"
    assert store(session, ONE, texts, now=a_day_later, **changed) == Saved(first.article_id, "revised")
    assert text_of(session, first) == "\n\n".join(texts)


def test_what_several_pages_show_in_place_of_their_stories_is_never_believed(session: Session) -> None:
    urls = [f"https://one.example/{name}" for name in "abc"]
    saved = [store(session, url, paragraphs(count), title=f"Of {count}") for count, url in enumerate(urls)]
    for day in range(1, 4):
        for count, url in enumerate(urls):
            store(session, url, paragraphs(7, count=2), title=f"Of {count}", now=NOW + timedelta(days=day))
        assert set(session.scalars(select(Page.reason))) <= {MIXED_UP, UNSURE}
    assert [text_of(session, one) for one in saved] == ["\n\n".join(paragraphs(count)) for count in range(3)]
    assert not session.scalars(select(Revision)).all()


def test_what_is_published_anew_at_its_address_is_believed(session: Session) -> None:
    first = store(session, ONE, paragraphs(1), published_at=NOW, title="The weather")
    later = {"published_at": NOW + timedelta(days=1), "title": "The weather"}
    assert store(session, ONE, paragraphs(2, count=3), now=LATER, **later) == Saved(first.article_id, "revised")


def test_what_is_written_over_every_day_is_believed(session: Session) -> None:
    saved = [
        store(session, ONE, paragraphs(day)[: 8 if day < 3 else 3], title="The weather", now=NOW + timedelta(days=day))
        for day in range(4)
    ]
    assert [one.outcome for one in saved] == ["new", "revised", "revised", "revised"]


@pytest.mark.parametrize("number", range(69, 97))
def test_no_looks_at_a_few_pages_lose_a_paragraph(session: Session, number: int) -> None:
    chance = random.Random(number)
    addresses = [f"https://one.example/{name}" for name in "abcd"]
    seen: set[str] = set()
    for hour in range(10):
        story, asked = chance.randint(1, 4), chance.choice(addresses)
        named = chance.choice([asked, asked, chance.choice(addresses), "https://one.example/"])
        texts, access = chance.choice([(8, "free"), (8, "free"), (8, "free"), (3, "free"), (2, "teaser")])
        told = {"title": chance.choice([f"Of {story}", f"Of {story}", "In other words", "The same"]), "access": access}
        dated = {"published_at": NOW.replace(minute=7 + story)} if chance.random() < 0.5 else {}
        now = NOW + timedelta(hours=hour)
        if chance.random() < 0.1:
            ledger.mark(session, asked, "gone", http_status=410, now=now)
        store(session, named, paragraphs(story)[:texts], found_url=asked, now=now, **told, **dated)
        earlier = select(Revision.text).where(Revision.kind != DOUBTED)
        versions = [*session.scalars(select(Article.text)), *session.scalars(earlier)]
        kept = {paragraph for version in versions for paragraph in version.split("\n\n")}
        assert seen <= kept, hour
        seen = kept
    assert list(problems(session)) == []


def test_what_was_not_believed_is_an_earlier_text_once_another_one_stands_there(session: Session) -> None:
    texts = [paragraphs(1), paragraphs(2, count=3), paragraphs(3, count=4)]
    times = [NOW, LATER, LATER + timedelta(days=1)]
    saved = [store(session, ONE, words, now=now) for words, now in zip(texts, times, strict=True)]
    assert [one.outcome for one in saved] == ["new", "doubted", "revised"]
    article = session.get_one(Article, saved[0].article_id)
    versions = [(revision.text, revision.seen_at, revision.kind) for revision in article.revisions]
    assert versions == [("\n\n".join(texts[0]), LATER, "rewrite"), ("\n\n".join(texts[1]), times[2], "rewrite")]
    assert article.text == "\n\n".join(texts[2])


def test_what_is_believed_stands_there_since_it_was_shown_first(session: Session) -> None:
    first = store(session, ONE, paragraphs(1))
    store(session, ONE, paragraphs(2, count=3), now=LATER)
    article = session.get_one(Article, first.article_id)
    assert (article.revisions, list(edits(session, Filters()))) == ([], []), "no edit until it is believed"
    store(session, ONE, paragraphs(2, count=3), now=LATER + timedelta(days=1))
    assert [revision.seen_at for revision in article.revisions] == [LATER]
    assert number(session, Revision) == 1


def test_what_several_pages_show_is_nobodys_earlier_text(session: Session) -> None:
    urls = [ONE, TWO]
    saved = [store(session, url, paragraphs(count), title=f"Of {count}") for count, url in enumerate(urls)]
    for hours in (3, 30):
        for count, url in enumerate(urls):
            now = NOW + timedelta(hours=hours)
            store(session, url, paragraphs(7, count=2), title=f"Of {count}", now=now)
    for days in (3, 5):
        store(session, ONE, paragraphs(8, count=3), title="Of 0", now=NOW + timedelta(days=days))
    assert text_of(session, saved[0]) == "\n\n".join(paragraphs(8, count=3))
    assert session.scalars(select(Revision.text)).all() == ["\n\n".join(paragraphs(0))]

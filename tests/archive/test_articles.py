"""What becomes of an article that is stored again, changed, moved, or found at another address."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from project.archive import ledger
from project.archive.articles import Saved, save_article
from project.archive.found import add_found
from project.archive.models import Article, DroppedBlock, Page, Revision, Shingle
from project.archive.questions import find_article
from project.items import Block, Fetch, Found
from tests.archive.made_up import LATER, NOW, ONE, TWO, article, number, paragraphs, store


def found(session: Session, words: str) -> list[int]:
    query = text("SELECT rowid FROM article_search WHERE article_search MATCH :words")
    return list(session.scalars(query, {"words": words}))


def test_everything_lands_together(session: Session) -> None:
    item = article(
        ONE,
        paragraphs(1),
        title="Ferry strike",
        authors=["Ann Lee", "Bob Ray", "Ann Lee"],
        tags=["ferries", "strikes"],
        published_at=NOW,
        fetch=Fetch(NOW, etag='"1"', body_hash=7, warc_file="a.warc.gz", warc_offset=9),
    )
    item.blocks.insert(1, Block("Read more", reason="related links"))
    saved = save_article(session, item, NOW)
    stored = session.get_one(Article, saved.article_id)
    assert saved.outcome == "new"
    assert [author.name for author in stored.authors] == ["Ann Lee", "Bob Ray"]
    assert stored.byline == "Ann Lee, Bob Ray"
    assert [tag.name for tag in stored.tags] == ["ferries", "strikes"]
    assert stored.text == "\n\n".join(paragraphs(1))
    assert [(b.position, b.text, b.reason) for b in stored.dropped_blocks] == [(1, "Read more", "related links")]
    (page,) = stored.pages
    assert (page.url, page.state, page.etag, page.body_hash, page.warc_offset) == (ONE, "stored", '"1"', 7, 9)
    assert page.is_source
    assert page.next_fetch_at == NOW + timedelta(hours=1)
    assert number(session, Shingle) > 3
    assert found(session, "ferry") == found(session, "authors : ray") == [saved.article_id]


def test_the_same_words_again_make_no_revision(session: Session) -> None:
    first = store(session, ONE, paragraphs(1), section="Sea")
    again = store(session, ONE, paragraphs(1), section="Ports", now=LATER)
    assert again == Saved(first.article_id, "unchanged")
    stored = session.get_one(Article, first.article_id)
    assert (stored.section, stored.first_seen_at, stored.last_seen_at) == ("Ports", NOW, LATER)
    assert number(session, Revision) == 0


def test_other_words_make_a_revision_of_the_earlier_ones(session: Session) -> None:
    first = store(session, ONE, paragraphs(1), modified_at=NOW)
    again = store(
        session, ONE, [*paragraphs(1), "The harbour master resigned on Monday."], modified_at=LATER, now=LATER
    )
    assert again == Saved(first.article_id, "revised")
    (revision,) = session.scalars(select(Revision))
    assert (revision.text, revision.seen_at) == ("\n\n".join(paragraphs(1)), LATER)
    assert (revision.kind, revision.changed, revision.silent) == ("update", ["text"], False)
    assert found(session, "resigned") == [first.article_id]
    assert store(session, ONE, paragraphs(1), modified_at=LATER, now=LATER).outcome == "revised"
    assert found(session, "resigned") == []


def test_another_address_of_its_site_is_the_same_article(session: Session) -> None:
    first = store(session, ONE, paragraphs(1))
    assert store(session, TWO, paragraphs(1), now=LATER) == Saved(first.article_id, "joined")
    assert store(session, ONE, paragraphs(1), found_url="https://one.example/print/a") == Saved(
        first.article_id, "joined"
    )
    stored = session.get_one(Article, first.article_id)
    assert [page.is_source for page in stored.pages] == [True, False, False]
    assert stored.url == ONE


def test_a_shorter_twin_changes_no_word(session: Session) -> None:
    first = store(session, ONE, paragraphs(1))
    store(session, ONE, paragraphs(1)[:5], found_url="https://one.example/amp-a", now=LATER)
    store(session, ONE, paragraphs(1)[:5], found_url="https://one.example/amp-a", now=LATER)
    assert session.get_one(Article, first.article_id).text == "\n\n".join(paragraphs(1))
    assert number(session, Revision) == 0


def test_a_page_that_names_anothers_address_for_its_own_is_stored_by_its_own(session: Session) -> None:
    first = store(session, ONE, paragraphs(1))
    other = store(session, ONE, paragraphs(2), found_url=TWO, title="Rain in the east")
    assert other.outcome == "new"
    assert session.get_one(Article, other.article_id).url == TWO
    assert session.get_one(Article, first.article_id).url == ONE


def test_a_page_whose_address_another_one_took_is_stored(session: Session) -> None:
    taker = store(session, TWO, paragraphs(1), found_url=ONE)
    owner = store(session, TWO, paragraphs(2), title="Rain in the east")
    assert (taker.outcome, owner.outcome) == ("new", "new")
    assert session.get_one(Article, owner.article_id).url == TWO
    assert session.get_one(Article, taker.article_id).url == ONE
    store(session, TWO, paragraphs(3), found_url="https://one.example/c", title="Snow in the west")
    three = store(session, "https://one.example/d", paragraphs(4), found_url="https://one.example/e", title="Hail")
    store(session, "https://one.example/e", paragraphs(5), found_url="https://one.example/f", title="Fog")
    last = store(session, "https://one.example/d", paragraphs(6), title="Thaw")
    assert session.get_one(Article, last.article_id).url == "https://one.example/d"
    assert session.get_one(Article, three.article_id).url == "https://one.example/e#2", "a third one names its page's"


def test_a_notice_that_recurs_under_other_titles_is_not_one_article(session: Session) -> None:
    store(session, ONE, ["All ferries run on time."], title="Ferries on Monday")
    assert store(session, TWO, ["All ferries run on time."], title="Ferries on Tuesday").outcome == "new"
    assert number(session, Article) == 2


def test_an_article_that_moves_takes_its_new_address(session: Session) -> None:
    first = store(session, ONE, paragraphs(1))
    moved = store(session, "https://one.example/new/a", paragraphs(1), found_url=ONE, now=LATER)
    assert moved == Saved(first.article_id, "moved")
    assert session.get_one(Article, first.article_id).url == "https://one.example/new/a"


def test_a_paywall_does_not_close_over_a_stored_text(session: Session) -> None:
    first = store(session, ONE, paragraphs(1))
    session.execute(text("UPDATE articles SET extractor_version = 'earlier'"))
    again = store(session, ONE, paragraphs(1)[:1], access="teaser", now=LATER)
    assert again == Saved(first.article_id, "unchanged")
    stored = session.get_one(Article, first.article_id)
    assert (stored.access, stored.text) == ("free", "\n\n".join(paragraphs(1)))
    assert stored.extractor_version == "earlier", "its raw page is still to be read again"


def test_a_clock_that_was_not_put_forward_dates_no_article_anew(session: Session) -> None:
    saved = store(session, ONE, paragraphs(1), published_at=NOW, published_at_raw="noon")
    for earlier, dated in ((60, NOW), (-60, NOW), (75, NOW - timedelta(minutes=75))):
        store(session, ONE, paragraphs(1), published_at=NOW - timedelta(minutes=earlier), published_at_raw="then")
        stored = session.get_one(Article, saved.article_id)
        assert (stored.published_at, stored.published_at_raw) == (dated, "noon" if dated == NOW else "then")


def test_another_address_is_believed_no_sooner_than_the_first(session: Session) -> None:
    for _ in range(4):
        store(session, ONE, paragraphs(1))
    store(session, TWO, paragraphs(1))
    assert list(session.scalars(select(Page.unchanged).order_by(Page.url))) == [3, 3]


def test_what_a_paywall_hid_is_no_edit(session: Session) -> None:
    first = store(session, ONE, paragraphs(1)[:1], access="teaser", title="Rain")
    opened = store(session, ONE, paragraphs(1), access="metered", title="Rain", now=LATER)
    assert opened == Saved(first.article_id, "unchanged")
    assert session.get_one(Article, first.article_id).text == "\n\n".join(paragraphs(1))
    store(session, ONE, paragraphs(1)[:1], access="teaser", title="Rain", now=LATER)
    assert store(session, ONE, paragraphs(1)[1:], access="metered", title="Rain", now=LATER).outcome == "revised"


def test_another_story_in_place_of_one_changes_no_word_of_it(session: Session) -> None:
    one = store(session, ONE, paragraphs(1), title="Rain in the east")
    two = store(session, TWO, paragraphs(2), title="Why bees sleep")
    for address in (TWO, ONE):  # the page may name the other one's address for its own, or none
        mixed = store(session, address, paragraphs(2), title="Why bees sleep", found_url=ONE, now=LATER)
        assert mixed == Saved(one.article_id, "doubted")
        page = session.scalars(select(Page).where(Page.url == ONE)).one()
        assert (page.state, page.reason) == ("stored", "another story in place of this one")
        assert page.next_fetch_at is not None
    assert [session.get_one(Article, each.article_id).text for each in (one, two)] == [
        "\n\n".join(paragraphs(number)) for number in (1, 2)
    ]
    assert number(session, Revision) == 0
    assert store(session, ONE, paragraphs(1), title="Rain in the east", now=LATER).outcome == "unchanged"
    session.expire_all()
    assert session.scalars(select(Page.reason).where(Page.url == ONE)).one() is None
    unknown = store(session, f"{TWO}-new", paragraphs(3), title="Snow everywhere", found_url=ONE, now=LATER)
    assert unknown == Saved(one.article_id, "doubted")
    rewritten = store(session, ONE, paragraphs(3), title="Snow everywhere", now=LATER)
    assert rewritten == Saved(one.article_id, "revised"), "under its own address"
    led_to = {"final_url": f"{ONE}-again", "found_url": ONE}
    moved = store(session, f"{ONE}-again", paragraphs(4), title="Thaw has come", now=LATER, **led_to)
    assert moved == Saved(one.article_id, "revised"), "it leads to its new address"


def test_a_page_that_showed_another_story_first_is_stored_once_it_shows_its_own(session: Session) -> None:
    one = store(session, ONE, paragraphs(1), title="Rain in the east")
    assert store(session, ONE, paragraphs(1), title="Rain in the east", found_url=TWO).outcome == "joined"
    own = store(session, TWO, paragraphs(2), title="Why bees sleep", now=LATER)
    assert own.outcome == "new"
    assert session.get_one(Article, own.article_id).url == TWO
    assert [page.url for page in session.get_one(Article, one.article_id).pages] == [ONE]
    twin = f"{ONE}-amp"
    store(session, ONE, paragraphs(1), title="Rain in the east", found_url=twin)
    assert store(session, ONE, paragraphs(3), title="Snow everywhere", found_url=twin).outcome == "unchanged", (
        "it names that article's address: all of it was rewritten"
    )


def test_the_same_text_at_another_site_is_a_copy(session: Session) -> None:
    first = store(session, ONE, paragraphs(1), published_at=NOW)
    copy = store(session, "https://two.example/x", paragraphs(1), published_at=LATER)
    assert copy.outcome == "copy"
    assert session.get_one(Article, copy.article_id).copy_of_id == first.article_id


def test_dropped_blocks_are_those_of_the_latest_look(session: Session) -> None:
    item = article(ONE, paragraphs(1))
    item.blocks.append(Block("12 comments", reason="comments"))
    save_article(session, item, NOW)
    item.blocks[-1] = Block("Share this", reason="share bar")
    save_article(session, item, LATER)
    assert list(session.scalars(select(DroppedBlock.reason))) == ["share bar"]


def test_an_article_is_found_by_number_and_by_any_of_its_addresses(session: Session) -> None:
    saved = store(session, ONE, paragraphs(1), found_url="https://one.example/a?id=1")
    for name in (str(saved.article_id), ONE, "http://www.one.example/a?id=1&utm_source=x", "www.one.example/a/?id=1"):
        stored = find_article(session, name)
        assert stored is not None
        assert stored.id == saved.article_id
    assert find_article(session, "99") is find_article(session, "9" * 99) is find_article(session, "nowhere") is None


def test_a_page_without_a_row_gets_one_and_one_that_waits_is_done(session: Session) -> None:
    add_found(session, [Found(ONE, ONE, "one.example", "feed", NOW)], NOW)
    store(session, ONE, paragraphs(1), now=LATER)
    store(session, TWO, paragraphs(2), title="Rain", now=LATER)
    rows = session.execute(select(Page.url, Page.state, Page.found_via, Page.found_at).order_by(Page.url)).all()
    assert [tuple(row) for row in rows] == [(ONE, "stored", "feed", NOW), (TWO, "stored", "hand", LATER)]
    assert ledger.due_pages(session, "one.example", NOW, 9) == []


def test_where_an_address_led_to_is_a_page_of_the_article(session: Session) -> None:
    add_found(session, [Found(TWO, f"{TWO}?utm_source=x", "one.example", "sitemap", NOW)], NOW)
    item = article(ONE, paragraphs(1), final_url=f"{TWO}?utm_source=feed", fetch=Fetch(NOW, etag='"1"', body_hash=7))
    saved = save_article(session, item, NOW)
    session.expire_all()
    asked, reached = session.scalars(select(Page).order_by(Page.url)).all()
    assert (asked.url, asked.reason, asked.is_source, asked.etag) == (ONE, None, True, '"1"')
    assert (reached.url, reached.state, reached.reason) == (TWO, "stored", "another address leads here")
    assert (reached.article_id, reached.is_source, reached.etag) == (saved.article_id, False, '"1"')
    assert ledger.due_pages(session, "one.example", NOW, 9) == []
    ledger.mark(session, ONE, "gone", "HTTP 410", http_status=410, now=LATER)
    session.expire_all()
    assert session.get_one(Article, saved.article_id).gone_at == LATER, "nobody asks for the other one"


def test_where_an_address_led_to_keeps_an_article_of_its_own(session: Session) -> None:
    other = store(session, TWO, paragraphs(2), title="Rain")
    save_article(session, article(ONE, paragraphs(1), final_url=TWO), NOW)
    session.expire_all()
    reached = session.scalars(select(Page).where(Page.url == TWO)).one()
    assert (reached.article_id, reached.reason, reached.is_source) == (other.article_id, None, True)

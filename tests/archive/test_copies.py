from __future__ import annotations

import random
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from project.archive import copies
from project.archive.articles import save_article
from project.archive.engine import Archive
from project.archive.models import Article, Shingle
from project.archive.overlap import judge
from project.items import Copy
from tests.archive.made_up import NOW, SCRIPTS, article, paragraphs, save


def groups(archive: Archive) -> dict[str, tuple[str, str] | None]:
    """Address -> address of the original and kind, or None."""
    with archive.read() as session:
        rows = session.execute(select(Article.id, Article.url, Article.copy_of_id, Article.copy_kind)).all()
    urls = {row.id: row.url for row in rows}
    return {row.url: (urls[row.copy_of_id], row.copy_kind) if row.copy_of_id else None for row in rows}


ONE, TWO, THREE = "https://one.example/a", "https://two.example/b", "https://three.example/c"


@pytest.mark.parametrize("script", SCRIPTS)
def test_copies_are_found_in_any_script(archive: Archive, script: str) -> None:
    story, other = paragraphs(1, script), paragraphs(2, script)
    with archive.write() as session:
        save(session, ONE, story, published_at=NOW)
        save(session, TWO, story, published_at=NOW + timedelta(hours=1))
        save(session, THREE, [*story[:7], other[0]], published_at=NOW + timedelta(hours=2))
        save(session, "https://four.example/d", [*other[1:], *paragraphs(3, script), *story], published_at=None)
        save(session, "https://five.example/e", other[1:], published_at=NOW - timedelta(days=1))

    assert groups(archive) == {
        ONE: None,
        TWO: (ONE, "exact"),
        THREE: (ONE, "near"),
        "https://four.example/d": ("https://five.example/e", "part"),
        "https://five.example/e": None,
    }


def test_an_earlier_original_turns_the_group_round(archive: Archive) -> None:
    story = paragraphs(1)
    with archive.write() as session:
        save(session, TWO, story, published_at=NOW)
        save(session, THREE, story[:7], published_at=NOW + timedelta(hours=1))
    assert groups(archive) == {TWO: None, THREE: (TWO, "near")}

    with archive.write() as session:
        save(session, ONE, story, published_at=NOW - timedelta(hours=1))

    assert groups(archive) == {ONE: None, TWO: (ONE, "exact"), THREE: (ONE, "near")}


def test_what_an_agency_wrote_is_the_original(archive: Archive) -> None:
    story = paragraphs(1)
    with archive.write() as session:
        save(session, ONE, story, published_at=NOW)
        save(session, TWO, story, published_at=NOW + timedelta(hours=1), agency="Reuters")

    assert groups(archive) == {ONE: (TWO, "exact"), TWO: None}


def test_groups_do_not_depend_on_the_order(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> None:
    made = []
    for number in range(12):
        chance = random.Random(number)
        base = paragraphs(number % 4)
        texts = [base[i] for i in sorted(chance.sample(range(8), chance.randint(4, 8)))] + paragraphs(50 + number)[:2]
        agency = "dpa" if number == 7 else None
        made.append((f"https://paper{number}.example/x", texts, NOW + timedelta(minutes=chance.randint(0, 99)), agency))
    found, rows = [], []
    for seed in range(6):
        order = random.Random(seed).sample(made, len(made))
        with closing(Archive.open(f"sqlite:///{tmp_path_factory.mktemp('order')}/archive.db")) as other:
            for url, texts, published_at, agency in order:
                with other.write() as session:
                    save(session, url, texts, published_at=published_at, agency=agency)
            found.append(groups(other))
            with other.read() as session:
                hashes = select(Article.url, Shingle.hash).join(Article, Article.id == Shingle.article_id)
                rows.append(sorted(session.execute(hashes).all()))

    assert all(group == found[0] for group in found)
    assert all(row == rows[0] for row in rows)
    originals = {url for url, original in found[0].items() if original is None}
    assert all(original[0] in originals for original in found[0].values() if original)
    assert len(originals) < 12


def test_a_copy_that_is_rewritten_stands_alone_and_its_followers_find_another(archive: Archive) -> None:
    story = paragraphs(1)
    with archive.write() as session:
        first = save(session, ONE, story, published_at=NOW)
        save(session, TWO, story, published_at=NOW + timedelta(hours=1))
        save(session, THREE, story[:7], published_at=NOW + timedelta(hours=2))
        session.execute(update(Article).where(Article.id == first).values(text="\n\n".join(paragraphs(9))))
        copies.place(session, first)

    assert groups(archive) == {ONE: None, TWO: None, THREE: (TWO, "near")}


def test_placing_again_changes_nothing(archive: Archive) -> None:
    with archive.write() as session:
        ids = [save(session, f"https://p{n}.example/", paragraphs(1)[: 8 - n], published_at=NOW) for n in range(3)]
    before = groups(archive)
    with archive.write() as session:
        stored = set(session.execute(select(Shingle.hash, Shingle.article_id)).all())
        for article_id in ids:
            copies.place(session, article_id)
        assert set(session.execute(select(Shingle.hash, Shingle.article_id)).all()) == stored
    assert groups(archive) == before


def test_a_story_of_many_papers_fills_no_table(archive: Archive) -> None:
    story = paragraphs(1)
    with archive.write() as session:
        for number in range(80):
            save(session, f"https://p{number}.example/", [*story, f"Paper {number}"], published_at=NOW)
        rows = session.scalar(select(func.count()).select_from(Shingle)) or 0

    assert rows < 80
    assert list(groups(archive).values()).count(None) == 1


def test_a_phrase_of_very_many_stories_is_no_candidate(archive: Archive) -> None:
    refrain = paragraphs(1, count=2, words=100)
    with archive.write() as session:
        for number in range(60):
            save(session, f"https://p{number}.example/", [*paragraphs(number + 2), *refrain], published_at=NOW)
        most = session.scalar(
            select(func.count()).select_from(Shingle).group_by(Shingle.hash).order_by(func.count().desc())
        )

    assert most == 50
    assert set(groups(archive).values()) == {None}


def test_storing_says_which_article_a_new_one_copies(archive: Archive) -> None:
    story = paragraphs(1)
    later = article(TWO, story[:7], published_at=NOW + timedelta(hours=1))
    earlier = article(THREE, story[:7], published_at=NOW - timedelta(hours=1))
    with archive.write() as session:
        first = save(session, ONE, story, published_at=NOW)
        assert save_article(session, later, NOW).copy == Copy(first, "near", 1.0)
        assert save_article(session, later, NOW).copy is None
        assert save_article(session, earlier, NOW).copy is None


WEATHER = (
    "Rain will reach the {0} in the morning and the thermometer climbs to {1} degrees at most. The wind blows from the "
    "{0} at {2} kilometres an hour, in gusts at {3}. During the night it clears up and cools down to {4} degrees. "
    "Tomorrow the sun shines for {5} hours, with temperatures of {6} degrees on the coast and {7} degrees inland. "
    "The water has {8} degrees and waves are {9} metres high. Chance of more rain stays at {10} percent all week."
)
NOTICE = (
    "{0} of {1} died on {2} at the age of {3}. The funeral service will be held at {4} on {2} at {5}. The family asks "
    "for gifts to {6} in place of flowers. {0} is survived by {7}, and was a member of the {8} for {3} years. Friends "
    "may call at {4} from {5} on. Burial follows at the cemetery of {1}."
)


@pytest.mark.parametrize(
    ("one", "other", "same_site"),
    [
        (WEATHER.format("north", *range(11, 21)), WEATHER.format("south", *range(31, 41)), True),
        (WEATHER.format("north", *range(11, 21)), WEATHER.format("south", *range(31, 41)), False),
        (
            NOTICE.format("Ada Moss", "Hill End", "Monday", 81, "St Ann", "noon", "the hospice", "two sons", "choir"),
            NOTICE.format("Jon Reed", "Low Ferry", "Friday", 77, "the chapel", "two", "the school", "a niece", "band"),
            True,
        ),
        ("The library stays closed on Monday. " * 3, "The library stays closed on Monday. " * 3, False),
        (" ".join(paragraphs(1)[:4]), " ".join([*paragraphs(2)[:6], paragraphs(1)[0]]), False),
    ],
    ids=["weather, same site", "weather, another site", "obituary", "short", "one shared paragraph"],
)
def test_templates_and_short_texts_are_no_copies(one: str, other: str, same_site: bool) -> None:
    assert judge(one, other, same_site=same_site) is None


def test_a_site_s_own_text_under_other_headlines_is_no_story(archive: Archive) -> None:
    terms = paragraphs(1)
    with archive.write() as session:
        for number, title in enumerate(("Ferry strike goes on", "Nobody saw the heron", "Bridge opens at last")):
            save(session, f"https://one.example/{number}", terms, title=title, published_at=NOW)
        save(session, "https://one.example/again", terms, title="Ferry strike goes on today", published_at=None)

    assert set(groups(archive).values()) == {None}
    assert len(groups(archive)) == 3


@pytest.mark.parametrize(("minute", "is_copy"), [(47, True), (0, False), (30, False)])
def test_a_story_at_a_new_address_under_a_new_headline_is_a_copy_of_what_it_was(
    archive: Archive, minute: int, is_copy: bool
) -> None:
    published_at = NOW.replace(minute=minute)
    with archive.write() as session:
        save(session, ONE, paragraphs(1), title="Ferry strike goes on", published_at=published_at)
        again = f"{ONE}-again"
        save(session, again, paragraphs(1), title="Nobody crosses the sound", published_at=published_at)
        save(session, f"{ONE}-other", paragraphs(2), title="Nobody saw the heron", published_at=published_at)
    assert groups(archive)[again] == ((ONE, "exact") if is_copy else None)
    assert list(groups(archive).values()).count(None) == 3 - is_copy


@pytest.mark.parametrize("writers", [["Ann Lee"], []])
def test_what_is_signed_and_dated_alike_is_one_story_whatever_its_headline(
    archive: Archive, writers: list[str]
) -> None:
    """Of the same day or hour many stories are: nobody's text under other headlines stays a text of the site."""
    new = "https://one.example/docks"
    with archive.write() as session:
        save(session, ONE, paragraphs(1), title="Ferry strike goes on", published_at=NOW, authors=writers)
        save(session, new, paragraphs(1), title="What burnt at last", published_at=NOW, authors=writers)
    assert groups(archive) == {ONE: None, new: (ONE, "exact") if writers else None}

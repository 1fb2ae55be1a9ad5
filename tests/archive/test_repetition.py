from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update

from project.archive import repetition
from project.archive.articles import save_article
from project.archive.engine import Archive
from project.archive.models import Article, BlockPrint, DroppedBlock, Revision, SiteBlock
from project.archive.shingles import text_hash
from project.boilerplate.drop import drop_boilerplate
from project.boilerplate.repeated import LEAST
from project.folding import fingerprint
from project.pages.story import without_boilerplate
from tests.archive.made_up import NOW, SCRIPTS, article, paragraphs, save

LETTER = [
    "Dear readers, a paper such as this one lives on those who read it.",
    "For the price of a coffee a week you keep our newsroom going.",
    "Thank you for standing by us, whatever the season.",
]
SKIES = [
    "The morning begins with fog in the valleys, which lifts slowly before noon.",
    "It stays dry and cold under a high that has settled over the hills.",
    "Showers move across the district from early morning, with brighter spells between them.",
]
SEAS = [
    "The sea is calm inside the islands, and the ferries run as usual.",
    "The sea is rough beyond the point, and small craft should stay in port.",
]
REFRAIN = "So much from the garden fence, and mind the hedgehogs."


def fill(archive: Archive, numbers: list[int] | range, site: str = "one.example") -> dict[int, list[str]]:
    """Forty stories of a site: each fourth with the letter inside, each tenth with another paper's refrain."""
    stories = {}
    for number in numbers:
        texts = paragraphs(number, list(SCRIPTS)[number % len(SCRIPTS)])
        if number % 4 == 0:
            texts[number % 7 : number % 7] = LETTER
        stories[number] = texts
        with archive.write() as session:
            save(session, f"https://{site}/{number}", texts, published_at=NOW + timedelta(hours=number))
    return stories


def texts_of(archive: Archive) -> dict[str, str]:
    with archive.read() as session:
        return {row.url: row.text for row in session.execute(select(Article.url, Article.text))}


def everything(archive: Archive) -> list[Any]:
    """What learning decides, by address."""
    with archive.read() as session:
        dropped = select(Article.url, DroppedBlock.position, DroppedBlock.text, DroppedBlock.reason).join(DroppedBlock)
        articles = select(Article.url, Article.text, Article.text_hash, Article.word_count)
        learned = select(SiteBlock.fingerprint, SiteBlock.articles, SiteBlock.learned, SiteBlock.example)
        return [sorted(map(tuple, session.execute(query))) for query in (dropped, articles, learned)]


def test_a_letter_in_ten_articles_is_gone_from_all_ten(archive: Archive) -> None:
    stories = fill(archive, range(40))

    assert repetition.sweep(archive, "one.example") == 10

    found = texts_of(archive)
    for number, story in stories.items():
        assert found[f"https://one.example/{number}"] == "\n\n".join(text for text in story if text not in LETTER)
    with archive.read() as session:
        dropped = session.execute(select(DroppedBlock.text, DroppedBlock.reason)).all()
        stored = session.scalars(select(Article)).all()
        assert session.scalar(select(func.count()).select_from(Revision)) == 0
        assert all(row.text_hash == text_hash(row.text) for row in stored)
        words = "SELECT count(*) FROM article_search WHERE article_search MATCH '\"price of a coffee\"'"
        assert session.connection().exec_driver_sql(words).scalar() == 0
    assert len(dropped) == 30
    assert {row.reason for row in dropped} == {"repeated on 10 articles of the site"}
    assert repetition.sweep(archive, "one.example") == 0


def test_a_site_of_few_articles_needs_no_sweep_unless_it_was_taught_once(archive: Archive) -> None:
    few = LEAST.articles - 1
    fill(archive, range(few))
    with archive.write() as session:
        for number in range(few):
            save(session, f"https://two.example/{number}", paragraphs(number), published_at=NOW)
        session.add(SiteBlock(site="two.example", fingerprint=1, articles=4))
        assert repetition.worth_a_sweep(session, ["one.example", "three.example"]) == []
        session.flush()
        assert repetition.worth_a_sweep(session, ["one.example", "two.example"]) == ["two.example"]
        save(session, "https://one.example/more", paragraphs(99), published_at=NOW)
        assert repetition.worth_a_sweep(session, ["two.example", "one.example"]) == ["one.example", "two.example"]
        session.execute(delete(SiteBlock))
        session.execute(update(BlockPrint).where(BlockPrint.article_id == 1).values(repeated=b"\0\1\0"))
        session.execute(delete(BlockPrint).where(BlockPrint.article_id > 2))
        assert repetition.worth_a_sweep(session, ["one.example", "two.example"]) == ["one.example"]


def test_the_next_articles_lose_it_before_they_are_stored(archive: Archive) -> None:
    fill(archive, range(40))
    repetition.sweep(archive, "one.example")
    with archive.read() as session:
        learned = repetition.learned(session, "one.example")
        assert repetition.learned(session, "two.example") == {}
    assert learned == {fingerprint(text): 10 for text in LETTER}

    fresh = article("https://one.example/fresh", [*paragraphs(99), *LETTER], published_at=NOW)
    fresh.blocks = drop_boilerplate(fresh.blocks, learned=learned)
    with archive.write() as session:
        save_article(session, fresh, NOW)

    assert texts_of(archive)["https://one.example/fresh"] == "\n\n".join(paragraphs(99))
    # It counts as the eleventh that has the letter, and nothing in it is left to change.
    assert repetition.sweep(archive, "one.example") == 0
    with archive.read() as session:
        assert set(repetition.learned(session, "one.example").values()) == {11}


def test_a_pardoned_block_is_back_in_its_place(archive: Archive) -> None:
    stories = fill(archive, range(40))
    before = texts_of(archive)
    repetition.sweep(archive, "one.example")
    with archive.read() as session:
        ids = list(session.scalars(select(SiteBlock.id)))

    for block_id in ids:
        assert repetition.pardon(archive, block_id) == 10

    assert texts_of(archive) == before
    assert repetition.sweep(archive, "one.example") == 0
    assert texts_of(archive) == before
    assert len(stories) == len(before)
    with pytest.raises(KeyError):
        repetition.pardon(archive, 12345)


def test_what_is_learned_depends_neither_on_the_order_nor_on_a_stop(
    archive: Archive, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(archive, range(40))
    repetition.sweep(archive, "one.example")
    wanted = everything(archive)
    monkeypatch.setattr(repetition, "_BATCH", 3)
    rewrite = repetition._rewrite
    with closing(Archive.open(f"sqlite:///{tmp_path_factory.mktemp('stopped')}/archive.db")) as stopped:
        fill(stopped, list(reversed(range(40))))
        calls = iter(range(100))

        def stop(*arguments: Any) -> bool:
            if next(calls) == 7:
                raise KeyboardInterrupt
            return rewrite(*arguments)

        monkeypatch.setattr(repetition, "_rewrite", stop)
        with pytest.raises(KeyboardInterrupt):
            repetition.sweep(stopped, "one.example")
        assert everything(stopped) != wanted
        monkeypatch.setattr(repetition, "_rewrite", rewrite)
        repetition.sweep(stopped, "one.example")

        assert everything(stopped) == wanted


def test_what_was_learned_too_early_is_put_back(archive: Archive) -> None:
    story = {number: paragraphs(number) for number in range(200)}
    for number in range(200):
        if number < 5:
            story[number].insert(4, REFRAIN)
        with archive.write() as session:
            save(session, f"https://one.example/{number}", story[number], published_at=NOW)
        if number == 9:
            assert repetition.sweep(archive, "one.example") == 5

    assert repetition.sweep(archive, "one.example") == 5

    found = texts_of(archive)
    assert all(found[f"https://one.example/{number}"] == "\n\n".join(story[number]) for number in story)


def test_copies_of_one_story_count_once(archive: Archive) -> None:
    story = paragraphs(1)
    for number in range(8):
        with archive.write() as session:
            versions = [*story, f"Version {number} of this story."]
            save(session, f"https://one.example/{number}", versions, published_at=NOW + timedelta(hours=number))
    with archive.read() as session:
        assert session.scalar(select(func.count(Article.copy_of_id))) == 7

    assert repetition.sweep(archive, "one.example") == 0


def test_an_article_is_never_emptied(archive: Archive) -> None:
    with archive.write() as session:
        for number in range(10):
            save(session, f"https://one.example/{number}", [*paragraphs(number), *LETTER], published_at=NOW)
        only = save(session, "https://one.example/letter", LETTER, published_at=NOW)

    assert repetition.sweep(archive, "one.example") == 10

    with archive.read() as session:
        assert session.scalar(select(Article.text).where(Article.id == only)) == "\n\n".join(LETTER)


def test_a_brief_keeps_what_is_learned_where_too_little_would_be_left(archive: Archive) -> None:
    line = "The bridge at Lenna is closed until noon."
    brief, long = [line, *LETTER[:2]], [line * 4, *LETTER[:2]]
    with archive.write() as session:
        for number in range(10):
            save(session, f"https://one.example/{number}", [*paragraphs(number), *LETTER], published_at=NOW)
        save(session, "https://one.example/brief", brief, published_at=NOW)
        save(session, "https://one.example/long", long, published_at=NOW)

    assert repetition.sweep(archive, "one.example") == 11
    assert repetition.sweep(archive, "one.example") == 0
    found = texts_of(archive)
    assert found["https://one.example/brief"] == "\n\n".join(brief)
    assert found["https://one.example/long"] == long[0]
    with archive.read() as session:
        learned = repetition.learned(session, "one.example")
    item = article("https://one.example/brief", brief)
    blocks = without_boilerplate(item, learned)
    assert blocks is not None
    assert [block.text for block in blocks if block.reason is None] == brief, "a crawl judges alike"


def test_what_a_column_says_each_day_stays(archive: Archive) -> None:
    story = {number: paragraphs(number) for number in range(120)}
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    for number, texts in story.items():
        title = f"{texts[0][:25]} {number}"
        if number % 4 == 0:  # the same few sentences, in other words "Weather for Monday, 3 March"
            texts[:] = [SKIES[number % 3], f"Between {number} and {number + 7} degrees.", SEAS[number % 2], *texts[:1]]
            title = f"Weather for {days[number % 5]}, {number % 30 + 1} March"
        else:
            texts.insert(4, LETTER[0])
        with archive.write() as session:
            save(session, f"https://one.example/{number}", texts, title=title, published_at=NOW)

    assert repetition.sweep(archive, "one.example") == 90

    found = texts_of(archive)
    for number, texts in story.items():
        assert found[f"https://one.example/{number}"] == "\n\n".join(text for text in texts if text != LETTER[0])


def test_a_letter_that_comes_into_known_stories_is_no_edit(archive: Archive) -> None:
    story = {number: paragraphs(number) for number in range(30)}
    for version in range(2):
        for number, texts in story.items():
            words = texts if not version else [*texts[:3], LETTER[0], *texts[3:]]
            if version and number == 7:
                words = [*words, "A sentence that the paper added afterwards to what it had written."]
            with archive.write() as session:
                save(session, f"https://one.example/{number}", words, published_at=NOW)
    with archive.read() as session:
        assert session.scalar(select(func.count()).select_from(Revision)) == 30

    repetition.sweep(archive, "one.example")

    with archive.read() as session:
        (left,) = session.scalars(select(Revision))
        assert left.article.url == "https://one.example/7"
        assert (left.kind, left.changed) == ("update", ["text"])
        assert left.changed_share < 0.1


def test_what_a_later_look_dropped_is_not_put_back_with_something_else(archive: Archive) -> None:
    stories = fill(archive, range(40))
    repetition.sweep(archive, "one.example")
    with archive.read() as session:
        learned = repetition.learned(session, "one.example")
    # All stories have the letter by now, and it is taken out before they are stored again.
    for number, texts in stories.items():
        again = article(f"https://one.example/{number}", [*(t for t in texts if t not in LETTER), *LETTER],
                        published_at=NOW + timedelta(hours=number))  # fmt: skip
        again.blocks = drop_boilerplate(again.blocks, learned=learned)
        with archive.write() as session:
            save_article(session, again, NOW)
    repetition.sweep(archive, "one.example")
    with archive.read() as session:
        first = session.scalars(select(SiteBlock.id)).first()
    assert first is not None

    assert repetition.pardon(archive, first) == 40

    found = texts_of(archive)
    assert all(sum(line in text.split("\n\n") for line in LETTER) == 1 for text in found.values())

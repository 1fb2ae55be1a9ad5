from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.boilerplate.drop import drop_boilerplate, reasons_by_words
from project.boilerplate.lines import is_byline, is_date_line
from project.boilerplate.phrases import label_reason, phrases, tables
from project.boilerplate.reasons import LETTER
from project.extraction.story.telling import REASONS
from project.folding import fingerprint, fold
from project.items import Block
from tests.beside import STORY, kept
from tests.letters import CASES, STORIES, Case

SHORT = tomllib.loads((Path(__file__).parent / "short_letters.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.language} {case.letter[0][:20]}")
@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("told", [True, False], ids=["language told", "language guessed"])
def test_letter_goes_whole_wherever_it_stands(case: Case, place: int, told: bool) -> None:
    texts = [*case.head, *case.story[:place], *case.letter, *case.story[place:], *case.tail]
    assert kept(texts, **({"language": case.language} if told else {})) == list(case.story)


@pytest.mark.parametrize("language", SHORT)
@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("told", [True, False], ids=["language told", "language guessed"])
def test_short_letter_in_another_language_goes(language: str, place: int, told: bool) -> None:
    story, letter = SHORT[language]["story"], SHORT[language]["letter"]
    texts = [*story[:place], *letter, *story[place:]]
    assert kept(texts, **({"language": language} if told else {})) == story


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.language} {case.letter[0][:20]}")
@pytest.mark.parametrize("join", ["\n", " "], ids=["line breaks", "spaces"])
def test_letter_in_one_block_goes(case: Case, join: str) -> None:
    texts = [case.story[0], join.join(case.letter), *case.story[1:]]
    assert kept(texts, language=case.language) == list(case.story)


@pytest.mark.parametrize("name", STORIES)
@pytest.mark.parametrize("language", ["told", "guessed"])
def test_story_stays_whole(name: str, language: str) -> None:
    known = {"language": "de" if "German" in name else "en"} if language == "told" else {}
    assert kept(list(STORIES[name]), **known) == list(STORIES[name])


COMMENTS = [
    ("anna, 07.01.2021 07:00", "The old pier was never safe, ask anyone who ever had to land there in a storm."),
    ("bert, 07.01.2021 08:12", "And who is going to pay for the other two thirds?"),
    ("carla, 08.01.2021 19:45", "Eleven years! My children grew up without a ferry to school."),
]


def test_comments_behind_the_story_go() -> None:
    story = list(CASES[0].story)
    assert kept([*story, *(line for comment in COMMENTS for line in comment)], language="en") == story


def test_a_comment_amid_the_story_ends_none_of_it() -> None:
    story = list(CASES[0].story)
    latest, *others = COMMENTS
    left = kept([story[0], *latest, *story[1:], *(line for comment in others for line in comment)], language="en")
    assert [text for text in left if text in story] == story
    assert not {name for name, _ in COMMENTS} & set(left)


def test_letter_that_is_the_whole_text_is_the_story() -> None:
    letter = list(CASES[0].letter[1:4])
    assert kept(letter, language="en") == letter


def test_a_page_whose_headline_and_language_nobody_knows() -> None:
    case = CASES[0]
    letter = [Block(line, "item") for line in case.letter]
    head, rest = (*case.head, "X"), (*case.story, *case.tail)
    blocks = drop_boilerplate([*map(Block, head), *letter, *map(Block, rest)])
    assert [block.text for block in blocks if block.reason is None] == list(case.story)
    reasons = {block.text: block.reason for block in blocks}
    assert reasons[case.head[0]] == "title repeated"
    assert reasons[case.head[1]] == "byline"
    assert reasons[case.head[2]] == "date line"
    assert reasons[case.head[3]] == "reading time"
    assert reasons["X"] in ("button", LETTER)
    assert {reasons[line] for line in case.letter} == {LETTER}
    assert {reasons[line] for line in case.tail} == {"related content"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Advertisement", "advert"),
        ("— ADVERTISEMENT —", "advert"),
        ("Anzeige", "advert"),
        ("PUBLICITÉ", "advert"),
        ("广告", "advert"),
        ("ΔΙΑΦΗΜΙΣΗ", "advert"),
        ("Δείτε επίσης", "related content"),
        ("1 minute read.", "reading time"),
        ("Lesezeit: 4 Min.", "reading time"),
        ("阅读时间：3分钟", "reading time"),
        ("وقت القراءة: 3 دقائق", "reading time"),
        ("Facebook Twitter WhatsApp Email", "share labels"),
        ("Facebook | Twitter | Print | Email", "share labels"),
        ("Read more: Ferry company posts loss", "read more"),
        ("Czytaj też: Prom znów kursuje", "read more"),
        ("Sign up to our morning newsletter and never miss the tide", "newsletter"),
        ("Support independent journalism", "donation appeal"),
        ("12 comments", "comments"),
        ("Комментарии (7)", "comments"),
        ("© 2024 The Harbour Courier. All rights reserved.", "copyright"),
        ("Photo: Anna Berg / Courier", "photo credit"),
        ("Follow us on Instagram", "follow us"),
        ("Follow the Courier's channel on WhatsApp for the news of the harbour", "follow us"),
        ("Suivez l'actualité du port sur la chaîne WhatsApp du Courrier", "follow us"),
        ("Wir und unsere 712 Partner speichern Informationen auf Ihrem Gerät.", "cookie notice"),
        ("Update 3 March: an earlier version of this story said that the ferry has two engines.", "correction"),
        ("The advertisement shows a cat that reads the news.", None),
        ("Comments by the president were taken off the air.", None),
        ("Share prices fell by four percent on Monday.", None),
        ("He said the newsletter was a mistake.", None),
        ("* * *", None),
        ("1973 - 1975", None),
        ("", "signs only"),
    ],
)
def test_reason_by_words(text: str, reason: str | None) -> None:
    assert label_reason(fold(text)) == reason


@pytest.mark.parametrize(
    "line",
    [
        "February 12, 2014 06:07",
        "12. Februar 2014, 06:07 Uhr",
        "Publié le 3 mars 2021 à 09h15",
        "3 de marzo de 2021 09:15",
        "2014年2月12日 06:07",
        "12/02/2014 06:07",
        "12 февраля 2014, 06:07",
        "Published 3 March 2021",
        "2021年3月3日 09時15分",
    ],
)
def test_date_lines(line: str) -> None:
    assert is_date_line(fold(line))


@pytest.mark.parametrize("line", ["In 2014 the pier fell.", "1984", "Room 12 and 14", "12-14", "4 March of the women"])
def test_no_date_lines(line: str) -> None:
    assert not is_date_line(fold(line))


@pytest.mark.parametrize(
    "line",
    ["By REUTERS", "By Anna Berg and Tom Hill", "Von Anna Weber", "Par Claire Dumas", "Автор: Анна Берг", "REUTERS",
     "Anna Berg, Staff Writer", "作者：王明"],
)  # fmt: skip
def test_bylines(line: str) -> None:
    assert is_byline(line, fold(line))


@pytest.mark.parametrize("line", ["By the time it ended, they had gone.", "Von wegen still", "Anna Berg", "by and by"])
def test_no_bylines(line: str) -> None:
    assert not is_byline(line, fold(line))


def test_title_is_dropped_only_before_the_story() -> None:
    story = list(CASES[0].story)
    title = "Council votes to rebuild pier"
    assert kept([title, *story, "The pier", title], title=title) == [*story, "The pier", title]


def test_heading_of_others_in_the_middle_spares_the_story() -> None:
    story = list(CASES[0].story)
    texts = [*story[:2], "Related stories", "Ferry company posts loss", "Fishermen go to court", *story[2:]]
    assert kept(texts) == story


def test_learned_blocks_go_with_their_count() -> None:
    text = "The weather of the week, from our own roof, with no promise."
    blocks = drop_boilerplate(
        [Block(text), Block(CASES[0].story[0]), Block(text.upper())], learned={fingerprint(text): 7}
    )
    assert [block.reason for block in blocks] == ["repeated on 7 articles of the site", None, blocks[0].reason]


def test_reason_of_an_earlier_step_stays() -> None:
    blocks = [Block(CASES[0].story[0], reason="outside the story"), Block("Advertisement"), Block(CASES[0].story[1])]
    reasons = [block.reason for block in drop_boilerplate(blocks)]
    assert reasons == ["outside the story", "advert", None]
    assert blocks[1].reason is None, "the caller's blocks are left as they were"


pieces = st.one_of(
    st.text(max_size=80),
    st.sampled_from([*CASES[0].letter, *CASES[2].letter, *CASES[0].head, *CASES[0].tail, *CASES[0].story]),
    st.sampled_from(["Advertisement", "Related content", "By X", "1/2", "a\nb", "\n", "\ud800", "ΐ" * 50]),
)
page = st.lists(
    st.builds(
        Block,
        pieces,
        st.sampled_from(["paragraph", "heading", "item"]),
        st.sampled_from([None, None, None, "byline", "outside the story", "repeated on 3 articles of the site"]),
    ),
    max_size=25,
)


@given(page, st.text(max_size=30), st.sampled_from([None, "en", "de", "zh", "xx", ""]))
def test_total_and_idempotent(blocks: list[Block], title: str, language: str | None) -> None:
    once = drop_boilerplate(blocks, title=title, language=language)
    assert [(block.text, block.kind) for block in once] == [(block.text, block.kind) for block in blocks]
    assert all(after.reason == before.reason for before, after in zip(blocks, once, strict=True) if before.reason)
    assert drop_boilerplate(once, title=title, language=language) == once


@given(st.text())
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert -(2**63) <= fingerprint(text) < 2**63


@pytest.mark.parametrize(
    "text", ["a" * 1_000_000, "1/" * 200_000, '"' * 200_000, "$1 " * 100_000, "Read more: " * 50_000]
)
def test_hostile_blocks_take_no_time(text: str) -> None:
    start = time.process_time()
    drop_boilerplate([Block(text), Block(text[:160])] * 3)
    assert time.process_time() - start < 2


def test_every_language_has_every_sign_of_a_letter() -> None:
    data = tables("letter.toml")
    data.pop("scripts")
    for language, table in data.items():
        assert set(table) == {"you", "we", "pay", "paper", "thanks", "role", "greet", "told"}, language
        assert all(table.values()), language


@pytest.mark.parametrize(
    "language",
    "en de fr es it pt nl sv da no fi is pl cs el ru uk tr ar he fa hi bn th zh ja ko id vi hu ro bg".split(),
)
def test_every_language_has_the_commonest_labels(language: str) -> None:
    labels, sections = tables("labels.toml"), tables("sections.toml")
    for table in (labels["advert"], labels["share labels"], labels["reading time"], sections["related content"]):
        assert table[language]


def test_reasons_of_the_tables_are_those_that_are_judged_anew() -> None:
    line = "With files from The Canadian Press"
    once = drop_boilerplate([Block(text) for text in ("Related content", "Weir breaks", line, *STORY)])
    assert {block.reason for block in once if block.reason} <= phrases().reasons
    assert drop_boilerplate(once) == once


@pytest.mark.parametrize(
    "line", ["Fotografen kamen am Montag mit dem ersten Boot zur Insel.", "Photosynthesis is slow."]
)
def test_a_phrase_ends_with_a_word(line: str) -> None:
    assert label_reason(fold(line)) is None


def test_what_markup_tells_is_not_called_as_what_words_tell() -> None:
    assert reasons_by_words().isdisjoint(reason for _, reason in REASONS)
    story = [Block(text) for text in STORY]
    below = [Block(STORY[0], reason=reason) for _, reason in REASONS]
    end = Block("Associated Press writer Ann Roe contributed to this report.")
    left = drop_boilerplate([*story, end, *below], title="Pier", language="en")
    assert [block.reason for block in left[: len(STORY) + 1]] == [*[None] * len(STORY), "byline"]

"""Lines that offer a newsletter or ask for money, and stories that speak of both."""

from __future__ import annotations

import pytest

from project.boilerplate.drop import drop_boilerplate
from project.items import Block
from tests.beside import STORY, kept

OFFERS = [
    ("en", "Each week our newsletter brings the river towns to you."),
    ("de", "„Am Wehr“: Mit dem Newsletter wissen Sie freitags, was am Fluss geschieht."),
    ("fr", "La newsletter du vendredi vous raconte la rivière."),
    ("sv", "Varje vecka skriver vi om ån i vårt nyhetsbrev."),
    ("ru", "Каждую неделю мы рассказываем о реке в нашей рассылке."),
    ("de", "Jeden Morgen das Wichtigste vom Fluss in Ihr Postfach."),
    ("el", "Κάθε πρωί τα νέα του ποταμού στο ηλεκτρονικό σας ταχυδρομείο."),
]


def test_advice_about_mail_is_no_offer_and_a_sentence_of_a_list_is_none() -> None:
    lines = [
        "If you find a message in your inbox that claims to come from your bank, do not click on its link.",
        "A third of the letters that land in your inbox are written by machines, the study found.",
    ]
    assert kept([STORY[0], *lines, *STORY[1:]], language="en") == [STORY[0], *lines, *STORY[1:]]
    advice = ["Do not return home for pets.", "Sign up for text alerts at the harbour office.", "Take warm clothes."]
    calls = ["Sign up for our newsletter.", "Follow us on Facebook and Twitter.", "Support our journalism today."]
    for items, wanted in ((advice, advice), (calls, [])):
        blocks = [*map(Block, STORY), *(Block(item, "item") for item in items)]
        left = [block.text for block in drop_boilerplate(blocks, language="en") if block.reason is None]
        assert left == [*STORY, *wanted]


@pytest.mark.parametrize(("language", "line"), OFFERS)
def test_a_line_that_offers_a_newsletter(language: str, line: str) -> None:
    assert kept([STORY[0], line, *STORY[1:]], language=language) == STORY


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            [
                "Before you go...",
                "The Wendle Lookout is a nonprofit newsroom. We have no paywall, and never will: give what you can.",
            ],
        ),
        ("en", ["Subscribe to Wendle Plus to get access to six papers, listen to the news and share what you like."]),
        ("en", ["Receive the latest in local entertainment in your inbox weekly!"]),
        ("de", ["Wir leben davon, dass Sie unabhängigen Journalismus schätzen."]),
        (
            "de",
            [
                "Als Genossenschaft gehören wir unseren Leserinnen und Lesern. Unser Journalismus steht allen offen, "
                "ohne Paywall, und bezahlt wird er von denen, die einen Beitrag geben; für andere ist er frei.",
            ],
        ),
        ("es", ["Con su donación pagamos nosotros la imprenta de cada semana."]),
    ],
)
def test_what_asks_the_reader_for_money(language: str, lines: list[str]) -> None:
    assert kept([*STORY, *lines], language=language) == STORY


def test_a_heading_over_an_offer_goes_with_it() -> None:
    offer = "What matters today: our newsletter brings you the news of the river at six."
    blocks = [Block(text) for text in STORY[:2]]
    blocks += [Block("Wendle at six", "heading"), Block(offer), Block("What happens next", "heading"), Block(STORY[2])]
    left = [block.text for block in drop_boilerplate(blocks, language="en") if block.reason is None]
    assert left == [*STORY[:2], "What happens next", STORY[2]]
    blocks.pop(4)
    left = [block.text for block in drop_boilerplate(blocks, language="en") if block.reason is None]
    assert left == STORY[:3], "the story has no subheads"
    blocks.insert(1, Block("What has happened so far", "heading"))
    left = [block.text for block in drop_boilerplate(blocks, language="en") if block.reason is None]
    assert "Wendle at six" in left, "it may be that of the paragraph below"


def test_stories_about_newsletters_keep_them() -> None:
    told = "“You may read it in our newsletter,” the mayor said on Monday."
    assert kept([STORY[0], told, *STORY[1:]], language="en") == [STORY[0], told, *STORY[1:]]
    lines = [line for language, line in OFFERS if language == "en"]
    assert kept([*STORY, *lines], language="en", title="A newsletter for the river towns") == [*STORY, *lines]
    advice = [f"Whatever newsletter you read, read it {when}." for when in ("early", "late", "twice", "aloud")]
    assert kept([*STORY, *advice], language="en") == [*STORY, *advice]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Did you see the flood? Write to our reporters at desk@courier.example."),
        ("de", "Haben Sie das Hochwasser gesehen? Unsere Redaktion freut sich auf Bilder: bild@kurier.example"),
        ("ru", "Видели наводнение? Пришлите снимки нашим корреспондентам: foto@kurier.example"),
        ("pl", "Masz zdjęcia powodzi? Wyślij je do naszych reporterów: foto@kurier.example"),
        ("ko", "홍수를 보셨습니까? 저희 편집국으로 보내 주세요: news@kurier.example"),
    ],
)
def test_a_line_that_asks_for_letters(language: str, line: str) -> None:
    assert kept([STORY[0], line, *STORY[1:]], language=language) == STORY


def test_addresses_that_a_story_tells_of_stay() -> None:
    lines = [
        "“Our address, weir@carter.example, is full,” the mayor said on Monday.",
        "Complaints go to weir@carter.example until the end of March.",
    ]
    texts = [STORY[0], *lines, *STORY[1:], *STORY[1:]]
    assert kept(texts, language="en") == texts

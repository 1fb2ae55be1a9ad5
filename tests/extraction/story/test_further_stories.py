"""The story that stands below a page's own is left to its own page."""

from __future__ import annotations

import pytest

from project.pages.reading import read_page

URL = "https://www.harbour-courier.example/2026/03/02/the-ferry-sails-again"
FERRY = [
    "The ferry to the outer islands sailed again on Monday, after eleven days at the quay, with four lorries on board.",
    "Its captain said that the new engine had run without a stop since Friday, and that he trusted it in any weather.",
    "The islands had been without fresh bread for a week, and the baker of the southern one met the boat with a band.",
]
CRANE = [
    "The old crane on the northern quay will be taken down in May, the port authority told the council on Tuesday.",
    "It had stood there for ninety years, and had lifted its last locomotive in the summer of 1974, before the strike.",
]


def story(headline: str, texts: list[str], tag: str = "article", rest: str = "") -> str:
    return f"<{tag}{rest}><h1>{headline}</h1>{''.join(f'<p>{text}</p>' for text in texts)}</{tag}>"


def read(body: str) -> tuple[list[str], dict[str, str | None]]:
    """The paragraphs, and the reasons by text, of a page about the ferry."""
    page = f"<html lang=en><head><title>The ferry sails again</title></head><body><main>{body}</main></body></html>"
    article = read_page(page.encode(), URL).article
    assert article is not None
    assert article.title == "The ferry sails again"
    return article.paragraphs, {block.text: block.reason for block in article.blocks}


@pytest.mark.parametrize(("tag", "rest"), [("article", ""), ("div", " class=leaf"), ("section", " class='story-17'")])
def test_a_whole_story_below_is_another_one(tag: str, rest: str) -> None:
    own, other = story("The ferry sails again", FERRY, tag, rest), story("Crane to go in May", CRANE, tag, rest)
    paragraphs, reasons = read(own + other)
    assert paragraphs == FERRY
    assert reasons[CRANE[0]] == "another story"


def test_it_may_stand_within_the_element_that_holds_the_first() -> None:
    own = story("The ferry sails again", FERRY).removesuffix("</article>")
    assert read(f"{own}{story('Crane to go in May', CRANE)}</article>")[0] == FERRY


def test_a_chapter_with_a_headline_of_the_first_rank_is_part_of_the_story() -> None:
    chapter = f"<section><h1>What comes next</h1>{''.join(f'<p>{text}</p>' for text in CRANE)}</section>"
    own = story("The ferry sails again", FERRY).removesuffix("</article>")
    assert read(f"{own}{chapter}</article>")[0] == [*FERRY, "What comes next", *CRANE]


def test_elements_without_a_name_tell_nothing() -> None:
    assert CRANE[0] in read(story("The ferry sails again", FERRY, "div") + story("What comes next", CRANE, "div"))[0]


def test_several_short_ones_are_one_page() -> None:
    parts = story("The ferry sails again", FERRY[:1]) + story("The crane stays for now", CRANE[:1])
    assert CRANE[0] in read(parts)[0]

"""Bylines and dates round the headline, where no markup names them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from project.extraction.labels import of_publication
from project.extraction.nearby import bylines_near, name_before_date
from project.reading import read_page


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Submitted by Jane Merrow on Fri, 02/16/2024 - 08:30"], ["Jane Merrow on Fri"]),
        (["16 February 2024, 8:30 PM by Jane Merrow"], ["Jane Merrow"]),
        (
            ["The shop had its goods brought by a fishing boat. Its owner, Tom Hill, said that he ran out of lemons."],
            [],
        ),
        (["Der Fisch wird mit von Karl Meier gebauten Kisten gebracht, wie er sagt."], []),
        (["By contrast, one in 20 of the island's geese was counted twice by the same man."], []),
    ],
)
def test_a_byline_is_told_from_a_sentence(lines: list[str], found: list[str]) -> None:
    assert bylines_near([], lines) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Local", "Jane Merrow", "Feb 16, 2024"], ["Jane Merrow"]),
        (["Jane Merrow", "2 min read", "Feb 16, 2024"], []),
        (["Harbour news", "16.02.2024"], []),
        (["Jane Merrow | Harbour Courier", "Posted: 16 Feb 2024 / 08:30 AM"], ["Jane Merrow"]),
        (["Jane Merrow | Print", "Posted: 16 Feb 2024 / 08:30 AM"], []),
        (["Agence France-Presse", "16.02.2024"], []),
    ],
)
def test_a_name_before_the_date(lines: list[str], found: list[str]) -> None:
    assert name_before_date(lines, frozenset({"harbour courier"})) == found


def test_an_editor_is_no_edit() -> None:
    line = "by Jane Merrow, Contributing Writer and Tom Hill, Editor - February 16, 2024"
    assert of_publication([line, "Edited on February 17, 2024"]) == [line]


def test_the_date_of_a_teaser_below_is_not_the_stories() -> None:
    story = "".join(
        f"<p>The ferry sails again, {number} islanders said, and nobody was gladder.</p>" for number in range(9)
    )
    teaser = '<article><h3><a href="/m">Market moves</a></h3><p>In spring.</p><time>Feb 14, 2024</time></article>'
    html = f"<h1>Ferry sails again from Monday</h1><div>By Ann Roe</div><div>Feb 16, 2024</div>{story}{teaser}"
    article = read_page(html.encode(), "https://www.harbour-courier.example/ferry", by_hand=True).article
    assert article is not None
    assert article.published_at == datetime(2024, 2, 16, tzinfo=UTC)

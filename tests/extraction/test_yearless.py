"""Lines that tell the hour of a day that the address tells."""

from __future__ import annotations

from datetime import datetime

import pytest

from project.extraction.dating.yearless import with_year
from project.pages.reading import read_page
from tests.extraction.made_up import STORY

DAY = datetime(2024, 2, 16)  # noqa: DTZ001  the year, month and day alone count


@pytest.mark.parametrize(
    ("line", "with_it"),
    [
        ("Friday February 16 11:48 AM ET", "Friday 16 February 2024 11:48 AM ET"),
        ("16 février à 11h48", "16 February 2024 à 11h48"),
        ("2月16日 11:48", "16 February 2024 11:48"),
        ("Friday 16 February 11:48", "Friday 16 February 2024 11:48"),
        ("16.02.2019 11:48", None),
        ("16.02.19 11:48", None),
        ("February 17 11:48", None),
        ("February 16", None),
        ("The boat that left on February 16 at 11:48 was seen again by nobody, its owner said", None),
    ],
)
def test_a_line_is_given_the_year_that_it_lacks(line: str, with_it: str | None) -> None:
    assert with_year(line, DAY) == with_it


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("Friday February 16 11:48 PM", "T23:48"),
        ("Updated: February 16 11:48 PM", "T00:00"),
        ("Town Hall, 16/02 at 19:00", "T00:00"),
    ],
)
def test_the_hour_stands_by_the_headline(line: str, at: str) -> None:
    story = "".join(f"<p>{text}</p>" for text in STORY)
    html = (
        f"<html><body><article><h1>Harbour bridge closes for repairs</h1><p>{line}</p>{story}</article></body></html>"
    )
    article = read_page(html.encode(), "https://www.harbour-courier.example/2024/02/16/bridge", by_hand=True).article
    assert article is not None and article.published_at is not None
    assert article.published_at.isoformat().startswith(f"2024-02-16{at}")

"""What only metadata tells of a writer and a date, and what the page shows of them."""

from __future__ import annotations

import pytest

from project.pages.reading import read_page

FOR_MACHINES = (
    '<meta property="og:type" content="article"><meta name="author" content="Ann Roe">'
    '<meta property="article:published_time" content="2024-05-14T10:00:00Z">'
)
FACTS = "<p>When: Saturday, 22 June 2024</p><p>Where: Weir Park</p><p>Tickets: £12</p>"
TEXT = (
    "The brass band plays marches, waltzes and a piece that its own conductor has written for the evening. Bring a "
    "cushion and something warm: the bar by the weir stays open until the last bus leaves, and dogs are welcome."
)
TEXTS = "".join(f"<p>{TEXT} ({number})</p>" for number in range(3))
PASSWORD = "<p>Type your address, and we send you a new one. The letter may take some minutes to reach you.</p>"


def is_story(title: str, line: str, body: str, path: str = "n/48213-concert-on-the-weir") -> bool:
    html = f"<title>{title}</title>{FOR_MACHINES}<h1>{title}</h1>{line}{body}<footer>© 2024 Gull Post</footer>"
    return read_page(html.encode(), f"https://www.gull-post.example/{path}").article is not None


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Concert on the weir", FACTS + TEXTS),
        ("Lost your password?", PASSWORD),
        ("Terms and conditions of sale", TEXTS),
    ],
)
def test_a_writer_and_a_date_for_machines_alone(title: str, body: str) -> None:
    assert not is_story(title, "", body)
    for line in ("14 May 2024", "vor 3 Stunden", "By Ann Roe"):
        assert is_story(title, f"<p>{line}</p>", body), line


def test_a_day_in_the_address_vouches_for_what_is_told_machines() -> None:
    assert not is_story("Weather for 14 May", "", PASSWORD, "weather-for-14-may")
    assert is_story("Weather for 14 May", "", PASSWORD, "2024/05/14/weather-for-14-may")


def test_a_story_needs_show_neither() -> None:
    assert is_story("Band plays on the weir for the last time", "", TEXTS)

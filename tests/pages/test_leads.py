"""Lists that show a story at length, and stories below other stories' headlines."""

from __future__ import annotations

import pytest

from project.pages.reading import read_page
from tests.beside import STORY

SITE = "https://www.harbour-courier.example"
LEAD = "The weir at Carter will be rebuilt in stone"
OTHERS = ["Goose is found on board of the ferry", "Lemons are sold out in Lower Wendle", "Pupils are rowed over"]
TEXT = "".join(f"<p>{text}</p>" for text in STORY * 2)
ROWS = "".join(f"<li><a href='/news/{n}-another-story-of-the-day'>{title}</a></li>" for n, title in enumerate(OTHERS))
URL = "/news/weir-at-carter-rebuilt-in-stone"
METADATA = [
    "",
    '<meta property="og:type" content="article"><meta property="og:title" content="{name}">',
    '<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{name}"}}</script>',
]


def is_story(title: str, html: str, path: str) -> bool:
    return read_page(f"<title>{title}</title>{html}<ul>{ROWS}</ul>".encode(), SITE + path).article is not None


@pytest.mark.parametrize("path", ["/islands/", "/c/islands/10001", "/2024/05/best-of-may/"])
@pytest.mark.parametrize("name", ["Islands", LEAD])
@pytest.mark.parametrize("head", METADATA)
def test_a_list_shows_its_first_story_at_length(head: str, name: str, path: str) -> None:
    heading = f"{head.format(name=name)}<h1>Islands</h1><h2><a href='{URL}'>{LEAD}</a></h2>"
    assert not is_story("Islands - Courier", f"{heading}<p>By Ann Roe, 14 May 2024</p>{TEXT}", path)
    assert is_story("Islands - Courier", f"{heading}<p>By Ann Roe, 14 May 2024</p>{TEXT}", URL), "its own address"


@pytest.mark.parametrize("title", ["Council decides on the weir at Carter", "Weir to be rebuilt"])
def test_a_story_below_the_headline_of_another(title: str) -> None:
    other = f"<h3><a href='/news/1-goose-on-board-of-ferry'>{OTHERS[0]}</a></h3>"
    for head in METADATA:
        html = f"{head.format(name=title)}<h1>{title}</h1>{other}{TEXT}"
        assert is_story(f"{title} - Courier", html, "/news/council-decides-on-weir-48213")


def test_a_headline_that_leads_to_another_address_of_its_page() -> None:
    assert is_story(f"{LEAD} - Courier", f"<h1><a href='/a/4711-weir-at-carter'>{LEAD}</a></h1>{TEXT}", "/news/4711")


@pytest.mark.parametrize("head", METADATA)
def test_a_list_with_a_headline_of_its_own_tells_of_something_else(head: str) -> None:
    name = "Everything about the strike of bakers"
    html = f"{head.format(name=name)}<h1>{name}</h1><h2><a href='{URL}'>{LEAD}</a></h2>{TEXT}"
    assert not is_story(f"{name} - Courier", html, "/dossiers/everything-about-the-strike-48213")

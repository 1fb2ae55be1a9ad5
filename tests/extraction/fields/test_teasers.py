"""What boxes of other stories tell changes no field of this one, whatever they are called."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from project.items import Article
from project.pages.reading import read_page
from tests.extraction.made_up import FERRY

URL = "https://www.harbour-courier.example/ferry"
H1 = "<h1>The ferry sails again</h1>"
BYLINE = "<div>By Ann Roe</div><div>4 May 2024, 10:00</div>"
STORY = "".join(f"<p>{text}</p>" for text in FERRY)
OTHER = "<h3><a href='/n/1'>Pilots of the harbour ask for a raise</a></h3>"
LINKED = "<li><a href='/n/1'>Pilots of the harbour ask for a raise in May</a><div>By Tom Alder</div></li>"

SHORT = "<li><a href='/n/2'>A coin was found</a><div>By Tom Alder</div></li>"


def article_of(body: str) -> Article:
    html = f"<html lang=en><title>The ferry sails again</title><body><main>{body}</main></body></html>"
    now = datetime(2026, 12, 1, tzinfo=UTC)
    article = read_page(html.encode(), URL, by_hand=True, with_links=False, now=now).article
    assert article is not None
    return article


def around(above: str = "", below: str = "", byline: str = "") -> str:
    return f"<div>{H1}{above}{byline}<div>{STORY}{below}</div></div>"


CARDS = [
    f"<div>{OTHER}<div>By Tom Alder</div><div>11 March 2019, 08:00</div></div>",
    f"<div>{OTHER}<span class='author'>By <a rel=author href='/author/t'>Tom Alder</a></span></div>",
    f"<div>{OTHER}<time datetime='2019-03-11T08:00:00Z'>11 March 2019</time></div>",
    f"<div>{OTHER}<span>Updated: 2025-03-11 11:01</span></div>",
    f"<div>{OTHER}<a rel=tag href='/tag/pilots'>Pilots</a> <a rel='category tag' href='/c/money'>Money</a></div>",
    f"<div><img src='/i/1.jpg' width=640>{OTHER}</div>",
    f"<div><h3>Most read</h3><ol>{LINKED * 5}</ol></div>",
    f"<ol>{LINKED}{SHORT}{LINKED}</ol>",
    f"<div><a href='/n/1'><img src='/i/1.jpg'></a>{OTHER}<div>Tom Alder</div><div>11 March 2019</div></div>",
    "<div><h3><a href='/n/1'>Study Endorses Free Tests for All Pilots Over 30</a></h3><div>By Tom Alder</div></div>",
    "<ol><li><a href='/n/1'>How safe is the quay on a winter's night?</a><div>By Tom Alder</div></li></ol>",
    f"<ol>{SHORT}{SHORT}{LINKED}</ol>",
]


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("byline", ["", BYLINE])
def test_boxes_of_other_stories_change_nothing(card: str, times: int, byline: str) -> None:
    bare = article_of(around(byline=byline))
    for changed in (around(card * times, byline=byline), around(below=card * times, byline=byline)):
        article = article_of(changed)
        for field in ("title", "authors", "published_at", "modified_at", "section", "tags", "image_url"):
            assert getattr(article, field) == getattr(bare, field), field


@pytest.mark.parametrize(
    "box",
    [
        f"<div><h1><a href='{URL}'>The ferry sails again</a></h1>{BYLINE}</div>",
        f"{H1}<div><h4><a href='/a'>Ann Roe</a>, <a href='/t'>Tom Hill</a></h4>{BYLINE}</div>",
        f"{H1}<div><a href='/a'>By Ann Roe for the Courier</a><div>4 May 2024, 10:00</div></div>",
        f"{H1}<div><a href='/a'>Ann Roe, Courier chief reporter</a></div><div>4 May 2024, 10:00</div>",
        f"{H1}<div>{BYLINE}<a href='#'>Share</a> <a href='#'>this story with Friendbook</a></div>",
        f"{H1}<div><h4><a href='/islands'>Outer islands and lakes</a></h4></div>{BYLINE}",
    ],
)
def test_the_storys_own_box_is_no_other_ones(box: str) -> None:
    article = article_of(f"<div>{box}<div>{STORY}</div></div>")
    assert article.authors[:1] == ["Ann Roe"]
    assert article.published_at == datetime(2024, 5, 4, 10, tzinfo=UTC)


def test_a_teasers_headline_may_be_short_among_others() -> None:
    tag = "<a rel=tag href='/tag/pilots'>Pilots</a> <a rel='category tag' href='/c/money'>Money</a>"
    short = f"<div><h3><a href='/n/2'>A coin was found</a></h3>{tag}</div>"
    boxes = f"{short}<div>{OTHER}{tag}</div>{short}"
    article = article_of(around(below=boxes))
    assert (article.tags, article.section) == ([], None)
    own = f"<div><h4><a href='/islands'>Islands</a></h4>{tag}</div>"
    assert article_of(around(below=own)).tags == ["Pilots"]


@pytest.mark.parametrize("name", ["Tom Alder", "王海舟", "김항구"])
def test_a_picture_of_a_writer_of_the_paper_is_none_of_the_storys(name: str) -> None:
    card = f"<div><img src='/p/1.jpg'><h4><a href='/author/1'>{name}</a></h4><p>{name}, harbour</p></div>"
    assert article_of(card + around()).image_url is None


def test_who_is_credited_below_another_storys_headline_signs_that_one() -> None:
    credit = "<div>Автор: Иван Петров</div>"
    assert article_of(around(below=credit)).authors == ["Иван Петров"]
    assert article_of(around(below=OTHER + credit)).authors == []


def test_a_caption_far_below_the_story_is_another_pictures() -> None:
    photo = "<figure><img src='/i/2.jpg' width=640><figcaption>The quay in the morning</figcaption></figure>"
    lines = "".join(f"<div>{word}</div>" for word in ("Terms", "Contact", "About us"))
    assert article_of(around(below=photo)).image_caption == "The quay in the morning"
    assert article_of(around(below=lines + photo)).image_caption is None

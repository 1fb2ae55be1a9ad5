"""The picture of a story and its caption, and what stands for a picture or reads like a caption and is none."""

from __future__ import annotations

import doctest

import pytest

from project.extraction import pictures
from project.extraction.page import Page
from project.items import Article
from project.loaders import load_article
from project.rules import SiteRules

URL = "https://www.harbour-courier.example/mere/swans"
STORY = (
    "<p>The swans on the Mere are not too many, the council said on Monday after a long debate on the weir.</p>"
    "<p>Two members voted against the paper, which had been written by a bird watcher from the next town.</p>"
)
PHOTO = '<img src="/i/swans-41.jpg" width="600">'


def load(body: str, head: str = "") -> Article:
    html = f"<html lang=en><head>{head}</head><body><main><h1>Swans on the Mere</h1>{body}</main></body></html>"
    return load_article(Page.from_bytes(html.encode(), URL), SiteRules())


def test_docstrings_show_what_comes_back() -> None:
    outcome = doctest.testmod(pictures)
    assert outcome.attempted
    assert outcome.failed == 0


@pytest.mark.parametrize(
    "other",
    [
        '<img src="/img/search.png" width="15px">',
        '<img src="/img/tall.jpg" height="40">',
        '<img src="/i/arrow-left.png">',
        '<noscript><img src="https://count.example/hit?id=7"></noscript>',
        '<div style="position:absolute; left:-9999px"><img src="https://count.example/7.jpg"></div>',
        '<img src="/i/x1.jpg" style="width:1px">',
        '<p>12:40 3 May 2024 <img src="/i/1.png"> 7</p>',
        '<a href="/shop"><img src="/i/shop.jpg"></a>',
    ],
)
def test_furniture_is_passed_over(other: str) -> None:
    assert load(f"{other}{PHOTO}{STORY}").image_url == "https://www.harbour-courier.example/i/swans-41.jpg"


@pytest.mark.parametrize(
    "photo",
    [
        '<img src="/i/swans-41.jpg">',
        '<amp-img src="/i/swans-41.jpg" width="600" height="400"></amp-img>',
        '<img src="/i/swans-41.jpg" style="border-width: 0px">',
        '<noscript><img src="/i/swans-41.jpg?w=9"></noscript>',
    ],
)
def test_a_photograph_is_found(photo: str) -> None:
    assert (load(photo + STORY).image_url or "").startswith("https://www.harbour-courier.example/i/swans-41.jpg")


def test_what_stands_behind_the_story_is_not_its_picture() -> None:
    assert load(f'{STORY}<img src="/i/more-news-here.jpg">').image_url is None
    beside = STORY.replace("Two members", f"{PHOTO} Two members")
    assert load(beside).image_url == "https://www.harbour-courier.example/i/swans-41.jpg"


@pytest.mark.parametrize("name", ["default_share.png", "courier-logo.jpg", "harbourcourier.jpg", "ogImage.jpg"])
def test_a_picture_that_stands_for_the_paper_is_none(name: str) -> None:
    head = f'<meta property="og:image" content="/i/{name}"><meta property="og:site_name" content="Harbour Courier">'
    article = load(PHOTO + STORY, head)
    assert (article.image_url, article.sources["image_url"]) == (
        "https://www.harbour-courier.example/i/swans-41.jpg",
        "picture",
    )


@pytest.mark.parametrize(
    ("shown", "caption"),
    [
        (f"<figure>{PHOTO}<figcaption>Swans at dawn</figcaption></figure>", "Swans at dawn"),
        (f'<div>{PHOTO}<p class="photo-caption">Swans at dawn</p></div>', "Swans at dawn"),
        (f'<div>{PHOTO}<span class="cutline">Swans (Photo: Ann Roe)</span></div>', "Swans (Photo: Ann Roe)"),
        (f"<figure>{PHOTO}<figcaption>© Ann Roe</figcaption></figure>", None),
        (f"<figure>{PHOTO}<figcaption>(Image: Press Pictures)</figcaption></figure>", None),
        (f"<figure>{PHOTO}<figcaption>Harbour-Courier.example</figcaption></figure>", None),
        (f"<figure>{PHOTO}<figcaption>Swans on the Mere</figcaption></figure>", None),
        ("<figure><blockquote>We like them.</blockquote><figcaption>Ann Roe, watcher</figcaption></figure>", None),
        ("<figure><video src='/v.mp4'></video><figcaption>Watch the swans</figcaption></figure>", None),
        (f'<div class="video-box">{PHOTO}<p class="caption">Watch the swans</p></div>', None),
        (f'<div>{PHOTO}<p class="caption"><a href="/x">Ferry late again, once more</a></p></div>', None),
        (f'<div>{PHOTO}<p class="caption">Advertisement</p></div>', None),
        ('<div><p class="caption">The council has no quorum, once more</p></div>', None),
    ],
)  # fmt: skip
def test_a_caption(shown: str, caption: str | None) -> None:
    assert load(f"{shown}{STORY}").image_caption == caption


def test_a_credit_alone_leaves_the_caption_to_the_next_source() -> None:
    head = '<meta property="og:image:alt" content="Swans at dawn">'
    article = load(f"<figure>{PHOTO}<figcaption>© Ann Roe</figcaption></figure>{STORY}", head)
    assert article.image_caption == "Swans at dawn"

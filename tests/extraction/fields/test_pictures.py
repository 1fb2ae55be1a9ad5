"""The picture of a story, and what stands for one and is none."""

from __future__ import annotations

import time

import pytest

from tests.extraction.swans import PHOTO, STORY, load


@pytest.mark.parametrize(
    "other",
    [
        '<img src="/img/search.png" width="15px">',
        '<img src="/img/tall.jpg" height="40">',
        '<img src="/i/arrow-left.png">',
        '<img src="banners/b7.jpg">',
        '<noscript><img src="https://count.example/hit?id=7"></noscript>',
        '<div style="position:absolute; left:-9999px"><img src="https://count.example/7.jpg"></div>',
        '<img src="/i/x1.jpg" style="width:1px">',
        '<p>12:40 3 May 2024 <img src="/i/1.png"> 7</p>',
        '<div style="display:none"><img src="/i/hidden-4711.jpg"></div>',
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
        '<div style="height:0px; padding-bottom:56%"><img src="/i/swans-41.jpg"></div>',
        '<figure><img src="/i/swans-41.jpg"><figcaption>The Mere on 3 May 2019</figcaption></figure>',
        '<table><tr><td><img src="/i/swans-41.jpg" width="300"><br>The Mere on 3 May 2019</td></tr></table>',
        '<div><img src="/i/swans-41.jpg"><br>The Mere in 2004</div>',
    ],
)
def test_a_photograph_is_found(photo: str) -> None:
    assert (load(photo + STORY).image_url or "").startswith("https://www.harbour-courier.example/i/swans-41.jpg")


@pytest.mark.parametrize(
    "name", ["IMG_4711.jpg", "IMG_20240503_101112.jpg", "image1.jpeg", "image.jpg", "x.jpg", "silicon-valley.jpg"]
)
def test_a_name_as_cameras_give_it_is_one_of_a_photograph(name: str) -> None:
    assert load(f'<img src="/i/{name}">{STORY}').image_url == f"https://www.harbour-courier.example/i/{name}"


def test_the_only_picture_behind_a_single_paragraph_is_its() -> None:
    line = "<p>The swans on the Mere are not too many, the council said on Monday after a long debate on the weir.</p>"
    assert load(f"{line}{PHOTO}").image_url == "https://www.harbour-courier.example/i/swans-41.jpg"


def test_deep_and_wide_pages_take_no_time() -> None:
    captions = "".join(f"<figcaption>The ferry at the quay {number}</figcaption>" for number in range(60))
    deep = "<div>" * 150 + captions + "<i></i>" * 60_000 + "</div>" * 150
    tails = "<b>" * 200 + "<img src=x.gif>" * 30_000 + "</b>The ferry crews of the island" * 200
    teaser = "<article><h2><a href=/x>Eels</a></h2>" + "<footer><img src=/x.jpg></footer>" * 4_000 + "</article>"
    line = "<p>3 May 2024 " + "<img src=/x.jpg>" * 4_000 + "</p>"
    for page in (
        deep,
        teaser,
        line,
        f"<img src=/u/ferry.jpg>{tails}<p>The ferry crews of the island stay ashore, it is said.</p>",
    ):
        started = time.process_time()
        load(page + STORY)
        assert time.process_time() - started < 3


def test_the_pages_state_is_not_the_end_of_its_story() -> None:
    state = f'<script>{{"text": "{STORY[3:].replace("</p><p>", " ").replace("</p>", "")}"}}</script>'
    assert load(f'{STORY}<img src="/i/teaser-4711.jpg" width="300">{state}').image_url is None


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
    "name",
    [
        "apple-iphone-launch.jpg",
        "social-care-minister.jpg",
        "fashion-icon-dies.jpg",
        "trans-rights-march.jpg",
        "apple.jpg",
    ],
)
def test_a_word_of_networks_in_a_name_is_no_stand_in(name: str) -> None:
    article = load(STORY, f'<meta property="og:image" content="/i/{name}">')
    assert article.image_url == f"https://www.harbour-courier.example/i/{name}"

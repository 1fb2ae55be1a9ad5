"""What is a story's description, and what stands in its place."""

from __future__ import annotations

import pytest

from project.extraction.page import Page
from project.items import Article
from project.loaders import load_article
from project.rules import SiteRules

STORY = (
    "<p>The swans on the Mere are not too many, the council said on Monday after a long debate on the weir.</p>"
    "<p>Two members voted against the paper, which had been written by a bird watcher from the next town.</p>"
)
TOLD = "The council finds that the Mere can do with its swans."


LONG = STORY + "".join(
    f"<p>On day {day} the council heard the watchers of the town, who spoke of swans and of weirs.</p>"
    for day in range(9)
)  # fmt: skip


def load(*said: str, story: str = LONG, title: str = "Swans on the Mere") -> Article:
    names = ("og:description", "description", "twitter:description")
    metas = [("author", "Ann Roe"), ("og:site_name", "The Mere Post"), *zip(names, said, strict=False)]
    head = "".join(f'<meta name="{name}" content="{text}">' for name, text in metas)
    html = f"<html><head>{head}</head><body><main><h1>{title}</h1>{story}</main></body></html>"
    return load_article(Page.from_bytes(html.encode(), "https://www.mere-post.example/mere/swans"), SiteRules())


@pytest.mark.parametrize(
    "other",
    [
        "Breaking stories, sport and weather from all over Norland, updated every hour",
        "The Mere Post",
        "The Mere Post - all of the lake",
        "Swans on the Mere",
        "By Ann Roe, Harbour reporter",  # who signs the story
        "BY ANN ROE",
        "By The Associated Press",
        ",",
    ],
)
def test_what_tells_nothing_of_the_story_is_passed_over(other: str) -> None:
    article = load(other, TOLD)
    assert (article.description, article.sources["description"]) == (TOLD, "meta description")
    assert load(other).description == ""
    assert "description" not in load(other).sources


@pytest.mark.parametrize(
    "said",
    [
        "Von Bayern bis Berlin",
        "Von Angela Merkel bis Olaf Scholz",
        "By Sea and by Land",
        "Por Pedro Sánchez y Ada Colau",
    ],
)
def test_a_line_that_begins_like_a_byline_is_none_for_that(said: str) -> None:
    assert load(said, story="<p>To follow.</p>").description == said


@pytest.mark.parametrize(
    "end",
    [
        " | The Mere Post",
        " - Lakes - The Mere Post",
        " - Latest News - The Mere Post",
        " [gallery ids=1,2",
        " |",
        " <a href=/re",
    ],
)
def test_the_paper_behind_it_is_none_of_it(end: str) -> None:
    assert load(TOLD + end).description == TOLD


def test_words_that_end_a_description_are_kept() -> None:
    told = "The council lets the swans stay - mayor says no"
    assert load(f"{told} - The Mere Post").description == told


def test_of_a_page_with_hardly_a_story_any_description_is_kept() -> None:
    assert load("A morning by the water", story="<p>To follow.</p>").description == "A morning by the water"
    assert load("A morning by the water and the weir", story=STORY).description, "what a paywall leaves shares a word"
    assert not load("Norland in brief, every day", story=STORY).description


def test_scripts_without_spaces() -> None:
    story = (
        "<p>市议会星期一表示，湖上的天鹅并不算多，因此今年不会减少它们的数量，议员们在会上讨论了整整三个小时。</p>"
        "<p>两名议员投了反对票。他们说，这份文件是邻镇一位观鸟者写的，湖边居民没有人看过，水坝的费用也没有写在里面。</p>"
        + "".join(
            f"<p>第{day}天，观鸟者向市议会介绍了天鹅、湖水和水坝的情况，会议一直开到傍晚。</p>" for day in range(9)
        )
    )
    told = "市议会认为湖上的天鹅不多。"
    assert load(told, story=story, title="湖上的天鹅").description == told
    assert load("本报每日提供体育财经汽车房产资讯", story=story, title="湖上的天鹅").description == ""

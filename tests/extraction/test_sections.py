"""The section that a story stands in, and what is called so and is none."""

from __future__ import annotations

import pytest

from project.extraction.page import Page
from project.extraction.sections import keep_section
from project.loaders import load_article
from project.rules import SiteRules

STORY = "<p>The swans on the Mere are not too many, the council said on Monday after a long debate on the weir.</p>"


@pytest.mark.parametrize(
    "name",
    [
        "Harbour", "Health", "F1", "U.S.", "Eat & Drink", "Election 2024", "Fife & East Scotland", "娱乐", "Υγεία",
        "Comment", "Kommentar", "评论", "Video", "Văn hóa - Thể thao - Du lịch", "Arts, Books, and Music",
        "Champions League 2024/25",
    ],
)  # fmt: skip
def test_a_section(name: str) -> None:
    assert keep_section(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "Home", "Αρχική", "首页", "Uncategorized", "Reuters", "PAP, Reuters", "tides, weirs, swans, ice",
        "www.harbour-courier.example", "news_local", "28.11.2023 18:59",
        "The ferry to the island will be late again today, the port says",
    ],
)  # fmt: skip
def test_no_section(name: str) -> None:
    assert keep_section(name) is None


def test_a_button_in_a_breadcrumb_is_none() -> None:
    for name, section in (("Print", None), ("Comment", "Comment")):
        crumbs = f'<nav class="breadcrumb"><a href="/">Home</a><a href="/x">{name}</a></nav>'
        html = f"<html lang=en><body>{crumbs}<h1>Swans on the Mere</h1>{STORY}</body></html>"
        page = Page.from_bytes(html.encode(), "https://www.harbour-courier.example/swans")
        assert load_article(page, SiteRules()).section == section


def test_where_one_source_names_none_the_next_one_is_asked() -> None:
    head = '<meta property="article:section" content="Homepage"><meta name="section" content="Harbour">'
    html = f"<html><head>{head}</head><body><h1>Swans on the Mere</h1>{STORY}</body></html>"
    page = Page.from_bytes(html.encode(), "https://www.harbour-courier.example/swans")
    article = load_article(page, SiteRules())
    assert (article.section, article.sources["section"]) == ("Harbour", "meta parsely-section")

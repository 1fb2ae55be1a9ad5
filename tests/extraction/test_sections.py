"""The section that a story stands in, and what is called so and is none."""

from __future__ import annotations

import pytest

from project.extraction.page import Page
from project.extraction.sections import keep_section
from project.loaders import load_article
from project.rules import SiteRules

STORY = "<p>The swans on the Mere are not too many, the council said on Monday after a long debate on the weir.</p>"


@pytest.mark.parametrize(
    "name", ["Harbour", "Health", "F1", "U.S.", "Eat & Drink", "Election 2024", "Fife & East Scotland", "娱乐", "Υγεία"]
)
def test_a_section(name: str) -> None:
    assert keep_section(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "", "Home", "Αρχική", "首页", "Uncategorized", "Print", "Εκτύπωση", "Reuters", "PAP, Reuters",
        "tides, weirs, swans", "www.harbour-courier.example", "news_local", "28.11.2023 18:59",
        "The ferry to the island will be late again today",
    ],
)  # fmt: skip
def test_no_section(name: str) -> None:
    assert keep_section(name) is None


def test_where_one_source_names_none_the_next_one_is_asked() -> None:
    head = '<meta property="article:section" content="Homepage"><meta name="section" content="Harbour">'
    html = f"<html><head>{head}</head><body><h1>Swans on the Mere</h1>{STORY}</body></html>"
    page = Page.from_bytes(html.encode(), "https://www.harbour-courier.example/swans")
    article = load_article(page, SiteRules())
    assert (article.section, article.sources["section"]) == ("Harbour", "meta parsely-section")

"""The topics of a story, and what is listed among them and is none."""

from __future__ import annotations

import pytest

from project.extraction.page import Page
from project.items import Article
from project.loaders import load_article
from project.rules import SiteRules

STORY = "<p>The swans on the Mere are not too many, the council said on Monday after a long debate on the weir.</p>"


def load(head: str = "", after: str = "") -> Article:
    html = f"<html lang=en><head>{head}</head><body><main><h1>Swans on the Mere</h1>{STORY}{after}</main></body></html>"
    return load_article(Page.from_bytes(html.encode(), "https://www.harbour-courier.example/swans"), SiteRules())


@pytest.mark.parametrize(
    ("after", "tags"),
    [
        ('<ul><li><a href="/topics/mere">Mere</a></li><li><a href="/tags/ice">Ice</a></li></ul>', ["Mere", "Ice"]),
        ("<p>Nobody knows yet <a href='/topics/mere'>what the Mere will cost</a> in the end.</p>", []),
        ("<p>Topics: <a href='/topics/mere'>Mere</a>, <a href='/topics/swans'>Swans</a></p>", ["Mere", "Swans"]),
        ('<p>Mehr zum Thema: <a href="/tag/mere">Mere</a>, <a href="/tag/swans">Swans</a></p>', ["Mere", "Swans"]),
        ('<p>The council said of it: <a href="/tag/mere">Mere</a> is lost.</p>', []),
        ('<p>Read more about this topic: <a href="/tag/mere">Mere</a></p>', ["Mere"]),
    ],
)  # fmt: skip
def test_links_to_topics_are_tags_but_not_those_in_a_sentence(after: str, tags: list[str]) -> None:
    assert load(after=after).tags == tags


@pytest.mark.parametrize(
    ("after", "tags"),
    [
        ("<h3>Archivado en</h3><ul><li><a href=/n/mere>Mere</a><li><a href=/n/ice>Ice</a></ul>", ["Mere", "Ice"]),
        ("<div><a>Etiketler:</a><a href=/mere>Mere</a> <a href=/swan-song>swan song</a></div>", ["Mere", "swan song"]),
        ("<p>Tags: swans, the Mere</p>", ["swans", "the Mere"]),
        # What stands in another list below is other stories, or a menu.
        ("<b>Tags</b><ul><li><a href=/n/mere>Mere</a></ul><ol><li><a href=/x>Ice on the weir</a></ol>", ["Mere"]),
        ("<h3>Tags</h3><p>The council meets again on Thursday.</p><p><a href=/x>Mere</a></p>", []),
        ("<p>Tags: that is what the council wants to put on every swan of the Mere.</p>", []),
        ("<p>Tags: <a href=/mere>Mere</a> and what the council says of it</p>", []),
        ("<p>Category: <a href=/birds>Birds</a></p>", []),
    ],
)  # fmt: skip
def test_topics_stand_behind_their_label_or_below_it(after: str, tags: list[str]) -> None:
    assert load(after=after).tags == tags


def test_the_writer_is_no_tag_and_a_tags_kind_is_none_of_it() -> None:
    keywords = "Category: Swans, topic/weirs, Mabel Stannard, 0a1b2c3d-0000-4000-8000-00000000000a"
    article = load(f'<meta name="keywords" content="{keywords}"><meta name="author" content="Mabel Stannard">')
    assert (article.authors, article.tags) == (["Mabel Stannard"], ["Swans", "weirs"])


def test_a_source_without_topics_leaves_them_to_the_next() -> None:
    head = '<meta property="article:section" content="Birds"><meta property="article:tag" content="Birds">'
    article = load(f'{head}<meta name="keywords" content="Swans,Mere">')
    assert (article.tags, article.sources["tags"]) == (["Swans", "Mere"], "meta keywords")
    assert "tags" not in load(head).sources


@pytest.mark.parametrize(("more", "tags"), [("", []), (",Swans", ["Birds", "Swans"])])
def test_the_section_alone_is_no_tag(more: str, tags: list[str]) -> None:
    section = '<meta property="article:section" content="Birds"><meta property="og:site_name" content="The Courier">'
    assert load(f'{section}<meta name="keywords" content="The Courier,Birds{more}">').tags == tags

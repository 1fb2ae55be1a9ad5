"""Pages as widespread systems and their themes mark them up, by their habits rather than by their names."""

from __future__ import annotations

import pytest

from project.extraction.page import Page
from project.items import Article
from project.loaders import load_article
from project.rules import SiteRules

TITLE = "Swans on the Mere"
STORY = (
    "<p>The swans on the Mere are not too many, the council said on Monday after a long debate on the weir.</p>"
    "<p>Two members voted against the paper, which had been written by a bird watcher from the next town.</p>"
)
WHO = '<div class="author"><a href="/author/ann-roe">Ann Roe</a></div>'
WHEN = '<time class="date" datetime="2024-03-19T10:00Z"></time>'
HERE = "https://www.mere-post.example/lakes/swans"


def load(body: str, url: str = HERE) -> Article:
    return load_article(Page.from_bytes(f"<html><body>{body}</body></html>".encode(), url), SiteRules())


@pytest.mark.parametrize(
    "name", ["has-sidebar", "widget Blog", "main-feed", "news-card", "layout-nav", "elementor-widget", "story-banner"]
)
def test_what_holds_the_headline_holds_the_story_whatever_it_is_called(name: str) -> None:
    article = load(f'<div class="{name}"><div class="{name}"><h1>{TITLE}</h1></div>{WHO}{WHEN}{STORY}</div>')
    assert (article.authors, f"{article.published_at}") == (["Ann Roe"], "2024-03-19 10:00:00+00:00")


def test_a_box_beside_the_story_is_none_of_it_for_all_that() -> None:
    box = f'<div class="widget related">{WHO}{WHEN}</div>'
    article = load(f'<div class="page"><h1>{TITLE}</h1>{STORY}{box}</div>')
    assert (article.authors, article.published_at) == ([], None)


@pytest.mark.parametrize(
    "footer", ['<footer class="node__meta">', '<div class="entry-footer">', '<div class="post-footer">']
)
def test_the_storys_own_footer_tells_who_and_when(footer: str) -> None:
    line = 'Submitted by <span class="username">Ann Roe</span> on <time datetime="2024-03-19T10:00Z">19 March</time>'
    tag = footer[1 : footer.index(" ")]
    article = load(f"<article><h1>{TITLE}</h1>{STORY}{footer}{line}</{tag}></article>")
    assert (article.authors, f"{article.published_at}") == (["Ann Roe"], "2024-03-19 10:00:00+00:00")


@pytest.mark.parametrize(
    "title",
    ["Roe : « Le pont a tout emporté »", "Sindaca: «Non c'è alternativa»", "»Das ist nicht das Ende«", "«Закрыт» — Ро"],
)
def test_quotes_at_either_end_of_a_headline_are_its_own(title: str) -> None:
    assert load(f"<h1>{title}</h1>{STORY}").title == title


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("New Zealand won 27-12, the first such win there since 2019.", []),
        ("Mount Etna erupted again, as it did in 2021.", []),
        ("Ann Roe, 19 March 2024", ["Ann Roe"]),
        ('<a href="/staff/1">Ann Roe</a> and <a href="/staff/2">Tom Hill</a>', ["Ann Roe", "Tom Hill"]),
        ('<a href="/staff/1">Ann Roe</a>, <a href="/staff/2">Tom Hill</a>', ["Ann Roe", "Tom Hill"]),
        ("Piše: Ana Roe", ["Ana Roe"]),
    ],
)
def test_a_sentence_below_the_headline_names_no_writer_and_a_line_of_links_names_all(
    line: str, authors: list[str]
) -> None:
    assert load(f"<h1>{TITLE}</h1><p>{line}</p>{STORY}").authors == authors


def test_a_category_is_the_section_and_no_tag() -> None:
    links = '<a rel="category tag" href="/c/town">Town</a><a rel="tag" href="/tag/swans">Swans</a>'
    dated = '<a href="/2024/03/19/" rel="bookmark">March 19, 2024</a>'
    article = load(f"<h1>{TITLE}</h1>{dated}{links}{STORY}", "https://www.mere-post.example/2024/03/19/swans/")
    assert (article.section, article.tags) == ("Town", ["Swans"])
    assert load(f"<h1>{TITLE}</h1>{dated}{STORY}", "https://www.mere-post.example/2024/03/19/swans/").section is None


@pytest.mark.parametrize(
    "href", ["/search/?tags=mere", "/search/label/Mere", "/etiquetas/mere", "/temas/mere", "/tagged/m"]
)
def test_topics_have_many_addresses(href: str) -> None:
    assert load(f'<h1>{TITLE}</h1>{STORY}<ul><li><a href="{href}">Mere</a></li></ul>').tags == ["Mere"]


@pytest.mark.parametrize("name", ["crumbs", "pathway", "post-categories"])
def test_breadcrumbs_have_many_names(name: str) -> None:
    links = '<a href="/">صفحه نخست</a><a href="/lakes/of/ours">Lakes</a>'
    assert load(f'<div class="{name}">{links}</div><h1>{TITLE}</h1>{STORY}').section == "Lakes"


@pytest.mark.parametrize(
    "picture",
    [
        '<img src="data:image/gif;base64,R0" data-src="/i/swans-41.jpg">',
        '<img data-lazy-src="/i/swans-41.jpg">',
        '<img srcset="/i/swans-41.jpg 600w, /i/swans-41.jpg?w=9 1200w">',
        '<a href="/i/swans-41-large.jpg"><img src="/i/swans-41.jpg"></a>',
        '<header><img src="/i/swans-41.jpg"></header>',
    ],
)
def test_a_picture_that_is_loaded_late_or_shown_large(picture: str) -> None:
    article = load(f"<article><h1>{TITLE}</h1>{picture}{STORY}</article>")
    assert article.image_url == "https://www.mere-post.example/i/swans-41.jpg"


def test_a_picture_that_leads_to_another_story_is_not_this_ones() -> None:
    assert load(f'<h1>{TITLE}</h1><a href="/ferry"><img src="/i/ferry-4711.jpg"></a>{STORY}').image_url is None

"""The section that a story stands in, and what is called so and is none."""

from __future__ import annotations

import pytest

from project.extraction.fields.sections import keep_section
from project.extraction.page import Page
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


@pytest.mark.parametrize(
    ("crumbs", "section"),
    [
        ('<a href="/">Home</a><a href="/w">World</a><a href="/s">Science</a><a href="/x">Article</a>', "Science"),
        ('<a href="/">The Mere Post</a><a href="/w">World</a><a href="/x">Swans on the Mere</a>', "World"),
        ('<a href="/w">World</a><a href="https://shop.example/">Our shop</a>', "World"),
        ('<a href="/">Home</a><a href="/">The Mere Post</a>', None),
        ('<a href="/">Home</a><a href="http://[bad">Mills</a>', "Mills"),
    ],
)
def test_the_last_link_of_a_breadcrumb_that_can_be_one(crumbs: str, section: str | None) -> None:
    head = '<meta property="og:site_name" content="The Mere Post">'
    html = f'<html><head>{head}</head><body><div class="breadcrumb">{crumbs}</div><h1>Swans on the Mere</h1>{STORY}'
    page = Page.from_bytes(html.encode(), "https://www.mere-post.example/x")
    assert load_article(page, SiteRules()).section == section


def test_the_writer_is_no_section() -> None:
    head = '<meta property="article:section" content="Ann Roe"><meta name="author" content="Ann Roe">'
    html = f"<html><head>{head}</head><body><h1>Swans on the Mere</h1>{STORY}</body></html>"
    article = load_article(Page.from_bytes(html.encode(), "https://www.mere-post.example/x"), SiteRules())
    assert (article.section, article.authors, "section" in article.sources) == (None, ["Ann Roe"], False)


def test_the_paper_beside_the_date_is_no_section() -> None:
    menu = '<a href="/lakes/">Lakes</a><a href="/mere-post/">The Mere Post</a>'
    head = '<meta property="og:site_name" content="The Mere Post">'
    for name, section in (("Lakes", "Lakes"), ("The Mere Post", None)):
        line = f"<p>{name} | May 3, 2023</p>"
        html = f"<html><head>{head}</head><body>{menu}<h1>Swans on the Mere</h1>{line}{STORY}</body></html>"
        page = Page.from_bytes(html.encode(), "https://www.mere-post.example/x")
        assert load_article(page, SiteRules()).section == section


@pytest.mark.parametrize(
    "url", ["https://www-mere-post-example.cdn.ampproject.org/c/s/www.mere-post.example/x", "http://localhost/page"]
)
def test_a_breadcrumb_where_the_page_was_moved(url: str) -> None:
    crumbs = "".join(f'<a href="https://www.mere-post.example/{name}">{name}</a>' for name in ("World", "Science"))
    html = f'<html><body><div class="breadcrumb">{crumbs}</div><h1>Swans on the Mere</h1>{STORY}</body></html>'
    article = load_article(Page.from_bytes(html.encode(), url if "amp" in url else "page.html"), SiteRules())
    assert article.section == "Science"


@pytest.mark.parametrize("end", ["", "/"])
def test_a_link_to_the_page_itself_names_no_section(end: str) -> None:
    links = f'<a href="/lakes/swans{end}"><time>2 May 2023</time></a> <a href="/lakes/">Lakes</a>'
    html = f"<html lang=en><body>{links}<h1>Swans on the Mere</h1>{STORY}</body></html>"
    page = Page.from_bytes(html.encode(), f"https://www.harbour-courier.example/lakes/swans{end}")
    assert load_article(page, SiteRules()).section == "Lakes"


def test_where_one_source_names_none_the_next_one_is_asked() -> None:
    head = '<meta property="article:section" content="Homepage"><meta name="section" content="Harbour">'
    html = f"<html><head>{head}</head><body><h1>Swans on the Mere</h1>{STORY}</body></html>"
    page = Page.from_bytes(html.encode(), "https://www.harbour-courier.example/swans")
    article = load_article(page, SiteRules())
    assert (article.section, article.sources["section"]) == ("Harbour", "meta parsely-section")


@pytest.mark.parametrize(
    ("above", "path", "section"),
    [
        ("<p>홈 &gt; 뉴스 &gt; 사회</p>", "x", "사회"),
        ("<p>Nacházíte se: Úvod » Zdraví » Článek</p>", "x", "Zdraví"),
        ("<p>Ferries &gt; trains</p>", "x", None),
        ('<nav><a href="/21448">Kultúr</a></nav>', "kultur/swans", "Kultúr"),
        ('<nav><a href="/21448">2013</a></nav>', "2013/swans", None),
        ('<div class="topline">' + "".join(f'<a href="/{n}">Theme {n}</a>' for n in range(8)) + "</div>", "x", None),
        (
            '<div class="breadcrumb"><a href="/">Home</a> » <a href="/o">Opinion</a> » <b>Columns</b></div>',
            "x",
            "Opinion",
        ),
        (
            '<a href="/c">Columns</a><div class="breadcrumb"><a href="/">Home</a> » <a href="/o">Opinion</a> » '
            "<b>Columns</b></div>",
            "x",
            "Columns",
        ),
        # It says what stands in a box of its own, once more in the menu.
        (
            '<ul><li><a href="/l">Lakes</a></li><li><a href="/r">Rivers</a></li></ul><p><a href="/l">Lakes</a></p>',
            "x",
            "Lakes",
        ),
        ('<p><a href="/l">Lakes</a></p>', "x", None),
        (
            '<ul><li><a href="/r">Rivers</a><li><a href="/l">Lakes</a></ul><footer><a href="/l">Lakes</a></footer>',
            "x",
            None,
        ),
        ('<p><a href="/s">Subscribe</a></p><p>Today</p><p><a href="/s">Subscribe</a></p>', "x", None),
        ("<p>Category: <a href=/c7>Lakes</a>, <a href=/c8>Rivers</a></p>", "x", "Lakes"),
        ('<div class="bread"><a href="/">Home</a> / Lakes</div>', "x", "Lakes"),
        ("<ol><li><a href=/>Home</a><li><a href=/n>News</a><li><a href=/n/l>Lakes</a></ol>", "x", "Lakes"),
        ("<ol><li><a href=/>Home</a><li><a href=/n/7>The council drains the lower lake</a></ol>", "x", None),
        ("<ol><li><a href=/w>Weather</a><li><a href=/l>Lakes</a></ol>", "x", None),
        ('<h4 class="kicker">The council of the Mere:</h4>', "x", None),
        ('<meta name="its_section" content="Lakes">', "x", "Lakes"),
        ('<meta name="its_section" content="lakes-2024">', "x", None),
    ],
)
def test_sections_of_paths(above: str, path: str, section: str | None) -> None:
    html = f"<meta charset=utf-8><body>{above}<h1>Swans on the Mere</h1>{STORY}</body>"
    page = Page.from_bytes(html.encode(), f"https://www.mere-post.example/{path}")
    assert load_article(page, SiteRules()).section == section

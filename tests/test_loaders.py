"""A page's fields, each from the source that is trusted most, and with its name."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from project.extraction.page import Page
from project.items import Article
from project.loaders import ArticleLoader, load_article
from project.rules import SiteRules

NOW = datetime(2026, 12, 1, tzinfo=UTC)
URL = "https://www.valley-herald.example/world/two-states-meet-341977"
STORY = (
    "<p>Two mountain states that share the upper Sarn held their first talks in ten years on Tuesday, in a customs shed"
    " on the bridge between them, looking for a way to fill one country's dam without emptying the other's canals.</p>"
    "<p>The meeting came about at two days' notice after the southern government dropped its demand for an apology, the"
    " latest turn in a quarrel in which ambassadors have twice been sent home and a football match was once not played."
    "</p><p>Officials said that both delegations had brought their own maps, drawn to different scales, and that the "
    "first hour was spent on agreeing which of them to hang on the wall of the shed beside the stove.</p>"
)


def load(html: str, url: str = URL, rules: SiteRules | None = None) -> Article:
    return load_article(Page.from_bytes(html.encode(), url), rules or SiteRules())


def page(head: str = "", top: str = "<h1>Two states meet over river</h1>", after: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}</head><body><header><nav><ul><li>'
        f'<a href="/world">World'
        f'</a></li><li><a href="/local">Local</a></li></ul></nav></header><main>{top}<div class="text">{STORY}'
        f"</div>{after}</main>"
        '<aside class="related"><h3>Related</h3><a href="/x"><time datetime="2020-01-01">1 January 2020'
        "</time> Another story</a>"
        '<div class="by">By Some Body</div></aside><footer>© 2014 The Valley Herald</footer></body></html>'
    )


@pytest.mark.parametrize(
    "top",
    [
        '<h1 class="article-title">Two states meet over river</h1><div class="article-reporter-wrap">'
        '<div class="reporters">By <a'
        ' href="/author/reuters">REUTERS</a></div><div class="article-publish-time">February 12, 2014 06:07</div>'
        '<div class="reading-time">1 minute read.</div></div>',
        "<h1>Two states meet over river</h1><p>By REUTERS<br>February 12, 2014 06:07<br>1 minute read.</p>",
        "<h1>Two states meet over river</h1><div><span>By Reuters</span> <span>February 12, 2014 06:07</span></div>",
        "<table><tr><td><font size=5>Two states meet over river</font></td></tr><tr>"
        "<td>REUTERS | February 12, 2014 06:07</td></tr>"
        "</table>",
        '<h1>Two states meet over river</h1><p class="byline"><b>REUTERS</b></p><p>'
        "<time>February 12, 2014 06:07</time></p>",
        "<article><header><h2 class=headline>Two states meet over river</h2><address>By REUTERS</address>"
        "<small>Feb. 12, 2014 6:07 a.m.</small></header></article>",
    ],
)
def test_an_agencys_story_in_any_markup(top: str) -> None:
    head = "<title>Two states meet over river - Breaking News - The Valley Herald</title>"
    article = load(page(head, top), rules=SiteRules(timezone="Asia/Jerusalem", names=("The Valley Herald",)))
    assert article.title == "Two states meet over river"
    assert (article.authors, article.agency) == ([], "Reuters")
    assert article.published_at == datetime(2014, 2, 12, 4, 7, tzinfo=UTC)
    assert "2014" in (article.published_at_raw or "")


def test_an_agency_that_markup_enters_as_an_organisation_is_no_author() -> None:
    head = (
        "<script "
        'type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Organization","name":"Reuters"}}</script>'
    )
    article = load(page(head))
    assert (article.authors, article.agency) == ([], "Reuters")


def test_people_go_before_the_paper_and_the_agency() -> None:
    head = (
        '<meta property="og:site_name" content="The Valley Herald"><meta name="author" content="The Valley Herald">'
        '<script type="application/ld+json">{"@type":"NewsArticle","author":[{"@type":"Person","name":"Mabel'
        ' Stannard"},'
        '{"@type":"Organization","name":"dpa"}],"publisher":{"name":"The Valley Herald"}}</script>'
    )
    article = load(page(head))
    assert (article.authors, article.agency) == (["Mabel Stannard"], "dpa")
    assert article.sources["authors"] == "json-ld author"


def test_a_paper_that_signs_in_markup_is_the_author_where_nobody_else_is() -> None:
    head = '<meta property="og:site_name" content="The Valley Herald"><meta name="author" content="The Valley Herald">'
    assert load(page(head)).authors == ["The Valley Herald"]
    byline = (
        '<h1>Two states meet</h1><div class="byline">By <a rel="author" href="/author/mabel">Mabel Stannard</a></div>'
    )
    assert load(page(head, byline)).authors == ["Mabel Stannard"]


def test_the_more_exact_moment_wins() -> None:
    day = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2014-02-12"}</script>'
    exact = '<meta property="article:published_time" content="2014-02-12T06:07:00+02:00">'
    article = load(page(day + exact))
    assert article.published_at == datetime(2014, 2, 12, 4, 7, tzinfo=UTC)
    assert article.published_at_raw == "2014-02-12T06:07:00+02:00"
    unzoned = day.replace("2014-02-12", "2014-02-12T06:07:00")
    assert load(page(unzoned + exact)).published_at == datetime(2014, 2, 12, 4, 7, tzinfo=UTC)
    other_day = exact.replace("2014-02-12", "2014-03-20")
    assert load(page(unzoned + other_day)).published_at == datetime(2014, 2, 12, 6, 7, tzinfo=UTC)


def test_published_and_modified_are_told_apart() -> None:
    top = (
        '<h1>Two states meet</h1><p class="date">Published 12 February 2014 06:07 | Updated 13 February 2014 08:00</p>'
    )
    article = load(page(top=top))
    assert article.published_at == datetime(2014, 2, 12, 6, 7, tzinfo=UTC)
    assert article.modified_at == datetime(2014, 2, 13, 8, 0, tzinfo=UTC)


def test_a_date_in_the_future_is_passed_over() -> None:
    head = '<meta property="article:published_time" content="3024-01-01T00:00:00Z">'
    article = load(page(head), url="https://www.valley-herald.example/2014/02/12/ice")
    assert article.published_at == datetime(2014, 2, 12, tzinfo=UTC)
    assert article.sources["published_at"] == "address"


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://www.valley-herald.example/world/two-states-meet-341977?print=0", None),
        ("/world/two-states-meet-341977-new#top", "https://www.valley-herald.example/world/two-states-meet-341977-new"),
        ("https://www.valley-herald.example/", URL),
        ("https://www.harbour-courier.example/world/two-states-meet-341977", URL),
        ("http://[bad", URL),
    ],
)
def test_the_canonical_address_is_not_believed_blindly(canonical: str, url: str | None) -> None:
    assert load(page(f'<link rel="canonical" href="{canonical}">')).url == (url or canonical)


def test_every_field_names_its_source() -> None:
    head = (
        '<meta property="og:title" content="Two states meet over river | The Valley Herald">'
        '<meta property="og:description" content="A quarrel &amp;amp; its end.">'
        '<meta property="article:section" content="World">'
        '<meta property="og:image" content="/images/bridge.jpg"><meta property="og:image:alt" content="The bridge">'
        '<meta name="keywords" content="rivers, dams, The Valley Herald, World">'
        '<meta name="article:id" content="341977">'
        '<meta property="og:site_name" content="The Valley Herald"><meta property="og:type" content="article">'
        '<meta property="article:content_tier" content="metered">'
    )
    article = load(page(head))
    assert article.description == "A quarrel & its end."
    assert (article.section, article.tags, article.site_key) == ("World", ["rivers", "dams", "World"], "341977")
    assert article.image_url == "https://www.valley-herald.example/images/bridge.jpg"
    assert (article.image_caption, article.access, article.language) == ("The bridge", "metered", "en")
    assert article.sources == {
        "title": "h1",
        "description": "meta og:description",
        "section": "meta article:section",
        "tags": "meta keywords",
        "image_url": "meta og:image",
        "image_caption": "meta og:image:alt",
        "site_key": "meta article:id",
        "language": "html lang",
        "access": "meta content_tier",
        "page_type": "meta og:type",
    }


def test_teasers_and_comments_name_neither_author_nor_date() -> None:
    after = (
        '<div class="comments"><div class="comment"><span class="author">Angry Reader</span>'
        '<time datetime="2015-01-01">x</time></div></div>'
    )
    article = load(page(after=after))
    assert article.authors == []
    assert article.published_at is None


def test_microdata_is_read_where_there_is_no_json_ld() -> None:
    top = (
        '<article itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Two states meet</h1>'
        '<span itemprop="author" itemscope itemtype="https://schema.org/Person"><a itemprop="url" href="/m">'
        '<b itemprop="name">Mabel'
        ' Stannard</b></a></span><meta itemprop="datePublished" content="2014-02-12T06:07:00Z">'
        '<meta itemprop="articleSection" content="World"></article>'
    )
    article = load(page(top=top))
    assert (article.title, article.authors, article.section) == ("Two states meet", ["Mabel Stannard"], "World")
    assert article.published_at == datetime(2014, 2, 12, 6, 7, tzinfo=UTC)


def test_an_endless_title_is_cut() -> None:
    article = load(page(top=f"<h1>{'ice ' * 4000}</h1>"))
    assert 0 < len(article.title) <= 500


def test_every_source_of_the_order_has_a_name_of_its_own() -> None:
    for order in [
        *ArticleLoader.ORDER.values(),
        ArticleLoader.PUBLISHED,
        ArticleLoader.MODIFIED,
        ArticleLoader.AUTHORS,
    ]:
        names = [name for name, _ in order]
        assert len(names) == len(set(names))


@given(
    st.binary(max_size=400),
    st.sampled_from([URL, "https://www.valley-herald.example/", "http://127.0.0.1:8000/a", "", "x:y", "http://[bad"]),
)
@settings(max_examples=150, deadline=None)
def test_any_bytes_at_any_address_give_an_article(body: bytes, url: str) -> None:
    page = Page.from_bytes(b"<h1 class=title>" + body + b"<time>" + body, url)
    article = load_article(page, SiteRules(), now=NOW)
    assert article == load_article(page, SiteRules(), now=NOW)
    assert article.title == " ".join(article.title.split())
    assert all(name.strip() for name in article.authors)
    assert all(block.text.strip() for block in article.blocks)
    assert article.published_at is None or article.published_at <= NOW + timedelta(days=1)


@pytest.mark.parametrize(
    "body",
    [
        b"<div class='author date headline'>" * 100_000 + b"x",
        b"<div class='author date'>By A 1.1.2014</div>" * 30_000,
        b"<h1>a | b</h1>" * 50_000,
        b"<a href='/world/'>World</a>" * 50_000,
        b"<span itemprop=author>x</span>" * 50_000,
        b'<meta property="article:tag" content="a, b">' * 50_000,
        b"<h1>" + b"By " * 300_000,
        b'<script type="application/ld+json">' + b'{"' * 300_000,
    ],
)
def test_hostile_pages_take_less_than_a_second(body: bytes) -> None:
    page_ = Page.from_bytes(body, URL)
    started = time.process_time()
    load_article(page_, SiteRules())
    assert time.process_time() - started < 1


def test_a_title_that_the_head_calls_the_sites_name_is_still_the_headline() -> None:
    title = "Two states meet over river"
    head = f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="{title}">'
    assert load(page(f"{head}<title>{title}</title>", top=f"<div>{title}</div>")).title == title


MENU = "".join(f"<li><a href='/{n}'>Menu {n}</a></li>" for n in range(12))
H1 = "<h1>Two states meet over river</h1>"


@pytest.mark.parametrize(
    ("top", "authors", "agency"),
    [
        # No "By", but a date beside the name.
        (f"{H1}<p>Mabel Stannard | April 12, 2003</p>", ["Mabel Stannard"], None),
        (f"{H1}<p>Mabel Stannard</p><p>A customs shed</p>", [], None),
        # A menu repeats the headline.
        (f"<ul><li>Two states meet over river</li>{MENU}</ul>{H1}<p>By Mabel Stannard</p>", ["Mabel Stannard"], None),
        # Datelines and credits are no bylines.
        (f"{H1}<p>Saltmere, Tue, 17 Jan 2012</p>", [], None),
        (f"{H1}<p>ST. HELM, Norland (AP)</p>", [], "AP"),
        (f"{H1}<p>AFP, SALTMERE</p>", [], "AFP"),
        (f"{H1}<p>© Reuters / David Moreau 2012</p>", [], None),
        (f"{H1}<p>记者今天从会上获悉，两国将在边境会谈，分别讨论水坝</p>", [], None),
        (f"{H1}<p>作者：林晓舟 文字大小：【大】【中】</p>", ["林晓舟"], None),
        # Several people, not all of them linked; and a button that is none of them.
        (f'{H1}<p class="byline">By Tom Alder and <a href="/authors/roe">Ann Roe</a></p>', ["Tom Alder", "Ann Roe"],
         None),
        (f'{H1}<p class="byline">By <a href="/authors/roe">Ann Roe</a> in Saltmere</p>', ["Ann Roe"], None),
    ],
)  # fmt: skip
def test_bylines_that_no_markup_names(top: str, authors: list[str], agency: str | None) -> None:
    article = load(page(top=top))
    assert (article.authors, article.agency) == (authors, agency)


@pytest.mark.parametrize(
    ("signed", "authors"),
    [
        ("<p><strong>Lê Phương</strong></p>", ["Lê Phương"]),
        ("<p><em>VH-Redaktion</em></p>", ["VH-Redaktion"]),
        ("</div><div><p>Ocean Weather</p>", []),
    ],
)
def test_a_story_is_signed_at_its_end(signed: str, authors: list[str]) -> None:
    html = page(head='<meta property="og:type" content="article">')
    article = load(html.replace("</p></div>", f"</p>{signed}</div>", 1))
    assert article.authors == authors

"""Which link is an article: by its address, its text, and where it stands."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.discovery.links import NEVER_READ, TO_READ, Kind, archive_pages, find_feeds, find_links, kind_of
from project.discovery.traps import Traps, reason_against, shape_of
from project.extraction.page import Page
from project.rules import SiteRules

SITE = "https://www.gull-post.example"


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("/2014/02/12/ice-melts-in-the-north/", "", "article"),
        ("/news/ice-melts-in-the-north", "", "article"),
        ("/news/article48575106.html", "", "article"),
        ("/articles/clymn8zyrp9o", "", "article"),
        ("/story.php?id=48575", "", "article"),
        ("/?p=4857", "", "article"),
        ("/view.html?idx=8576&page=1&find=", "", "article"),
        ("/politics/ice", "The ice in the north melts faster than in all the years before", "article"),
        ("/politics/ice", "北方的冰比往年融化得更快了", "article"),
        ("/topics/2014/02/12/ice-melts-in-the-north.html", "", "article"),
        ("/weather/ice-melts-in-the-north-2014", "", "article"),
        ("/", "", "front"),
        ("/index.html", "", "front"),
        ("/politics/", "Politics", "section"),
        ("/sport/index.html", "Sport", "section"),
        ("/category/world", "World", "section"),
        ("/politics/?page=3", "3", "section"),
        ("/politics/page/12/", "12", "section"),
        ("/tag/ice", "Ice", "tag"),
        ("/thema/bundesrat-162.html", "Bundesrat", "tag"),
        ("/author/ann-smith", "Ann Smith", "author"),
        ("/autor/ann-smith", "", "author"),
        ("/search?q=ice", "", "search"),
        ("/?s=ice", "", "search"),
        ("/gallery/ice-in-the-north-of-the-sea", "", "gallery"),
        ("/video/ice-in-the-north-of-the-sea", "", "video"),
        ("/live/2014/02/12/ice-in-the-north-of-the-sea", "", "live"),
        ("/shop/mugs/the-big-mug-of-the-harbour-12345", "", "shop"),
        ("/login?next=/2014/02/12/ice-melts-in-the-north/", "Sign in", "login"),
        ("/abo/", "Abo", "login"),
        ("/about", "About us", "other"),
        ("/datenschutz", "Datenschutz", "other"),
        ("/2014/02/12/", "12", "archive"),
        ("/archive/2014/2", "February", "archive"),
        ("/archiv/20140212", "", "archive"),
        ("/archive/2014-02-12.html", "", "archive"),
        ("/feed/", "RSS", "feed"),
        ("/rss.xml", "", "feed"),
        ("/export/all", "RSS feed", "feed"),
        ("/harbour.jpg", "", "file"),
        ("/report.pdf", "The report on the harbour wall in full, with all its tables", "file"),
    ],
)
def test_kind_of(path: str, text: str, kind: Kind) -> None:
    assert kind_of(SITE + path, text) == kind


def test_rules_of_a_site_win() -> None:
    rules = SiteRules(article=r"/p/\d+$", not_article=r"/p/0\d*$")
    assert kind_of(f"{SITE}/p/7", "", rules) == "article"
    assert kind_of(f"{SITE}/p/07", "", rules) == "other"


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_address_has_a_kind(path: str, text: str) -> None:
    assert isinstance(kind_of(f"{SITE}/{path}", text), str)


def test_what_is_never_read_is_not_what_is_read() -> None:
    assert not TO_READ & NEVER_READ


def page(body: str, url: str = f"{SITE}/") -> Page:
    return Page.from_bytes(f"<html><head>{body}</head></html>".encode(), url, "utf-8")


def test_find_links() -> None:
    links = find_links(
        page(
            """<base href="/news/"></head><body>
            <a href="ice-melts-in-the-north"><img alt=""></a>
            <a href="ice-melts-in-the-north">Ice in the north melts faster than ever before</a>
            <a href="/ice-melts-in-the-north#comments">12 comments</a>
            <a href="//gull-post.example/politics/">Politics</a>
            <a href="https://elsewhere.example/2014/02/12/ice-melts-in-the-north/">Elsewhere</a>
            <a href="/harbour.jpg">Picture</a> <a href="mailto:desk@gull-post.example">Mail</a>
            <a href="javascript:void(0)">More</a> <a href="#top">Top</a> <a href="http://[broken">x</a> <a>none</a>
            <a href="?page=2" rel="next">Older</a>"""
        )
    )
    assert [(link.url, link.kind, link.is_next) for link in links] == [
        (f"{SITE}/news/ice-melts-in-the-north", "article", False),
        (f"{SITE}/ice-melts-in-the-north", "article", False),
        ("https://gull-post.example/politics/", "section", False),
        (f"{SITE}/news/?page=2", "section", True),
    ]
    assert links[0].text == "Ice in the north melts faster than ever before"


def test_find_feeds() -> None:
    feeds = find_feeds(
        page(
            """<link rel="alternate" type="application/rss+xml" href="/feed/">
            <link rel="alternate" type="application/atom+xml" title="Gull Post &raquo; Comments Feed" href="/c/">
            <link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/7">
            <link rel="alternate" type="application/feed+json" href="/feed.json">
            <link rel="alternate" hreflang="de" href="/de/"></head><body>
            <a href="/export/latest">RSS</a> <a href="/politics/rss">All of politics</a>
            <a href="/2014/ice">The feed of the gulls is fish</a>"""
        )
    )
    assert [url.removeprefix(SITE) for url in feeds] == ["/feed/", "/feed.json", "/export/latest", "/politics/rss"]


@pytest.mark.parametrize(
    ("model", "first"),
    [
        ("/2014/02/12/", "/2014/03/01/"),
        ("/archive/2014/2/1", "/archive/2014/3/1"),
        ("/archiv/20140212.html", "/archiv/20140301.html"),
        ("/archive/2014-02", "/archive/2014-03"),
    ],
)
def test_archive_pages(model: str, first: str) -> None:
    urls = list(archive_pages(SITE + model, date(2014, 2, 27), date(2014, 3, 1)))
    assert urls[0] == SITE + first
    assert len(urls) == (2 if model.endswith("02") else 3)


def test_traps() -> None:
    today = datetime(2024, 6, 1, tzinfo=UTC).date()
    assert reason_against(f"{SITE}/2014/02/12/ice", today) is None
    assert reason_against(f"{SITE}/calendar/2031/01/01", today) == "a calendar's page of days to come"
    assert reason_against(SITE + "/a/b" * 4, today) == "the address repeats itself"
    assert reason_against(f"{SITE}/{'x' * 1000}", today) == "the address is too long"
    assert shape_of(f"{SITE}/a/7/ice?sid=1") == shape_of(f"{SITE}/a/123/harbour?sid=2")


def test_a_shape_without_articles_is_cut() -> None:
    traps = Traps()
    for number in range(50):
        assert traps.reason_against(f"{SITE}/maze/{number}?sid=f00") is None
        traps.note(f"{SITE}/maze/{number}?sid=f00", is_new_article=False)
    assert traps.reason_against(f"{SITE}/maze/77?sid=f00") == "50 pages of this shape gave no new article"
    assert traps.reason_against(f"{SITE}/news/77") is None
    traps.note(f"{SITE}/maze/77?sid=1", is_new_article=True)
    assert traps.reason_against(f"{SITE}/maze/78?sid=1") is None

"""Where a page leads to, the feeds that it names, and the traps on the way."""

from datetime import UTC, datetime

from project.discovery.links import Link, find_feeds, find_links, read_anchors
from project.discovery.seen import Seen
from project.discovery.traps import Traps, is_endless, is_to_come, shape_of
from project.extraction.page import Page

SITE = "https://www.gull-post.example"


def page(body: str, url: str = f"{SITE}/") -> Page:
    return Page.from_bytes(f"<html><head>{body}</head></html>".encode(), url, "utf-8")


def links_of(body: str) -> list[Link]:
    read = page(body)
    return find_links(read, read_anchors(read))


def feeds_of(body: str) -> list[str]:
    read = page(body)
    return find_feeds(read, read_anchors(read))


def test_find_links() -> None:
    links = links_of(
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
    assert [(link.url, link.kind, link.is_next) for link in links] == [
        (f"{SITE}/news/ice-melts-in-the-north", "article", False),
        (f"{SITE}/ice-melts-in-the-north", "article", False),
        ("https://gull-post.example/politics/", "section", False),
        (f"{SITE}/news/?page=2", "section", True),
    ]
    assert links[0].text == "Ice in the north melts faster than ever before"


def test_a_picture_may_bear_the_headline() -> None:
    links = links_of("<a href=/ice><img src=1.jpg><img alt='Ice in the north melts faster than ever before'></a>")
    assert [(link.text, link.kind) for link in links] == [("Ice in the north melts faster than ever before", "article")]


def test_an_address_that_was_escaped_twice() -> None:
    assert links_of("<a href='/story?id=48213&amp;amp;part=1'>1</a>")[0].url == f"{SITE}/story?id=48213&part=1"


def test_find_feeds() -> None:
    feeds = feeds_of(
        """<link rel="alternate" type="application/rss+xml" href="/feed/">
            <link rel="alternate" type="application/atom+xml" title="Gull Post &raquo; Comments Feed" href="/c/">
            <link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/7">
            <link rel="alternate" type="application/feed+json" href="/feed.json">
            <link rel="alternate" hreflang="de" href="/de/"></head><body>
            <a href="/export/latest">RSS</a> <a href="/politics/rss">All of politics</a>
            <a href="#">RSS</a> <a href="/2014/ice">The feed of the gulls is fish</a>"""
    )
    assert [url.removeprefix(SITE) for url in feeds] == ["/feed/", "/feed.json", "/export/latest", "/politics/rss"]


def test_seen_remembers_the_last_ones() -> None:
    seen = Seen(2)
    for thing in ("ice", "gull", "ice", "fish"):
        seen.add(thing)
    assert ["ice" in seen, "gull" in seen, "fish" in seen] == [True, False, True]


def test_traps() -> None:
    today = datetime(2024, 6, 1, tzinfo=UTC).date()
    assert not is_to_come(f"{SITE}/2014/02/12/ice", today)
    assert is_to_come(f"{SITE}/calendar/2031/01/01", today)
    assert not is_endless(f"{SITE}/2014/02/12/ice")
    assert is_endless(SITE + "/a/b" * 4), "it repeats itself"
    assert is_endless(f"{SITE}/{'x' * 1000}")
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

"""Feeds of all kinds, whole and broken."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.addresses import is_http_url
from project.discovery.feeds import Entry, read_feed

NOW = datetime(2024, 6, 1, tzinfo=UTC)
URL = "https://www.gull-post.example/feed/"
DAY = datetime(2024, 2, 2, 7, 30, tzinfo=UTC)
RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Gull Post</title><link>https://www.gull-post.example/</link>%s
<item><title>Harbour wall falls &amp; &lt;i&gt;nobody&lt;/i&gt; is hurt</title><link>/harbour-wall-falls</link>
<pubDate>Fri, 02 Feb 2024 08:30:00 +0100</pubDate>
<content:encoded><![CDATA[<p>The old wall fell at night.</p>]]></content:encoded></item>
<item><title>Ferry</title><link>https://www.gull-post.example/ferry?utm_source=rss</link><pubDate>yesterday-ish</pubDate></item>
<item><title>Comet</title><guid>https://www.gull-post.example/comet</guid>
<pubDate>Fri, 02 Feb 3024 08:30:00 GMT</pubDate></item>
<item><title>No address</title></item>
</channel></rss>"""


def test_rss() -> None:
    feed = read_feed(RSS % b"", URL, NOW, "text/html")
    assert feed.problem is None
    assert feed.next_url is None
    assert feed.entries == [
        Entry(
            "https://www.gull-post.example/harbour-wall-falls",
            published_at=DAY,
            title="Harbour wall falls & nobody is hurt",
            words=6,
        ),
        Entry("https://www.gull-post.example/ferry?utm_source=rss", title="Ferry"),
        Entry("https://www.gull-post.example/comet", title="Comet"),
    ]


def test_an_encoding_that_is_none_is_passed_over() -> None:
    body = RSS.replace(b'encoding="UTF-8"', b'encoding="utf-16"') % b""
    assert read_feed(body, URL, NOW) == read_feed(RSS % b"", URL, NOW)


def test_wordpress_has_further_pages() -> None:
    body = RSS % b"<generator>https://wordpress.org/?v=6.5</generator>"
    assert read_feed(body, URL, NOW).next_url == f"{URL}?paged=2"
    assert read_feed(body, f"{URL}?paged=2&cat=1", NOW).next_url == f"{URL}?cat=1&paged=3"
    empty = RSS[: RSS.index(b"<item>")].replace(b"%s", b"<generator>wordpress</generator>") + b"</channel></rss>"
    assert read_feed(empty, f"{URL}?paged=9", NOW).next_url is None


def test_atom_with_a_next_page() -> None:
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom"><link rel="next" href="/feed/?page=2"/>
    <entry><title>Ferry sails</title><link rel="alternate" href="/ferry"/>
    <published>2024-02-02T07:30:00Z</published><updated>2024-02-03T07:30:00Z</updated></entry></feed>"""
    feed = read_feed(body, URL, NOW)
    assert feed.next_url == "https://www.gull-post.example/feed/?page=2"
    assert feed.entries == [
        Entry("https://www.gull-post.example/ferry", DAY, datetime(2024, 2, 3, 7, 30, tzinfo=UTC), "Ferry sails")
    ]


def test_rdf() -> None:
    body = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="https://www.gull-post.example/ferry">
    <title>Ferry</title><link>https://www.gull-post.example/ferry</link><dc:date>2024-02-02T08:30:00+01:00</dc:date>
    </item></rdf:RDF>"""
    [entry] = read_feed(body, URL, NOW).entries
    assert entry.url == "https://www.gull-post.example/ferry"
    assert DAY in (entry.published_at, entry.changed_at)


def test_json_feed() -> None:
    body = b"""{"version": "https://jsonfeed.org/version/1.1", "next_url": "/feed.json?page=2", "items": [
    {"id": "1", "url": "/ferry", "title": "Ferry", "content_html": "<p>It sails again.</p>",
     "date_published": "2024-02-02T08:30:00+01:00"}, "rubbish", {"title": "no address"}, {"url": 7},
    {"url": "", "id": "https://www.gull-post.example/comet"}]}"""
    feed = read_feed(body, URL, NOW)
    assert feed.entries == [
        Entry("https://www.gull-post.example/ferry", DAY, title="Ferry", words=3),
        Entry("https://www.gull-post.example/comet"),
    ]
    assert feed.next_url == "https://www.gull-post.example/feed.json?page=2"


def test_the_same_entry_counts_once() -> None:
    body = RSS % b"<item><link>https://gull-post.example/harbour-wall-falls/</link></item>"
    assert len(read_feed(body, URL, NOW).entries) == 3


def test_cut_off_keeps_what_was_whole() -> None:
    body = (RSS % b"")[: RSS.index(b"<item><title>Comet")]
    feed = read_feed(body, URL, NOW)
    assert feed.entries[0].title.startswith("Harbour wall")
    assert feed.is_feed


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "it is empty"),
        (b"<html><body>Not here</body></html>", "it is no feed"),
        (b"{", "its JSON is broken"),
        (b'{"items": 7}', "it is no feed"),
        (b"[" * 100_000, "its JSON is broken"),
    ],
)
def test_what_is_no_feed_says_so(body: bytes, problem: str) -> None:
    feed = read_feed(body, URL, NOW)
    assert (feed.is_feed, feed.entries, feed.problem) == (False, [], problem)


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"<rss><channel><item>", b'{"items": [', b"<feed xmlns='http://www.w3.org/2005/Atom'>"]),
)
def test_any_bytes_are_taken(body: bytes, start: bytes) -> None:
    feed = read_feed(start + body, URL, NOW)
    assert feed.is_feed or (feed.entries == [] and feed.problem)
    assert all(is_http_url(entry.url) for entry in feed.entries)


def test_feedburner_names_the_address_of_the_site() -> None:
    item = (
        b"<item><title>Ferry</title><link>http://feeds.burner.example/~r/gull/1</link>"
        b"<feedburner:origLink>https://www.gull-post.example/ferry</feedburner:origLink></item>"
    )
    space = b"http://rssnamespace.org/feedburner/ext/1.0"
    body = b'<rss version="2.0" xmlns:feedburner="%s"><channel>%s</channel></rss>' % (space, item)
    assert [entry.url for entry in read_feed(body, URL, NOW).entries] == ["https://www.gull-post.example/ferry"]


def test_bare_ampersands_are_part_of_the_address() -> None:
    link = "https://www.gull-post.example/news?id=7&copy=2&amp;page=3"
    cdata = "<![CDATA[https://www.gull-post.example/old?id=8&reg=4]]>"
    items = f"<item><title>Fish & chips</title><link>{link}</link></item><item><link>{cdata}</link></item>"
    feed = read_feed(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), URL, NOW)
    assert [(entry.url, entry.title) for entry in feed.entries] == [
        ("https://www.gull-post.example/news?id=7&copy=2&page=3", "Fish & chips"),
        ("https://www.gull-post.example/old?id=8&reg=4", ""),
    ]
    assert feed.problem is None


def test_a_link_through_the_feeds_host_and_a_guid_at_the_paper() -> None:
    item = (
        "<item><link>https://feeds.b.example/~r/{0}</link><guid isPermaLink='false'>https://a.example/{0}</guid></item>"
    )
    body = f"<rss version='2.0'><channel>{item.format('ice')}</channel></rss>".encode()
    urls = [entry.url for entry in read_feed(body, "https://a.example/feed", NOW).entries]
    assert urls == ["https://feeds.b.example/~r/ice", "https://a.example/ice"]


def test_a_link_in_the_text_alone() -> None:
    text = "&lt;p&gt;Ice melts. &lt;a class='x' href='/ice?a=1&amp;amp;b=2'&gt;More&lt;/a&gt;"
    body = f"<rss version='2.0'><channel><item><description>{text}</description></item></channel></rss>".encode()
    feed = read_feed(body, "https://a.example/feed", NOW)
    assert [entry.url for entry in feed.entries] == ["https://a.example/ice?a=1&b=2"]

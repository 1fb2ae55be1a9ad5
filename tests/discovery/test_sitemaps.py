"""Sitemaps, whole and broken."""

import gzip
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.addresses import is_http_url
from project.discovery.sitemaps import Entry, in_turn, is_of_articles, read_sitemap, unpack

NOW = datetime(2024, 6, 1, tzinfo=UTC)
URL = "https://www.gull-post.example/sitemap.xml"
NEWS = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
        xmlns:video="http://www.google.com/schemas/sitemap-video/1.1">
  <url>
    <image:image><image:loc>https://www.gull-post.example/harbour.jpg</image:loc></image:image>
    <loc> https://www.gull-post.example/harbour-wall-falls </loc>
    <lastmod>2024-02-03T10:00:00+01:00</lastmod>
    <news:news>
      <news:publication><news:name>Gull Post</news:name><news:language>en</news:language></news:publication>
      <news:publication_date>2024-02-02T08:30:00+01:00</news:publication_date>
      <news:title>Harbour wall falls &amp; nobody is hurt</news:title>
    </news:news>
    <video:video><video:player_loc>https://www.gull-post.example/v/1</video:player_loc></video:video>
  </url>
  <url><loc>/ferry-sails-again</loc><lastmod>soon</lastmod></url>
  <url><loc>mailto:desk@gull-post.example</loc></url>
</urlset>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <sitemap><loc>https://www.gull-post.example/sitemap-2024-01.xml</loc><lastmod>2024-02-01</lastmod></sitemap>
  <sitemap><loc>https://www.gull-post.example/sitemap-2024-02.xml</loc></sitemap>
</sitemapindex>"""


def test_news_sitemap() -> None:
    sitemap = read_sitemap(NEWS, URL, NOW)
    assert (sitemap.kind, sitemap.problem) == ("pages", None)
    assert sitemap.entries == [
        Entry(
            "https://www.gull-post.example/harbour-wall-falls",
            changed_at=datetime(2024, 2, 3, 9, tzinfo=UTC),
            changed_by=datetime(2024, 2, 3, 9, tzinfo=UTC),
            published_at=datetime(2024, 2, 2, 7, 30, tzinfo=UTC),
            title="Harbour wall falls & nobody is hurt",
        ),
        Entry("https://www.gull-post.example/ferry-sails-again"),
    ]


def test_index() -> None:
    sitemap = read_sitemap(INDEX, URL, NOW)
    assert sitemap.kind == "index"
    assert [(entry.url[-11:], entry.changed_at) for entry in sitemap.entries] == [
        ("2024-01.xml", datetime(2024, 2, 1, tzinfo=UTC)),
        ("2024-02.xml", None),
    ]


def test_an_encoding_that_is_none_is_passed_over() -> None:
    wrong = NEWS.replace(b'encoding="UTF-8"', b'encoding="utf-16"')
    for body in (wrong, b"\xef\xbb\xbf" + wrong, wrong.decode().encode("utf-16")):
        assert read_sitemap(body, URL, NOW) == read_sitemap(NEWS, URL, NOW)


def test_an_address_of_a_hundred_kilobytes_is_none() -> None:
    body = b"<urlset><url><loc>https://x.example/" + b"f" * 100_000 + b"</loc></url></urlset>"
    assert read_sitemap(body, URL, NOW).entries == []


def test_text_sitemap() -> None:
    body = "\ufeffhttps://www.gull-post.example/a\r\nhttps://www.gull-post.example/b\nrubbish\n".encode()
    sitemap = read_sitemap(body, URL, NOW)
    assert (sitemap.kind, [entry.url[-1] for entry in sitemap.entries]) == ("pages", ["a", "b"])


@pytest.mark.parametrize("pack", [gzip.compress, lambda body: gzip.compress(gzip.compress(body))])
def test_gzip(pack: object) -> None:
    assert callable(pack)
    assert len(read_sitemap(pack(NEWS), URL, NOW).entries) == 2
    two_members = gzip.compress(NEWS[:300]) + gzip.compress(NEWS[300:])
    assert len(read_sitemap(two_members, URL, NOW).entries) == 2


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"<!DOCTYPE html><html><body>Not here</body></html>", "it is an HTML page"),
        (b"<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'><p/></html>", "it is an HTML page"),
        (b"", "it is empty"),
        (b" \n\0", "it is empty"),
        (b"nothing that anybody knows", "it is neither XML nor a list of addresses"),
        (b"<urlset></urlset>", None),
        (b"<opml></opml>", "it holds no address"),
    ],
)
def test_what_is_no_sitemap_says_so(body: bytes, problem: str | None) -> None:
    sitemap = read_sitemap(body, URL, NOW)
    assert sitemap.problem == problem
    assert sitemap.entries == []


def test_feed_in_the_place_of_a_sitemap() -> None:
    assert read_sitemap(b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>", URL, NOW).kind == "feed"


def test_cut_off_keeps_what_was_whole() -> None:
    for body in (NEWS[: NEWS.index(b"<url><loc>/ferry") + 12], gzip.compress(NEWS)[:-30]):
        sitemap = read_sitemap(body, URL, NOW)
        assert sitemap.entries[0].url.endswith("/harbour-wall-falls")
        assert sitemap.problem is not None


def test_bomb_is_cut() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * 300_000_000, 9)
    start = time.perf_counter()
    sitemap = read_sitemap(bomb, URL, NOW)
    assert sitemap.problem == "it unpacks to more than 50 MB"
    assert time.perf_counter() - start < 10


def test_entities_are_not_resolved() -> None:
    lines = [b"<!ENTITY a0 'aaaaaaaaaa'>"] + [
        b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)
    ]
    body = b"<!DOCTYPE urlset [" + b"".join(lines) + b"]><urlset><url><loc>https://x.example/&a9;</loc></url></urlset>"
    start = time.perf_counter()
    sitemap = read_sitemap(body, URL, NOW)
    assert (sitemap.entries, "amplification" in (sitemap.problem or "")) == ([], True)
    assert time.perf_counter() - start < 1
    secret = b"<!DOCTYPE urlset [<!ENTITY f SYSTEM 'file:///etc/hostname'>]><urlset><url><loc>https://x.example/&f;</loc></url></urlset>"
    assert [entry.url for entry in read_sitemap(secret, URL, NOW).entries] == ["https://x.example/"]


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"<urlset>", b"<?xml version='1.0'?><sitemapindex>", b"\x1f\x8b\x08"]),
)
def test_any_bytes_are_taken(body: bytes, start: bytes) -> None:
    sitemap = read_sitemap(start + body, URL, NOW)
    assert sitemap.problem or sitemap.kind != "none"
    assert all(is_http_url(entry.url) for entry in sitemap.entries)


@pytest.mark.parametrize(
    ("name", "has_articles"),
    [
        ("post-sitemap.xml", True),
        ("post-sitemap12.xml", True),
        ("news-sitemap.xml", True),
        ("sitemap-2024-01.xml", True),
        ("sitemap.xml?page=3", True),
        ("post_tag-sitemap.xml", False),
        ("category-sitemap2.xml", False),
        ("author-sitemap.xml", False),
        ("sitemaps/videos.xml", False),
        ("sitemap-images.xml", False),
    ],
)
def test_sub_sitemaps_of_what_is_no_article(name: str, has_articles: bool) -> None:
    assert is_of_articles(f"https://www.gull-post.example/{name}") is has_articles


def test_unpack_leaves_other_bytes_alone() -> None:
    assert unpack(b"plain") == (b"plain", None)
    assert unpack(gzip.compress(b"x" * 100), limit=10) == (b"x" * 10, "it unpacks to more than 0 MB")


def test_bare_ampersands_are_part_of_the_address() -> None:
    body = b"<urlset><url><loc>https://www.gull-post.example/news?id=7&copy=2&amp;page=3</loc></url></urlset>"
    sitemap = read_sitemap(body, URL, NOW)
    assert [entry.url for entry in sitemap.entries] == ["https://www.gull-post.example/news?id=7&copy=2&page=3"]
    assert sitemap.problem is None


@pytest.mark.parametrize(
    "body",
    [b"<!---->" * 500 + b"<urlset></urlset>", gzip.compress(b"") * 60_000, b"<?xml?>" * 500 + b"<urlset/>"],
)
def test_hostile_files_take_no_time(body: bytes) -> None:
    start = time.perf_counter()
    assert read_sitemap(body, URL, NOW).entries == []
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_a_list_of_addresses_in_any_unicode(encoding: str) -> None:
    text = "https://www.gull-post.example/news-1\r\nhttps://www.gull-post.example/news-2\r\n"
    body = ("\ufeff" * (encoding == "utf-16-le") + text).encode(encoding)
    sitemap = read_sitemap(body, URL, NOW)
    assert (sitemap.kind, [entry.url[-6:] for entry in sitemap.entries]) == ("pages", ["news-1", "news-2"])


def test_a_news_sitemap_without_its_namespace() -> None:
    news = "<news:publication_date>2024-02-02T07:30:00Z</news:publication_date><news:title>Ice</news:title>"
    image = "<image:loc>https://www.gull-post.example/ice.jpg</image:loc>"
    body = f"<urlset><url>{image}<loc>https://www.gull-post.example/ice</loc><news:news>{news}</news:news></url></urlset>".encode()
    (entry,) = read_sitemap(body, URL, NOW).entries
    assert (entry.url, entry.title) == ("https://www.gull-post.example/ice", "Ice")
    assert entry.published_at == datetime(2024, 2, 2, 7, 30, tzinfo=UTC)


def test_one_run_after_the_other_gets_through_all_sitemaps_of_an_index() -> None:
    entries = [Entry(f"https://www.gull-post.example/{year}.xml") for year in range(1990, 2020)]
    read, runs = set[str](), list[list[str]]()
    while len(read) < len(entries):
        runs.append([entry.url for entry in in_turn(entries, 10, read.intersection)][:10])
        read.update(runs[-1])
    assert len(runs) == 5
    assert all(run[:5] == runs[0][:5] for run in runs), "the newest come first in each"
    assert in_turn(entries[:10], 10, read.intersection) == entries[9::-1]


@pytest.mark.parametrize(
    "before", ["\n \n", "<!-- made by a programme -->\n", "<br />\n<b>Warning</b>: no such file<br />\n", "Notice: x\n"]
)
def test_what_a_server_writes_before_a_sitemap(before: str) -> None:
    body = f'{before}<?xml version="1.0"?><urlset><url><loc>https://a.example/?p=1&amp;q=2</loc></url></urlset>'
    assert [entry.url for entry in read_sitemap(body.encode(), URL, NOW).entries] == ["https://a.example/?p=1&q=2"]


@pytest.mark.parametrize(
    ("loc", "url"),
    [
        ("https://a.example/?p=1&amp;amp;q=2", "https://a.example/?p=1&q=2"),
        ("a.example/ice", "https://a.example/ice"),
        ("//a.example/ice", "https://a.example/ice"),
        ("ice", "https://a.example/sitemaps/ice"),
        ("\n  https://a.example/\n  ice\n", "https://a.example/ice"),
        ("https://a.example/ice melts", "https://a.example/ice%20melts"),
    ],
)
def test_how_a_loc_writes_an_address(loc: str, url: str) -> None:
    body = f"<urlset><url><loc>{loc}</loc></url></urlset>".encode()
    assert [entry.url for entry in read_sitemap(body, "https://a.example/sitemaps/1.xml", NOW).entries] == [url]


def test_entities_behind_a_fault_are_kept() -> None:
    one = "<url><loc>https://a.example/?p={0}&amp;q=2</loc><lastmod>\x0b</lastmod></url>"
    body = f"<urlset>{one.format(1)}{one.format(2)}</urlset>".encode()
    assert [entry.url[-7:] for entry in read_sitemap(body, URL, NOW).entries] == ["p=1&q=2", "p=2&q=2"]

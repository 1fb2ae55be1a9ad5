"""Addresses: what is taken away, what must stay, and that it never fails."""

import string
import timeit
from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from project.addresses import canonical, is_http_url, site_of

HOSTS = [
    "example.com",
    "www.example.com",
    "m.example.co.uk",
    "amp.www.example.com",
    "WWW.Ärger.de",
    "127.0.0.1",
    "[::1]",
]


@pytest.mark.parametrize(
    ("found", "key"),
    [
        # the same page, by RFC 3986
        ("http://EXAMPLE.com", "https://example.com/"),
        ("https://example.com:443/a", "https://example.com/a"),
        ("http://example.com:80/a", "https://example.com/a"),
        ("https://example.com./a", "https://example.com/a"),
        ("https://example.com/a/./b/../c", "https://example.com/a/c"),
        ("https://example.com/%7Eann/%e4%b8%ad", "https://example.com/~ann/%E4%B8%AD"),
        ("https://example.com/中", "https://example.com/%E4%B8%AD"),
        ("https://example.com/a#comments", "https://example.com/a"),
        ("https://münchen.de/a", "https://xn--mnchen-3ya.de/a"),
        ("  https://example.com/a\n", "https://example.com/a"),
        # the same page, by custom
        ("https://www.example.com/a/", "https://example.com/a"),
        ("https://example.com/a?b=2&a=1", "https://example.com/a?a=1&b=2"),
        ("https://example.com/a?utm_source=rss&UTM_Medium=x&fbclid=1", "https://example.com/a"),
        (
            "https://example.com/a?pk_campaign=x&ga_source=y&amp_js_v=0.1&amp_gsa=1&matomo_kwd=z",
            "https://example.com/a",
        ),
        ("https://example.com/a?id=7&ref=rss", "https://example.com/a?id=7"),
        ("https://example.com/a?PHPSESSID=0123456789abcdef", "https://example.com/a"),
        ("https://example.com/a.jsp;jsessionid=ABC.node1?id=7", "https://example.com/a.jsp?id=7"),
        ("https://example.com/(S(lit3py55t21z5v55vlm25s55))/a.aspx", "https://example.com/a.aspx"),
        # mobile and AMP twins
        ("https://m.example.com/a", "https://example.com/a"),
        ("https://mobile.example.co.uk/a", "https://example.co.uk/a"),
        ("https://amp.example.com/a", "https://example.com/a"),
        ("https://example.com/a/amp/", "https://example.com/a"),
        ("https://example.com/amp/a", "https://example.com/a"),
        ("https://example.com/a.amp.html", "https://example.com/a.html"),
        ("https://example.com/a.amp", "https://example.com/a"),
        ("https://example.com/a.html?amp", "https://example.com/a.html"),
        ("https://example.com/a?outputType=amp", "https://example.com/a"),
        ("https://www-example-com.cdn.ampproject.org/c/s/www.example.com/a?id=7", "https://example.com/a?id=7"),
        ("https://www.google.com/amp/s/www.example.com/a.amp", "https://example.com/a"),
    ],
)
def test_harmless_differences_vanish(found: str, key: str) -> None:
    assert canonical(found) == key
    assert canonical(key) == key


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/News/Ice",  # the path's case may matter
        "https://example.com/a.php?sid=7",  # PostNuke numbers its stories so
        "https://example.com/forum.php?mod=viewthread&tid=7",
        "https://example.com/a?ref=123",
        "https://example.com/a?page=2",
        "https://example.com/a?pk_id=7",
        "https://example.com/a?ga_id=7",
        "https://example.com/a?amp_story=7",
        "https://example.com/?feed=rss2",
        "https://example.com/a%2Fb",
        "https://example.com/a//b",
        "https://example.com/lamp",
        "https://example.com/amp",
        "https://amp.com/a",
        "https://m.co.uk/a",
        "https://news.example.com/a",
        "http://example.com:8080/a",
        "mailto:desk@example.com",
        "javascript:void(0)",
        "",
    ],
)
def test_what_may_tell_pages_apart_stays(url: str) -> None:
    assert canonical(url) == url


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.bbc.co.uk/news", "bbc.co.uk"),
        ("http://ice.blogspot.com/2014/", "ice.blogspot.com"),
        ("http://blogspot.com/", "blogspot.com"),
        ("http://www.harbour-courier.example/", "harbour-courier.example"),
        ("http://www.harbour-courier.example:8000/", "harbour-courier.example"),
        ("http://127.0.0.1:8000/", "127.0.0.1:8000"),
        ("http://127.0.0.1:80/", "127.0.0.1"),
        ("http://localhost:8000/", "localhost:8000"),
        ("http://[::1]:8000/", "[::1]:8000"),
        ("https://www.MÜNCHEN.de/", "xn--mnchen-3ya.de"),
        ("https://www.xn--mnchen-3ya.de/", "xn--mnchen-3ya.de"),
        ("no address", ""),
        ("http://[::1", ""),
    ],
)
def test_site(url: str, site: str) -> None:
    assert site_of(url) == site


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://example.com/a", True),
        ("http://127.0.0.1:8000/", True),
        ("http://[::1]/", True),
        ("HTTP://example.com", True),
        ("http://münchen.de/", True),
        ("example.com/a", False),
        ("ftp://example.com/", False),
        ("http://", False),
        ("http:///a", False),
        ("http://exa mple.com/", False),
        ("http://example.com:port/", False),
        ("http://example..com/", False),
        ("http://[::1/", False),
        ("http://example.com/half-a-pair-\ud800", False),
        ("http://example.com/\0", False),
        ("# a comment", False),
        ("", False),
    ],
)
def test_is_http_url(text: str, is_one: bool) -> None:
    assert is_http_url(text) is is_one


@given(st.text() | st.text().map("http://{}".format))
def test_any_text_is_taken(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)
    if is_http_url(text):
        assert site_of(text)
        assert site_of(canonical(text)) == site_of(text)


_piece = st.sampled_from(
    "amp a . .. A.amp x.amp.html %61mp %2F %zz é ;jsessionid=1 (S(abcdefgh12)) c s www.example.com index.html "
    "utm_source %75tm_source=1 a=b ref=rss & = ? #".split()
) | st.text(string.printable, max_size=5)


@given(st.sampled_from(["http", "https"]), st.sampled_from([*HOSTS, "x.cdn.ampproject.org", "www.google.com"]),
       st.lists(_piece, max_size=6), st.lists(_piece, max_size=5))  # fmt: skip
@example("http", "x.cdn.ampproject.org", ["amp", "A.amp", "a"], [])
@example("http", "www.google.com", ["amp", "amp", "x.amp.html", "a"], [])
@example("http", "example.com", [";", "amp"], [])
@example("https", "x.example。", ["a"], [])
def test_twice_is_once(scheme: str, host: str, path: list[str], query: list[str]) -> None:
    key = canonical(f"{scheme}://{host}/{'/'.join(path)}?{'&'.join(query)}")
    assert canonical(key) == key
    assert "#" not in key


def test_is_cheap() -> None:
    """A ledger of a million addresses must not wait for their spelling; 6 µs each on the machine it was made on."""
    urls = [f"https://www.example.com/news/2014/02/12/some-long-story-{n}/?utm_source=rss&id={n}" for n in range(1000)]
    seconds = min(timeit.repeat(lambda: [canonical(url) for url in urls], number=1, repeat=5))
    assert seconds / len(urls) < 100e-6


def test_hostile_input_is_cheap() -> None:
    for piece in ("/amp", "/(S(", "/..", "%", ";jsessionid=", "&utm_"):
        url = f"https://example.com{piece * 500}?{piece * 500}"
        assert timeit.timeit(partial(canonical, url), number=1) < 0.5, piece
    assert timeit.timeit(lambda: canonical("https://example.com" + "/amp" * 1_000_000), number=1) < 0.5

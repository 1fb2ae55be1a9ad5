"""The rules of robots.txt: what Protego says, in less time."""

import time

from hypothesis import given
from hypothesis import strategies as st
from scrapy.robotstxt import ProtegoRobotParser

from project.middlewares.robots_rules import RobotRules

_PATHS = st.text("ab/*$?=.%2é", max_size=12)
_LINES = st.tuples(st.sampled_from(["Allow: /", "Disallow: /", "Disallow: ", "User-agent: "]), _PATHS).map("".join)


@given(st.lists(_LINES, max_size=9), _PATHS.map(lambda path: f"https://a.example/{path}"))
def test_it_says_what_protego_says(lines: list[str], url: str) -> None:
    body = "\n".join(["User-agent: *", *lines]).encode()
    assert RobotRules(body, None).allowed(url, "ab") == ProtegoRobotParser(body, None).allowed(url, "ab")


def test_many_wildcards_cost_little() -> None:
    body = "User-agent: *\n" + "".join(f"Disallow: /*x{number}*y$\n" for number in range(20_000))
    rules = RobotRules(body.encode(), None)
    assert not rules.allowed("https://a.example/x19999/y", "news-archive")
    began = time.perf_counter()
    assert all(rules.allowed(f"https://a.example/2024/02/12/gulls-on-the-quay-{n}", "news-archive") for n in range(100))
    assert time.perf_counter() - began < 1.5  # 3 s and more without it


def test_half_a_megabyte_is_read() -> None:
    body = b"User-agent: *\nDisallow: /a\n" + b"# nothing\n" * 80_000 + b"Disallow: /b\nSitemap: /map.xml\n"
    rules = RobotRules(body, None)
    assert (rules.allowed("https://a.example/a", "x"), rules.allowed("https://a.example/b", "x")) == (False, True)
    assert list(rules.rp.sitemaps) == ["/map.xml"]

"""The days that addresses and the names of sub-sitemaps speak of."""

from datetime import date

import pytest

from project.discovery.spans import span_in_address, span_in_name, spans_of_series


@pytest.mark.parametrize(
    ("url", "span"),
    [
        ("https://a.example/2014/02/12/ice", (date(2014, 2, 12), date(2014, 2, 12))),
        ("https://a.example/2014/feb/12/ice", (date(2014, 2, 12), date(2014, 2, 12))),
        ("https://a.example/ice-2014-02-12", (date(2014, 2, 12), date(2014, 2, 12))),
        ("https://a.example/20140212/ice", (date(2014, 2, 12), date(2014, 2, 12))),
        ("https://a.example/news/2014/2/ice", (date(2014, 2, 1), date(2014, 2, 28))),
        ("https://a.example/2014/12/ice", (date(2014, 12, 1), date(2014, 12, 31))),
        ("https://a.example/2014/02/30/ice", (date(2014, 2, 1), date(2014, 2, 28))),
        ("https://a.example/ice-1234567890", None),
        ("https://a.example/2014/ice", None),
        ("https://a.example/2014-02-12-ice-melts", (date(2014, 2, 12), date(2014, 2, 12))),
        ("https://a.example/ice-2014-02-12.html?x=1", (date(2014, 2, 12), date(2014, 2, 12))),
        ("https://a.example/t20140212_77.htm", (date(2014, 2, 12), date(2014, 2, 12))),
        ("https://a.example/list?date=2014-02-12&x", (date(2014, 2, 12), date(2014, 2, 12))),
        ("https://a.example/remembering-09-11-2001-attacks", None),
        ("https://a.example/sport/the-class-of-2006-07-is-back", None),
        ("https://2014-02-12.example/ice", None),
    ],
)
def test_span_in_address(url: str, span: tuple[date, date] | None) -> None:
    assert span_in_address(url) == span


@pytest.mark.parametrize(
    ("name", "span"),
    [
        ("sitemap-2014.xml", (date(2014, 1, 1), date(2014, 12, 31))),
        ("sitemap-2014-02.xml.gz", (date(2014, 2, 1), date(2014, 2, 28))),
        ("sitemap_201402.xml", (date(2014, 2, 1), date(2014, 2, 28))),
        ("posts-2014-feb.xml", (date(2014, 2, 1), date(2014, 2, 28))),
        ("sitemap.xml?yyyy=2014&mm=02&dd=12", (date(2014, 2, 12), date(2014, 2, 12))),
        ("sitemap-7.xml", None),
        ("sitemap-articles-2020-to-2026.xml", (date(2020, 1, 1), date(2026, 12, 31))),
        ("sitemap_2020-2026.xml", (date(2020, 1, 1), date(2026, 12, 31))),
        ("20200101-20210203.xml", (date(2020, 1, 1), date(2021, 2, 3))),
        ("2014/sitemap-2.xml", (date(2014, 1, 1), date(2014, 12, 31))),
        ("post-sitemap2019.xml", None),
        ("sitemap.xml?page=1900", None),
        ("theme2016/sitemap-new.xml", None),
        ("sitemaps/v2012/news.xml", None),
        # May be the second part of the year's sitemap, or of the month's.
        ("sitemap-2014-2.xml", (date(2014, 1, 1), date(2014, 12, 31))),
        ("sitemap-2014-02-1.xml", (date(2014, 2, 1), date(2014, 2, 28))),
    ],
)
def test_span_in_name(name: str, span: tuple[date, date] | None) -> None:
    assert span_in_name(f"https://a.example/{name}") == span


@pytest.mark.parametrize(
    ("names", "spans"),
    [
        (["sitemap-since-2015.xml", "sitemap-news.xml"], ["-"]),
        (["archive-2010-2019.xml"], ["-"]),
        (["archive-2000-2009.xml", "archive-2010-2019.xml"], ["-2009-12-31", "2010-01-01-"]),
        (["since-2015.xml", "since-2018.xml"], ["-2017-12-31", "2016-01-01-"]),
        (["2014.xml", "2016.xml", "2015.xml"], ["-2014-12-31", "2016-01-01-", "2015-01-01-2015-12-31"]),
        (["posts-2014-1.xml", "posts-2014-2.xml", "posts-2015-1.xml"], ["-2014-12-31", "-2014-12-31", "2015-01-01-"]),
        (["posts-2014.xml", "pages-2015.xml"], ["-", "-"]),
        (["2014/02.xml", "2014/01.xml", "2014/04.xml"], ["2014-02-01-2014-03-31", "-2014-01-31", "2014-03-01-"]),
    ],
)
def test_spans_of_series(names: list[str], spans: list[str]) -> None:
    def shown(first: date, last: date) -> str:
        return f"{'' if first == date.min else first}-{'' if last == date.max else last}"

    found = spans_of_series(f"https://a.example/{name}" for name in names)
    assert [shown(*found[url]) for name in names if (url := f"https://a.example/{name}") in found] == spans

"""Moments and windows."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.console.arguments import window
from project.discovery.window import (
    Window,
    last_moment,
    parse_moment,
    parse_publication,
    span_in_address,
    span_in_name,
    spans_of_series,
)  # fmt: skip

NOW = datetime(2024, 6, 1, tzinfo=UTC)
FEBRUARY = Window(datetime(2014, 2, 1, tzinfo=UTC), datetime(2014, 3, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2014-02-12T06:07:08+02:00", datetime(2014, 2, 12, 4, 7, 8, tzinfo=UTC)),
        ("2014-02-12T06:07:08.123Z", datetime(2014, 2, 12, 6, 7, 8, tzinfo=UTC)),
        ("2014-02-12T06:07-0530", datetime(2014, 2, 12, 11, 37, tzinfo=UTC)),
        ("2014-02-12 06:07:08", datetime(2014, 2, 12, 6, 7, 8, tzinfo=UTC)),
        ("2014-02-11T24:00:00Z", datetime(2014, 2, 12, tzinfo=UTC)),
        ("2014-02-12 10:07 PM", datetime(2014, 2, 12, 22, 7, tzinfo=UTC)),
        ("2014-02-12 12:07:08 a.m. +0200", datetime(2014, 2, 11, 22, 7, 8, tzinfo=UTC)),
        ("2014-02-12T06:07:08-9999", None),
        ("2014-2-12", datetime(2014, 2, 12, tzinfo=UTC)),
        ("2014-02", datetime(2014, 2, 1, tzinfo=UTC)),
        ("2014", datetime(2014, 1, 1, tzinfo=UTC)),
        ("20140212", datetime(2014, 2, 12, tzinfo=UTC)),
        ("20141312", None),
        ("201402", None),
        ("Wed, 12 Feb 2014 06:07:08 +0200", datetime(2014, 2, 12, 4, 7, 8, tzinfo=UTC)),
        ("Wed, 12 Feb 2014 06:07:08 EST", datetime(2014, 2, 12, 11, 7, 8, tzinfo=UTC)),
        ("3024-01-01", None),
        ("0001-01-01", None),
        ("2014-13-45", None),
        ("2014-02-30", None),
        ("the other day", None),
        ("", None),
        (None, None),
    ],
)
def test_parse_moment(text: str | None, moment: datetime | None) -> None:
    assert parse_moment(text, NOW) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2014-02", datetime(2014, 2, 28, 23, 59, 59, 999999, tzinfo=UTC)),
        ("2014-12", datetime(2014, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)),
        ("2014", datetime(2014, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)),
        ("2014-02-12", datetime(2014, 2, 12, tzinfo=UTC)),
        ("2014-13", None),
        ("9999", None),
        (None, None),
    ],
)
def test_a_month_or_a_year_lasts_to_its_end(text: str | None, moment: datetime | None) -> None:
    assert last_moment(text, NOW) == moment


def test_a_month_is_no_moment_of_publication() -> None:
    assert [parse_publication(text, NOW) for text in ("2014", "2014-02", None)] == [None] * 3
    assert parse_publication("2014-02-12", NOW) == datetime(2014, 2, 12, tzinfo=UTC)


@given(st.text(max_size=80))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    moment = parse_moment(text, NOW)
    assert moment is None or moment.tzinfo is UTC


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


def year(number: int) -> tuple[date, date]:
    return date(number, 1, 1), date(number, 12, 31)


def test_window_rules_out_only_what_is_surely_outside() -> None:
    inside, before = datetime(2014, 2, 12, tzinfo=UTC), datetime(2014, 1, 12, tzinfo=UTC)
    after = datetime(2014, 4, 1, tzinfo=UTC)
    assert not FEBRUARY.rules_out("https://a.example/ice", inside, None)
    assert FEBRUARY.rules_out("https://a.example/ice", before, None)
    assert FEBRUARY.rules_out("https://a.example/ice", after, None)
    # What was changed before the window was published before it; what was changed later may lie in it.
    assert FEBRUARY.rules_out("https://a.example/ice", None, before)
    assert not FEBRUARY.rules_out("https://a.example/ice", None, after)
    assert FEBRUARY.rules_out("https://a.example/2014/01/12/ice", None, None)
    assert not FEBRUARY.rules_out("https://a.example/2014/01/31/ice", None, None), "it may be February elsewhere"
    assert not FEBRUARY.rules_out("https://a.example/ice", None, None)
    assert FEBRUARY.rules_out_sitemap(year(2013), None)
    assert not FEBRUARY.rules_out_sitemap(year(2014), None)
    assert FEBRUARY.rules_out_sitemap(None, before)
    assert not FEBRUARY.rules_out_sitemap(year(2013), inside), "it was changed since"
    assert FEBRUARY.rules_out_sitemap(year(2015), after)


def test_a_window_to_the_end_of_time_rules_nothing_out() -> None:
    always = window("0001-01-01", "9999-12-31")
    assert not always.rules_out("https://a.example/1914/02/12/war", None, datetime(1914, 2, 12, tzinfo=UTC))
    assert not always.rules_out_sitemap(year(1914), None)
    assert not always.rules_out_sitemap((date.min, date.max), None)


def test_open_window_rules_nothing_out() -> None:
    assert not Window().rules_out("https://a.example/1914/02/12/war", datetime(1914, 2, 12, tzinfo=UTC), None)
    assert not Window().rules_out_sitemap(year(1914), None)
    assert not Window().is_outside(datetime(1914, 2, 12, tzinfo=UTC))

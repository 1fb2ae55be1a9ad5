"""Moments of sitemaps and feeds, in the forms in which they are met."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.discovery.moments import last_moment, parse_moment, parse_publication

NOW = datetime(2024, 6, 1, tzinfo=UTC)


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

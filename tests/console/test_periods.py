from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.console.periods import since, span, until
from project.errors import ArgumentError

NOW = datetime(2026, 3, 1, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("2014-02-12", "2014-02-12T00:00", "2014-02-13T00:00"),
        ("20140212", "2014-02-12T00:00", "2014-02-13T00:00"),
        ("20140212T0607", "2014-02-12T06:07", "2014-02-12T06:08"),
        ("2014-12", "2014-12-01T00:00", "2015-01-01T00:00"),
        ("2014", "2014-01-01T00:00", "2015-01-01T00:00"),
        ("2014-02-12T06:07+02:00", "2014-02-12T04:07", "2014-02-12T04:08"),
        ("2014-02-12 06:07:08", "2014-02-12T06:07:08", "2014-02-12T06:07:09"),
        ("2014-02-12T06", "2014-02-12T06:00", "2014-02-12T07:00"),
        ("9999-12-31", "9000-01-01T00:00", "9000-01-02T00:00"),
        ("0001-01-01", "1600-01-01T00:00", "1600-01-02T00:00"),
        ("2016", "2016-01-01T00:00", "2017-01-01T00:00"),
        ("today", "2026-03-01T00:00", "2026-03-02T00:00"),
        (" Yesterday ", "2026-02-28T00:00", "2026-03-01T00:00"),
        ("7d", "2026-02-22T00:00", "2026-02-23T00:00"),
    ],
)
def test_periods(text: str, first: str, after: str) -> None:
    assert since(text, now=NOW) == datetime.fromisoformat(first).replace(tzinfo=UTC)
    assert until(text, now=NOW) == datetime.fromisoformat(after).replace(tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "last week", "2014-13-01", "2014-02-30", "12.02.2014", "99999d", "0000"])
def test_what_is_no_date_is_said_so(text: str) -> None:
    with pytest.raises(ArgumentError, match=rf"^--since: '{text}' is no date: write 2014-02-12"):
        since(text, "--since", NOW)


def test_a_span_has_something_in_it() -> None:
    noon = datetime(2014, 2, 12, 12, tzinfo=UTC)
    assert span("2014-02-12T12:00", "2014-02-12T12:00") == (noon, noon + timedelta(minutes=1))
    assert span(" ", "") == (None, None)
    with pytest.raises(ArgumentError, match=r"^--since: 2014-02-13 lies after --until: 2014-02-12$"):
        span("2014-02-13", "2014-02-12", "--")


@given(st.text(max_size=30))
def test_any_text_is_a_period_or_an_argument_error(text: str) -> None:
    try:
        assert since(text, now=NOW) <= until(text, now=NOW)
    except ArgumentError as error:
        assert "\n" not in str(error) or "\n" in text

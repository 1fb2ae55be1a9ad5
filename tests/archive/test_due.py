from __future__ import annotations

from datetime import timedelta

import pytest

from project.archive.due import look_again_at
from tests.archive.made_up import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("age", "next_age"),
    [
        (0 * HOUR, HOUR),
        (HOUR / 2, HOUR),
        (0.9 * HOUR, 6 * HOUR),
        (6 * HOUR, DAY),
        (DAY, 3 * DAY),
        (7 * DAY, 30 * DAY),
        (30 * DAY, None),
    ],
)
def test_looks_thin_out_with_age(age: timedelta, next_age: timedelta | None) -> None:
    published = NOW - age
    assert look_again_at([published], NOW) == (None if next_age is None else published + next_age)


def test_a_page_without_date_or_of_tomorrow_is_taken_for_new() -> None:
    assert look_again_at([None], NOW) == look_again_at([NOW + DAY], NOW) == look_again_at([], NOW) == NOW + HOUR


def test_looks_follow_the_setting() -> None:
    assert look_again_at([NOW], NOW, [2, 48]) == NOW + 2 * HOUR
    assert look_again_at([NOW], NOW + 2 * HOUR, [2, 48]) == NOW + 2 * DAY
    assert look_again_at([NOW], NOW, []) is None

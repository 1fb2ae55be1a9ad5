"""Lines that tell the hour of a day without its year, which an address tells."""

from __future__ import annotations

import re
from datetime import datetime

from project.days import YEAR
from project.extraction.dating.months import month_of

_TIME = re.compile(r"(?<![\d:])\d{1,2}[:.h時]\s?\d\d(?!\d)")
_NUMBERS = re.compile(r"(?<![\d/.:])(\d{1,2})\s?[/.月-]\s?(\d{1,2})\s?日?(?![\d:]|[./-]\d)")
_WORDS = re.compile(
    r"(?P<m>[^\W\d_]{3,})\.?\s(?P<d>\d{1,2})(?:st|nd|rd|th)?(?![\d:.])"
    r"|(?<![\d:])(?P<d2>\d{1,2})\.?\s(?:de\s)?(?P<m2>[^\W\d_]{3,})"
)
_YEAR = re.compile(rf"(?<!\d){YEAR}(?!\d)")
_LONGEST = 60


def with_year(line: str, day: datetime) -> str | None:
    """A line without a year that tells this day and an hour of it, with the year; None for any other line.

    >>> with_year("（11/15 07:20）", datetime(2007, 11, 15))
    '（15 November 2007 07:20）'
    """
    if len(line) > _LONGEST or not _TIME.search(line) or _YEAR.search(line):
        return None
    for match in _NUMBERS.finditer(line):
        if {int(match[1]), int(match[2])} == {day.month, day.day}:
            return f"{line[: match.start()]}{day:%d %B %Y}{line[match.end() :]}"
    start = 0
    while found := _WORDS.search(line, start):
        start = found.start() + 1  # "Friday 12 May" begins to match too early
        is_month = month_of(found["m"] or found["m2"]) == day.month
        if is_month and int(found["d"] or found["d2"]) == day.day:
            return f"{line[: found.start()]}{day:%d %B %Y}{line[found.end() :]}"
    return None

"""The day that an address names, and lines that tell the hour of a known day without its year."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from project.days import DAY, DD, MM, MONTH_NAME, YEAR, month_number
from project.extraction.dates import Moment, checked, local_moment
from project.extraction.months import month_of

_IN_URL = re.compile(
    rf"(?<!\d)(?P<y>{YEAR})(?P<s>[/\-_.]?)(?:(?<=/)(?!page/|list/)[A-Za-z_.-]{{3,30}}/(?=\d\d/\d\d/))?"
    rf"(?P<m>{MM}|[1-9](?=[/\-_])|{MONTH_NAME})"
    # Also "/2024-05/03/", "/202405/03/" and "/2024/0503/"; above, "/2024/harbour/05/03/".
    r"(?:(?P=s)|(?<=\d)/|(?<=/\d\d)(?=\d\d/))"
    rf"(?P<d>{DD}|[1-9](?=[/\-_]))(?!\d)"
    # Lower days may be months.
    rf"|(?<!\d)(?P<d3>1[3-9]|2\d|3[01])/(?P<m3>{MM})/(?P<y3>{YEAR})(?!\d)"
    rf"|(?:(?<=/)|^)(?P<d4>{DAY})(?P<m4>{MONTH_NAME})(?P<y4>{YEAR})(?=/)"
    rf"|(?<![\d\-_])(?P<d2>{DD})-(?P<m2>{MM})-(?P<y2>20\d\d)(?!\d)",
    re.IGNORECASE,
)  # fmt: skip


def moment_in_url(url: str, *, now: datetime | None = None) -> Moment | None:
    """The day that an address names, as in ``/2014/02/12/ice``, at midnight in UTC; None where it names none."""
    path = url.partition("://")[2].partition("?")[0].partition("/")[2]
    for match in _IN_URL.finditer(path):
        year, month, day = (_group(match, name) for name in "ymd")
        if match["s"] == "" and (match.start() and path[match.start() - 1] not in "/-_"):
            continue  # eight digits inside a longer key
        local = local_moment(year, str(month_number(month)), day)
        if local and (moment := checked(local, match[0], UTC, now)):
            return moment
    return None


def _group(match: re.Match[str], name: str) -> str:
    """The year, month or day, of whichever form the address has."""
    found: str = next(filter(None, (match[f"{name}{form}"] for form in ("", 2, 3, 4))))
    return found


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

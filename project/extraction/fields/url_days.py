"""The day that an address names."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from project.days import DAY, DD, MM, MONTH_NAME, YEAR, month_number
from project.extraction.dates import Moment, checked, local_moment

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

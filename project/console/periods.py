"""Days and moments as people write them in arguments, as aware moments in UTC."""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from datetime import UTC, datetime, timedelta

from project.errors import ArgumentError

_DAYS_AGO = {"today": 0, "yesterday": 1}
_DAY = timedelta(days=1)
# Who writes 0001 or 9999-12-31 means any time: what adds a day to such a moment leaves the calendar.
_FIRST, _LAST = datetime(1600, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
# As fine as it is written: an hour, a minute, a second.
_TIME = re.compile(r"\d[t ]\d\d(:?\d\d)?(:?\d\d)?")


def since(text: str, name: str = "since", now: datetime | None = None) -> datetime:
    """The first moment that counts: ``2014-02-12`` is that day's midnight in UTC, ``2014-02`` the month's first,
    ``2014`` the year's; a moment with a zone is itself; ``today``, ``yesterday`` and ``7d`` (days ago) are days.

    Raises :class:`ArgumentError`, which says how to write it.

    >>> since("2014-02").isoformat()
    '2014-02-01T00:00:00+00:00'
    """
    return _period(text, name, now)[0]


def until(text: str, name: str = "until", now: datetime | None = None) -> datetime:
    """The first moment that no longer counts: a year, month, day or minute that is named counts to its end.

    >>> until("2014-02-12").isoformat()
    '2014-02-13T00:00:00+00:00'
    """
    return _period(text, name, now)[1]


def span(first: str, last: str, dashes: str = "") -> tuple[datetime | None, datetime | None]:
    """From the first moment of ``since`` to the first after ``until``, as they are written; an empty one is open.

    Raises :class:`ArgumentError`, also where nothing lies between them. ``dashes`` stand before the names there.
    """
    start = since(first, f"{dashes}since") if first.strip() else None
    end = until(last, f"{dashes}until") if last.strip() else None
    if start and end and start >= end:
        raise ArgumentError(f"{dashes}since: {first} lies after {dashes}until: {last}")
    return start, end


def _period(text: str, name: str, now: datetime | None) -> tuple[datetime, datetime]:
    words = text.strip().lower()
    midnight = (now or datetime.now(UTC)).astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        start, length = _read(words, midnight)
    except (ValueError, OverflowError):
        raise ArgumentError(
            f"{name}: {text!r} is no date: write 2014-02-12, 2014-02, 2014, 2014-02-12T06:07+02:00, "
            "today, yesterday or 7d"
        ) from None
    start = min(max(start, _FIRST), _LAST)
    return start, start + length


def _read(words: str, midnight: datetime) -> tuple[datetime, timedelta]:
    """When a period begins, and how long it is. Raises ValueError and OverflowError."""
    days = _DAYS_AGO.get(words)
    if days is None and words.endswith("d") and words[:-1].isdecimal() and len(words) < 6:
        days = int(words[:-1])
    if days is not None:
        return midnight - timedelta(days=days), _DAY
    if len(words) == 4:
        start = datetime(int(words), 1, 1, tzinfo=UTC)
        return start, timedelta(days=366 if isleap(start.year) else 365)
    if len(words) == 7:
        start = datetime.strptime(words, "%Y-%m").replace(tzinfo=UTC)
        return start, timedelta(days=monthrange(start.year, start.month)[1])
    moment = datetime.fromisoformat(words)
    if len(words) <= 10:  # 2014-02-12 or 20140212: nothing shorter has a time in it
        return moment.replace(tzinfo=UTC), _DAY
    minutes, seconds = found.groups() if (found := _TIME.search(words)) else ("", "")
    length = timedelta(seconds=1) if seconds else timedelta(minutes=1) if minutes else timedelta(hours=1)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC), length

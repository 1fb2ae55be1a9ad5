"""Days and moments as people write them in arguments, as aware moments in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from project.errors import ArgumentError

_DAYS_AGO = {"today": 0, "yesterday": 1}


def since(text: str, name: str = "since", now: datetime | None = None) -> datetime:
    """The first moment that counts: ``2014-02-12`` is that day's midnight in UTC, ``2014-02`` the month's first,
    ``2014`` the year's; a moment with a zone is itself; ``today``, ``yesterday`` and ``7d`` (days ago) are days.

    Raises :class:`ArgumentError`, which says how to write it.

    >>> since("2014-02").isoformat()
    '2014-02-01T00:00:00+00:00'
    """
    return _period(text, name, now)[0]


def until(text: str, name: str = "until", now: datetime | None = None) -> datetime:
    """The first moment that no longer counts: a day, month or year that is named counts to its end.

    >>> until("2014-02-12").isoformat()
    '2014-02-13T00:00:00+00:00'
    """
    return _period(text, name, now)[1]


def _period(text: str, name: str, now: datetime | None) -> tuple[datetime, datetime]:
    words = text.strip().lower()
    midnight = (now or datetime.now(UTC)).astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    days = _DAYS_AGO.get(words)
    if days is None and words.endswith("d") and words[:-1].isdecimal() and len(words) < 6:
        days = int(words[:-1])
    try:
        if days is not None:
            start = midnight - timedelta(days=days)
            return start, start + timedelta(days=1)
        if len(words) == 4:
            start = datetime(int(words), 1, 1, tzinfo=UTC)
            return start, start.replace(year=start.year + 1)
        if len(words) == 7:
            start = datetime.strptime(words, "%Y-%m").replace(tzinfo=UTC)
            return start, (start + timedelta(days=32)).replace(day=1)
        moment = datetime.fromisoformat(words)
        if len(words) == 10:
            start = moment.replace(tzinfo=UTC)
            return start, start + timedelta(days=1)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC), moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ArgumentError(
            f"{name}: {text!r} is no date: write 2014-02-12, 2014-02, 2014, 2014-02-12T06:07+02:00, "
            "today, yesterday or 7d"
        ) from None

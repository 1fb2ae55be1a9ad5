"""Moments as sitemaps and feeds write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_WIDEST = timedelta(hours=16)  # no place was ever further from UTC
_OLDEST = 1800  # digitised papers reach back that far
AHEAD = timedelta(days=2)
"""A date that is further ahead of now is not what a site's clock says: it is wrong, or of something to come."""

_W3C = re.compile(
    r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ](\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?(?:\s?([ap])\.?m\b\.?)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
# A year, or a month of it, written in sitemaps for any moment of it.
_VAGUE = re.compile(r"(\d{4})(?:-(\d{1,2}))?")
_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?=T|\s|$)")


def parse_moment(text: str | None, now: datetime) -> datetime | None:
    """The moment that a sitemap or a feed writes, aware and in UTC; without a zone it is taken as UTC.

    Formats: W3C-DTF (https://www.w3.org/TR/NOTE-datetime), as loosely as it is met, and RFC 822. A day, a month or a
    year alone is its first moment. None for what is no date, or a date that cannot be: before 1800, or more than two
    days after ``now``.
    """
    text = _BASIC.sub(r"\1-\2-\3", (text or "").strip()[:64], count=1)
    if (found := _VAGUE.fullmatch(text)) and not found[2]:
        text += "-01"
    try:
        if found := _W3C.match(text):
            year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
            if found[7]:
                hour = hour % 12 + (12 if found[7] in "pP" else 0)
            moment = datetime(year, month, day or 1, hour % 24, minute, min(second, 59), tzinfo=UTC)
            moment += timedelta(days=hour // 24)  # 24:00 ends a day
            if zone := found[8]:
                moment -= _offset(zone)
        elif text:
            moment = parsedate_to_datetime(text)
            moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        else:
            return None
    except (ValueError, OverflowError, TypeError):
        return None
    return moment if moment.year >= _OLDEST and moment <= now + AHEAD else None


def last_moment(text: str | None, now: datetime) -> datetime | None:
    """The last moment that such a text may mean, to leave out by it what is older: of a month or a year its last."""
    moment = parse_moment(text, now)
    if moment is None or (found := _VAGUE.fullmatch((text or "").strip())) is None:
        return moment
    year, month = int(found[1]), int(found[2] or 12)
    return datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC) - timedelta(microseconds=1)


def parse_publication(text: str | None, now: datetime) -> datetime | None:
    """As :func:`parse_moment`, but None for a month or a year alone: no story is left out by its first moment."""
    return None if is_vague(text) else parse_moment(text, now)


def is_vague(text: str | None) -> bool:
    """Whether a text is a month or a year alone."""
    return _VAGUE.fullmatch((text or "").strip()) is not None


def _offset(zone: str) -> timedelta:
    if zone[0] not in "+-":
        return timedelta()
    digits = zone[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if offset > _WIDEST:
        raise ValueError(f"no zone: {zone}")
    return offset if zone[0] == "+" else -offset

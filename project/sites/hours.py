"""The hours of a day in which a site may be crawled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from project.errors import ArgumentError

_WINDOW = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})(?:\s+(\S+))?")


@dataclass(frozen=True, slots=True)
class Hours:
    """From ``opens`` until ``closes``, over midnight if need be, in a time zone."""

    opens: time
    closes: time
    zone: tzinfo

    @classmethod
    def parse(cls, text: str) -> Hours | None:
        """From a setting such as ``22:00-06:00 Europe/London``; without a zone it is UTC, empty is any time.

        Raises :class:`ArgumentError`.
        """
        if not text.strip():
            return None
        try:
            found = _WINDOW.fullmatch(text.strip())
            if found is None:
                raise ValueError
            opens, closes = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
            zone = ZoneInfo(found[5] or "UTC")
        except (ValueError, OSError, LookupError):
            raise ArgumentError(f"ARCHIVE_WINDOW {text!r}: write it like 22:00-06:00 Europe/London") from None
        if opens == closes:
            raise ArgumentError(f"ARCHIVE_WINDOW {text!r} has no length: leave it empty for any time")
        return cls(opens, closes, zone)

    def closes_in(self, now: datetime) -> float | None:
        """Seconds until the window closes, or None while it is closed. ``now`` is aware.

        >>> from datetime import UTC
        >>> night = Hours.parse("22:00-06:00")
        >>> night.closes_in(datetime(2024, 1, 1, 5, 0, tzinfo=UTC))
        3600.0
        >>> night.closes_in(datetime(2024, 1, 1, 12, 0, tzinfo=UTC)) is None
        True
        """
        here = now.astimezone(self.zone)
        end = datetime.combine(here.date(), self.closes, self.zone)
        if here >= end:
            end = datetime.combine(here.date() + timedelta(days=1), self.closes, self.zone)
        start = datetime.combine(end.date(), self.opens, self.zone)
        if start >= end:
            start = datetime.combine(end.date() - timedelta(days=1), self.opens, self.zone)
        return (end - now).total_seconds() if start <= here else None

    def opens_in(self, now: datetime) -> float:
        """Seconds until the window opens; 0 while it is open. ``now`` is aware.

        >>> from datetime import UTC
        >>> Hours.parse("22:00-06:00").opens_in(datetime(2024, 1, 1, 12, 0, tzinfo=UTC))
        36000.0
        """
        if self.closes_in(now) is not None:
            return 0
        here = now.astimezone(self.zone)
        start = datetime.combine(here.date(), self.opens, self.zone)
        if start <= here:
            start = datetime.combine(here.date() + timedelta(days=1), self.opens, self.zone)
        return (start.astimezone(UTC) - now).total_seconds()

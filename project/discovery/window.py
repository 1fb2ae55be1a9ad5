"""The window ``since`` … ``until`` that a crawl keeps to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from project.discovery.spans import Span, span_in_address

# Publishers' clocks and zones differ from ours: a day more on both sides loses nothing and costs a few requests.
_SLACK = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """What a crawl is to bring: from the first moment of ``since`` to the last of ``until``; None is open."""

    since: datetime | None = None
    until: datetime | None = None
    """The first moment after the window."""

    @property
    def is_open(self) -> bool:
        return self.since is None and self.until is None

    def is_outside(self, published_at: datetime) -> bool:
        """Whether a story of that moment is none of the crawl's."""
        return bool((self.since and published_at < self.since) or (self.until and published_at >= self.until))

    def is_surely_before(self, changed_at: datetime) -> bool:
        """Whether what was last changed then was published too early: nothing is changed before it is published."""
        return self.since is not None and changed_at < self.since - _SLACK

    def is_surely_outside(self, span: Span) -> bool:
        """Whether no moment of these days, in any zone, lies in the window."""
        first, last = span
        return bool(
            (self.since and last < (self.since - _SLACK).date())
            or (self.until and first > (self.until + _SLACK).date())
        )

    def rules_out(self, url: str, published_at: datetime | None, changed_at: datetime | None) -> bool:
        """Whether what a site announces at an address is surely none of the crawl's, by its dates or its address."""
        if self.is_open:
            return False
        if published_at is not None:
            # It may bear no zone: what the page itself tells decides.
            day = published_at.date()
            return self.is_surely_outside((day, day))
        if changed_at is not None and self.is_surely_before(changed_at):
            return True
        span = span_in_address(url)
        return span is not None and self.is_surely_outside(span)

    def rules_out_sitemap(self, span: Span | None, changed_at: datetime | None) -> bool:
        """Whether a whole sub-sitemap is, by its ``lastmod`` or by the days that its name tells of (see
        :func:`project.discovery.spans.spans_of_series`).

        A name tells of what it was made for: what was changed since the window's beginning may hold more.
        """
        if self.is_open:
            return False
        if changed_at is not None and self.is_surely_before(changed_at):
            return True
        if span is None:
            return False
        first, last = span
        return self.is_surely_outside(span if changed_at is None else (first, max(last, changed_at.date())))

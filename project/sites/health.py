"""Whether a site looks as usual: a site that dies rarely says so.

A redesign, a consent page or a blocked address shows in what crawls count: fewer articles, empty fields, more errors.
What is usual is learned from the site's own crawls at the same time of the same weekday, because a business paper is
silent on Sundays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Any

FIELDS = ("title", "authors", "published_at", "description", "section", "language", "image_url")

# Weeks, then days, that are compared: fewer say nothing about what is usual.
_WEEKS, _LEAST_WEEKS = 8, 3
_DAYS, _LEAST_DAYS = 14, 5
# Below so many articles a share of them is chance.
_LEAST_ARTICLES = 5
_LEAST_PAGES = 10
# Block and consent pages: a tenth of them is no accident.
_MOST_BLOCKED = 0.1


@dataclass(frozen=True, slots=True)
class Run:
    """A crawl, as ``crawls`` remembers it. ``outcome`` None: it runs, or was killed."""

    started_at: datetime
    outcome: str | None
    counts: dict[str, Any] = field(default_factory=dict)

    def count(self, *names: str) -> int:
        return sum(int(self.counts.get(name, 0)) for name in names)

    @property
    def new(self) -> int:
        """New articles, copies included."""
        return self.count("archive/store/new", "archive/store/copy")

    @property
    def scraped(self) -> int:
        """Articles that were read, known ones included."""
        return self.count("item_scraped_count")

    @property
    def errors(self) -> int:
        return self.count("archive/fetch/failed", "archive/fetch/refused")

    @property
    def pages(self) -> int:
        return self.errors + self.count("archive/fetch/fetched", "archive/fetch/not_modified")


@dataclass(frozen=True, slots=True)
class Range:
    """What is usual, both ends included."""

    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float], *, least: float) -> Range:
        """The median, give or take three times the scaled median deviation, a quarter of the median, or ``least``.

        1.4826 makes a median deviation comparable to a standard deviation (Rousseeuw and Croux 1993): one day out of
        line among the earlier ones does not widen the range.

        >>> Range.of([10, 12, 11, 60, 10], least=2)
        Range(low=6.552..., high=15.447...)
        """
        middle = median(values)
        spread = max(3 * 1.4826 * median(abs(value - middle) for value in values), middle / 4, least)
        return cls(max(0.0, middle - spread), middle + spread)

    def has(self, value: float) -> bool:
        return self.low <= value <= self.high


def windows(runs: Iterable[Run], now: datetime, length: timedelta) -> tuple[list[Run], list[list[Run]]]:
    """The runs of the last ``length``, and those of earlier windows to compare them with: of the same weekday where
    there are enough, else of all days."""
    runs = list(runs)

    def between(end: datetime) -> list[Run]:
        return [run for run in runs if end - length < run.started_at <= end and run.outcome is not None]

    weeks = [found for n in range(1, _WEEKS + 1) if (found := between(now - timedelta(weeks=n)))]
    if len(weeks) >= _LEAST_WEEKS:
        return between(now), weeks
    days = [found for n in range(1, _DAYS + 1) if (found := between(now - n * length))]
    return between(now), days if len(days) >= _LEAST_DAYS else []


def complaints(runs: Iterable[Run], now: datetime, length: timedelta = timedelta(days=1)) -> list[str]:
    """What looks wrong with a site, a line each. ``length`` is the time that is looked at, at least that between two
    crawls. All moments are aware."""
    current, before = windows(runs, now, length)
    found = []
    if current and current[-1].outcome == "failed":
        found.append(f"the last crawl failed: {current[-1].counts.get('why') or 'see the log'}")
    if blocked := _blocked(current):
        found.append(blocked)
    if not current or not before:
        return found
    when = f"in the last {round(length.total_seconds() / 3600)} hours"
    found += _out_of_range(sum(run.new for run in current), [sum(run.new for run in runs) for runs in before], when)
    for name in FIELDS:
        found += _share_out_of_range(f"articles with {name}", current, before, f"archive/fields/{name}", "scraped")
    found += _share_out_of_range("pages that failed", current, before, "errors", "pages")
    return found


def _out_of_range(value: int, earlier: list[int], when: str) -> list[str]:
    usual = Range.of(earlier, least=2)
    if usual.has(value):
        return []
    return [f"{value} new articles {when}; usual are {usual.low:.0f} to {usual.high:.0f}"]


def _share_out_of_range(what: str, current: list[Run], before: list[list[Run]], part: str, whole: str) -> list[str]:
    least = _LEAST_ARTICLES if whole == "scraped" else _LEAST_PAGES

    def share(runs: list[Run]) -> float | None:
        total = sum(getattr(run, whole) for run in runs)
        parts = sum(run.count(part) if "/" in part else getattr(run, part) for run in runs)
        return parts / total if total >= least else None

    value = share(current)
    earlier = [one for runs in before if (one := share(runs)) is not None]
    if value is None or len(earlier) < _LEAST_WEEKS:
        return []
    usual = Range.of(earlier, least=0.1)
    if usual.has(value):
        return []
    return [f"{value:.0%} {what}; usual are {usual.low:.0%} to {min(usual.high, 1):.0%}"]


def _blocked(runs: list[Run]) -> str | None:
    pages = sum(run.pages for run in runs)
    blocked = sum(run.count("archive/fetch/blocked") for run in runs)
    if blocked and blocked >= _MOST_BLOCKED * pages:
        return f"{blocked} of {pages} pages are block or consent pages"
    return None

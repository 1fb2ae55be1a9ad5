"""Whether a site looks as usual: a site that dies rarely says so.

A redesign, a consent page or a blocked address shows in what crawls count: fewer articles, empty fields, more errors.
What is usual is learned from the site's own crawls at the same time of the same weekday, because a business paper is
silent on Sundays.

New articles are counted by the time in which they came up, not by when they were found: between two crawls lie ten
hours or two days, and a machine that was off for two weeks finds two weeks' news in an hour.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil, floor, pi, sqrt
from statistics import median
from typing import Any

FIELDS = ("title", "authors", "published_at", "description", "section", "language", "image_url")

# Weeks, then days, that are compared: fewer say nothing about what is usual.
_WEEKS, _LEAST_WEEKS = 8, 3
_DAYS, _LEAST_DAYS = 14, 5
# A crawl that covers more than so many of the times that are looked at tells nothing of the last one.
_MOST_COVERED = 2
# A pause is half as long again as any before it, and seven times as long as it takes on average until an article is
# new: of those that come by chance one in a thousand is (exp(-7)).
_LEAST_NEWS, _AVERAGES, _LONGER = 5, 7, 1.5
_LEAST_PAUSE = timedelta(days=2)
# Standard deviations. In 120 made-up days of eight papers 2, 2.5 and 3 of them raised 3, 1 and 1 false alarms.
_DEVIATIONS = 3
# Below so many articles a share of them is chance.
_LEAST_ARTICLES = 5
_LEAST_PAGES = 10
# Block and consent pages: a tenth of them is no accident.
_MOST_BLOCKED = 0.1
# Known articles whose pages show far less or another story: some, as a cache mixes up, are no matter.
_MOST_DOUBTED = 0.25


@dataclass(frozen=True, slots=True)
class Run:
    """A crawl, as ``crawls`` remembers it. ``outcome`` None: it runs, or was killed."""

    started_at: datetime
    outcome: str | None
    counts: dict[str, Any] = field(default_factory=dict)
    is_partial: bool = False
    """Its arguments left out some of what the site has: it says nothing about what is usual."""

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
    def dropped(self) -> int:
        """Pages that seemed to be articles, and had nothing of one: a wall of consent, a parked domain."""
        return self.count("item_dropped_count")

    @property
    def taken(self) -> int:
        """Pages that seemed to be articles."""
        return self.scraped + self.dropped

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

    @classmethod
    def of_counts(cls, values: Sequence[float]) -> Range:
        """As :meth:`of`, but never narrower than chance: who publishes seven stories a day publishes three on some.

        ``2 * sqrt(count + 3/8)`` of a Poisson count has a standard deviation of 1 (Anscombe 1948); that the median is
        one of so few counts adds its own.

        >>> Range.of_counts([7, 7, 7, 7])
        Range(low=0.5..., high=19.7...)
        """
        usual, root = cls.of(values, least=2), sqrt(median(values) + 3 / 8)
        chance = _DEVIATIONS / 2 * sqrt(1 + pi / 2 / len(values))
        low, high = max(0.0, root - chance) ** 2 - 3 / 8, (root + chance) ** 2 - 3 / 8
        return cls(max(0.0, min(usual.low, low)), max(usual.high, high))

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


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one crawl to the next one that came to its end, and how many new articles that one found."""

    begins: datetime
    ends: datetime
    new: int

    def within(self, begins: datetime, ends: datetime) -> float:
        """How many of them came up in a time, if they did evenly."""
        if self.ends <= self.begins:  # the clock was set back
            return self.new * (begins < self.ends <= ends)
        common = min(self.ends, ends) - max(self.begins, begins)
        return self.new * max(common, timedelta()) / (self.ends - self.begins)


def stretches(runs: Iterable[Run]) -> list[Stretch]:
    """The times between crawls. What the first one found had gathered before, who knows how long."""
    found, new = list[Stretch](), 0
    last: datetime | None = None
    for run in runs:
        if run.outcome is None:
            continue
        new += run.new
        if run.outcome == "failed":
            continue
        if last is not None:
            found.append(Stretch(last, run.started_at, new))
        last, new = run.started_at, 0
    return found


def new_articles(between: Sequence[Stretch], length: timedelta) -> tuple[float, list[float]] | None:
    """How many articles were new in the last ``length`` before the last crawl, and in the earlier times of that length
    to compare it with: as :func:`windows` takes them. None where a crawl covers so much more that nothing is known."""
    if not between:
        return None
    end = between[-1].ends

    def new(back: timedelta) -> float | None:
        begins, ends = end - back - length, end - back
        touched = [one for one in between if one.begins < ends and one.ends > begins]
        is_vague = any(one.ends - one.begins > _MOST_COVERED * length for one in touched)
        return None if is_vague or begins < between[0].begins else sum(one.within(begins, ends) for one in between)

    value = new(timedelta())
    if value is None:
        return None
    weeks = [one for n in range(1, _WEEKS + 1) if (one := new(timedelta(weeks=n))) is not None]
    if len(weeks) >= _LEAST_WEEKS:
        return value, weeks
    days = [one for n in range(1, _DAYS + 1) if (one := new(n * length)) is not None]
    return (value, days) if len(days) >= _LEAST_DAYS else None


def pause(between: Sequence[Stretch]) -> tuple[timedelta, timedelta] | None:
    """For how long crawls have found nothing new, and for how long they did at most before that; None where that may be
    chance. The time before the crawl that found something is none of it: something was new by then."""
    times = new = 0
    longest = last = timedelta()
    for one in between:
        if one.new:
            times, new, longest = times + 1, new + one.new, max(longest, last)
            last = timedelta()
        else:
            last += max(one.ends - one.begins, timedelta())
    if times < _LEAST_NEWS:
        return None
    average = (between[-1].ends - last - between[0].begins) / new
    return (last, longest) if last > max(_AVERAGES * average, _LONGER * longest, _LEAST_PAUSE) else None


def complaints(runs: Iterable[Run], now: datetime, length: timedelta = timedelta(days=1)) -> list[str]:
    """What looks wrong with a site, a line each. ``length`` is the time that is looked at, at least that between two
    crawls. All moments are aware."""
    runs = list(runs)
    whole, by_hand = ([run for run in runs if run.is_partial is partial] for partial in (False, True))
    current, before = windows(whole, now, length)
    found = []
    if current and current[-1].outcome == "failed":
        found.append(f"the last crawl failed: {current[-1].counts.get('why') or 'see the log'}")
    found += filter(None, (_blocked(current), _doubted(current)))
    if not current:
        return found
    found += _out_of_range(whole, by_hand, length)
    if not before:
        return found
    for name in FIELDS:
        found += _share_out_of_range(f"articles with {name}", current, before, f"archive/fields/{name}", "scraped")
    found += _share_out_of_range("read pages that gave no article", current, before, "dropped", "taken")
    found += _share_out_of_range("pages that failed", current, before, "errors", "pages")
    return found


def _out_of_range(runs: Sequence[Run], by_hand: Sequence[Run], length: timedelta) -> list[str]:
    """``by_hand``: partial crawls, of what was new then the others may have found the rest only."""
    between = stretches(runs)

    def found_by_hand(time: timedelta) -> int:
        return sum(run.new for run in by_hand if between[-1].ends - time < run.started_at <= between[-1].ends)

    if known := new_articles(between, length):
        value, earlier = known
        usual = Range.of_counts(earlier)
        counted = max(value, min(value + found_by_hand(length), usual.low))
        if not usual.has(counted):
            when = f"in the last {round(length.total_seconds() / 3600)} hours"
            return [f"{counted:.0f} new articles {when}; usual are {ceil(usual.low)} to {floor(usual.high)}"]
    if (found := pause(between)) and not found_by_hand(found[0]):
        last, longest = (f"{time / timedelta(days=1):.0f} days" for time in found)
        return [f"no new article for {last}; the longest pause before was {longest}"]
    return []


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
    # Fuller fields and fewer errors are nothing to mend.
    if value >= usual.low if whole == "scraped" else value <= usual.high:
        return []
    return [f"{value:.0%} {what}; usual are {usual.low:.0%} to {min(usual.high, 1):.0%}"]


def _blocked(runs: list[Run]) -> str | None:
    pages = sum(run.pages for run in runs)
    blocked = sum(run.count("archive/fetch/blocked") for run in runs)
    if blocked and blocked >= _MOST_BLOCKED * pages:
        return f"{blocked} of {pages} pages are block or consent pages"
    return None


def _doubted(runs: list[Run]) -> str | None:
    articles = sum(run.scraped for run in runs)
    doubted = sum(run.count("archive/store/doubted") for run in runs)
    if doubted >= max(_LEAST_ARTICLES, _MOST_DOUBTED * articles):
        return f"{doubted} of {articles} articles that were read show far less or other words than are stored"
    return None

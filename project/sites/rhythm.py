"""How often a site is crawled: as often as it publishes, between bounds; and at which ages an article is seen again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

# A front page or a feed shows the last twenty articles or so. With five new ones between two crawls nothing slips
# through, even on a day with four times the usual news.
_NEW_A_CRAWL = 5


@dataclass(frozen=True, slots=True)
class Bounds:
    """The shortest and the longest time between two crawls of a site."""

    shortest: timedelta
    longest: timedelta

    @classmethod
    def of_hours(cls, shortest: float, longest: float) -> Bounds:
        return cls(timedelta(hours=shortest), timedelta(hours=max(shortest, longest)))

    def clamp(self, time: timedelta) -> timedelta:
        return min(max(time, self.shortest), self.longest)


def revisit_hours(settings: BaseSettings) -> list[float]:
    """The ages, in hours, at which an article is looked at again."""
    return [float(hours) for hours in settings.getlist("ARCHIVE_REVISIT")]


def interval(articles_a_day: float | None, bounds: Bounds, failures: int = 0) -> timedelta:
    """Time from one crawl to the next. ``articles_a_day`` None: not known yet; ``failures``: crawls that failed last.

    A site that fails is tried again soon, and then less and less often.

    >>> bounds = Bounds.of_hours(1, 48)
    >>> [str(interval(a_day, bounds)) for a_day in (500, 20, 5, 0.1, None)]
    ['1:00:00', '6:00:00', '1 day, 0:00:00', '2 days, 0:00:00', '1 day, 0:00:00']
    >>> [str(interval(20, bounds, failures)) for failures in (1, 2, 9)]
    ['1:00:00', '2:00:00', '2 days, 0:00:00']
    """
    if failures:
        return bounds.clamp(bounds.shortest * 2 ** min(failures - 1, 20))
    if articles_a_day is None:
        return bounds.clamp(timedelta(days=1))
    if articles_a_day <= 0:
        return bounds.longest
    return bounds.clamp(timedelta(days=_NEW_A_CRAWL / articles_a_day))

"""When a page is due again. Times are aware and in UTC."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

REVISIT_HOURS: tuple[float, ...] = (1, 6, 24, 72, 168, 720)
"""An article is looked at again at these ages, in hours (setting ``ARCHIVE_REVISIT``): publishers correct in the first
hours, and hardly after a month."""

# A look that is not at least so much older than the last one is left out.
_LEAST_GROWTH = 0.75
_FIRST_RETRY = timedelta(hours=1)
_LAST_RETRY = timedelta(days=30)
# A 404 may be a mishap of the server: it is believed after the third one.
_GONE_RETRIES = (timedelta(days=1), timedelta(days=7))


def look_again_at(
    known_at: Iterable[datetime | None], fetched_at: datetime, revisit_hours: Sequence[float] = REVISIT_HOURS
) -> datetime | None:
    """When an article is to be looked at again: when it reaches the next of the ages, in hours; None after the last.

    ``known_at``: the dates that it bears or bore, and when it was first seen. The earliest counts, as some pages bear
    the date of each look; an article of none, or of dates that are yet to come, is taken for new.
    """
    published = min(moment for moment in (*known_at, fetched_at) if moment is not None)
    age = fetched_at - published
    ages = (timedelta(hours=hours) for hours in sorted(revisit_hours))
    return next((published + each for each in ages if each * _LEAST_GROWTH >= age), None)


def look_once_more_at(times: int, now: datetime, revisit_hours: Sequence[float] = REVISIT_HOURS) -> datetime | None:
    """When a page is to be looked at again that was found to be no article so many times, for a cause that may pass: as
    if its first look had been the hour of an article's publication. None after the last of the ages.

    >>> [look_once_more_at(times, datetime.min, [1, 6]) for times in (1, 2, 3)]
    [datetime.datetime(1, 1, 1, 1, 0), datetime.datetime(1, 1, 1, 5, 0), None]
    """
    ages = [0.0, *sorted(revisit_hours)]
    return now + timedelta(hours=ages[times] - ages[times - 1]) if times < len(ages) else None


def retry_at(failures: int, now: datetime) -> datetime:
    """When a page is to be asked for again after so many failures in a row: later and later, up to a month."""
    wait: timedelta = _FIRST_RETRY * 4 ** min(failures - 1, 10)
    return now + min(wait, _LAST_RETRY)


def make_sure_at(times: int, now: datetime) -> datetime | None:
    """When a page is to be asked for again that was gone so many times in a row; None once that is believed."""
    return now + _GONE_RETRIES[times - 1] if times <= len(_GONE_RETRIES) else None


def retry_uncounted_at(asked_at: datetime, now: datetime) -> datetime:
    """When a page is to be asked for again that was gone and now fails, or that is stored or gone and is put off: after
    twice the time since it was last asked for at ``asked_at``, at least a day and at most a month. ``failures`` of its
    row counts none of these: it has the times that the page was gone."""
    return now + min(max((now - asked_at) * 2, _GONE_RETRIES[0]), _LAST_RETRY)


def after_asked_wait(seconds: float, now: datetime) -> datetime:
    """When a page is to be asked for again whose site asks to wait so long: then, but within a month."""
    return now + min(timedelta(seconds=seconds), _LAST_RETRY)

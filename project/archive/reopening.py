"""What a crawl of a site makes due when it begins: what an earlier one left out for a cause that may have passed.

Times are aware and in UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import Select, Update, bindparam, case, func, or_, select, text, update
from sqlalchemy.orm import Session

from project.addresses import origin_of
from project.archive.base import Moment
from project.archive.models import Page
from project.outcomes.reasons import FORBIDDEN, OUTSIDE

_BATCH = 500
_AS_IT_IS = {"synchronize_session": False}

TOLD_DAY = func.substr(Page.reason, -10)
"""YYYY-MM-DD, of pages that are skipped for being outside a window: see :func:`project.outcomes.reasons.outside`."""


def reopen(session: Session, site: str, reason: str, since: datetime | None, until: datetime | None) -> None:
    """Let skipped pages of a site wait again whose reason begins so, and whose announced moment lies in the window.

    ``until`` is the first moment that no longer counts.
    """
    pages = _skipped(site, reason)
    if since is not None:
        pages = pages.where(Page.announced_at >= since)
    if until is not None:
        pages = pages.where(Page.announced_at < until)
    session.execute(pages, execution_options=_AS_IT_IS)


def reopen_outside(session: Session, site: str, since: datetime | None, until: datetime | None) -> None:
    """Let pages of a site wait again that lay outside an earlier crawl's window, and whose day may lie in this one.

    The day is the one that the page itself told: what a sitemap announces is when it was changed last. ``until`` is the
    first moment that no longer counts.
    """
    pages = _skipped(site, OUTSIDE)
    if since is not None:
        pages = pages.where(f"{since:%Y-%m-%d}" <= TOLD_DAY)
    if until is not None:
        pages = pages.where(f"{until - timedelta.resolution:%Y-%m-%d}" >= TOLD_DAY)
    session.execute(pages, execution_options=_AS_IT_IS)


def _skipped(site: str, reason: str) -> Update:
    """Those of a site whose reason begins so wait again."""
    begins = Page.reason.startswith(reason, autoescape=True)
    pages = update(Page).where(Page.site == site, Page.state == "skipped", begins)
    return pages.values(state="waiting", reason=None)


def allowed_again(
    session: Session,
    site: str,
    is_allowed: Callable[[str], bool],
    since: datetime | None,
    until: datetime | None,
) -> list[int]:
    """The numbers of the pages of a site that robots.txt forbade, also of stored ones that were due then, and that
    ``is_allowed`` says it allows now, by their addresses as they were found. What was announced for outside the window
    is left out."""
    pages = _forbidden(site)
    if since is not None:
        pages = pages.where(or_(Page.announced_at.is_(None), Page.announced_at >= since))
    if until is not None:
        pages = pages.where(or_(Page.announced_at.is_(None), Page.announced_at < until))
    return [number for number, url in session.execute(pages) if is_allowed(url)]


def one_of_each_origin(session: Session, site: str) -> list[int]:
    """The numbers of pages that robots.txt forbade, one for each host of a site: whoever asks for it asks for the
    robots.txt of its host first."""
    return list({origin_of(url): number for number, url in session.execute(_forbidden(site))}.values())


def wait_again(session: Session, numbers: Iterable[int], now: datetime) -> None:
    """Let the pages with these numbers wait for their first fetch, or be due now where one is stored."""
    rest = iter(numbers)
    while batch := list(islice(rest, _BATCH)):
        pages = update(Page).where(Page.id.in_(batch), Page.reason == FORBIDDEN)
        stored = pages.where(Page.state == "stored").values(reason=None, next_fetch_at=now)
        skipped = pages.where(Page.state == "skipped").values(state="waiting", reason=None, next_fetch_at=None)
        for each in (stored, skipped):
            session.execute(each, execution_options=_AS_IT_IS)


def mend_times_to_come(session: Session, site: str, now: datetime) -> None:
    """Pages of a site that were fetched at a time that is yet to come, by a clock that was set back since, are due now
    rather than after the time to come; and what their site announces anew wakes them.

    When they were fetched is known no more: not before what was announced then, and not after ``now``.
    """
    pages = update(Page).where(Page.site == site, Page.fetched_at > now)
    session.execute(pages.where(Page.next_fetch_at > now).values(next_fetch_at=now), execution_options=_AS_IT_IS)
    fetched_at = case((Page.announced_at < now, Page.announced_at), else_=bindparam("now", now, type_=Moment()))
    session.execute(pages.values(fetched_at=fetched_at), execution_options=_AS_IT_IS)


def _forbidden(site: str) -> Select[int, str]:
    # Two queries, two indexes: of the many that are stored only those are looked at that are due one day
    # (https://www.sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_).
    pages = select(Page.id).where(Page.site == site, Page.reason == FORBIDDEN)
    left_out = pages.where(Page.state == "skipped", Page.article_id.is_(None))
    put_off = pages.where(Page.next_fetch_at.is_not(None), text("+pages.state = 'stored'"))
    return select(Page.id, Page.found_url).where(Page.id.in_(left_out.union_all(put_off)))

"""The runs of spiders, and what they tell: when a site is due, and how it went lately."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from project.archive import locks
from project.archive.crawl_models import Crawl, Site
from project.archive.filters import sites_meant
from project.archive.models import Article
from project.outcomes.verdict import NOT_BEGUN
from project.sites.health import Run, complaints
from project.sites.rhythm import Bounds, interval

# What a site published in these days says how much it publishes: two weeks have every weekday twice.
_DAYS = 14
_PARTIAL = ("since", "until", "limit")
_HAS_BEGUN = func.coalesce(Crawl.outcome, "") != NOT_BEGUN
_IS_WHOLE = and_(*(func.coalesce(Crawl.arguments[name].as_string(), "") == "" for name in _PARTIAL))


def begin(
    session: Session, spider: str, site: str | None, arguments: Mapping[str, Any], code_version: str, now: datetime
) -> int:
    """Write down that a run begins. Gives the number of its row."""
    crawl = Crawl(
        spider=spider,
        site=site,
        arguments={name: str(value) for name, value in arguments.items()},
        started_at=now,
        code_version=code_version,
    )
    session.add(crawl)
    session.flush()
    return crawl.id


def register(session: Session, site: str, spider: str, start_url: str) -> None:
    """Let a site that is crawled become one that the archive crawls by itself."""
    row = session.get(Site, site)
    if row is None:
        session.add(Site(site=site, spider=spider, start_url=start_url))
    elif spider != "news":
        row.spider = spider  # it got a file of its own since


def known_site(session: Session, given: str) -> Site | None:
    """The site that the archive crawls by itself, by its name or any address on it."""
    return next((row for name in sorted(sites_meant(given)) if (row := session.get(Site, name))), None)


def end(session: Session, crawl_id: int, outcome: str, counts: Mapping[str, Any], now: datetime) -> None:
    """Write down how a run ended and what it counted."""
    crawl = session.get_one(Crawl, crawl_id)
    crawl.ended_at, crawl.outcome, crawl.counts = now, outcome, dict(counts)


def plan_next(session: Session, site: str, bounds: Bounds, now: datetime, wait: timedelta | None = None) -> None:
    """Say when a site that was just crawled is due again: after ``wait``, where it was not crawled to the end."""
    row = session.get_one(Site, site)
    row.last_crawl_at = now
    if wait is None:
        wait = interval(articles_a_day(session, site, now), bounds, failures(session, site))
    row.next_crawl_at = now + wait


def articles_a_day(session: Session, site: str, now: datetime) -> float | None:
    """How much a site published lately. None if nothing is known: no article of it has a date."""
    since = now - timedelta(days=_DAYS)
    dated = select(func.count()).where(Article.site == site, Article.published_at > since, Article.published_at <= now)
    if number := session.scalar(dated):
        return number / _DAYS
    is_known = session.scalar(
        select(Article.id).where(Article.site == site, Article.published_at.is_not(None)).limit(1)
    )
    return None if is_known is None else 0.0


def is_partial(arguments: Mapping[str, Any]) -> bool:
    """Whether a crawl with these arguments leaves out some of its site: it says nothing of how the site goes, and takes
    the place of no other crawl."""
    return any(arguments.get(name) for name in _PARTIAL)


def failures(session: Session, site: str) -> int:
    """How many whole crawls of a site failed since one did not."""
    outcomes = session.scalars(
        select(Crawl.outcome)
        .where(Crawl.site == site, _HAS_BEGUN, _IS_WHOLE, Crawl.outcome.is_not(None))
        .order_by(Crawl.id.desc())
        .limit(20)
    ).all()
    return next((n for n, outcome in enumerate(outcomes) if outcome != "failed"), len(outcomes))


def due_sites(session: Session, now: datetime) -> list[Site]:
    """The sites to crawl now, the longest overdue first: enabled ones that nobody crawls already."""
    rows = session.scalars(select(Site).where(_is_due(now)).order_by(Site.next_crawl_at, Site.site))
    return [row for row in rows if not locks.holder_of(session, row.site, now)]


def is_due(session: Session, site: str, now: datetime) -> bool:
    """Whether a site is to be crawled now, whoever crawls it already."""
    return session.scalar(select(Site.site).where(Site.site == site, _is_due(now))) is not None


def _is_due(now: datetime) -> ColumnElement[bool]:
    # A crawl of a time that is yet to come: the clock was set back.
    is_time = or_(Site.next_crawl_at.is_(None), Site.next_crawl_at <= now, Site.last_crawl_at > now)
    return and_(Site.is_enabled, is_time)


def runs(session: Session, site: str, since: datetime) -> list[Run]:
    """The runs of a site that began since then, in their order, whatever their clocks said."""
    rows = session.execute(
        select(Crawl.started_at, Crawl.outcome, Crawl.counts, Crawl.arguments)
        .where(Crawl.site == site, _HAS_BEGUN, Crawl.started_at >= since)
        .order_by(Crawl.id)
    )
    return [
        Run(started_at, outcome, counts or {}, is_partial(arguments)) for started_at, outcome, counts, arguments in rows
    ]


@dataclass(frozen=True, slots=True)
class State:
    """How a site stands."""

    site: Site
    last_outcome: str | None
    """Of the last whole run that ended, or ``killed``; None: there was none."""
    articles_a_day: float | None
    is_running: bool
    complaints: list[str]


def states(session: Session, now: datetime) -> list[State]:
    """All sites, by name, with what looks wrong."""
    return [state(session, row, now) for row in session.scalars(select(Site).order_by(Site.site))]


def state(session: Session, site: Site, now: datetime) -> State:
    """How one site stands: reads ten weeks of its runs."""
    history = runs(session, site.site, now - timedelta(weeks=10))
    running = locks.holder_of(session, site.site, now) is not None
    ended = [run for run in history if run.outcome is not None]
    last = next((run for run in reversed(history) if not run.is_partial), None)
    wrong = complaints(ended, now, _looked_at(site))
    if last is not None and last.outcome is None and not running:
        wrong.insert(0, f"the crawl of {last.started_at:%Y-%m-%d %H:%M} was killed")
    if is_overdue(site, now) and not running:
        wrong.append(f"due since {site.next_crawl_at:%Y-%m-%d %H:%M}: is scrapy update scheduled?")
    outcome = None if last is None else last.outcome or ("running" if running else "killed")
    return State(site, outcome, articles_a_day(session, site.site, now), running, wrong)


def is_overdue(site: Site, now: datetime) -> bool:
    """Whether a site should have been crawled two days ago."""
    return bool(site.is_enabled and site.next_crawl_at and now - site.next_crawl_at > timedelta(days=2))


def _looked_at(site: Site) -> timedelta:
    """A day, or whole days for a site that is crawled less often."""
    if site.last_crawl_at is None or site.next_crawl_at is None:
        return timedelta(days=1)
    return max(timedelta(days=1), timedelta(days=-(-(site.next_crawl_at - site.last_crawl_at) // timedelta(days=1))))

"""The ledger: every address ever seen, what became of it, and when it is due.

It is the queue of a crawl, so each operation costs the same among a million rows as among a few: it reads and writes by
an index, and the two indexes that serve :func:`due_pages` hold only pages that wait, or that are due one day.

Times are aware and in UTC. Addresses named ``url`` are canonical ones (:func:`project.addresses.canonical`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    literal_column,
    or_,
    select,
    text,
    type_coerce,
    update,
)
from sqlalchemy.orm import Session

from project.addresses import site_of
from project.archive.base import Moment
from project.archive.due import (
    REVISIT_HOURS,
    look_again_at,
    look_once_more_at,
    make_sure_at,
    retry_at,
    retry_uncounted_at,
)
from project.archive.found import new_row
from project.archive.models import Article, Page
from project.archive.reopening import TOLD_DAY
from project.archive.storable import storable
from project.found_via import is_by_announcement, via
from project.items import Fetch, Found, PageState
from project.outcomes.reasons import ALIASES, FORBIDDEN, FURTHER_PART, OUTSIDE, is_list, is_passing, leads_astray

_BATCH = 500
# Looks at a list in a story's place, after the first: a server's mishap is over in a day. A large site's sitemaps name
# hundreds of lists that are none.
_LOOKS_AT_A_LIST = 3


def get(session: Session, url: str) -> Page | None:
    """The row of an address."""
    return session.scalar(select(Page).where(Page.url == url))


def get_all(session: Session, urls: Iterable[str]) -> dict[str, Page]:
    """The rows of addresses, by their address."""
    rest, pages = iter(urls), dict[str, Page]()
    while batch := list(islice(rest, _BATCH)):
        pages.update((page.url, page) for page in session.scalars(select(Page).where(Page.url.in_(batch))))
    return pages


def stored_under(session: Session, bare: str, most: int) -> list[tuple[str, int]]:
    """Of the first so many addresses that differ in nothing but their parameters, those stored, with their articles."""
    places = [Page.url == bare, *(and_(Page.url >= bare + sign, Page.url < bare + chr(ord(sign) + 1)) for sign in ";?")]
    # Where one script serves a whole site, all of its pages are such: no more than these are looked at for each link.
    pages = session.execute(select(Page.url, Page.article_id, Page.state).where(or_(*places)).limit(most))
    return [(url, article) for url, article, state in pages if state == "stored" and article is not None]


def moments(session: Session, urls: Iterable[str]) -> dict[str, datetime | None]:
    """When what stands at some addresses was published, or announced, as far as it is known: None for what waits and
    was not announced. What is known to be no story, or has failed, is left out."""
    rest, known = iter(urls), dict[str, datetime | None]()
    is_outside = Page.reason.startswith(OUTSIDE, autoescape=True)
    moment = case(
        (Page.state == "stored", Article.dated_at),
        # A sitemap announces when it was changed last.
        (and_(Page.state == "skipped", is_outside), TOLD_DAY.concat(" 00:00:00.000000")),
        else_=Page.announced_at,
    )
    rows = select(Page.url, Page.state, type_coerce(moment, Moment())).outerjoin(Article, Page.article_id == Article.id)
    while batch := list(islice(rest, _BATCH)):
        for url, state, published_at in session.execute(rows.where(Page.url.in_(batch))):
            if state == "waiting" or (published_at and state in ("stored", "skipped")):
                known[url] = published_at
    return known


def due_pages(session: Session, site: str, now: datetime, limit: int, after: Page | None = None) -> list[Page]:
    """The next pages of a site to fetch, at most ``limit``.

    First those that were never fetched, the newest announced first and what was not announced last; then those that are
    to be looked at again, the longest overdue first. ``after``: the last page that the caller drew already; pages that
    were found since, and would have come before it, are only drawn by the next pass, from the start.
    """
    pages: list[Page] = []
    if after is None or after.next_fetch_at is None:
        announced: ColumnElement[Any] = literal_column("coalesce(pages.announced_at, '')")
        waiting = (
            select(Page).where(Page.site == site, text("pages.state = 'waiting'")).order_by(announced.desc(), Page.id)
        )
        key = None if after is None else (after.announced_at or "", after.id)
        pages = _next(session, waiting, announced, key, limit, descending=True)
    if len(pages) < limit:
        key = None if after is None or after.next_fetch_at is None else (after.next_fetch_at, after.id)
        again = (
            select(Page)
            .where(Page.site == site, Page.next_fetch_at <= now, text("pages.state != 'waiting'"))
            .order_by(Page.next_fetch_at, Page.id)
        )
        pages += _next(session, again, Page.next_fetch_at, key, limit - len(pages))
    return pages


def mark(
    session: Session,
    url: str,
    state: PageState,
    reason: str | None = None,
    *,
    fetch: Fetch | None = None,
    http_status: int | None = None,
    now: datetime,
    revisit_hours: Sequence[float] = REVISIT_HOURS,
) -> None:
    """Write down what became of a page that gave no article.

    A page whose article is stored stays ``stored`` whatever a later look finds, unless it is gone, and goes on being
    looked at; the reason says what was found. A failed page is due again after an hour, four hours and so on up to a
    month; one that is gone, or leads to another site, after a day and after a week, to be sure. One that was gone and
    then fails stays ``gone``, and is due later and later unless it is believed gone. What is no article for a cause
    that may pass is looked at as often as an article. A look at an article that robots.txt forbids is none: it is put
    off, and made up for when it is allowed (:func:`reopening.allowed_again`). An address that has no row gets one.
    """
    page = get(session, url) or _new_page(session, url, now)
    if reason == FORBIDDEN and page.article_id is not None:
        page.reason = page.reason if page.state == "gone" or page.reason == FURTHER_PART else reason
        put_off(session, url, reason, now)
        return
    asked_at = page.fetched_at or now
    times_astray = page.failures if page.state == "skipped" and leads_astray(page.reason) else 0
    if page.reason != FURTHER_PART or page.article_id is None:  # by it the parts of a story are read again
        page.reason = None if reason is None else storable(reason)[:500]
    page.http_status = http_status or (fetch and fetch.http_status) or page.http_status
    if fetch is not None:
        _remember(page, fetch)
    elif state in ("failed", "gone"):
        page.fetched_at = now
    if state == "gone":
        # A server in trouble answers 404 as well: what failed before is none of the times that it was gone.
        page.failures = page.failures + 1 if page.state == "gone" else 1
        page.state = "gone"
        # 410 says of itself that it is for good.
        page.next_fetch_at = None if page.http_status == 410 else make_sure_at(page.failures, now)
        _close_article(session, page, now)
        return
    if state == "failed" and page.state == "gone":
        if page.next_fetch_at is not None:
            page.next_fetch_at = retry_uncounted_at(asked_at, now)
        return
    page.failures *= page.state != "skipped"  # there it has the times that it was put off, or led astray
    if page.article_id is None:
        page.state = state
    if state == "failed":
        page.failures += 1
        page.next_fetch_at = retry_at(page.failures, now)
    elif state == "waiting":
        page.next_fetch_at = None if page.article_id is None else now
    elif page.state == "skipped" and leads_astray(page.reason):
        page.failures = times_astray + 1
        page.next_fetch_at = make_sure_at(page.failures, now)
    else:
        page.failures = 0
        page.unchanged += state == "not_article"
        page.next_fetch_at = _next_look(session, page, now, revisit_hours)


def put_off(session: Session, url: str, reason: str, now: datetime) -> None:
    """A page is not asked for now: it is due after an hour, and each further time later, as one that failed. That is no
    failure, and never a 404: a page that is stored or gone only waits, a day or longer."""
    page = get(session, url) or _new_page(session, url, now)
    if page.article_id is not None or page.state == "gone":
        page.next_fetch_at = retry_uncounted_at(page.fetched_at or now, now)
        return
    page.failures = page.failures + 1 if page.state == "skipped" else 1
    page.state, page.reason = "skipped", reason
    page.next_fetch_at = retry_at(page.failures, now)


def not_modified(
    session: Session, url: str, fetch: Fetch, now: datetime, revisit_hours: Sequence[float] = REVISIT_HOURS
) -> None:
    """A page was asked for again and is what it was: 304, or the same bytes."""
    page = get(session, url)
    if page is None:
        return
    page.fetched_at, page.http_status = fetch.fetched_at, fetch.http_status
    page.etag, page.last_modified = fetch.etag or page.etag, fetch.last_modified or page.last_modified
    page.failures, page.unchanged = 0, page.unchanged + 1
    page.next_fetch_at = _next_look(session, page, fetch.fetched_at, revisit_hours)
    if page.article_id is not None:
        page.state = "stored"
        page.reason = page.reason if page.reason == FURTHER_PART else None
        session.execute(
            update(Article).where(Article.id == page.article_id).values(last_seen_at=now, gone_at=None),
            execution_options={"synchronize_session": False},
        )


def _next(
    session: Session, query: Select[Any], column: Any, key: tuple[Any, int] | None, limit: int, descending: bool = False
) -> list[Page]:
    """Rows behind ``key`` in the order of (column, id). Two queries: each reads on from one place in the index."""
    if key is None:
        return list(session.scalars(query.limit(limit)))
    value, last_id = key
    bound = bindparam(None, value, type_=Moment() if isinstance(value, datetime) else None)
    ties = query.where(column == bound, Page.id > last_id).order_by(None).order_by(Page.id)
    pages = list(session.scalars(ties.limit(limit)))
    if len(pages) < limit:
        behind = column < bound if descending else column > bound
        pages += session.scalars(query.where(behind).limit(limit - len(pages)))
    return pages


def _new_page(session: Session, url: str, now: datetime) -> Page:
    url = storable(url)
    page = Page(**new_row(Found(url, url, site_of(url), via("hand")), now))
    session.add(page)
    return page


def _next_look(session: Session, page: Page, at: datetime, revisit_hours: Sequence[float]) -> datetime | None:
    """When a page that was looked at is due again: an article at its next age, what may be one later as often, an
    announced address that showed a list a few times, anything else never."""
    if page.article_id is None and page.state == "not_article":
        is_announced = page.announced_at is not None or is_by_announcement(page.found_via)
        if is_announced and is_list(page.reason):
            return look_once_more_at(page.unchanged, at, sorted(revisit_hours)[:_LOOKS_AT_A_LIST])
        return look_once_more_at(page.unchanged, at, revisit_hours) if is_passing(page.reason) else None
    if page.article_id is None:
        return None
    query = select(Article.published_at, Article.first_seen_at).where(Article.id == page.article_id)
    return look_again_at(session.execute(query).one(), at, revisit_hours)


def _remember(page: Page, fetch: Fetch) -> None:
    page.fetched_at = fetch.fetched_at
    page.etag, page.last_modified, page.body_hash = fetch.etag, fetch.last_modified, fetch.body_hash
    # The raw page of an article stays the one that its words come from.
    if fetch.warc_file is not None and page.article_id is None:
        page.warc_file, page.warc_offset = fetch.warc_file, fetch.warc_offset


def _close_article(session: Session, page: Page, now: datetime) -> None:
    """Once no page of an article is left that is asked for itself, the article is gone."""
    if page.article_id is None:
        return
    session.flush()
    asked_for = or_(Page.reason.is_(None), Page.reason.not_in(ALIASES))
    alive = select(Page.id).where(Page.article_id == page.article_id, Page.state != "gone", asked_for).exists()
    session.execute(
        update(Article).where(Article.id == page.article_id, Article.gone_at.is_(None), ~alive).values(gone_at=now),
        execution_options={"synchronize_session": False},
    )

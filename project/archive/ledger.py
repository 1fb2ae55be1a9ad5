"""The ledger: every address ever seen, what became of it, and when it is due.

It is the queue of a crawl, so each operation costs the same among a million rows as among a few: it reads and writes by
an index, and the two indexes that serve :func:`due_pages` hold only pages that wait, or that are due one day.

Times are aware and in UTC. Addresses named ``url`` are canonical ones (:func:`project.addresses.canonical`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, bindparam, case, literal_column, or_, select, text, type_coerce, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from project.addresses import site_of
from project.archive.base import Moment
from project.archive.due import REVISIT_HOURS, look_again_at, make_sure_at, retry_at, retry_uncounted_at
from project.archive.models import Article, Page
from project.archive.texts import storable
from project.items import Fetch
from project.items import Found as Found

State = Literal["waiting", "stored", "not_article", "gone", "failed", "skipped"]

LED_TO, FURTHER_PART = ALIASES = ("another address leads here", "a further part of the story")
"""Reasons of pages that nobody asked for: they are stored with the page that was (see project.archive.aliases)."""

_BATCH = 500

_ADD = insert(Page).on_conflict_do_nothing(index_elements=["url"])
# A site that says so may only have touched its page: each time that nothing was new, it is believed an hour, two hours,
# four hours … later.
_ANNOUNCE = text(
    """
    UPDATE pages SET announced_at = :announced_at, next_fetch_at = CASE
        WHEN state IN ('waiting', 'skipped') OR fetched_at IS NULL OR fetched_at >= :announced_at THEN next_fetch_at
        ELSE min(coalesce(next_fetch_at, '9999'), max(:now,
            strftime('%Y-%m-%d %H:%M:%f', fetched_at, '+' || (1 << min(unchanged, 10)) || ' hours') || '000'))
        END
    WHERE url = :url AND (announced_at IS NULL OR announced_at < :announced_at)
    """
).bindparams(bindparam("announced_at", type_=Moment()), bindparam("now", type_=Moment()))


def add_found(session: Session, found: Iterable[Found], now: datetime) -> int:
    """Write down addresses that were found; those that are known already keep their row. Gives the number of new ones.

    What was announced anew since it was fetched becomes due again.
    """
    new = 0
    rest = iter(found)
    while batch := list(islice(rest, _BATCH)):
        rows = {row["url"]: row for row in (_row(each, now) for each in batch)}
        before = _changes(session)
        session.execute(_ADD, list(rows.values()))
        new += _changes(session) - before
        if announced := [
            {"url": row["url"], "announced_at": row["announced_at"], "now": now}
            for row in rows.values()
            if row["announced_at"]
        ]:
            session.execute(_ANNOUNCE, announced)
    return new


def get(session: Session, url: str) -> Page | None:
    """The row of an address."""
    return session.scalar(select(Page).where(Page.url == url))


def get_all(session: Session, urls: Iterable[str]) -> dict[str, Page]:
    """The rows of addresses, by their address."""
    rest, pages = iter(urls), dict[str, Page]()
    while batch := list(islice(rest, _BATCH)):
        pages.update((page.url, page) for page in session.scalars(select(Page).where(Page.url.in_(batch))))
    return pages


def moments(session: Session, urls: Iterable[str]) -> dict[str, datetime | None]:
    """When what stands at some addresses was published, or announced, as far as it is known: None for what waits and
    was not announced. What is known to be no story, or has failed, is left out."""
    rest, known = iter(urls), dict[str, datetime | None]()
    moment = case((Page.state == "stored", Article.dated_at), else_=Page.announced_at)
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
    state: State,
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
    month; one that is gone after a day and after a week, to be sure. One that was gone and then fails stays ``gone``,
    and is due later and later unless it is believed gone. An address that has no row gets one.
    """
    page = get(session, url) or _new_page(session, url, now)
    asked_at = page.fetched_at or now
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
    page.failures *= page.state != "skipped"  # there it has the times that the page was put off
    if page.article_id is None:
        page.state = state
    if state == "failed":
        page.failures += 1
        page.next_fetch_at = retry_at(page.failures, now)
    elif state == "waiting":
        page.next_fetch_at = None if page.article_id is None else now
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
        page.state, page.reason = "stored", None
        session.execute(
            update(Article).where(Article.id == page.article_id).values(last_seen_at=now, gone_at=None),
            execution_options={"synchronize_session": False},
        )


def reopen(session: Session, site: str, reason: str, since: datetime | None, until: datetime | None) -> int:
    """Let skipped pages of a site wait again whose reason begins so, and whose announced moment lies in the window.

    ``until`` is the first moment that no longer counts. Gives their number.
    """
    begins = Page.reason.startswith(reason, autoescape=True)
    pages = update(Page).where(Page.site == site, Page.state == "skipped", begins)
    if since is not None:
        pages = pages.where(Page.announced_at >= since)
    if until is not None:
        pages = pages.where(Page.announced_at < until)
    before = _changes(session)
    session.execute(pages.values(state="waiting", reason=None), execution_options={"synchronize_session": False})
    return _changes(session) - before


def mend_times_to_come(session: Session, site: str, now: datetime) -> None:
    """Pages of a site that were fetched at a time that is yet to come are due now, not after the time to come."""
    pages = update(Page).where(Page.site == site, Page.next_fetch_at > now, Page.fetched_at > now)
    session.execute(pages.values(next_fetch_at=now), execution_options={"synchronize_session": False})


def _row(found: Found, now: datetime) -> dict[str, Any]:
    return {
        "url": storable(found.url),
        "found_url": storable(found.found_url),
        "site": found.site,
        "found_via": storable(found.found_via),
        "found_at": now,
        # A page of the year 3024 would be the newest for a thousand years.
        "announced_at": found.announced_at and min(found.announced_at, now),
        "state": "waiting",
        "failures": 0,
        "unchanged": 0,
        "is_source": False,
    }


def _changes(session: Session) -> int:
    count: int = session.execute(text("SELECT total_changes()")).scalar_one()
    return count


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
    page = Page(**_row(Found(url, url, site_of(url), "hand"), now))
    session.add(page)
    return page


def _next_look(session: Session, page: Page, at: datetime, revisit_hours: Sequence[float]) -> datetime | None:
    """When a page that was looked at is due again: an article at its next age, anything else never."""
    if page.article_id is None:
        return None
    query = select(Article.published_at, Article.first_seen_at).where(Article.id == page.article_id)
    published_at, first_seen_at = session.execute(query).one()
    return look_again_at(published_at or first_seen_at, at, revisit_hours)


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

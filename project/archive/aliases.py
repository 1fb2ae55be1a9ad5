"""Pages that show an article without being asked for it: where its address led to, and the further parts of it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

from sqlalchemy import and_, or_, update
from sqlalchemy.orm import Session

from project.addresses import canonical, site_of
from project.archive.found import add_found
from project.archive.models import Page
from project.archive.storable import storable
from project.found_via import via
from project.items import Article, Fetch, Found
from project.outcomes.reasons import FURTHER_PART, LED_TO, REMOVED


def add_aliases(session: Session, article: Article, article_id: int, url: str, now: datetime) -> None:
    """Write down the other pages that show an article, which was asked for at ``url``. ``now`` is in UTC.

    A page that has an article of its own keeps it. They are not due: who looks again asks the address that stands for
    them; one that a sitemap announces anew is then asked for itself.
    """
    if article.final_url and (target := canonical(storable(article.final_url))) != url:
        led_to = Found(target, storable(article.final_url), site_of(target), via("redirect", url))
        _add(session, led_to, article_id, LED_TO, now, article.fetch)
    for part, fetch in article.parts:
        found_via = via("part of", storable(article.found_url))
        further = Found(canonical(storable(part)), storable(part), article.site, found_via)
        _add(session, further, article_id, FURTHER_PART, datetime.now(UTC), fetch)


def add_named(session: Session, article: Article, now: datetime) -> None:
    """Write down the address that a page of another story names for that one: it may be known from nowhere else."""
    url = storable(article.url)
    if url and site_of(url) == article.site:
        named = Found(canonical(url), url, article.site, via("link", storable(article.found_url)))
        add_found(session, [named], now)


def _add(session: Session, page: Found, article_id: int, reason: str, now: datetime, fetch: Fetch | None) -> None:
    add_found(session, [page], now)
    came = asdict(fetch or Fetch(now))
    if reason != FURTHER_PART or came["warc_file"] is None:
        # Where a redirect led to was kept as the page that was asked for; what was kept once is found there.
        del came["warc_file"], came["warc_offset"]
    has_none = and_(Page.article_id.is_(None), Page.reason.is_distinct_from(REMOVED))
    is_free = or_(has_none, and_(Page.article_id == article_id, Page.reason == reason))
    session.execute(
        update(Page).where(Page.url == page.url, is_free),
        came | {"state": "stored", "reason": reason, "article_id": article_id, "failures": 0, "next_fetch_at": None},
        execution_options={"synchronize_session": False},
    )

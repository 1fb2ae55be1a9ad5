"""Pages that an earlier crawl took for no article, as the ledger remembers them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from project.archive.engine import Archive
from project.archive.models import Page

_BATCH = 200


def refused_pages(archive: Archive, site: str | None = None) -> Iterator[Page]:
    """All of them, or those of a site, in the order of their numbers. No transaction is open between two of them."""
    pages = select(Page).where(Page.state == "not_article", Page.article_id.is_(None))
    if site is not None:
        pages = pages.where(Page.site == site)
    last = 0
    while True:
        with archive.read() as session:
            batch = session.scalars(pages.where(Page.id > last).order_by(Page.id).limit(_BATCH)).all()
        if not batch:
            return
        yield from batch
        last = batch[-1].id

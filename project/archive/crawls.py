"""The runs of spiders, and what they tell: when a site is due, and whether it looks as usual."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from project.archive.models import Crawl, Site


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


def end(session: Session, crawl_id: int, outcome: str, counts: Mapping[str, Any], now: datetime) -> None:
    """Write down how a run ended and what it counted."""
    crawl = session.get_one(Crawl, crawl_id)
    crawl.ended_at, crawl.outcome, crawl.counts = now, outcome, dict(counts)


def plan_next(session: Session, site: str, now: datetime) -> None:
    """Say when a site that was just crawled is due again."""
    session.get_one(Site, site).last_crawl_at = now

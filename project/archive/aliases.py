"""Pages that show an article without being asked for it: where its address led to, and the further parts of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import and_, or_, update
from sqlalchemy.orm import Session

from project.archive.found import add_found
from project.archive.models import Page
from project.items import Fetch, Found
from project.outcomes.reasons import FURTHER_PART


def add(
    session: Session,
    pages: Sequence[Found],
    article_id: int,
    reason: str,
    now: datetime,
    fetch: Fetch | None = None,
) -> None:
    """Write pages down as stored with this article, unless they have one of their own.

    ``reason`` is one of :data:`project.outcomes.reasons.ALIASES`. They are not due: who looks again asks the address
    that stands for them; one that a sitemap announces anew is then asked for itself. ``now`` is in UTC.
    """
    add_found(session, pages, now)
    came = asdict(fetch or Fetch(now))
    if reason != FURTHER_PART or came["warc_file"] is None:
        # Where a redirect led to was kept as the page that was asked for; what was kept once is found there.
        del came["warc_file"], came["warc_offset"]
    is_free = or_(Page.article_id.is_(None), and_(Page.article_id == article_id, Page.reason == reason))
    session.execute(
        update(Page).where(Page.url.in_([page.url for page in pages]), is_free),
        came | {"state": "stored", "reason": reason, "article_id": article_id, "failures": 0, "next_fetch_at": None},
        execution_options={"synchronize_session": False},
    )

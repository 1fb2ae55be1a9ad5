"""Pages for which their site asks to wait. Times are aware and in UTC."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from project.archive import ledger
from project.archive.due import after_asked_wait
from project.outcomes.reasons import ALIASES


def note_asked_wait(session: Session, url: str, reason: str, http_status: int, seconds: float, now: datetime) -> None:
    """A page's site asks to wait so many seconds for it: it is due after them, a month at most.

    That is no failure, and counts as none. A page that is stored or gone, and would be looked at again, only waits. No
    row comes of it, and a further part goes on being read with its story.
    """
    page = ledger.get(session, url)
    if page is None or page.reason in ALIASES:
        return
    is_settled = page.article_id is not None or page.state == "gone"
    if is_settled and page.next_fetch_at is None:
        return
    page.next_fetch_at = after_asked_wait(seconds, now)
    if not is_settled:
        # What waits to be fetched for the first time would be asked for first, by every crawl.
        page.failures *= page.state != "skipped"  # there it has the times that the page was put off
        page.state, page.reason, page.http_status, page.fetched_at = "failed", reason, http_status, now

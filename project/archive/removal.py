"""Take an article out for good: its rows, and every way in which a later crawl would bring it back."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from project.addresses import canonical
from project.archive import copies, ledger
from project.archive.models import Article, Author, AuthorLink, Page, Tag, TagLink
from project.archive.statements import Driver, Statement
from project.archive.storable import storable
from project.outcomes.reasons import REMOVED

_REMOVED = Statement(
    text(
        "SELECT 1 FROM json_each(:urls) AS asked CROSS JOIN pages ON url = asked.value "
        "WHERE state = 'skipped' AND reason = :reason"
    )
)


def is_removed(driver: Driver, *urls: str) -> bool:
    """Whether an article was taken out that stood at one of these addresses."""
    keys = json.dumps([canonical(storable(url)) for url in urls if url])
    return _REMOVED.run(driver, {"urls": keys, "reason": REMOVED}).fetchone() is not None


def addresses_of(session: Session, article: Article) -> set[str]:
    """The canonical addresses at which an article stood."""
    pages = session.scalars(select(Page.url).where(Page.article_id == article.id))
    return {*pages, canonical(article.url)}


def remove(session: Session, article: Article) -> None:
    """Delete an article with its earlier texts, dropped blocks, words in the index and names that no other one has.

    Its pages stay in the ledger, skipped for good. Copies that other sites printed stay: the first of them is the
    original then. What SQLite frees is overwritten, and the number is given to no other. In the caller's transaction.
    """
    session.execute(text("PRAGMA secure_delete = ON"))
    number, own = article.id, canonical(article.url)
    reprints = session.scalars(select(Article.id).where(Article.copy_of_id == number)).all()
    nothing = dict.fromkeys(("copy_of_id", "copy_kind", "copy_score"))
    session.execute(update(Article).where(Article.copy_of_id == number).values(nothing))
    forgotten = ("article_id", "etag", "last_modified", "body_hash", "next_fetch_at", "warc_file", "warc_offset")
    session.execute(
        update(Page).where(Page.article_id == number),
        {**dict.fromkeys(forgotten), "state": "skipped", "reason": REMOVED, "is_source": False, "failures": 0},
    )
    session.expire_all()
    if (page := ledger.get(session, own)) is None or page.article_id is None:
        ledger.mark(session, own, "skipped", REMOVED, now=datetime.now(UTC))  # it may be found yet
        session.flush()
    session.execute(delete(Article).where(Article.id == number))
    # An export that goes on after the last number would miss the article that got it next: a pragma holds the highest.
    if number > (session.scalar(text("PRAGMA user_version")) or 0):
        session.execute(text(f"PRAGMA user_version = {number}"))
    for name, link in ((Author, AuthorLink.author_id), (Tag, TagLink.tag_id)):
        session.execute(delete(name).where(name.id.not_in(select(link))))
    for reprint in reprints:
        copies.place(session, reprint)

"""Revisions in the light of what was learned since: a letter that came into all stories of a site is nobody's edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from project.archive import revisions
from project.archive.models import DOUBTED, Article, DroppedBlock, Revision


@dataclass(frozen=True, slots=True)
class _Version:
    title: str
    description: str
    text: str
    modified_at: None = None  # whether an edit was silent does not change


def judge_again(session: Session, article_id: int) -> None:
    """Compare each earlier text of an article with the next one again, without the blocks that are dropped now.

    A revision of nothing else goes, any other one says what is left of it.
    """
    earlier = session.scalars(
        select(Revision)
        .where(Revision.article_id == article_id, Revision.kind != DOUBTED)
        .order_by(Revision.seen_at, Revision.id)
    ).all()
    if not earlier:
        return
    aside: Sequence[str] = session.scalars(select(DroppedBlock.text).where(DroppedBlock.article_id == article_id)).all()
    columns = (Article.title, Article.description, Article.text)
    title, description, text = session.execute(select(*columns).where(Article.id == article_id)).one()
    versions = [_Version(one.title, one.description, one.text) for one in earlier]
    versions.append(_Version(title, description or "", text))
    for revision, before, after in zip(earlier, versions, versions[1:], strict=False):
        change = revisions.compare(before, after, aside)
        if change is None:
            session.delete(revision)
        else:
            revision.kind, revision.changed, revision.changed_share = change.kind, list(change.changed), change.share
    session.flush()

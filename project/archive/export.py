"""The rows of an export: articles as plain data, a batch at a time, so that memory does not grow with their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from project.archive.filters import Filters, apply
from project.archive.models import Article, Author, AuthorLink, Page, Tag, TagLink

_BATCH = 200
_ORIGINAL = aliased(Article)
_COLUMNS = (
    Article.id, Article.url, Article.site, Article.title, Article.description, Article.published_at,
    Article.modified_at, Article.section, Article.language, Article.text, Article.image_url, Article.access,
    Article.agency, Article.copy_kind, Article.copy_score, Article.first_seen_at, Article.last_seen_at, Article.gone_at,
    Article.published_at_raw, Article.image_caption, Article.word_count, Article.extractor_version,
)  # fmt: skip
_MOMENTS = ("published_at", "modified_at", "first_seen_at", "last_seen_at", "gone_at")


def export_rows(session: Session, filters: Filters) -> Iterator[dict[str, Any]]:
    """Articles in the order of their numbers. ``urls`` is every address of the article, ``copy_of`` the ``url`` of the
    original or None, moments are ISO 8601 in UTC, ``text`` is paragraphs joined by a blank line."""
    query = apply(select(*_COLUMNS, _ORIGINAL.url.label("copy_of")), filters).outerjoin(
        _ORIGINAL, Article.copy_of_id == _ORIGINAL.id
    )
    left = filters.limit
    last = 0
    while left is None or left > 0:
        size = _BATCH if left is None else min(_BATCH, left)
        batch = session.execute(query.where(Article.id > last).order_by(Article.id).limit(size)).mappings().all()
        if not batch:
            return
        last = batch[-1]["id"]
        left = None if left is None else left - len(batch)
        ids = [row["id"] for row in batch]
        authors, tags, urls = _authors(session, ids), _tags(session, ids), _urls(session, ids)
        for row in batch:
            yield _row(dict(row), authors[row["id"]], tags[row["id"]], urls[row["id"]])


def _row(row: dict[str, Any], authors: list[str], tags: list[str], urls: list[str]) -> dict[str, Any]:
    for name in _MOMENTS:
        moment: datetime | None = row[name]
        row[name] = moment and moment.isoformat()
    row["urls"] = list(dict.fromkeys([*urls, row["url"]]))
    row["authors"], row["tags"] = authors, tags
    return row


def _authors(session: Session, ids: list[int]) -> defaultdict[int, list[str]]:
    query = select(AuthorLink.article_id, Author.name).join(Author, Author.id == AuthorLink.author_id)
    return _by_article(session, query.where(AuthorLink.article_id.in_(ids)).order_by(AuthorLink.position))


def _tags(session: Session, ids: list[int]) -> defaultdict[int, list[str]]:
    query = select(TagLink.article_id, Tag.name).join(Tag, Tag.id == TagLink.tag_id)
    return _by_article(session, query.where(TagLink.article_id.in_(ids)).order_by(TagLink.position))


def _urls(session: Session, ids: list[int]) -> defaultdict[int, list[str]]:
    return _by_article(
        session, select(Page.article_id, Page.found_url).where(Page.article_id.in_(ids)).order_by(Page.id)
    )


def _by_article(session: Session, query: Any) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for article_id, value in session.execute(query):
        found[article_id].append(value)
    return found

"""The filters that are the same everywhere: search, export, statistics."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Integer, Select, exists, func, select, text
from sqlalchemy.orm import Session

from project.addresses import site_of
from project.archive.models import Article, Author, AuthorLink
from project.archive.query import match_expression

_HOLDING = text("SELECT rowid FROM article_search WHERE article_search MATCH :expression").columns(rowid=Integer)

S = TypeVar("S", bound=Select[*tuple[Any, ...]])


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles. What is None does not filter.

    ``since`` is the first moment that counts and ``until`` the first one that no longer does, aware; an article without
    a date counts from when it was first seen, and ``new_since`` counts that moment of every article. ``words`` is what
    they hold, as :func:`project.archive.search.search` takes it. ``site`` is a site
    or any address on it, ``author`` a whole name in any case, ``language`` a code such as ``en``. Copies are left out
    unless ``copies``. ``after`` is an article's number: those count that were stored after it.
    """

    words: str | None = None
    site: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    new_since: datetime | None = None
    after: int | None = None
    author: str | None = None
    language: str | None = None
    copies: bool = False
    limit: int | None = None


def sites_meant(given: str) -> set[str]:
    """How a site may be called in the archive that was given by its name or by an address on it."""
    site = given.strip().lower()
    return {site, site_of(site if "//" in site else f"http://{site}")}


def apply(query: S, filters: Filters) -> S:
    """Narrow a select that has :class:`Article` among its tables. ``limit`` is the caller's: it needs an order. Raises
    ArgumentError for words that cannot be read."""
    if filters.words:
        query = query.where(Article.id.in_(_HOLDING.bindparams(expression=match_expression(filters.words))))
    if filters.site:
        query = query.where(Article.site.in_(sites_meant(filters.site)))
    if filters.since:
        query = query.where(Article.dated_at >= filters.since)
    if filters.until:
        query = query.where(Article.dated_at < filters.until)
    if filters.new_since:
        query = query.where(Article.first_seen_at >= filters.new_since)
    if filters.after:
        query = query.where(Article.id > filters.after)
    if filters.language:
        query = query.where(Article.language == filters.language.strip().lower())
    if filters.author:
        query = query.where(
            exists().where(AuthorLink.article_id == Article.id, AuthorLink.author_id.in_(named(filters.author)))
        )
    if not filters.copies:
        query = query.where(Article.copy_of_id.is_(None))
    return query


def copies_left_out(session: Session, filters: Filters) -> int:
    """How many more articles there are with copies; none where these are asked for."""
    if filters.copies:
        return 0
    query = select(func.count()).select_from(Article).where(Article.copy_of_id.is_not(None))
    return session.scalar(apply(query, replace(filters, copies=True))) or 0


def named(name: str) -> Select[int]:
    """The numbers of the authors with this whole name, in any case."""
    # archive_lower: SQLite's own lower() knows ASCII only.
    return select(Author.id).where(func.archive_lower(Author.name) == " ".join(name.split()).lower())

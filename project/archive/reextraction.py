"""Stored articles against what today's extraction makes of their raw pages: which are behind, what differs, write it.

No revision comes of it: the publisher changed nothing. Times are aware and in UTC.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, select, update
from sqlalchemy.orm import Session

from project import items
from project.addresses import site_of
from project.archive import copies, repetition
from project.archive.filters import Filters, apply
from project.archive.models import Article, Page, Tag, TagLink
from project.archive.rows import is_walled_off, names, values_of
from project.archive.side_tables import link_names, write_dropped
from project.archive.statements import driver_of
from project.found_via import is_by_hand
from project.outcomes.reasons import FURTHER_PART

FIELDS = (
    "url", "title", "description", "text", "byline", "agency", "published_at", "modified_at", "section", "tags",
    "language", "image_url", "image_caption", "access", "site_key",
)  # fmt: skip
"""What counts as a change. What follows from these, and the notes on where a value came from, do not."""

# Where an article stands among its copies hangs on these.
_PLACING = ("text", "title", "published_at", "agency")
# A page is looked at again an hour after its first look at the earliest.
_FIRST_LOOK = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a raw page stands, as the ledger says it."""

    file: str
    offset: int


@dataclass(frozen=True, slots=True)
class Before:
    """A stored article, and the page that its words come from; the page's values are None where there is none."""

    id: int
    site: str
    url: str
    title: str
    description: str
    text: str
    byline: str
    agency: str | None
    published_at: datetime | None
    published_at_raw: str | None
    modified_at: datetime | None
    section: str | None
    language: str | None
    image_url: str | None
    image_caption: str | None
    access: str
    site_key: str | None
    word_count: int
    first_seen_at: datetime
    extractor_version: str
    page_url: str | None
    found_url: str | None
    found_via: str | None
    body_hash: int | None
    warc_file: str | None
    warc_offset: int | None
    tags: tuple[str, ...] = ()
    parts: tuple[tuple[str, Place | None], ...] = ()
    """The canonical addresses of the story's further parts, and where these stand."""

    @property
    def place(self) -> Place | None:
        return None if self.warc_file is None else Place(self.warc_file, self.warc_offset or 0)

    @property
    def by_hand(self) -> bool:
        """An operator asked for this very page."""
        return is_by_hand(self.found_via)


_FROM_PAGE: dict[str, Any] = {
    "page_url": Page.url.label("page_url"),
    **{name: getattr(Page, name) for name in ("found_url", "found_via", "body_hash", "warc_file", "warc_offset")},
}
_COLUMNS = [
    _FROM_PAGE[field.name] if field.name in _FROM_PAGE else getattr(Article, field.name)
    for field in fields(Before)
    if field.name not in ("tags", "parts")
]
_BEFORE = select(*_COLUMNS).outerjoin(Page, and_(Page.article_id == Article.id, Page.is_source))


def to_read(session: Session, filters: Filters, version: str | None) -> dict[str, list[int]]:
    """Site -> numbers of its articles that another extractor than ``version`` read; with None of all of them.

    Both in order, so that a run that is broken off leaves whole sites behind it.
    """
    query = apply(select(Article.site, Article.id), filters)
    if version is not None:
        query = query.where(Article.extractor_version != version)
    found: dict[str, list[int]] = {}
    for site, article_id in session.execute(query.order_by(Article.site, Article.id).limit(filters.limit)):
        found.setdefault(site, []).append(article_id)
    return found


def load(session: Session, ids: Sequence[int]) -> list[Before]:
    """What is stored of these articles, in order of their numbers."""
    tags: dict[int, list[str]] = {}
    links = select(TagLink.article_id, Tag.name).join(Tag, Tag.id == TagLink.tag_id).where(TagLink.article_id.in_(ids))
    for article_id, name in session.execute(links.order_by(TagLink.article_id, TagLink.position)):
        tags.setdefault(article_id, []).append(name)
    parts: dict[int, list[tuple[str, Place | None]]] = {}
    pages = select(Page.article_id, Page.url, Page.warc_file, Page.warc_offset).where(
        Page.article_id.in_(ids), Page.reason == FURTHER_PART
    )
    for part_of, url, file, offset in session.execute(pages.order_by(Page.id)):
        parts.setdefault(part_of or 0, []).append((url, None if file is None else Place(file, offset or 0)))
    return [
        Before(**row._mapping, tags=tuple(tags.get(row.id, ())), parts=tuple(parts.get(row.id, ())))
        for row in session.execute(_BEFORE.where(Article.id.in_(ids)).order_by(Article.id))
    ]


def values_again(session: Session, before: Before, article: items.Article) -> dict[str, Any]:
    """Column -> value, as a crawl that brings this page would store it now.

    The first moment stays that was seen, and so does an address, where the page names another article's or another
    site's for its own.
    """
    values = values_of(article)
    values["tags"] = names(article.tags)
    values["url"] = _address(session, before, values["url"])
    published = values["published_at"]
    is_later_look = article.seen_at - before.first_seen_at > _FIRST_LOOK
    if is_later_look and before.published_at and published and published > before.first_seen_at:
        # Nothing is published after it was seen: the publisher wrote the moment of an update over it.
        values["published_at"], values["published_at_raw"] = before.published_at, before.published_at_raw
    return values


def _address(session: Session, before: Before, url: str) -> str:
    is_free = url == before.url or session.execute(select(Article.id).where(Article.url == url)).first() is None
    return url if is_free and site_of(url) == before.site else before.url


def is_hidden(before: Before, values: Mapping[str, Any]) -> bool:
    """Whether a paywall closed over the raw page since the stored text was read."""
    return is_walled_off(before.access, values["access"]) and values["word_count"] < before.word_count


def changed(before: Before, values: Mapping[str, Any]) -> list[str]:
    """Which of :data:`FIELDS` differ."""
    return [name for name in FIELDS if (list(before.tags) if name == "tags" else getattr(before, name)) != values[name]]


def write(session: Session, read: Sequence[tuple[Before, items.Article, dict[str, Any]]]) -> list[int]:
    """Write what was read again. Gives the numbers of the articles that were written.

    One that changed since it was loaded, because a crawl brought it meanwhile, is left to the next run.
    """
    now = {before.id: before for before in load(session, [before.id for before, _, _ in read])}
    done = []
    for before, article, values in read:
        if now.get(before.id) == before:
            values["url"] = _address(session, before, values["url"])
            _write(session, before, article, values)
            done.append(before.id)
    return done


def _write(session: Session, before: Before, article: items.Article, values: Mapping[str, Any]) -> None:
    differ = changed(before, values)
    row = {name: value for name, value in values.items() if name != "tags"}
    session.execute(update(Article.__table__).where(Article.id == before.id), row)  # type: ignore[arg-type]
    driver = driver_of(session)
    if "byline" in differ:
        link_names(driver, "authors", before.id, article.authors)
    if "tags" in differ:
        link_names(driver, "tags", before.id, article.tags)
    write_dropped(driver, before.id, article)
    repetition.count_blocks(driver, before.id, values["site"], article.blocks, article.ahead)
    page_type = None if article.page_type == "article" else article.page_type
    session.execute(update(Page).where(Page.url == before.page_url), {"reason": page_type})
    if any(name in differ for name in _PLACING):
        copies.place(session, before.id)


def hold_back(session: Session, article_id: int) -> None:
    """Let an article count as behind still, so that a run that is broken off here does its site once more."""
    session.execute(update(Article).where(Article.id == article_id), {"extractor_version": ""})


def let_go(session: Session, article_id: int, version: str) -> None:
    """What was held back is done."""
    held = update(Article).where(Article.id == article_id, Article.extractor_version == "")
    session.execute(held, {"extractor_version": version})

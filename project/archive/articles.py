"""Store an article: everything that is known of it in one transaction, which is the caller's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import bindparam, func, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.orm import Session

from project import items
from project.addresses import site_of
from project.archive import copies, doubts, identity, looks, removal, repetition, revisions
from project.archive.aliases import add_aliases, add_named
from project.archive.article_urls import is_free, make_free
from project.archive.due import REVISIT_HOURS, look_again_at, make_sure_at, retry_at
from project.archive.identity import Stored
from project.archive.ledger import mark
from project.archive.models import Article, DroppedBlock, Page, Revision
from project.archive.rows import signature_of, values_of
from project.archive.side_tables import link_names, write_dropped
from project.archive.statements import Driver, Statement, driver_of
from project.archive.storable import storable
from project.found_via import via
from project.items import Copy, Fetch
from project.outcomes.reasons import FURTHER_PART, MIXED_UP, REMOVED, UNSURE

Outcome = Literal["new", "copy", "joined", "unchanged", "revised", "moved", "doubted", "removed"]

# What each look at a page writes anew in its row.
_LOOK = (
    "state", "reason", "failures", "fetched_at", "http_status", "etag", "last_modified", "body_hash", "article_id",
    "is_source", "unchanged", "next_fetch_at",
)  # fmt: skip

_PAGE = Statement(text("SELECT article_id, is_source, unchanged, reason FROM pages WHERE url = :url"))
_MOST_UNCHANGED = Statement(text("SELECT coalesce(max(unchanged), 0) FROM pages WHERE article_id = :id"))
_OF_TEXT = (
    "title", "description", "text", "text_hash", "word_count", "access", "byline", "sources", "extractor_version",
)  # fmt: skip
_OF_VERSION = ("title", "description", "text", "modified_at")
_GENERATED = ("dated_at", "gone_at", "copy_of_id", "copy_kind", "copy_score")
# SQLite would give the number of the last article anew that was removed: see :func:`removal.remove`.
_NEXT_NUMBER = Statement(
    text("SELECT max((SELECT coalesce(max(id), 0) FROM articles), user_version) + 1 FROM pragma_user_version")
)
_INSERT_ARTICLE = Statement(
    insert(Article.__table__),  # type: ignore[arg-type]
    [column.name for column in Article.__table__.columns if column.name not in _GENERATED],
)
_STORED_DROPPED = select(DroppedBlock.text).where(DroppedBlock.article_id == bindparam("id"))
_INSERT_REVISION = insert(Revision.__table__)  # type: ignore[arg-type]
_SEEN = Statement(
    update(Article.__table__).where(Article.id == bindparam("seen_id")).values(last_seen_at=bindparam("now"))  # type: ignore[arg-type]
)
_PAGE_ROW = upsert(Page)
# A page that was kept as a raw page once is found there, also when a later look was not kept.
_STORED = Statement(
    _PAGE_ROW.on_conflict_do_update(
        index_elements=["url"],
        set_={name: _PAGE_ROW.excluded[name] for name in _LOOK}
        | {name: func.coalesce(_PAGE_ROW.excluded[name], getattr(Page, name)) for name in ("warc_file", "warc_offset")},
    ),
    ["url", "found_url", "site", "found_via", "found_at", *_LOOK, "warc_file", "warc_offset"],
)
_NO_SOURCE = Statement(text("UPDATE pages SET is_source = 0 WHERE article_id = :id AND is_source AND url != :url"))


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of an article.

    ``new``, or ``copy`` where it copies a stored one; ``joined``: the page is another address of a known article;
    ``revised``: its words changed, and the earlier ones are a revision; ``moved``: its address changed; ``unchanged``;
    ``doubted``: the page shows another story, or what is not believed yet; ``removed``: it was taken out for good, and
    is not stored again: it has the number 0.
    """

    article_id: int
    outcome: Outcome
    copy: Copy | None = None
    """Which stored article a new one copies."""


def save_article(
    session: Session, article: items.Article, now: datetime, revisit_hours: Sequence[float] = REVISIT_HOURS
) -> Saved:
    """Store an article, and mark its page as stored.

    ``now`` is when it was seen, in UTC. Titles of more than 1,000 characters and names of more than 200 are cut, NUL
    characters and halves of surrogate pairs are replaced; the text keeps its length.
    """
    values = values_of(article)
    session.flush()  # what the caller changed by objects; the connection knows nothing of them
    driver = driver_of(session)
    url = storable(article.page_url)
    known_id, is_source, unchanged, reason = _PAGE.run(driver, {"url": url}).fetchone() or (None, False, 0, None)
    stored = None if known_id is None else identity.by_id(driver, known_id)
    stored, joined, doubt = looks.which(driver, article, values, stored, now, is_source=is_source)
    outcome: Outcome = "unchanged"
    copy = None
    if stored is None and removal.is_removed(driver, url, values["url"], article.final_url):
        mark(session, url, "skipped", REMOVED, now=now)
        return Saved(0, "removed")
    if stored is not None and doubt:
        article_id, outcome = stored.id, "doubted"
    elif stored is None:
        article_id, copy = _insert(driver, article, values, url, now)
        outcome = "copy" if copy else "new"
        is_source = True
    else:
        article_id = stored.id
        was_source = is_source
        is_source = is_source or looks.takes_over(driver, stored, values, article, url)
        if is_source:
            is_edit = was_source or looks.loses_words(stored, values)
            outcome = _refresh(session, stored, article, values, now, is_edit=is_edit)
        else:
            _SEEN.run(driver, {"seen_id": stored.id, "now": now})
        if joined and outcome == "unchanged":
            outcome = "joined"
        if is_source:
            _NO_SOURCE.run(driver, {"id": stored.id, "url": url})
    times_unchanged = unchanged + 1 if outcome in ("unchanged", "doubted") else 0
    if outcome == "joined":
        # A site that announced it anew for nothing at one of its addresses does so at the others.
        ((times_unchanged,),) = _MOST_UNCHANGED.run(driver, {"id": article_id})
    known_at = [] if doubt else [values["published_at"]]
    known_at += [stored.published_at, stored.first_seen_at] if stored else []
    seen_at = article.fetch.fetched_at if article.fetch else now
    look: dict[str, Any] = {
        "article_id": article_id,
        "is_source": bool(is_source),
        "unchanged": times_unchanged,
        "next_fetch_at": retry_at(1 + unchanged, now)
        if article.is_cut
        else look_again_at(known_at, seen_at, revisit_hours),
    }
    is_part = reason == FURTHER_PART and article_id == known_id and not is_source
    if doubt or is_part or (stored and looks.is_hidden(stored, values, article)):
        # The raw page of an article stays the one that its words come from.
        look |= {"warc_file": None, "warc_offset": None}
    if is_part:  # announced by itself; its words are read with the first page
        look |= {"reason": reason, "next_fetch_at": None}
    if doubt:
        # The page is asked for as if this look had not been, and known by its words: see looks.which.
        look |= {"reason": doubt, "etag": None, "last_modified": None, "body_hash": values["text_hash"]}
    if doubt == MIXED_UP:
        doubts.forget(driver, article_id, values["text"])
    if doubt == UNSURE:
        doubts.keep(driver, article_id, values, now)
        look |= {"next_fetch_at": make_sure_at(1, now)}
    _mark_stored(driver, article, url, look, now)
    if doubt == MIXED_UP:
        add_named(session, article, now)
    elif not doubt:
        add_aliases(session, article, article_id, url, now)
    return Saved(article_id, outcome, copy)


def _insert(
    driver: Driver, article: items.Article, values: dict[str, Any], url: str, now: datetime
) -> tuple[int, Copy | None]:
    # The page may name an address that is another story's: its own will do.
    own = map(storable, filter(None, (values["url"], article.final_url, article.found_url, url)))
    values["url"] = next((each for each in own if is_free(driver, each)), None) or make_free(driver, url)
    article_id: int = _NEXT_NUMBER.run(driver, {}).fetchone()[0]
    row = {**values, "id": article_id, "first_seen_at": now, "last_seen_at": now}
    _INSERT_ARTICLE.run(driver, row)
    link_names(driver, "authors", article_id, article.authors, is_new=True)
    link_names(driver, "tags", article_id, article.tags, is_new=True)
    write_dropped(driver, article_id, article, is_new=True)
    repetition.count_blocks(driver, article_id, values["site"], article.blocks, article.ahead)
    story = copies.Story(article_id, *(row[name] for name in copies.STORY_FIELDS))
    return article_id, copies.place_new(driver, story, signature_of(article).sample)


def _refresh(
    session: Session, stored: Stored, article: items.Article, values: dict[str, Any], now: datetime, *, is_edit: bool
) -> Outcome:
    """Write what a new look found. ``is_edit``: other words are a revision, as the same page was looked at before, or
    would be lost."""
    driver = driver_of(session)
    fresh = {name: value for name, value in values.items() if value not in (None, "", {})}
    fresh.pop("url")
    if looks.is_hidden(stored, values, article):
        # A paywall or an empty page closed over a text that is stored: the better one stays, and by whom it was read.
        for name in _OF_TEXT:
            fresh.pop(name, None)
    elif not values["text"]:
        for name in ("text_hash", "word_count"):
            fresh.pop(name)
    if (
        stored.published_at
        and "published_at" in fresh
        and stored.extractor_version == values["extractor_version"]
        and not looks.is_earlier(fresh["published_at"], stored.published_at)
    ):
        # Publishers write the moment of an update over it.
        del fresh["published_at"]
        fresh.pop("published_at_raw", None)
    outcome: Outcome = "unchanged"
    is_reworded = any(getattr(stored, name) != fresh.get(name, getattr(stored, name)) for name in revisions.FIELDS)
    if is_reworded:
        aside = [block.text for _, block in article.dropped]
        aside += session.scalars(_STORED_DROPPED, {"id": stored.id})
        version = replace(stored, **{name: fresh[name] for name in _OF_VERSION if name in fresh})
        shown = doubts.kept(driver, stored.id) if looks.is_another_text(stored, values, article) else []
        is_edit = is_edit and stored.extractor_version == values["extractor_version"]
        steps = [(each.seen_at, each.instead_of(version)) for each in shown] + [(now, version)]
        before = looks.unhidden(stored, values)
        for seen_at, after in steps if is_edit or shown else ():
            if change := revisions.compare(before, after, aside):
                _write_revision(session, before, change, seen_at)
                before, outcome = after, "revised"
    if not looks.is_hidden(stored, values, article):
        doubts.forget(driver, stored.id)
    address = looks.new_address(driver, stored, values)
    if address is not None:
        fresh["url"] = address
        outcome = "moved" if outcome == "unchanged" else outcome
    session.execute(
        update(Article.__table__).where(Article.id == stored.id),  # type: ignore[arg-type]
        fresh | {"last_seen_at": now, "gone_at": None},
    )
    if "byline" in fresh and fresh["byline"] != stored.byline:
        link_names(driver, "authors", stored.id, article.authors)
    if article.tags:
        link_names(driver, "tags", stored.id, article.tags)
    if "text" in fresh:
        write_dropped(driver, stored.id, article)
        # Also where no word of the text changed: what was dropped as repeated is put back by what was counted.
        repetition.count_blocks(driver, stored.id, values["site"], article.blocks, article.ahead)
    if is_reworded or any(
        name in fresh and fresh[name] != getattr(stored, name) for name in ("published_at", "agency")
    ):
        copies.place(session, stored.id)
    return outcome


def _write_revision(session: Session, stored: Stored, change: revisions.Change, now: datetime) -> None:
    session.execute(
        _INSERT_REVISION,
        {
            "article_id": stored.id,
            "seen_at": now,
            "title": stored.title,
            "description": stored.description,
            "text": stored.text,
            "kind": change.kind,
            "changed": list(change.changed),
            "changed_share": change.share,
            "silent": change.is_silent,
        },
    )


def _mark_stored(driver: Driver, article: items.Article, url: str, values: dict[str, Any], now: datetime) -> None:
    """The page's row in the ledger: stored, and what is needed to ask for it again only when it changed."""
    fetch = article.fetch or Fetch(fetched_at=now)
    if article.is_cut:  # the page is read again, although it is what it was
        fetch = replace(fetch, etag=None, last_modified=None, body_hash=None)
    row = {
        "url": url,
        "found_url": storable(article.found_url or article.url),
        "site": site_of(url),
        "found_via": via("hand"),
        "found_at": now,
        "state": "stored",
        "reason": None if article.page_type == "article" else article.page_type,
        "failures": 0,
        **{name: getattr(fetch, name) for name in Fetch.__dataclass_fields__},
        **values,
    }
    _STORED.run(driver, row)

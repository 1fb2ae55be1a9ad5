"""Which stored article a page holds: the same story at another address of its site is the same article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, bindparam, select, text

from project.archive.models import Article
from project.archive.overlap import has_alike_title, judge
from project.archive.statements import Driver, Statement
from project.folding import fold_case

# A text of so many words is not written twice; a shorter one may be a template of the site's, filled in anew every day.
_UNMISTAKABLE_WORDS = 60


@dataclass(frozen=True, slots=True)
class Stored:
    """What of a stored article decides what a new look at it changes. Moments are aware."""

    id: int
    url: str
    title: str
    description: str
    byline: str
    text: str
    text_hash: int
    word_count: int
    language: str | None
    published_at: datetime | None
    modified_at: datetime | None
    first_seen_at: datetime
    access: str
    agency: str | None
    site_key: str | None
    extractor_version: str
    gone_at: datetime | None


_COLUMNS = [getattr(Article, name) for name in Stored.__dataclass_fields__]
_BY_ID = Statement(select(*_COLUMNS).where(Article.id == bindparam("id")))
_LIKELY = Statement(
    select(*_COLUMNS).where(
        Article.id.in_(
            # One query, three indexes. https://www.sqlite.org/optoverview.html#or_optimizations
            text(
                "SELECT id FROM articles WHERE url = :url "
                "UNION SELECT article_id FROM pages WHERE url = :key AND article_id IS NOT NULL "
                "UNION SELECT id FROM articles WHERE site = :site AND site_key = :site_key "
                "UNION SELECT * FROM (SELECT id FROM articles WHERE text_hash = :text_hash AND site = :site LIMIT 5)"
            ).columns(id=Integer)
        )
    )
)


def by_id(driver: Driver, article_id: int) -> Stored:
    return Stored(*next(_BY_ID.rows(driver, {"id": article_id})))


def same_story(driver: Driver, values: Mapping[str, Any], key: str) -> Stored | None:
    """The article of the site that was stored from another address and is the same as this one.

    ``values``: those of the new row; ``key``: its canonical address as the ledger spells it. A page that names the
    address or the number of another story for its own (the front page's, mostly) is none: the words have to agree.
    """
    likely = _LIKELY.rows(driver, {**values, "key": key})
    return next((stored for stored in (Stored(*row) for row in likely) if _is_same(stored, values)), None)


def _is_same(stored: Stored, values: Mapping[str, Any]) -> bool:
    has_same_title = bool(fold_case(stored.title)) and fold_case(stored.title) == fold_case(values["title"])
    if stored.text_hash == values["text_hash"] and values["word_count"]:
        is_long = values["word_count"] >= _UNMISTAKABLE_WORDS
        return has_same_title or (is_long and has_alike_title(stored.title, values["title"]))
    if stored.url != values["url"] and stored.site_key != values["site_key"]:
        return has_same_title
    return has_same_title or judge(stored.text, values["text"], same_site=True) is not None

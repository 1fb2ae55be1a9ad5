"""What a page showed in place of its article and was not believed: its words are kept until the next look tells.

Each is a row of the revisions, of the kind :data:`DOUBTED`, that no reader of them gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, text

from project.archive.identity import Stored
from project.archive.models import DOUBTED, Revision
from project.archive.statements import Driver, Statement

_revisions = Revision.__table__.c
_SHOWN = Statement(
    select(*(_revisions[name] for name in ("seen_at", "title", "description", "text")))
    .where(_revisions.article_id == bindparam("id"), text(f"kind = '{DOUBTED}'"))
    .order_by(_revisions.seen_at, _revisions.id)
)
_KEEP = Statement(
    insert(Revision.__table__),  # type: ignore[arg-type]
    ["article_id", "seen_at", "title", "description", "text", "kind", "changed", "changed_share", "silent"],
)
_FORGET = Statement(text(f"DELETE FROM revisions WHERE article_id = :id AND kind = '{DOUBTED}'"))
_FORGET_ONE = Statement(text(f"DELETE FROM revisions WHERE article_id = :id AND kind = '{DOUBTED}' AND text = :text"))


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page showed, and when it was seen first."""

    seen_at: datetime
    title: str
    description: str
    text: str

    def instead_of(self, stored: Stored) -> Stored:
        return replace(stored, title=self.title, description=self.description, text=self.text)


def keep(driver: Driver, article_id: int, values: Mapping[str, Any], now: datetime) -> None:
    """Put the words of a page aside; the same ones once."""
    if any(shown.text == values["text"] for shown in kept(driver, article_id)):
        return
    row = {name: values[name] for name in ("title", "description", "text")}
    row |= {
        "article_id": article_id,
        "seen_at": now,
        "kind": DOUBTED,
        "changed": [],
        "changed_share": 0,
        "silent": True,
    }
    _KEEP.run(driver, row)


def kept(driver: Driver, article_id: int) -> list[Shown]:
    """What was put aside of an article, in the order in which it was seen."""
    return [Shown(*row) for row in _SHOWN.rows(driver, {"id": article_id})]


def forget(driver: Driver, article_id: int, words: str | None = None) -> None:
    """Take away what was put aside of an article, or only these words."""
    if words is None:
        _FORGET.run(driver, {"id": article_id})
    else:
        _FORGET_ONE.run(driver, {"id": article_id, "text": words})

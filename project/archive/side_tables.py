"""What belongs to an article and stands in other tables: its authors, its tags, the blocks dropped from it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text

from project import items
from project.archive.rows import names
from project.archive.statements import Driver, Statement
from project.archive.storable import storable

_FORGET_DROPPED = Statement(text("DELETE FROM dropped_blocks WHERE article_id = :id"))
_INSERT_DROPPED = Statement(
    text(
        "INSERT INTO dropped_blocks (article_id, position, text, kind, reason) "
        "VALUES (:article_id, :position, :text, :kind, :reason)"
    )
)
_LINKS = {
    table: (
        Statement(text(f"DELETE FROM article_{table} WHERE article_id = :id")),
        Statement(text(f"INSERT OR IGNORE INTO {table} (name) VALUES (:name)")),
        Statement(
            text(
                f"INSERT INTO article_{table} (article_id, position, {table[:-1]}_id) "
                f"SELECT :id, :position, id FROM {table} WHERE name = :name"
            )
        ),
    )
    for table in ("authors", "tags")
}


def link_names(driver: Driver, table: str, article_id: int, values: Sequence[str], *, is_new: bool = False) -> None:
    """Let an article have just these authors or tags, in this order."""
    forget, add, link = _LINKS[table]
    if not is_new:
        forget.run(driver, {"id": article_id})
    if found := names(values):
        rows = [{"id": article_id, "position": n, "name": name} for n, name in enumerate(found)]
        add.run_many(driver, rows)
        link.run_many(driver, rows)


def write_dropped(driver: Driver, article_id: int, article: items.Article, *, is_new: bool = False) -> None:
    """Let an article have just the dropped blocks of this item."""
    if not is_new:
        _FORGET_DROPPED.run(driver, {"id": article_id})
    rows = [
        {
            "article_id": article_id,
            "position": position,
            "text": storable(block.text),
            "kind": block.kind,
            "reason": storable(block.reason or ""),
        }
        for position, block in article.dropped
    ]
    if rows:
        _INSERT_DROPPED.run_many(driver, rows)

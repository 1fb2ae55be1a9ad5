"""What belongs to an article and stands in other tables: its authors, its tags, the blocks dropped from it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, insert, text

from project import items
from project.archive.models import DroppedBlock
from project.archive.rows import names
from project.archive.texts import storable

_FORGET_DROPPED = text("DELETE FROM dropped_blocks WHERE article_id = :id")
_INSERT_DROPPED = insert(DroppedBlock.__table__)  # type: ignore[arg-type]
_LINKS = {
    table: (
        text(f"DELETE FROM article_{table} WHERE article_id = :id"),
        text(f"INSERT OR IGNORE INTO {table} (name) VALUES (:name)"),
        text(
            f"INSERT INTO article_{table} (article_id, position, {table[:-1]}_id) "
            f"SELECT :id, :position, id FROM {table} WHERE name = :name"
        ),
    )
    for table in ("authors", "tags")
}


def link_names(
    connection: Connection, table: str, article_id: int, values: Sequence[str], *, is_new: bool = False
) -> None:
    """Let an article have just these authors or tags, in this order."""
    forget, add, link = _LINKS[table]
    if not is_new:
        connection.execute(forget, {"id": article_id})
    if found := names(values):
        connection.execute(add, [{"name": name} for name in found])
        connection.execute(link, [{"id": article_id, "position": n, "name": name} for n, name in enumerate(found)])


def write_dropped(connection: Connection, article_id: int, article: items.Article, *, is_new: bool = False) -> None:
    """Let an article have just the dropped blocks of this item."""
    if not is_new:
        connection.execute(_FORGET_DROPPED, {"id": article_id})
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
        connection.execute(_INSERT_DROPPED, rows)

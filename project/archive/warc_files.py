"""Which foreign WARC files were read to their end, and how: such a file is not read again until it changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from project.archive.crawl_models import WarcFile


def is_done(session: Session, path: Path, arguments: Mapping[str, str]) -> bool:
    """Whether a file was read as it is now, with these arguments, or with none: then all of it was."""
    row = session.get(WarcFile, str(path))
    if row is None or row.arguments not in ({}, arguments):
        return False
    now = path.stat()
    return now.st_size == row.size and datetime.fromtimestamp(now.st_mtime, UTC) <= row.done_at


def mark_done(session: Session, path: Path, size: int, arguments: Mapping[str, str], began_at: datetime) -> None:
    """Write down that a file was read: ``size`` and ``began_at`` (aware) are those of the moment when that began."""
    values = {"size": size, "arguments": dict(arguments), "done_at": began_at}
    row = insert(WarcFile).values(path=str(path), **values)
    session.execute(row.on_conflict_do_update(index_elements=["path"], set_=values))

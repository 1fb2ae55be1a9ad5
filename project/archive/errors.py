"""What can go wrong with the archive's file, in one line that names it and says what to do."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError


class ArchiveError(Exception):
    """The archive cannot be used as asked; the message is one clear line for whoever runs the command."""


class ArchiveMissing(ArchiveError):
    """There is no archive there yet."""


class ArchiveLocked(ArchiveError):
    """Another process held the archive for longer than the wait: trying again later may succeed."""


# Primary result codes: https://www.sqlite.org/rescode.html
_LINES = {
    sqlite3.SQLITE_BUSY: "another process keeps {path} locked: end it, or try again",
    sqlite3.SQLITE_LOCKED: "another process keeps {path} locked: end it, or try again",
    sqlite3.SQLITE_READONLY: "{path} cannot be written: it or its folder is read-only; check the permissions",
    sqlite3.SQLITE_PERM: "{path} cannot be opened: check its permissions",
    sqlite3.SQLITE_IOERR: "{path}: the disk does not read or write ({detail}); check it, and its free space",
    sqlite3.SQLITE_CORRUPT: "{path} is damaged ({detail}); restore a backup, or try sqlite3's .recover",
    sqlite3.SQLITE_FULL: "no space is left for {path}: free some, then run the same command again",
    sqlite3.SQLITE_CANTOPEN: "{path} cannot be opened, or no file made beside it: check its folder's permissions",
    sqlite3.SQLITE_NOTADB: "{path} is no SQLite database: set ARCHIVE_URL to another file, or move this one away",
}


def explain(error: DBAPIError | sqlite3.Error, path: str) -> ArchiveError | None:
    """The :class:`ArchiveError` that says what a driver's error means for the file at ``path``, or None where the error
    comes from a statement and not from the file, disk or lock."""
    cause = getattr(error, "orig", error)
    code = getattr(cause, "sqlite_errorcode", None)
    if not isinstance(code, int) or (line := _LINES.get(code & 0xFF)) is None:
        return None
    kind = ArchiveLocked if code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) else ArchiveError
    return kind(line.format(path=path, detail=cause))

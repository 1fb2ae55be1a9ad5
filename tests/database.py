"""An archive's tables, as a program that knows nothing of the project reads and changes them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any


def execute(archive_url: str, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Carry out a statement, in a transaction of its own. Gives the rows that come back."""
    with closing(sqlite3.connect(archive_url.removeprefix("sqlite:///"))) as database, database:
        return database.execute(statement, values).fetchall()

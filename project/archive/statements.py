"""Statements that run for every page: built by SQLAlchemy once, run by SQLite's driver itself.

Going through SQLAlchemy each time costs some 80 µs a statement, several times what SQLite needs for most of them, and
an article takes a dozen. The transaction is the session's: each sees what the other did in it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from operator import itemgetter
from typing import Any

from sqlalchemy import Executable, Select, text
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

Driver = sqlite3.Connection
Values = Mapping[str, Any]

_DIALECT = dialect()


def driver_of(session: Session) -> Driver:
    """The driver's connection on which a session's transaction runs. What the session holds back is not flushed."""
    driver = session.connection().connection.driver_connection
    assert isinstance(driver, Driver)
    return driver


def changes(session: Session) -> int:
    """How many rows the connection changed so far: before and after a statement, what that one did."""
    count: int = session.execute(text("SELECT total_changes()")).scalar_one()
    return count


class Statement:
    """A statement whose values come by name at each run. Lists of values (``IN``) are not for it: ``json_each`` is.

    ``columns``: for an insert, the columns that get a value; those with a default of Python's have to be among them.
    """

    def __init__(self, statement: Executable, columns: Iterable[str] | None = None) -> None:
        self._statement = statement
        self._columns = None if columns is None else list(columns)

    def run(self, driver: Driver, values: Values) -> sqlite3.Cursor:
        """Run it. Rows come as SQLite has them, errors are the driver's."""
        return driver.execute(self._sql, self._in_order(values))

    def run_many(self, driver: Driver, values: Iterable[Values]) -> None:
        """Run it once with each of these."""
        driver.executemany(self._sql, map(self._in_order, values))

    def rows(self, driver: Driver, values: Values) -> Iterator[tuple[Any, ...]]:
        """The rows of a ``select``, as the types of its columns have them."""
        for row in self.run(driver, values):
            yield _converted(row, self._results)

    @cached_property
    def _compiled(self) -> SQLCompiler:
        compiled = self._statement.compile(dialect=_DIALECT, column_keys=self._columns)  # type: ignore[attr-defined]
        assert isinstance(compiled, SQLCompiler)
        if missing := [column.name for column in getattr(compiled, "insert_prefetch", ())]:
            raise ValueError(f"no value for {', '.join(missing)}, whose default is not the database's")
        return compiled

    @cached_property
    def _sql(self) -> str:
        return str(self._compiled)

    @cached_property
    def _in_order(self) -> Callable[[Values], tuple[Any, ...]]:
        names = self._compiled.positiontup or []
        pick: Callable[[Values], tuple[Any, ...]] = (
            itemgetter(*names) if len(names) > 1 else lambda values: tuple(values[name] for name in names)
        )
        types = [self._compiled.binds[name].type.dialect_impl(_DIALECT) for name in names]
        conversions = _conversions(each.bind_processor(_DIALECT) for each in types)
        return (lambda values: _converted(pick(values), conversions)) if conversions else pick

    @cached_property
    def _results(self) -> list[tuple[int, Callable[[Any], Any]]]:
        assert isinstance(self._statement, Select)
        types = [column.type.dialect_impl(_DIALECT) for column in self._statement.selected_columns]
        return _conversions(each.result_processor(_DIALECT, None) for each in types)


def _conversions(functions: Iterable[Callable[[Any], Any] | None]) -> list[tuple[int, Callable[[Any], Any]]]:
    return [(place, function) for place, function in enumerate(functions) if function is not None]


def _converted(row: tuple[Any, ...], conversions: list[tuple[int, Callable[[Any], Any]]]) -> tuple[Any, ...]:
    values = list(row)
    for place, function in conversions:
        values[place] = function(values[place])
    return tuple(values)

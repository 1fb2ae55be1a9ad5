"""Open the archive: one SQLite file, its migrations applied, and short transactions on it.

Power loss: the write-ahead log with ``synchronous=NORMAL`` keeps the file whole whatever happens
(https://www.sqlite.org/pragma.html#pragma_synchronous). What it may lose are the transactions of the last moments,
always the latest first. Since an article and its page's state stand in one transaction, such pages are waiting again,
and the next crawl fetches them: nothing is marked as done that is not there. A process that is killed loses none.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session

from project.archive import migrations
from project.archive.errors import ArchiveError, ArchiveLocked, ArchiveMissing, explain
from project.archive.index_text import to_index

logger = logging.getLogger(__name__)

_WAIT_SECONDS = 30.0
# A backup or a long sweep of another process is over by then.
_TRIES = 4
_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA cache_size = -16000",  # kB, for each connection
    "PRAGMA journal_size_limit = 67108864",  # a long export keeps the log growing: afterwards it is cut to this
)


class Archive:
    """An archive file. One object serves all threads of a process: each transaction has a connection of its own.

    Times given and taken are aware and in UTC.
    """

    _open: ClassVar[dict[str, Archive]] = {}
    _open_lock: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, path: str, engine: Engine) -> None:
        self.path = path
        """The absolute path of the file."""
        self._engine = engine
        self._writer = engine.execution_options(archive_begin="BEGIN IMMEDIATE")
        # SQLite has one writer at a time and makes others poll; threads of one process had better queue here.
        self._write_lock = threading.Lock()
        self._writing_thread: int | None = None
        self._users = 1

    @classmethod
    def open(cls, url: str, *, create: bool = True) -> Archive:
        """The archive at a SQLAlchemy URL such as ``sqlite:///archive.db``, made where there is none, and migrated.

        Without ``create`` it must be there. On a read-only medium it can be asked. Raises :class:`ArchiveError`
        whose message is one clear line.
        """
        path = _path_of(url)
        file = Path(path).resolve()
        if file.is_dir():
            raise ArchiveError(f"{path} is a folder: set ARCHIVE_URL to a file, such as sqlite:///{path}/archive.db")
        if not file.parent.is_dir():
            raise ArchiveMissing(f"there is no folder {file.parent} for {path}: make it, or set ARCHIVE_URL")
        if not create and not file.is_file():
            raise ArchiveMissing(f"there is no archive at {path}: crawl a site first, or set ARCHIVE_URL")
        archive = cls(path, _engine(path, is_fixed=_is_fixed(file)))
        try:
            with archive._explained():
                archive._prepare(create)
        except BaseException:
            archive._engine.dispose()
            raise
        return archive

    @classmethod
    def shared(cls, url: str) -> Archive:
        """The one archive at ``url`` that all parts of this process use. Each of them closes it once."""
        path = _path_of(url)
        with cls._open_lock:
            if archive := cls._open.get(path):
                archive._users += 1
            else:
                archive = cls._open[path] = cls.open(url)
            return archive

    def close(self) -> None:
        """Let go of the file, once everybody who shares the archive did so."""
        with self._open_lock:
            self._users -= 1
            if self._users > 0:
                return
            if self._open.get(self.path) is self:
                del self._open[self.path]
        self._engine.dispose()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction that may write: all of it lands when the block ends, none of it when the block raises.

        Keep it short: nobody else writes meanwhile. Waits up to two minutes for other processes, and says so after each
        half. Raises :class:`ArchiveLocked` after that, :class:`ArchiveError` for a full or read-only disk.
        """
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("a write transaction inside another one")
        with self._write_lock, self._explained(), Session(self._writer, expire_on_commit=False) as session:
            self._writing_thread = threading.get_ident()
            try:
                self._lock(session)
                yield session
                session.commit()
            finally:
                self._writing_thread = None

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One transaction that sees the archive as it was when it began, whatever others write meanwhile."""
        with self._explained(), Session(self._engine, autoflush=False, expire_on_commit=False) as session:
            yield session

    def _lock(self, session: Session) -> None:
        """Begin to write now, so that nothing has to be done twice."""
        for attempt in range(1, _TRIES + 1):
            try:
                session.connection()
                return
            except sqlite3.OperationalError as error:
                locked = explain(error, self.path)
                if attempt == _TRIES or not isinstance(locked, ArchiveLocked):
                    raise
                session.rollback()
                logger.warning("%s (trying again)", locked)

    def _prepare(self, create: bool) -> None:
        with self._engine.connect() as connection:
            revision = migrations.current(connection)
            if revision is None and _has_tables(connection):
                raise ArchiveError(f"{self.path} is a database of something else: set ARCHIVE_URL to another file")
            if revision is None and not create:
                raise ArchiveMissing(f"{self.path} is empty: crawl a site first, or set ARCHIVE_URL")
            if revision is not None:
                if connection.exec_driver_sql("PRAGMA application_id").scalar() != migrations.APPLICATION_ID:
                    raise ArchiveError(f"{self.path} is a database of something else: set ARCHIVE_URL to another file")
                if revision > migrations.head():
                    raise ArchiveError(
                        f"{self.path} was written by a newer version of the archive (schema {revision}, this one knows "
                        f"up to {migrations.head()}): update the code"
                    )
            if revision == migrations.head():
                return
        self._migrate()

    def _migrate(self) -> None:
        """Apply what is pending, each migration in a transaction of its own. Two processes may do so at once."""
        # Alembic keeps the migration that runs in a global.
        with _migrating, self._writer.connect() as connection:
            _use_write_ahead_log(connection)
            # Neither has an effect inside a transaction.
            _outside_transaction(connection, "PRAGMA foreign_keys = OFF")
            try:
                while True:
                    with connection.begin():
                        if migrations.apply_next(connection) is None:
                            break
            except migrations.MigrationFailed as error:
                raise ArchiveError(f"{self.path} cannot be migrated, and stays as it was: {error}") from error
            finally:
                _outside_transaction(connection, "PRAGMA foreign_keys = ON")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            if explained := explain(error, self.path):
                raise explained from error
            raise


_migrating = threading.Lock()


def _path_of(url: str) -> str:
    """The absolute path of the file that a SQLAlchemy URL names."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ArchiveError(f"ARCHIVE_URL {url!r} is no database URL: write it like sqlite:///archive.db") from error
    if parsed.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise ArchiveError(f"ARCHIVE_URL {url!r}: only SQLite is supported; write it like sqlite:///archive.db")
    if parsed.host or parsed.query:
        raise ArchiveError(f"ARCHIVE_URL {url!r}: write it like sqlite:///archive.db or sqlite:////folder/archive.db")
    if not parsed.database or parsed.database == ":memory:":
        raise ArchiveError(f"ARCHIVE_URL {url!r} names no file: write it like sqlite:///archive.db")
    return str(Path(parsed.database).absolute())


def _is_fixed(file: Path) -> bool:
    """Whether an archive is on a medium that nothing can be written to, and nobody who sees it otherwise has it open.

    Raises :class:`ArchiveError` where a log was left beside it that can only be read together with what is missing.
    """
    if not file.is_file() or not _is_read_only(file.parent):
        return False
    log, shared = Path(f"{file}-wal"), Path(f"{file}-shm")
    if shared.exists():
        return False
    if log.exists() and log.stat().st_size:
        raise ArchiveError(f"{log} has what is not in the archive yet: copy both to where they can be written")
    return True


def _is_read_only(folder: Path) -> bool:
    return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def _engine(path: str, *, is_fixed: bool) -> Engine:
    # Where no log can be made beside the file, SQLite has to be told that nobody changes it. Quoted, or else by the
    # driver's own creation: no character of the path means anything in it. https://www.sqlite.org/uri.html
    name = f"file:{quote(str(Path(path).resolve()))}?immutable=1" if is_fixed else path
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(
            name, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False, uri=is_fixed
        ),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=28,
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, record: Any) -> None:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        connection.create_function("archive_fold", 1, to_index, deterministic=True)
        connection.create_function("archive_lower", 1, str.lower, deterministic=True)

    # The driver begins transactions late, and none before a table is made: with isolation_level None it begins none,
    # and each begins here. https://docs.sqlalchemy.org/en/21/dialects/sqlite.html
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.execute(connection.get_execution_options().get("archive_begin", "BEGIN"))

    return engine


def _has_tables(connection: Connection) -> bool:
    return connection.exec_driver_sql("SELECT 1 FROM sqlite_master LIMIT 1").first() is not None


def _outside_transaction(connection: Connection, statement: str) -> Any:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver.execute(statement).fetchone()


def _use_write_ahead_log(connection: Connection) -> None:
    # SQLite does not wait for the lock that this needs when two processes make the same file at once.
    until = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            _outside_transaction(connection, "PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if not isinstance(explain(error, ""), ArchiveLocked) or time.monotonic() > until:
                raise
            time.sleep(0.05)

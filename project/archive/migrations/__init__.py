"""The schema's migrations: Alembic's, applied on first use, each in one transaction together with its record.

``versions`` holds one module a migration, named ``v0001_what_it_does``. They are found as modules, not as files, so
that they also run from a packed egg, and no ``alembic.ini`` or ``env.py`` is needed.
"""

from __future__ import annotations

import importlib
import logging
import pkgutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from project.archive.migrations import versions

if TYPE_CHECKING:
    from alembic.runtime.migration import MigrationContext, RevisionStep

APPLICATION_ID = 0x4E657773
"""``News`` in ASCII, in the file's header (``PRAGMA application_id``): the file is an archive, and none but one."""

log = logging.getLogger(__name__)


class MigrationFailed(Exception):
    """A migration left rows that name no row."""


def names() -> list[str]:
    """The modules of all migrations, oldest first."""
    return sorted(module.name for module in pkgutil.iter_modules(versions.__path__) if module.name.startswith("v"))


def revision_of(name: str) -> str:
    """``0001`` of ``v0001_tables``."""
    return name[1:5]


def head() -> str:
    """The revision that this code needs."""
    return revision_of(names()[-1])


def current(connection: Connection) -> str | None:
    """The revision of the database, or None where no migration was ever applied."""
    known = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").first()
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() if known else None


def pending(revision: str | None) -> list[str]:
    """The migrations that a database at ``revision`` lacks, oldest first."""
    return [name for name in names() if revision is None or revision_of(name) > revision]


def apply_next(connection: Connection) -> str | None:
    """Apply the oldest pending migration inside the caller's transaction; the name of it, or None when none is left.

    Foreign keys must be off (a table that is rebuilt would delete what names it); whether all hold is checked at the
    end. Raises :class:`MigrationFailed`, or whatever the migration raises: the caller rolls back.
    """
    todo = pending(current(connection))
    if not todo:
        return None
    # Alembic is slow to import: only who migrates needs it.
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    logging.getLogger("alembic").setLevel(logging.WARNING)
    context = MigrationContext.configure(connection, opts={"fn": _steps_to(todo[0])})
    with Operations.context(context):
        context.run_migrations()
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        raise MigrationFailed(f"after {todo[0]}, {len(broken)} rows name rows that do not exist, such as {broken[0]}")
    log.debug("applied migration %s", todo[0])
    return todo[0]


def _steps_to(name: str):  # type: ignore[no-untyped-def]
    """What Alembic calls for the steps to run: the one migration ``name``."""
    from alembic.runtime.migration import RevisionStep
    from alembic.script.base import Script
    from alembic.script.revision import RevisionMap

    modules = [importlib.import_module(f"{versions.__name__}.{each}") for each in names()]
    scripts = {module.__name__.rpartition(".")[2]: Script(module, module.revision, "") for module in modules}
    revisions = RevisionMap(lambda: scripts.values())
    revisions.get_revisions("head")  # links the scripts to each other

    def steps(heads: tuple[str, ...], context: MigrationContext) -> Iterator[RevisionStep]:
        yield RevisionStep(revisions, scripts[name], is_upgrade=True)

    return steps

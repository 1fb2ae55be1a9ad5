"""Opening an archive: what is made, what is migrated, and how what cannot be used says so."""

from __future__ import annotations

import multiprocessing
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import Connection, create_engine, text

from project.archive import crawl_models, engine, migrations, models
from project.archive.articles import save_article
from project.archive.engine import Archive
from project.archive.errors import ArchiveError, ArchiveLocked, ArchiveMissing
from tests.archive.made_up import NOW, article, paragraphs, save

ONE = "https://one.example/a"


def count(archive: Archive, table: str = "articles") -> int:
    with archive.read() as session:
        return int(session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def test_migrations_make_the_tables_of_the_models(archive: Archive) -> None:
    def schema(connection: Connection) -> dict[str, str]:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index')")
        own = {name: sql for name, sql in rows if sql and not name.startswith(("article_search", "alembic"))}
        return {name: " ".join(sql.split()) for name, sql in own.items()}

    made = create_engine("sqlite://")
    with made.begin() as connection, archive.read() as session:
        for table in (models.Article, crawl_models.Crawl):
            table.metadata.create_all(connection)
        assert schema(session.connection()) == schema(connection)
    made.dispose()


def test_every_connection_has_the_settings_that_keep_it_whole(archive: Archive) -> None:
    with archive.write() as one, archive.read() as other:
        for session in (one, other):
            pragmas = ("foreign_keys", "synchronous", "busy_timeout", "journal_mode")
            assert [session.execute(text(f"PRAGMA {name}")).scalar() for name in pragmas] == [1, 1, 30000, "wal"]


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("postgresql://localhost/news", "only SQLite is supported"),
        ("archive.db", "is no database URL"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:///{tmp}", "is a folder"),
        ("sqlite:///{tmp}/missing/archive.db", "there is no folder {tmp}/missing"),
        ("sqlite:///{tmp}/text.db", "{tmp}/text.db is no SQLite database"),
        ("sqlite:///{tmp}/other.db", "{tmp}/other.db is a database of something else"),
        ("sqlite:///{tmp}/newer.db", "{tmp}/newer.db was written by a newer version of the archive (schema 9001"),
    ],
)
def test_what_cannot_be_used_says_so_in_one_line(tmp_path: Path, url: str, line: str) -> None:
    (tmp_path / "text.db").write_text("Rain is expected in the east. " * 100)
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE recipes (name)")
    with closing(Archive.open(f"sqlite:///{tmp_path}/newer.db")) as newer, newer.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9001'"))
    with pytest.raises(ArchiveError) as raised:
        Archive.open(url.format(tmp=tmp_path))
    assert line.format(tmp=tmp_path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_question_makes_no_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing, match=r"there is no archive at .*: crawl a site first"):
        Archive.open(f"sqlite:///{tmp_path}/archive.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(Archive.open(f"sqlite:///{tmp_path}/archive.db")) as made, made.write() as session:
        save(session, ONE, paragraphs(1))
    # A superuser may write what is read-only: the driver is told to open it so.
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda path, **options: connect(f"file:{path}?mode=ro", **(options | {"uri": True}))
    )
    with closing(Archive.open(f"sqlite:///{tmp_path}/archive.db")) as archive:
        assert count(archive) == 1
        with (
            pytest.raises(ArchiveError, match=r"archive.db cannot be written: .* read-only"),
            archive.write() as session,
        ):
            save(session, "https://one.example/b", paragraphs(2))


def test_an_archive_on_a_read_only_medium_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/an archive #1.db"
    with closing(Archive.open(url)) as made, made.write() as session:
        save(session, ONE, paragraphs(1))
    # To mount one takes a superuser.
    monkeypatch.setattr(engine, "_is_read_only", lambda folder: folder == tmp_path)
    with closing(Archive.open(url, create=False)) as archive:
        assert count(archive) == 1
        assert sorted(file.name for file in tmp_path.iterdir()) == ["an archive #1.db"], "no log beside it"
        with pytest.raises(ArchiveError, match=r"cannot be written: .* read-only"), archive.write() as session:
            save(session, "https://one.example/b", paragraphs(2))
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(engine, "_is_read_only", lambda folder: False)
        live = Archive.open(url)
    with closing(live):
        with live.write() as session:
            save(session, "https://one.example/c", paragraphs(3))
        with closing(Archive.open(url, create=False)) as archive:
            assert count(archive) == 2, "a crawl has it open elsewhere: its log is read, too"
    (tmp_path / "an archive #1.db-wal").write_bytes(b"what a crawl wrote last")
    with pytest.raises(ArchiveError, match=r"#1\.db-wal has what is not in the archive yet: copy both"):
        Archive.open(url, create=False)


def test_no_file_can_be_made_beside_it(tmp_path: Path) -> None:
    (tmp_path / "archive.db-wal").mkdir()
    with pytest.raises(ArchiveError, match=r"archive\.db"):
        Archive.open(f"sqlite:///{tmp_path}/archive.db")


def test_a_migration_that_fails_leaves_everything_as_it_was(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def upgrade() -> None:
        from alembic import op

        op.execute("ALTER TABLE articles ADD COLUMN mood TEXT")
        op.execute("DELETE FROM authors")
        op.execute("INSERT INTO nowhere VALUES (1)")

    with archive.write() as session:
        save(session, ONE, paragraphs(1), authors=["Ann Lee"])
    _add_migration(monkeypatch, upgrade)
    with pytest.raises(Exception, match="nowhere"):
        Archive.open(f"sqlite:///{archive.path}")
    assert count(archive, "authors") == 1
    assert count(archive, "alembic_version WHERE version_num < '9000'") == 1
    assert count(archive, "pragma_table_info('articles') WHERE name = 'mood'") == 0


def test_a_migration_that_tears_rows_apart_is_undone(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def upgrade() -> None:
        from alembic import op

        op.execute("DELETE FROM authors")

    with archive.write() as session:
        save(session, ONE, paragraphs(1), authors=["Ann Lee"])
    _add_migration(monkeypatch, upgrade)
    with pytest.raises(ArchiveError, match="cannot be migrated, and stays as it was"):
        Archive.open(f"sqlite:///{archive.path}")
    assert count(archive, "authors") == 1


def test_a_migration_runs_on_an_archive_that_holds_data(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def upgrade() -> None:
        from alembic import op

        # Rebuilds the table: with foreign keys on, this would delete what names its rows.
        with op.batch_alter_table("authors", recreate="always") as batch:
            batch.alter_column("name", nullable=True)

    with archive.write() as session:
        save(session, ONE, paragraphs(1), authors=["Ann Lee"])
    _add_migration(monkeypatch, upgrade)
    with closing(Archive.open(f"sqlite:///{archive.path}")) as migrated:
        assert count(migrated, "article_authors JOIN authors ON authors.id = author_id") == 1
        assert count(migrated, "alembic_version WHERE version_num = '9000'") == 1


def _add_migration(monkeypatch: pytest.MonkeyPatch, upgrade: object) -> None:
    names = migrations.names()
    module = ModuleType("project.archive.migrations.versions.v9000_next")
    module.__dict__.update(revision="9000", down_revision=migrations.revision_of(names[-1]), upgrade=upgrade)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(migrations, "names", lambda: [*names, "v9000_next"])


def test_two_processes_make_and_fill_one_archive(archive_url: str) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write_fifty, args=(archive_url, number)) for number in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    with closing(Archive.open(archive_url, create=False)) as archive:
        assert count(archive) == 100


def _write_fifty(url: str, number: int) -> None:
    with closing(Archive.open(url)) as archive:
        for each in range(50):
            with archive.write() as session:
                save(session, f"https://paper{number}.example/{each}", paragraphs(100 * number + each, count=2))


def test_threads_of_one_process_write_in_turn(archive: Archive) -> None:
    def write(number: int) -> None:
        for each in range(20):
            with archive.write() as session:
                save(session, f"https://paper{number}.example/{each}", paragraphs(20 * number + each, count=2))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(archive) == 80


def test_a_locked_archive_is_waited_for(archive_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_WAIT_SECONDS", 0.2)
    archive = Archive.open(archive_url)
    holder = sqlite3.connect(archive.path, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.5, lambda: holder.execute("COMMIT"))
    timer.start()
    with archive.write() as session:
        save(session, ONE, paragraphs(1))
    timer.join()
    holder.close()
    assert count(archive) == 1
    archive.close()


def test_an_archive_that_stays_locked_says_so(archive_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_WAIT_SECONDS", 0.1)
    with closing(Archive.open(archive_url)) as archive, closing(sqlite3.connect(archive.path)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveLocked, match=r"another process keeps .*archive.db locked"), archive.write():
            pass


def test_a_process_killed_inside_a_transaction_leaves_no_trace_of_it(archive: Archive) -> None:
    script = (
        "import os, signal, sys\n"
        "from project.archive.engine import Archive\n"
        "from tests.archive.made_up import paragraphs, save\n"
        "archive = Archive.open(sys.argv[1])\n"
        "with archive.write() as session:\n"
        f"    save(session, {ONE!r}, paragraphs(1), authors=['Ann Lee'])\n"
        "with archive.write() as session:\n"
        "    save(session, 'https://one.example/b', paragraphs(2), authors=['Bob Ray'])\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, f"sqlite:///{archive.path}"], check=False, timeout=60)
    assert killed.returncode == -9
    tables = ("articles", "pages", "authors", "article_search WHERE article_search MATCH 'of'")
    assert [count(archive, table) for table in tables] == [1, 1, 1, 1]


def test_what_raises_inside_a_transaction_leaves_no_trace(archive: Archive) -> None:
    with pytest.raises(ZeroDivisionError), archive.write() as session:
        save(session, ONE, paragraphs(1))
        _ = 1 / 0
    assert [count(archive, table) for table in ("articles", "pages", "shingles", "article_search_docsize")] == [0] * 4


def test_a_transaction_inside_another_is_a_mistake(archive: Archive) -> None:
    with archive.write(), pytest.raises(RuntimeError, match="inside another"), archive.write():
        pass


def test_who_shares_an_archive_closes_it_once(archive_url: str) -> None:
    one, other = Archive.shared(archive_url), Archive.shared(archive_url)
    assert one is other
    one.close()
    assert count(other) == 0
    other.close()
    third = Archive.shared(archive_url)
    assert third is not one
    third.close()


def test_an_article_of_odd_characters_is_stored(archive: Archive) -> None:
    odd = article(ONE, ["NUL \x00 and half \ud83d a pair"], title="T" * 10_000, authors=["\x00"], tags=["x" * 999])
    with archive.write() as session:
        save_article(session, odd, NOW)
        row = session.execute(text("SELECT text, length(title) FROM articles")).one()
    assert row == ("NUL  and half \ufffd a pair", 1000)

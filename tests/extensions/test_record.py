from __future__ import annotations

import json
import os
import socket
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from project.archive import crawls, locks, migrations
from project.archive.crawl_models import Lock, Site
from project.archive.engine import Archive
from project.version import commit
from tests.conftest import Scrapy
from tests.database import execute
from tests.newspaper.server import Newspaper
from tests.probes import PROBES

HOST = "http://www.probe.example"
NOW = datetime(2024, 3, 1, tzinfo=UTC)


def test_an_archive_that_cannot_be_written_ends_the_crawl_in_one_line(
    scrapy: Scrapy, newspaper: Newspaper, archive_url: str
) -> None:
    newspaper.change(f"{HOST}/*", "<p>A page</p>")
    newspaper.change(f"{HOST}/robots.txt", "", status=404)
    urls = "urls=" + " ".join(f"{HOST}/{n}" for n in range(50))
    settings = {**PROBES, "ITEM_PIPELINES": '{"tests.probes.FullDiskPipeline": 1}'}
    settings["CONCURRENT_REQUESTS_PER_DOMAIN"] = "1"
    result = scrapy("crawl", "wreck", "-a", urls, "-a", "site=probe.example", settings=settings)
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1] == "scrapy crawl: archive.db cannot be written: the disk is full"
    assert result.stderr.count(" CRITICAL: ") == 1
    assert "Traceback" not in result.stderr
    assert len(newspaper.asked(HOST)) < 10  # it stopped at the first
    ((outcome, counts),) = execute(archive_url, "SELECT outcome, counts FROM crawls")
    assert execute(archive_url, "SELECT count(*) FROM locks") == [(0,)]
    assert outcome == "failed"
    assert json.loads(counts)["why"] == "archive.db cannot be written: the disk is full"


def holder(**changes: str) -> str:
    host, pid, start = locks.own_name().rsplit(":", 2)
    return ":".join({"host": host, "pid": pid, "start": start, **changes}.values())


@pytest.mark.parametrize(
    ("name", "hours", "alive"),
    [
        (holder(), 0, True),
        (holder(), 1000, True),
        (holder(start="1"), 0, False),
        (holder(pid="999999999"), 0, False),
        (holder(host="other.host"), 23, True),
        (holder(host="other.host"), 25, False),
        ("nonsense", 0, False),
        (holder(pid="x"), 0, False),
    ],
    # The names hold a process number: two workers have to agree on the tests.
    ids=[
        "own",
        "own, long ago",
        "number taken again",
        "dead",
        "other host",
        "other host, long ago",
        "nonsense",
        "no number",
    ],
)
def test_is_alive(name: str, hours: float, alive: bool) -> None:
    assert locks.is_alive(name, NOW - timedelta(hours=hours), NOW) is alive


def test_own_name() -> None:
    assert locks.own_name().startswith(f"{socket.gethostname()}:{os.getpid()}:")
    assert locks.started(os.getpid()) == locks.own_name().rsplit(":", 1)[1]


def test_a_lock_is_taken_given_back_and_taken_over(archive_url: str) -> None:
    archive = Archive.open(archive_url)
    with archive.write() as session:
        assert locks.acquire(session, "a.example", NOW) is None
    with archive.write() as session:
        held = locks.acquire(session, "a.example", NOW + timedelta(hours=1))
        assert held is not None
        assert str(held) == (
            f"a.example is being crawled already, since 2024-03-01 00:00:00 UTC, by process {os.getpid()} "
            f"on {socket.gethostname()}"
        )
    with archive.write() as session:
        session.get_one(Lock, "a.example").holder = holder(start="1")
    with archive.write() as session:
        assert locks.acquire(session, "a.example", NOW) is None
        locks.release(session, ["a.example"])
    with archive.read() as session:
        assert session.get(Lock, "a.example") is None
    archive.close()


def test_a_site_that_got_a_file_of_its_own_is_crawled_by_that(archive_url: str) -> None:
    with closing(Archive.open(archive_url)) as archive, archive.write() as session:
        for spider in ("news", "own_file", "news"):
            crawls.register(session, "a.example", spider, "http://a.example/")
        assert session.get_one(Site, "a.example").spider == "own_file"


def test_what_did_not_begin_is_no_run_of_its_site(archive_url: str) -> None:
    with closing(Archive.open(archive_url)) as archive, archive.write() as session:
        for outcome in ("finished", "failed", "not begun", "failed", "not begun"):
            crawl_id = crawls.begin(session, "news", "a.example", {}, "0.1.0", NOW)
            crawls.end(session, crawl_id, outcome, {}, NOW)
        assert crawls.failures(session, "a.example") == 2
        assert [run.outcome for run in crawls.runs(session, "a.example", NOW)] == ["finished", "failed", "failed"]


def test_locks_of_an_older_archive_go_on_holding(archive_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    names = migrations.names()
    with monkeypatch.context() as older:
        older.setattr(migrations, "names", lambda: [name for name in names if name < "v0005"])
        with closing(Archive.open(archive_url)) as archive, archive.write() as session:
            for site, since, held_by in (("a", NOW, holder()), ("b", None, None)):
                session.connection().exec_driver_sql(
                    "INSERT INTO sites (site, spider, start_url, is_enabled, locked_since, locked_by) "
                    "VALUES (?, 'news', 'http://a.example/', TRUE, ?, ?)",
                    (site, since and f"{since:%Y-%m-%d %H:%M:%S.%f}", held_by),
                )
    with closing(Archive.open(archive_url)) as archive, archive.read() as session:
        assert locks.holder_of(session, "a", NOW) == locks.Held("a", NOW, holder())
        assert [lock.site for lock in session.scalars(select(Lock))] == ["a"]
        assert [site.site for site in crawls.due_sites(session, NOW)] == ["b"]


def test_the_commit_is_read_from_gits_files(tmp_path: Path) -> None:
    assert commit(tmp_path) is None
    git = tmp_path / ".git"
    git.mkdir()
    (git / "HEAD").write_text("ref: refs/heads/main\n")
    assert commit(tmp_path) is None
    (git / "packed-refs").write_text("# pack-refs with: peeled\n" + "ab" * 20 + " refs/heads/main\n")
    assert commit(tmp_path) == "ababababab"
    (git / "HEAD").write_text("cd" * 20)
    assert commit(tmp_path) == "cdcdcdcdcd"

"""A disk that fills up, files that cannot be written, a clock that was set back: one line, and going on works.

Who may mount gets a file system of a few hundred kilobytes; everybody gets a limit on the size of files.
"""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select

from project.archive import verify
from project.archive.engine import Archive
from project.archive.errors import ArchiveError
from project.archive.models import Article
from project.archive.raw_pages import read_page
from project.archive.warc import Exchange, WarcStore
from tests.archive.made_up import NOW, paragraphs, save
from tests.archives import problems
from tests.conftest import ROOT, Scrapy, scrapy_arguments
from tests.database import execute
from tests.newspaper.server import COURIER, Newspaper

CRAWL = ("crawl", "news", "-a", f"site={COURIER}/")
NO_SPACE = {
    "archive": "scrapy crawl: no space is left for {folder}/archive.db: free some, then run the same command again",
    "warc": "scrapy crawl: cannot keep raw pages in {folder}/warc: No space left on device; mend that, or set "
    "ARCHIVE_WARC_DIR, and run the same command again",
}
READ_ONLY = {
    "archive": "scrapy crawl: {folder}/archive.db cannot be written: it or its folder is read-only; check the "
    "permissions",
    "warc": "scrapy crawl: cannot keep raw pages in {folder}/warc: Read-only file system; mend that, or set "
    "ARCHIVE_WARC_DIR, and run the same command again",
}


@contextmanager
def file_system(folder: Path, size: str) -> Iterator[None]:
    """A file system of its own for as long as the block runs."""
    folder.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("may not mount a file system")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def remount(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)


def places(what: str, small: Path, large: Path) -> dict[str, str]:
    """The environment in which the archive, or the folder of the raw pages, lies in ``small``."""
    archive, warc = (small, large) if what == "archive" else (large, small)
    return {"ARCHIVE_URL": f"sqlite:///{archive}/archive.db", "ARCHIVE_WARC_DIR": f"{warc}/warc"}


def assert_failed(done: subprocess.CompletedProcess[str], line: str) -> None:
    assert done.returncode == 1, done.stderr[-3000:]
    assert done.stderr.strip().splitlines()[-1] == line
    assert "Traceback" not in done.stderr
    assert done.stderr.count(" CRITICAL: ") <= 1
    assert " ERROR: " not in done.stderr


def assert_whole(scrapy: Scrapy, env: dict[str, str]) -> None:
    assert problems(Path(env["ARCHIVE_URL"].removeprefix("sqlite:///"))) == []
    verified = scrapy("verify", "--raw-pages", env=env)
    assert verified.returncode == 0, verified.stdout + verified.stderr


def assert_goes_on(scrapy: Scrapy, env: dict[str, str]) -> None:
    """The next crawl brings what is missing: as many articles as there are, and nothing that waits or failed."""
    done = scrapy(*CRAWL, env=env)
    assert done.returncode == 0, done.stderr[-3000:]
    assert " WARNING: " not in done.stderr, "no record of the raw pages was left half-written"
    assert_whole(scrapy, env)
    assert execute(env["ARCHIVE_URL"], "SELECT count(*) FROM pages WHERE state IN ('waiting', 'failed')") == [(0,)]
    assert execute(env["ARCHIVE_URL"], "SELECT count(*) FROM articles") == [(23,)]
    assert execute(env["ARCHIVE_URL"], "SELECT count(*) FROM crawls WHERE outcome = 'finished'") == [(1,)]


@pytest.mark.slow
@pytest.mark.parametrize(("what", "size"), [("archive", "400k"), ("archive", "1400k"), ("warc", "20k")])
def test_disk_that_fills_up(what: str, size: str, scrapy: Scrapy, newspaper: Newspaper, tmp_path: Path) -> None:
    small = tmp_path / "small"
    with file_system(small, size):
        env = places(what, small, tmp_path)
        assert_failed(scrapy(*CRAWL, env=env), NO_SPACE[what].format(folder=small))
        assert_whole(scrapy, env)
        remount(small, "size=200m")
        assert_goes_on(scrapy, env)


@pytest.mark.slow
@pytest.mark.parametrize("what", ["archive", "warc"])
def test_file_system_that_turns_read_only(what: str, scrapy: Scrapy, newspaper: Newspaper, tmp_path: Path) -> None:
    small = tmp_path / "small"
    with file_system(small, "200m"):
        env = places(what, small, tmp_path)
        assert scrapy(*CRAWL, "-a", "limit=2", env=env).returncode == 0
        remount(small, "ro")
        assert_failed(scrapy(*CRAWL, env=env), READ_ONLY[what].format(folder=small))
        remount(small, "rw")
        assert_whole(scrapy, env)
        done = scrapy(*CRAWL, env=env)
        assert done.returncode == 0, done.stderr[-3000:]
        assert execute(env["ARCHIVE_URL"], "SELECT count(*) FROM articles") == [(23,)]


@pytest.mark.slow
def test_process_that_may_not_write_large_files(
    scrapy: Scrapy, scrapy_env: dict[str, str], newspaper: Newspaper
) -> None:
    """``ulimit -f``: whatever meets the limit first, its pages go on waiting."""
    limited = ["sh", "-c", 'ulimit -f 1200; exec "$@"', "sh", *scrapy_arguments(*CRAWL)]
    done = subprocess.run(limited, env=scrapy_env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert_failed(done, "scrapy crawl: pages cannot be read on this machine: File too large")
    assert_whole(scrapy, scrapy_env)
    assert_goes_on(scrapy, scrapy_env)


@contextmanager
def small_files(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes: what the system answers then is what it answers on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_archive_that_may_not_grow(archive_url: str) -> None:
    stored = 0
    with closing(Archive.open(archive_url)) as archive:
        with small_files(1_000_000), pytest.raises(ArchiveError, match=r"archive\.db: the disk does not .* free space"):
            for number in range(1000):
                with archive.write() as session:
                    save(session, f"https://one.example/{number}", paragraphs(number))
                stored += 1
        with archive.write() as session:
            assert session.scalar(select(func.count()).select_from(Article)) == stored > 3
            assert list(verify.problems(session)) == []
        with archive.write() as session:
            save(session, f"https://one.example/{stored}", paragraphs(stored))
    assert problems(Path(archive_url.removeprefix("sqlite:///"))) == []


def test_raw_pages_that_may_not_grow(tmp_path: Path) -> None:
    pages = [Exchange(f"http://one.example/{number}", NOW, 200, os.urandom(3000)) for number in range(20)]
    kept: list[tuple[str, int]] = []
    with closing(WarcStore(tmp_path)) as store:
        with small_files(20_000), pytest.raises(ArchiveError, match=r"cannot keep raw pages in .*: File too large"):
            kept += (store.append(page) for page in pages)
        assert 3 < len(kept) < 7
        assert [file.stat().st_size < 20_000 for file in tmp_path.iterdir()] == [True], "nothing half-written is left"
        kept += [store.append(page) for page in pages[len(kept) :]]
    assert [read_page(tmp_path / file, offset).body for file, offset in kept] == [page.body for page in pages]


def test_clock_that_was_set_back(scrapy: Scrapy, newspaper: Newspaper, archive_url: str) -> None:
    """What an earlier crawl wrote down is of the next year."""
    assert scrapy(*CRAWL, "-a", "limit=5").returncode == 0
    later = "strftime('%Y-%m-%d %H:%M:%f', {0}, '+1 year') || '000'"
    columns = {
        "pages": ("found_at", "fetched_at", "next_fetch_at"),
        "articles": ("first_seen_at", "last_seen_at"),
        "crawls": ("started_at", "ended_at"),
        "sites": ("last_crawl_at", "next_crawl_at"),
        "validators": ("fetched_at",),
    }
    with closing(sqlite3.connect(archive_url.removeprefix("sqlite:///"))) as connection, connection:
        connection.create_function("archive_fold", 1, str)
        connection.create_function("archive_lower", 1, str.lower)
        for table, names in columns.items():
            connection.execute(f"UPDATE {table} SET " + ", ".join(f"{name} = {later.format(name)}" for name in names))
    done = scrapy("update")
    assert "nothing is due" not in done.stdout, "the site is not left alone for a year"
    assert "finished" in done.stdout
    assert "Traceback" not in done.stderr
    assert execute(archive_url, "SELECT count(*) FROM articles") == [(23,)]
    assert execute(archive_url, "SELECT count(*) FROM sites WHERE next_crawl_at > datetime('now', '+3 days')") == [(0,)]
    assert_whole(scrapy, {"ARCHIVE_URL": archive_url})

"""WARC files go through the line of a crawl: once, from the records that count, and no site is asked."""

from __future__ import annotations

import gzip
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from tests.archives import content, problems
from tests.conftest import ROOT, Scrapy, scrapy_arguments
from tests.database import execute
from tests.foreign_warc import Record, story_page, write_warc
from tests.newspaper.server import COURIER, HERALD, Newspaper

LANTERN = "http://www.lantern.example"


def stories(*numbers: int, **given: str) -> list[Record]:
    return [Record(f"{LANTERN}/local/plan-{number:04}", story_page(number), **given) for number in numbers]  # type: ignore[arg-type]


def count_of(stderr: str, name: str) -> int:
    found = [line for line in stderr.splitlines() if f"'archive/{name}'" in line]
    return int(found[0].rstrip(",}").rpartition(": ")[2]) if found else 0


def test_what_a_crawl_kept_gives_the_same_archive_without_a_request(
    scrapy: Scrapy, newspaper: Newspaper, archive_url: str, tmp_path: Path
) -> None:
    for site in (COURIER, HERALD):
        assert scrapy("crawl", "news", "-a", f"site={site}/").returncode == 0
    newspaper.requests.clear()
    again = f"sqlite:///{tmp_path / 'again.db'}"
    done = scrapy("crawl", "warc", "-a", f"path={tmp_path / 'warc'}", env={"ARCHIVE_URL": again})
    assert done.returncode == 0, done.stderr
    assert list(newspaper.requests) == []
    live, read = content(tmp_path / "archive.db"), content(tmp_path / "again.db")
    for table in ("articles", "authors", "tags", "article_authors", "dropped_blocks", "shingles", "site_blocks"):
        assert live[table] == read[table], table
    assert problems(tmp_path / "again.db") == []
    first_seen = "SELECT url, substr(first_seen_at, 1, 19) FROM articles ORDER BY url"
    assert execute(archive_url, first_seen) == execute(again, first_seen)
    parts = execute(again, "SELECT count(*), count(warc_file) FROM pages WHERE reason = 'a further part of the story'")
    assert parts == [(2, 2)]
    whole = scrapy("verify", "--raw-pages", env={"ARCHIVE_URL": again})
    assert whole.returncode == 0, whole.stdout


def test_only_html_answers_with_status_200_are_read_and_a_broken_record_is_passed_over(
    scrapy: Scrapy, archive_url: str, tmp_path: Path
) -> None:
    file = write_warc(tmp_path / "a.warc.gz", stories(1))
    size = file.stat().st_size
    write_warc(file, stories(2))
    spoilt = bytearray(file.read_bytes())
    spoilt[size + 500 : size + 700] = bytes(200)
    file.write_bytes(bytes(spoilt))
    packed = gzip.compress(story_page(3))
    write_warc(
        file,
        [
            Record(f"{LANTERN}/local/packed-by-the-server", packed, headers=[("Content-Encoding", "gzip")]),
            Record(f"{LANTERN}/gone", story_page(4), status="404 Not Found"),
            Record(f"{LANTERN}/plan.pdf", b"%PDF-1.7", content_type="application/pdf"),
            Record("urn:something:else", story_page(5)),
            *stories(6),
        ],
    )
    done = scrapy("crawl", "warc", "-a", f"path={tmp_path / '*.warc.gz'}")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert f"{file}: " in done.stderr
    assert "broken" in done.stderr
    found = execute(archive_url, "SELECT url FROM articles ORDER BY url")
    read = {f"{LANTERN}/local/{name}" for name in ("plan-0001", "packed-by-the-server", "plan-0006")}
    assert {url for (url,) in found} - {f"{LANTERN}/local/plan-0002"} == read
    page = execute(
        archive_url, "SELECT found_via, fetched_at, next_fetch_at, warc_file, warc_offset > 0 FROM pages LIMIT 1"
    )
    assert page == [("warc a.warc.gz", "2024-03-01 09:00:00.000000", None, str(file), 1)]
    seen = execute(archive_url, "SELECT DISTINCT first_seen_at, last_seen_at FROM articles")
    assert seen == [("2024-03-01 09:00:00.000000",) * 2]
    assert scrapy("verify", "--raw-pages").returncode == 0


def test_a_file_is_read_once_and_again_when_it_grew(scrapy: Scrapy, archive_url: str, tmp_path: Path) -> None:
    file = write_warc(tmp_path / "a.warc", stories(1, 2), is_packed=False)
    for expected in (2, 0):
        done = scrapy("crawl", "warc", "-a", f"path={file}")
        assert count_of(done.stderr, "raw_pages/read") == expected, done.stderr
    assert "No page was read: of 1 file, 1 had been read before" in done.stderr
    write_warc(file, stories(3), is_packed=False)
    write_warc(file, stories(1, date="2024-03-02T09:00:00Z"), is_packed=False)
    grown = scrapy("crawl", "warc", "-a", f"path={file}")
    assert (count_of(grown.stderr, "raw_pages/read"), count_of(grown.stderr, "raw_pages/known")) == (2, 2), grown.stderr
    assert execute(archive_url, "SELECT count(*) FROM articles") == [(3,)]
    assert execute(archive_url, "SELECT count(*) FROM pages") == [(3,)]
    assert execute(archive_url, "SELECT last_seen_at FROM articles WHERE url LIKE '%0001'") == [
        ("2024-03-02 09:00:00.000000",)
    ]


def test_filters_leave_out_by_address_by_date_of_the_record_and_by_that_of_the_article(
    scrapy: Scrapy, archive_url: str, tmp_path: Path
) -> None:
    write_warc(
        tmp_path / "a.warc.gz",
        [
            *stories(1),
            *stories(2, date="2024-01-01T00:00:00Z"),
            Record(f"{LANTERN}/local/old-one", story_page(3, published="2023-05-05T05:05:00Z")),
            Record(
                f"{LANTERN}/local/late-one",
                story_page(4, published="2024-03-01T23:30:00Z"),
                date="2024-04-01T00:00:00Z",
            ),
            Record("http://www.other.example/local/a-story-of-its-own", story_page(5)),
        ],
    )
    filters = ("-a", "site=lantern.example", "-a", "since=2024-02-01", "-a", "until=2024-02-29")
    done = scrapy("crawl", "warc", "-a", f"path={tmp_path / 'a.warc.gz'}", *filters)
    assert count_of(done.stderr, "raw_pages/outside_window") == 1
    assert count_of(done.stderr, "raw_pages/read") == 3
    assert execute(archive_url, "SELECT count(*) FROM articles") == [(0,)]
    skipped = execute(archive_url, "SELECT DISTINCT state, substr(reason, 1, 29) FROM pages")
    assert skipped == [("skipped", "published outside since/until")]

    march = ("-a", "site=http://www.lantern.example/", "-a", "since=2024-03")
    assert scrapy("crawl", "warc", "-a", f"path={tmp_path / 'a.warc.gz'}", *march).returncode == 0
    found = {url.rpartition("/")[2] for (url,) in execute(archive_url, "SELECT url FROM articles")}
    assert found == {"plan-0001", "late-one"}

    rest = scrapy("crawl", "warc", "-a", f"path={tmp_path}")
    assert (count_of(rest.stderr, "raw_pages/read"), count_of(rest.stderr, "raw_pages/known")) == (3, 2)
    again = scrapy("crawl", "warc", "-a", f"path={tmp_path}", *march)
    assert count_of(again.stderr, "raw_pages/files_known") == 1, "all of it was read"


def test_a_site_of_which_no_record_is_is_told_with_the_name_that_may_be_meant(scrapy: Scrapy, tmp_path: Path) -> None:
    file = write_warc(
        tmp_path / "a.warc.gz", [*stories(1), Record("http://www.other.example/local/one", story_page(2))]
    )
    meant = "; did you mean lantern.example?"
    for site, hint in (("lantrn.example", meant), ("lantrn.example", meant), ("nothing-like-it.org", "")):
        done = scrapy("crawl", "warc", "-a", f"path={file}", "-a", f"site={site}")
        assert done.returncode == 1
        assert done.stderr.splitlines()[-1] == f"scrapy crawl: no record is of {site}{hint}"
    assert scrapy("crawl", "warc", "-a", f"path={file}", "-a", "site=lantern.example").returncode == 0
    other = write_warc(tmp_path / "b.warc.gz", [Record("http://www.other.example/local/two", story_page(3))])
    done = scrapy("crawl", "warc", "-a", f"path={other}", "-a", "site=lantern.example")
    assert done.returncode == 0, "a site that is known need not be in each file"


def test_killed_half_way_it_goes_on_and_makes_no_doubles(
    scrapy: Scrapy, scrapy_env: dict[str, str], archive_url: str, tmp_path: Path
) -> None:
    file = write_warc(tmp_path / "a.warc.gz", stories(*range(60)))
    arguments = scrapy_arguments("crawl", "warc", "-a", f"path={file}")
    process = subprocess.Popen(arguments, env=scrapy_env, cwd=ROOT, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    stored = 0
    while stored < 10 and time.monotonic() < until and process.poll() is None:
        try:
            stored = execute(archive_url, "SELECT count(*) FROM articles")[0][0]
        except sqlite3.OperationalError:
            time.sleep(0.01)
    process.kill()
    process.wait()
    before = execute(archive_url, "SELECT count(*) FROM articles")[0][0]
    assert 10 <= before < 60
    done = scrapy("crawl", "warc", "-a", f"path={file}")
    assert count_of(done.stderr, "raw_pages/read") == 60 - before
    quiet = f"sqlite:///{tmp_path / 'quiet.db'}"
    assert scrapy("crawl", "warc", "-a", f"path={file}", env={"ARCHIVE_URL": quiet}).returncode == 0
    assert content(tmp_path / "archive.db") == content(tmp_path / "quiet.db")
    assert problems(tmp_path / "archive.db") == []


def test_records_of_a_file_packed_in_one_piece_are_read_but_cannot_be_found_again(
    scrapy: Scrapy, archive_url: str, tmp_path: Path
) -> None:
    plain = write_warc(tmp_path / "plain", stories(1, 2), is_packed=False)
    file = tmp_path / "one-piece.warc.gz"
    file.write_bytes(gzip.compress(plain.read_bytes()))
    assert scrapy("crawl", "warc", "-a", f"path={file}").returncode == 0
    assert execute(archive_url, "SELECT count(*), count(warc_file) FROM pages") == [(2, 0)]


@pytest.mark.parametrize("content", [b"no record in here", gzip.compress(b"nor in here")], ids=["plain", "packed"])
def test_a_file_that_is_no_warc_is_named_and_the_others_are_read(
    scrapy: Scrapy, archive_url: str, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "a.warc.gz").write_bytes(content)
    write_warc(tmp_path / "b.warc.gz", stories(1))
    for _ in range(2):
        done = scrapy("crawl", "warc", "-a", f"path={tmp_path}")
        assert done.returncode == 1
        last = done.stderr.strip().splitlines()[-1]
        assert last.endswith(f" could not be read: {tmp_path / 'a.warc.gz'}: no WARC record can be read in it")
        assert "Traceback" not in done.stderr
    assert execute(archive_url, "SELECT count(*) FROM articles") == [(1,)]


def test_wrong_arguments_are_one_line_and_status_2(scrapy: Scrapy, tmp_path: Path) -> None:
    done = scrapy("crawl", "warc", "-a", f"path={tmp_path / 'CC-NEWS-*.warc.gz'}")
    assert done.returncode == 2
    assert done.stderr.strip().endswith("CC-NEWS-*.warc.gz' names no WARC file")
    assert "Traceback" not in done.stderr

"""``scrapy reextract``: what an earlier extractor stored becomes what a fresh crawl of the same bytes would store."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from project.archive.engine import Archive
from project.version import extractor
from tests.archives import content, problems
from tests.conftest import ROOT, Scrapy, run_scrapy, scrapy_arguments, scrapy_environment
from tests.newspaper.server import COURIER, HERALD, Newspaper

WORSEN = (
    "UPDATE articles SET title = 'Home', text = 'Menu' || char(10) || char(10) || 'Share this page ' || id, "
    "description = '', byline = 'By Us', agency = 'Wrong', section = NULL, language = 'xx', published_at = NULL, "
    "text_hash = id, word_count = 5, access = 'free', sources = '{}', copy_of_id = NULL, copy_kind = NULL, "
    "copy_score = NULL, extractor_version = '0.0.9'",
    "DELETE FROM article_authors",
    "DELETE FROM article_tags",
    "DELETE FROM dropped_blocks",
    "DELETE FROM shingles",
    "DELETE FROM site_blocks",
    "UPDATE block_prints SET fingerprints = x'', repeated = x''",
    "UPDATE pages SET reason = NULL WHERE reason = 'live'",
)


@pytest.fixture(scope="module")
def crawled(running_newspaper: Newspaper, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the archive and the raw pages of both papers."""
    folder = tmp_path_factory.mktemp("crawled")
    running_newspaper.reset()
    environment = scrapy_environment(f"sqlite:///{folder / 'archive.db'}", running_newspaper, folder)
    for site in (COURIER, HERALD):
        done = run_scrapy(environment, "crawl", "news", "-a", f"site={site}/")
        assert done.returncode == 0, done.stderr
    yield folder


@pytest.fixture
def folder(crawled: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    shutil.copytree(crawled, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def here(folder: Path, scrapy_env: dict[str, str]) -> Scrapy:
    return partial(run_scrapy, {**scrapy_env, "COLUMNS": "200"})


def change(folder: Path, *statements: str) -> None:
    with closing(Archive.open(f"sqlite:///{folder / 'archive.db'}")) as archive, archive.write() as session:
        for statement in statements:
            session.connection().exec_driver_sql(statement)


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "archive.db")) as connection:
        return connection.execute(query).fetchall()


def differences(one: Path, other: Path) -> dict[str, set[Any]]:
    before, after = content(one / "archive.db"), content(other / "archive.db")
    return {table: set(found) ^ set(after[table]) for table, found in before.items() if found != after[table]}


def test_what_was_just_crawled_is_not_behind_and_would_not_change(crawled: Path, folder: Path, here: Scrapy) -> None:
    done = here("reextract")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"No article is behind extraction {extractor()}, of 47")
    again = here("reextract", "--all", "--apply", "--processes", "1")
    assert "0 change, 47 stay the same" in again.stdout, again.stdout
    assert differences(crawled, folder) == {}


def test_a_preview_counts_and_shows_and_writes_nothing(folder: Path, here: Scrapy) -> None:
    change(folder, *WORSEN)
    before = content(folder / "archive.db")
    done = here("reextract", "--examples", "2")
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert "47 would change, 0 would stay the same" in done.stdout
    lines = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if line and line[0].isalpha()}
    assert lines["text"] == ["47", "47"]
    assert lines["published_at"] == ["47", "47"]
    assert "{+" in done.stdout
    assert "[-Home-]" in done.stdout
    assert "  agency: Wrong → –" in done.stdout
    assert done.stdout.rstrip().endswith("Nothing was written: --apply does")
    assert content(folder / "archive.db") == before


def test_applied_it_is_what_a_fresh_crawl_stores(crawled: Path, folder: Path, here: Scrapy) -> None:
    change(folder, *WORSEN)
    moments = "SELECT id, first_seen_at, last_seen_at FROM articles ORDER BY id"
    before = rows(folder, moments)
    done = here("reextract", "--apply")
    assert done.returncode == 0, done.stderr
    assert "47 articles written, no revisions made" in done.stdout
    assert differences(crawled, folder) == {}
    assert rows(folder, moments) == before
    assert rows(folder, "SELECT count(*) FROM revisions") == [(0,)]
    assert problems(folder / "archive.db") == []
    assert here("verify", "--raw-pages").returncode == 0
    assert here("search", "bees", "OR", "ferry").stdout.count("example,") >= 2
    assert here("reextract").stdout.startswith("No article is behind")


def test_killed_half_way_it_goes_on_with_what_is_behind(
    crawled: Path, folder: Path, here: Scrapy, scrapy_env: dict[str, str]
) -> None:
    change(folder, *WORSEN)
    process = subprocess.Popen(
        scrapy_arguments("reextract", "--apply"), env=scrapy_env, cwd=ROOT, stdout=subprocess.DEVNULL
    )
    until = time.monotonic() + 60
    behind = "SELECT count(*) FROM articles WHERE extractor_version = '0.0.9'"
    while rows(folder, behind) == [(47,)] and time.monotonic() < until:
        time.sleep(0.005)
    process.kill()
    process.wait()
    [(left,)] = rows(folder, behind)
    assert left < 47
    assert problems(folder / "archive.db") == []
    done = here("reextract", "--apply")
    assert done.returncode == 0, done.stderr
    assert differences(crawled, folder) == {}


def test_a_site_whose_sweep_was_broken_off_is_done_again(crawled: Path, folder: Path, here: Scrapy) -> None:
    change(folder, "UPDATE articles SET extractor_version = '' WHERE id = 1", "DELETE FROM site_blocks")
    assert "1 article written" in here("reextract", "--apply").stdout
    assert differences(crawled, folder) == {}


def test_what_cannot_be_read_or_is_no_article_stays_and_is_counted(folder: Path, here: Scrapy) -> None:
    [video] = rows(folder, "SELECT warc_file, warc_offset, body_hash FROM pages WHERE reason LIKE 'a video page%'")
    first, second, third, fourth = (
        each for (each,) in rows(folder, "SELECT article_id FROM pages WHERE is_source AND reason IS NULL LIMIT 4")
    )
    change(
        folder,
        *WORSEN,
        f"UPDATE pages SET warc_file = NULL WHERE article_id = {first}",
        f"UPDATE pages SET warc_offset = 7 WHERE article_id = {second}",
        f"UPDATE pages SET warc_file = 'gone.warc.gz' WHERE article_id = {third}",
        f"UPDATE pages SET warc_file = '{video[0]}', warc_offset = {video[1]}, body_hash = {video[2]} "
        f"WHERE article_id = {fourth}",
    )
    texts = f"SELECT title, text, extractor_version FROM articles WHERE id IN ({first}, {second}, {third}, {fourth})"
    before = rows(folder, texts)
    done = here("reextract", "--apply")
    assert done.returncode == 0, done.stderr
    assert "43 articles written" in done.stdout
    assert "3 stay as they are: no raw page can be had" in done.stdout
    assert ": its raw page was not kept" in done.stdout
    assert "no page at byte 7" in done.stdout
    assert "gone.warc.gz is missing, such as http" in done.stdout
    assert "1 stays as it is: no article: a video page without a story, such as http" in done.stdout
    assert rows(folder, texts) == before
    assert problems(folder / "archive.db") == []


def test_a_place_that_holds_another_page_is_not_taken_for_the_article(folder: Path, here: Scrapy) -> None:
    change(
        folder,
        *WORSEN,
        "UPDATE pages SET warc_offset = (SELECT max(warc_offset) FROM pages) WHERE is_source AND article_id = 1",
    )
    assert "holds another page at byte" in here("reextract").stdout


def test_a_story_whose_further_part_was_not_kept_stays_whole(folder: Path, here: Scrapy) -> None:
    change(folder, "UPDATE pages SET warc_file = NULL WHERE reason = 'a further part of the story'")
    done = here("reextract", "--all")
    assert "0 would change, 46 would stay the same" in done.stdout
    assert "the raw page of its further part" in done.stdout


def test_a_story_whose_further_part_is_a_page_of_its_own_since_stays_whole(folder: Path, here: Scrapy) -> None:
    change(folder, "UPDATE pages SET reason = NULL WHERE reason = 'a further part of the story'")
    words = rows(folder, "SELECT id, word_count FROM articles")
    done = here("reextract", "--all", "--apply")
    assert "is not kept as such" in done.stdout
    assert rows(folder, "SELECT id, word_count FROM articles") == words


def test_filters_and_limit(folder: Path, here: Scrapy) -> None:
    change(folder, *WORSEN)
    herald = rows(folder, "SELECT count(*) FROM articles WHERE site = 'valley-herald.example'")[0][0]
    done = here("reextract", "--site", "valley-herald.example", "--apply")
    assert f"{herald} articles written" in done.stdout
    limited = here("reextract", "--limit", "3")
    assert "3 would change" in limited.stdout
    assert rows(folder, "SELECT count(*) FROM articles WHERE extractor_version = '0.0.9'") == [(47 - herald,)]
    assert "No article is behind" in here("reextract", "--site", "valley-herald.example").stdout


def test_raw_pages_that_were_moved_are_found_by_the_setting(folder: Path, here: Scrapy) -> None:
    change(folder, *WORSEN)
    (folder / "warc").rename(folder / "elsewhere")
    lines = here("reextract").stdout.splitlines()
    told = lines[lines.index("47 stay as they are: no raw page can be had") + 1 :]
    files = [file for (file,) in rows(folder, "SELECT DISTINCT warc_file FROM pages WHERE is_source")]
    counts = [line.partition(", such as ")[0].split(": ") for line in told[: told.index("")]]
    assert sorted(why for _, why in counts) == sorted(f"{folder / 'warc' / file} is missing" for file in files)
    assert sum(int(count) for count, _ in counts) == 47, "a line for each file, not for each article"
    moved = here("reextract", env={"ARCHIVE_WARC_DIR": str(folder / "elsewhere")})
    assert "47 would change" in moved.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("now",), "what is 'now'? reextract takes only options"),
        (("--since", "soon"), "--since: 'soon' is no date"),
        (("--limit", "0"), "--limit: '0' is no number above 0"),
        (("--processes", "many"), "--processes: 'many' is no number above 0"),
        (("--examples", "-1"), "--examples: '-1' is no number above 0"),
    ],
)
def test_wrong_arguments_are_one_line(folder: Path, here: Scrapy, arguments: tuple[str, ...], message: str) -> None:
    done = here("reextract", *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith(f"scrapy reextract: {message}")
    assert len(done.stderr.splitlines()) == 1

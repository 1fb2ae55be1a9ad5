"""``make crawl``, as it is typed: what it shows, that it can be run again, and what it says when it cannot."""

from __future__ import annotations

import subprocess
import sys

import pytest

from project.archive import crawl_models, models
from project.archive.engine import Archive
from tests.conftest import ROOT


def run_demo(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.newspaper.demo", *arguments],
        env={**environment, "COLUMNS": "120"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def counts(archive_url: str) -> dict[str, int]:
    """Rows of each table but those that a crawl always writes."""
    archive = Archive.open(archive_url)
    try:
        with archive.read() as session:
            return {
                name: len(session.execute(table.select()).all())
                for name, table in (models.Article.metadata.tables | crawl_models.Crawl.metadata.tables).items()
                if name != "crawls"
            }
    finally:
        archive.close()


def test_demo_shows_what_it_found_and_harms_nothing_the_second_time(
    scrapy_env: dict[str, str], archive_url: str
) -> None:
    first = run_demo(scrapy_env)
    assert first.returncode == 0, first.stderr[-2000:]
    for part in ("found", "stored", "a gallery page without a story", "HTTP 410", "forbidden by robots.txt"):
        assert part in first.stdout
    assert "Storm Hilde reaches the coast" in first.stdout, "the newest article"
    assert "[island]" in first.stdout, "a hit of the search"
    assert "harbour-courier.example  valley-herald.example" in first.stdout
    places = [line for line in first.stdout.splitlines() if line.startswith("       ") and ", http://" in line]
    assert len(places) == 3, "a hit's address is not torn from its site"
    assert "(copy of " in first.stdout
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = readme.partition("What became of the pages\n")[2].partition("…\n")[0].splitlines()
    assert len(shown) > 9
    assert [line for line in shown if line not in map(str.rstrip, first.stdout.splitlines())] == []
    assert "scrapy show 1 --dropped" in first.stdout
    before = counts(archive_url)
    second = run_demo(scrapy_env)
    assert second.returncode == 0, second.stderr[-2000:]
    assert counts(archive_url) == before
    assert "Traceback" not in first.stderr + second.stderr


@pytest.mark.parametrize(
    ("site", "status"), [("http://www.no-such-host.example/", 1), ("http://", 2), ("ftp://old.example/", 2)]
)
def test_demo_says_in_one_line_what_is_wrong_with_a_site(site: str, status: int, scrapy_env: dict[str, str]) -> None:
    done = run_demo(scrapy_env, "--site", site)
    assert done.returncode == status
    assert "Traceback" not in done.stderr
    assert done.stderr.strip().splitlines()[-1].startswith("scrapy crawl: ")

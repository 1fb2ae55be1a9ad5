from __future__ import annotations

import os
import pty
import re
import subprocess
from pathlib import Path
from typing import get_args

import pytest

from project.archive.articles import Outcome
from project.extensions.progress import progress_line
from project.outcomes.summary import short_reason, summary
from tests.conftest import ROOT, scrapy_arguments
from tests.newspaper.server import Newspaper
from tests.probes import PROBES

HOST = "http://www.probe.example"


@pytest.mark.parametrize(
    ("stats", "seconds", "line"),
    [
        ({}, 0, "x  found 0 · fetched 0 · stored 0 · dropped 0 · 0.0 pages/s"),
        (
            {
                "archive/discovery/found": 1234,
                "archive/fetch/fetched": 90,
                "archive/fetch/refused": 10,
                "archive/fetch/not_modified": 20,
                "archive/fetch/failed": 3,
                "item_scraped_count": 70,
                "item_dropped_count": 5,
            },
            60,
            "x  found 1,234 · fetched 100 · unchanged 20 · stored 70 · dropped 5 · failed 3 · 2.0 pages/s",
        ),
    ],
)
def test_progress_line(stats: dict[str, int], seconds: float, line: str) -> None:
    assert progress_line("x", stats, seconds) == line


def test_summary_names_reasons_and_counts_the_rest_together() -> None:
    stats = {f"archive/dropped/reason {n}": n for n in range(1, 12)}
    rows = summary({**stats, "archive/fetch/refused/HTTP 404": 4, "archive/fetch/failed/no answer in time": 9})
    assert rows[0] == ("dropped", "reason 11", 11)
    assert rows[8] == ("dropped", "for other reasons", 1 + 2 + 3)
    assert rows[9:] == [("not fetched", "no answer in time", 9), ("not fetched", "HTTP 404", 4)]


def test_summary_counts_every_way_in_which_an_article_is_stored() -> None:
    outcomes = get_args(Outcome)
    assert [number for _, _, number in summary({f"archive/store/{name}": 1 for name in outcomes})] == [1] * len(
        outcomes
    )
    assert summary({"archive/store/moved": 2}) == [("stored", "articles at a new address", 2)]


@pytest.mark.parametrize(("text", "reason"), [("a/b\nc", "a∕b"), ("", "no reason"), ("x" * 100, "x" * 79 + "…")])
def test_short_reason(text: str, reason: str) -> None:
    assert short_reason(text) == reason


def in_a_terminal(env: dict[str, str], *arguments: str, **settings: str) -> str:
    """What a person sees who runs the crawl in a terminal of 120 columns."""
    leader, follower = pty.openpty()
    command = scrapy_arguments("crawl", *arguments, settings={**PROBES, **settings})
    env = {**env, "TERM": "xterm", "COLUMNS": "120"}
    with subprocess.Popen(command, env=env, cwd=ROOT, stdin=follower, stdout=follower, stderr=follower) as process:
        os.close(follower)
        shown = b""
        while True:
            try:
                shown += os.read(leader, 4096)
            except OSError:  # how Linux says that the other end was closed
                break
        assert process.wait(30) == 0, shown
    os.close(leader)
    return shown.decode()


def test_a_terminal_shows_one_living_line_and_a_table(scrapy_env: dict[str, str], newspaper: Newspaper) -> None:
    newspaper.change(f"{HOST}/robots.txt", "", status=404)
    newspaper.change(f"{HOST}/*", "<p>A page</p>", delay=0.4)
    newspaper.change(f"{HOST}/3", "", status=410)
    urls = f"urls={HOST}/1 {HOST}/2 {HOST}/3"
    shown = in_a_terminal(scrapy_env, "probe", "-a", urls, CONCURRENT_REQUESTS_PER_DOMAIN="1")
    assert "probe  found 0 · fetched 1 · stored 0" in shown
    assert "INFO" not in shown
    table = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown).rpartition("crawl finished")[2]
    assert re.search(r"fetched +pages +2\b", table)
    assert re.search(r"not fetched +HTTP 410 +1\b", table)


def test_a_log_file_gets_nothing_of_it(scrapy_env: dict[str, str], newspaper: Newspaper, tmp_path: Path) -> None:
    newspaper.change(f"{HOST}/*", "<p>A page</p>")
    log = tmp_path / "crawl.log"
    in_a_terminal(scrapy_env, "probe", "-a", f"urls={HOST}/1", LOG_FILE=str(log))
    text = log.read_text(encoding="utf-8")
    assert "Spider closed (finished)" in text
    assert "pages/s" not in text
    assert "\x1b" not in text

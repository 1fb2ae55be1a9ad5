from __future__ import annotations

import json
import re
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Scrapy, scrapy_arguments
from tests.newspaper.server import Newspaper
from tests.probes import PROBES

HOST = "http://www.probe.example"
URLS = f"urls={HOST}/1 {HOST}/2"
SLOW_SECOND = {"CONCURRENT_REQUESTS_PER_DOMAIN": "1"}


@pytest.fixture(autouse=True)
def pages(newspaper: Newspaper) -> None:
    newspaper.change(f"{HOST}/robots.txt", "", status=404)
    newspaper.change(f"{HOST}/*", "<p>A page</p>")


def rows(archive_url: str, query: str) -> list[dict[str, Any]]:
    connection = sqlite3.connect(archive_url.removeprefix("sqlite:///"))
    connection.row_factory = sqlite3.Row
    found = [dict(row) for row in connection.execute(query)]
    connection.close()
    return found


def last_line(result: subprocess.CompletedProcess[str]) -> str:
    return result.stderr.strip().splitlines()[-1]


@contextmanager
def running(
    env: dict[str, str],
    newspaper: Newspaper,
    *arguments: str,
    settings: dict[str, str],
    out: Path | None = None,
) -> Iterator[subprocess.Popen[str]]:
    """A crawl that has asked for a page, or brought the first one to ``out``: with one request at a time the second is
    on its way by then. It is killed at the end of the block if it still runs."""
    given = ("-a", f"out={out}") if out else ()
    command = scrapy_arguments("crawl", *arguments, *given, settings={**PROBES, **settings})
    process = subprocess.Popen(command, env=env, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    try:
        until = time.monotonic() + 60
        while not (out.exists() if out else [url for url in newspaper.asked(HOST) if not url.endswith("robots.txt")]):
            assert process.poll() is None, process.stderr and process.stderr.read()
            assert time.monotonic() < until
            time.sleep(0.02)
        yield process
    finally:
        process.kill()
        process.communicate()


def test_done(scrapy: Scrapy, archive_url: str) -> None:
    result = scrapy("crawl", "probe", "-a", URLS, "-a", "site=probe.example", settings=PROBES)
    assert result.returncode == 0
    (crawl,) = rows(archive_url, "SELECT * FROM crawls")
    assert (crawl["spider"], crawl["site"], crawl["outcome"]) == ("probe", "probe.example", "finished")
    assert json.loads(crawl["arguments"])["site"] == "probe.example"
    assert crawl["started_at"] <= crawl["ended_at"]
    counts = json.loads(crawl["counts"])
    assert (counts["archive/fetch/fetched"], counts["reason"]) == (2, "finished")
    assert re.fullmatch(r"\d+\.\d+\.\d+(\+[0-9a-f]{10})?", crawl["code_version"])
    (site,) = rows(archive_url, "SELECT * FROM sites")
    assert site["spider"] == "probe"
    assert rows(archive_url, "SELECT * FROM locks") == []
    assert site["last_crawl_at"] == crawl["ended_at"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nonsense"], "there is no spider 'nonsense': there are calm, deaf, hasty, probe, raw, stocked, wreck"),
        (["prob"], "there is no spider 'prob': did you mean 'probe'?"),
        ([], "name one spider: calm, deaf, hasty, probe, raw, stocked, wreck"),
        (["probe", "urls=x"], "a spider's arguments stand behind -a: write -a urls=x"),
        (["probe", "wreck"], "name one spider: calm, deaf, hasty, probe, raw, stocked, wreck"),
        (["probe", "-O", "a.jsonl"], "a crawl stores articles, and writes no file: scrapy export -o a.jsonl"),
        (["probe", "-a", "colour=red"], "there is no argument colour"),
        (["probe", "-s", "ARCHIVE_WINDOW=always"], "ARCHIVE_WINDOW 'always': write it like 22:00-06:00 Europe/London"),
        (["probe", "-s", "ARCHIVE_BACKOFF_MAX=x"], "ARCHIVE_BACKOFF_MAX 'x': write a number such as 600"),
    ],
)
def test_wrong_arguments(scrapy: Scrapy, arguments: list[str], message: str) -> None:
    result = scrapy("crawl", *arguments, settings=PROBES)
    assert result.returncode == 2
    assert last_line(result) == f"scrapy crawl: {message}"
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("where", ["start", "callback", "item"])
def test_errors_of_the_code(scrapy: Scrapy, archive_url: str, where: str) -> None:
    pipelines = '{"tests.probes.BrokenPipeline": 1}'
    settings = {**PROBES, "ITEM_PIPELINES": pipelines}
    result = scrapy("crawl", "wreck", "-a", f"where={where}", "-a", URLS, settings=settings)
    assert result.returncode == 1
    assert "see the log" in last_line(result)
    assert rows(archive_url, "SELECT outcome FROM crawls") == [{"outcome": "failed"}]


@pytest.mark.parametrize(("changes", "reason"), [({"status": 404}, "HTTP 404"), ({"cut": 0}, "connection failed")])
def test_nothing_could_be_fetched(scrapy: Scrapy, newspaper: Newspaper, changes: dict[str, Any], reason: str) -> None:
    newspaper.change(f"{HOST}/*", "gone", **changes)
    result = scrapy("crawl", "probe", "-a", URLS, settings=PROBES)
    assert result.returncode == 1
    assert last_line(result) == f"scrapy crawl: nothing could be fetched: {reason}"
    assert "Traceback" not in result.stderr


def test_one_page_is_something(scrapy: Scrapy, newspaper: Newspaper) -> None:
    newspaper.change(f"{HOST}/1", "", status=404)
    assert scrapy("crawl", "probe", "-a", URLS, settings=PROBES).returncode == 0


def test_nothing_to_do_is_done(scrapy: Scrapy) -> None:
    assert scrapy("crawl", "probe", settings=PROBES).returncode == 0


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://localhost/archive", "only SQLite is supported"),
        ("nonsense", "is no database URL"),
        ("sqlite:////no/such/folder/archive.db", "there is no folder /no/such/folder"),
    ],
)
def test_no_archive(scrapy: Scrapy, url: str, message: str) -> None:
    result = scrapy("crawl", "probe", "-a", URLS, settings=PROBES, env={"ARCHIVE_URL": url})
    assert result.returncode == 1
    assert message in last_line(result)
    assert "Traceback" not in result.stderr


def test_a_second_crawl_of_a_site_ends_at_once(
    scrapy: Scrapy, scrapy_env: dict[str, str], newspaper: Newspaper, archive_url: str
) -> None:
    newspaper.change(f"{HOST}/2", "slow", delay=20)
    with running(scrapy_env, newspaper, "probe", "-a", URLS, "-a", "site=probe.example", settings=SLOW_SECOND) as first:
        before = len(newspaper.requests)
        second = scrapy("crawl", "probe", "-a", URLS, "-a", "site=probe.example", settings=PROBES)
        assert second.returncode == 75
        pattern = (
            r"scrapy crawl: probe\.example is being crawled already, since "
            rf"\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d UTC, by process {first.pid} on \S+"
        )
        assert re.fullmatch(pattern, last_line(second))
        assert len(newspaper.requests) == before
        assert scrapy("crawl", "probe", "-a", "site=other.example", settings=PROBES).returncode == 0
        (row,) = rows(archive_url, "SELECT * FROM crawls WHERE outcome = 'not begun'")
        assert (row["site"], row["started_at"]) == ("probe.example", row["ended_at"])
        assert f"scrapy crawl: {json.loads(row['counts'])['why']}" == last_line(second)
        assert "not begun" in scrapy("crawls", "--site", "probe.example", env={"COLUMNS": "200"}).stdout
        assert rows(archive_url, "SELECT last_crawl_at FROM sites WHERE site = 'probe.example'") == [
            {"last_crawl_at": None}
        ]
    (state,) = (
        site
        for site in map(json.loads, scrapy("sites", "--json", settings=PROBES).stdout.splitlines())
        if site["site"] == "probe.example"
    )
    assert state["outcome"] == "killed", "the second is no run of the site"


def test_the_lock_of_a_killed_crawl_is_taken_over(
    scrapy: Scrapy, scrapy_env: dict[str, str], newspaper: Newspaper, archive_url: str
) -> None:
    newspaper.change(f"{HOST}/2", "slow", delay=20, times=1)
    with running(scrapy_env, newspaper, "probe", "-a", URLS, "-a", "site=probe.example", settings=SLOW_SECOND) as first:
        first.send_signal(signal.SIGKILL)
        first.wait()
    (lock,) = rows(archive_url, "SELECT * FROM locks")
    assert (lock["site"], lock["holder"].split(":")[1]) == ("probe.example", str(first.pid))
    assert scrapy("crawl", "probe", "-a", URLS, "-a", "site=probe.example", settings=PROBES).returncode == 0
    outcomes = rows(archive_url, "SELECT outcome, ended_at IS NULL AS open FROM crawls ORDER BY id")
    assert outcomes == [{"outcome": None, "open": 1}, {"outcome": "finished", "open": 0}]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_finishes_what_is_in_flight_and_leaves_the_rest(
    scrapy_env: dict[str, str], newspaper: Newspaper, archive_url: str, tmp_path: Path, number: signal.Signals
) -> None:
    newspaper.change(f"{HOST}/*", "slow", delay=1)
    out = tmp_path / "probed.jsonl"
    urls = "urls=" + " ".join(f"{HOST}/{n}" for n in range(1, 40))
    arguments = ("probe", "-a", urls, "-a", "site=probe.example")
    with running(scrapy_env, newspaper, *arguments, out=out, settings=SLOW_SECOND) as process:
        began = time.monotonic()
        process.send_signal(number)
        _, stderr = process.communicate(timeout=30)
        assert time.monotonic() - began < 15
    assert process.returncode == 0
    assert "Traceback" not in stderr
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["status"] for line in lines if "status" in line] == [200, 200]
    assert len(lines) == 39
    assert {line["reason"] for line in lines if "reason" in line} == {"the crawl ended first"}
    assert {line["state"] for line in lines if "reason" in line} == {None}
    assert len(newspaper.asked(HOST)) == 3
    assert rows(archive_url, "SELECT outcome FROM crawls") == [{"outcome": "stopped"}]
    assert rows(archive_url, "SELECT * FROM locks") == []
    due = "SELECT next_crawl_at = last_crawl_at AS is_due FROM sites"
    assert rows(archive_url, due) == [{"is_due": 1}], "scrapy update goes on with it"


def test_a_signal_while_the_spider_opens_leaves_nothing_behind(
    scrapy: Scrapy, newspaper: Newspaper, archive_url: str
) -> None:
    newspaper.change(f"{HOST}/*", "slow", delay=1)
    result = scrapy("crawl", "hasty", "-a", URLS, "-a", "site=probe.example", settings=PROBES)
    assert result.returncode == 0
    assert last_line(result).startswith("scrapy crawl: stopped")
    assert rows(archive_url, "SELECT outcome FROM crawls") == [{"outcome": "stopped"}]
    assert rows(archive_url, "SELECT * FROM locks") == []


def test_a_spider_that_never_opens_is_stopped_at_the_limit(scrapy: Scrapy) -> None:
    began = time.monotonic()
    settings = {**PROBES, "ARCHIVE_CLOSE_SECONDS": "1"}
    scrapy("crawl", "hasty", "-a", "seconds=60", "-a", "site=probe.example", settings=settings)
    assert time.monotonic() - began < 20


def test_articles_that_no_page_brought_are_finished_too(scrapy: Scrapy, archive_url: str) -> None:
    settings = {**PROBES, "ITEM_PIPELINES": json.dumps({"tests.probes.SlowPipeline": 1})}
    result = scrapy("crawl", "stocked", "-a", "site=probe.example", settings=settings)
    assert result.returncode == 0
    assert last_line(result).startswith("scrapy crawl: stopped")
    assert rows(archive_url, "SELECT outcome FROM crawls") == [{"outcome": "stopped"}]


def test_a_crawl_that_ends_hangs_up_on_a_site_that_does_not_answer(
    scrapy_env: dict[str, str], newspaper: Newspaper, archive_url: str, tmp_path: Path
) -> None:
    newspaper.change(f"{HOST}/2", "never", delay=25)
    out = tmp_path / "probed.jsonl"
    settings = {**SLOW_SECOND, "ARCHIVE_CLOSE_SECONDS": "0.5"}
    with running(scrapy_env, newspaper, "probe", "-a", URLS, out=out, settings=settings) as process:
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        _, stderr = process.communicate(timeout=30)
        assert time.monotonic() - began < 15
    assert json.loads(out.read_text(encoding="utf-8").splitlines()[-1])["reason"] == "the crawl ended first"
    assert "Hanging up on 1 " in stderr
    assert "Traceback" not in stderr
    assert rows(archive_url, "SELECT outcome FROM crawls") == [{"outcome": "stopped"}]


def test_what_a_cap_stopped_goes_on_in_the_shortest_rhythm(
    scrapy: Scrapy, newspaper: Newspaper, archive_url: str
) -> None:
    settings = {**PROBES, "CLOSESPIDER_PAGECOUNT": "1"}
    result = scrapy("crawl", "probe", "-a", URLS, "-a", "site=probe.example", settings=settings)
    assert "the cap on pages of a run was reached" in last_line(result)
    due = "SELECT round(24 * (julianday(next_crawl_at) - julianday(last_crawl_at)), 3) AS hours FROM sites"
    assert rows(archive_url, due) == [{"hours": 1}]


def test_the_default_user_agent_is_warned_of(scrapy: Scrapy) -> None:
    agent = "news-archive/0.1 (+https://example.org/please-set-USER_AGENT)"
    for each in (agent, ""):
        assert "set USER_AGENT" in scrapy("crawl", "probe", settings={**PROBES, "USER_AGENT": each}).stderr
    assert scrapy("settings", "--get", "USER_AGENT", env={"USER_AGENT": " "}).stdout.strip() == agent
    assert "set USER_AGENT" not in scrapy("crawl", "probe", settings=PROBES).stderr


def test_an_articles_text_is_not_in_the_log(scrapy: Scrapy) -> None:
    result = scrapy("crawl", "wreck", "-a", URLS, "-L", "DEBUG", settings=PROBES)
    assert f"Stored {HOST}/1: A title of its own" in result.stderr
    assert "blocks=" not in result.stderr

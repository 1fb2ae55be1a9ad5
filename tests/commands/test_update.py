from __future__ import annotations

import json
import subprocess
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from project.archive.engine import Archive
from project.archive.models import Article
from tests.conftest import ROOT, Scrapy, scrapy_arguments
from tests.database import execute
from tests.newspaper.server import Newspaper
from tests.probes import PROBES


@pytest.fixture(autouse=True)
def pages(newspaper: Newspaper) -> None:
    for host in ("calm", "deaf", "raw"):
        newspaper.change(f"http://www.{host}.example/robots.txt", "", status=404)
        newspaper.change(f"http://www.{host}.example/*", "<p>A page</p>")


def sites(scrapy: Scrapy, *arguments: str) -> dict[str, dict[str, Any]]:
    result = scrapy("sites", "--json", *arguments, settings=PROBES)
    assert result.returncode == 0, result.stderr
    return {line["site"]: line for line in map(json.loads, result.stdout.splitlines())}


def add(scrapy: Scrapy, *names: str) -> None:
    for name in names:
        assert sites(scrapy, "--add", f"http://www.{name}.example/")[f"{name}.example"]["spider"] == name


def update(scrapy: Scrapy, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return scrapy("update", *arguments, settings={**PROBES, "RETRY_ENABLED": "False"}, env=env)


def test_a_site_is_added_crawled_and_due_again(scrapy: Scrapy, newspaper: Newspaper) -> None:
    add(scrapy, "calm")
    result = update(scrapy)
    assert result.returncode == 0, result.stderr
    assert "calm.example" in result.stdout
    assert newspaper.asked("http://www.calm.example/") == [
        "http://www.calm.example/robots.txt",
        "http://www.calm.example/",
    ]
    site = sites(scrapy)["calm.example"]
    assert (site["outcome"], site["running"], site["wrong"]) == ("finished", False, [])
    last, following = (datetime.fromisoformat(site[name]) for name in ("last_crawl_at", "next_crawl_at"))
    assert following - last == timedelta(days=1)
    again = update(scrapy)
    assert again.returncode == 0
    assert "nothing is due; next is calm.example at " in again.stdout
    assert len(newspaper.asked("http://www.calm.example/")) == 2


def test_it_goes_on_when_a_site_fails(scrapy: Scrapy, newspaper: Newspaper, tmp_path: Path) -> None:
    newspaper.change("http://www.deaf.example/*", "", cut=0)
    add(scrapy, "raw", "deaf", "calm")
    report = tmp_path / "report.json"
    result = update(scrapy, ARCHIVE_ALERT_COMMAND=f"cat > {report}")
    assert result.returncode == 1
    states = sites(scrapy)
    assert {name: state["outcome"] for name, state in states.items()} == {
        "calm.example": "finished",
        "deaf.example": "failed",
        "raw.example": None,
    }
    told = json.loads(report.read_text(encoding="utf-8"))
    assert [site["site"] for site in told["sites"]] == ["deaf.example"]
    assert told["sites"][0]["wrong"] == ["the last crawl failed: nothing could be fetched: connection failed"]
    last, following = (datetime.fromisoformat(states["deaf.example"][f"{name}_crawl_at"]) for name in ("last", "next"))
    assert following - last == timedelta(hours=1)  # it is tried again soon


def test_a_site_that_is_switched_off_is_left_alone(scrapy: Scrapy, newspaper: Newspaper) -> None:
    add(scrapy, "calm")
    assert sites(scrapy, "--off", "calm.example")["calm.example"]["enabled"] is False
    assert update(scrapy).returncode == 0
    assert newspaper.asked("http://www.calm.example/") == []
    assert update(scrapy, "calm.example").returncode == 0
    assert newspaper.asked("http://www.calm.example/") != []
    assert sites(scrapy, "--on", "http://www.calm.example/")["calm.example"]["enabled"] is True


def test_two_updates_at_once_crawl_each_site_once(
    scrapy: Scrapy, scrapy_env: dict[str, str], newspaper: Newspaper, archive_url: str
) -> None:
    add(scrapy, "calm", "deaf")
    newspaper.change("http://www.calm.example/", "<p>A page</p>", delay=8)
    arguments = scrapy_arguments("update", settings={**PROBES, "ARCHIVE_UPDATE_SITES": "1"})
    first = subprocess.Popen(arguments, env=scrapy_env, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        until = time.monotonic() + 60
        while not execute(archive_url, "SELECT 1 FROM locks"):
            assert time.monotonic() < until
            time.sleep(0.02)
        second = update(scrapy)
        assert second.returncode == 0, second.stderr
        assert first.poll() is None, "the first has the other site still before it"
        stdout, _ = first.communicate(timeout=60)
    finally:
        first.kill()
        first.wait()
    assert first.returncode == 0
    assert "deaf.example  not begun    0  it is no longer due: another crawl of it ended since" in stdout
    for name in ("calm", "deaf"):
        assert newspaper.asked(f"http://www.{name}.example/").count(f"http://www.{name}.example/") == 1
    outcomes = execute(archive_url, "SELECT outcome FROM crawls WHERE site = 'deaf.example' ORDER BY id")
    assert outcomes == [("finished",), ("not begun",)]
    assert update(scrapy, "deaf.example").returncode == 0
    assert newspaper.asked("http://www.deaf.example/").count("http://www.deaf.example/") == 2, "by its name, due or not"


def test_a_signal_while_a_site_closes_lets_no_other_one_begin(scrapy: Scrapy, newspaper: Newspaper) -> None:
    add(scrapy, "calm", "deaf")
    settings = {**PROBES, "ITEM_PIPELINES": json.dumps({"tests.probes.SlowToClose": 1}), "ARCHIVE_UPDATE_SITES": "1"}
    result = scrapy("update", settings=settings)
    assert result.returncode == 0, result.stderr
    assert "Traceback" not in result.stderr
    assert newspaper.asked("http://www.deaf.example/") == []
    assert {name: state["outcome"] for name, state in sites(scrapy).items()} == {
        "calm.example": "finished",
        "deaf.example": None,
    }


def test_silent_death_is_told(scrapy: Scrapy, archive_url: str, tmp_path: Path) -> None:
    add(scrapy, "calm")
    now = datetime.now(UTC)
    counts = json.dumps({"archive/store/new": 12, "archive/fetch/fetched": 30, "item_scraped_count": 12})
    for hours in reversed(range(30, 24 * 60, 24)):
        execute(
            archive_url,
            "INSERT INTO crawls (spider, site, arguments, started_at, ended_at, outcome, counts, code_version) "
            "VALUES ('calm', 'calm.example', '{}', ?, ?, 'finished', ?, '0.1.0')",
            *[f"{now - timedelta(hours=hours - n):%Y-%m-%d %H:%M:%S.%f}" for n in (0, 1)],
            counts,
        )
    report = tmp_path / "report.json"
    result = update(scrapy, ARCHIVE_ALERT_COMMAND=f"cat > {report}")
    assert result.returncode == 1
    (site,) = json.loads(report.read_text(encoding="utf-8"))["sites"]
    assert site["wrong"] == ["0 new articles in the last 24 hours; usual are 4 to 26"]
    assert "0 new articles in the last" in scrapy("sites", settings=PROBES).stdout


def test_the_rhythm_follows_what_a_site_publishes(scrapy: Scrapy, archive_url: str) -> None:
    add(scrapy, "calm")
    now = datetime.now(UTC)
    with closing(Archive.open(archive_url)) as archive, archive.write() as session:
        for n in range(140):
            moment = now - timedelta(hours=2 * n + 1)
            session.add(
                Article(
                    url=f"http://www.calm.example/{n}",
                    site="calm.example",
                    title="The harbour froze",
                    text="The harbour froze.",
                    text_hash=n,
                    published_at=moment,
                    first_seen_at=moment,
                    last_seen_at=moment,
                    word_count=3,
                    extractor_version="1",
                )
            )
    update(scrapy)
    site = sites(scrapy)["calm.example"]
    assert site["articles_a_day"] == 10
    last, following = (datetime.fromisoformat(site[name]) for name in ("last_crawl_at", "next_crawl_at"))
    assert following - last == timedelta(hours=12)


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["sites", "--add", "nonsense"], "site: 'nonsense' is no host: write a name with a dot"),
        (["sites", "--off", "nobody.example"], "there is no site 'nobody.example'"),
        (["sites", "calm.example"], "'calm.example': write --add URL, --off SITE or --on SITE"),
        (["update", "-s", "ARCHIVE_UPDATE_SITES=many"], "ARCHIVE_UPDATE_SITES 'many': write a whole number such as 8"),
        (["update", "nobody.example"], "there is no site 'nobody.example': scrapy sites lists them"),
    ],
)
def test_wrong_arguments(scrapy: Scrapy, command: list[str], message: str) -> None:
    add(scrapy, "calm")
    result = scrapy(*command, settings=PROBES)
    assert result.returncode == 2
    assert message in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.stderr


def test_no_archive(scrapy: Scrapy) -> None:
    result = update(scrapy)
    assert result.returncode == 1
    assert "scrapy update: there is no archive at " in result.stderr.splitlines()[-1]
    assert "there is no archive at " in scrapy("sites", settings=PROBES).stderr, "to look makes none"

"""The hours of a crawl: those of the site, and those that were given for one run."""

from __future__ import annotations

import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.settings import Settings

from project.extensions.record import CrawlRecord
from project.outcomes.verdict import WINDOW_CLOSED, judge
from tests.conftest import Scrapy
from tests.database import execute
from tests.newspaper.server import Newspaper
from tests.probes import PROBES, ProbeSpider

HOST = "http://www.probe.example"
CRAWL = ("crawl", "probe", "-a", f"urls={HOST}/1 {HOST}/2", "-a", "site=probe.example")
OUTSIDE = "scrapy crawl: outside the hours of ARCHIVE_WINDOW; nothing was fetched"
NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def pages(newspaper: Newspaper) -> None:
    newspaper.change(f"{HOST}/robots.txt", "", status=404)
    newspaper.change(f"{HOST}/*", "<p>A page</p>")


@pytest.fixture
def window() -> str:
    """Hours that this moment lies outside of."""
    hour = time.gmtime().tm_hour
    return f"{(hour + 10) % 24:02}:00-{(hour + 12) % 24:02}:00"


def test_outside_its_hours_a_crawl_fetches_nothing(
    scrapy: Scrapy, newspaper: Newspaper, archive_url: str, window: str
) -> None:
    result = scrapy(*CRAWL, settings=PROBES, env={"ARCHIVE_WINDOW": window})
    assert result.returncode == 0
    assert result.stderr.splitlines()[-1] == OUTSIDE
    assert newspaper.asked(HOST) == []
    assert execute(archive_url, "SELECT outcome FROM crawls") == [("stopped",)]
    due = "SELECT strftime('%H:%M', next_crawl_at, '+1 second') AS at FROM sites WHERE next_crawl_at > last_crawl_at"
    assert execute(archive_url, due) == [(window[:5],)], "no update before that has anything to do"


def test_hours_of_one_run_leave_the_schedule_as_it_is(scrapy: Scrapy, archive_url: str, window: str) -> None:
    schedule = "SELECT last_crawl_at, next_crawl_at FROM sites"
    before: list[tuple[Any, ...]] = [(None, None)]
    for _ in range(2):
        result = scrapy(*CRAWL, settings={**PROBES, "ARCHIVE_WINDOW": window})
        assert result.stderr.splitlines()[-1] == OUTSIDE
        assert execute(archive_url, schedule) == before
        assert scrapy(*CRAWL, settings=PROBES).returncode == 0
        before = execute(archive_url, schedule)


@pytest.mark.parametrize(("priority", "hours"), [("project", 10), ("spider", 10), ("cmdline", 0)])
def test_a_site_whose_hours_are_over_is_due_when_they_begin_unless_they_were_one_runs_alone(
    archive_url: str, priority: str, hours: float
) -> None:
    settings = Settings({"ARCHIVE_URL": archive_url})
    settings.set("ARCHIVE_WINDOW", "22:00-06:00", priority=priority)
    record = CrawlRecord(Crawler(ProbeSpider, settings))
    with closing(record.archive):
        record.verdict = judge({}, WINDOW_CLOSED)
        assert record.wait(WINDOW_CLOSED, NOW) == timedelta(hours=hours)

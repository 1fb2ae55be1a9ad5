"""Sites that ask for patience: one address of them must not keep all others from being read."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.conftest import Scrapy
from tests.database import execute
from tests.newspaper.server import Newspaper
from tests.spiders.ledger import states, story

SITE = "http://www.gull-post.example"
PATHS = [f"/2024/02/{10 + day}/gulls-were-counted-on-the-quay" for day in range(4)]
HOURS = {"Retry-After": "7200"}
SOON = {"ARCHIVE_BACKOFF_SECONDS": "0.1", "CONCURRENT_REQUESTS_PER_DOMAIN": "1"}


@pytest.fixture
def site(newspaper: Newspaper) -> Newspaper:
    days = [path[1:11].replace("/", "-") for path in PATHS]
    urls = [
        f"<url><loc>{SITE}{path}</loc><lastmod>{day}</lastmod></url>" for path, day in zip(PATHS, days, strict=True)
    ]
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(urls)}</urlset>'
    newspaper.change(f"{SITE}/robots.txt", f"User-agent: *\nSitemap: {SITE}/sitemap.xml\n")
    newspaper.change(f"{SITE}/", "<title>Gull Post</title>")
    newspaper.change(f"{SITE}/sitemap.xml", sitemap, content_type="application/xml")
    for path, day in zip(PATHS, days, strict=True):
        newspaper.change(f"{SITE}{path}", story(f"Gulls counted on {day}", day=day))
    return newspaper


def row(archive_url: str, path: str) -> dict[str, Any]:
    with closing(sqlite3.connect(archive_url.removeprefix("sqlite:///"))) as database:
        database.row_factory = sqlite3.Row
        return dict(database.execute("SELECT * FROM pages WHERE found_url = ?", [SITE + path]).fetchone())


def test_a_page_that_asks_for_hours_is_noted_and_the_others_are_read(
    site: Newspaper, archive_url: str, scrapy: Scrapy
) -> None:
    newest = PATHS[-1]
    site.change(f"{SITE}{newest}", status=503, headers=HOURS)
    run = scrapy("crawl", "news", "-a", f"site={SITE}/", settings=SOON)
    assert run.returncode == 0, run.stderr
    assert states(archive_url, SITE) == dict.fromkeys(PATHS[:-1], "stored") | {newest: "failed"}
    page = row(archive_url, newest)
    assert (page["reason"], page["failures"]) == ("HTTP 503: gull-post.example asks to wait 7200 s", 0)
    due_at = datetime.fromisoformat(page["next_fetch_at"]).replace(tzinfo=UTC)
    assert timedelta(hours=1.9) < due_at - datetime.now(UTC) < timedelta(hours=2.1)
    assert site.asked(f"{SITE}{newest}") == [f"{SITE}{newest}"], "it is not asked for again"
    site.requests.clear()
    assert scrapy("crawl", "news", "-a", f"site={SITE}/", settings=SOON).returncode == 0
    assert site.asked(f"{SITE}/2024/") == []


def test_two_pages_that_ask_for_hours_speak_for_their_site(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    for path in PATHS[-2:]:
        site.change(f"{SITE}{path}", status=429, headers=HOURS)
    run = scrapy("crawl", "news", "-a", f"site={SITE}/", settings=SOON)
    assert "the site asked for patience" in run.stderr
    assert states(archive_url, SITE) == dict.fromkeys(PATHS[:-2], "waiting") | dict.fromkeys(PATHS[-2:], "failed")
    # The next run does not begin with them.
    assert scrapy("crawl", "news", "-a", f"site={SITE}/", settings=SOON).returncode == 0
    assert states(archive_url, SITE) == dict.fromkeys(PATHS[:-2], "stored") | dict.fromkeys(PATHS[-2:], "failed")


def test_a_stored_page_that_asks_for_hours_is_looked_at_later(
    site: Newspaper, archive_url: str, scrapy: Scrapy
) -> None:
    assert scrapy("crawl", "news", "-a", f"site={SITE}/", settings=SOON).returncode == 0
    execute(archive_url, "UPDATE pages SET next_fetch_at = '2024-03-01 00:00:00.000000'")
    site.change(f"{SITE}{PATHS[0]}", status=503, headers={"Retry-After": f"{10**9}"})
    assert scrapy("crawl", "news", "-a", f"site={SITE}/", settings=SOON).returncode == 0
    page = row(archive_url, PATHS[0])
    assert (page["state"], page["reason"]) == ("stored", None)
    due_at = datetime.fromisoformat(page["next_fetch_at"]).replace(tzinfo=UTC)
    assert timedelta(days=29) < due_at - datetime.now(UTC) < timedelta(days=31), "a month at most"


def test_a_feed_that_asks_for_hours_is_left_out(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/rss">'
    site.change(f"{SITE}/", f"<title>Gull Post</title>{link}")
    site.change(f"{SITE}/rss", "", status=429, headers=HOURS)
    run = scrapy("crawl", "news", "-a", f"site={SITE}/", settings=SOON)
    assert run.returncode == 0, run.stderr
    assert f"HTTP 429: gull-post.example asks to wait 7200 s for {SITE}/rss" in run.stderr
    assert site.asked(f"{SITE}/rss") == [f"{SITE}/rss"]
    assert set(states(archive_url, SITE).values()) == {"stored"}


@pytest.mark.parametrize("asked", ["0", "1"])
def test_a_site_that_always_asks_for_seconds_is_left_for_the_next_run(
    site: Newspaper, archive_url: str, scrapy: Scrapy, asked: str
) -> None:
    for path in PATHS:
        site.change(f"{SITE}{path}", status=429, headers={"Retry-After": asked})
    run = scrapy("crawl", "news", "-a", f"site={SITE}/", settings={**SOON, "ARCHIVE_BACKOFF_MAX": "1"})
    assert run.returncode == 0, run.stderr
    assert "HTTP 429: gull-post.example refuses 5 times in a row: its pages wait for the next run" in run.stderr
    assert "the site asked for patience" in run.stderr
    assert len(site.asked(f"{SITE}/2024/")) == 5
    assert states(archive_url, SITE) == dict.fromkeys(PATHS, "waiting")

"""What the wire tells of a crawl whose requests all end badly."""

import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from tests.conftest import Scrapy
from tests.newspaper.server import Newspaper
from tests.spiders.ledger import rows, story

SITE = "http://www.gull-post.example"
PAGES = [f"{SITE}/gulls-were-counted-on-quay-{number}" for number in range(3)]
NO_ANSWERS: dict[str, dict[str, Any]] = {
    "redirected in a circle": {"status": 302, "headers": {"Location": "?"}},
    "not packed as it says": {"body": "<p>Not packed", "headers": {"Content-Encoding": "gzip"}},
}


def counts(archive_url: str) -> dict[str, Any]:
    """What the last crawl counted of its requests."""
    with closing(sqlite3.connect(archive_url.removeprefix("sqlite:///"))) as database:
        (found,) = database.execute("SELECT counts FROM crawls ORDER BY id DESC LIMIT 1").fetchone()
    return {name: value for name, value in json.loads(found).items() if name.startswith("archive/fetch/")}


@pytest.mark.parametrize("reason", NO_ANSWERS)
def test_an_answer_that_a_middleware_cannot_use_is_a_failure_counted_once(
    newspaper: Newspaper, archive_url: str, scrapy: Scrapy, reason: str
) -> None:
    newspaper.change(f"{SITE}/robots.txt", "User-agent: *\n")
    newspaper.change(f"{SITE}/", "<title>Gull Post</title>" + "".join(f"<a href={url}>Gulls</a>" for url in PAGES))
    for url in PAGES:
        newspaper.change(url, **NO_ANSWERS[reason])
    assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 0, "the front page came"
    found = counts(archive_url)
    assert (found["archive/fetch/fetched"], found[f"archive/fetch/failed/{reason}"]) == (1, len(PAGES))
    assert found["archive/fetch/failed"] == len(PAGES)
    assert set(rows(archive_url).values()) == {("failed", reason)}
    newspaper.change(f"{SITE}/", **NO_ANSWERS[reason])
    run = scrapy("crawl", "news", "-a", f"site={SITE}/")
    assert run.returncode == 1
    last = run.stderr.splitlines()[-1]
    assert last.startswith("scrapy crawl: nothing could be fetched: ")
    assert reason in last


def test_a_304_that_nobody_asked_for_is_no_page(newspaper: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    newspaper.change(f"{SITE}/robots.txt", "User-agent: *\n")
    newspaper.change(PAGES[0], "", status=304, validators=False)
    assert scrapy("crawl", "article", "-a", f"url={PAGES[0]}").returncode == 1
    assert rows(archive_url)[PAGES[0]] == ("failed", "HTTP 304")
    assert counts(archive_url) == {"archive/fetch/refused": 1, "archive/fetch/refused/HTTP 304": 1}


def test_a_page_that_comes_at_the_second_try_did_not_fail(
    newspaper: Newspaper, archive_url: str, scrapy: Scrapy
) -> None:
    newspaper.change(f"{SITE}/robots.txt", "User-agent: *\n")
    newspaper.change(f"{PAGES[0]}*", story("Gulls were counted"))
    newspaper.change(PAGES[0], status=502, times=1)
    assert scrapy("crawl", "article", "-a", f"url={PAGES[0]}").returncode == 0
    assert counts(archive_url) == {"archive/fetch/fetched": 1}

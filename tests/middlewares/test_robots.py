from __future__ import annotations

from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from project.middlewares.robots import is_closed
from tests import probes
from tests.conftest import Scrapy
from tests.newspaper.server import Newspaper

HOST = "http://www.rules.example"


def probe(scrapy: Scrapy, tmp_path: Path, *paths: str) -> tuple[CompletedProcess[str], dict[str, dict[str, Any]]]:
    urls = " ".join(f"{HOST}{path}" for path in paths)
    done, probed = probes.probe(scrapy, tmp_path, urls, ARCHIVE_BACKOFF_SECONDS="0.1", LOG_LEVEL="DEBUG")
    return done, {url.removeprefix(HOST): line for url, line in probed.items()}


@pytest.mark.parametrize(
    ("status", "closed"),
    [(200, False), (304, False), (401, False), (404, False), (410, False), (429, True), (500, True), (503, True)],
)
def test_is_closed(status: int, closed: bool) -> None:
    assert is_closed(status) is closed


def test_what_is_forbidden_is_not_asked_for(scrapy: Scrapy, newspaper: Newspaper, tmp_path: Path) -> None:
    rules = "User-agent: *\nDisallow: /private/\n\nUser-agent: news-archive-tests\nDisallow: /theirs/\n"
    newspaper.change(f"{HOST}/robots.txt", rules, content_type="text/plain")
    newspaper.change(f"{HOST}/*", "<p>A page</p>")
    _, probed = probe(scrapy, tmp_path, "/private/1", "/theirs/1")
    assert probed["/private/1"]["status"] == 200  # the group that names us counts, and no other
    assert (probed["/theirs/1"]["state"], probed["/theirs/1"]["reason"]) == ("skipped", "forbidden by robots.txt")
    assert f"{HOST}/theirs/1" not in newspaper.asked()


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_without_robots_txt_everything_is_allowed(
    scrapy: Scrapy, newspaper: Newspaper, tmp_path: Path, status: int
) -> None:
    newspaper.change(f"{HOST}/robots.txt", "User-agent: *\nDisallow: /\n", status=status)
    newspaper.change(f"{HOST}/*", "<p>A page</p>")
    result, probed = probe(scrapy, tmp_path, "/1")
    assert result.returncode == 0
    assert probed["/1"]["status"] == 200


@pytest.mark.parametrize("status", [500, 503])
def test_a_robots_txt_that_cannot_be_read_forbids_everything(
    scrapy: Scrapy, newspaper: Newspaper, tmp_path: Path, status: int
) -> None:
    newspaper.change(f"{HOST}/robots.txt", "<h1>Oops</h1>", status=status)
    newspaper.change(f"{HOST}/*", "<p>A page</p>")
    result, probed = probe(scrapy, tmp_path, "/1", "/2")
    assert result.returncode == 1
    assert {(line["state"], line["reason"]) for line in probed.values()} == {(None, f"robots.txt answers {status}")}
    assert set(newspaper.asked(HOST)) == {f"{HOST}/robots.txt"}
    assert "Traceback" not in result.stderr
    assert f"Nothing is fetched from {HOST} in this run: robots.txt answers {status}" in result.stderr


def test_a_host_that_does_not_answer_is_one_line(scrapy: Scrapy, newspaper: Newspaper, tmp_path: Path) -> None:
    newspaper.change(f"{HOST}/*", "", cut=0)
    result, probed = probe(scrapy, tmp_path, "/1")
    assert result.returncode == 1
    assert probed["/1"]["state"] is None
    assert probed["/1"]["reason"].startswith("robots.txt: ")
    assert "Traceback" not in result.stderr


def test_robots_txt_is_asked_for_conditionally_and_remembered(
    scrapy: Scrapy, newspaper: Newspaper, tmp_path: Path
) -> None:
    newspaper.change(f"{HOST}/robots.txt", "User-agent: *\nDisallow: /private/\n", content_type="text/plain")
    newspaper.change(f"{HOST}/*", "<p>A page</p>")
    probe(scrapy, tmp_path, "/1", "/private/1")
    _, probed = probe(scrapy, tmp_path, "/1", "/private/1")
    first, second = (request for request in newspaper.requests if request.url.endswith("/robots.txt"))
    assert (first.status, first.is_conditional) == (200, False)
    assert (second.status, second.sent, second.is_conditional) == (304, 0, True)
    assert probed["/private/1"]["reason"] == "forbidden by robots.txt"
    assert probed["/1"]["status"] == 200

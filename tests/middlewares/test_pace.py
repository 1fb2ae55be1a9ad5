from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.middlewares.pace import asked_delay, retry_after
from tests.conftest import Scrapy
from tests.newspaper.server import Newspaper
from tests.probes import probe

NOW = datetime(2024, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (b"120", 120.0),
        (b" 5 ", 5.0),
        (b"0", 0.0),
        (b"Fri, 01 Mar 2024 12:02:00 GMT", 120.0),
        (b"Fri, 01 Mar 2024 11:00:00 GMT", 0.0),
        (b"Friday", None),
        (b"-5", None),
        (b"", None),
        (None, None),
    ],
)
def test_retry_after(value: bytes | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.binary(max_size=60))
def test_retry_after_never_raises(value: bytes) -> None:
    seconds = retry_after(value, NOW)
    assert seconds is None or seconds >= 0


@pytest.mark.parametrize(
    ("crawl_delay", "rate", "expected"),
    [
        (None, None, 0.0),
        (10.0, None, 10.0),
        (None, (1, 5.0), 5.0),
        (2.0, (10, 60.0), 6.0),
        (1e9, None, 60.0),
        (-4.0, None, 0.0),
        (None, (0, 5.0), 5.0),
    ],
)
def test_asked_delay(crawl_delay: float | None, rate: tuple[int, float] | None, expected: float) -> None:
    assert asked_delay(crawl_delay, rate, 60.0) == expected


def times(newspaper: Newspaper, prefix: str) -> list[float]:
    return [request.at for request in newspaper.requests if request.url.startswith(prefix)]


def test_crawl_delay_spaces_the_requests_of_all_hosts_of_a_site(
    scrapy: Scrapy, newspaper: Newspaper, tmp_path: Path
) -> None:
    for host in ("www", "feeds"):
        robots = "User-agent: *\nCrawl-delay: 0.4\n"
        newspaper.change(f"http://{host}.slow.example/robots.txt", robots, content_type="text/plain")
        newspaper.change(f"http://{host}.slow.example/*", "<p>A page</p>")
    urls = " ".join(f"http://{host}.slow.example/{n}" for n in range(3) for host in ("www", "feeds"))
    result, probed = probe(scrapy, tmp_path, urls)
    assert result.returncode == 0, result.stderr
    assert [line["status"] for line in probed.values()] == [200] * 6
    asked = sorted(times(newspaper, "http://www.slow.example/") + times(newspaper, "http://feeds.slow.example/"))
    # The first robots.txt tells; from then on there are 0.4 s between any two, less the clock's grain.
    gaps = [later - earlier for earlier, later in pairwise(asked[1:])]
    assert min(gaps[1:]) > 0.35, gaps


def test_request_rate_counts_like_a_delay(scrapy: Scrapy, newspaper: Newspaper, tmp_path: Path) -> None:
    robots = "User-agent: *\nRequest-rate: 2/1\n"
    newspaper.change("http://www.slow.example/robots.txt", robots, content_type="text/plain")
    newspaper.change("http://www.slow.example/*", "<p>A page</p>")
    result, _ = probe(scrapy, tmp_path, " ".join(f"http://www.slow.example/{n}" for n in range(4)))
    assert result.returncode == 0
    asked = times(newspaper, "http://www.slow.example/")[1:]
    assert asked[-1] - asked[0] > 1.3


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_holds_the_whole_site(scrapy: Scrapy, newspaper: Newspaper, tmp_path: Path, status: int) -> None:
    newspaper.change("http://www.busy.example/*", "<p>A page</p>")
    newspaper.change("http://www.busy.example/robots.txt", "", status=404)
    newspaper.change("http://www.busy.example/first", status=status, headers={"Retry-After": "1"}, times=1)
    urls = "http://www.busy.example/first " + " ".join(f"http://sport.busy.example/{n}" for n in range(5))
    newspaper.change("http://sport.busy.example/*", "<p>A page</p>")
    newspaper.change("http://sport.busy.example/robots.txt", "", status=404)
    result, probed = probe(scrapy, tmp_path, urls, CONCURRENT_REQUESTS_PER_DOMAIN="1", ARCHIVE_BACKOFF_SECONDS="0.3")
    assert result.returncode == 0
    assert [line["status"] for line in probed.values()] == [200] * 6
    told = next(request.at for request in newspaper.requests if request.status == status)
    after = [request.at for request in newspaper.requests if request.at > told]
    assert min(after) - told >= 1.0
    assert f"HTTP {status} from busy.example: nothing is sent there for 1 s" in result.stderr


@pytest.mark.parametrize("asked", [{}, {"Retry-After": "0"}, {"Retry-After": "Fri, 01 Mar 2024 11:00:00 GMT"}])
def test_without_a_time_to_come_the_wait_doubles(
    scrapy: Scrapy, newspaper: Newspaper, tmp_path: Path, asked: dict[str, str]
) -> None:
    newspaper.change("http://www.busy.example/robots.txt", "", status=404)
    newspaper.change("http://www.busy.example/page", "<p>A page</p>", status=503, headers=asked, times=2)
    newspaper.change("http://www.busy.example/*", "<p>A page</p>")
    result, probed = probe(scrapy, tmp_path, "http://www.busy.example/page", ARCHIVE_BACKOFF_SECONDS="0.3")
    assert probed["http://www.busy.example/page"]["status"] == 200, result.stderr
    first, second, third = times(newspaper, "http://www.busy.example/page")
    assert second - first >= 0.3
    assert third - second >= 0.6


def test_a_site_that_asks_for_hours_is_left_for_the_next_run(
    scrapy: Scrapy, newspaper: Newspaper, tmp_path: Path
) -> None:
    newspaper.change("http://www.busy.example/robots.txt", "", status=404)
    newspaper.change("http://www.busy.example/*", "", status=429, headers={"Retry-After": "7200"})
    newspaper.change("http://www.calm.example/*", "<p>A page</p>")
    urls = " ".join(f"http://www.busy.example/{n}" for n in range(5)) + " http://www.calm.example/1"
    result, probed = probe(scrapy, tmp_path, urls, CONCURRENT_REQUESTS_PER_DOMAIN="1", ARCHIVE_BACKOFF_SECONDS="0.3")
    assert result.returncode == 0
    assert probed.pop("http://www.calm.example/1")["status"] == 200
    assert {line["reason"] for line in probed.values()} == {"HTTP 429: busy.example asks to wait 7200 s"}
    assert {line["state"] for line in probed.values()} == {None}
    assert len(times(newspaper, "http://www.busy.example/")) == 3, "robots.txt and two pages: one may be alone in this"


def test_a_robots_txt_that_asks_for_hours_speaks_for_its_site(
    scrapy: Scrapy, newspaper: Newspaper, tmp_path: Path
) -> None:
    newspaper.change("http://www.busy.example/robots.txt", "", status=503, headers={"Retry-After": "7200"})
    newspaper.change("http://sport.busy.example/*", "<p>A page</p>")
    urls = "http://www.busy.example/1 http://sport.busy.example/1"
    result, probed = probe(scrapy, tmp_path, urls, CONCURRENT_REQUESTS_PER_DOMAIN="1")
    assert [line["reason"] for line in probed.values() if "asks to wait 7200 s" in line["reason"]], result.stderr
    assert "status" not in probed["http://www.busy.example/1"]

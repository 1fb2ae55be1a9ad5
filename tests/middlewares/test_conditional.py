from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import xxhash
from scrapy.http import HtmlResponse, Request, Response

from project.items import Fetch
from project.middlewares.conditional import fetch_of, is_unchanged, set_conditions
from project.outcomes.fetching import signed_hash
from tests.conftest import Scrapy
from tests.middlewares.same_host import HOST, probe
from tests.newspaper.server import Newspaper
from tests.probes import PROBES

NOW = datetime(2024, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize("body", [b"", b"a", b"The ice melts.", bytes(range(256)) * 40])
def test_signed_hash_fits_sqlite_and_is_xxh3(body: bytes) -> None:
    value = signed_hash(body)
    assert -(1 << 63) <= value < 1 << 63
    assert value % (1 << 64) == xxhash.xxh3_64_intdigest(body)


def test_fetch_of() -> None:
    headers = {"ETag": '"a1"', "Last-Modified": "Fri, 01 Mar 2024 00:00:00 GMT"}
    response = HtmlResponse(f"{HOST}/1", body=b"<p>Ice", headers=headers)
    assert fetch_of(response, NOW) == Fetch(NOW, 200, '"a1"', "Fri, 01 Mar 2024 00:00:00 GMT", signed_hash(b"<p>Ice"))
    assert fetch_of(Response(f"{HOST}/1", status=404, body=b"no"), NOW).body_hash is None
    assert fetch_of(Response(f"{HOST}/1", headers={"ETag": '"' + "x" * 9999}), NOW).etag is None


@pytest.mark.parametrize(
    ("status", "body_hash", "known", "unchanged"),
    [
        (304, None, None, True),
        (304, None, 5, True),
        (200, 5, 5, True),
        (200, 5, 6, False),
        (200, 5, None, False),
        (404, None, None, False),
    ],
)
def test_is_unchanged(status: int, body_hash: int | None, known: int | None, unchanged: bool) -> None:
    assert is_unchanged(Fetch(NOW, status, body_hash=body_hash), {"body_hash": known}) is unchanged


def test_set_conditions() -> None:
    request = Request(HOST)
    set_conditions(request, '"a1"', None)
    assert request.headers.get("If-None-Match") == b'"a1"'
    assert "If-Modified-Since" not in request.headers


def test_a_leaf_document_is_read_once(scrapy: Scrapy, newspaper: Newspaper, tmp_path: Path) -> None:
    newspaper.change(f"{HOST}/feed", "<rss/>", content_type="text/xml")
    assert probe(scrapy, tmp_path, "/feed", validator=True)["/feed"]["status"] == 200
    again = probe(scrapy, tmp_path, "/feed", validator=True)["/feed"]
    assert (again["state"], again["reason"], again["http_status"]) == (None, "not modified", 304)
    assert [request.status for request in newspaper.requests if request.url.endswith("/feed")] == [200, 304]


def test_a_changed_document_is_read_again(scrapy: Scrapy, newspaper: Newspaper, tmp_path: Path) -> None:
    newspaper.change(f"{HOST}/feed", "<rss/>", content_type="text/xml")
    probe(scrapy, tmp_path, "/feed", validator=True)
    newspaper.change(f"{HOST}/feed", "<rss>More</rss>")
    assert probe(scrapy, tmp_path, "/feed", validator=True)["/feed"]["body"] == "<rss>More</rss>"


def test_an_unchanged_index_still_leads_on(scrapy: Scrapy, newspaper: Newspaper, tmp_path: Path) -> None:
    newspaper.change(f"{HOST}/index", f"{HOST}/sub\n", content_type="text/plain; charset=windows-1251")
    newspaper.change(f"{HOST}/sub", "first", content_type="text/plain")
    probe(scrapy, tmp_path, "/index", validator=True)
    newspaper.change(f"{HOST}/sub", "second")
    again = probe(scrapy, tmp_path, "/index", validator=True)
    assert (again["/index"]["status"], again["/index"]["flags"]) == (200, ["not-modified"])
    assert again["/index"]["body"] == f"{HOST}/sub\n"
    assert again["/sub"]["body"] == "second"
    index = [request for request in newspaper.requests if request.url.endswith("/index")]
    assert [(request.status, request.sent > 0) for request in index] == [(200, True), (304, False)]


def test_a_document_whose_reading_failed_is_asked_for_whole_again(
    scrapy: Scrapy, newspaper: Newspaper, tmp_path: Path
) -> None:
    newspaper.change(f"{HOST}/feed", "<rss/>", content_type="text/xml")
    arguments = ["-a", f"urls={HOST}/feed", "-a", 'meta={"validator": true}']
    wrecked = scrapy("crawl", "wreck", "-a", "where=callback", *arguments, settings=PROBES)
    assert wrecked.returncode == 1
    assert probe(scrapy, tmp_path, "/feed", validator=True)["/feed"]["status"] == 200


def test_a_site_that_ignores_conditions_is_known_by_its_bytes(
    scrapy: Scrapy, newspaper: Newspaper, tmp_path: Path
) -> None:
    newspaper.change(f"{HOST}/feed", "<rss/>", content_type="text/xml", validators=False)
    probe(scrapy, tmp_path, "/feed", validator=True)
    again = probe(scrapy, tmp_path, "/feed", validator=True)["/feed"]
    assert (again["state"], again["reason"]) == (None, "not modified")


def test_conditions_follow_a_redirect(scrapy: Scrapy, newspaper: Newspaper, tmp_path: Path) -> None:
    newspaper.change(f"{HOST}/old", "", status=301, headers={"Location": f"{HOST}/feed"})
    newspaper.change(f"{HOST}/feed", "<rss/>", content_type="text/xml")
    assert probe(scrapy, tmp_path, "/old", validator=True)["/old"]["status"] == 200
    assert probe(scrapy, tmp_path, "/old", validator=True)["/old"]["reason"] == "not modified"
    assert [request.status for request in newspaper.requests if request.url.endswith("/feed")] == [200, 304]

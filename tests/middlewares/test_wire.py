"""What the wire tells of a crawl whose requests all end badly."""

import gzip
import json
import zlib
from collections.abc import Callable
from typing import Any

import brotli
import pytest
from backports import zstd

from tests.conftest import Scrapy
from tests.database import execute
from tests.newspaper.server import Newspaper
from tests.spiders.ledger import rows, story

SITE = "http://www.gull-post.example"
PAGES = [f"{SITE}/gulls-were-counted-on-quay-{number}" for number in range(3)]
NO_ANSWERS: dict[str, dict[str, Any]] = {
    "redirected in a circle": {"status": 302, "headers": {"Location": "?"}},
    "larger than DOWNLOAD_MAXSIZE": {"body": gzip.compress(bytes(20_000_000)), "headers": {"Content-Encoding": "gzip"}},
    "not packed as it says": {"body": b"\0\1 no gzip", "headers": {"Content-Encoding": "gzip"}},
}


def counts(archive_url: str) -> dict[str, Any]:
    """What the last crawl counted of its requests."""
    ((found,),) = execute(archive_url, "SELECT counts FROM crawls ORDER BY id DESC LIMIT 1")
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


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd.compress
}  # fmt: skip


@pytest.mark.parametrize("coding", PACKERS)
def test_what_is_packed_otherwise_than_it_says_is_told_in_words(
    newspaper: Newspaper, archive_url: str, scrapy: Scrapy, coding: str
) -> None:
    newspaper.change(f"{SITE}/robots.txt", "User-agent: *\n")
    body = packed("br" if coding == "gzip" else "gzip", story("Gulls were counted"))
    newspaper.change(PAGES[0], body, headers={"Content-Encoding": coding})
    assert scrapy("crawl", "article", "-a", f"url={PAGES[0]}").returncode == 1
    assert rows(archive_url)[PAGES[0]] == ("failed", "not packed as it says")


@pytest.mark.parametrize("coding", [*PACKERS, "none"])
def test_what_is_not_packed_though_it_says_so_is_read(
    newspaper: Newspaper, archive_url: str, scrapy: Scrapy, coding: str
) -> None:
    unpacked = {"headers": {"Content-Encoding": coding}}
    newspaper.change(f"{SITE}/robots.txt", "User-agent: *\nDisallow: /drafts/\n", **unpacked)
    newspaper.change(PAGES[0], story("Gulls were counted"), **unpacked)
    assert scrapy("crawl", "article", "-a", f"url={PAGES[0]}").returncode == 0
    assert rows(archive_url)[PAGES[0]] == ("stored", None)


def packed(coding: str, body: str) -> bytes:
    return PACKERS[coding](body.encode())


@pytest.mark.parametrize("how", ["length", "chunked", "gzip", "deflate", "br", "zstd"])
def test_a_story_that_is_cut_off_is_tried_again_and_never_stored(
    newspaper: Newspaper, archive_url: str, scrapy: Scrapy, how: str
) -> None:
    newspaper.change(f"{SITE}/robots.txt", "User-agent: *\n")
    whole = story("Gulls were counted")
    cut: dict[str, Any] = {"body": whole, "cut": len(whole) * 2 // 3}
    if how == "chunked":
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(whole), whole.encode())
        cut |= {"body": body, "cut": len(body) - 5, "headers": {"Transfer-Encoding": "chunked", "Content-Length": ""}}
    elif how != "length":
        body = packed(how, whole)
        cut = {"body": body[: len(body) * 2 // 3], "headers": {"Content-Encoding": how}}
    newspaper.change(PAGES[0], whole)
    newspaper.change(PAGES[0], **cut)
    assert scrapy("crawl", "article", "-a", f"url={PAGES[0]}").returncode == 1
    assert rows(archive_url)[PAGES[0]] == ("failed", "answer cut off")
    assert newspaper.asked(PAGES[0]) == [PAGES[0]] * 3
    assert execute(archive_url, "SELECT etag, last_modified, body_hash, warc_file FROM pages") == [(None,) * 4]
    whole_body = whole.encode() if how in ("length", "chunked") else packed(how, whole)
    headers = {} if how in ("length", "chunked") else {"Content-Encoding": how}
    newspaper.change(PAGES[0], whole_body, cut=None, headers=headers)
    assert scrapy("crawl", "article", "-a", f"url={PAGES[0]}").returncode == 0
    assert rows(archive_url)[PAGES[0]] == ("stored", None)


def test_a_redirect_needs_no_body(newspaper: Newspaper, scrapy: Scrapy) -> None:
    newspaper.change(f"{SITE}/robots.txt", "User-agent: *\n")
    headers = {"Location": PAGES[1], "Content-Encoding": "gzip"}
    newspaper.change(PAGES[0], gzip.compress(b"<p>Moved away")[:-9], status=301, headers=headers)
    newspaper.change(PAGES[1], story("Gulls were counted"))
    assert scrapy("crawl", "article", "-a", f"url={PAGES[0]}").returncode == 0

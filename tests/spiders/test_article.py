"""The article spider: addresses by hand, good and bad, and every way in which a page can end."""

import re
import subprocess
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Scrapy, scrapy_arguments
from tests.database import execute
from tests.newspaper.server import Newspaper
from tests.spiders.ledger import rows, story

SITE = "http://www.gull-post.example"
PAGE = f"{SITE}/2024/02/02/harbour-wall-falls-into-the-sea"


@pytest.fixture
def site(newspaper: Newspaper) -> Newspaper:
    newspaper.change(f"{SITE}/", "<title>Gull Post</title><p>The front page.")
    newspaper.change(PAGE, story("Harbour wall falls"))
    return newspaper


def test_url(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    site.change(f"{PAGE}?utm_source=rss", story("Harbour wall falls"))
    for status in (200, 304):
        run = scrapy("crawl", "article", "-a", f"url={PAGE}?utm_source=rss")
        assert run.returncode == 0, run.stderr
        assert [request.status for request in site.requests if request.url.startswith(PAGE)][-1] == status
    assert rows(archive_url) == {f"{PAGE}?utm_source=rss": ("stored", None)}


def test_file(site: Newspaper, archive_url: str, scrapy: Scrapy, tmp_path: Path) -> None:
    file = tmp_path / "urls.txt"
    file.write_bytes(
        f"\ufeff# what we want\n\n  {PAGE}  \nnot an address\n{PAGE}#comments\nhttp://\n{SITE}/gone\n".encode()
        + b"\xff\xfe\n"
        + b"#" * 4096
        + b"\n\0foo\nfoo\n"
    )
    run = scrapy("crawl", "article", "-a", f"file={file}")
    assert run.returncode == 0, run.stderr
    assert [line.split(", line ")[1] for line in run.stderr.splitlines() if "is no http address" in line] == [
        "4: 'not an address' is no http address",
        "6: 'http://' is no http address",
        "8: '\ufffd\ufffd' is no http address",
        "10: '\\x00foo' is no http address",
        "11: 'foo' is no http address",
    ]
    found = rows(archive_url)
    assert found[PAGE] == ("stored", None)
    assert found[f"{SITE}/gone"] == ("gone", "HTTP 404")
    assert found["not an address"] == ("skipped", "no http address")
    assert site.asked(PAGE) == [PAGE]

    site.requests.clear()
    site.change(f"{SITE}/late", "<p>A page without a story.")
    file.write_text(f"{PAGE}\r\n{SITE}/late\r\n", encoding="utf-16")  # as Windows' shell writes it
    assert scrapy("crawl", "article", "-a", f"file={file}").returncode == 0
    assert site.asked(PAGE) == [], "it is there already, and not due"
    assert site.asked(f"{SITE}/late")

    file.write_text("# nothing today\n", encoding="utf-8")
    run = scrapy("crawl", "article", "-a", f"file={file}")
    assert run.returncode == 0
    assert f"{file} has no address in it" in run.stderr


ENDS: list[tuple[str, dict[str, Any], str, str]] = [
    ("/404", {"status": 404}, "gone", "HTTP 404"),
    ("/410", {"status": 410}, "gone", "HTTP 410"),
    ("/500", {"status": 500}, "failed", "HTTP 500"),
    ("/loop", {"status": 302, "headers": {"Location": "/loop"}}, "failed", "redirected in a circle"),
    ("/away", {"status": 301, "headers": {"Location": "/"}}, "gone", "redirected to the front page"),
    ("/pdf", {"body": b"%PDF-1.7\n", "content_type": "text/html"}, "not_article", "it is a PDF, not a page"),
    ("/image", {"body": b"\x89PNG", "content_type": "image/png"}, "not_article", "it is image/png, not a page"),
    ("/empty", {"body": b"", "content_type": "text/html"}, "not_article", "the page is empty"),
    ("/nul", {"body": b"\0" * 9999, "content_type": "text/html"}, "not_article", "the page is empty"),
    ("/soft", {"body": "<title>Page not found</title><p>Try the search."}, "gone", "the page says that there is"),
    ("/cut", {"body": story("Cut off"), "cut": 300}, "failed", "answer cut off"),
    ("/private/draft", {"body": story("A draft")}, "skipped", "forbidden by robots.txt"),
    ("/503", {"status": 503}, "failed", "HTTP 503"),
]


def test_every_page_ends_in_a_state(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    site.change(f"{SITE}/robots.txt", b"User-agent: *\nDisallow: /private/\n", content_type="text/plain")
    for path, changes, _, _ in ENDS:
        site.change(SITE + path, **changes)
    urls = " ".join([*(SITE + path for path, *_ in ENDS), PAGE])
    hurried = {"RETRY_TIMES": "0", "ARCHIVE_BACKOFF_SECONDS": "0"}
    run = scrapy("crawl", "article", "-a", f"url={urls}", settings=hurried)
    assert run.returncode == 0, run.stderr
    assert "Traceback" not in run.stderr
    found = rows(archive_url)
    assert found.pop(PAGE) == ("stored", None), "the crawl goes on"
    assert {url.removeprefix(SITE): state for url, (state, _) in found.items()} == {
        path: state for path, _, state, _ in ENDS
    }
    for path, _, _, reason in ENDS:
        assert (found[SITE + path][1] or "").startswith(reason)


def test_hostile_pages_are_read(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    words = story("Harbour bell rings")
    site.change(f"{SITE}/deep", words.replace("<body>", "<body>" + "<div>" * 1_000_000))
    site.change(f"{SITE}/title", words.replace("<h1>", "<h1>" + "Bell " * 2000))
    site.change(f"{SITE}/charset", words, content_type="text/html; charset=no-such-thing")
    site.change(f"{SITE}/nul-inside", words.replace("people", "peo\0ple"))
    urls = [f"{SITE}/{name}" for name in ("deep", "title", "charset", "nul-inside")]
    run = scrapy("crawl", "article", "-a", f"url={' '.join(urls)}")
    assert run.returncode == 0, run.stderr
    found = rows(archive_url)
    assert {found[url][0] for url in urls} <= {"stored", "not_article"}
    assert found[f"{SITE}/charset"][0] == found[f"{SITE}/nul-inside"][0] == "stored"


def test_the_20_mb_page_is_left(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    site.change(f"{SITE}/large", story("Large") + " " * 20_000_000)
    scrapy("crawl", "article", "-a", f"url={SITE}/large", settings={"RETRY_TIMES": "0"})
    assert rows(archive_url)[f"{SITE}/large"] == ("failed", "larger than DOWNLOAD_MAXSIZE")


def test_parts_are_one_article(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    site.change(PAGE, story("Part one", links='<a href="?page=2">2</a>'))
    site.change(f"{PAGE}?page=2", story("Part two", links='<a href="?page=1">1</a> <a href="?page=3">3</a>'))
    assert scrapy("crawl", "article", "-a", f"url={PAGE}").returncode == 0
    assert rows(archive_url) == {
        PAGE: ("stored", None),
        f"{PAGE}?page=2": ("stored", "a further part of the story"),
    }
    assert site.asked(f"{PAGE}?page=3") == [f"{PAGE}?page=3"], "it was asked for, and left the story cut there"


def test_a_story_whose_part_did_not_come_is_asked_for_again_and_its_words_stay(
    site: Newspaper, archive_url: str, scrapy: Scrapy
) -> None:
    def words() -> tuple[int, str]:
        ((count,),) = execute(archive_url, "SELECT word_count FROM articles")
        due = "SELECT round((julianday(next_fetch_at) - julianday('now')) * 24) FROM pages WHERE is_source"
        ((hours,),) = execute(archive_url, due)
        execute(archive_url, "UPDATE pages SET next_fetch_at = '2024-02-03 00:00:00' WHERE is_source")
        return count, f"{hours or 0:g} hours"

    second = story("Part two").replace(".", " once more.")
    hurried = {"RETRY_TIMES": "0", "ARCHIVE_BACKOFF_SECONDS": "0"}
    crawl = partial(scrapy, "crawl", "article", "-a", f"url={PAGE}", settings=hurried)
    site.change(PAGE, story("Part one", links='<a href="?page=2">2</a>'))
    site.change(f"{PAGE}?page=2", second, status=503)
    assert crawl().returncode == 0
    half, due = words()
    assert due == "1 hours"
    site.change(f"{PAGE}?page=2", second, status=200)
    assert crawl().returncode == 0
    whole, _ = words()
    assert whole > half
    site.change(PAGE, story("Part one", links='<a href="?page=2">2</a><p>9 comments</p>'))
    site.change(f"{PAGE}?page=2", second, status=503)
    assert crawl().returncode == 0
    assert words() == (whole, "1 hours")
    site.change(f"{PAGE}?page=2", second, status=404)
    assert crawl().returncode == 0
    assert words()[1] != "1 hours", "what is gone does not come back"


def test_where_a_redirect_led_to_is_not_fetched_as_new(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    site.change(f"{SITE}/short", "", status=301, headers={"Location": PAGE}, validators=False)
    assert scrapy("crawl", "article", "-a", f"url={SITE}/short").returncode == 0
    assert rows(archive_url) == {f"{SITE}/short": ("stored", None), PAGE: ("stored", "another address leads here")}
    sitemap = f"<urlset><url><loc>{PAGE}</loc></url></urlset>"
    site.change(f"{SITE}/sitemap.xml", sitemap, content_type="application/xml")
    site.change(f"{SITE}/", "<title>Front</title>")
    site.requests.clear()
    assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 0
    assert site.asked(f"{SITE}/sitemap.xml")
    assert site.asked(PAGE) == []


def test_a_front_page_is_no_article_by_hand_either(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    teasers = "".join(
        f"<h2><a href='/2024/02/0{n}/story-number-{n}'>Story number {n}</a></h2><p>It is told." for n in range(9)
    )
    site.change(f"{SITE}/", f"<title>Gull Post</title><h1>Gull Post</h1>{teasers}")
    assert scrapy("crawl", "article", "-a", f"url={SITE}/ {PAGE}").returncode == 0
    assert rows(archive_url) == {f"{SITE}/": ("not_article", "a front page"), PAGE: ("stored", None)}


def test_a_site_that_is_being_crawled_is_left_alone_and_the_others_are_not(
    site: Newspaper, archive_url: str, scrapy: Scrapy, scrapy_env: dict[str, str], tmp_path: Path
) -> None:
    other = "http://www.mill-post.example/2024/02/02/old-mill-turns-again"
    site.change(other, story("Old mill turns again"))
    site.change(f"{SITE}/slow", story("A slow boat"), delay=20)
    file = tmp_path / "urls.txt"
    file.write_text(f"{PAGE}\n{other}\n{SITE}/late\n", encoding="utf-8")
    said = r"gull-post\.example is being crawled already, since .* UTC, by process {} on \S+"
    arguments = ("crawl", "article", "-a", f"url={SITE}/slow")
    first = subprocess.Popen(scrapy_arguments(*arguments), env=scrapy_env, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while not (Path(archive_url.removeprefix("sqlite:///")).exists() and locks(archive_url)):
            assert time.monotonic() < until
            time.sleep(0.02)
        run = scrapy("crawl", "article", "-a", f"file={file}")
        assert run.returncode == 75
        last = run.stderr.splitlines()[-1]
        assert re.fullmatch(f"scrapy crawl: 2 pages left waiting: {said.format(first.pid)}", last), run.stderr
        assert rows(archive_url) == {
            f"{SITE}/slow": ("waiting", None),
            PAGE: ("waiting", None),
            other: ("stored", None),
            f"{SITE}/late": ("waiting", None),
        }
        assert locks(archive_url) == ["gull-post.example"], "those of the run that ended are given back"
        run = scrapy("crawl", "news", "-a", f"site={SITE}/")
        assert run.returncode == 75
        assert re.fullmatch(f"scrapy crawl: {said.format(first.pid)}", run.stderr.splitlines()[-1])
        assert {url for url in site.asked(SITE) if not url.endswith(("/slow", "/robots.txt"))} == set()
    finally:
        first.kill()
        first.wait()
    assert scrapy("sites", "--json").stdout == "", "addresses by hand make no site that is crawled by itself"
    site.change(f"{SITE}/late", story("A late boat"))
    assert scrapy("crawl", "article", "-a", f"file={file}").returncode == 0
    assert set(site.asked()) >= {PAGE, f"{SITE}/late"}, "a killed run's lock is taken over"


def locks(archive_url: str) -> list[str]:
    has_locks = execute(archive_url, "SELECT 1 FROM sqlite_master WHERE name = 'locks'")
    return [site for (site,) in execute(archive_url, "SELECT site FROM locks")] if has_locks else []

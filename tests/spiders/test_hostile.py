"""Addresses and answers that are made to lead a crawl astray: each page ends in a row, and the crawl ends."""

import pytest

from tests.conftest import Scrapy
from tests.newspaper.server import Newspaper
from tests.spiders.ledger import rows, story

SITE = "http://www.gull-post.example"
STORY = f"{SITE}/gulls-were-counted-on-the-quay"


@pytest.fixture
def site(newspaper: Newspaper) -> Newspaper:
    newspaper.change(f"{SITE}/robots.txt", f"User-agent: *\nSitemap: {SITE}/sitemap.xml\n")
    newspaper.change(f"{SITE}/", "<title>Gull Post</title>")
    newspaper.change(STORY, story("Gulls were counted"))
    return newspaper


def announce(site: Newspaper, *urls: str) -> None:
    entries = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    site.change(f"{SITE}/sitemap.xml", f"<urlset>{entries}</urlset>", content_type="application/xml")


def crawl(scrapy: Scrapy, start: str = f"{SITE}/") -> None:
    run = scrapy("crawl", "news", "-a", f"site={start}")
    assert run.returncode == 0, run.stderr
    assert "Traceback" not in run.stderr


def test_a_very_long_address_is_asked_for_and_the_crawl_ends(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    long = f"{STORY}-{'x' * 4000}"
    site.change(long, story("A long story"))
    announce(site, STORY, long)
    crawl(scrapy)
    assert rows(archive_url) == {STORY: ("stored", None), long: ("stored", None)}


def test_nobodys_name_and_password_are_used(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    named = STORY.replace("//", "//gull:secret@")
    led = f"{SITE}/gulls-were-counted-and-then-again"
    site.change(led, "", status=302, headers={"Location": f"{named}-again"})
    site.change(f"{STORY}-again", story("Gulls were counted again"))
    announce(site, named, led)
    crawl(scrapy)
    assert set(rows(archive_url).values()) == {("stored", None), ("stored", "another address leads here")}
    assert all("authorization" not in request.headers for request in site.requests)
    assert rows(archive_url, f"url = '{STORY.replace('http://www.', 'https://')}'") == {named: ("stored", None)}


def test_a_redirect_to_a_host_that_is_not_there_is_a_failure(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    led = f"{SITE}/gulls-were-counted-and-then-again"
    site.change(led, "", status=302, headers={"Location": "http://no-such-host.example/"})
    announce(site, STORY, led)
    crawl(scrapy)
    state, reason = rows(archive_url)[led]
    assert (state, (reason or "")[:40]) == ("failed", "redirected to another site, whose robots")


def test_a_host_in_unicode_and_in_ascii_is_one(newspaper: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    host, ascii_host = "http://www.bücherpost.example", "http://www.xn--bcherpost-q9a.example"
    path = "/gulls-were-counted-on-the-quay"
    newspaper.change(f"{ascii_host}/robots.txt", "User-agent: *\nDisallow: /*-twice\n")
    urls = [f"{host}{path}", f"{ascii_host}{path}", f"{host}{path}-twice"]
    links = "".join(f'<a href="{url}">Gulls were counted</a>' for url in urls)
    newspaper.change(f"{ascii_host}/", f"<title>Post</title>{links}")
    newspaper.change(f"{ascii_host}{path}", story("Gulls were counted"))
    crawl(scrapy, f"{host}/")
    assert list(rows(archive_url).values()) == [("stored", None), ("skipped", "forbidden by robots.txt")]
    assert newspaper.asked(f"{ascii_host}{path}") == [f"{ascii_host}{path}"]
    assert rows(archive_url, "site != 'xn--bcherpost-q9a.example'") == {}

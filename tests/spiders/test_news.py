"""The news spider on whole sites: what it finds, what it stores, and what it asks for."""

import gzip
import json
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from project.addresses import site_of
from project.archive.engine import Archive
from project.archive.found import add_found
from project.items import Found
from tests.conftest import Scrapy
from tests.newspaper.server import COURIER, Newspaper
from tests.spiders.ledger import rows, states, story

SITE = "http://www.gull-post.example"
URLSET = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
INDEX = '<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</sitemapindex>'


@pytest.fixture
def site(newspaper: Newspaper) -> Newspaper:
    """A second, very small site: a front page, a robots.txt that names a sitemap, two stories."""
    newspaper.change(f"{SITE}/robots.txt", b"User-agent: *\nSitemap: http://www.gull-post.example/sitemap.xml\n")
    newspaper.change(f"{SITE}/", f'<title>Gull Post</title><a href="{SITE}/ferry-sails-again-to-the-isle">Ferry</a>')
    sitemap(newspaper, "/harbour-wall-falls-into-the-sea")
    newspaper.change(f"{SITE}/harbour-wall-falls-into-the-sea", story("Harbour wall falls"))
    newspaper.change(f"{SITE}/ferry-sails-again-to-the-isle", story("Ferry sails again"))
    return newspaper


def sitemap(newspaper: Newspaper, *paths: str) -> None:
    entries = "".join(f"<url><loc>{SITE}{path}</loc></url>" for path in paths)
    newspaper.change(f"{SITE}/sitemap.xml", URLSET.format(entries), content_type="application/xml")


def test_our_own_paper(newspaper: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    first = scrapy("crawl", "news", "-a", f"site={COURIER}/")
    assert first.returncode == 0, first.stderr
    found = states(archive_url, COURIER)
    assert "waiting" not in found.values()
    assert [path for path, state in found.items() if state == "failed"] == []
    assert found["/internal/drafts"] == "skipped"
    assert found["/about"] == "not_article"
    assert found["/sport/"] == "not_article"
    stored = {path for path, state in found.items() if state == "stored"}
    parts = {path for path in stored if path.startswith("/culture/the-whole-length-of-the-sea-wall-45333")}
    assert len(parts) == 3, "an article in three parts is one article with three pages"
    assert not [url for url in newspaper.asked(COURIER) if "/internal/" in url]
    why = scrapy("show", f"{COURIER}/about").stdout
    assert "state            not article: other, by its address\nlast asked for   never\n" in why

    newspaper.requests.clear()
    second = scrapy("crawl", "news", "-a", f"site={COURIER}/")
    assert second.returncode == 0, second.stderr
    asked = [request for request in newspaper.requests if request.url.startswith(COURIER)]
    assert {f"{COURIER}/robots.txt", f"{COURIER}/news-sitemap.xml"} <= {request.url for request in asked}
    assert all(request.is_conditional and request.status == 304 for request in asked)
    assert not {request.url.removeprefix(COURIER) for request in asked} & stored
    assert states(archive_url, COURIER) == found


def test_limit_counts_articles(newspaper: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    for stored in (3, 6):
        assert scrapy("crawl", "news", "-a", f"site={COURIER}/", "-a", "limit=3").returncode == 0
        with_text = [
            url for url, (state, reason) in rows(archive_url).items() if state == "stored" and "?page=" not in url
        ]
        assert len(with_text) == stored
    assert "waiting" in states(archive_url, COURIER).values()


def test_a_crawl_of_a_part_leaves_the_schedule_as_it_is(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    def state() -> dict[str, Any]:
        (line,) = scrapy("sites", "--json").stdout.splitlines()
        return {name: value for name, value in json.loads(line).items() if name != "articles_a_day"}

    crawl = partial(scrapy, "crawl", "news", "-a", f"site={SITE}/")
    assert crawl("-a", "limit=1").returncode == 0
    assert (state()["last_crawl_at"], state()["next_crawl_at"], state()["outcome"]) == (None, None, None)
    assert scrapy("update").returncode == 0
    assert list(states(archive_url, SITE).values()).count("stored") == 2, "it was due as a whole"
    whole = state()
    assert whole["outcome"] == "finished"
    for part in ("since=2024-01-01", "until=2024-12-31", "limit=9"):
        assert crawl("-a", part).returncode == 0
        assert state() == whole
    site.change(f"{SITE}/robots.txt", "", cut=0)
    assert crawl("-a", "since=2024-01-01", settings={"RETRY_TIMES": "0"}).returncode == 1
    assert state() == whole


def test_window(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    entries = "".join(
        f"<url><loc>{SITE}/{path}</loc><lastmod>{changed}</lastmod></url>"
        for path, changed in [
            ("gulls-counted-on-the-quay-at-dawn", "2024-02-02"),
            ("old-lamp-is-lit-on-the-cape-again", "2023-01-01"),
            ("2023/01/01/bell-rings-by-itself", "2024-02-02"),
            ("nets-mended-in-the-new-hall-today", "2024-03-03"),
        ]
    )
    site.change(f"{SITE}/sitemap.xml", URLSET.format(entries), content_type="application/xml")
    site.change(f"{SITE}/gulls-counted-on-the-quay-at-dawn", story("Gulls counted"))
    site.change(f"{SITE}/old-lamp-is-lit-on-the-cape-again", story("Old lamp lit", day="2023-01-01"))
    site.change(f"{SITE}/2023/01/01/bell-rings-by-itself", story("Bell rings", day="2023-01-01"))
    site.change(f"{SITE}/nets-mended-in-the-new-hall-today", story("Nets mended", day="2023-03-03"))
    window = ["-a", "since=2024-01-01", "-a", "until=2024-02-29"]
    assert scrapy("crawl", "news", "-a", f"site={SITE}/", *window).returncode == 0
    found = rows(archive_url)
    assert found[f"{SITE}/gulls-counted-on-the-quay-at-dawn"][0] == "stored"
    assert found[f"{SITE}/nets-mended-in-the-new-hall-today"] == (
        "skipped",
        "published outside since/until: 2023-03-03",
    )
    assert f"{SITE}/old-lamp-is-lit-on-the-cape-again" not in site.asked()
    assert f"{SITE}/2023/01/01/bell-rings-by-itself" not in site.asked()

    assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 0
    assert set(states(archive_url, SITE).values()) == {"stored"}
    assert len(rows(archive_url)) == 5


BAD_SITEMAPS = {
    "html": (b"<!doctype html><title>Gull Post</title><p>Not here", "it is an HTML page"),
    "cut-off": (URLSET.format(f"<url><loc>{SITE}/x-y-z-1</loc></url>").encode()[:-12], "its XML is broken"),
    "bomb": (gzip.compress(b"<urlset>" + b" " * 60_000_000), "it unpacks to more than 50 MB"),
    "nested-in-itself": (INDEX.format(f"<sitemap><loc>{SITE}/nested-in-itself.xml</loc></sitemap>").encode(), None),
    "empty": (b"", "it is empty"),
}


def test_bad_sitemaps(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    urls = {name: f"{SITE}/{name}.xml" for name in BAD_SITEMAPS}
    site.change(f"{SITE}/robots.txt", "User-agent: *\n" + "".join(f"Sitemap: {url}\n" for url in urls.values()))
    for name, (body, _) in BAD_SITEMAPS.items():
        site.change(urls[name], body, content_type="application/xml")
    # News systems put a number behind the name of a story that is called as an earlier one.
    ferry, later = f"{SITE}/ferry-sails-again-to-the-isle", f"{SITE}/ferry-sails-again-to-the-isle-2"
    site.change(ferry, story("Ferry sails again", links=f'<a href="{later}">Ferry sails again</a>'))
    site.change(later, story("Ferry sails again, at last", day="2025-02-02", links=f'<a rel="next" href="{ferry}-3">'))
    site.change(f"{ferry}-3", story("Ferry sails again, at last, and sinks", day="2026-02-02"))
    run = scrapy("crawl", "news", "-a", f"site={SITE}/")
    assert run.returncode == 0, run.stderr
    stored = {ferry: ("stored", None), later: ("stored", None), f"{ferry}-3": ("stored", None)}
    assert rows(archive_url, "state = 'stored'") == stored, "the crawl goes on, and each story is one"
    for name, (_, problem) in BAD_SITEMAPS.items():
        lines = [line for line in run.stderr.splitlines() if f"The sitemap {urls[name]}" in line]
        assert len(lines) == (problem is not None), (name, lines)
        assert problem is None or problem in lines[0]
        assert site.asked(urls[name]) == [urls[name]]


@pytest.mark.parametrize(
    "lines",
    [
        "Sitemap: http://[bad/\nSitemap: /sitemap.xml\nSitemap: mailto:editor\n",
        f"Sitemap: <{SITE}/sitemap.xml>\n",
        f"Sitemap: {SITE}/none.xml, {SITE}/sitemap.xml\n",
    ],
)
def test_a_sitemap_without_its_host_or_in_brackets_is_one_of_the_site(
    site: Newspaper, archive_url: str, scrapy: Scrapy, lines: str
) -> None:
    site.change(f"{SITE}/robots.txt", f"User-agent: *\n{lines}")
    assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 0
    assert states(archive_url, SITE)["/harbour-wall-falls-into-the-sea"] == "stored"


def test_the_first_part_is_no_story_beside_the_whole(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    page, row = "/ferry-sails-again-to-the-isle", '<a href="?page=1">1</a> <a href="?page=2">2</a>'
    for address in (f"{SITE}{page}", f"{SITE}{page}?page=1"):
        site.change(address, story("Ferry sails again", links=row))
    site.change(f"{SITE}{page}?page=2", story("Part two", links=row))
    assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 0
    assert not site.asked(f"{SITE}{page}?page=1")
    assert states(archive_url, SITE)[f"{page}?page=2"] == "stored"


def test_a_page_waits_for_the_operator_to_allow_its_address(
    newspaper: Newspaper, archive_url: str, scrapy: Scrapy
) -> None:
    here = "http://10.1.2.3"
    newspaper.change(f"{here}/robots.txt", "", status=404)
    newspaper.change(f"{here}/", f'<title>Mill Post</title><a href="{here}/old-mill-turns-again-in-may">Mill</a>')
    newspaper.change(f"{here}/old-mill-turns-again-in-may", story("Old mill turns"))
    scrapy("crawl", "article", "-a", f"url={here}/old-mill-turns-again-in-may")
    assert rows(archive_url) == {
        f"{here}/old-mill-turns-again-in-may": (
            "skipped",
            "private address: 10.1.2.3 (ARCHIVE_ALLOW_PRIVATE can allow it)",
        )
    }
    run = scrapy("crawl", "news", "-a", f"site={here}/", settings={"ARCHIVE_ALLOW_PRIVATE": "10.0.0.0/8"})
    assert run.returncode == 0, run.stderr
    assert states(archive_url, here)["/old-mill-turns-again-in-may"] == "stored"


def test_bad_feed(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    site.change(f"{SITE}/", '<title>Gull Post</title><link rel="alternate" type="application/rss+xml" href="/feed/">')
    feed = "<rss version='2.0'><channel><item><link>/whale-seen-off-the-cape-by-night</link><pubDate>one day</pubDate>"
    feed += "</item>"
    site.change(f"{SITE}/feed/", feed, content_type="application/rss+xml")
    site.change(f"{SITE}/whale-seen-off-the-cape-by-night", story("Whale seen"))
    # As an earlier version of the archive spelled it, which took this parameter for a part of the address.
    old = f"{SITE}/otter-swims-into-the-old-harbour?utm_source=rss"
    site.change(old, story("Otter swims"))
    with closing(Archive.open(archive_url)) as archive, archive.write() as session:
        add_found(session, [Found(old, old, site_of(old), "feed")], datetime.now(UTC))
    run = scrapy("crawl", "news", "-a", f"site={SITE}/")
    assert run.returncode == 0, run.stderr
    assert rows(archive_url, f"url = '{old}'") == {old: ("stored", None)}, "the crawl does not wait for it for ever"
    assert states(archive_url, SITE)["/whale-seen-off-the-cape-by-night"] == "stored"
    assert run.stderr.count(f"The feed {SITE}/feed/: its XML is broken") == 1


def test_a_maze_ends(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    site.change(f"{SITE}/", f'<title>Gull Post</title><a href="{SITE}/maze/the-first-room-of-the-maze/">In</a>')
    deeper = "".join(f'<a href="the-next-room-{n}-of-the-maze/">On to the next room of this maze</a>' for n in range(3))
    site.change(f"{SITE}/maze/*", f"<title>Maze</title>{deeper}")
    run = scrapy("crawl", "news", "-a", f"site={SITE}/")
    assert run.returncode == 0, run.stderr
    assert len(site.asked(f"{SITE}/maze/")) < 1000
    put_off = rows(archive_url, "state = 'skipped'")
    assert put_off == rows(archive_url, "next_fetch_at > found_at AND reason LIKE '% pages of this shape%'") != {}
    assert states(archive_url, SITE)["/harbour-wall-falls-into-the-sea"] == "stored"


def test_a_site_that_does_not_answer(newspaper: Newspaper, scrapy: Scrapy) -> None:
    run = scrapy("crawl", "news", "-a", "site=http://nobody.example/", settings={"RETRY_TIMES": "0"})
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert "nobody.example" in scrapy("sites").stdout
    assert "nobody.example" not in scrapy("sites", "--off", "nobody.example").stdout, "it was mistyped"


def test_a_site_that_gives_nothing(newspaper: Newspaper, scrapy: Scrapy) -> None:
    newspaper.change(f"{SITE}/robots.txt", "")
    newspaper.change(f"{SITE}/", "<script src='/app.js'></script>")
    run = scrapy("crawl", "news", "-a", f"site={SITE}/")
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1] == "scrapy crawl: no article and no link was found"
    assert f"No article and no link was found on {SITE}/" in run.stderr

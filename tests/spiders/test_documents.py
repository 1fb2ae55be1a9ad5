"""The documents of a site, as the news spider reads them: its feeds and sitemaps."""

import gzip
import sqlite3
import zlib
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime

import pytest

from tests.conftest import Scrapy
from tests.newspaper.server import Newspaper
from tests.spiders.ledger import rows, story

SITE = "http://www.gull-post.example"
FEED_LINK = '<link rel="alternate" type="application/rss+xml" href="/rss">'
PAGES, PER_PAGE = 4, 3
DAYS = [date(2024, 2, 2) - timedelta(days=30 * number) for number in range(PAGES)]
"""A page of the feed a month, the newest first."""


@pytest.fixture
def site(newspaper: Newspaper) -> Newspaper:
    newspaper.change(f"{SITE}/robots.txt", b"User-agent: *\n")
    newspaper.change(f"{SITE}/", f"<title>Gull Post</title>{FEED_LINK}")
    return newspaper


def story_of(page: int, number: int) -> str:
    return f"{SITE}/gulls-were-counted-on-the-quay-{page}-{number}"


STORIES = {story_of(page, number) for page in range(PAGES) for number in range(PER_PAGE)}


def item(url: str, day: date | None = None) -> str:
    moment = "" if day is None else format_datetime(datetime(day.year, day.month, day.day, 8, tzinfo=UTC))
    return f"<item><title>Gulls counted</title><link>{url}</link><pubDate>{moment}</pubDate></item>"


def feed(*items: str, next_url: str = "") -> str:
    link = f'<atom:link rel="next" href="{next_url}"/>' if next_url else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f"<title>Gull Post</title>{link}{''.join(items)}</channel></rss>"
    )


def publish_feed(site: Newspaper, pinned: str = "") -> list[str]:
    """A feed of some pages, each of which leads on to the next. Gives their addresses."""
    addresses = [f"{SITE}/rss", *(f"{SITE}/rss?page={page + 1}" for page in range(1, PAGES))]
    for page, day in enumerate(DAYS):
        for number in range(PER_PAGE):
            site.change(story_of(page, number), story(f"Gulls counted {page} {number}", day=f"{day}"))
        items = [item(story_of(page, number), day) for number in range(PER_PAGE)]
        next_url = addresses[page + 1] if page + 1 < PAGES else ""
        xml = feed(*([pinned] if pinned and not page else []), *items, next_url=next_url)
        site.change(addresses[page], xml, content_type="application/rss+xml")
    return addresses


def sitemap(site: Newspaper, path: str, *entries: str, root: str = "urlset") -> None:
    xml = f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(entries)}</{root}>'
    site.change(f"{SITE}{path}", xml, content_type="application/xml")


def stored(archive_url: str) -> set[str]:
    return set(rows(archive_url, "state = 'stored'"))


def test_a_feed_is_walked_back_although_its_first_page_is_known(
    site: Newspaper, archive_url: str, scrapy: Scrapy
) -> None:
    pages = publish_feed(site)
    assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 0
    assert stored(archive_url) == {story_of(0, number) for number in range(PER_PAGE)}
    site.requests.clear()
    assert scrapy("crawl", "news", "-a", f"site={SITE}/", "-a", "since=2023-01-01").returncode == 0
    assert site.asked(f"{SITE}/rss") == pages
    assert stored(archive_url) == STORIES


def test_a_feed_is_walked_to_the_windows_beginning_past_an_old_entry(
    site: Newspaper, archive_url: str, scrapy: Scrapy
) -> None:
    pages = publish_feed(site, pinned=item(f"{SITE}/welcome-to-our-paper-and-its-readers", date(2015, 1, 1)))
    assert scrapy("crawl", "news", "-a", f"site={SITE}/", "-a", f"since={DAYS[1]}").returncode == 0
    assert site.asked(f"{SITE}/rss") == pages[:3]
    assert stored(archive_url) == {story_of(page, number) for page in (0, 1) for number in range(PER_PAGE)}


def test_a_feed_whose_pages_are_all_one_ends(site: Newspaper, scrapy: Scrapy) -> None:
    publish_feed(site)
    for page in range(2, 40):
        xml = feed(item(story_of(0, 0), DAYS[0]), next_url=f"{SITE}/rss?page={page + 1}")
        site.change(f"{SITE}/rss?page={page}", xml, content_type="application/rss+xml")
    assert scrapy("crawl", "news", "-a", f"site={SITE}/", "-a", "since=2023-01-01").returncode == 0
    assert site.asked(f"{SITE}/rss") == [f"{SITE}/rss", f"{SITE}/rss?page=2"]


@pytest.mark.parametrize("changed", ["{day}", ""], ids=["by lastmod", "by name"])
def test_of_too_many_sitemaps_the_newest_are_read(site: Newspaper, scrapy: Scrapy, changed: str) -> None:
    days = [date(2010, 1, 1) + timedelta(days=number) for number in range(5_010)]
    lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
    name = f"{SITE}/sub-{{number}}.xml" if changed else f"{SITE}/sub-{{day}}.xml"
    entry = f"<sitemap><loc>{name}</loc>{lastmod}</sitemap>"
    entries = [entry.format(day=day, number=number) for number, day in enumerate(days)]
    site.change(f"{SITE}/robots.txt", f"User-agent: *\nSitemap: {SITE}/index.xml\n")
    sitemap(site, "/index.xml", *entries, root="sitemapindex")
    # Ended soon, so that the test is short: all are in the queue, the newest in front.
    run = scrapy("crawl", "news", "-a", f"site={SITE}/", settings={"CLOSESPIDER_PAGECOUNT": "20"})
    assert run.returncode == 0, run.stderr
    assert run.stderr.count("One run reads 5000 documents of the kind sitemap: gull-post.example has more") == 1
    assert "'archive/discovery/beyond_cap/sitemap': 11" in run.stderr
    assert name.format(day=days[-1], number=len(days) - 1) in site.asked()


@pytest.mark.slow
def test_of_too_many_sitemaps_those_never_read_are_read_by_a_later_crawl(
    site: Newspaper, archive_url: str, scrapy: Scrapy
) -> None:
    urls = [f"{SITE}/sub-{date(2025, 1, 1) - timedelta(days=number)}.xml" for number in range(5_100)]
    assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 1, "nothing is there yet"
    with closing(sqlite3.connect(archive_url.removeprefix("sqlite:///"))) as database, database:
        rows = [(url, "gull-post.example", "2026-01-01 00:00:00.000000") for url in urls[:5_000]]
        database.executemany("INSERT INTO validators (url, site, fetched_at) VALUES (?, ?, ?)", rows)
    site.change(f"{SITE}/robots.txt", f"User-agent: *\nSitemap: {SITE}/index.xml\n")
    sitemap(site, "/index.xml", *(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls), root="sitemapindex")
    # Ended soon, so that the test is short: they come behind the newest half.
    run = scrapy("crawl", "news", "-a", f"site={SITE}/", settings={"CLOSESPIDER_PAGECOUNT": "2550"})
    assert run.returncode == 0, run.stderr
    asked = set(site.asked(f"{SITE}/sub-"))
    assert set(urls[:2_500]) <= asked
    assert asked & set(urls[5_000:])
    assert not asked & set(urls[2_500:5_000])


def test_too_many_feeds_are_told_of(site: Newspaper, scrapy: Scrapy) -> None:
    links = "".join(FEED_LINK.replace('"/rss"', f'"/rss/{number}"') for number in range(53))
    site.change(f"{SITE}/", f"<title>Gull Post</title>{links}")
    site.change(f"{SITE}/rss/*", feed(), content_type="application/rss+xml")
    run = scrapy("crawl", "news", "-a", f"site={SITE}/")
    assert len(site.asked(f"{SITE}/rss/")) == 50
    assert run.stderr.count("One run reads 50 documents of the kind feed: gull-post.example has more") == 1
    assert "'archive/discovery/beyond_cap/feed': 3" in run.stderr


@pytest.mark.parametrize("answer", ["404", "a page"])
def test_the_usual_places_are_tried_where_no_announced_sitemap_is_one(
    site: Newspaper, archive_url: str, scrapy: Scrapy, answer: str
) -> None:
    site.change(f"{SITE}/robots.txt", f"User-agent: *\nSitemap: {SITE}/old-1.xml\nSitemap: {SITE}/old-2.xml\n")
    site.change(f"{SITE}/", "<title>Gull Post</title>")
    if answer != "404":
        site.change(f"{SITE}/old-2.xml", "<!doctype html><title>Gull Post</title><p>Not here")
    site.change(story_of(0, 0), story("Gulls counted"))
    sitemap(site, "/news-sitemap.xml", f"<url><loc>{story_of(0, 0)}</loc></url>")
    for _ in range(2):
        site.requests.clear()
        assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 0
        assert stored(archive_url) == {story_of(0, 0)}
        assert {f"{SITE}/sitemap.xml", f"{SITE}/news-sitemap.xml"} <= set(site.asked())


def test_the_usual_places_are_not_tried_where_one_announced_sitemap_comes(site: Newspaper, scrapy: Scrapy) -> None:
    site.change(f"{SITE}/robots.txt", f"User-agent: *\nSitemap: {SITE}/old-1.xml\nSitemap: {SITE}/posts.xml\n")
    site.change(f"{SITE}/", "<title>Gull Post</title>")
    site.change(story_of(0, 0), story("Gulls counted"))
    sitemap(site, "/posts.xml", f"<url><loc>{story_of(0, 0)}</loc></url>")
    for _ in range(2):
        assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 0
    assert not site.asked(f"{SITE}/sitemap.xml")


def test_a_sitemap_of_a_month_lies_in_any_window_of_that_month(
    site: Newspaper, archive_url: str, scrapy: Scrapy
) -> None:
    site.change(f"{SITE}/robots.txt", f"User-agent: *\nSitemap: {SITE}/index.xml\n")
    site.change(f"{SITE}/", "<title>Gull Post</title>")
    days = {"2024-01": "2024-01-25", "2024": "2024-02-02", "20240120": "2024-01-20", "2023-12": "2023-12-31"}
    entries = ""
    for number, (lastmod, day) in enumerate(days.items()):
        entries += f"<sitemap><loc>{SITE}/sub-{number}.xml</loc><lastmod>{lastmod}</lastmod></sitemap>"
        site.change(story_of(0, number), story(f"Gulls counted {number}", day=day))
        sitemap(site, f"/sub-{number}.xml", f"<url><loc>{story_of(0, number)}</loc><lastmod>{lastmod}</lastmod></url>")
    sitemap(site, "/index.xml", entries, root="sitemapindex")
    assert scrapy("crawl", "news", "-a", f"site={SITE}/", "-a", "since=2024-01-15").returncode == 0
    assert stored(archive_url) == {story_of(0, number) for number in range(3)}
    assert len(site.asked(f"{SITE}/sub-")) == 3, "what was last changed before the window is left out"


def test_a_page_that_lists_feeds_leads_on_to_them(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    site.change(f"{SITE}/", '<title>Gull Post</title><a href="/our-feeds">RSS</a>')
    links = '<a href="/harbour.rss">Harbour</a> <a href="/more">RSS</a>'
    site.change(f"{SITE}/our-feeds", f"<title>Our feeds</title>{links}")
    site.change(f"{SITE}/more", '<title>More feeds</title><a href="/too-far.rss">And so on</a>')
    site.change(story_of(0, 0), story("Gulls counted 0"))
    site.change(story_of(0, 1), story("Gulls counted 1"))
    for number in range(2):
        xml = feed(*(item(story_of(0, each)) for each in range(number + 1)))
        site.change(f"{SITE}/harbour.rss", xml, content_type="application/rss+xml")
        assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 0
        assert stored(archive_url) == {story_of(0, each) for each in range(number + 1)}
    assert not site.asked(f"{SITE}/too-far.rss")


@pytest.mark.parametrize("kind", ["sitemap", "feed"])
def test_a_packed_document_that_is_cut_is_asked_for_whole(
    site: Newspaper, archive_url: str, scrapy: Scrapy, kind: str
) -> None:
    if kind == "sitemap":
        site.change(f"{SITE}/robots.txt", f"User-agent: *\nSitemap: {SITE}/posts.xml.gz\n")
        entries = "".join(f"<url><loc>{story_of(0, number)}</loc></url>" for number in range(2))
        url, xml = f"{SITE}/posts.xml.gz", f"<urlset>{entries}</urlset>"
    else:
        url, xml = f"{SITE}/rss", feed(item(story_of(0, 0)), item(story_of(0, 1)))
    for number in range(2):
        site.change(story_of(0, number), story(f"Gulls counted {number}"))
    at = xml.index(story_of(0, 1))
    # The bytes of a cut copy on the way, with the validators of the whole document.
    packer = zlib.compressobj(wbits=31)
    cut = packer.compress(xml[:at].encode()) + packer.flush(zlib.Z_FULL_FLUSH)
    headers = {"ETag": '"whole"'}
    site.change(url, cut, content_type="application/gzip", headers=headers)
    run = scrapy("crawl", "news", "-a", f"site={SITE}/")
    assert "its gzip is cut off" in run.stderr
    assert stored(archive_url) == {story_of(0, 0)}
    site.change(url, gzip.compress(xml.encode()), content_type="application/gzip", headers=headers)
    site.requests.clear()
    assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 0
    assert not next(request for request in site.requests if request.url == url).is_conditional
    assert stored(archive_url) == {story_of(0, 0), story_of(0, 1)}


def test_a_sitemap_is_left_out_by_its_name_only_where_others_continue_it(
    site: Newspaper, archive_url: str, scrapy: Scrapy
) -> None:
    site.change(f"{SITE}/robots.txt", f"User-agent: *\nSitemap: {SITE}/index.xml\n")
    site.change(f"{SITE}/", "<title>Gull Post</title>")
    names = ["sitemap-since-2015", "archive-2010-2019", "posts-2014", "posts-2015", "posts-2016-1", "posts-2016-2"]
    for number, name in enumerate(names):
        site.change(story_of(0, number), story(f"Gulls counted {number}"))
        sitemap(site, f"/{name}.xml", f"<url><loc>{story_of(0, number)}</loc></url>")
    sitemap(site, "/index.xml", *(f"<sitemap><loc>{SITE}/{name}.xml</loc></sitemap>" for name in names))
    assert scrapy("crawl", "news", "-a", f"site={SITE}/", "-a", "since=2024-01-01").returncode == 0
    assert stored(archive_url) == {story_of(0, number) for number in (0, 1, 3, 4, 5)}


def test_a_feed_that_brings_a_whole_story_outweighs_its_address(
    site: Newspaper, archive_url: str, scrapy: Scrapy
) -> None:
    urls = [f"{SITE}/profile/{name}" for name in ("mary-tide", "jo-quay")]
    site.change(
        f"{SITE}/", f'<title>Gull Post</title>{FEED_LINK}<a href="{urls[0]}">A life</a><a href="{urls[1]}">A life</a>'
    )
    for number, url in enumerate(urls):
        site.change(url, story(f"Mary Tide looks back {number}"))
    whole = item(urls[0]).replace("</item>", f"<description>{'Mary Tide looks back. ' * 60}</description></item>")
    site.change(f"{SITE}/rss", feed(whole, item(urls[1])), content_type="application/rss+xml")
    for _ in range(2):
        assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 0
        assert rows(archive_url) == {urls[0]: ("stored", None), urls[1]: ("not_article", "author, by its address")}
    assert len(site.asked(urls[0])) == 1

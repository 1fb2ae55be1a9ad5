"""Documents that did not change: what they lead to is found all the same."""

import pytest

from tests.conftest import READER, Scrapy
from tests.newspaper.server import Newspaper
from tests.spiders.ledger import states, story

SITE = "http://www.gull-post.example"
URLSET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</sitemapindex>'
OLD, NEW = "/2025/05/05/storm-takes-the-old-pier-away", "/2026/11/20/new-pier-is-opened-by-the-mayor"


@pytest.fixture
def site(newspaper: Newspaper) -> Newspaper:
    """A front page of two sections, that both show an old and a new story."""
    newspaper.change(f"{SITE}/robots.txt", b"User-agent: *\n")
    sections = '<a href="/harbour/">Harbour</a> <a href="/market/">Market</a>'
    newspaper.change(f"{SITE}/", f"<title>Gull Post</title>{sections}")
    for path, title in ((OLD, "Storm takes the old pier"), (NEW, "New pier is opened")):
        newspaper.change(f"{SITE}{path}", story(title, day=path[1:11].replace("/", "-")))
    for name in ("harbour", "market"):
        section(newspaper, name, OLD, NEW)
    return newspaper


def sitemap(site: Newspaper, url: str, *named: str, form: str = URLSET) -> None:
    entry = "<sitemap><loc>{}</loc></sitemap>" if form is INDEX else "<url><loc>{}</loc></url>"
    site.change(url, form.format("".join(map(entry.format, named))), content_type="application/xml")


def feed(site: Newspaper, *paths: str) -> None:
    items = "".join(f"<item><title>What became of the pier</title><link>{SITE}{path}</link></item>" for path in paths)
    xml = f'<rss version="2.0"><channel><title>Gull Post</title>{items}</channel></rss>'
    site.change(f"{SITE}/rss", xml, content_type="application/rss+xml")


def section(site: Newspaper, name: str, *paths: str) -> None:
    links = "".join(f"<h2><a href={path}>What became of the pier in these days</a></h2>" for path in paths)
    site.change(f"{SITE}/{name}/", f"<title>{name}</title>{links}")


@pytest.mark.parametrize("window", ["since=2026-11-01", "until=2025-12-31"])
def test_what_a_window_left_out_of_a_list_is_found_by_a_later_crawl(
    site: Newspaper, archive_url: str, scrapy: Scrapy, window: str
) -> None:
    assert scrapy("crawl", "news", "-a", f"site={SITE}/", "-a", window).returncode == 0
    left_out, wanted = (OLD, NEW) if window.startswith("since") else (NEW, OLD)
    found = states(archive_url, SITE)
    assert (left_out in found, found[wanted]) == (False, "stored")
    # Whichever list was read first, the other one still has it.
    section(site, "harbour", NEW)
    assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 0
    assert states(archive_url, SITE)[left_out] == "stored"
    site.requests.clear()
    assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 0
    lists = [request for request in site.requests if request.url.endswith("/")]
    assert {request.status for request in lists} == {304}, "what is written down whole is asked for no more"


def test_a_list_with_a_trap_is_read_again_if_time_may_change_that(site: Newspaper, scrapy: Scrapy) -> None:
    section(site, "harbour", "/2099/01/01/tomorrow-is-a-day-as-any-other", NEW)
    section(site, "market", f"{'/ferry-crews-walk-out-on-monday' * 4}", NEW)
    for _ in range(2):
        site.requests.clear()
        assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 0
    status = {request.url.removeprefix(SITE): request.status for request in site.requests}
    assert (status["/harbour/"], status["/market/"]) == (200, 304)


def test_an_index_leads_on_to_what_another_led_to_before(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    robots = f"User-agent: *\nSitemap: {SITE}/a.xml\nSitemap: {SITE}/b.xml\n"
    site.change(f"{SITE}/robots.txt", robots)
    site.change(f"{SITE}/", "<title>Gull Post</title>")
    indexes = [f"{SITE}/{name}.xml" for name in "ab"]
    for url in indexes:
        sitemap(site, url, f"{SITE}/posts.xml", form=INDEX)
    sitemap(site, f"{SITE}/posts.xml", f"{SITE}{OLD}")
    assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 0
    read_first = next(url for url in site.asked() if url in indexes)
    sitemap(site, read_first, f"{SITE}/others.xml", form=INDEX)
    sitemap(site, f"{SITE}/posts.xml", f"{SITE}{OLD}", f"{SITE}{NEW}")
    assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 0
    assert states(archive_url, SITE) == {OLD: "stored", NEW: "stored"}


def test_a_section_leads_on_to_a_feed_that_another_led_to_before(
    site: Newspaper, archive_url: str, scrapy: Scrapy
) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/rss">'
    for name in ("harbour", "market"):
        site.change(f"{SITE}/{name}/", f"<title>{name}</title>{link}")
    feed(site, OLD)
    assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 0
    read_first = next(url for url in site.asked() if url.endswith(("/harbour/", "/market/")))
    site.change(read_first, "<title>A section without a feed</title>")
    feed(site, OLD, NEW)
    assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 0
    assert states(archive_url, SITE)[NEW] == "stored"


def test_a_list_that_could_not_be_read_is_asked_for_whole(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    hasty = {**READER, "ARCHIVE_READER_SECONDS": "0.001"}
    assert "cannot be read" in scrapy("crawl", "news", "-a", f"site={SITE}/", settings=hasty).stderr
    assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 0
    assert states(archive_url, SITE)[NEW] == "stored"


def test_a_headline_tells_more_than_an_address(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    page = "/topics/harbour/wall"
    site.change(f"{SITE}/robots.txt", f"User-agent: *\nSitemap: {SITE}/posts.xml\n")
    sitemap(site, f"{SITE}/posts.xml", f"{SITE}{page}", f"{SITE}{OLD}")
    site.change(f"{SITE}{page}", story("The wall of the harbour falls into the sea"))
    site.change(f"{SITE}/", "<title>Gull Post</title>")
    assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 0
    assert states(archive_url, SITE)[page] == "not_article", "nothing but its address is known"
    site.change(f"{SITE}/", f"<title>Gull Post</title><a href={page}>The wall of the harbour falls into the sea</a>")
    assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 0
    assert states(archive_url, SITE)[page] == "stored"

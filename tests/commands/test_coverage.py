"""What ``coverage`` counts after a crawl, and what a clock that is set back does to it and to ``sites``."""

import pytest

from tests.conftest import Scrapy
from tests.database import execute
from tests.newspaper.server import Newspaper
from tests.spiders.ledger import rows, story

SITE = "http://www.gull-post.example"
OLD, NEW, LOST = (f"{SITE}/gulls-were-counted-{place}" for place in ("on-the-old-quay", "on-the-new-quay", "at-sea"))


@pytest.fixture
def site(newspaper: Newspaper) -> Newspaper:
    newspaper.change(f"{SITE}/robots.txt", f"User-agent: *\nSitemap: {SITE}/sitemap.xml\n")
    urls = "".join(f"<url><loc>{url}</loc><lastmod>2024-02-02</lastmod></url>" for url in (OLD, LOST))
    newspaper.change(f"{SITE}/sitemap.xml", f"<urlset>{urls}</urlset>", content_type="application/xml")
    links = "".join(f'<a href="{SITE}/{path}">Harbour</a>' for path in ("harbour/", "tag/gulls/", "login"))
    newspaper.change(f"{SITE}/", f"<title>Gull Post</title>{links}")
    newspaper.change(f"{SITE}/harbour/", "<title>Harbour</title>")
    newspaper.change(OLD, "", status=301, headers={"Location": NEW})
    newspaper.change(NEW, story("Gulls were counted"))
    newspaper.change(LOST, "", cut=0)
    return newspaper


def test_each_story_counts_once_and_what_is_none_nowhere(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    assert scrapy("crawl", "news", "-a", f"site={SITE}/", settings={"RETRY_TIMES": "0"}).returncode == 0
    found = rows(archive_url)
    assert found[OLD] == ("stored", None)
    assert found[LOST][0] == "failed"
    assert len(found) > 2, "where the first led to, a section and what is none by its address"
    lines = scrapy("coverage", "--site", "gull-post.example").stdout.splitlines()
    assert lines[0].split() == "day found fetched waiting stored not article gone failed skipped".split()
    assert [line.split() for line in lines[1:]] == [["2024-02-02", "2", "1", "·", "1", "·", "·", "1", "·"]]


def test_a_clock_that_is_set_back_hides_nothing(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    arguments = ("crawl", "news", "-a", f"site={SITE}/")
    scrapy(*arguments, settings={"RETRY_TIMES": "0"})
    ahead = "strftime('%Y-%m-%d %H:%M:%f', {}, '+365 days') || '000'"
    for table, columns in (("pages", ("found_at", "fetched_at")), ("crawls", ("started_at", "ended_at"))):
        for column in columns:
            execute(archive_url, f"UPDATE {table} SET {column} = {ahead.format(column)} WHERE {column} IS NOT NULL")
    execute(archive_url, "UPDATE pages SET next_fetch_at = NULL")
    execute(archive_url, "UPDATE crawls SET outcome = 'failed'")
    urls = f"<url><loc>{OLD}</loc><lastmod>2024-02-03</lastmod></url>"
    site.change(f"{SITE}/sitemap.xml", f"<urlset>{urls}</urlset>", content_type="application/xml")
    site.requests.clear()
    assert scrapy(*arguments).returncode == 0
    assert site.asked(OLD) == [OLD], "it was announced anew"
    (line,) = (line for line in scrapy("sites").stdout.splitlines() if "gull-post" in line)
    assert "finished" in line, "the last run, and not the one with the latest time"

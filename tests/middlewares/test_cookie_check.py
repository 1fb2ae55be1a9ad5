"""Servers that want to see whether a cookie is kept."""

from tests.conftest import Scrapy
from tests.newspaper.server import Newspaper
from tests.spiders.ledger import rows, story

SITE = "http://www.gull-post.example"
STORY = f"{SITE}/gulls-were-counted-on-the-quay"
SET_COOKIE = {"Set-Cookie": "seen=1; Path=/; HttpOnly", "Location": "/gulls-were-counted-on-the-quay"}


def test_a_cookie_that_is_only_tried_comes_back_once(newspaper: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    newspaper.change(f"{SITE}/robots.txt", "User-agent: *\nDisallow: /drafts/\n")
    newspaper.change(f"{STORY}*", story("Gulls were counted"))
    newspaper.change(STORY, status=302, headers=SET_COOKIE, times=1)
    assert scrapy("crawl", "article", "-a", f"url={STORY}").returncode == 0
    assert rows(archive_url) == {STORY: ("stored", None)}
    sent = [asked.headers.get("cookie") for asked in newspaper.requests if asked.url == STORY]
    assert sent == [None, "seen=1"]


def test_who_leads_back_for_ever_is_left(newspaper: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    newspaper.change(f"{SITE}/robots.txt", "User-agent: *\nDisallow: /drafts/\n")
    newspaper.change(STORY, status=302, headers=SET_COOKIE)
    assert scrapy("crawl", "article", "-a", f"url={STORY}").returncode == 1
    assert rows(archive_url) == {STORY: ("failed", "redirected in a circle")}
    assert len(newspaper.asked(STORY)) <= 10


def test_a_cookie_on_the_way_to_another_page_is_not_kept(
    newspaper: Newspaper, archive_url: str, scrapy: Scrapy
) -> None:
    other = f"{STORY}-again"
    newspaper.change(f"{SITE}/robots.txt", "User-agent: *\nDisallow: /drafts/\n")
    newspaper.change(STORY, status=301, headers={"Set-Cookie": "visits=1", "Location": other})
    newspaper.change(other, story("Gulls were counted"))
    assert scrapy("crawl", "article", "-a", f"url={STORY}").returncode == 0
    assert [asked.headers.get("cookie") for asked in newspaper.requests if asked.url == other] == [None]

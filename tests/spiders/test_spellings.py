"""A page that is found in several spellings is asked for in the one that brings it."""

import pytest

from tests.conftest import Scrapy
from tests.newspaper.server import Newspaper
from tests.spiders.gull_post import SITE, crawl, let_time_pass
from tests.spiders.ledger import rows, story

STORY = f"{SITE}/gulls-were-counted-on-the-quay"


@pytest.fixture
def site(newspaper: Newspaper) -> Newspaper:
    newspaper.change(f"{SITE}/robots.txt", f"User-agent: *\nSitemap: {SITE}/sitemap.xml\n")
    newspaper.change(f"{SITE}/sitemap.xml", "<urlset></urlset>", content_type="application/xml")
    return newspaper


def link(site: Newspaper, *urls: str) -> None:
    links = "".join(f'<a href="{url}">Gulls were counted on the quay</a>' for url in urls)
    site.change(f"{SITE}/", f"<title>Gull Post</title>{links}")


def announce(site: Newspaper, url: str) -> None:
    site.change(f"{SITE}/sitemap.xml", f"<urlset><url><loc>{url}</loc></url></urlset>", content_type="application/xml")


@pytest.mark.parametrize("status", [404, 410, 500])
def test_a_bad_first_spelling_does_not_hide_the_good_one(
    site: Newspaper, archive_url: str, scrapy: Scrapy, status: int
) -> None:
    link(site, f"{STORY}/amp")
    site.change(f"{STORY}/amp", "", status=status)
    crawl(scrapy)
    assert rows(archive_url)[f"{STORY}/amp"][0] == ("failed" if status == 500 else "gone")
    announce(site, STORY)
    site.change(STORY, story("Gulls were counted"))
    crawl(scrapy)
    assert rows(archive_url) == {STORY: ("stored", None)}


def test_the_canonical_spelling_is_asked_for_first_and_no_other_takes_its_place(
    site: Newspaper, archive_url: str, scrapy: Scrapy
) -> None:
    link(site, f"{STORY}?utm_source=front")
    announce(site, STORY)
    site.change(f"{STORY}*", "", status=404)
    for _ in range(5):
        crawl(scrapy)
        let_time_pass(archive_url)
    assert site.asked(STORY) == [STORY] * 3, "gone is believed after the third time"


def test_the_number_of_a_visit_that_is_over_is_replaced_a_few_times(site: Newspaper, scrapy: Scrapy) -> None:
    site.change(f"{STORY}*", "", status=410)
    for number in range(5):
        link(site, f"{STORY};jsessionid={number}")
        crawl(scrapy)
    assert site.asked(STORY) == [f"{STORY};jsessionid={number}" for number in range(3)]


def test_the_number_of_a_new_visit_brings_the_page(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    link(site, f"{STORY};jsessionid=DEAD")
    site.change(f"{STORY};jsessionid=DEAD", "", status=410)
    site.change(f"{STORY};jsessionid=LIVE", story("Gulls were counted"))
    crawl(scrapy)
    link(site, f"{STORY};jsessionid=LIVE")
    crawl(scrapy)
    assert rows(archive_url)[f"{STORY};jsessionid=LIVE"] == ("stored", None)


def test_a_stored_page_keeps_its_spelling(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    link(site, f"{STORY}?utm_source=front")
    site.change(f"{STORY}*", story("Gulls were counted"))
    crawl(scrapy)
    announce(site, STORY)
    crawl(scrapy)
    assert rows(archive_url) == {f"{STORY}?utm_source=front": ("stored", None)}

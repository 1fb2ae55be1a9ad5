"""Back-filling: how far the news spider walks through a site's older lists."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest

from tests.conftest import Scrapy
from tests.newspaper.server import Newspaper
from tests.spiders.ledger import rows, states, story

SITE = "http://www.gull-post.example"
PAGES, PER_PAGE = 12, 3
DAYS = [date(2024, 2, 2) - timedelta(days=30 * number) for number in range(PAGES)]
"""A page of the list a month, the newest first."""


@pytest.fixture
def site(newspaper: Newspaper) -> Newspaper:
    newspaper.change(f"{SITE}/robots.txt", b"User-agent: *\n")
    newspaper.change(f"{SITE}/", f'<title>Gull Post</title><a href="{SITE}/harbour/">Harbour</a>')
    return newspaper


def story_of(page: int, number: int, section: str = "harbour") -> str:
    return f"{SITE}/gulls-were-counted-in-{section}-{page}-{number}"


def stories_of(section: str) -> list[str]:
    return [story_of(page, number, section) for page in range(PAGES) for number in range(PER_PAGE)]


def publish(
    site: Newspaper, link_to: Callable[[int], str], address: Callable[[int], str], section: str = "harbour"
) -> list[str]:
    """A section of some pages. ``link_to`` gives the link from a page to the one of that number."""
    pages = []
    for page, day in enumerate(DAYS):
        for number in range(PER_PAGE):
            title = f"Gulls counted in {section} {page} {number}"
            site.change(story_of(page, number, section), story(title, day=f"{day}"))
        urls = [story_of(page, number, section) for number in range(PER_PAGE)]
        links = "".join(f"<h2><a href={url}>Gulls counted</a></h2>" for url in urls)
        pages.append(address(page) if page else f"{SITE}/{section}/")
        further = link_to(page + 1) if page + 1 < PAGES else ""
        site.change(pages[-1], f"<title>{section}</title>{links}{further}")
    return pages


def by_rel(site: Newspaper) -> list[str]:
    return publish(
        site,
        lambda page: f'<a rel="next" href="?page={page + 1}">Older</a>',
        lambda page: f"{SITE}/harbour/?page={page + 1}",
    )


def test_older_lists_are_walked_for_back_filling(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    site.change(f"{SITE}/", f'<title>Gull Post</title><a href="{SITE}/archive/2024/02/03/">3 February</a>')
    site.change(
        f"{SITE}/archive/2024/02/02/", f'<title>Friday</title><a href="{SITE}/whale-seen-off-the-cape-by-night">W</a>'
    )
    site.change(f"{SITE}/whale-seen-off-the-cape-by-night", story("Whale seen"))
    assert (
        scrapy("crawl", "news", "-a", f"site={SITE}/", "-a", "since=2024-02-01", "-a", "until=2024-02-03").returncode
        == 0
    )
    asked = sorted(url.removeprefix(SITE) for url in site.asked(f"{SITE}/archive/"))
    assert asked == ["/archive/2024/02/01/", "/archive/2024/02/02/", "/archive/2024/02/03/"]
    assert states(archive_url, SITE)["/whale-seen-off-the-cape-by-night"] == "stored"


def test_for_back_filling_the_pages_of_sections_are_walked_and_each_is_asked_for_once(
    site: Newspaper, archive_url: str, scrapy: Scrapy
) -> None:
    sections = [f"{SITE}/{name}{number}/" for name in ("harbour", "market", "school") for number in range(12)]
    site.change(f"{SITE}/", "<title>Gull Post</title>" + "".join(f"<a href={url}>Section</a>" for url in sections))
    lists, stories = [], set()
    for section in sections:
        for page in (1, 2):
            names = [f"{section}gulls-were-counted-on-quay-{page}-{number}" for number in range(2)]
            for url in names:
                site.change(url, story(f"Gulls counted at {url[-30:]}"))
            links = "".join(f"<h2><a href={url}>Gulls were counted</a></h2>" for url in names)
            lists.append(section if page == 1 else f"{section}?page={page}")
            further = f'<a rel=next href="{section}?page={page + 1}">Older</a>' if page < 2 else ""
            site.change(lists[-1], f"<title>Gulls</title>{links}{further}")
            stories |= set(names)
    done = scrapy("crawl", "news", "-a", f"site={SITE}/", "-a", "since=2020-01-01")
    assert done.returncode == 0, done.stderr
    found = rows(archive_url)
    assert {url for url in stories if found.get(url, ("", ""))[0] != "stored"} == set()
    asked = [url for url in site.asked(SITE) if url in lists]
    assert sorted(asked) == sorted(lists)


# How sections lead on: the link, and the address of a further page.
NEXT_PAGES = {
    "path": ('<a href="/path/page/{number}/">Older</a>', "/path/page/{number}/"),
    "from-0": ('<a href="/from-0/">1</a> <a href="/from-0/?page={page}">{number}</a>', "/from-0/?page={page}"),
    "offset": (
        '<a href="/offset?start={offset}">More</a> <a href="/offset?start=99">Last</a>',
        "/offset?start={offset}",
    ),
    "older": ('<a href="/older/?before=q{offset}">« Older posts</a> <a href="/">More</a>', "/older/?before=q{offset}"),
    "number": ('<a href="/number/">1</a> <a href="/number-{number}.html">{number}</a>', "/number-{number}.html"),
}


def _filled(form: str, page: int) -> str:
    return form.format(page=page, number=page + 1, offset=page * PER_PAGE)


def test_next_pages_are_known_by_their_address_or_name(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    site.change(f"{SITE}/", "<title>Gull Post</title>" + "".join(f'<a href="/{name}/">A</a>' for name in NEXT_PAGES))
    for name, (link, address) in NEXT_PAGES.items():
        publish(site, partial(_filled, link), partial(_filled, SITE + address), section=name)
    assert scrapy("crawl", "news", "-a", f"site={SITE}/", "-a", "since=2020-01-01").returncode == 0
    stored = {url for url, (state, _) in rows(archive_url).items() if state == "stored"}
    assert {story for name in NEXT_PAGES for story in stories_of(name)} - stored == set()


def test_a_list_is_walked_until_its_stories_are_too_old(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    pages = by_rel(site)
    assert scrapy("crawl", "news", "-a", f"site={SITE}/", "-a", f"since={DAYS[3]}").returncode == 0
    found = rows(archive_url)
    stored = {url for url, (state, _) in found.items() if state == "stored"}
    assert stored == {story_of(page, number) for page in range(4) for number in range(PER_PAGE)}
    asked = [url for url in site.asked(f"{SITE}/harbour/") if url in pages]
    assert asked[:4] == pages[:4]
    assert len(asked) <= 8, "two pages in a row without a story of the window end a list; others may be under way"


def test_what_was_crawled_before_is_no_end_of_a_list(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    pages = by_rel(site)
    known = [story_of(page, number) for page in range(6) for number in range(PER_PAGE)]
    links = "".join(f"<a href={url}>Gulls</a>" for url in known)
    site.change(f"{SITE}/", f'<a href="{SITE}/harbour/">Harbour</a>{links}')
    assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 0
    assert set(states(archive_url, SITE)) >= {url.removeprefix(SITE) for url in known}
    site.requests.clear()
    assert scrapy("crawl", "news", "-a", f"site={SITE}/", "-a", "since=2020-01-01").returncode == 0
    assert [url for url in site.asked(f"{SITE}/harbour/") if url in pages] == pages
    stored = [url for url, (state, _) in rows(archive_url).items() if state == "stored"]
    assert len(stored) == PAGES * PER_PAGE


def test_newer_stories_are_walked_through_to_those_of_the_window(
    site: Newspaper, archive_url: str, scrapy: Scrapy
) -> None:
    by_rel(site)
    window = ["-a", f"since={DAYS[9]}", "-a", f"until={DAYS[8]}"]
    assert scrapy("crawl", "news", "-a", f"site={SITE}/", *window).returncode == 0
    stored = {url for url, (state, _) in rows(archive_url).items() if state == "stored"}
    assert stored == {story_of(page, number) for page in (8, 9) for number in range(PER_PAGE)}


def test_a_list_that_shows_its_last_page_for_ever_ends(site: Newspaper, scrapy: Scrapy) -> None:
    pages = by_rel(site)
    last = "".join(f"<h2><a href={story_of(PAGES - 1, number)}>Gulls counted</a></h2>" for number in range(PER_PAGE))
    for number in range(PAGES, PAGES + 40):
        site.change(f"{SITE}/harbour/?page={number}", f'{last}<a rel="next" href="?page={number + 1}">Older</a>')
    assert scrapy("crawl", "news", "-a", f"site={SITE}/", "-a", "since=2020-01-01").returncode == 0
    assert len(site.asked(f"{SITE}/harbour/")) == len(pages) + 1


def test_a_calendar_whose_days_do_not_exist_is_given_up(site: Newspaper, scrapy: Scrapy) -> None:
    site.change(f"{SITE}/", f'<title>Gull Post</title><a href="{SITE}/archive/2024/02/03/">3 February</a>')
    assert (
        scrapy("crawl", "news", "-a", f"site={SITE}/", "-a", "since=2023-01-01", "-a", "until=2024-02-29").returncode
        == 0
    )
    assert len(site.asked(f"{SITE}/archive/")) == 14


def test_calendars_are_known_by_queries_too(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    site.change(f"{SITE}/", f'<title>Gull Post</title><a href="{SITE}/archive?year=2024&amp;month=2">Archive</a>')
    for month in range(1, 13):
        url = f"{SITE}/whale-{month}-seen-off-the-cape-by-night"
        site.change(f"{SITE}/archive?year=2023&month={month}", f"<title>Archive</title><a href={url}>Whale</a>")
        site.change(url, story(f"Whale {month} seen", day=f"2023-{month:02}-09"))
    assert scrapy("crawl", "news", "-a", f"site={SITE}/", "-a", "since=2021-01-01").returncode == 0
    stored = [url for url, (state, _) in rows(archive_url).items() if state == "stored"]
    assert len(stored) == 12


def test_what_a_page_told_of_its_day_counts_whatever_is_announced(
    site: Newspaper, archive_url: str, scrapy: Scrapy
) -> None:
    page = story_of(0, 0)
    announced = f"<urlset><url><loc>{page}</loc><lastmod>2024-07-10T08:00:00Z</lastmod></url></urlset>"
    site.change(f"{SITE}/robots.txt", f"User-agent: *\nSitemap: {SITE}/sitemap.xml\n")
    site.change(f"{SITE}/sitemap.xml", announced, content_type="application/xml")
    site.change(page, story("Gulls counted", day="2024-03-03"))
    for since, until in (("2024-07-01", ""), ("2024-04-01", "2024-04-30"), ("2024-07-01", "")):
        assert scrapy("crawl", "news", "-a", f"site={SITE}/", "-a", f"since={since}", "-a", f"until={until}")
        assert rows(archive_url)[page] == ("skipped", "published outside since/until: 2024-03-03")
    assert len(site.asked(page)) == 1
    window = ["-a", "since=2024-03-01", "-a", "until=2024-03-31"]
    assert scrapy("crawl", "news", "-a", f"site={SITE}/", *window).returncode == 0
    assert rows(archive_url)[page] == ("stored", None)

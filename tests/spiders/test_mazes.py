"""Sites that lead to the same pages under ever new addresses."""

import itertools
import re
from collections.abc import Callable

import pytest

from tests.conftest import Scrapy
from tests.newspaper.server import Answer, Newspaper
from tests.spiders.ledger import rows, story

SITE = "http://www.gull-post.example"
STORIES = 20
NAMES = [f"gulls-were-counted-on-quay-{number}" for number in range(STORIES)]

Address = Callable[[str, int], str]
ADDRESSES: dict[str, Address] = {
    "a visit's number": lambda name, visit: f"/{name}?visit={visit:08x}",
    "ever new names": lambda name, visit: f"/{name}?x{visit}=1",
}


def build(newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch, address: Address) -> None:
    """Each answer leads to all stories under addresses that were never seen before."""
    visits = itertools.count(1)

    def answer_to(url: str) -> Answer:
        if url == f"{SITE}/robots.txt":
            return Answer(b"User-agent: *\n", content_type="text/plain")
        links = "".join(f'<a href="{address(name, next(visits))}">Gulls were counted on the quay</a>' for name in NAMES)
        name = re.split("[?;]", url.removeprefix(f"{SITE}/"))[0]
        if name in NAMES:
            return Answer(story(f"Gulls counted {name[-8:]}", links=links).encode())
        return Answer(f"<title>Gull Post</title>{links}".encode(), status=404 if name else 200)

    monkeypatch.setattr(newspaper, "answer_to", answer_to)


def asked(newspaper: Newspaper) -> list[str]:
    return newspaper.asked(f"{SITE}/gulls")


@pytest.mark.parametrize("form", ADDRESSES)
def test_a_maze_of_visits_is_left_and_remembered(
    newspaper: Newspaper, archive_url: str, scrapy: Scrapy, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    build(newspaper, monkeypatch, ADDRESSES[form])
    for most in (55, 10):
        newspaper.requests.clear()
        run = scrapy("crawl", "news", "-a", f"site={SITE}/", settings={"CONCURRENT_REQUESTS_PER_DOMAIN": "1"})
        assert run.returncode == 0, run.stderr
        assert len(newspaper.asked(f"{SITE}/gulls")) <= most, "it was 80 in each run"
        stored = rows(archive_url, "state = 'stored'")
        assert {re.split("[?;]", url.removeprefix(f"{SITE}/"))[0] for url in stored} == set(NAMES)


def test_a_parameter_that_tells_stories_apart_is_none_of_a_maze(
    newspaper: Newspaper, archive_url: str, scrapy: Scrapy
) -> None:
    """Although four stories came out twice, under new numbers."""
    newspaper.change(f"{SITE}/robots.txt", "User-agent: *\n")
    urls = [f"{SITE}/story.php?id={48000 + number}" for number in range(30)]
    links = "".join(f'<a href="{url}">Gulls were counted on the quay</a>' for url in urls)
    newspaper.change(f"{SITE}/", f"<title>Gull Post</title>{links}")
    for number, url in enumerate(urls):
        newspaper.change(url, story(f"Gulls counted {number if number > 3 else number + 26}", links=links))
    assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 0
    more = [f"{SITE}/story.php?id={49000 + number}" for number in range(5)]
    for number, url in enumerate(more):
        newspaper.change(url, story(f"Whale seen {number}"))
    links += "".join(f'<a href="{url}">A whale was seen off the cape</a>' for url in more)
    newspaper.change(f"{SITE}/", f"<title>Gull Post</title>{links}")
    assert scrapy("crawl", "news", "-a", f"site={SITE}/").returncode == 0
    assert rows(archive_url) == dict.fromkeys([*urls, *more], ("stored", None))


def test_no_earlier_run_keeps_stories_behind_pages_of_their_shape_out(
    newspaper: Newspaper, archive_url: str, scrapy: Scrapy
) -> None:
    """A paper with many galleries, which stand beside its stories and before them on its front page."""
    newspaper.change(f"{SITE}/robots.txt", "User-agent: *\n")
    newspaper.change(f"{SITE}/gallery-*", "<title>Gulls</title><h1>Gulls</h1><figure><img src=/gull.jpg></figure>")
    urls = [f"{SITE}/{name}" for name in NAMES[:5]]
    for url in urls:
        newspaper.change(url, story(f"Gulls counted {url[-8:]}"))
    for first, last, behind in ((0, 70, []), (70, 110, urls)):
        galleries = [f"{SITE}/gallery-of-gulls-on-quay-{number}" for number in range(first, last)]
        links = "".join(f'<a href="{url}">Gulls were seen on the quay</a>' for url in (*galleries, *behind))
        newspaper.change(f"{SITE}/", f"<title>Gull Post</title>{links}")
        run = scrapy("crawl", "news", "-a", f"site={SITE}/", settings={"CONCURRENT_REQUESTS_PER_DOMAIN": "1"})
        assert run.returncode == 0, run.stderr
    assert rows(archive_url, "state = 'stored'") == dict.fromkeys(urls, ("stored", None))

"""How far lists are walked, without a crawl."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

import pytest

from project.discovery.older import Calendar, FeedWalk, Walk
from project.discovery.paging import next_pages
from project.discovery.window import Window

SINCE = Window(since=datetime(2024, 1, 1, tzinfo=UTC))
NEW, OLD = datetime(2024, 3, 1, tzinfo=UTC), datetime(2023, 3, 1, tzinfo=UTC)


def goes_on(pages: list[list[str]], moments: Mapping[str, datetime | None]) -> list[bool]:
    """Whether a walk goes on behind each of these pages."""

    def known(stories: Collection[str]) -> dict[str, datetime | None]:
        return {story: moments[story] for story in stories if story in moments}

    walk, answers = Walk(SINCE), []
    for page in pages:
        walk.add_page(page)
        answers.append(walk.goes_on(known))
    return answers


def test_one_page_of_old_stories_is_passed_two_are_the_end() -> None:
    moments = dict.fromkeys("ab", NEW) | dict.fromkeys("cdef", OLD) | {"g": NEW}
    assert goes_on([["a", "b"], ["c", "d"], ["e", "g"], ["f"]], moments) == [True] * 4
    assert goes_on([["a", "b"], ["c", "d"], ["e", "f"]], moments) == [True, True, False]


def test_stories_that_wait_to_be_read_may_be_wanted() -> None:
    assert goes_on([["a"], ["b"], ["c"]], {"a": None, "b": OLD, "c": OLD}) == [True, True, True]


def test_what_an_earlier_page_showed_is_no_reason_to_go_on() -> None:
    assert goes_on([["a", "b"], ["b", "a"]], {"a": NEW, "b": NEW}) == [True, False]


def test_addresses_tell_of_stories_that_are_not_in_the_ledger() -> None:
    late, early = "http://a.example/2024/05/06/x", "http://a.example/2022/05/06/x"
    assert goes_on([[late], [late + "y"], [late + "z"]], {}) == [True, True, True]
    assert goes_on([[early], [early + "y"]], {}) == [True, False]


def test_a_list_without_stories_ends() -> None:
    assert goes_on([[]], {}) == [False]


@pytest.mark.parametrize(
    ("pages", "answers"),
    [
        ([[("a", NEW)], [("b", OLD)]], [True, False]),
        ([[("pinned", OLD), ("a", NEW)], [("pinned", OLD), ("b", OLD)]], [True, False]),
        ([[("a", NEW)], [("a", NEW)]], [True, False]),
        ([[("a", None), ("b", OLD)], [("a", None), ("c", OLD)]], [True, False]),
        ([[]], [False]),
    ],
)
def test_a_feed_is_walked_by_its_dates(pages: list[list[tuple[str, datetime | None]]], answers: list[bool]) -> None:
    walk = FeedWalk(SINCE)
    assert [walk.goes_on(page) for page in pages] == answers


def test_a_calendar_is_opened_by_stories_of_its_own() -> None:
    calendar = Calendar([iter(["1", "2"])], ["a", "b"])
    assert calendar.next_pages() == []
    calendar.add_page(["b"])
    assert calendar.next_pages() == []
    calendar.add_page(["b", "c"])
    assert calendar.next_pages() == ["1", "2"]
    assert calendar.next_pages() == []


def test_a_calendar_is_opened_by_days_that_differ() -> None:
    same, differing = Calendar([iter(["1"])], ["a", "b"]), Calendar([iter(["1"])], ["a", "b"])
    for stories in (["a"], [], ["a"]):
        same.add_page(stories)
    differing.add_page(["a"])
    differing.add_page(["b"])
    assert (same.next_pages(), differing.next_pages()) == ([], ["1"])


def test_a_calendar_ends_where_many_lists_in_a_row_show_nothing() -> None:
    calendar = Calendar([(f"old {day}" for day in range(5000)), (f"new {day}" for day in range(9))], [])
    calendar.add_page(["a story"])
    asked = []
    while pages := calendar.next_pages():
        asked += pages
        if len(asked) == 90:
            calendar.add_page(["another"])
    assert [asked.count(page) for page in ("old 0", "old 209", "old 210", "new 8")] == [1, 1, 0, 1]


NEWS = "http://a.example/news/"


@pytest.mark.parametrize(
    ("here", "links", "wanted"),
    [
        ("", ["page/2/", "page/7/", "http://a.example/sport/page/2/"], ["page/2/"]),
        ("?page=2", ["?page=1", "?page=4", "?page=3"], ["?page=3"]),
        ("?tag=x&page=2", ["?page=3", "?page=3&tag=x"], ["?page=3&tag=x"]),
        ("seite-3", ["seite-4", "?p=4"], ["seite-4"]),
        ("page/" + "9" * 5000, ["page/2/"], []),
        ("", ["?page=none", "gulls-were-counted-on-the-quay", "http://[bad/"], []),
    ],
)
def test_next_pages_by_their_addresses(here: str, links: list[str], wanted: list[str]) -> None:
    absolute = [url if "://" in url else NEWS + url for url in links]
    assert next_pages(NEWS + here, [(url, "") for url in absolute]) == [NEWS + url for url in wanted]


def test_a_second_page_may_be_called_1_or_2() -> None:
    pages = ["http://www.a.example/news?page=1", "http://a.example/news?page=2"]
    assert next_pages(NEWS, [(url, "") for url in pages]) == pages


@pytest.mark.parametrize(
    ("here", "link", "text"),
    [
        ("/news", "/news?page=0%2C1", "next ›"),
        ("/news", "/news?b_start:int=20", "Next 20 items »"),
        ("/news/", "/news/?PAGEN_1=2", "След."),
        ("/news", "/news/(offset)/10", "Ältere Artikel"),
        ("/news.html", "/news.html?page_n3=2", "Weiter »"),
        ("/news/index.html", "/news/index_2.html", "下一页"),
        ("/news.html", "/news-2.html", "2"),
        ("/c/news/", "/c/news/2", "2"),
        ("/list-12-1.html", "/list-12-2.html", "2"),
        ("/", "/search?updated-max=2024-02-01T08:00:00Z&max-results=7", "Older Posts"),
    ],
)
def test_next_pages_by_what_they_are_called(here: str, link: str, text: str) -> None:
    host = "http://a.example"
    others = [(host + "/sport/", "More"), (host + "/news/gulls", text), (host + here, text)]
    others += [(f"http://b.example{link}", text), (f"{host}/{link.strip('/')}&x=9", "9")]
    assert next_pages(host + here, [*others, (host + link, text)]) == [host + link]


def test_a_number_is_the_next_page_only_where_it_is_the_next() -> None:
    links = [(f"http://a.example/news/{number}", f"{number}") for number in (1, 2, 3, 4)]
    assert next_pages("http://a.example/news/3", links, 3) == ["http://a.example/news/4"]
    assert next_pages("http://a.example/news/4", links, 4) == []


def test_what_is_called_more_hides_no_next_page() -> None:
    links = [("http://a.example/cup-2024", "More"), ("http://a.example/blatt-2", "2")]
    assert next_pages("http://a.example/", links) == [url for url, _ in links]

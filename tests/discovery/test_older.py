"""How far lists are walked, without a crawl."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from project.discovery.older import Calendar, Walk
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


def test_a_calendar_is_opened_once_and_by_stories_of_its_own() -> None:
    calendar = Calendar(iter(["1", "2"]), frozenset({"a", "b"}))
    assert list(calendar.opened_by(["b"])) == []
    assert list(calendar.opened_by(["b", "c"])) == ["1", "2"]
    assert list(calendar.opened_by(["d"])) == []


def test_next_pages() -> None:
    news = "http://a.example/news/"
    assert next_pages(news, [f"{news}page/2/", f"{news}page/7/", "http://a.example/sport/page/2/"]) == [
        f"{news}page/2/"
    ]
    assert next_pages(news, ["http://www.a.example/news?page=1", "http://a.example/news?page=2"]) == [
        "http://www.a.example/news?page=1",
        "http://a.example/news?page=2",
    ]
    assert next_pages(f"{news}?page=2", [f"{news}?page=1", f"{news}?page=4", f"{news}?page=3"]) == [f"{news}?page=3"]
    assert next_pages(f"{news}?tag=x&page=2", [f"{news}?page=3", f"{news}?page=3&tag=x"]) == [f"{news}?page=3&tag=x"]
    assert next_pages(f"{news}seite-3", [f"{news}seite-4", f"{news}?p=4"]) == [f"{news}seite-4"]
    assert next_pages(news, [f"{news}?page=none", f"{news}gulls-were-counted-on-the-quay", "http://[bad/"]) == []

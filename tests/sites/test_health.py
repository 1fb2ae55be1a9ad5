from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from project.outcomes.verdict import judge
from project.pages.blocking import is_block_page
from project.sites.health import Range, Run, complaints, stretches
from project.sites.hours import Hours
from project.sites.rhythm import Bounds, interval

NOW = datetime(2024, 3, 6, 12, 0, tzinfo=UTC)  # a Wednesday


def run(hours_ago: float, new: int = 5, scraped: int = 6, outcome: str | None = "finished", **counts: int) -> Run:
    usual = {"archive/fetch/fetched": 20, "archive/fields/authors": scraped, "archive/fields/title": scraped}
    given = {name.replace("__", "/"): value for name, value in counts.items()}
    return Run(
        NOW - timedelta(hours=hours_ago),
        outcome,
        {**usual, "archive/store/new": new, "item_scraped_count": scraped, **given},
    )


def history(weeks: int = 10, new: int = 5) -> list[Run]:
    """Four crawls a day, up to a day ago."""
    return [run(hours, new) for hours in range(weeks * 168, 24, -6)]


def usual_day(**changes: Any) -> list[Run]:
    return [run(hours, **changes) for hours in (19, 13, 7, 1)]


def test_a_usual_day_is_no_matter() -> None:
    assert complaints(history() + usual_day(), NOW) == []


def test_silent_death() -> None:
    (line,) = complaints(history() + usual_day(new=0), NOW)
    assert line == "0 new articles in the last 24 hours; usual are 8 to 37"
    assert complaints(history() + usual_day(new=0, archive__store__copy=5), NOW) == [], "copies are new as well"


def test_too_many_is_not_usual_either() -> None:
    (line,) = complaints(history() + usual_day(new=40), NOW)
    assert line.startswith("142 new articles")


def test_a_partial_crawl_explains_why_the_others_found_less_and_is_no_part_of_what_is_usual() -> None:
    def by_hand(new: int) -> Run:
        return replace(run(2, new=new), is_partial=True)

    assert complaints([*history(), *usual_day(new=0), by_hand(15)], NOW) == []
    assert complaints([*history(), *usual_day(), by_hand(4000)], NOW) == [], "a back-filling brings what it brings"
    (line,) = complaints([*history(), *usual_day(new=1), by_hand(3)], NOW)
    assert line == "7 new articles in the last 24 hours; usual are 8 to 37"
    before = [replace(one, is_partial=True) for one in history(new=400)]
    assert complaints([*before, *history(), *usual_day()], NOW) == []
    failed = replace(run(0, outcome="failed"), is_partial=True)
    assert complaints([*history(), *usual_day(), failed], NOW) == []


def test_what_is_usual_depends_on_the_weekday() -> None:
    sundays = [
        Run(one.started_at, one.outcome, {**one.counts, "archive/store/new": 0})
        for one in history()
        if one.started_at.weekday() == 6
    ]
    others = [one for one in history() if one.started_at.weekday() != 6]
    sunday = datetime(2024, 3, 10, 23, 0, tzinfo=UTC)
    today = [Run(sunday - timedelta(hours=3), "finished", {"archive/store/new": 0, "archive/fetch/fetched": 20})]
    weekdays = [Run(NOW + timedelta(days=n), "finished", {"archive/store/new": 20}) for n in range(4)]
    assert complaints([*sorted(sundays + others, key=lambda one: one.started_at), *weekdays, *today], sunday) == []


def test_one_bad_day_does_not_widen_what_is_usual() -> None:
    runs = [run(hours, 0 if 168 <= hours < 192 else 5) for hours in range(1680, 24, -6)]
    assert complaints(runs + usual_day(new=0), NOW)


def test_a_field_that_went_missing() -> None:
    (line,) = complaints(history() + usual_day(archive__fields__authors=0), NOW)
    assert line == "0% articles with authors; usual are 75% to 100%"


def test_fuller_fields_are_nothing_to_mend() -> None:
    before = [run(hours, archive__fields__section=0) for hours in range(1680, 24, -6)]
    assert complaints(before + usual_day(archive__fields__section=6), NOW) == []
    assert complaints(history() + usual_day(archive__fields__authors=1), NOW)


def published(chance: random.Random, day: datetime) -> int:
    """How many stories a paper of seven a day has between noon and noon, and fewer at weekends."""
    return sum(chance.random() < (0.35 if day.weekday() < 5 else 0.15) for _ in range(20))


def crawls_of(days: int, every: float, dead_from: float = 1e9) -> list[Run]:
    """Crawls ``every`` so many hours of a paper that publishes by chance, the last one now."""
    chance, runs, at = random.Random(7), list[Run](), NOW - timedelta(days=days)
    by_day = {n: published(chance, NOW - timedelta(days=n)) for n in range(days + 3)}
    gathered = 0.0
    while at <= NOW:
        age = (NOW - at) / timedelta(days=1)
        gathered += by_day[int(age)] * every / 24 if days - age < dead_from else 0
        runs.append(Run(at, "finished", {"archive/store/new": int(gathered), "archive/fetch/fetched": 20}))
        gathered -= int(gathered)
        at += timedelta(hours=every)
    return runs


@pytest.mark.parametrize("every", [3, 8, 16, 17, 40])
def test_chance_and_the_times_of_crawls_raise_no_alarm(every: float) -> None:
    runs = crawls_of(120, every)
    told = [
        line for n, one in enumerate(runs) for line in complaints(runs[: n + 1], one.started_at, timedelta(hours=48))
    ]
    assert len(told) <= 1


def test_a_machine_that_was_off_raises_no_alarm() -> None:
    runs = [one for one in crawls_of(100, 12) if not 14 < (NOW - one.started_at).days < 29]
    back = next(n for n, one in enumerate(runs) if (NOW - one.started_at).days <= 14)
    gathered = sum(one.new for one in crawls_of(100, 12) if 14 < (NOW - one.started_at).days < 29)
    runs[back] = Run(runs[back].started_at, "finished", {"archive/store/new": gathered, "archive/fetch/fetched": 90})
    assert [line for n, one in enumerate(runs) for line in complaints(runs[: n + 1], one.started_at)] == []


def test_back_filling_is_no_news() -> None:
    old = Run(NOW - timedelta(hours=3), "finished", {"archive/store/new": 500}, is_partial=True)
    assert complaints([*history(), *usual_day()[:-1], old, *usual_day()[-1:]], NOW) == []


def test_silence_of_a_paper_that_publishes_little() -> None:
    """Two stories a week: no single day tells that it is dead, a pause of a month does."""
    alive = [run(24 * n - 1, int(n % 7 in (2, 5))) for n in range(70, 30, -1)]
    assert complaints(alive, NOW - timedelta(days=31)) == []
    silent = [run(24 * n - 1, 0) for n in range(30, 0, -1)]
    assert complaints(alive + silent[:10], NOW - timedelta(days=21)) == []
    (line,) = complaints(alive + silent, NOW)
    assert line == "no new article for 32 days; the longest pause before was 3 days"


def test_a_clock_that_was_set_back_counts_each_article_once() -> None:
    runs = [run(30), run(20, 4), run(22, 3), run(10, 2)]
    assert sum(one.within(NOW - timedelta(days=9), NOW) for one in stretches(runs)) == 4 + 3 + 2


def test_errors() -> None:
    wrong = complaints(history() + usual_day(archive__fetch__failed=30), NOW)
    assert "60% pages that failed; usual are 0% to 10%" in wrong


def test_a_wall_of_which_no_table_knows() -> None:
    wrong = complaints(history() + usual_day(new=3, item_dropped_count=9), NOW)
    assert wrong == ["60% read pages that gave no article; usual are 0% to 10%"]


def test_block_pages_need_no_history() -> None:
    (line,) = complaints([run(1, archive__fetch__blocked=15)], NOW)
    assert line == "15 of 20 pages are block or consent pages"


@pytest.mark.parametrize(("doubted", "is_told"), [(4, False), (5, True)])
def test_articles_whose_pages_show_something_else(doubted: int, is_told: bool) -> None:
    told = f"{doubted} of 18 articles that were read show far less or other words than are stored"
    assert complaints([run(1, scraped=18, archive__store__doubted=doubted)], NOW) == [told] * is_told


def test_a_new_site_has_nothing_usual_yet() -> None:
    assert complaints([run(48), run(24.5), run(1, new=0)], NOW) == []


def test_the_last_crawl_failed() -> None:
    (line,) = complaints([run(2), Run(NOW - timedelta(hours=1), "failed", {"why": "nothing could be fetched"})], NOW)
    assert line == "the last crawl failed: nothing could be fetched"


@pytest.mark.parametrize("values", [[0, 0, 0], [7], [3, 900, 4, 5], [1e9, 0]])
def test_the_median_is_always_usual(values: list[float]) -> None:
    usual = Range.of(values, least=0)
    assert 0 <= usual.low <= usual.high
    assert usual.has(sorted(values)[len(values) // 2]) or len(values) == 2


@pytest.mark.parametrize(
    ("a_day", "failures", "hours"),
    [(500, 0, 1), (10, 0, 12), (0, 0, 48), (None, 0, 24), (10, 1, 1), (10, 3, 4), (10, 30, 48)],
)
def test_interval(a_day: float | None, failures: int, hours: float) -> None:
    assert interval(a_day, Bounds.of_hours(1, 48), failures) == timedelta(hours=hours)


def test_bounds_that_cross_keep_the_shortest() -> None:
    assert interval(0, Bounds.of_hours(12, 6)) == timedelta(hours=12)


@pytest.mark.parametrize(("hour", "left"), [(21.9, None), (22, 8), (23, 7), (0, 6), (5.5, 0.5), (6, None), (12, None)])
def test_hours_over_midnight(hour: float, left: float | None) -> None:
    hours = Hours.parse("22:00-06:00")
    assert hours is not None
    now = datetime(2024, 3, 6, tzinfo=UTC) + timedelta(hours=hour)
    assert hours.closes_in(now) == (None if left is None else left * 3600)
    assert hours.opens_in(now) == (pytest.approx((22 - hour) * 3600) if left is None else 0)


def test_hours_of_a_zone() -> None:
    hours = Hours.parse("01:00 - 05:00 Asia/Tokyo")
    assert hours is not None
    assert hours.closes_in(datetime(2024, 3, 6, 17, 0, tzinfo=UTC)) == 3 * 3600
    assert hours.closes_in(datetime(2024, 3, 6, 2, 0, tzinfo=UTC)) is None
    assert hours.opens_in(datetime(2024, 3, 6, 2, 0, tzinfo=UTC)) == 14 * 3600
    assert hours.opens_in(datetime(2024, 3, 6, 21, 0, tzinfo=UTC)) == 19 * 3600, "tomorrow's"


@pytest.mark.parametrize(
    ("url", "status", "body", "asked", "blocked"),
    [
        ("https://a.example/1", 403, b"", "", True),
        ("https://a.example/1", 200, b"<title>Just a moment...</title>", "", True),
        ("https://a.example/1", 200, b"<title>Just a moment...</title>" + b"x" * 40_000, "", False),
        ("https://consent.a.example/?next=1", 200, b"We value your privacy", "https://a.example/1", True),
        ("https://a.example/consent-law-passed", 200, b"<p>The law", "https://www.a.example/consent-law-passed", False),
        ("https://a.example/1", 404, b"Not found", "", False),
        ("https://a.example/1", 200, b"<p>Please verify you are human", "", True),
    ],
)
def test_is_block_page(url: str, status: int, body: bytes, asked: str, blocked: bool) -> None:
    assert is_block_page(url, status, body, asked) is blocked


@pytest.mark.parametrize(
    ("stats", "reason", "outcome", "status"),
    [
        ({}, "finished", "finished", 0),
        ({"archive/fetch/failed": 3}, "finished", "failed", 1),
        ({"archive/fetch/failed": 3, "archive/fetch/not_modified": 1}, "finished", "finished", 0),
        ({"archive/fetch/refused": 3}, "shutdown", "stopped", 0),
        ({"archive/fetch/fetched": 3}, "shutdown", "stopped", 0),
        ({"archive/fetch/fetched": 3, "archive/errors/item": 1}, "finished", "failed", 1),
        ({"archive/fetch/fetched": 3, "spider_exceptions/count": 1}, "finished", "failed", 1),
        ({}, "start_error", "failed", 1),
        ({}, "already_running", "not begun", 75),
        ({"archive/fetch/fetched": 3}, "archive_failed", "failed", 1),
        ({"archive/fetch/fetched": 3}, "closespider_pagecount", "stopped", 0),
        ({"archive/fetch/fetched": 3}, "limit reached", "finished", 0),
        ({"archive/fetch/fetched": 9, "archive/read/failed": 6}, "finished", "failed", 1),
        ({"archive/fetch/fetched": 9, "archive/read/failed": 6, "archive/read/read": 1}, "finished", "finished", 0),
        ({"archive/fetch/fetched": 9, "archive/read/failed": 6}, "shutdown", "stopped", 0),
        ({"archive/fetch/fetched": 9, "archive/read/failed": 6}, "closespider_timeout", "failed", 1),
        ({"archive/read/failed": 3, "archive/fetch/not_modified": 200}, "finished", "finished", 0),
        ({"archive/read/failed": 3, "archive/discovery/known": 200}, "finished", "finished", 0),
        ({"archive/read/failed": 6, "archive/fetch/not_modified": 2}, "finished", "failed", 1),
        ({"archive/fetch/fetched": 2, "archive/discovery/nothing": 1}, "finished", "failed", 1),
        ({"archive/fetch/refused": 1, "archive/discovery/known": 2}, "finished", "finished", 0),
        ({"archive/discovery/no_address": 2}, "finished", "failed", 1),
        ({"archive/discovery/no_address": 2, "archive/discovery/known": 1}, "finished", "finished", 0),
    ],
)
def test_judge(stats: dict[str, int], reason: str, outcome: str, status: int) -> None:
    verdict = judge(stats, reason)
    assert (verdict.outcome, verdict.status) == (outcome, status)
    assert bool(verdict.why) is (outcome != "finished")

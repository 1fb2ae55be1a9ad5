"""The ledger is a crawl's queue: what is new, what is due, and what became of it."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from project.archive import ledger, reopening
from project.archive.engine import Archive
from project.archive.found import add_found
from project.archive.models import Article, Page
from project.archive.queue import Queue
from project.items import Fetch, Found
from project.outcomes.reasons import FORBIDDEN
from tests.archive.made_up import NOW, paragraphs, save

SITE = "one.example"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def found(name: str, announced_at: datetime | None = None) -> Found:
    return Found(f"https://{SITE}/{name}", f"http://www.{SITE}/{name}", SITE, "sitemap", announced_at)


def row(session: Session, name: str) -> Page:
    session.flush()
    session.expire_all()
    page = ledger.get(session, f"https://{SITE}/{name}")
    assert page is not None
    return page


def due(session: Session, now: datetime, limit: int = 100) -> list[str]:
    session.flush()
    return [page.url.rpartition("/")[2] for page in ledger.due_pages(session, SITE, now, limit)]


def test_an_address_is_new_once(session: Session) -> None:
    assert add_found(session, [found("a"), found("b"), found("a")], NOW) == 2
    assert add_found(session, [found("b"), found("c")], NOW + DAY) == 1
    assert row(session, "b").found_at == NOW
    assert row(session, "b").found_url == "http://www.one.example/b"


def test_the_newest_come_first_and_what_was_not_announced_last(session: Session) -> None:
    add_found(
        session, [found("plain"), found("old", NOW - DAY), found("new", NOW), found("future", NOW + 999 * DAY)], NOW
    )
    assert due(session, NOW) == ["new", "future", "old", "plain"]


def test_a_clock_that_went_ahead_puts_nothing_off_for_ever(session: Session) -> None:
    ahead = NOW + 5000 * DAY
    add_found(session, [found("early"), found("late")], NOW)
    ledger.mark(session, f"https://{SITE}/early", "failed", "timeout", now=NOW)
    ledger.mark(session, f"https://{SITE}/late", "failed", "timeout", now=ahead)
    assert due(session, NOW + 2 * HOUR) == ["early"]
    reopening.mend_times_to_come(session, "two.example", NOW + HOUR / 2)
    assert due(session, NOW + HOUR / 2) == []
    reopening.mend_times_to_come(session, SITE, NOW + HOUR / 2)
    assert due(session, NOW + HOUR / 2) == ["late"]


def test_pages_are_drawn_batch_by_batch_each_once(session: Session) -> None:
    announced = [None, NOW - DAY, NOW - 2 * DAY]
    add_found(session, [found(str(n), announced[n % 3]) for n in range(40)], NOW)
    for n in range(40, 60):
        add_found(session, [found(str(n))], NOW)
        ledger.mark(session, f"https://{SITE}/{n}", "failed", "timeout", now=NOW - 2 * HOUR + (n % 4) * HOUR / 4)
    session.flush()
    whole = [page.id for page in ledger.due_pages(session, SITE, NOW, 100)]
    drawn: list[Page] = []
    while batch := ledger.due_pages(session, SITE, NOW, 7, drawn[-1] if drawn else None):
        drawn += batch
    assert [page.id for page in drawn] == whole
    assert len(whole) == len(set(whole)) == 60


def test_another_sites_pages_are_not_drawn(session: Session) -> None:
    add_found(session, [found("a"), Found("https://two.example/a", "x", "two.example", "feed")], NOW)
    assert due(session, NOW) == ["a"]


def test_what_failed_is_tried_again_later_and_later(session: Session) -> None:
    now, waits = NOW, []
    add_found(session, [found("a")], NOW)
    for _ in range(8):
        ledger.mark(session, f"https://{SITE}/a", "failed", "503", http_status=503, now=now)
        page = row(session, "a")
        assert page.next_fetch_at is not None
        assert due(session, page.next_fetch_at - timedelta(seconds=1)) == []
        assert due(session, page.next_fetch_at) == ["a"]
        waits.append(page.next_fetch_at - now)
        now = page.next_fetch_at
    assert waits[:4] == [HOUR, 4 * HOUR, 16 * HOUR, 64 * HOUR]
    assert waits[-1] == 30 * DAY
    assert (row(session, "a").state, row(session, "a").http_status, row(session, "a").failures) == ("failed", 503, 8)


def test_what_is_gone_is_believed_after_the_third_time(session: Session) -> None:
    save(session, f"https://{SITE}/a", paragraphs(1))
    now, waits = NOW, []
    for _ in range(3):
        ledger.mark(session, f"https://{SITE}/a", "gone", "404", http_status=404, now=now)
        page = row(session, "a")
        waits.append(page.next_fetch_at and page.next_fetch_at - now)
        now = page.next_fetch_at or now
    assert waits == [DAY, 7 * DAY, None]
    assert session.query(Article).one().gone_at == NOW
    save(session, f"https://{SITE}/a", paragraphs(1))
    session.expire_all()
    assert session.query(Article).one().gone_at is None
    assert (row(session, "a").state, row(session, "a").failures) == ("stored", 0)


def test_a_page_is_not_gone_because_its_server_was_in_trouble(session: Session) -> None:
    save(session, f"https://{SITE}/a", paragraphs(1))
    now = NOW
    for state in ("failed", "failed", "gone", "failed", "failed", "gone"):
        now += HOUR
        ledger.mark(session, f"https://{SITE}/a", state, "in trouble", http_status=404, now=now)
        assert row(session, "a").next_fetch_at is not None, "only what was gone three times in a row is believed"
    ledger.mark(session, f"https://{SITE}/a", "gone", "404", http_status=404, now=now)
    assert row(session, "a").next_fetch_at is None


def test_a_site_that_went_away_after_a_404_is_asked_later_and_later(session: Session) -> None:
    now, waits = NOW, []
    ledger.mark(session, f"https://{SITE}/a", "gone", "404", http_status=404, now=now)
    now += DAY
    for _ in range(7):
        ledger.mark(session, f"https://{SITE}/a", "failed", "no such host", now=now)
        page = row(session, "a")
        assert page.next_fetch_at is not None
        waits.append(page.next_fetch_at - now)
        now = page.next_fetch_at
    assert waits == [2 * DAY, 4 * DAY, 8 * DAY, 16 * DAY, 30 * DAY, 30 * DAY, 30 * DAY]


def test_what_is_believed_gone_stays_so_when_it_fails(session: Session) -> None:
    for _ in range(3):
        ledger.mark(session, f"https://{SITE}/a", "gone", "404", http_status=404, now=NOW)
    ledger.mark(session, f"https://{SITE}/a", "failed", "timeout", now=NOW + 99 * DAY)
    assert (row(session, "a").state, row(session, "a").next_fetch_at) == ("gone", None)


def test_410_is_believed_at_once(session: Session) -> None:
    ledger.mark(session, f"https://{SITE}/a", "gone", "410", http_status=410, now=NOW)
    assert row(session, "a").next_fetch_at is None


def test_a_stored_page_stays_stored_when_a_later_look_fails(session: Session) -> None:
    save(session, f"https://{SITE}/a", paragraphs(1))
    ledger.mark(session, f"https://{SITE}/a", "failed", "timeout", now=NOW)
    page = row(session, "a")
    assert (page.state, page.reason, page.next_fetch_at) == ("stored", "timeout", NOW + HOUR)
    for state in ("not_article", "skipped"):  # a wall of consent, a redirect to another site
        ledger.mark(session, f"https://{SITE}/a", state, "for an hour", now=NOW + HOUR)
        page = row(session, "a")
        assert (page.state, page.next_fetch_at) == ("stored", NOW + 6 * HOUR), "as after any other look"
    ledger.mark(session, f"https://{SITE}/a", "skipped", "for an hour", now=NOW + HOUR, revisit_hours=[])
    assert row(session, "a").next_fetch_at is None


def test_a_look_that_robots_txt_forbids_is_made_up_for(session: Session) -> None:
    save(session, f"https://{SITE}/a", paragraphs(1), published_at=NOW)
    then, url = NOW + 20 * HOUR, f"https://{SITE}/a"
    for _ in range(2):
        ledger.mark(session, url, "skipped", FORBIDDEN, now=then)
        assert (row(session, "a").state, row(session, "a").next_fetch_at) == ("stored", NOW + 60 * HOUR)
    assert reopening.allowed_again(session, SITE, lambda url: False, None, None) == []
    numbers = reopening.allowed_again(session, SITE, lambda url: True, None, None)
    reopening.wait_again(session, numbers, then + HOUR)
    session.expire_all()
    assert (row(session, "a").state, row(session, "a").next_fetch_at) == ("stored", then + HOUR)
    ledger.mark(session, url, "gone", "HTTP 404", http_status=404, now=then)
    ledger.mark(session, url, "skipped", FORBIDDEN, now=then + DAY)
    assert (row(session, "a").state, row(session, "a").reason) == ("gone", "HTTP 404")


def test_what_is_put_off_is_due_later_and_later(session: Session) -> None:
    add_found(session, [found("a")], NOW)
    waits = []
    for _ in range(3):
        ledger.put_off(session, f"https://{SITE}/a", "pages of its shape gave no new article", NOW)
        assert due(session, NOW) == []
        page = row(session, "a")
        assert (page.state, page.next_fetch_at is not None and due(session, page.next_fetch_at)) == ("skipped", ["a"])
        waits.append(page.next_fetch_at and page.next_fetch_at - NOW)
    assert waits == [HOUR, 4 * HOUR, 16 * HOUR]
    ledger.mark(session, f"https://{SITE}/a", "failed", "timeout", now=NOW)
    assert row(session, "a").next_fetch_at == NOW + HOUR, "its first failure"
    ledger.put_off(session, f"https://{SITE}/a", "pages of its shape gave no new article", NOW)
    assert row(session, "a").next_fetch_at == NOW + HOUR, "put off for the first time since"


@pytest.mark.parametrize("is_stored", [True, False])
def test_what_is_put_off_is_no_404(session: Session, is_stored: bool) -> None:
    if is_stored:
        save(session, f"https://{SITE}/a", paragraphs(1))
    now, waits = NOW, []
    for state in ("gone", "", "gone", "", "", "gone"):
        if state:
            ledger.mark(session, f"https://{SITE}/a", "gone", "404", http_status=404, now=now)
        else:
            ledger.put_off(session, f"https://{SITE}/a", "pages of its shape gave no new article", now)
        page = row(session, "a")
        assert (page.state, page.reason) == ("gone", "404")
        waits.append(page.next_fetch_at and page.next_fetch_at - now)
        now = page.next_fetch_at or now
    assert waits == [DAY, 2 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, None]


def test_what_is_stored_and_put_off_is_no_failure(session: Session) -> None:
    save(session, f"https://{SITE}/a", paragraphs(1))
    ledger.put_off(session, f"https://{SITE}/a", "pages of its shape gave no new article", NOW)
    page = row(session, "a")
    assert (page.state, page.failures, page.next_fetch_at) == ("stored", 0, NOW + DAY)


def test_what_is_no_article_is_not_looked_at_again_unless_announced_anew(session: Session) -> None:
    add_found(session, [found("a", NOW - DAY)], NOW)
    ledger.mark(session, f"https://{SITE}/a", "not_article", "section", fetch=Fetch(NOW), now=NOW)
    assert due(session, NOW + 99 * DAY) == []
    add_found(session, [found("a", NOW - HOUR)], NOW + DAY)
    assert due(session, NOW + 99 * DAY) == []
    add_found(session, [found("a", NOW + HOUR)], NOW + DAY)
    assert due(session, NOW + DAY) == ["a"]


def test_what_was_never_fetched_since_its_address_tells_enough_never_is(archive_url: str) -> None:
    with closing(Archive.open(archive_url)) as archive:
        queue = Queue(archive)
        queue.add_as("not_article", [(found("tag/ferries", NOW - DAY), "tag, by its address")])
        tomorrow = datetime.now(UTC) + DAY
        with archive.write() as session:
            add_found(session, [found("tag/ferries", tomorrow)], tomorrow)
            assert due(session, tomorrow + 99 * DAY) == []


def test_a_site_that_announces_changes_that_are_none_is_believed_later_and_later(session: Session) -> None:
    save(session, f"https://{SITE}/a", paragraphs(1), published_at=NOW - 99 * DAY)
    now, waits = NOW, []
    for _ in range(4):
        add_found(session, [found("a", now + HOUR / 2)], now + HOUR / 2)
        page = row(session, "a")
        assert page.next_fetch_at is not None
        waits.append(page.next_fetch_at - now)
        now = page.next_fetch_at
        ledger.not_modified(session, page.url, Fetch(now, http_status=304), now)
        session.flush()
    assert waits == [HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR]


def test_a_site_that_announces_all_anew_each_day_costs_few_looks(session: Session) -> None:
    save(session, f"https://{SITE}/a", paragraphs(1), published_at=NOW)
    looks = []
    for day in range(3 * 365):
        now = NOW + (day + 1) * DAY
        add_found(session, [found("a", now)], now)
        if due(session, now) == ["a"]:
            looks.append(day)
            ledger.not_modified(session, f"https://{SITE}/a", Fetch(fetched_at=now, http_status=304), now)
    assert len([day for day in looks if day < 60]) >= 8
    assert len(looks) <= 16, "the more an archive holds, the more of such looks there would be"


def test_an_unchanged_page_keeps_its_validators_and_is_seen(session: Session) -> None:
    url = f"https://{SITE}/a"
    save(session, url, paragraphs(1), published_at=NOW, fetch=Fetch(NOW, etag='"1"', body_hash=5))
    ledger.not_modified(session, url, Fetch(NOW + DAY, http_status=304), NOW + DAY)
    page = row(session, "a")
    assert (page.etag, page.body_hash, page.http_status, page.unchanged) == ('"1"', 5, 304, 1)
    assert page.next_fetch_at == NOW + 3 * DAY
    assert session.query(Article).one().last_seen_at == NOW + DAY


def test_due_pages_are_read_from_an_index(session: Session) -> None:
    statements: list[str] = []
    connection = session.connection().connection.driver_connection
    assert connection is not None
    add_found(session, [found("a", NOW), found("b", NOW)], NOW)
    first = ledger.due_pages(session, SITE, NOW, 1)
    connection.set_trace_callback(statements.append)
    ledger.due_pages(session, SITE, NOW, 5, first[0])
    connection.set_trace_callback(None)
    assert len(statements) == 3
    for statement in statements:
        plan = " ".join(step[3] for step in connection.execute(f"EXPLAIN QUERY PLAN {statement}"))
        assert "USING INDEX pages_waiting" in plan or "USING INDEX pages_due" in plan
        assert "TEMP B-TREE" not in plan

"""What is asked of the archive as a whole: how complete a site is, who edited what, what is left out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from project.archive.engine import Archive
from project.archive.filters import Filters, copies_left_out
from project.archive.found import add_found
from project.archive.models import Article
from project.archive.questions import coverage, edits
from project.items import Found
from tests.archive.made_up import NOW, paragraphs, save

DAY = timedelta(days=1)
ORIGINAL, COPY = "https://one.example/ferry", "https://two.example/ferry"


@pytest.fixture
def archive(archive_url: str) -> Iterator[Archive]:
    with closing(Archive.open(archive_url)) as archive:
        for url, day in ((ORIGINAL, NOW), (COPY, NOW + DAY)):
            with archive.write() as session:
                save(session, url, paragraphs(1), title="Ferry strike goes on", published_at=day)
        yield archive


def test_an_edit_of_a_copy_is_one(archive: Archive) -> None:
    with archive.write() as session:
        save(session, COPY, [*paragraphs(1), *paragraphs(2)[:1]], title="Ferry strike goes on", published_at=NOW + DAY)
    with archive.read() as session:
        found = [article.url for _, article in edits(session, Filters())]
        assert found == [article.url for _, article in edits(session, Filters(site="two.example"))] == [COPY]
        assert list(edits(session, Filters(site="one.example"))) == []


def test_copies_that_are_left_out_are_counted(archive: Archive) -> None:
    with archive.read() as session:
        assert copies_left_out(session, Filters()) == 1
        assert copies_left_out(session, Filters(site="two.example")) == 1
        assert copies_left_out(session, Filters(site="one.example")) == 0
        assert copies_left_out(session, Filters(copies=True)) == 0


def test_a_story_stays_under_its_day_whenever_its_sitemap_was_touched(archive: Archive) -> None:
    touched = datetime.now(UTC) - DAY
    rows = [Found(ORIGINAL, ORIGINAL, "one.example", "sitemap", touched)]
    rows += [Found(f"{ORIGINAL}/not-yet", f"{ORIGINAL}/not-yet", "one.example", "sitemap", touched)]
    with archive.write() as session:
        add_found(session, rows, datetime.now(UTC))
    with archive.read() as session:
        assert session.query(Article).filter_by(url=ORIGINAL).one().published_at == NOW
        days = {day: counts[:2] for day, counts in coverage(session, "one.example", None, None)}
    assert days == {f"{NOW:%Y-%m-%d}": [1, 1], f"{touched:%Y-%m-%d}": [1, 0]}


def test_coverage_counts_a_story_of_two_addresses_once(archive: Archive) -> None:
    with archive.write() as session:
        save(session, f"{ORIGINAL}-in-the-other-edition", paragraphs(1), title="Ferry strike goes on", published_at=NOW)
    with archive.read() as session:
        ((_, counts),) = coverage(session, "one.example", None, None)
    assert (counts[0], counts[3]) == (1, 1)

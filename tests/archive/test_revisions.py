from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.archive.diff import diff_texts
from project.archive.revisions import compare, is_live, render_diff

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Version:
    text: str
    title: str = "Council buys new ferries"
    description: str = "Two boats, and a loan for both."
    modified_at: datetime | None = NOW


FIRST = "The council of Saltmere bought 12 ferries on Monday, after a debate that went on until the lights failed."
SECOND = "Nobody had asked for so many, said the harbour master, and nobody knows where all of them will lie at night."
THIRD = "The first one is to arrive in spring with a crew of 5 and a cat, if the weather in the strait allows for it."
FOURTH = "Fares stay as they are, at $4 for a crossing, and children go for free as they have done since the war."
STORY = [FIRST, SECOND, THIRD, FOURTH]
ADDED = "A second vote is to follow next week, when the members who were out at sea have come back to the town."


def text(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


@pytest.mark.parametrize(
    ("new", "kind"),
    [
        (text(FIRST.replace("debate", "debaet"), *STORY[1:]), "typo"),
        (text(FIRST.replace("until", "un til"), *STORY[1:]), "typo"),
        (text(FIRST.replace("Monday", "Friday"), *STORY[1:]), "correction"),
        (text(FIRST.replace("12", "13"), *STORY[1:]), "correction"),
        (text(*STORY[:3], FOURTH.replace("$4", "€4")), "correction"),
        (text(*STORY[:3], FOURTH.replace("stay", "do not stay")), "correction"),
        (text(*STORY, "Correction: an earlier version of this article named another day."), "correction"),
        (text(*STORY, "Berichtigung: In einer früheren Fassung stand ein anderer Tag."), "correction"),
        (text(*STORY, ADDED), "update"),
        (text(*STORY[:3]), "update"),
        (text(FOURTH, *STORY[:3]), "update"),
        (text(FIRST + " The mayor left early and without a word.", *STORY[1:]), "update"),
        (text(*(ADDED.replace("second", word) for word in ("third", "fourth", "fifth"))), "rewrite"),
    ],
)
def test_kinds_of_changes(new: str, kind: str) -> None:
    change = compare(Version(text(*STORY)), Version(new))

    assert change is not None
    assert (change.kind, change.changed) == (kind, ["text"])
    assert 0 < change.share <= 1


@pytest.mark.parametrize(
    "new",
    [
        text(*STORY).upper(),
        " ".join(STORY),
        text(*STORY).replace(",", " –").replace("'", "’"),
        text("12 comments", *STORY, "Updated 5 minutes ago"),
        text(*STORY, "1,204"),
        text(*STORY, "vor 3 Stunden"),
        text(*STORY, "Прочитано: 12 просмотров"),
        text(*STORY, "更新：2026年3月1日"),
    ],
)
def test_what_is_no_change(new: str) -> None:
    assert compare(Version(text(*STORY)), Version(new)) is None
    assert compare(Version(new), Version(text(*STORY))) is None


def test_headline_and_description() -> None:
    old = Version(FIRST)

    headline = compare(old, Version(FIRST, title="Council buys old ferries"))
    description = compare(old, Version(FIRST, description="Two boots, and a loan for both."))

    assert headline is not None
    assert (headline.kind, headline.changed, headline.edits) == ("headline", ["title"], [])
    assert description is not None
    assert (description.kind, description.changed) == ("typo", ["description"])


def test_silent_is_what_the_publisher_did_not_date() -> None:
    old, later = Version(text(*STORY)), datetime(2026, 3, 2, tzinfo=UTC)

    silent = compare(old, Version(text(*STORY, ADDED)))
    dated = compare(old, Version(text(*STORY, ADDED), modified_at=later))

    assert silent is not None
    assert silent.is_silent
    assert dated is not None
    assert not dated.is_silent


def test_a_block_that_was_dropped_from_the_other_version_did_not_change() -> None:
    assert compare(Version(text(*STORY, ADDED)), Version(text(*STORY)), aside=[ADDED]) is None
    assert compare(Version(text(*STORY)), Version(text(*STORY, ADDED)), aside=[ADDED]) is None


def test_the_share_counts_the_words_that_were_touched() -> None:
    change = compare(Version(text(*STORY)), Version(text(FIRST.replace("12", "13"), *STORY[1:])))

    assert change is not None
    assert change.share == pytest.approx(2 / (2 * 95), rel=0.1)


def test_a_change_reads_as_a_diff() -> None:
    new = Version(text(FIRST.replace("12", "13"), SECOND, ADDED, FOURTH), title="Council buys old ferries")
    change = compare(Version(text(*STORY)), new)
    assert change is not None

    plain = render_diff(change, is_coloured=False).plain
    coloured = render_diff(change)

    assert plain.splitlines() == [
        "title: Council buys [-new-] {+old+} ferries",
        f"{FIRST.replace('12', '[-12-] {+13+}')}",
        "  … 1 unchanged paragraph",
        f"{{+{ADDED}+}}",
        f"[-{THIRD}-]",
        "  … 1 unchanged paragraph",
    ]
    assert {str(span.style) for span in coloured.spans} == {"red strike", "green", "dim"}
    assert "[-" not in coloured.plain


def test_counters_are_told_from_sentences() -> None:
    live = ["5分钟前", "3 shares", "Il y a 5 minutes", "5 минут назад", "٥ دقائق منذ", "1.2k views"]
    live += ["Last updated: 3 March 2026"]
    words = ["3 people died", "100 days after", "A fare of $4", "Read the letter"]
    words += ["The war began 80 years and 3 days ago " * 2]

    assert [line for line in live if not is_live(line)] == []
    assert [line for line in words if is_live(line)] == []


def test_what_is_long_takes_no_time() -> None:
    """It happens while nobody else can write."""
    blog = [
        f"{number} boats were seen at {number} past noon, said {number} of those who saw them" for number in range(3000)
    ]
    repeated = [*(["The same line once more, as above"] * 3000), *blog[:10]]
    rewritten = [f"{line}, and so did nobody else on any of these days in all of the town" for line in blog]
    start = time.perf_counter()
    changes = [
        compare(Version(text(*before)), Version(text(*after)))
        for before, after in [
            (blog, [ADDED, *blog]), (blog, [*blog[:-1], blog[-1].replace("boats", "baots")]), (blog, rewritten),
            (repeated, [*repeated[:-9], *blog[20:]]), ([*STORY, "1" * 30_000], [*STORY, "2" * 30_000]),
        ]
    ]  # fmt: skip
    assert [change and change.kind for change in changes] == ["update", "typo", "rewrite", "rewrite", "update"]
    assert time.perf_counter() - start < 5


@given(st.lists(st.sampled_from([*STORY, ADDED, "", "12"])), st.lists(st.sampled_from([*STORY, ADDED, "", "12"])))
def test_a_diff_holds_both_texts(old: list[str], new: list[str]) -> None:
    edits = diff_texts(text(*old), text(*new))

    assert [edit.new for edit in edits if edit.new] == [part for part in new if part]
    if old == new:
        assert all(edit.mark == "same" for edit in edits)


@pytest.mark.parametrize(
    ("description", "is_edit"),
    [
        ("Two boats, and a loan f…", False),
        ("Two boats, and a loan ...", False),
        ("Two boats, and a loan", True),
        ("Two barges, and a loan f…", True),
    ],
)
def test_a_description_that_is_cut_short_is_no_edit(description: str, is_edit: bool) -> None:
    """Which of a page's meta tags is there, the full or the short one, is nothing that an editor decides."""
    whole, cut = Version(text(*STORY)), Version(text(*STORY), description=description)
    assert [compare(whole, cut) is not None, compare(cut, whole) is not None] == [is_edit, is_edit]
    headlines = Version(text(*STORY), title="Council buys ..."), Version(text(*STORY), title="Council buys a ferry")
    assert compare(*headlines) is not None

from __future__ import annotations

from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.archive.engine import Archive
from project.archive.filters import Filters
from project.archive.search import search
from project.archive.spellings import spellings
from tests.archive.made_up import save

HEADLINES = (
    "Η Ευρωπαϊκή Ένωση στην Αθήνα", "ΕΥΡΩΠΑΪΚΗ ΗΜΕΡΑ ΣΤΗΝ ΑΘΗΝΑ", "Ёлка на площади", "Елка в порту", "محمد في الميناء",
    "أحمد يعود", "Sperrung der Hafenstraße", "SPERRUNG DER HAFENSTRASSE",
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("αθήνα", {0, 1}),
        ("αθηνα", {0, 1}),
        ("Αθήν*", {0, 1}),
        ("ευρωπαικη", {0, 1}),
        ("ευρωπαϊκή", {0, 1}),
        ('"ευρωπαϊκη ενωση"', {0}),
        ("αθηνα -ημέρα", {0}),
        ("ёлка", {2, 3}),
        ("ЕЛКА", {2, 3}),
        ("елка NOT порту", {2}),
        ("محمد", {4}),
        ("مُحَمَّد", {4}),
        ("احمد", {5}),
        ("hafenstrasse", {6, 7}),
        ("Hafenstraße sperrung", {6, 7}),
        ("порту OR αθηνα", {0, 1, 3}),
    ],
)
def test_a_word_is_found_however_it_is_spelled(archive_url: str, words: str, found: set[int]) -> None:
    with closing(Archive.open(archive_url)) as archive:
        with archive.write() as session:
            for number, headline in enumerate(HEADLINES):
                save(session, f"https://one.example/{number}", [f"Story {number}."], title=headline)
        with archive.read() as session:
            hits = list(search(session, words, Filters()))
    assert {int(hit.url[-1]) for hit in hits} == found
    assert all(hit.title == HEADLINES[int(hit.url[-1])] for hit in hits)


@given(st.text())
def test_what_was_typed_comes_first_and_they_are_few(words: str) -> None:
    found = spellings(words)
    assert 1 <= len(found) <= 30
    assert found[0] in (words, " ".join(words.split()))


def test_very_long_words_cost_little() -> None:
    assert len(spellings("α" * 10_000)) <= 30

from __future__ import annotations

from statistics import mean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.archive.shingles import is_in, sampled, shingled, text_hash, tokens
from tests.archive.made_up import SCRIPTS, paragraphs

FIVE_BOATS = [1221596698996069239, 5192115718050740842, 13571676820438348407]
FIVE_BOATS_TEXT = -7346923428333538794


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One two-three, FOUR!", ["One", "two", "three", "FOUR"]),
        ("snake_case", ["snake", "case"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("漢字 ABC かな", ["漢", "字", "ABC", "か", "な"]),
        ("…", []),
        ("", []),
    ],
)
def test_tokens_are_words_or_characters(text: str, words: list[str]) -> None:
    assert tokens(text) == words


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_passage_has_the_same_shingles_wherever_it_stands(script: str) -> None:
    passage, before, after = (" ".join(paragraphs(number, script)) for number in (1, 2, 3))

    alone = shingled(passage).distinct
    inside = shingled(f"{before} {passage} {after}").distinct

    assert len(alone) > 100
    assert is_in(alone, inside).all()
    assert is_in(alone, shingled(before).distinct).mean() < 0.05


def test_case_width_and_punctuation_make_no_other_hash() -> None:
    assert text_hash("The Mayor said: “No”, twice in 2024.") == text_hash("the mayor said no\n\ntwice, in ２０２４")
    assert text_hash("one two") != text_hash("two one")


def test_a_fixed_text_keeps_its_hashes() -> None:
    # Stored hashes are only worth something while these stay: a new way to cut needs a new SHINGLES_VERSION.
    text = "Five boats left the harbour at dawn"
    assert shingled(text).sequence.tolist() == FIVE_BOATS
    assert text_hash(text) == FIVE_BOATS_TEXT


def test_a_sample_is_about_every_32nd_and_never_too_few() -> None:
    long = [sampled(" ".join(paragraphs(number, words=100))) for number in range(30)]
    short = " ".join(paragraphs(1, count=1, words=40))

    assert mean(map(len, long)) == pytest.approx(800 / 32, rel=0.15)
    assert len(sampled(short)) == 8
    assert sampled("too short") == set()
    assert all(-(2**63) <= value < 2**63 for value in long[0])


@given(st.text())
def test_any_text_can_be_cut(text: str) -> None:
    cut = shingled(text)

    assert len(cut.sequence) == len(cut.ends) <= len(cut.words)
    assert (np.diff(cut.distinct.astype(object)) > 0).all()
    assert sampled(text) <= set(cut.distinct.view(np.int64).tolist())

from __future__ import annotations

import random

import pytest

from tests import fuzz


def test_mutants_do_no_harm() -> None:
    """A short run; ``make fuzz`` is the long one."""
    found = [each for each in fuzz.fuzz(150, seed=7) if not each.what.startswith("took") or fuzz.is_slow(each.body)]
    assert [(finding.number, finding.what) for finding in found] == []


def test_what_is_slow_is_so_beside_our_own_pages() -> None:
    assert not fuzz.is_slow(fuzz.pages()[0] * 20)
    assert fuzz.is_slow(b""), "no time is given to it"


@pytest.mark.parametrize("mutate", fuzz.MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_mutations_change_pages_and_can_be_made_again(mutate: object) -> None:
    body, other = fuzz.pages()[0], fuzz.pages()[-1]
    made = [mutate(random.Random(seed), body, other) for seed in range(12)]  # type: ignore[operator]
    assert made == [mutate(random.Random(seed), body, other) for seed in range(12)]  # type: ignore[operator]
    assert sum(each != body for each in made) >= 6


def test_what_misbehaves_is_found() -> None:
    def fail(body: bytes, charset: str | None) -> None:
        if len(body) % 2:
            raise RecursionError("too deep")

    found = fuzz.fuzz(20, seed=1, read_mutant=fail)
    assert 0 < len(found) < 20
    assert all("too deep" in finding.what and len(finding.body) % 2 for finding in found)

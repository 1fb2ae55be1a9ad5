"""The words of ``found_via``: ledgers hold them, so they stay as they are."""

from typing import get_args

import pytest

from project.found_via import A_SECTION, Way, is_by_hand, is_by_link, via

PLACE = "https://gull-post.example/"


def test_a_way_stands_before_its_place() -> None:
    assert via("part of", PLACE) == f"part of {PLACE}"
    assert via("hand", "urls.txt, line 3") == "hand urls.txt, line 3"
    assert via("hand") == "hand"


@pytest.mark.parametrize("way", get_args(Way))
def test_only_what_a_link_led_to_may_be_a_trap(way: Way) -> None:
    assert is_by_link(via(way, PLACE)) is (way in ("link", "section", "front page", "older list"))


def test_a_sections_own_page_is_none_that_it_links_to() -> None:
    assert not is_by_link(A_SECTION)
    assert is_by_link(via(A_SECTION, PLACE))


@pytest.mark.parametrize(
    ("found_via", "expected"),
    [("hand", True), ("hand urls.txt", True), (f"link {PLACE}", False), (f"feed {PLACE}", False), (None, False)],
)
def test_what_an_operator_named_is_known(found_via: str | None, expected: bool) -> None:
    assert is_by_hand(found_via) is expected

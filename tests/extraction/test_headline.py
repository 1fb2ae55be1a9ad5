"""The headline that a page shows, among all that call themselves its title."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from project.extraction.headline import Titles, choose, drop_label, drop_site_name, shown_part

NAMES = frozenset({"the valley herald", "thevalleyherald", "valley herald", "valley-herald.example", "valleyherald"})
ICE = "Glacier gives back a mail plane"


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        (ICE, ICE),
        (f"{ICE} | The Valley Herald", ICE),
        (f"{ICE} - Valley Herald", ICE),
        (f"{ICE} – World – The Valley Herald", f"{ICE} – World"),
        (f"{ICE} | Valley Herald Online", ICE),
        (f"The Valley Herald: {ICE}", ICE),
        (f"VALLEY HERALD ON-LINE: {ICE}", ICE),
        (f"{ICE} :: The Valley Herald", ICE),
        (f"{ICE}ㅣValley Herald", ICE),
        ("Storm - and after", "Storm - and after"),
        ("Lauer-Bridge closed", "Lauer-Bridge closed"),
        ("The Valley Herald", "The Valley Herald"),
    ],
)
def test_the_sites_name_goes(title: str, bare: str) -> None:
    assert drop_site_name(title, NAMES) == bare


def test_a_section_goes_where_the_rest_is_known() -> None:
    assert drop_site_name(f"{ICE} | World News - The Valley Herald", NAMES, ["glacier gives back a mail plane"]) == ICE


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("LIVE: Storm reaches the coast", "Storm reaches the coast"),
        ("Storm reaches the coast | Live", "Storm reaches the coast"),
        ("Storm reaches the coast - live updates", "Storm reaches the coast"),
        ("Video: Launch of the lifeboat", "Launch of the lifeboat"),
        ("Live music returns to the hall", "Live music returns to the hall"),
        ("Live", "Live"),
    ],
)
def test_labels_go(title: str, bare: str) -> None:
    assert drop_label(title) == bare


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        # The social and the search variant differ from what the page shows.
        (Titles((ICE,), ICE, "", "They looked for it for 70 years", "", f"Mail plane 1951 | {ICE}"), (ICE, "h1")),
        (Titles((ICE,), "Mail plane found: all we know", "", ICE, "", "Mail plane found: all we know"), (ICE, "h1")),
        # The h1 lacks its kicker, or is the logo.
        (
            Titles(("A plane",), f"Steinach: {ICE}", "", f"Steinach: {ICE}", "", ""),
            (f"Steinach: {ICE}", "json-ld headline"),
        ),
        (Titles(("The Valley Herald", ICE), ICE, "", f"{ICE} - Valley Herald", "", ""), (ICE, "h1")),
        (Titles(("The Valley Herald",), "", "", f"{ICE} | The Valley Herald", "", ""), (ICE, "meta og:title")),
        (Titles((), ICE, "", "", "", ""), (ICE, "json-ld headline")),
        (Titles((ICE,), "", "", "", "", ""), (ICE, "h1")),
        (Titles((), "", "", "", "", f"{ICE} - The Valley Herald"), (ICE, "title")),
        (Titles(), ("", "")),
    ],
)
def test_chooses_what_the_page_shows(titles: Titles, expected: tuple[str, str]) -> None:
    assert choose(titles, NAMES) == expected


def test_a_page_without_h1_shows_a_part_of_its_title_as_a_line() -> None:
    lines = ["Home", "The Valley Herald", ICE, "Two hikers have found the wreck."]
    assert shown_part(f"The Valley Herald : World : {ICE}", lines) == ICE
    assert shown_part(f"{ICE}_World_The Valley Herald", lines) == ICE
    assert shown_part("Quite another title", lines) is None


@given(st.lists(st.text(max_size=80), min_size=6, max_size=6))
@settings(max_examples=200, deadline=None)
def test_chooses_among_what_there_is(texts: list[str]) -> None:
    title, source = choose(Titles(tuple(texts[:2]), texts[2], texts[3], texts[4], texts[5], "x - y"), NAMES)
    assert bool(title) == bool(source) or not title
    assert drop_label(drop_label(title)) == drop_label(title)


@pytest.mark.parametrize("title", ["a | " * 3000, "a - " * 3000, "live: " * 3000, "|" * 9000, "a:" * 4000])
def test_hostile_titles_take_no_time(title: str) -> None:
    cut = title[:500]
    started = time.process_time()
    choose(Titles((cut,), cut, cut, cut, cut, cut), NAMES)
    shown_part(cut, [cut] * 400)
    drop_label(title)
    assert time.process_time() - started < 0.5

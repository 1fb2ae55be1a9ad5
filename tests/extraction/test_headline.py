"""The headline that a page shows, among all that call themselves its title."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from project.extraction.headline import Titles, choose
from project.extraction.titles import drop_label, drop_site_name, shown_part

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
        (f"{ICE} (from Valley Herald)", ICE),
        (f"{ICE} (with map)", f"{ICE} (with map)"),
        ("Storm - and after", "Storm - and after"),
        ("Lauer-Bridge closed", "Lauer-Bridge closed"),
        ("The Valley Herald", "The Valley Herald"),
        ("»We will be gone«!", "»We will be gone«!"),
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
        (Titles((ICE,), ICE, "They looked for it for 70 years", "", f"Mail plane 1951 | {ICE}"), (ICE, "h1")),
        (Titles((ICE,), "Mail plane found: all we know", ICE, "", "Mail plane found: all we know"), (ICE, "h1")),
        (
            Titles((ICE,), "Old mail plane comes out of the ice", "Old mail plane comes out of the ice", "", ICE),
            (ICE, "h1"),
        ),
        # The h1 lacks its kicker, or is the logo.
        (
            Titles(("A plane",), f"Steinach: {ICE}", f"Steinach: {ICE}", "", ""),
            (f"Steinach: {ICE}", "json-ld headline"),
        ),
        # Machines are told the kicker too, behind a bar.
        (Titles((ICE,), f"Mountains | {ICE}", f"Mountains | {ICE}", "", ""), (ICE, "h1")),
        # The kicker is glued to the headline, which other parts of the page have alone.
        (Titles((f"Steinach {ICE}",), "", ICE, "", f"Alps: {ICE}"), (ICE, "meta og:title")),
        # Nothing confirms what search engines are told.
        (
            Titles((ICE,), "Old mail plane found in the ice", "Lost for 70 years", "", "A plane comes out"),
            (ICE, "h1"),
        ),
        # Of two spellings the document's.
        (
            Titles(("A plane",), f"Steinach - {ICE}", f"Steinach: {ICE}", "", f"Steinach: {ICE} - News"),
            (f"Steinach: {ICE}", "meta og:title"),
        ),
        (Titles(("The Valley Herald", ICE), ICE, f"{ICE} - Valley Herald", "", ""), (ICE, "h1")),
        (Titles(("The Valley Herald",), "", f"{ICE} | The Valley Herald", "", ""), (ICE, "meta og:title")),
        (Titles((), ICE, "", "", ""), (ICE, "json-ld headline")),
        (Titles((ICE,), "", "", "", ""), (ICE, "h1")),
        (Titles((), "", "", "", f"{ICE} - The Valley Herald"), (ICE, "title")),
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


def test_a_part_of_the_title_ends_at_any_word_if_it_is_long() -> None:
    assert shown_part(f"{ICE}, Valley News Today", ["Menu", ICE]) == ICE
    assert shown_part(f"Science desk {ICE}", ["Desk", ICE]) == ICE
    assert shown_part("Steinach waits for its glacier to thaw", ["Menu", "Steinach"]) is None


@pytest.mark.parametrize(
    ("document", "shown", "lines", "expected"),
    [
        # No name that the title begins with, and none in other words than those of the h1.
        ("Annabel Rowan on what she saw in June", ICE, ["Annabel Rowan", ICE], (ICE, "h1")),
        ("Planes gives back a glacier - The Herald", ICE, [ICE, "Planes gives back a glacier"], (ICE, "h1")),
        (f"{ICE} – The Valley Herald", "", ["Menu", f"{ICE} – The Valley Herald"], (ICE, "line on the page")),
    ],
)
def test_a_line_of_the_documents_title(document: str, shown: str, lines: list[str], expected: tuple[str, str]) -> None:
    assert choose(Titles(shown=(shown,) * bool(shown), document=document), NAMES, lambda: lines) == expected


def test_the_sites_name_is_no_headline_though_it_stands_as_a_line() -> None:
    assert shown_part("Valley Herald - Ice", ["© Valley Herald"], NAMES) is None


BREADCRUMB = "Mail plane 1951: What the glacier gave back"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Science", BREADCRUMB, "Glacier", ICE, "Two hikers have found the wreck."], (ICE, "line on the page")),
        (["Science", BREADCRUMB, "By Ann Roe", "Two hikers", "have found", "it.", ICE], (BREADCRUMB, "h1")),
        (["Science", BREADCRUMB, "Two hikers have found the wreck."], (BREADCRUMB, "h1")),
    ],
)
def test_a_breadcrumb_for_search_engines_is_told_by_the_line_below_it(
    lines: list[str], expected: tuple[str, str]
) -> None:
    assert choose(Titles((BREADCRUMB,), ICE, BREADCRUMB, "", BREADCRUMB), NAMES, lambda: lines) == expected


@pytest.mark.parametrize(
    ("titles", "lines", "expected"),
    [
        # Headings of other stories stand above this one's.
        (Titles(("Storm reaches the coast tonight", ICE), "", "", "", f"{ICE}, 4 May"), [], (ICE, "h1")),
        # The heading is the paper's name, in whatever spelling, and the headline a line.
        (Titles(("Valley & Herald",), "", "", "", f"{ICE} | The Valley & Herald"), [ICE],
         (ICE, "line on the page")),
        # Nothing says what the heading says, but it is about the same.
        (Titles((ICE,), "", "Mail plane of 1951 found in glacier", "", ""), [], (ICE, "h1")),
        (Titles(("Latest",), "", "Mail plane of 1951 found in glacier", "", ""), [],
         ("Mail plane of 1951 found in glacier", "meta og:title")),
        # Spaces do not count where words are written without them.
        (Titles(("冰川退出郵機 失蹤七十年",), "", "", "", "冰川退出郵機失蹤七十年 | 科學"), [],
         ("冰川退出郵機 失蹤七十年", "h1")),
        # The heading has the section at its end.
        (Titles((f"{ICE} Science",), "", f"{ICE} - Valley Herald", "", f"{ICE} - Valley Herald"), [],
         (ICE, "meta og:title")),
    ],
)  # fmt: skip
def test_a_heading_that_nothing_confirms(titles: Titles, lines: list[str], expected: tuple[str, str]) -> None:
    assert choose(titles, NAMES, lambda: lines) == expected


@given(st.lists(st.text(max_size=80), min_size=5, max_size=5))
@settings(max_examples=200, deadline=None)
def test_chooses_among_what_there_is(texts: list[str]) -> None:
    titles = Titles(tuple(texts[:2]), texts[2], texts[3], texts[4], "x - y")
    title, source = choose(titles, NAMES, lambda: texts)
    assert source or not title
    assert drop_label(drop_label(title)) == drop_label(title)


@pytest.mark.parametrize("title", ["a | " * 3000, "a - " * 3000, "live: " * 3000, "|" * 9000, "a:" * 4000])
def test_hostile_titles_take_no_time(title: str) -> None:
    cut = title[:500]
    started = time.process_time()
    choose(Titles((cut,), cut, cut, cut, cut), NAMES, lambda: [cut] * 400)
    shown_part(cut, [cut] * 400)
    drop_label(title)
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    ("titles", "lines", "title"),
    [
        (Titles(shown=("Plinsen wie bei Oma",), document="Rezept: Apfelplinsen", social="Apfel – Rezept der Woche"),
         ["Rezept der Woche", "Plinsen wie bei Oma"], "Plinsen wie bei Oma"),
        (Titles(shown=("Floods live: bridge closed, train stopped",), structured="Floods live", document="Updates"),
         [], "Floods live: bridge closed, train stopped"),
    ],
)  # fmt: skip
def test_neither_a_kicker_nor_the_start_of_a_headline_goes_before_it(
    titles: Titles, lines: list[str], title: str
) -> None:
    assert choose(titles, NAMES, lambda: lines)[0] == title

"""Who wrote it: people, papers and agencies told apart, as ``bylines.toml`` has them in many languages."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from project.extraction.byline import clean_name, names_in, open_byline
from project.extraction.fields.signatures import signature_in
from project.extraction.fields.wires import agencies_of
from project.extraction.names.agencies import AGENCIES, agencies_in, agency_named
from project.folding import fold_name

TABLES: dict[str, str] = tomllib.loads(Path(__file__).with_name("bylines.toml").read_text(encoding="utf-8"))
PAPERS = frozenset({"the harbour courier", "harbour courier", "harbour-courier.example", "courier"})


def rows(*groups: str) -> list[tuple[str, list[str]]]:
    """(byline, names) of groups of the table."""
    lines = [line.partition("→") for group in groups for line in TABLES[group].splitlines() if line]
    return [(byline.strip(), [name.strip() for name in names.split(";") if name.strip()]) for byline, _, names in lines]


def words(group: str) -> list[str]:
    return [word.strip() for line in TABLES[group].splitlines() for word in line.split("¦") if word.strip()]


@pytest.mark.parametrize(("byline", "names"), rows("usual", "joined", "opened", "roles", "dates", "names"))
def test_names_the_writers_and_nobody_else(byline: str, names: list[str]) -> None:
    assert names_in(byline, papers=PAPERS) == names


@pytest.mark.parametrize("byline", words("desks"))
def test_an_office_is_nobody(byline: str) -> None:
    assert names_in(byline, papers=PAPERS) == []


@pytest.mark.parametrize(("byline", "agencies"), rows("agencies"))
def test_credits_the_agency(byline: str, agencies: list[str]) -> None:
    assert agencies_of(byline) == agencies


@pytest.mark.parametrize("byline", words("no_agencies"))
def test_a_picture_credits_no_agency(byline: str) -> None:
    assert agencies_of(byline) == []


def test_an_abbreviation_that_is_a_first_name_needs_its_capitals() -> None:
    assert agency_named("Ana") is None
    assert agency_named("ANSA") == "ANSA"
    assert agencies_in("Map, Tap") == []


def test_no_spelling_belongs_to_two_agencies() -> None:
    seen: dict[str, str] = {}
    for name, spellings in AGENCIES.items():
        for spelling in (name, *spellings):
            assert seen.setdefault(fold_name(spelling), name) == name, spelling


def test_agencies_are_kept_as_written_where_they_are_wanted() -> None:
    assert names_in("Mabel Stannard, dpa", with_agencies=True) == ["Mabel Stannard", "dpa"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Mabel Stannard", ["Mabel Stannard"]),
        ("Lê Phương", ["Lê Phương"]),
        ("BC-Redaktion", ["BC-Redaktion"]),
        ("They went home.", []),
        ("What the council says", []),
        ("READ MORE", []),
    ],
)
def test_a_signature_is_a_name_and_nothing_else(line: str, names: list[str]) -> None:
    assert signature_in(line) == names


def test_opening_is_told() -> None:
    assert open_byline("By Mabel Stannard") == ("Mabel Stannard", True)
    assert open_byline("Byron Tice") == ("Byron Tice", False)


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_never_raises_and_names_stay_names(text: str) -> None:
    for name in names_in(text):
        assert name.strip() == name
        assert len(name) <= 60
    assert all(map(agency_named, agencies_of(text)))
    once = clean_name(text)
    assert once is None or clean_name(once) in (once, None)


@pytest.mark.parametrize(
    "text", ["By " * 5000, "A, " * 5000, "(" * 5000, "and " * 5000, "Jane Smith in " * 2000, " " * 9000 + "x"]
)
def test_hostile_bylines_take_no_time(text: str) -> None:
    started = time.process_time()
    names_in(text)
    agencies_of(text)
    assert time.process_time() - started < 0.3


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ("Ann Roe of the Courier", "Ann Roe"),
        ("Anna Weber für Der Kurier", "Anna Weber"),
        ("ANN ROE FOR THE HARBOUR COURIER", "ANN ROE"),
        ("By ANN ROE Red Mesa News", "ANN ROE"),
        ("民聲報 記者陳思豪", "陳思豪"),
        ("By Ann Roe »", "Ann Roe"),
        ("Wpisany przez Jan Molek", "Jan Molek"),
        ("BY ANN ROE Courier staff reporter", "ANN ROE"),
        ("Ann Roe, Harbour Courier North", "Ann Roe"),
        ("Ann Roe, The Red Mesa News", "Ann Roe"),
        ("By ANN ROE – Sat Nov 12, 6:04 pm", "ANN ROE"),
    ],
)
def test_the_paper_goes_with_what_joins_it_to_the_name(byline: str, name: str) -> None:
    papers = frozenset(
        {"harbour courier", "harbourcourier", "courier", "der kurier", "the harbour courier", "red mesa news"}
    )
    assert names_in(byline, papers=papers) == [name]

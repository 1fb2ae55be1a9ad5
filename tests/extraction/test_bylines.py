"""Bylines of the world's press in their usual forms, made up: a table of what is written and whom it names."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from project.extraction.byline import names_in
from project.extraction.wires import agencies_of

TABLES: dict[str, str] = tomllib.loads(Path(__file__).with_name("bylines.toml").read_text(encoding="utf-8"))
PAPERS = frozenset({"the harbour courier", "harbour courier", "harbour-courier.example", "courier"})


def rows(*groups: str) -> list[tuple[str, list[str]]]:
    """(byline, names) of groups of the table."""
    lines = [line.partition("→") for group in groups for line in TABLES[group].splitlines() if line]
    return [(byline.strip(), [name.strip() for name in names.split(";") if name.strip()]) for byline, _, names in lines]


def words(group: str) -> list[str]:
    return [word.strip() for line in TABLES[group].splitlines() for word in line.split("¦") if word.strip()]


@pytest.mark.parametrize(("byline", "names"), rows("joined", "opened", "roles", "dates", "names"))
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

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from project.console.exports import FIELDS, write_rows
from project.errors import ArgumentError
from tests.conftest import ROOT


def row(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "url": f"https://www.harbour-courier.example/{number}",
        "urls": [f"https://www.harbour-courier.example/{number}", "https://www.harbour-courier.example/amp"],
        "site": "harbour-courier.example",
        "title": 'The "Heron" sails, 渡輪 too',
        "description": "",
        "authors": ["Ana Lima", "Jo Park"],
        "published_at": "2026-03-01T06:07:00+00:00",
        "modified_at": None,
        "section": "Harbour",
        "tags": [],
        "language": "en",
        "text": "First paragraph.\n\nSecond; with a semicolon.",
        "image_url": None,
        "access": "free",
        "agency": None,
        "copy_of": None,
        "copy_kind": None,
        "copy_score": 0.75,
        "first_seen_at": "2026-03-01T07:00:00.250000+00:00",
        "last_seen_at": "2026-03-02T07:00:00+00:00",
        "gone_at": None,
        "published_at_raw": "1 March 2026, 7:07",
        "image_caption": "The Heron, with all hands on deck",
        "word_count": 6,
        "extractor_version": "5d2e9a01bc",
    }


def test_json_lines_hold_the_rows_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    assert write_rows((row(n) for n in range(3)), str(path)) == 3
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [row(0), row(1), row(2)]
    assert "渡輪" in lines[0]


def test_standard_output_is_json_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert write_rows([row(1)], "-") == 1
    assert json.loads(capsys.readouterr().out) == row(1)


def test_csv_joins_lists_and_keeps_line_breaks(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    assert write_rows([row(1)], str(path)) == 1
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        (got,) = csv.DictReader(file)
    assert list(got) == list(FIELDS)
    assert got["authors"] == "Ana Lima; Jo Park"
    assert got["text"] == row(1)["text"]
    assert got["modified_at"] == ""


def test_parquet_has_lists_and_moments(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    assert write_rows((row(n) for n in range(1100)), str(path)) == 1100
    table = pq.read_table(path)
    assert pq.ParquetFile(path).num_row_groups == 3
    first = table.slice(0, 1).to_pylist()[0]
    assert first["authors"] == ["Ana Lima", "Jo Park"]
    assert first["published_at"] == datetime(2026, 3, 1, 6, 7, tzinfo=UTC)
    assert first["modified_at"] is None


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_no_rows_make_a_file_without_rows(tmp_path: Path, ending: str) -> None:
    assert write_rows([], str(tmp_path / f"x.{ending}")) == 0
    assert (tmp_path / f"x.{ending}").is_file()


def test_all_formats_say_the_same(tmp_path: Path) -> None:
    rows = [
        row(1),
        row(2) | {"gone_at": "2026-04-01T00:00:00+00:00", "modified_at": None, "authors": [], "agency": "dpa"},
    ]
    for ending in ("csv", "parquet"):
        write_rows(rows, str(tmp_path / f"x.{ending}"))
    columns = pq.read_table(tmp_path / "x.parquet")
    assert columns.column_names == list(FIELDS)
    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    for given, packed, line in zip(rows, columns.to_pylist(), lines, strict=True):
        assert {
            name: value.isoformat() if isinstance(value, datetime) else value for name, value in packed.items()
        } == given
        assert line == {
            name: "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
            for name, value in given.items()
        }


def test_every_field_is_explained_in_its_order() -> None:
    page = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")
    assert tuple(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == FIELDS


def test_a_broken_export_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text("yesterday's\n")

    def rows() -> Iterator[dict[str, Any]]:
        yield row(1)
        raise RuntimeError("the disk died")

    with pytest.raises(RuntimeError):
        write_rows(rows(), str(path))
    assert path.read_text() == "yesterday's\n"
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match=r"x\.xlsx: the ending must be \.csv, \.jsonl, \.parquet, or -"):
        write_rows([], str(tmp_path / "x.xlsx"))
    with pytest.raises(ArgumentError, match=r"cannot write .*nowhere/x\.csv: No such file or directory"):
        write_rows([], str(tmp_path / "nowhere" / "x.csv"))

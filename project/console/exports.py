"""Write the rows of an export: JSON lines, CSV or Parquet, told by the file's ending. Memory does not grow with them.

A file appears under its name only when it is whole: rows go to ``NAME.part`` first.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

from project.errors import ArgumentError

Row = Mapping[str, Any]

# docs/export.md says what each of them is. New ones go to the end, where nobody counts columns yet.
FIELDS = (
    "id", "url", "urls", "site", "title", "description", "authors", "published_at", "modified_at", "section", "tags",
    "language", "text", "image_url", "access", "agency", "copy_of", "copy_kind", "copy_score", "first_seen_at",
    "last_seen_at", "gone_at", "published_at_raw", "image_caption", "word_count", "extractor_version",
)  # fmt: skip
_LISTS = ("urls", "authors", "tags")
_MOMENTS = ("published_at", "modified_at", "first_seen_at", "last_seen_at", "gone_at")
_BATCH = 500
"""Rows a Parquet row group: some two megabytes of text."""


def write_rows(rows: Iterable[Row], target: str) -> int:
    """Write rows to a file, or to standard output as JSON lines where ``target`` is ``-``; returns how many.

    Raises :class:`ArgumentError` for an unknown ending or a file that cannot be written.
    """
    if target == "-":
        return write_json_lines(rows, sys.stdout)
    path = Path(target)
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise ArgumentError(f"{target}: the ending must be {', '.join(sorted(_WRITERS))}, or - for standard output")
    with _whole(path) as part:
        return write(rows, part)


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    part = path.with_name(path.name + ".part")
    try:
        part.touch()
    except OSError as error:
        raise ArgumentError(f"cannot write {path}: {error.strerror}") from error
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise ArgumentError(f"cannot write {path}: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)


def write_json_lines(rows: Iterable[Row], file: IO[str]) -> int:
    """One JSON object a line; characters stand as themselves."""
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007
        file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return count


def _to_json_lines(rows: Iterable[Row], path: Path) -> int:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        return write_json_lines(rows, file)


def _to_csv(rows: Iterable[Row], path: Path) -> int:
    """RFC 4180 in UTF-8 with a byte order mark, which spreadsheets need; lists are joined by ``; ``."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(FIELDS)
        count = 0
        for count, row in enumerate(rows, 1):  # noqa: B007
            writer.writerow("; ".join(row[name]) if name in _LISTS else row[name] for name in FIELDS)
        return count


def _to_parquet(rows: Iterable[Row], path: Path) -> int:
    """Lists as lists of strings, moments as timestamps in UTC."""
    # Imported where it is used: it costs every other command a third of a second.
    import pyarrow as pa
    import pyarrow.parquet as pq

    types: dict[str, Any] = dict.fromkeys(FIELDS, pa.string())
    types |= {"id": pa.int64(), "word_count": pa.int64(), "copy_score": pa.float64()}
    types |= dict.fromkeys(_LISTS, pa.list_(pa.string())) | dict.fromkeys(_MOMENTS, pa.timestamp("us", tz="UTC"))
    schema = pa.schema([pa.field(name, types[name]) for name in FIELDS])
    count = 0
    stream = iter(rows)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := list(islice(stream, _BATCH)):
            columns = {name: [row[name] for row in batch] for name in FIELDS}
            for name in _MOMENTS:
                columns[name] = [datetime.fromisoformat(value) if value else None for value in columns[name]]
            writer.write_table(pa.table(columns, schema=schema))
            count += len(batch)
    return count


_WRITERS: dict[str, Callable[[Iterable[Row], Path], int]] = {
    ".jsonl": _to_json_lines,
    ".csv": _to_csv,
    ".parquet": _to_parquet,
}

"""Erase raw pages from our own WARC files. What stands behind them stays where it is, as the ledger knows it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Set
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from uuid import uuid4

from fastwarc.warc import WarcRecordType

from project.addresses import canonical
from project.archive.errors import ArchiveError
from project.archive.raw_pages import records

_STEP = 1 << 16
# RFC 1952: no modification time, an unknown system, and a comment, which may have any length.
_HEADER_WITH_COMMENT = b"\x1f\x8b\x08\x10\0\0\0\0\0\xff"


def erase(folder: Path, urls: Set[str]) -> int:
    """Overwrite every record of these canonical addresses with an empty one of its length. Gives how many there were.

    Reads all files of the folder that our crawls wrote, also while one writes. Raises :class:`ArchiveError`.
    """
    erased = 0
    for path in sorted(folder.glob("news-archive-*.warc.gz")):
        try:
            with path.open("r+b") as file:
                for offset in list(_offsets(path, urls)):
                    length = _member_length(file, offset)
                    file.seek(offset)
                    file.write(empty_member(length))
                    erased += 1
        except (OSError, ValueError, zlib.error) as error:
            raise ArchiveError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    return erased


def empty_member(length: int) -> bytes:
    """A gzip member of so many bytes that holds a WARC record without a page; a comment fills it up.

    Raises ValueError below some 160 bytes: no record of a page is as short.
    """
    date = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = ("WARC/1.1", "WARC-Type: metadata", f"WARC-Record-ID: <urn:uuid:{uuid4()}>", f"WARC-Date: {date}")
    record = "\r\n".join([*lines, "Content-Length: 0", "\r\n\r\n\r\n"]).encode()
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    data = packer.compress(record) + packer.flush()
    end = b"\0" + data + zlib.crc32(record).to_bytes(4, "little") + len(record).to_bytes(4, "little")
    room = length - len(_HEADER_WITH_COMMENT) - len(end)
    if room < 0:
        raise ValueError(f"{length} bytes are too few for a record")
    return _HEADER_WITH_COMMENT + b" " * room + end


def _offsets(path: Path, urls: Set[str]) -> Iterator[int]:
    """Where the records of these addresses begin, responses and requests alike."""
    for record in records(path, WarcRecordType.any_type):
        if canonical((record.headers.get("WARC-Target-URI") or "").strip("<>")) in urls:
            yield record.stream_pos


def _member_length(file: IO[bytes], offset: int) -> int:
    file.seek(offset)
    unpacker, length = zlib.decompressobj(zlib.MAX_WBITS + 16), 0
    while not unpacker.eof:
        if not (step := file.read(_STEP)):
            raise ValueError(f"the record at byte {offset} is cut off")
        unpacker.decompress(step)
        length += len(step)
    return length - len(unpacker.unused_data)

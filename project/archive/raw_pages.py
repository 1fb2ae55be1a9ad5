"""Read raw pages out of WARC files, our own and those of others (Common Crawl, Heritrix, wget, browsers).

Formats: ISO 28500; the codings that others leave on a body are those of RFC 9112, 7, and RFC 9110, 8.4.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from warcio.bufferedreaders import BufferedReader, ChunkedDataReader

from project.archive.errors import ArchiveError

logger = logging.getLogger(__name__)

GZIP_MAGIC = b"\x1f\x8b\x08"
LARGEST_BODY = 16 << 20
"""No article page is larger: a crawl would not have fetched it either (``DOWNLOAD_MAXSIZE``)."""
_PLAIN_START = b"\r\n\r\nWARC/1."
_STEP = 1 << 20
_HEAD = 512

Wanted = Callable[[str, datetime], bool]
"""Takes a record's address and date (aware), and says whether it is to be read."""


@dataclass(frozen=True, slots=True)
class RawPage:
    """A response record: the bytes of a page and what came with them.

    ``body`` is decoded. ``charset`` is the HTTP header's, or None. ``offset`` is where its record begins, in bytes.
    """

    url: str
    fetched_at: datetime
    status: int
    content_type: str
    charset: str | None
    body: bytes
    offset: int

    @property
    def content_type_header(self) -> str:
        """The header ``Content-Type`` as HTTP writes it."""
        return f"{self.content_type}; charset={self.charset}" if self.charset else self.content_type


def locate(folder: Path, file: str) -> Path:
    """Where a WARC file of the ledger lies: below ``folder``; a foreign one where it was read, or in ``folder``."""
    path = folder / file
    moved = folder / path.name
    return moved if Path(file).is_absolute() and not path.is_file() and moved.is_file() else path


def read_page(path: Path, offset: int) -> RawPage:
    """The response record at ``offset``. Raises :class:`ArchiveError` where there is none."""
    try:
        with path.open("rb") as file:
            file.seek(offset)
            record = next(iter(ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=True)), None)
            page = None if record is None or record.stream_pos != offset else _raw_page(record)
    except FileNotFoundError:
        raise ArchiveError(f"{path} is missing") from None
    except (OSError, ValueError) as error:
        raise ArchiveError(f"{path}: no page at byte {offset}: {error}") from error
    if page is None:
        raise ArchiveError(f"{path}: no page at byte {offset}")
    return page


def read_kept(folder: Path, file: str, offset: int) -> RawPage:
    """The page of a place in the ledger; ``folder`` has our own WARC files. Raises :class:`ArchiveError`."""
    return read_page(locate(folder, file), offset)


def is_seekable(path: Path) -> bool:
    """Whether :func:`read_page` finds the records of a file: not where it was packed as one piece."""
    for record in islice(records(path), 2):
        number, offset = record.record_id, record.stream_pos
        try:
            with path.open("rb") as file:
                file.seek(offset)
                found = next(iter(ArchiveIterator(file, record_types=WarcRecordType.response)), None)
        except (OSError, ValueError):
            return False
        if found is None or (found.record_id, found.stream_pos) != (number, offset):
            return False
    return True


def iter_pages(path: Path, wanted: Wanted | None = None) -> Iterator[RawPage]:
    """Every HTML answer with status 200 of a WARC file, plain or compressed; ``wanted`` judges address and date first.

    What is broken is skipped with a log line, and reading goes on behind it; where the file is cut off, it ends.
    Raises :class:`ArchiveError` where the file cannot be read at all, or is none of WARC.
    """
    for record in records(path):
        url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
        try:
            if wanted is not None and not wanted(url, _date(record)):
                continue
            record.parse_http()
            headers = record.http_headers
            if headers is None or headers.status_code != 200 or "html" not in (record.http_content_type or "").lower():
                continue
            page = _raw_page(record)
        except (OSError, ValueError, TypeError) as error:
            logger.warning("%s: skipped a broken record at byte %d (%s): %s", path, record.stream_pos, url, error)
            continue
        yield page


def records(path: Path, kinds: WarcRecordType = WarcRecordType.response) -> Iterator[WarcRecord]:
    """The records of a file that are of these kinds, those behind a broken one too, which has a log line.

    Raises :class:`ArchiveError` where the file cannot be read at all, or is none of WARC.
    """
    start: int | None = 0
    is_warc = False
    while start is not None:
        position = start
        try:
            # By its path, a file is taken for what its name says that it is; by its bytes, for what it is.
            with path.open("rb") as file:
                file.seek(start)
                for record in ArchiveIterator(file, record_types=kinds, parse_http=False):
                    position, is_warc = record.stream_pos, True
                    yield record
            return
        except (OSError, ValueError) as error:
            if not path.is_file():
                raise ArchiveError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
            start = _next_start(path, position + 1)
            if start is None and not is_warc:
                raise ArchiveError(f"{path}: no WARC record can be read in it") from error
            where = "to the end" if start is None else f"to byte {start}"
            logger.warning("%s: broken behind byte %d, skipped %s: %s", path, position, where, error)


def _next_start(path: Path, after: int) -> int | None:
    """Where the next record begins, at ``after`` or later."""
    with path.open("rb") as file:
        mark = GZIP_MAGIC if file.read(len(GZIP_MAGIC)) == GZIP_MAGIC else _PLAIN_START
        file.seek(after)
        data = b""
        while step := file.read(_STEP):
            data += step
            # What begins in the last bytes is looked at with those that follow.
            end = len(data) if len(step) < _STEP else len(data) - _HEAD
            at = data.find(mark, 0, end)
            while at >= 0:
                if mark is _PLAIN_START:
                    return after + at + 4
                if opens_record(data[at : at + _HEAD]):
                    return after + at
                at = data.find(mark, at + 1, end)
            after, data = after + end, data[end:]
    return None


def opens_record(head: bytes) -> bool:
    """Whether the first bytes of what may be a gzip member are those of a WARC record, or too few to tell."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(head, 5) in (b"WARC/", b"")
    except zlib.error:
        return False


def _date(record: WarcRecord) -> datetime:
    date = record.record_date
    if date is None:
        raise ValueError("no WARC-Date")
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _raw_page(record: WarcRecord) -> RawPage:
    headers = record.http_headers
    if headers is None:
        raise ValueError("no HTTP answer")
    length = record.content_length
    if length > LARGEST_BODY:
        raise ValueError(f"larger than {LARGEST_BODY >> 20} MB")
    body = record.reader.read()
    if len(body) < length:
        raise ValueError("cut off")
    return RawPage(
        url=(record.headers.get("WARC-Target-URI") or "").strip("<>"),
        fetched_at=_date(record),
        status=headers.status_code or 0,
        content_type=(record.http_content_type or "").lower(),
        charset=record.http_charset,
        body=_decoded(body, headers.get("Transfer-Encoding") or "", headers.get("Content-Encoding") or ""),
        offset=record.stream_pos,
    )


def _decoded(body: bytes, transfer_coding: str, content_coding: str) -> bytes:
    """A body without its codings. One that has none, whatever its headers say (Common Crawl's), stays as it is."""
    coding = content_coding.strip().lower()
    known = coding if coding in BufferedReader.get_supported_decompressors() else None
    if transfer_coding.strip().lower() == "chunked":
        reader = ChunkedDataReader(BytesIO(body), decomp_type=known)
    elif known:
        reader = BufferedReader(BytesIO(body), decomp_type=known)
    else:
        return body
    decoded: bytes = reader.read(LARGEST_BODY + 1)
    if len(decoded) > LARGEST_BODY:
        raise ValueError(f"larger than {LARGEST_BODY >> 20} MB")
    return decoded

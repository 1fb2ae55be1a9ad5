"""Packed bodies: whether one is packed at all, and whether it came to its end. Whoever unpacks a stream that is cut
short gets what there is of it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from gzip import GzipFile
from io import BytesIO
from typing import BinaryIO, cast

# Whichever libraries Scrapy unpacks with.
from scrapy.utils._compression import brotli, zstd  # type: ignore[attr-defined]

_PIECE = 1 << 20
_BROKEN = (OSError, zlib.error, brotli.error, zstd.ZstdError)

# What no text has, and what is packed has in its first bytes.
_PACKED = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def is_plain(body: bytes) -> bool:
    """Whether a body is text as it stands, whatever its header says it is packed with: some servers unpack what they
    have kept, and leave the header. UTF-16 does not count.

    >>> is_plain(b"<p>news</p>"), is_plain(zlib.compress(b"<p>news</p>"))
    (True, False)
    """
    return bool(body) and not _PACKED.search(body[:1024])


def is_cut(body: bytes, coding: str, limit: int) -> bool:
    """Whether a body in this content coding (RFC 9110, 8.4.1) ends before its stream does. Total.

    An empty body is none that was packed. What is broken otherwise, false checksums or bytes behind the end, is not
    cut, nor is what unpacks to more than ``limit`` bytes.

    >>> is_cut(zlib.compress(b"news"), "deflate", 100), is_cut(zlib.compress(b"news")[:-1], "deflate", 100)
    (False, True)
    """
    pieces = _UNPACKERS.get(coding)
    unpacked = 0
    try:
        for piece in pieces(body) if pieces and body else ():
            unpacked += len(piece)
            if unpacked > limit:
                break
    except EOFError:
        return True
    except _BROKEN:
        pass
    return False


def _ungzip(body: bytes) -> Iterator[bytes]:
    return _pieces_of(cast(BinaryIO, GzipFile(fileobj=BytesIO(body))))


def _unzstd(body: bytes) -> Iterator[bytes]:
    return _pieces_of(cast(BinaryIO, zstd.ZstdFile(BytesIO(body))))


def _pieces_of(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.read(_PIECE):
        yield piece


def _inflate(body: bytes) -> Iterator[bytes]:
    try:
        yield from _inflate_as(zlib.MAX_WBITS, body)
    except zlib.error:
        yield from _inflate_as(-zlib.MAX_WBITS, body)  # some servers leave out the frame


def _inflate_as(wbits: int, body: bytes) -> Iterator[bytes]:
    stream = zlib.decompressobj(wbits)
    while not stream.eof:
        piece = stream.decompress(body, _PIECE)
        body = stream.unconsumed_tail
        if not piece and not body and not stream.eof:
            raise EOFError
        yield piece


def _unbrotli(body: bytes) -> Iterator[bytes]:
    stream = brotli.Decompressor()
    while not stream.is_finished():
        piece = stream.process(body, output_buffer_limit=_PIECE)
        body = b""
        if not piece and not stream.is_finished():
            raise EOFError
        yield piece


_UNPACKERS = {"gzip": _ungzip, "x-gzip": _ungzip, "deflate": _inflate, "br": _unbrotli, "zstd": _unzstd}

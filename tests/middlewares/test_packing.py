"""A packed body that is cut short is known for one, whatever it was packed with."""

import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest
from backports import zstd

from project.middlewares.packing import is_cut

PAGE = b"".join(b"<p>Gull number %d stood on the quay.</p>" % (number * number) for number in range(500))
_LIMIT = 10 * len(PAGE)


def _raw(body: bytes) -> bytes:
    return zlib.compress(body)[2:-4]


PACKERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "two members": ("x-gzip", lambda body: gzip.compress(body[:99]) + gzip.compress(body[99:])),
    "deflate": ("deflate", zlib.compress),
    "deflate without its frame": ("deflate", _raw),
    "br": ("br", brotli.compress),
    "zstd": ("zstd", zstd.compress),
}


@pytest.mark.parametrize("name", PACKERS)
def test_is_cut(name: str) -> None:
    coding, pack = PACKERS[name]
    packed = pack(PAGE)
    assert not is_cut(packed, coding, _LIMIT)
    assert not is_cut(pack(b""), coding, _LIMIT)
    for length in (len(packed) // 3, len(packed) // 2, len(packed) - 1):
        assert is_cut(packed[:length], coding, _LIMIT), length


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (b"", "gzip"),
        (PAGE, "gzip"),
        (PAGE, "deflate"),
        (PAGE, "br"),
        (PAGE, "zstd"),
        (PAGE[:9], "identity"),
        (gzip.compress(PAGE)[:-8] + b"12345678", "gzip"),
        (gzip.compress(PAGE) + b"\0\0\0", "gzip"),
        (gzip.compress(PAGE) + b"<!-- served in 3 ms -->", "gzip"),
        (zlib.compress(PAGE) + b"<!-- served in 3 ms -->", "deflate"),
        (brotli.compress(PAGE) + b"<!-- served in 3 ms -->", "br"),
    ],
)
def test_what_is_broken_otherwise_is_not_cut(body: bytes, coding: str) -> None:
    assert not is_cut(body, coding, _LIMIT)


@pytest.mark.parametrize(
    "pack", [lambda body: (gzip.compress(body, 1), "gzip"), lambda body: (brotli.compress(body, quality=1), "br")]
)
def test_a_bomb_is_unpacked_as_far_as_a_page_may_go(pack: Callable[[bytes], tuple[bytes, str]]) -> None:
    body, coding = pack(bytes(20_000_000))
    assert is_cut(body[:-9], coding, 30_000_000)
    assert not is_cut(body[:-9], coding, 1_000_000), "its end was not come to"
    assert not is_cut(gzip.compress(b"") * 100_000, "gzip", 1_000_000)

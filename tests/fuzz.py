"""Mutate our own pages, and see that no mutant breaks, or slows, or bloats what reads them.

    python -m tests.fuzz [--mutants 20000] [--seed 1] [--keep FOLDER]

Each mutant is a saved page that was cut, spliced with another, nested anew, doubled or stretched in places, was given
thousands of boxes, or had bytes flipped or values falsified. It goes the way of a page in a crawl: through reading,
extraction, boilerplate and the judgement. One that raises, takes over a second or makes the process grow by over 200 MB
is a finding: it is printed, and kept.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from project.boilerplate.drop import drop_boilerplate
from project.pages.reading import read_page
from project.pages.validity import reason_to_drop
from tests.boxes import BOXES, many

PAGES = Path(__file__).parent / "newspaper" / "pages"
MAX_SECONDS = 1.0
MAX_GROWTH = 200 * 1024 * 1024
_URL = "https://www.harbour-courier.example/news/2024/05/01/mutant"
_TAG = re.compile(rb"</?[a-zA-Z][^>]{0,200}>")
_VALUE = re.compile(rb"=\"|>(?=[^<\s])|\": \"")
_ATTRIBUTE = re.compile(rb'="[^"<>]{0,300}"')
_JSON_VALUE = re.compile(rb'(?<=":)\s*"[^"]{0,300}"')
# Addresses, moments, numbers and styles that are none.
_FALSE = tuple(
    each.encode()
    for each in (
        "http://[bad", "//[", "http://[::1/x", "https://user@:99999/", "?", "#", "%zz", "javascript:", "data:,",
        "mailto:x", "../../..", "0000-00-00", "2024-13-45T99:99:99+99:99", "-1", "1e999", "9" * 20,
        "display:none", "none", "",
        "http://x.example/" + "a/" * 200,
    )
)  # fmt: skip
_OTHER_TYPES = (b"null", b"true", b"{}", b"[]", b"[[]]", b"1e999", b"-0", b'{"@id":"#x"}', b'["",null,{"name":[]}]')
_UNITS = tuple(
    each.encode()
    for each in " |\n|\t|\u00a0|a|A|1|_|.|,|-|/|:|;|@|(|[|{|\\|'|&|©|é|字|가|By |May |10:00 |<!---->".split("|")
)
_TAGS = tuple(b"div p table td svg template noscript script form li a b select".split())
_MOST_OF_BOXES = 250_000
_CHARSETS = (None, None, None, "utf-8", "gb18030", "windows-1251", "shift_jis", "utf-16", "no-such-charset", "")
# What has broken parsers and dates before.
_NASTY = (
    b"\x00", b"\xff\xfe", b"<![CDATA[", b"<!--", b"-->", b"]]>", b"&#x110000;", b"&#0;", b"&#xD800;", b"<?xml",
    b"\xc0\x80",
    b'<meta charset="utf-7">', b"<base href='http://['>", b"<plaintext>", b'{"@type":"NewsArticle"', b"\\ud800",
    b'"datePublished":"0000-00-00T99:99"', b'"datePublished":"+999999999-01-01"', b"\xef\xbb\xbf", b"<frameset>",
    b'<script type="application/ld+json">[[[[{"@graph":', b"\xed\xa0\x80", b"9" * 400, b"<h1>" * 50, b"<b><i>" * 200,
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """A mutant that misbehaved, and how."""

    number: int
    body: bytes
    what: str


def flip(rng: random.Random, body: bytes, other: bytes) -> bytes:
    made = bytearray(body)
    for _ in range(rng.choice((1, 5, 50, 500))):
        if made:
            made[rng.randrange(len(made))] = rng.randrange(256)
    return bytes(made)


def cut(rng: random.Random, body: bytes, other: bytes) -> bytes:
    start, end = sorted((rng.randrange(len(body) + 1), rng.randrange(len(body) + 1)))
    return body[:start] if rng.random() < 0.4 else body[:start] + body[end:] if rng.random() < 0.6 else body[start:end]


def splice(rng: random.Random, body: bytes, other: bytes) -> bytes:
    at = rng.randrange(len(body) + 1)
    start, end = sorted((rng.randrange(len(other) + 1), rng.randrange(len(other) + 1)))
    return body[:at] + other[start:end] + body[at if rng.random() < 0.5 else min(len(body), at + end - start) :]


def nest(rng: random.Random, body: bytes, other: bytes) -> bytes:
    """Open elements anew, close them too early, wrap pieces many times."""
    tag = rng.choice(_TAGS)
    depth = rng.choice((1, 3, 30, 300, 3000))
    at, end = sorted((rng.randrange(len(body) + 1), rng.randrange(len(body) + 1)))
    opened, closed = b"<" + tag + b">", b"</" + tag + b">"
    return body[:at] + opened * depth + body[at:end] + closed * rng.choice((0, depth, depth * 2)) + body[end:]


def shuffle(rng: random.Random, body: bytes, other: bytes) -> bytes:
    """Move tags about: each of some becomes another of the page."""
    tags = _TAG.findall(body)
    if not tags:
        return body
    share = rng.choice((0.01, 0.1, 0.5))
    return _TAG.sub(lambda found: rng.choice(tags) if rng.random() < share else found[0], body)


def repeat(rng: random.Random, body: bytes, other: bytes) -> bytes:
    start = rng.randrange(len(body) + 1)
    piece = body[start : start + rng.choice((1, 20, 400, 5000))]
    times = min(rng.choice((2, 20, 2000)), 300_000 // max(1, len(piece)))
    return body[:start] + piece * times + body[start:]


def insert(rng: random.Random, body: bytes, other: bytes) -> bytes:
    for _ in range(rng.choice((1, 3, 10))):
        at = rng.randrange(len(body) + 1)
        body = body[:at] + rng.choice(_NASTY) + body[at:]
    return body


def stretch(rng: random.Random, body: bytes, other: bytes) -> bytes:
    """Let a text or an attribute hold a long run of the same few characters, as patterns that backtrack hate it."""
    places = [found.end() for found in _VALUE.finditer(body)]
    at = rng.choice(places) if places else 0
    unit = b"".join(rng.choices(_UNITS, k=rng.choice((1, 1, 2, 3))))
    return body[:at] + unit * (60_000 // len(unit)) + body[at:]


def multiply(rng: random.Random, body: bytes, other: bytes) -> bytes:
    """Give a few elements thousands of siblings like them."""
    tags = list(_TAG.finditer(body))
    if not tags:
        return body
    first = rng.randrange(len(tags))
    start, end = tags[first].start(), tags[min(len(tags) - 1, first + rng.randrange(1, 9))].end()
    piece = body[start:end]
    return body[:start] + piece * max(2, 200_000 // len(piece)) + body[end:]


def crowd(rng: random.Random, body: bytes, other: bytes) -> bytes:
    """Put thousands of one kind of box between two tags: what is quadratic in them takes seconds."""
    places = [found.end() for found in _TAG.finditer(body)]
    at = rng.choice(places) if places else 0
    boxes = many(rng.choice(list(BOXES)), rng.choice((500, 1500, 4000)))[:_MOST_OF_BOXES]
    return body[:at] + boxes.encode() + body[at:]


def falsify(rng: random.Random, body: bytes, other: bytes) -> bytes:
    """Give attributes, and members of the page's JSON, values that they cannot have."""
    share = rng.choice((0.02, 0.2, 1))
    body = _ATTRIBUTE.sub(lambda found: b'="' + rng.choice(_FALSE) + b'"' if rng.random() < share else found[0], body)
    return _JSON_VALUE.sub(lambda found: rng.choice(_OTHER_TYPES) if rng.random() < share else found[0], body)


MUTATIONS: Sequence[Callable[[random.Random, bytes, bytes], bytes]] = (
    flip, cut, splice, nest, shuffle, repeat, insert, stretch, multiply, crowd, falsify,
)  # fmt: skip


def pages() -> list[bytes]:
    """The bytes of all saved pages."""
    return [path.read_bytes() for path in sorted(PAGES.rglob("*.html"))]


def mutant(rng: random.Random, originals: Sequence[bytes]) -> bytes:
    """A page that one to three mutations changed."""
    body = rng.choice(originals)
    for _ in range(rng.choice((1, 1, 2, 3))):
        body = rng.choice(MUTATIONS)(rng, body, rng.choice(originals))
    return body


def read(body: bytes, charset: str | None) -> None:
    """What a crawl does with a page, up to the database. Raises whatever it raises."""
    article = read_page(body, _URL, charset=charset).article
    if article is None:
        return
    blocks = drop_boilerplate(article.blocks, title=article.title, language=article.language)
    again = drop_boilerplate(blocks, title=article.title, language=article.language)
    if again != blocks:
        raise AssertionError("boilerplate: twice is not the same as once")
    article.blocks = blocks
    reason_to_drop(article)


def fuzz(count: int, seed: int, read_mutant: Callable[[bytes, str | None], None] = read) -> list[Finding]:
    """Read ``count`` mutants. The same seed makes the same mutants."""
    originals = pages()
    read(originals[0], None)  # loads tables and models, once
    findings = []
    for number in range(count):
        rng = random.Random(f"{seed}/{number}")
        body, charset = mutant(rng, originals), rng.choice(_CHARSETS)
        peak = _peak()
        start = time.process_time()
        try:
            read_mutant(body, charset)
        except Exception:
            findings.append(Finding(number, body, traceback.format_exc()))
        seconds = time.process_time() - start
        if seconds > MAX_SECONDS:
            findings.append(Finding(number, body, f"took {seconds:.2f} s for {len(body):,} bytes"))
        if (growth := _peak() - peak) > MAX_GROWTH:
            findings.append(Finding(number, body, f"grew by {growth >> 20} MB for {len(body):,} bytes"))
    return findings


def is_slow(body: bytes) -> bool:
    """Whether a mutant takes twice the time that as many bytes of our own pages take in the same run: beside other work
    a large one may take its second, and is no slower than they are."""
    originals = pages()
    start = time.process_time()
    size = 0
    for original in cycle(originals):
        if size >= len(body):
            break
        read(original, None)
        size += len(original)
    between = time.process_time()
    read(body, None)
    return time.process_time() - between > 2 * (between - start)


def _peak() -> int:
    """The most memory that this process ever held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mutants", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="keep the mutants that misbehave here")
    options = parser.parse_args()
    start = time.monotonic()
    findings = fuzz(options.mutants, options.seed)
    for finding in findings:
        print(f"mutant {options.seed}/{finding.number}: {finding.what}")
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"{options.seed}-{finding.number}.html").write_bytes(finding.body)
    minutes = (time.monotonic() - start) / 60
    print(f"{options.mutants:,} mutants of {len(pages())} pages in {minutes:.1f} minutes: {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())

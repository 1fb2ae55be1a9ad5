"""Sitemaps: which addresses a site announces, and since when.

Formats: https://www.sitemaps.org/protocol.html (index, urlset, text) and Google's news extension,
https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap. Its image and video extensions are
passed over: they name files, not pages.
"""

from __future__ import annotations

import codecs
import io
import re
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from urllib.parse import urljoin, urlsplit

from lxml import etree

from project.addresses import is_http_url
from project.discovery.moments import last_moment, parse_moment, parse_publication
from project.discovery.spans import span_in_name

MAX_BYTES = 50 * 1024 * 1024
"""The protocol's own limit for an unpacked sitemap."""

USUAL_PLACES = ("/sitemap.xml", "/sitemap_index.xml", "/sitemap-index.xml", "/news-sitemap.xml", "/sitemap-news.xml")
"""Where a sitemap lies that robots.txt does not name."""

CUT_OFF = "its gzip is cut off"
"""The problem of a document of which more would be there: the next crawl asks for it whole."""

# Read at once: what follows a member's end is copied, and a hostile file has a million of them.
_PIECE = 1 << 13

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_AMPERSAND = re.compile(rb"&(?:amp;|(?!(?:[a-zA-Z]\w{0,15}|#\d{1,7}|#x[0-9a-fA-F]{1,6});))")
# What servers write before a sitemap: blank lines, comments, a programme's warnings.
_BEGINNING = re.compile(rb"<\?xml\b|<!DOCTYPE\b|<(?:[\w-]{1,20}:)?(?:urlset|sitemapindex)\b")
_LONGEST_PREAMBLE = 4096
_HTML = re.compile(rb"(?is)(?:<\?xml[^>]*>\s*|<!--(?:(?!-->).)*-->\s*)*<(?:!doctype html|html|head|body)\b")
_WIDE = re.compile(
    rb"""\A((?:\xef\xbb\xbf)?\s*<\?xml\b[^>]{0,99}?)\s+encoding\s*=\s*["'](?:utf-?16|utf-?32|ucs-?\d)\w*["']""",
    re.IGNORECASE,
)
# Sub-sitemaps of what is no article, by the names that common news systems (Yoast, Rank Math, Arc, Drupal) give them.
_OF_NO_ARTICLES = re.compile(
    r"(?:^|[/_.-])(?:post_tag|tags?|categor(?:y|ies)|authors?|images?|videos?|gallery|galleries|products?|sections?|"
    r"topics?|attachments?|users?|profiles?|shop|store|recipes?)(?:[/_-]?sitemap|[_.-]?\d*\.xml)",
    re.IGNORECASE,
)

Kind = Literal["index", "pages", "feed", "none"]


@dataclass(frozen=True, slots=True)
class Entry:
    """An address that a sitemap names: a page, or another sitemap."""

    url: str
    changed_at: datetime | None = None
    """``lastmod``"""
    changed_by: datetime | None = None
    """The last moment that it may mean: "2014-02" is any of a month."""
    published_at: datetime | None = None
    """``news:publication_date``"""
    title: str = ""


@dataclass(slots=True)
class Sitemap:
    """What a sitemap says. ``kind`` is ``none`` for what is no sitemap, ``feed`` for a feed in a sitemap's place."""

    kind: Kind
    entries: list[Entry] = field(default_factory=list)
    problem: str | None = None
    """What is wrong with it, in words for the log; the entries before the fault are there all the same."""


def read_sitemap(body: bytes, url: str, now: datetime) -> Sitemap:
    """Read any sitemap: XML or text, gzipped or not. ``url`` resolves relative addresses. Any bytes give a result."""
    body, problem = unpack(body)
    body = without_wrong_encoding(body)
    if beginning := _BEGINNING.search(body, 0, _LONGEST_PREAMBLE):
        body = body[beginning.start() :]
    start = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if not start:
        return Sitemap("none", problem=problem or "it is empty")
    if body.startswith(_UTF16):
        text = body.decode("utf-16", "replace")
        if not text.lstrip().startswith("<"):
            return _read_text(text, problem)
    elif start[:1] != b"<":
        return _read_text(body.decode("utf-8-sig", "replace"), problem)
    if _HTML.match(start):
        return Sitemap("none", problem="it is an HTML page")
    sitemap = Sitemap("none", problem=problem)
    for kind, entry in _read_xml(body, url, now, sitemap):
        sitemap.kind = kind
        if entry is not None:
            sitemap.entries.append(entry)
    if sitemap.kind == "none" and sitemap.problem is None:
        sitemap.problem = "it holds no address"
    return sitemap


def unpack(body: bytes, limit: int = MAX_BYTES) -> tuple[bytes, str | None]:
    """Undo gzip, however often it was applied, up to ``limit`` bytes: (bytes, what was wrong or None)."""
    problem = None
    for _ in range(3):  # served .gz files are sometimes packed twice
        if not body.startswith(b"\x1f\x8b"):
            return body, problem
        body, problem = _gunzip(body, limit)
    return body, problem


def without_wrong_encoding(body: bytes) -> bytes:
    """XML without its ``encoding="utf-16"``, where its bytes are none of that: .NET writes so by mistake."""
    return body if b"\0" in body[:100] else _WIDE.sub(rb"\1", body, count=1)


def with_whole_ampersands(body: bytes) -> bytes:
    """XML in which each ``&`` is written by its number, those that begin no entity too: left alone, "?a=1&copy=2" would
    be read as another address, and behind a fault libxml2 leaves out entities with a name. CDATA sections stay as they
    are, and so does what is in UTF-16 or UTF-32.

    >>> with_whole_ampersands(b"<a>?b=1&copy=2&amp;c=3<![CDATA[&d=4]]></a>")
    b'<a>?b=1&#38;copy=2&#38;c=3<![CDATA[&d=4]]></a>'
    """
    if b"&" not in body or b"\0" in body[:100]:
        return body
    first, *rest = body.split(b"<![CDATA[")
    pieces = [_AMPERSAND.sub(b"&#38;", first)]
    for piece in rest:
        inside, end, behind = piece.partition(b"]]>")
        pieces.append(inside + end + _AMPERSAND.sub(b"&#38;", behind))
    return b"<![CDATA[".join(pieces)


def is_of_articles(url: str) -> bool:
    """Whether a sub-sitemap may list articles, by its name."""
    parts = urlsplit(url)
    return not _OF_NO_ARTICLES.search(parts.path + ("?" + parts.query if parts.query else ""))


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """The sub-sitemaps of an index, those without ``lastmod`` and without a date in their name before all others.

    >>> [entry.url[-8:-4] for entry in newest_first(Entry(f"http://a.example/{year}.xml") for year in (2013, 2014))]
    ['2014', '2013']
    """
    return sorted(entries, key=_last_day, reverse=True)


def in_turn(entries: Iterable[Entry], most: int, were_read: Callable[[list[str]], Collection[str]]) -> list[Entry]:
    """The sub-sitemaps of an index in the order in which a run that reads so many of them asks for them.

    The newest first; where there are more, the other half of them are such as no run has read: one after the other gets
    through all. ``were_read`` gives those of some addresses that one has.
    """
    ordered = newest_first(entries)
    if len(ordered) <= most:
        return ordered
    newest, others = ordered[: most // 2], ordered[most // 2 :]
    known = were_read([entry.url for entry in others])
    return newest + sorted(others, key=lambda entry: entry.url in known)


def _last_day(entry: Entry) -> date:
    """The day on which a sub-sitemap was last changed, by what is known of it."""
    span = span_in_name(entry.url)
    return entry.changed_by.date() if entry.changed_by else span[1] if span else date.max


def _gunzip(body: bytes, limit: int) -> tuple[bytes, str | None]:
    unpacked = bytearray()
    at = 0
    while body.startswith(b"\x1f\x8b", at):  # a gzip file may have several members
        member = zlib.decompressobj(wbits=31)
        while not member.eof:
            if not (piece := body[at : at + _PIECE]):
                return bytes(unpacked), CUT_OFF
            try:
                unpacked += member.decompress(piece, limit + 1 - len(unpacked))
            except zlib.error as error:
                return bytes(unpacked), f"its gzip is broken ({error})"
            if len(unpacked) > limit:
                return bytes(unpacked[:limit]), f"it unpacks to more than {limit // 1024 // 1024} MB"
            at += len(piece) - len(member.unused_data)
    return bytes(unpacked), None


def _read_text(text: str, problem: str | None) -> Sitemap:
    entries = [Entry(line) for word in text.split() if is_http_url(line := word.strip(",;"))]
    if not entries:
        return Sitemap("none", problem=problem or "it is neither XML nor a list of addresses")
    return Sitemap("pages", entries, problem)


def _read_xml(body: bytes, url: str, now: datetime, sitemap: Sitemap) -> Iterator[tuple[Kind, Entry | None]]:
    body = with_whole_ampersands(body)
    # Entities are not resolved and nothing is loaded: a sitemap is what a stranger sent.
    events = etree.iterparse(
        io.BytesIO(body), events=("start", "end"), recover=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    is_root = True
    try:
        for event, element in events:
            name = _local_name(element)
            if is_root:
                is_root = False
                if name in ("rss", "feed", "rdf"):
                    yield "feed", None
                    return
                if name == "html":
                    sitemap.problem = "it is an HTML page"
                    return
                if name in ("urlset", "sitemapindex"):
                    yield ("pages" if name == "urlset" else "index"), None
            if event == "start" or name not in ("url", "sitemap"):
                continue
            if entry := _entry(element, url, now):
                yield ("pages" if name == "url" else "index"), entry
            element.clear()
            parent = element.getparent()
            while parent is not None and len(parent) > 1:
                del parent[0]
    except etree.LxmlError as error:
        sitemap.problem = f"its XML is broken ({str(error).splitlines()[0][:120]})"
    if sitemap.problem is None and len(events.error_log):
        # With ``recover`` a fault is not raised, and what stood before and after it is kept.
        fault = events.error_log[0]
        sitemap.problem = f"its XML is broken at line {fault.line} ({fault.message.strip()[:120]})"


def _entry(element: etree._Element, base: str, now: datetime) -> Entry | None:
    found: dict[str, str] = {}
    for child in element:
        name = _local_name(child)
        if name == "news":
            for part in child.iter():
                found.setdefault(f"news:{_local_name(part)}", (part.text or "").strip())
        elif not _is_of_media(child):
            found.setdefault(name, (child.text or "").strip())
    url = _address(found.get("loc", ""), base)
    if url is None:
        return None
    return Entry(
        url,
        changed_at=parse_moment(found.get("lastmod"), now),
        changed_by=last_moment(found.get("lastmod"), now),
        published_at=parse_publication(found.get("news:publication_date"), now),
        title=found.get("news:title", ""),
    )


def _address(loc: str, base: str) -> str | None:
    """The address that ``loc`` writes: wrapped, escaped twice, or without its scheme."""
    loc = "".join(line.strip() for line in loc.splitlines()).replace(" ", "%20").replace("&amp;", "&")
    scheme, _, rest = base.partition("://")
    if loc.startswith(rest.partition("/")[0] + "/"):
        loc = f"{scheme}://{loc}"
    try:
        url = urljoin(base, loc)
    except ValueError:
        return None
    return url if loc and is_http_url(url) else None


def _local_name(element: etree._Element) -> str:
    # What is left of a prefix that was never declared stands before a colon.
    return re.split("[}:]", element.tag)[-1].lower() if isinstance(element.tag, str) else ""


def _is_of_media(element: etree._Element) -> bool:
    tag = element.tag if isinstance(element.tag, str) else ""
    return "sitemap-image" in tag or "sitemap-video" in tag or tag.startswith(("image:", "video:"))

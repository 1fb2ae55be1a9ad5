"""Read a fetched page: its article, its links, its feeds. Pure, and picklable both ways, for a process of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from project.discovery.kinds import kind_of
from project.items import Article
from project.pages.next_part import find_next_part
from project.pages.validity import LISTS, MEDIA
from project.rules import SiteRules

if TYPE_CHECKING:
    from project.discovery.links import Link

# What servers send under text/html. https://mimesniff.spec.whatwg.org/ has these and more.
_MAGIC = (
    (b"%PDF-", "a PDF"), (b"PK\x03\x04", "a ZIP or Office file"), (b"\xd0\xcf\x11\xe0", "an Office file"),
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"), (b"RIFF", "a media file"),
    (b"ID3", "an MP3 file"), (b"OggS", "an Ogg file"), (b"\x1f\x8b", "a gzip file"), (b"{\\rtf", "an RTF file"),
    (b"\x00\x00\x00\x18ftyp", "an MP4 file"), (b"\x00\x00\x00\x20ftyp", "an MP4 file"), (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a database"),
)  # fmt: skip
_WIDE = (b"\xff\xfe", b"\xfe\xff")
# Binary data bytes as mimesniff has them, but for NUL. Packed or encrypted data has a tenth of them; no page of the
# corpus has one in its first 1,024 bytes.
_BINARY = re.compile(rb"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_MOST_BINARY = 0.04
_XML = re.compile(rb"(?is)(?:<\?xml[^>]*>\s*|<!--(?:(?!-->).)*-->\s*)*<(rss|feed|rdf:rdf|urlset|sitemapindex|svg)\b")
_JSON = re.compile(rb'[{\[]\s*(?:["{\[\]}\d]|true|false|null)')

# Whoever names one pasted the wrong address.
_NO_STORY = frozenset({"front", "login", "search"})


@dataclass(slots=True)
class Reading:
    """What stands on a page. ``article`` is None where nothing on it can be one, and ``reason`` says why."""

    article: Article | None
    links: list[Link] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    reason: str | None = None
    next_part: str | None = None
    """The address of the story's next part, where it goes on."""
    doubt: str | None = None
    """Why the article of a page that somebody named can hardly be meant."""
    is_gone: bool = False
    """The page says that there is nothing, whatever its status was."""


def read_page(
    body: bytes,
    url: str,
    *,
    charset: str | None = None,
    rules: SiteRules = SiteRules(),
    found_url: str = "",
    by_hand: bool = False,
    with_links: bool = True,
    now: datetime | None = None,
) -> Reading:
    """Read the bytes of a page. ``url`` is where it came from in the end, ``charset`` the HTTP header's, ``now`` the
    moment when it came, aware (the present by default): a later reading gives the same article.

    Any bytes give a reading. Without ``with_links`` it has neither links nor feeds: to look for them takes its time.
    """
    # 0.3 s of imports, which a crawl leaves to its readers: it only takes their readings.
    from project.discovery.links import PageLinks
    from project.extraction.fields.decide import date_by_change
    from project.extraction.page import Page
    from project.loaders import load_article
    from project.pages.listing import why_list
    from project.pages.no_article import why_no_article
    from project.pages.not_found import says_not_found

    if reason := what_else(body):
        return Reading(None, reason=reason)
    page = Page.from_bytes(body, url, charset)
    article = load_article(page, rules, found_url=found_url or url, by_hand=by_hand, now=now)
    if says_not_found(page, article):
        return Reading(None, reason="the page says that there is nothing (status 200)", is_gone=True)
    reading = Reading(article, next_part=find_next_part(page))
    links = PageLinks(page, rules)
    if with_links:
        reading.links, reading.feeds = links.links, links.feeds
    kind = kind_of(url, "", rules)
    if kind in MEDIA and not article.sources.get("page_type"):
        article.page_type, article.sources["page_type"] = kind, "address"
    reason = None
    if not by_hand:
        reason = why_no_article(page, article, url, kind, rules, links)
    elif not _NO_STORY.isdisjoint((kind, article.page_type)):
        reading.doubt = why_list(page.blocks, article, kind, links)
    if not (by_hand or reason) and article.page_type in LISTS:  # by its address alone, and its text says otherwise
        article.page_type = "article"
    date_by_change(article)
    if reason:
        reading.article, reading.next_part, reading.reason = None, None, reason
    return reading


def what_else(body: bytes) -> str | None:
    """What these bytes are, if they are surely no HTML."""
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.strip(b"\0"):
        return "the page is empty"
    for magic, name in _MAGIC:
        if start.startswith(magic):
            return f"it is {name}, not a page"
    # Of UTF-16, half of the bytes may be anything.
    is_wide = start.startswith(_WIDE) or b"<\0" in start or b"\0<" in start
    if not is_wide and len(_BINARY.findall(start)) > _MOST_BINARY * len(start):
        return "it is binary data, not a page"
    if found := _XML.match(start):
        return f"it is XML ({found[1].decode('ascii').lower()}), not a page"
    return "it is JSON, not a page" if _JSON.match(start) else None

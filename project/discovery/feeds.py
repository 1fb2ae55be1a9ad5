"""Feeds: what a site announces as new, and where its older announcements are.

RSS 0.9 to 2.0, RDF and Atom are read by feedparser, JSON Feed (https://www.jsonfeed.org/version/1.1/) here.
"""

from __future__ import annotations

import calendar
import io
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from project.addresses import canonical, is_http_url, site_of
from project.discovery.moments import is_vague, parse_moment, parse_publication
from project.discovery.sitemaps import unpack, with_whole_ampersands, without_wrong_encoding

# No summary is that long.
_LEAST_STORY_WORDS = 150
_TAG = re.compile(r"<[^<>]*>")
_HREF = re.compile(r"<a\s[^<>]*?href\s*=\s*[\"']\s*([^\"'<>]+)", re.IGNORECASE)
_LONGEST_TEXT = 200_000


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed."""

    url: str
    published_at: datetime | None = None
    changed_at: datetime | None = None
    title: str = ""
    words: int = 0
    """How many words of the text the feed itself brings."""

    @property
    def is_whole_story(self) -> bool:
        """Whether the feed brings so much of the text that its page is to be read, whatever its address looks like."""
        return self.words >= _LEAST_STORY_WORDS

    @property
    def changed_by(self) -> datetime | None:
        """The last moment that ``changed_at`` may mean."""
        return self.changed_at


@dataclass(slots=True)
class Feed:
    """What a feed says. ``problem`` tells in words what is wrong with it; what could be read is there all the same."""

    entries: list[Entry] = field(default_factory=list)
    next_url: str | None = None
    """Where older entries are, where the feed says so (RFC 5005, JSON Feed) or is known to have pages (WordPress)."""
    is_feed: bool = True
    problem: str | None = None


def read_feed(body: bytes, url: str, now: datetime, content_type: str = "") -> Feed:
    """Read any feed. ``url`` resolves relative addresses, ``content_type`` is the header. Any bytes give a result."""
    body, problem = unpack(body)
    body = without_wrong_encoding(body)
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if not start:
        return Feed(is_feed=False, problem=problem or "it is empty")
    feed = _read_json(body, url, now) if start[:1] in b"{[" else _read_xml(body, url, now, content_type)
    feed.problem = problem or feed.problem  # the first brings the second about
    feed.entries = list({canonical(entry.url): entry for entry in reversed(feed.entries)}.values())[::-1]
    if feed.next_url and canonical(feed.next_url) == canonical(url):
        feed.next_url = None
    return feed


def _read_xml(body: bytes, url: str, now: datetime, content_type: str) -> Feed:
    import feedparser  # 0.04 s, which only a crawl that meets a feed need spend

    headers = {"content-location": url, "content-type": content_type or "application/xml"}
    try:
        parsed: Any = feedparser.parse(
            io.BytesIO(with_whole_ampersands(body)), response_headers=headers, sanitize_html=False
        )
    except Exception as error:  # feedparser meets input that its authors did not think of
        return Feed(is_feed=False, problem=f"it cannot be read ({type(error).__name__})")
    if not parsed.get("version") and not parsed.entries:
        return Feed(is_feed=False, problem="it is no feed")
    feed = Feed(entries=[entry for raw in parsed.entries for entry in _entries(raw, url, now)])
    # A wrong media type or a wrong charset in the header changes nothing about what was read.
    harmless = feedparser.NonXMLContentType | feedparser.CharacterEncodingOverride
    if parsed.get("bozo") and not isinstance(parsed.get("bozo_exception"), harmless):
        feed.problem = f"its XML is broken ({str(parsed.bozo_exception)[:120]})"
    feed.next_url = _next_link(parsed.feed.get("links") or [], url)
    if feed.next_url is None and feed.entries and "wordpress" in str(parsed.feed.get("generator", "")).lower():
        feed.next_url = _next_wordpress_page(url)
    return feed


def _entries(raw: Any, base: str, now: datetime) -> Iterator[Entry]:
    """The entry that a feed tells of; once more by its guid, where its link leads through the feed's host."""
    texts = [part.get("value", "") for part in raw.get("content") or []] + [raw.get("summary", "")]
    guid = str(raw.get("id", ""))
    guid = guid if is_http_url(guid) else ""  # RSS: a guid that is a permalink
    link = raw.get("feedburner_origlink") or raw.get("link") or guid or _first_link(texts)
    urls = [_absolute(base, link)]
    if guid and urls[0] is not None and site_of(guid) != site_of(urls[0]):
        urls.append(guid)
    for url in filter(None, urls):
        yield Entry(
            url,
            published_at=_moment(raw, "published", now),
            changed_at=_moment(raw, "updated", now),
            title=_plain(raw.get("title", "")),
            words=max(len(_plain(text).split()) for text in texts),
        )


def _first_link(texts: list[str]) -> str:
    found = next(filter(None, (_HREF.search(text[:_LONGEST_TEXT]) for text in texts)), None)
    return unescape(found[1]) if found else ""


def _moment(raw: Any, name: str, now: datetime) -> datetime | None:
    if not dict.__contains__(raw, name):  # feedparser would give the other date in its stead
        return None
    if name == "published" and is_vague(str(raw[name])):
        return None
    struct: time.struct_time | None = raw.get(f"{name}_parsed")
    try:
        text = datetime.fromtimestamp(calendar.timegm(struct), UTC).isoformat() if struct else str(raw[name])
    except (ValueError, OverflowError, OSError):
        return None
    return parse_moment(text, now)


def _read_json(body: bytes, url: str, now: datetime) -> Feed:
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError):
        return Feed(is_feed=False, problem="its JSON is broken")
    items = parsed.get("items") if isinstance(parsed, dict) else None
    if not isinstance(items, list):
        return Feed(is_feed=False, problem="it is no feed")
    feed = Feed()
    for item in items:
        if not isinstance(item, dict):
            continue
        links = (item.get(name) for name in ("url", "external_url", "id"))
        link = next((link for link in links if isinstance(link, str) and link.strip()), "")
        if (address := _absolute(url, link)) is None:
            continue
        text = str(item.get("content_text") or _plain(str(item.get("content_html") or item.get("summary") or "")))
        feed.entries.append(
            Entry(
                address,
                published_at=parse_publication(str(item.get("date_published") or ""), now),
                changed_at=parse_moment(str(item.get("date_modified") or ""), now),
                title=_plain(str(item.get("title") or "")),
                words=len(text.split()),
            )
        )
    following = parsed.get("next_url")
    feed.next_url = _absolute(url, following) if isinstance(following, str) and following else None
    return feed


def _absolute(base: str, link: str) -> str | None:
    try:
        url = urljoin(base, "".join(str(link).split()))
    except ValueError:
        return None
    return url if link and is_http_url(url) else None


def _next_link(links: list[Any], base: str) -> str | None:
    """Of a paged or an archived feed: https://www.rfc-editor.org/rfc/rfc5005."""
    for rel in ("next", "prev-archive"):
        for link in links:
            if link.get("rel") == rel and (url := _absolute(base, link.get("href") or "")):
                return url
    return None


def _next_wordpress_page(url: str) -> str:
    """WordPress pages its feeds with ``paged=2``; behind the last page it answers 404."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    pages = [int(value) for name, value in query if name == "paged" and value.isdecimal() and len(value) < 6]
    query = [(name, value) for name, value in query if name != "paged"]
    query.append(("paged", str(max(pages, default=1) + 1)))
    return urlunsplit(parts._replace(query=urlencode(query)))


def _plain(markup: str) -> str:
    return " ".join(_TAG.sub(" ", markup[:_LONGEST_TEXT]).split())

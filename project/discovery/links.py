"""Links: where a page leads to on its site, and the feeds that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from project.addresses import site_of
from project.discovery.kinds import FEED, FEED_TEXT, LONG_TEXT_CHARACTERS, Kind, kind_of
from project.rules import SiteRules

if TYPE_CHECKING:
    from lxml.etree import _Element

    from project.extraction.page import Page

_FEED_TYPES = re.compile(r"(?:application|text)/(?:rss|atom|rdf|feed)\+(?:xml|json)|application/json", re.IGNORECASE)
_OF_COMMENTS = re.compile(r"/comments?/|[?&]comments|comments?\s+feed|/feed/.*comments", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page: an absolute address as it stands there, its text, and what is behind it by both."""

    url: str
    text: str
    kind: Kind
    is_next: bool = False
    """It leads to the next page of the same list."""


def _text_of(anchor: _Element) -> str:
    """A link's text. Of one that holds another only its own: on a broken page each can stand in the one before."""
    if next(anchor.iterdescendants("a"), None) is not None:
        return anchor.text or ""
    return "".join(anchor.itertext())


def find_links(page: Page, rules: SiteRules = SiteRules()) -> list[Link]:  # noqa: B008  (frozen)
    """The links of a page to other pages of its site, each once, in the page's order.

    Links to files and to other sites are left out. Of several links to one address the longest text counts: a
    headline says more than "read more" under its picture.
    """
    site = site_of(page.url)
    own_next = next(iter(page.root.xpath("//link[@rel='next']/@href")), "")
    texts: dict[str, str] = {}
    next_hrefs = {str(own_next)} if own_next else set()
    for anchor in page.root.iter("a"):
        href = anchor.get("href")
        if not href or href[0] == "#" or len(href) > 2000:
            continue
        before = texts.get(href)
        if before is None or len(before) < LONG_TEXT_CHARACTERS:
            text = " ".join(_text_of(anchor).split())[:300] or (anchor.get("title") or "").strip()
            if before is None or len(text) > len(before):
                texts[href] = text
        rel = anchor.get("rel")
        if rel and "next" in rel.split():
            next_hrefs.add(href)
    links: dict[str, Link] = {}
    for href, text in [*texts.items(), *((href, "") for href in next_hrefs if href not in texts)]:
        url = _absolute(page.base_url, href)
        if url is None or site_of(url) != site:
            continue
        kind = kind_of(url, text, rules)
        known = links.get(url)
        if kind != "file" and (known is None or (known.kind == "section" and kind == "article")):
            links[url] = Link(url, text, kind, href in next_hrefs)
    return list(links.values())


def find_feeds(page: Page) -> list[str]:
    """The feeds that a page announces in its head, and those that it links to; feeds of comments are left out."""
    feeds: dict[str, None] = {}
    for link in page.root.iter("link"):
        if "alternate" in (link.get("rel") or "").lower().split() and _FEED_TYPES.match(link.get("type") or ""):
            if "json" in (link.get("type") or "") and "feed" not in (link.get("type") or "") + (link.get("href") or ""):
                continue  # WordPress announces its API so
            if not _OF_COMMENTS.search(f"{link.get('href')} {link.get('title') or ''}"):
                feeds[_absolute(page.base_url, link.get("href") or "") or ""] = None
    for anchor in page.root.iter("a"):
        href = anchor.get("href") or ""
        if not href or _OF_COMMENTS.search(href):
            continue
        text = _text_of(anchor) if len(anchor) < 3 else ""
        if (len(text) < 30 and FEED_TEXT.fullmatch(text or (anchor.get("title") or ""))) or FEED.search(href):
            feeds[_absolute(page.base_url, href) or ""] = None
    feeds.pop("", None)
    return list(feeds)


@lru_cache(maxsize=1)
def _base(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return parts.scheme, f"{parts.scheme}://{parts.netloc}", parts.path


def _absolute(base: str, href: str) -> str | None:
    """An http address without its fragment, or None. Most links are absolute or begin at the root: urljoin is slow."""
    href = href.strip()
    if href.startswith("/") and not href.startswith("//") and "/." not in href:
        url = _base(base)[1] + href
    elif href.startswith(("https://", "http://")):
        url = href
    else:
        try:
            url = urljoin(base, href)
        except ValueError:
            return None
        if not url.startswith(("https://", "http://")):
            return None
    url = url.partition("#")[0]
    return "".join(url.split()) if any(map(str.isspace, url)) else url

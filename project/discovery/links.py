"""Links: where a page leads to on its site, and the feeds that it names."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

from project.addresses import origin_of, site_of
from project.discovery.kinds import FEED_TEXT, LONG_TEXT_CHARACTERS, Kind, is_feed, kind_of
from project.rules import SiteRules

if TYPE_CHECKING:
    from lxml.etree import _Element

    from project.extraction.page import Page

_FEED_TYPES = re.compile(r"(?:application|text)/(?:rss|atom|rdf|feed)\+(?:xml|json)|application/json", re.IGNORECASE)
_LONGEST_HREF = 2000
_LONGEST_TEXT = 300
_OF_COMMENTS = re.compile(r"/comments?/|[?&]comments|comments?\s+feed|/feed/.*comments", re.IGNORECASE)


class Link(NamedTuple):
    """A link of a page: an absolute address as it stands there, its text, and what is behind it by both."""

    url: str
    text: str
    kind: Kind
    is_next: bool = False
    """It leads to the next page of the same list."""


class Anchor(NamedTuple):
    """An ``a`` element that leads somewhere: its attributes, and the text that it has for itself."""

    href: str
    text: str
    title: str
    is_next: bool


def read_anchors(page: Page) -> list[Anchor]:
    """The links of a page as they stand there, in its order."""
    anchors = []
    for element in page.root.iter("a"):
        href = element.get("href")
        if href and href[0] != "#" and len(href) <= _LONGEST_HREF:
            rel = element.get("rel")
            text = " ".join(_text_of(element).split())
            title = "" if text else _title_of(element)
            anchors.append(Anchor(href, text, title, rel is not None and "next" in rel.split()))
    return anchors


def _text_of(anchor: _Element) -> str:
    """A link's text. Of one that holds another only its own: on a broken page each can stand in the one before."""
    if not len(anchor) or next(anchor.iterdescendants("a"), None) is not None:
        return anchor.text or ""
    return "".join(anchor.itertext())


def _title_of(anchor: _Element) -> str:
    """What a link without text is called, or the picture in it."""
    title = anchor.get("title") or anchor.get("aria-label")
    if not title:
        title = next((alt for picture in anchor.iterdescendants("img") if (alt := picture.get("alt"))), "")
    return " ".join(title.split())


def find_links(page: Page, anchors: list[Anchor], rules: SiteRules = SiteRules()) -> list[Link]:
    """The links of a page to other pages of its site, each once, in the page's order.

    Links to files and to other sites are left out. Of several links to one address the longest text counts: a
    headline says more than "read more" under its picture.
    """
    site = site_of(page.url)
    here = origin_of(page.url) + "/"
    own_next = next(iter(page.root.xpath("//link[@rel='next']/@href")), "")
    texts: dict[str, str] = {}
    next_hrefs = {str(own_next)} if own_next else set()
    for anchor in anchors:
        before = texts.get(anchor.href)
        if before is None or len(before) < LONG_TEXT_CHARACTERS:
            text = anchor.text[:_LONGEST_TEXT] or anchor.title
            if before is None or len(text) > len(before):
                texts[anchor.href] = text
        if anchor.is_next:
            next_hrefs.add(anchor.href)
    links: dict[str, Link] = {}
    for href, text in [*texts.items(), *((href, "") for href in next_hrefs if href not in texts)]:
        url = _absolute(page.base_url, href)
        if url is None or not (url.startswith(here) or site_of(url) == site):
            continue
        kind = kind_of(url, text, rules)
        known = links.get(url)
        if kind != "file" and (known is None or (known.kind == "section" and kind == "article")):
            links[url] = Link(url, text, kind, href in next_hrefs)
    return list(links.values())


def find_feeds(page: Page, anchors: list[Anchor]) -> list[str]:
    """The feeds that a page announces in its head, and those that it links to; feeds of comments are left out."""
    feeds: dict[str, None] = {}
    for link in page.root.iter("link"):
        if "alternate" in (link.get("rel") or "").lower().split() and _FEED_TYPES.match(link.get("type") or ""):
            if "json" in (link.get("type") or "") and "feed" not in (link.get("type") or "") + (link.get("href") or ""):
                continue  # WordPress announces its API so
            if not _OF_COMMENTS.search(f"{link.get('href')} {link.get('title') or ''}"):
                feeds[_absolute(page.base_url, link.get("href") or "") or ""] = None
    for anchor in anchors:
        text = anchor.text or anchor.title
        is_named_so = len(text) < 30 and FEED_TEXT.fullmatch(text)
        if (is_named_so or is_feed(anchor.href)) and not _OF_COMMENTS.search(anchor.href):
            feeds[_absolute(page.base_url, anchor.href) or ""] = None
    feeds.pop("", None)
    return list(feeds)


class PageLinks:
    """The links of a page, looked for when somebody asks."""

    def __init__(self, page: Page, rules: SiteRules = SiteRules()) -> None:
        self._page = page
        self._rules = rules
        self.url = page.url

    @cached_property
    def anchors(self) -> list[Anchor]:
        """See :func:`read_anchors`."""
        return read_anchors(self._page)

    @cached_property
    def links(self) -> list[Link]:
        """See :func:`find_links`."""
        return find_links(self._page, self.anchors, self._rules)

    @cached_property
    def feeds(self) -> list[str]:
        """See :func:`find_feeds`."""
        return find_feeds(self._page, self.anchors)


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
    url = url.partition("#")[0].replace("&amp;", "&")  # it was escaped twice
    return "".join(url.split()) if any(map(str.isspace, url)) else url

"""What kind of page it is. In doubt it is an article: whoever asked for it meant to read one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from project.items import PageType

_BY_SCHEMA: tuple[tuple[PageType, frozenset[str]], ...] = (
    ("live", frozenset(("liveblogposting",))),
    ("gallery", frozenset(("imagegallery", "mediagallery"))),
    ("video", frozenset(("videoobject",))),
    ("search", frozenset(("searchresultspage",))),
    ("author", frozenset(("profilepage",))),
    ("shop", frozenset(("product", "offercatalog", "productgroup"))),
    ("section", frozenset(("collectionpage",))),
)
# How their og:type begins.
_BY_OG: tuple[tuple[str, PageType], ...] = (("video", "video"), ("product", "shop"), ("profile", "author"))
_ARTICLES = re.compile(r"(?:article|blogposting|socialmediaposting|report|review|recipe|advertisercontentarticle)$")
_PATHS: tuple[tuple[PageType, re.Pattern[str]], ...] = (
    ("search", re.compile(r"^/(?:[a-z]{2}/)?(?:search|suche|recherche|buscar|busca|cerca|szukaj|zoeken|sok"
        r"|poisk)(?:\.\w+)?/?$", re.IGNORECASE)),
    ("login", re.compile(r"^/(?:[\w-]+/)?(?:login|log-in|signin|sign-in|register|anmelden|account|my-account"
        r"|subscribe|abo)(?:\.\w+)?/?$", re.IGNORECASE)),
    ("tag", re.compile(r"^/(?:[a-z]{2}/)?(?:tags?|topics?|themen?|tema|temas|keywords?|etiqueta"
        r"|hashtag)/[^/]+/?$", re.IGNORECASE)),
    ("author", re.compile(r"^/(?:[a-z]{2}/)?(?:authors?|autor(?:en|es)?|auteurs?|profile|people|by|writers?"
        r"|journalists?)/[^/]+/?$", re.IGNORECASE)),
    ("section", re.compile(r"^/(?:[a-z]{2}/)?(?:category|categories|kategorie|categoria|section|rubrik|rubrique"
        r"|news/category)/[^?]+$", re.IGNORECASE)),
    ("shop", re.compile(r"^/(?:shop|store|cart|checkout|basket|warenkorb)(?:/|$)", re.IGNORECASE)),
)  # fmt: skip
_CLASSES: tuple[tuple[PageType, re.Pattern[str]], ...] = (
    ("front", re.compile(r"(?:^|\s)(?:home|homepage|home-page|front-page|frontpage|is-home|page-home)(?:\s|$)")),
    ("search", re.compile(r"(?:^|\s)(?:search-results|search-page|page-search|search-no-results)(?:\s|$)")),
    ("tag", re.compile(r"(?:^|\s)(?:tag|page-tag|tag-page|tax-post_tag)(?:\s|$)")),
    ("author", re.compile(r"(?:^|\s)(?:author|author-page|page-author)(?:\s|$)")),
    ("section", re.compile(r"(?:^|\s)(?:category|section-page|section-front|category-page|archive|page-category"
        r"|page-section)(?:\s|$)")),
)  # fmt: skip
_ARTICLE_CLASS = re.compile(r"(?:^|\s)\S*(?:article|single|story|post-|postid|node-type|detail)\S*")
_INDEX = re.compile(r"^/?(?:index|default|home|main)?(?:\.\w{2,5})?/?$", re.IGNORECASE)


def page_type_of(
    url: str,
    *,
    schema_types: Iterable[str] = (),
    page_types: Iterable[str] = (),
    og_type: str | None = None,
    body_class: str = "",
    length: int = 0,
    is_dated: bool = False,
) -> tuple[PageType, str]:
    """(type, source). Article markup decides for an article, whatever address and class names say against it.

    ``schema_types`` are those of the page's own story, ``page_types`` of all structured data (lower case), ``length``
    the characters of its story's text, ``is_dated`` whether a publication date was found.
    """
    own, every = frozenset(schema_types), frozenset(page_types)
    if "liveblogposting" in own | every:
        return "live", "json-ld"
    if any(_ARTICLES.search(type_) for type_ in own):
        return "article", "json-ld"
    try:
        parts = urlsplit(url) if "://" in url else None
    except ValueError:
        parts = None
    path = parts.path if parts else "/"
    if _INDEX.match(path) and not (parts and parts.query and (length > 500 or is_dated)):
        return "front", "address"
    og = (og_type or "").strip().lower()
    for kind, types in _BY_SCHEMA:
        if own & types and not (kind == "section" and (og == "article" or (is_dated and length > 400))):
            return kind, "json-ld"
    for kind, pattern in _PATHS:
        if pattern.match(path) and og != "article":
            return kind, "address"
    if og == "article" or og.endswith(":article"):
        return "article", "meta og:type"
    for kind, types in _BY_SCHEMA:
        if kind not in ("video", "gallery", "shop") and every & types and length < 600 and not is_dated:
            return kind, "json-ld"
    for start, kind in _BY_OG:
        if og.startswith(start) and length < 600:
            return kind, "meta og:type"
    classes = body_class.lower()
    if not _ARTICLE_CLASS.search(classes):
        for kind, pattern in _CLASSES:
            if pattern.search(classes) and (length < 600 or not is_dated):
                return kind, "class of body"
    return "article", ""

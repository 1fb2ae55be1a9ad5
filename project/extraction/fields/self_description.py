"""What a page tells of itself: its own address, its language, its sort, who may read it."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from project.addresses import site_of
from project.extraction import language, titles
from project.extraction.fields import access, pagetype
from project.extraction.fields.decide import Source
from project.extraction.fields.evidence import Evidence
from project.items import Article
from project.processors import absolute


def address_of(page: Evidence, order: Iterable[Source]) -> tuple[str, str]:
    """(address, source): the page's own word for its address, unless it leads to the front page or to another site."""
    own = page.page.url
    site, (own_path, own_query) = site_of(own), _path_and_query(own)
    for source, read in order:
        for value in read(page) or ():
            address = absolute(value, {"base_url": page.page.base_url})
            if address is None or site_of(address) != site:
                continue
            if _path_and_query(address) == ("", "") and (own_path or own_query):
                continue
            return address.partition("#")[0], source
    return own, ""


def _path_and_query(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return parts.path.rstrip("/"), parts.query


def set_language(article: Article, page: Evidence) -> None:
    """The language of the text, by the page's word where that may be right."""
    said = [
        page.head.language,
        page.story.language,
        *page.head.every("og:locale", "content-language", "language", "dc.language")[:2],
    ]
    article.language, source = language.language_of(
        page.text or article.title, said, page.rules.language, site_of(page.page.url)
    )
    if source:
        article.sources["language"] = source


def set_kind(article: Article, page: Evidence) -> None:
    """What sort of page it is, and whether all of the story can be read."""
    paragraphs = article.paragraphs
    tier = page.head.first(
        "article:content_tier", "content_tier", "article:content-tier", "content-tier", "og:article:content_tier"
    )
    article.access, source = access.access_of(
        free=page.story.free,
        tier=tier,
        has_wall=page.survey.wall,
        length=len(page.text),
        is_cut=bool(paragraphs) and access.is_cut_off(paragraphs[-1]),
    )
    if source:
        article.sources["access"] = source
    article.page_type, source = pagetype.page_type_of(
        page.page.url,
        schema_types=page.story.types,
        page_types=page.story.page_types,
        og_type=page.head.first("og:type"),
        body_class=page.survey.body_class,
        length=len(page.text),
        is_dated=article.published_at is not None,
    )
    title = titles.key(article.title)
    if title and source != "json-ld" and title in map(titles.key, page.story.things):
        article.page_type, source = "other", "json-ld"
    if source:
        article.sources["page_type"] = source

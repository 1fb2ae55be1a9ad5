"""An article as the columns of its row: what the database can hold, whatever the page said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from project.archive.overlap import signature
from project.archive.storable import LONGEST_DESCRIPTION, LONGEST_NAME, LONGEST_TITLE, shortened, storable
from project.items import Access, Article, Signature
from project.version import extractor

# More than any paper gives a story; a page that lists more lists its whole vocabulary.
_MOST_NAMES = 100
# Outside of these years a moment does not survive the way into UTC and into text.
_YEARS = range(1000, 9999)
_READABLE: frozenset[str] = frozenset[Access](("free", "metered"))
_WALLED: frozenset[str] = frozenset[Access](("teaser", "blocked"))


def values_of(article: Article) -> dict[str, Any]:
    """Column -> value, but for those that depend on what is stored already."""
    text = storable(article.text)
    words = signature_of(article)
    return {
        "url": storable(article.url or article.final_url or article.found_url),
        "site": storable(article.site),
        "title": shortened(article.title, LONGEST_TITLE),
        "description": shortened(article.description, LONGEST_DESCRIPTION),
        "byline": ", ".join(names(article.authors)),
        "text": text,
        "text_hash": words.text_hash,
        "word_count": words.word_count,
        "language": article.language,
        "section": _optional(article.section),
        "image_url": article.image_url and storable(article.image_url),
        "image_caption": _optional(article.image_caption, LONGEST_DESCRIPTION),
        "published_at": _moment(article.published_at),
        "published_at_raw": _optional(article.published_at_raw),
        "modified_at": _moment(article.modified_at),
        "access": article.access,
        "agency": _optional(article.agency),
        "site_key": _optional(article.site_key),
        "sources": {name: storable(source) for name, source in article.sources.items()},
        "extractor_version": extractor(),
    }


def signature_of(article: Article) -> Signature:
    """The signature of an article's text, which may be known already."""
    known = article.ahead and article.ahead.signature
    return known or signature(storable(article.text))


def names(values: Iterable[str]) -> list[str]:
    """Names as they are stored: each once, in their order, none empty."""
    kept = dict.fromkeys(shortened(" ".join(value.split()), LONGEST_NAME) for value in values)
    kept.pop("", None)
    return list(kept)[:_MOST_NAMES]


def is_walled_off(before: str, now: str) -> bool:
    """Whether a paywall closed over a story between two looks, by what its ``access`` was and is.

    >>> is_walled_off("metered", "teaser"), is_walled_off("teaser", "teaser")
    (True, False)
    """
    return before in _READABLE and now in _WALLED


def _optional(value: str | None, longest: int = LONGEST_NAME) -> str | None:
    return shortened(value, longest) if value else None


def _moment(value: datetime | None) -> datetime | None:
    return value if value is not None and value.year in _YEARS else None

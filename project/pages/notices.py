"""Notices: pages about an event, a job or a thing for sale, which bear a date as stories do."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from project.boilerplate.letter import signs_of
from project.boilerplate.phrases import tables
from project.boilerplate.sentences import is_storylike
from project.extraction.blocks import PageBlocks
from project.extraction.story.threads import is_answered
from project.folding import fold
from project.items import Article
from project.pages.entries import listed, own_texts
from project.scripts import is_ended, size_of

if TYPE_CHECKING:
    from project.discovery.links import PageLinks

# A part of an address under which sites keep their notices. None of the corpus' 1,174 stories has one in its address.
_SHELVES = frozenset(
    "event events veranstaltung veranstaltungen veranstaltungskalender termine evento eventos evenement evenements "
    "eventi wydarzenia whats-on what-s-on event-calendar job jobs stellenmarkt stellenangebote "
    "stellenanzeigen empleo emploi offres-emploi lavoro praca vacature vacatures classified classifieds kleinanzeigen "
    "anzeigenmarkt anuncios clasificados petites-annonces annunci ogloszenia directory business-directory "
    "branchenbuch guia-comercial shop store".split()
)
# Where readers tell each other what others said.
_TALK = frozenset("forum forums foren foro foros discussion discussions thread threads".split())
# A story's fact box has as many, but behind its first paragraph.
_LEAST = 3
# How much of a text tells news that stands there all the same.
_TOLD = 0.4
# How a line begins that stands above all else that is said of a thing for sale.
_PRICE = re.compile(
    r"[£$€¥₽₺₹₩₴]\s?\d|\d[\d., ]*\s?(?:[£$€¥₽₺₹₩₴]|(?:EUR|USD|GBP|CHF|zł|Kč|kr|Ft|lei|лв|руб|грн)\b)", re.IGNORECASE
)
_WORDS = 5
# Readers' entries of a thread, and how much of a page's own text stands in them.
_POSTS = 2
_IN_POSTS = 0.7
_LINE = 60
# Characters of a text.
_LONGEST = 1500
_LABELLED = re.compile(r"([^\W\d_][^:：\n]{1,30})\s?[:：]\s*\S.{0,80}")


def is_notice(article: Article, url: str) -> bool:
    """Whether structured data says that a page is about something else than a story (its type is "other"), or else
    whether a page that nobody signs, and that no structured data calls an article, stands among a site's notices or has
    a notice's facts above its text, or a price where it has no date either."""
    if article.page_type == "other":
        return True
    if article.authors or article.agency or article.sources.get("page_type") == "json-ld":
        return False
    shelves = url.lower().partition("?")[0].split("/")[3:-1]
    if not _TALK.isdisjoint(shelves) or _facts(article) >= _LEAST:
        return True
    first = next(iter(article.paragraphs), "")
    if article.published_at is None and _PRICE.match(first) and not (is_ended(first) and len(first.split()) > _WORDS):
        return True
    return not _SHELVES.isdisjoint(shelves) and not (_tells_news(article) or _tells_at_length(article))


def is_thread(page: PageBlocks, article: Article, links: PageLinks) -> bool:
    """Whether a page tells nothing but what readers answer each other, lists of stories beside it left out. One that
    structured data calls an article is none."""
    if article.sources.get("page_type") == "json-ld":
        return False
    posts = {row for row in range(1, len(page) - 1) if _may_be_post(page, row) and is_answered(page, row)}
    if len(posts) < _POSTS:
        return False
    texts = set(own_texts(listed(page, article, links, is_whole=False), article))
    rows = [row for row, text in enumerate(page.texts) if text in texts]
    said = sum(size_of(page.texts[row]) for row in rows if row in posts)
    return said >= _IN_POSTS * sum(size_of(page.texts[row]) for row in rows)


def _may_be_post(page: PageBlocks, row: int) -> bool:
    above, text, below = page.texts[row - 1 : row + 2]
    return len(text) > len(above) and len(below) < _LINE > len(above)


def is_fact(text: str) -> bool:
    """Whether a line is a fact of a notice with its label."""
    return _label(text) is not None


def _label(text: str) -> str | None:
    match = _LABELLED.fullmatch(text)
    label = fold(match[1]) if match else None
    return label if label in _labels() else None


def _tells_news(article: Article) -> bool:
    """Whether much of a text tells what others said, or when something happened."""
    told = sum(size_of(text) for text in article.paragraphs if "told" in signs_of(text, fold(text), article.language))
    return told >= _TOLD * sum(map(size_of, article.paragraphs))


def _tells_at_length(article: Article) -> bool:
    """Whether a text is longer than a notice's, and has none of its facts."""
    is_long = sum(map(size_of, article.paragraphs)) >= _LONGEST
    return is_long and not any(map(is_fact, article.paragraphs)) and not _facts(article)


def _facts(article: Article) -> int:
    """How many facts of a notice are labelled, each in a line of its own, above the first paragraph."""
    found = set()
    for block in article.blocks:
        if label := _label(block.text):
            found.add(label)
        elif block.reason is None and is_storylike(block.text):
            break
    return len(found)


@cache
def _labels() -> frozenset[str]:
    return frozenset(fold(label) for labels in tables("notices.toml").values() for label in labels)

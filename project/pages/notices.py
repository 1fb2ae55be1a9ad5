"""Notices: pages about an event, a job or a thing for sale, which bear a date as stories do."""

from __future__ import annotations

import re
from functools import cache

from project.boilerplate.letter import signs_of
from project.boilerplate.phrases import tables
from project.boilerplate.sentences import is_storylike
from project.folding import fold
from project.items import Article
from project.scripts import size_of

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
_LABELLED = re.compile(r"([^\W\d_][^:：\n]{1,30})\s?[:：]\s*\S.{0,80}")


def is_notice(article: Article, url: str) -> bool:
    """Whether structured data says that a page is about something else than a story (its type is "other"), or else
    whether a page that nobody signs, and that no structured data calls an article, stands among a site's notices or has
    a notice's facts above its text."""
    if article.page_type == "other":
        return True
    if article.authors or article.agency or article.sources.get("page_type") == "json-ld":
        return False
    shelves = url.lower().partition("?")[0].split("/")[3:-1]
    if not _TALK.isdisjoint(shelves) or _facts(article) >= _LEAST:
        return True
    return not _SHELVES.isdisjoint(shelves) and not _tells_news(article)


def _tells_news(article: Article) -> bool:
    """Whether much of a text tells what others said, or when something happened."""
    told = sum(size_of(text) for text in article.paragraphs if "told" in signs_of(text, fold(text), article.language))
    return told >= _TOLD * sum(map(size_of, article.paragraphs))


def _facts(article: Article) -> int:
    """How many facts of a notice are labelled, each in a line of its own, above the first paragraph."""
    found = set()
    for block in article.blocks:
        match = _LABELLED.fullmatch(block.text)
        if match and (label := fold(match[1])) in _labels():
            found.add(label)
        elif block.reason is None and is_storylike(block.text):
            break
    return len(found)


@cache
def _labels() -> frozenset[str]:
    return frozenset(fold(label) for labels in tables("notices.toml").values() for label in labels)

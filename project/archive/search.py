"""Full-text search over the articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, column, func, literal_column, select, table, text
from sqlalchemy.orm import Session

from project.archive.filters import Filters, apply
from project.archive.index_text import from_index, to_index
from project.archive.models import Article
from project.archive.spellings import spellings
from project.errors import ArgumentError

_SNIPPET_TOKENS = 28
# Best first: a word in the headline says more than one in the text; bm25's weights, in the index's order of columns.
_WEIGHTS = "8.0, 3.0, 1.0, 2.0"
_PIECE = re.compile(r'(-?)"([^"]*)"?|(\S+)')
_FIELD = re.compile(r"(?:title|headline|text|author|byline|site|tag|section|language|date)s?:\w", re.IGNORECASE)
_MINUS = re.compile(r"-\w")
_OPERATORS = ("AND", "OR", "NOT")


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found. ``snippet`` is where the words stand, each between the caller's marks."""

    article_id: int
    title: str
    site: str
    url: str
    published_at: datetime | None
    authors: str
    snippet: str


def search(
    session: Session, words: str, filters: Filters, *, newest: bool = False, marks: tuple[str, str] = ("[", "]")
) -> Iterator[Hit]:
    """Articles that hold the words, the best first, or the newest.

    ``words``: words that all have to be there, "phrases" in quotes, prefixes such as ``elect*``, ``-words`` that must
    not be there, and AND, OR, NOT in capitals between them. Raises :class:`ArgumentError` where nothing is left to look
    for, or only to leave out, and for a field before a word.
    """
    expression = match_expression(words)
    snippet = func.snippet(literal_column("article_search"), -1, *marks, " … ", _SNIPPET_TOKENS, type_=String)
    query = (
        select(Article.id, Article.title, Article.site, Article.url, Article.published_at, Article.byline, snippet)
        .select_from(Article)
        .join(table("article_search"), column("article_search.rowid", is_literal=True) == Article.id)
        .where(text("article_search MATCH :expression"))
    )
    order = Article.dated_at.desc() if newest else literal_column(f"bm25(article_search, {_WEIGHTS})")
    query = apply(query, filters).order_by(order, Article.id.desc()).limit(filters.limit)
    for row in session.execute(query, {"expression": expression}):
        yield Hit(row[0], row[1], row[2], row[3], row[4], row[5], from_index(row[6]))


def match_expression(words: str) -> str:
    """What a person typed as an expression of FTS5 (https://www.sqlite.org/fts5.html#full_text_query_syntax).

    Raises :class:`ArgumentError` where it holds no word, a NOT without words before it, or a field, and for nothing
    else.

    >>> match_expression('ferry "harbour master" OR pilot* AND NOT buoy -tide')
    '"ferry" AND "harbour master" OR "pilot" * NOT "buoy" NOT "-tide"'
    """
    parts: list[str] = []
    operators: list[str] = []  # since the last term
    for minus, phrase, word in _PIECE.findall(words.replace("\x00", " ")):
        if word in _OPERATORS:
            operators.append(word)
            continue
        if _FIELD.match(word):
            raise ArgumentError(f"{word!r}: a search looks in headlines and texts alike; --author and --site narrow it")
        is_prefix = bool(word) and word.endswith("*")
        plain = (phrase or word).rstrip("*").replace('"', " ")
        if not any(character.isalnum() for character in plain):
            continue
        if minus or _MINUS.match(word):
            operators.append("NOT")
        if operator := _joined(operators, is_first=not parts):
            parts.append(operator)
        terms = [f'"{to_index(spelling)}"' + (" *" if is_prefix else "") for spelling in spellings(plain.strip())]
        parts.append(terms[0] if len(terms) == 1 else f"({' OR '.join(terms)})")
        operators = []
    if not parts:
        raise ArgumentError(f"there is no word to search for in {words!r}")
    return " ".join(parts)


def _joined(operators: list[str], *, is_first: bool) -> str:
    """What joins two terms between which these operators were typed. FTS5 knows no NOT but that between two terms: all
    the others cannot be asked."""
    if "NOT" in operators and (is_first or "OR" in operators):
        raise ArgumentError("NOT needs words before it that are to be found: ferry NOT strike")
    if is_first:
        return ""
    return "NOT" if "NOT" in operators else operators[-1] if operators else "AND"

"""Full-text search over the articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, column, func, literal_column, select, table, text
from sqlalchemy.orm import Session

from project.archive.filters import Filters, apply
from project.archive.index_text import from_index
from project.archive.models import Article
from project.archive.query import match_expression

_SNIPPET_TOKENS = 28
# Best first: a word in the headline says more than one in the text; bm25's weights, in the index's order of columns.
_WEIGHTS = "8.0, 3.0, 1.0, 2.0"


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
    not be there, AND, OR, NOT in capitals between them, and (brackets). Raises :class:`ArgumentError` where nothing is
    left to look for, or only to leave out, for what cannot be read, and for a field before a word.
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

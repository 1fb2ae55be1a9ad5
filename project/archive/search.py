"""Full-text search over the articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, String, case, column, func, literal_column, select, table, text
from sqlalchemy.orm import Session

from project.archive.filters import Filters, apply
from project.archive.index_text import from_index
from project.archive.models import Article
from project.archive.query import match_expression

_SNIPPET_TOKENS = 28
_BEGINNING = 160

_SHOWN = (
    Article.id, Article.title, Article.site, Article.url, Article.published_at, Article.byline, Article.copy_of_id,
)  # fmt: skip

Order = Literal["best", "newest", "oldest"]
_BY_DATE: dict[str, tuple[ColumnElement[Any], ...]] = {
    "newest": (Article.dated_at.desc(), Article.id.desc()),
    "oldest": (Article.dated_at.asc(), Article.id.asc()),
}
# Best first: a word in the headline says more than one in the text; bm25's weights, in the index's order of columns.
_WEIGHTS = "8.0, 3.0, 1.0, 2.0"


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found. ``snippet`` is where the words stand, each between the caller's marks; ``copy_of`` the
    number of its original."""

    article_id: int
    title: str
    site: str
    url: str
    published_at: datetime | None
    authors: str
    copy_of: int | None
    snippet: str


def search(
    session: Session, words: str, filters: Filters, *, order: Order = "best", marks: tuple[str, str] = ("[", "]")
) -> Iterator[Hit]:
    """Articles that hold the words.

    ``words``: words that all have to be there, "phrases" in quotes, prefixes such as ``elect*``, ``-words`` that must
    not be there, AND, OR, NOT in capitals between them, and (brackets). Raises :class:`ArgumentError` where nothing is
    left to look for, or only to leave out, for what cannot be read, and for a field before a word.
    """
    snippet = func.snippet(literal_column("article_search"), -1, *marks, " … ", _SNIPPET_TOKENS, type_=String)
    query = (
        select(*_SHOWN, snippet)
        .select_from(Article)
        .join(table("article_search"), column("article_search.rowid", is_literal=True) == Article.id)
        .where(text("article_search MATCH :expression").bindparams(expression=match_expression(words)))
    )
    by = _BY_DATE.get(order, (literal_column(f"bm25(article_search, {_WEIGHTS})"), Article.id.desc()))
    for row in session.execute(apply(query, filters).order_by(*by).limit(filters.limit)):
        yield Hit(*row[:-1], from_index(row[-1]))


def listed(session: Session, filters: Filters, *, order: Order = "newest") -> Iterator[Hit]:
    """All articles that the filters leave, by their dates. A snippet is what the page says that the story is about."""
    about = case((Article.description != "", Article.description), else_=func.substr(Article.text, 1, _BEGINNING))
    by = _BY_DATE.get(order, _BY_DATE["newest"])
    for row in session.execute(apply(select(*_SHOWN, about), filters).order_by(*by).limit(filters.limit)):
        yield Hit(*row)

"""By which address an article is stored: each by one of its own."""

from __future__ import annotations

from itertools import count

from sqlalchemy import text

from project.archive.statements import Driver, Statement

_TAKEN = Statement(text("SELECT 1 FROM articles WHERE url = :url"))
_HOLDER = Statement(
    text(
        "SELECT articles.id, coalesce(pages.url, articles.url) FROM articles "
        "LEFT JOIN pages ON pages.article_id = articles.id AND pages.is_source WHERE articles.url = :url"
    )
)
_MOVE = Statement(text("UPDATE articles SET url = :url WHERE id = :id"))


def is_free(driver: Driver, url: str) -> bool:
    """Whether no article is stored by this address."""
    return _TAKEN.run(driver, {"url": url}).fetchone() is None


def make_free(driver: Driver, url: str) -> str:
    """A page's own address, by which another page's article is stored: that one goes by its own page's from now on."""
    article_id, own = _HOLDER.run(driver, {"url": url}).fetchone()
    addresses = (f"{own}#{number}" if number > 1 else own for number in count(1))
    _MOVE.run(driver, {"id": article_id, "url": next(each for each in addresses if is_free(driver, each))})
    return url

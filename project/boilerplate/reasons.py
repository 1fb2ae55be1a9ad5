"""Why a block is dropped, in the words that are stored, where more than one place has to know them."""

from __future__ import annotations

import re

LETTER = "subscription letter"

_REPEATED = re.compile(r"repeated on \d+ articles? of the site")


def repeated_on(articles: int) -> str:
    """The reason of a block that so many articles of its site have."""
    return f"repeated on {articles} articles of the site"


def is_repeated(reason: str | None) -> bool:
    """Whether a block was dropped because its site repeats it.

    >>> is_repeated(repeated_on(9)), is_repeated(LETTER), is_repeated(None)
    (True, False, False)
    """
    return reason is not None and _REPEATED.fullmatch(reason) is not None

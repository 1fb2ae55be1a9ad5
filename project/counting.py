"""Numbers with their nouns, for people."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """A number and what it counts, of which there is ``one`` or there are ``many``: by default ``one`` with an s.

    >>> counted(1, "article"), counted(2000, "article"), counted(2, "copy", "copies")
    ('1 article', '2,000 articles', '2 copies')
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"

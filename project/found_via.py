"""How an address came into the ledger, in the words of its column ``found_via``: the way, and mostly the place.

``sitemap https://www.example.com/news.xml``, ``section https://www.example.com/politics/``, ``hand urls.txt``.
"""

from __future__ import annotations

from typing import Final, Literal

Way = Literal["sitemap", "feed", "front page", "section", "older list", "link", "redirect", "part of", "hand", "warc"]
"""``redirect`` and ``part of`` come with the address of the story, ``hand`` and ``warc`` with a file's name, all others
with the address of what names or links to the page."""

A_SECTION: Final = "section"
"""Of a section's own page, which is read as a list. What it links to was found via the section and its address."""

_BY_LINK: tuple[Way, ...] = ("link", "section", "front page", "older list")
_STARTS_BY_LINK = tuple(f"{way} " for way in _BY_LINK)


def via(way: Way, where: str = "") -> str:
    """What stands in the ledger; without a place where none is known.

    >>> via("hand", "urls.txt")
    'hand urls.txt'
    """
    return f"{way} {where}" if where else way


def is_by_hand(found_via: str | None) -> bool:
    """Whether an operator named the very page."""
    return found_via is not None and found_via.startswith("hand")


def is_by_link(found_via: str) -> bool:
    """Whether a link on another page led to it: the site itself did not announce it.

    >>> is_by_link(via("front page", "https://www.example.com/")), is_by_link(A_SECTION)
    (True, False)
    """
    return found_via.startswith(_STARTS_BY_LINK)


def is_by_announcement(found_via: str) -> bool:
    """Whether a sitemap or a feed of the site named it.

    >>> is_by_announcement(via("feed", "https://www.example.com/rss"))
    True
    """
    return found_via.startswith(("sitemap ", "feed "))

"""Whether an extracted page is an article at all: a pure judgement, for the crawl and for the commands alike."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from project.briefs import LEAST_LETTERS
from project.items import Article, PageType
from project.scripts import letters_of

LISTS: frozenset[PageType] = frozenset(("section", "tag", "author", "search", "shop", "login", "front"))
"""Pages that tell no story, by their type."""
MEDIA: frozenset[PageType] = frozenset(("live", "gallery", "video"))
"""Pages that may tell one."""
# Beside pictures and films stands a caption at least so often as a story, which is longer.
_LEAST_LETTERS_BESIDE_MEDIA = 400
# A site's clock, and the zone of a date without one, can be a day ahead.
_AHEAD = timedelta(days=1, hours=12)


def reason_to_drop(article: Article, now: datetime | None = None) -> str | None:
    """Why an item is no article, or None for one that is.

    One that an operator asked for (``by_hand``) is kept unless nothing on its page can be an article. ``now`` is aware.
    """
    letters = 0
    for paragraph in article.paragraphs:
        letters += letters_of(paragraph)
        if letters >= _LEAST_LETTERS_BESIDE_MEDIA:
            break
    if not letters:
        return "no text" if article.access != "blocked" else "no text: the site shows it to subscribers only"
    if article.by_hand:
        return None
    if article.page_type in LISTS:
        return f"not an article but a {article.page_type} page"
    if not article.title.strip():
        return "no title"
    if article.page_type in MEDIA and letters < _LEAST_LETTERS_BESIDE_MEDIA:
        return f"a {article.page_type} page without a story"
    if letters < LEAST_LETTERS:
        return "too little text"
    if article.published_at is not None and article.published_at > (now or datetime.now(UTC)) + _AHEAD:
        return "published in the future"
    return None

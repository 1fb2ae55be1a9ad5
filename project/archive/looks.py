"""What a new look at a page changes in its article: whether it shows the article's words, all of them, or others."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from project import items
from project.addresses import canonical, site_of
from project.archive.article_urls import is_free
from project.archive.identity import Stored
from project.archive.overlap import is_one_moment, judge, overlap
from project.archive.rows import is_walled_off
from project.archive.shingles import shingled
from project.archive.statements import Driver, Statement
from project.archive.storable import storable
from project.folding import fold_case

# Another address of an article gives its words only when it has all that is stored, and so much more.
_MORE_WORDS = 1.2
_NOTHING_LOST = 0.9
# What was shown before a wall may be told in other words behind it, and may have a line of the wall's.
_SHOWN_BEFORE = 0.5
_LONG = 60

_LIVING_SOURCE = Statement(
    text("SELECT 1 FROM pages WHERE article_id = :id AND is_source AND state = 'stored' AND url != :url")
)


def takes_over(driver: Driver, stored: Stored, values: dict[str, Any], article: items.Article, url: str) -> bool:
    """Whether an article's words come from this page from now on, and no longer from another of its pages: never from
    one that hides them, and from its own address rather than from others."""
    if is_hidden(stored, values, article):
        return False
    if url == canonical(stored.url):
        return True
    is_more: bool = values["word_count"] >= stored.word_count * _MORE_WORDS
    if (is_more or _is_less(stored, values)) and _shared(stored, values) >= _NOTHING_LOST:
        return is_more
    return _LIVING_SOURCE.run(driver, {"id": stored.id, "url": url}).fetchone() is None


def loses_words(stored: Stored, values: dict[str, Any]) -> bool:
    """Whether a page has not nearly all words that are stored."""
    return stored.word_count > 0 and (_is_less(stored, values) or _shared(stored, values) < _NOTHING_LOST)


def _is_less(stored: Stored, values: dict[str, Any]) -> bool:
    return bool(values["word_count"] * _MORE_WORDS < stored.word_count)


def _shared(stored: Stored, values: dict[str, Any]) -> float:
    """Share of the words of the shorter text that stand in the longer one."""
    return overlap(shingled(stored.text), shingled(values["text"])).score


def is_hidden(stored: Stored, values: dict[str, Any], article: items.Article) -> bool:
    """Whether a page shows less of a stored text than it did: a paywall, an error that calls itself a page, a further
    part that did not come."""
    is_closed = article.is_cut or is_walled_off(stored.access, values["access"])
    return stored.word_count > 0 and (
        values["word_count"] == 0 or (is_closed and values["word_count"] < stored.word_count)
    )


def unhidden(stored: Stored, values: dict[str, Any]) -> Stored:
    """What to compare a page with: the stored article, with the page's text where the stored one was cut by a wall that
    is open now. The publisher wrote none of it since, unless what was shown is no longer there."""
    is_open = is_walled_off(values["access"], stored.access) and _shared(stored, values) >= _SHOWN_BEFORE
    return replace(stored, text=values["text"]) if is_open else stored


def has_other_words(stored: Stored, values: dict[str, Any]) -> bool:
    """Whether an article's page has another text under another headline: another story, or all of it was rewritten. A
    story that was published at the same moment is the same one."""
    if stored.text_hash == values["text_hash"] or fold_case(stored.title) == fold_case(values["title"]):
        return False
    if is_one_moment(stored.published_at, values["published_at"]):
        return False
    return judge(stored.text, values["text"]) is None


def names_another(driver: Driver, stored: Stored, values: dict[str, Any], article: items.Article) -> bool:
    """Whether a page that answered where it was asked for names an address for its own that is neither that nor its
    article's. A first line on what has just happened may be rewritten under a new headline, and its address with it;
    and what names the address of an article whose words it has not, such as the front page's, does so by mistake."""
    asked, answered = (canonical(storable(each)) for each in (article.page_url, article.final_url or article.page_url))
    is_elsewhere = canonical(values["url"]) not in (asked, canonical(stored.url))
    return stored.word_count >= _LONG and asked == answered and is_elsewhere and is_free(driver, values["url"])


def is_earlier(date: datetime, stored: datetime) -> bool:
    """Whether a page dates its article earlier than it did. An hour is none: the clock was not put forward, or the page
    goes by the summer's time in winter.

    >>> noon = datetime(2028, 3, 26, 12)
    >>> is_earlier(noon.replace(hour=11, minute=30), noon), is_earlier(noon.replace(hour=11), noon)
    (True, False)
    """
    return date < stored and stored - date != timedelta(hours=1)


def new_address(driver: Driver, stored: Stored, values: dict[str, Any]) -> str | None:
    """The address that a page names for its article now, if it is another one and free."""
    url: str = values["url"]
    if not url or canonical(url) == canonical(stored.url) or site_of(url) != site_of(stored.url):
        return None
    return url if is_free(driver, url) else None

"""What a new look at a page changes in its article: whether it shows the article's words, all of them, or others."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, text

from project import items
from project.addresses import canonical, site_of
from project.archive.article_urls import is_free
from project.archive.base import Moment
from project.archive.identity import Stored, same_story
from project.archive.overlap import is_one_moment, judge, overlap
from project.archive.removal import is_removed
from project.archive.rows import is_walled_off
from project.archive.shingles import shingled
from project.archive.statements import Driver, Statement
from project.archive.storable import storable
from project.folding import fold_case
from project.outcomes.reasons import MIXED_UP, UNSURE

# Another address of an article gives its words only when it has all that is stored, and so much more.
_MORE_WORDS = 1.2
_NOTHING_LOST = 0.9
# What was shown before a wall may be told in other words behind it, and may have a line of the wall's.
_SHOWN_BEFORE = 0.5
_LONG = 60

# Less than so much of the stored text is hardly an edit.
_HARDLY_LESS = 0.5
# A page that breaks off within a tag leaves some of it behind its text.
_REST_OF_A_TAG = 8

_LIVING_SOURCE = Statement(
    text("SELECT 1 FROM pages WHERE article_id = :id AND is_source AND state = 'stored' AND url != :url")
)

_WRITTEN_OVER = Statement(text("SELECT count(*) FROM revisions WHERE article_id = :id AND kind = 'rewrite'"))
# What was not believed is kept in the row of its page, as the hash of its words, until the page is looked at again. It
# may be so within the hour, where its site announces it anew: whatever is wrong there is wrong still.
_LEAST_STAY = timedelta(hours=12)
_STAYS = Statement(
    text("SELECT 1 FROM pages WHERE url = :url AND reason = :unsure AND fetched_at <= :before").bindparams(
        bindparam("before", type_=Moment())
    )
)
_SHOWN_ELSEWHERE = Statement(
    text(
        "SELECT 1 FROM articles WHERE text_hash = :text_hash AND site = :site AND id != :id UNION ALL "
        "SELECT 1 FROM pages WHERE site = :site AND next_fetch_at IS NOT NULL AND body_hash = :text_hash "
        "AND reason IN (:mixed_up, :unsure) AND article_id != :id"
    )
)


def which(
    driver: Driver,
    article: items.Article,
    values: dict[str, Any],
    known: Stored | None,
    now: datetime,
    *,
    is_source: bool,
) -> tuple[Stored | None, bool, str | None]:
    """(the stored article that a page shows, whether it joins that one, why what it shows is not believed).

    ``known`` is the article that the page showed before; ``is_source``: its words are that page's.
    """
    if known is not None and is_source and is_strange(known, values, article):
        # A server that is out of order shows the same at each address; what it shows at one passes in a day.
        if _is_shown_elsewhere(driver, known, values):
            return known, False, MIXED_UP
        url = storable(article.page_url)
        if not _stays(driver, url, now) and not _is_written_daily(driver, known, values):
            return known, False, UNSURE
    if known is not None and not has_other_words(known, values):
        return known, False, None
    other = same_story(driver, values, canonical(values["url"]))
    if known is None:
        return other, other is not None, None
    if is_source:
        # A cache mixed up its pages, or an old story leads to a newer one: neither has the old one's words.
        is_mixed_up = (
            other is not None
            or names_another(driver, known, values, article)
            or is_removed(driver, values["url"], article.final_url)
        )
        return known, False, MIXED_UP if is_mixed_up else None
    if canonical(values["url"]) != canonical(known.url):
        # It showed that article's words when it was looked at first, and names another address for its own.
        return other, other is not None, None
    return known, False, None


def takes_over(driver: Driver, stored: Stored, values: dict[str, Any], article: items.Article, url: str) -> bool:
    """Whether an article's words come from this page from now on, and no longer from another of its pages: never from
    one that hides them, and from its own address rather than from others."""
    if is_hidden(stored, values, article):
        return False
    if url == canonical(stored.url) and not is_strange(stored, values, article):
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


def is_strange(stored: Stored, values: dict[str, Any], article: items.Article) -> bool:
    """Whether a page shows what a publisher seldom makes of a story, and a server in trouble does: a small part of it,
    one that breaks off within a sentence, other and fewer words, or those of another language."""
    is_told = stored.word_count >= _LONG and stored.text_hash != values["text_hash"]
    if not is_told or article.page_type == "live" or is_hidden(stored, values, article):
        return False
    if values["word_count"] < stored.word_count * _HARDLY_LESS or _breaks_off(stored.text, values["text"]):
        return True
    is_foreign = None not in (stored.language, values["language"]) and stored.language != values["language"]
    return (is_foreign or _is_less(stored, values)) and _shared(stored, values) < _SHOWN_BEFORE


def is_another_text(stored: Stored, values: dict[str, Any], article: items.Article) -> bool:
    """Whether a page shows a text that has little in common with the stored one."""
    return not is_hidden(stored, values, article) and _shared(stored, values) < _SHOWN_BEFORE


def _breaks_off(whole: str, text: str) -> bool:
    """
    >>> whole = "Ice melts. It rains on."
    >>> _breaks_off(whole, "Ice melts. It ra<"), _breaks_off(whole, "Ice melts. It snows on.")
    (True, False)
    """
    if len(text) >= len(whole):
        return False
    end = next((place for place, (one, other) in enumerate(zip(whole, text, strict=False)) if one != other), len(text))
    return end >= len(text) - _REST_OF_A_TAG and not whole.startswith("\n\n", end)


def _is_shown_elsewhere(driver: Driver, stored: Stored, values: dict[str, Any]) -> bool:
    told = {name: values[name] for name in ("text_hash", "site")}
    told |= {"id": stored.id, "mixed_up": MIXED_UP, "unsure": UNSURE}
    return _SHOWN_ELSEWHERE.run(driver, told).fetchone() is not None


def _stays(driver: Driver, url: str, now: datetime) -> bool:
    """Whether a page was not believed either when it was looked at last, long enough ago."""
    return _STAYS.run(driver, {"url": url, "unsure": UNSURE, "before": now - _LEAST_STAY}).fetchone() is not None


def _is_written_daily(driver: Driver, stored: Stored, values: dict[str, Any]) -> bool:
    """Whether a page was published anew, or was written over twice before, as the weather's is every day."""
    published_at = values["published_at"]
    is_anew = stored.published_at is not None and published_at is not None and published_at > stored.published_at
    ((times,),) = _WRITTEN_OVER.run(driver, {"id": stored.id})
    return bool(is_anew or times >= 2)


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

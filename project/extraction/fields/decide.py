"""Fields that several sources decide together: what a story is called, and when it appeared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from project.extraction import dates, headline, titles
from project.extraction.dating.day_order import may_be_month_first
from project.extraction.dating.labels import of_publication
from project.extraction.dating.yearless import with_year
from project.extraction.dating.zones import likely_zone, locale_of
from project.extraction.fields.evidence import Evidence
from project.extraction.fields.nearby import bold_line_above, is_above_story
from project.extraction.fields.shown_dates import is_of_date
from project.extraction.fields.url_days import moment_in_url
from project.extraction.language import normal
from project.items import Article
from project.processors import clean_text, cut, drop_placeholder

Source = tuple[str, Callable[[Evidence], Any]]
"""A source's name, and what it says on a page: a text, several, or None."""

_MAX_TITLE = 500
# A headline stands among the first lines of its page.
_TOP_LINES = 400
# Beside the headline a date stands within so many lines.
_LINES, _LONGEST_LINE = 4, 80
# Zones are 14 hours east of UTC at most, 12 west; a paper dates a story a day ahead, too.
_MOST_APART = timedelta(hours=38)
_ANYWHERE = ("line above the headline", "page", "line on the page")
# "News > Article"
_PATH = re.compile(r"[^\W\d]\s>\s[^\W\d]")
_BY_HEADLINE = ("line by the headline", "label on the page")
_VISIBLE = (*_BY_HEADLINE, *_ANYWHERE, "page state")
# A page is made when it is asked for, or comes out of a cache.
_SINCE_FETCH = timedelta(hours=1)
# They tell nothing more of a moment that is known to the hour.
_LAST = ("line on the page", "page state")
# Papers wrote no such addresses before.
_FIRST_YEAR = 1994
_YEARS_APART = timedelta(days=366)


def set_title(article: Article, page: Evidence) -> None:
    """The headline that the page shows, as far as anything tells which line that is."""

    def text(value: str | None) -> str:
        return drop_placeholder(clean_text(value) or "") or "" if value else ""

    given = headline.Titles(
        shown=tuple(page.shown_headlines),
        structured=text(page.story.headline),
        social=text(page.head.first("og:title")),
        tweeted=text(page.head.first("twitter:title")),
        document=text(page.head.title),
    )
    lines = page.page.blocks.texts[:_TOP_LINES]
    title, source = headline.choose(given, page.papers, lambda: lines)
    if not title and page.marked_headline:
        title, source = page.marked_headline, "page"
    if (marked := page.marked_headline) and source in ("title", "line on the page"):
        is_path = _PATH.search(title) is not None
        is_above = is_above_story(page.page.blocks, marked)
        is_marked = is_above or titles.is_site_name(title, page.papers) or headline.is_of_page(marked, title)
        # A section's name, which the title element has as well.
        is_section = is_above and len(title.split()) <= headline.SECTION_WORDS
        if is_marked if source == "title" else is_path or is_section:
            title, source = marked, "page"
    if source in ("", "title") and (line := bold_line_above(page.page.blocks)):
        title, source = line, "line on the page"
    if titles.is_cut(title):
        title = titles.uncut(title, lines)
    article.title = page.title = cut(_MAX_TITLE)(titles.drop_label(titles.drop_section(title, article.section))) or ""
    if source:
        article.sources["title"] = source


def set_dates(article: Article, page: Evidence, published: Iterable[Source], modified: Iterable[Source]) -> None:
    """The moment of publication that is told most exactly, and the first that is told of the last change."""
    said = [page.language, *page.head.every("og:locale")]
    locale = page.rules.locale or locale_of(page.page.url, said, article.language or normal(page.language))
    moments = _moments(published, page, locale)
    in_url = moment_in_url(page.page.url, now=page.now)
    # "/2024/05/03/", "/20240503/"; a number in a slug may be the day that the story is about.
    is_path = in_url is not None and ("/" in in_url.raw or f"/{in_url.raw}/" in page.page.url)
    if in_url and (not moments or (is_path and in_url.at.year >= _FIRST_YEAR and _is_doubtful(moments[0], in_url))):
        # The days of other stories, and those that a story tells of, stand on a page, too.
        moments = _moments(published, page, locale, of=in_url) or [("address", in_url)]
    elif moments and moments[0][0] not in (*_VISIBLE, "address"):
        moments = _instead(moments[0][1], in_url if is_path else None, page, published, locale) or moments
    if moments:
        source, moment = _most_exact(moments)
        if not moment.has_time and (exact := _hour_of(moment, page, locale)):
            source, moment = "line by the headline", exact
        article.published_at, article.published_at_raw = moment.at, moment.raw
        article.sources["published_at"] = source
    is_shown = article.sources.get("published_at") in (None, "address", *_VISIBLE)
    order = [source for source in modified if is_shown or source[0] != "line by the headline"]
    if changes := _moments(order, page, locale, since=article.published_at):
        source, moment = changes[0]
        article.modified_at = moment.at
        article.sources["modified_at"] = source


def _instead(
    told: dates.Moment, in_url: dates.Moment | None, page: Evidence, published: Iterable[Source], locale: str
) -> list[tuple[str, dates.Moment]]:
    """What the page shows by its headline, where that is of an earlier day than metadata ``told``, and the address
    names this day too, or metadata tells when the page was fetched: then the day in the address will do as well."""
    is_of_fetch = told.has_time and told.at > page.now - _SINCE_FETCH
    is_after_url = in_url is not None and told.at > in_url.at and not _is_same_day(told, in_url)
    if not (is_of_fetch or is_after_url):
        return []
    shown = _moments((source for source in published if source[0] in _BY_HEADLINE), page, locale, of=in_url)
    if shown and told.at > shown[0][1].at and not _is_same_day(told, shown[0][1]):
        return shown
    return [("address", in_url)] if in_url and is_of_fetch and is_after_url else []


def _is_doubtful(found: tuple[str, dates.Moment], in_url: dates.Moment) -> bool:
    """Whether a date may be another story's, today's, or one that the story tells of: far from the headline, or years
    from the day in the address."""
    source, moment = found
    return source in _ANYWHERE or (source == "line by the headline" and abs(moment.at - in_url.at) > _YEARS_APART)


def _hour_of(day: dates.Moment, page: Evidence, locale: str) -> dates.Moment | None:
    """The moment of a day that a line by the headline tells without the year."""
    # "Town Hall, 15/11 at 19:00" is when something happens.
    lines = [line for line in (*page.near[1][:_LINES], *page.near[0][:_LINES]) if len(line) < _LONGEST_LINE]
    near = of_publication(filter(is_of_date, lines))
    dated = (with_year(line, day.at) for line in near)
    moments = (_read(line, page, locale, slowly=False) for line in dated if line)
    return next((moment for moment in moments if moment and moment.has_time and _is_same_day(moment, day)), None)


def date_by_change(article: Article) -> None:
    """Date an article that only tells when it was changed by that: as a moment it is nearer than that of the crawl."""
    if article.published_at is None and article.sources.get("modified_at") in _VISIBLE:
        article.published_at = article.modified_at
        article.sources["published_at"] = "last change"


def _moments(
    order: Iterable[Source],
    page: Evidence,
    locale: str,
    *,
    since: datetime | None = None,
    of: dates.Moment | None = None,
) -> list[tuple[str, dates.Moment]]:
    """(source, moment) of the sources up to and with the first that is exact, in their order; none before ``since``,
    and none of another day than ``of``."""
    found: list[tuple[str, dates.Moment]] = []
    for source, read in order:
        if found and source in _LAST and any(moment.has_time for _, moment in found):
            break
        value = read(page)
        for text in [value] if isinstance(value, str) else value or ():
            moment = _read(clean_text(text), page, locale, slowly=source in _VISIBLE and not found)
            if (
                moment is not None
                and (since is None or not _is_before(moment, since))
                and (of is None or _is_same_day(moment, of))
            ):
                found.append((source, moment))
                break
        if found and found[-1][1].has_zone and found[-1][1].has_time:
            break
    return found


def _read(text: str | None, page: Evidence, locale: str, *, slowly: bool) -> dates.Moment | None:
    """The moment in a text, its zone that of the site's rules, or else that of its country or language.

    A day without a time is the day of the page's own calendar: it is not shifted.
    """
    zone, language = page.zone or likely_zone(locale), locale
    if locale == "en" and text and may_be_month_first(text):
        # Of eight papers at addresses of no country, six had the month first (daniel, January 2012).
        language = "en" if page.is_day_first else "en-us"
    reads = (dates.read_moment, dates.read_moment_slowly) if slowly else (dates.read_moment,)
    for read in reads:
        moment = read(text or "", zone=zone, language=language, now=page.now)
        if moment is not None and not moment.has_time:
            moment = read(text or "", zone=UTC, language=language, now=page.now)
        if moment is not None:
            return moment
    return None


def _is_same_day(moment: dates.Moment, day: dates.Moment) -> bool:
    """Whether two moments can be of one day, whatever their zones; ``day`` is midnight of it in some zone."""
    return -_MOST_APART < moment.at - day.at < timedelta(days=1) + _MOST_APART


def _is_before(moment: dates.Moment, since: datetime) -> bool:
    """Whether a change is told to be older than the publication, or only to be of the same day."""
    is_same_day = not moment.has_time and since.time() != time() and moment.at.date() == since.date()
    return is_same_day or moment.at < since - timedelta(days=0 if moment.has_time else 1)


def _most_exact(found: list[tuple[str, dates.Moment]]) -> tuple[str, dates.Moment]:
    """The first moment, or a later one that tells the same more exactly: the hour of the day, the zone of the hour."""
    best_source, best = found[0]
    for source, moment in found[1:]:
        apart = abs((moment.at - best.at).total_seconds())
        if (not best.has_time and moment.has_time and apart < 86_400 + 50_400) or (
            best.has_time
            and not best.has_zone
            and moment.has_zone
            and moment.has_time
            and apart <= 50_400
            # The same time of day in some zone: another is that of a change.
            and (apart + 60) % 900 <= 120
        ):
            best_source, best = source, moment
    return best_source, best

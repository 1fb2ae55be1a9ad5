"""Fields that several sources decide together: what it is called, who wrote it, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from project.extraction import byline, dates, headline, titles
from project.extraction.agencies import agency_named
from project.extraction.credits import LABEL, SOURCE
from project.extraction.evidence import Evidence
from project.extraction.labels import of_publication
from project.extraction.language import normal
from project.extraction.nearby import CREDIT, before_date, bold_line_above
from project.extraction.orders import may_be_month_first
from project.extraction.texts import has_no_case
from project.extraction.url_days import moment_in_url, with_year
from project.extraction.wires import agencies_of, agencies_of_story, credited_in
from project.extraction.zones import likely_zone, locale_of
from project.items import Article
from project.processors import clean_text, cut, unique

Source = tuple[str, Callable[[Evidence], Any]]
"""A source's name, and what it says on a page: a text, several, or None."""

_SIGNED_BY_MACHINE = ("json-ld author", "meta author", "microdata author")
_MAX_TITLE = 500
# A headline stands among the first lines of its page.
_TOP_LINES = 400
_LONGEST_BYLINE, _LONGEST_CREDIT = 160, 60
_MOST_WRITERS = 3
# Beside the headline a date stands within so many lines.
_LINES = 4
# Zones are 14 hours east of UTC at most, 12 west; a paper dates a story a day ahead, too.
_MOST_APART = timedelta(hours=38)
_ANYWHERE = ("line above the headline", "page", "line on the page")
_VISIBLE = ("line by the headline", "label on the page", *_ANYWHERE, "page state")
# They tell nothing more of a moment that is known to the hour.
_LAST = ("line on the page", "page state")
# Papers wrote no such addresses before.
_FIRST_YEAR = 1994
_YEARS_APART = timedelta(days=366)


def set_title(article: Article, page: Evidence) -> None:
    """The headline that the page shows, as far as anything tells which line that is."""

    def text(value: str | None) -> str:
        return (clean_text(value) or "") if value else ""

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
    if source == "title" and page.marked_headline and not _shares_words(title, page.marked_headline):
        title, source = page.marked_headline, "page"
    if source in ("", "title") and (line := bold_line_above(page.page.blocks)):
        title, source = line, "line on the page"
    if titles.is_cut(title):
        title = titles.uncut(title, lines)
    article.title = page.title = cut(_MAX_TITLE)(titles.drop_label(titles.drop_section(title, article.section))) or ""
    if source:
        article.sources["title"] = source


def _shares_words(one: str, other: str) -> bool:
    return not set(titles.fold(one).split()).isdisjoint(titles.fold(other).split())


def set_authors(article: Article, page: Evidence, order: Iterable[Source]) -> None:
    """People from markup, then from a visible byline that is surely one, then the paper, then any visible byline.

    A paper that signs with its own name in markup is the author where nobody else is, and so is an agency that markup
    enters as a person; an agency that markup enters as an organisation, or that only the visible byline names, goes to
    the agency's field alone. Measured on the bench corpus' pages with known authors: F1 .939; without agencies .888,
    without papers .814, with people alone .769.
    """
    agencies: list[str] = []
    is_user = False
    for source, read in order:
        names: list[str] = []
        values = [line for value in read(page) if (line := clean_text(value))]
        if source in ("byline", "any byline") and page.around:
            values = _close(values, page)
        is_markup = source in _SIGNED_BY_MACHINE
        for line in values:
            agencies += agencies_of(line)
            names += byline.names_in(line, papers=page.papers, with_agencies=is_markup)
        if is_markup and all(agency_named(name) for name in names):
            papers = [line for line in values if byline.is_paper(line, page.papers) or byline.is_desk(line)]
            if names:
                names += papers
        if not names and is_markup:
            names = papers[:1]
            if names:
                article.sources.setdefault("authors", source)
                article.authors = article.authors or names
            continue
        if is_markup and names and all(map(_is_user, names)):  # whoever uploaded it: the page may show its writer
            article.sources.setdefault("authors", source)
            article.authors, is_user = article.authors or unique(names), True
            continue
        # A pen name is not replaced by whoever is named far from the headline.
        is_near = source in ("byline", "line by the headline") or (
            source == "any byline" and not set(page.near[1][:3]).isdisjoint(values)
        )
        if is_user and not (names and is_near and any(map(byline.is_full_name, names))):
            continue
        if source == "json-ld organisation":
            names = [line for line in values if not agency_named(line)][:1]
        if source == "signature" and not names:
            names = [line for line in values if byline.is_desk(line)]
        is_paper = bool(article.authors) and all(map(byline.is_full_name, names))
        if names and not (source == "any byline" and (agencies or (article.authors and not is_paper))):
            if (
                source in _SIGNED_BY_MACHINE
                or source in ("byline", "line by the headline", "signature", "any byline")
                or not article.authors
            ):
                article.authors, article.sources["authors"] = unique(names), source
            break
    # The system may only know who uploaded the story.
    if page.names_above and set(page.names_above).isdisjoint(article.authors):
        article.authors, article.sources["authors"] = page.names_above, "byline in the story"
    for name in [*page.story.organisations, page.story.source or ""]:
        agencies += agencies_of(name)
    if not agencies and (paragraphs := article.paragraphs):
        agencies = agencies_of_story(paragraphs[:2], (page.signature or paragraphs)[-1]) or _credited(article, page)
    if agencies:
        article.agency = agencies[0]
        article.sources["agency"] = "byline"


def _credited(article: Article, page: Evidence) -> list[str]:
    """The agencies beside the writers in a byline behind the headline, which markup may only tell in part, and those
    credited in the first line behind the story: "With files from Reuters"."""
    found: list[str] = []
    for line in page.near[1]:
        if len(line) < _LONGEST_BYLINE and any(map(line.count, article.authors)) and not CREDIT.search(line):
            beside = before_date(line)
            for author in article.authors:
                beside = beside.replace(author, ",")
            found += credited_in(byline.open_byline(beside)[0], is_byline=True) or agencies_of(beside)
            found += [name for part in LABEL.split(line) if SOURCE.match(part) for name in agencies_of(part)]
    last = max((row for row, block in enumerate(article.blocks) if block.reason is None), default=0)
    behind = (block for block in article.blocks[last + 1 : last + 2] if block.reason != "caption")
    return found + [name for block in behind if len(block.text) < _LONGEST_CREDIT for name in credited_in(block.text)]


def _close(values: list[str], page: Evidence) -> list[str]:
    """Of what elements for authors say, what stands by the headline or the story: the rest is in a box of columnists.
    The only one of the page may stand anywhere if it holds a few full names."""
    text = "\n".join((page.around, *page.near[0], *page.near[1]))
    named = [(line, byline.names_in(line, papers=page.papers)) for line in values]
    close = [line for line, names in named if not names or any(all(map(text.count, name.split())) for name in names)]
    is_only = len(named) == 1 and 0 < len(named[0][1]) <= _MOST_WRITERS and all(map(byline.is_full_name, named[0][1]))
    return values if is_only else close


def _is_user(name: str) -> bool:
    """Whether a name is that of a user or a paper rather than a writer's: one word, in a script with capitals."""
    return " " not in name and not has_no_case(name[0]) and not agency_named(name)


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


def _is_doubtful(found: tuple[str, dates.Moment], in_url: dates.Moment) -> bool:
    """Whether a date may be another story's, today's, or one that the story tells of: far from the headline, or years
    from the day in the address."""
    source, moment = found
    return source in _ANYWHERE or (source == "line by the headline" and abs(moment.at - in_url.at) > _YEARS_APART)


def _hour_of(day: dates.Moment, page: Evidence, locale: str) -> dates.Moment | None:
    """The moment of a day that a line by the headline tells without the year."""
    near = of_publication((*page.near[1][:_LINES], *page.near[0][:_LINES]))
    lines = (with_year(line, day.at) for line in near)
    moments = (_read(line, page, locale, slowly=False) for line in lines if line)
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

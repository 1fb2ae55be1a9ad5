"""The days that addresses speak of: those of articles, and the names of sub-sitemaps."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from project.addresses import origin_of
from project.days import DAY, DD, MM, MONTH, MONTH_NAME, YEAR, month_number

Span = tuple[date, date]
"""First and last day, both included."""

_YEAR = rf"(?:18\d\d|{YEAR})"
_BEFORE, _AFTER = r"(?<![\d.])", r"(?![\d])"
# Whole dates first: /2014/02/12/, /2014/feb/12/, 2014-02-12, 2014_02_12, 20140212, 12-02-2014.
_DATES = (
    re.compile(rf"{_BEFORE}(?P<y>{_YEAR})([-/_.])(?P<m>{MONTH})\2(?P<d>{DAY}){_AFTER}"),
    re.compile(rf"{_BEFORE}(?P<y>{_YEAR})([-/_])(?P<m>{MONTH_NAME})[a-z]*\2(?P<d>{DAY}){_AFTER}"),
    re.compile(rf"{_BEFORE}(?P<y>{_YEAR})(?P<m>{MM})(?P<d>{DD}){_AFTER}"),
    re.compile(rf"{_BEFORE}(?P<d>{DD})([-/_.])(?P<m>{MM})\2(?P<y>{_YEAR}){_AFTER}"),
    re.compile(
        rf"[?&](?:yyyy|year|y)=(?P<y>{_YEAR})(?:&(?:mm|month|m)=(?P<m>{MONTH}))?(?:&(?:dd|day|d)=(?P<d>{DAY}))?{_AFTER}"
    ),
    re.compile(rf"{_BEFORE}(?P<y>{_YEAR})([-/_])(?P<m>{MONTH})(?=[/.?&#_-]|$)"),
)
# What only the name of a sub-sitemap says: sitemap-2014.xml, sitemap-201402.xml, posts-2014-feb.xml. "sitemap2019.xml"
# and "?page=1900" are running numbers, and so may be what stands behind a year or a month in one digit.
_APART, _TO_ITS_END = r"(?<=[/_-])", r"(?=[/_.?&#-]|$)"
_IN_NAMES = (
    re.compile(rf"{_BEFORE}(?P<y>{_YEAR})([-/_.])(?P<m>{MM})\2(?P<d>{DD}){_AFTER}"),
    *_DATES[1:5],
    re.compile(rf"{_BEFORE}(?P<y>{_YEAR})[-/_](?P<m>{MM}){_TO_ITS_END}"),
    re.compile(rf"{_APART}(?P<y>{_YEAR})[-_]?(?P<m>{MONTH_NAME})[a-z]*{_TO_ITS_END}"),
    re.compile(rf"{_APART}(?P<y>{_YEAR})(?P<m>{MM}){_TO_ITS_END}"),
    re.compile(rf"{_APART}(?P<y>{_YEAR}){_TO_ITS_END}"),
)
_DIGITS = re.compile(r"\d+")
_SEGMENT_END = re.compile(r"(?:\.[a-z]{1,5})*(?:[/?&#]|$)")


def span_in_address(url: str) -> Span | None:
    """The days that an article's address speaks of: one day, or the days of a month.

    A date amid the words of a headline is none of publication.

    >>> span_in_address("https://a.example/2014/02/12/ice")
    (datetime.date(2014, 2, 12), datetime.date(2014, 2, 12))
    >>> span_in_address("https://a.example/remembering-09-11-2001-attacks")
    """
    text = _tail(url)
    places = (found for pattern in _DATES for found in pattern.finditer(text) if _is_in_place(text, found))
    return next((span for found in places if (span := _span(found))), None)


def span_in_name(url: str) -> Span | None:
    """The days that the name of a sub-sitemap speaks of: a day, a month, a year, or from the first to the last of some.

    >>> span_in_name("https://a.example/articles-2020-to-2026.xml")
    (datetime.date(2020, 1, 1), datetime.date(2026, 12, 31))
    """
    return _name_and_span(url)[1]


def spans_of_series(urls: Iterable[str]) -> dict[str, Span]:
    """The days that the sub-sitemaps of an index hold, by address, as far as their names tell it surely.

    A date in a name may mean "since 2015", or tell when the file was made. Where names differ in nothing else, each
    holds what lies between the one before it and the one behind; what lies before the first and behind the last, any
    of both may hold.

    >>> [last for _, last in spans_of_series(f"https://a.example/{year}.xml" for year in (2013, 2014)).values()]
    [datetime.date(2013, 12, 31), datetime.date(9999, 12, 31)]
    """
    series = dict[str, dict[Span, list[str]]]()
    for url in urls:
        name, span = _name_and_span(url)
        if span is not None:
            series.setdefault(name, {}).setdefault(span, []).append(url)
    spans = dict[str, Span]()
    for named in series.values():
        ordered = sorted(named)
        for place, (first, last) in enumerate(ordered):
            begins = min(first, ordered[place - 1][1] + timedelta(days=1)) if place else date.min
            ends = max(last, ordered[place + 1][0] - timedelta(days=1)) if place + 1 < len(ordered) else date.max
            spans |= dict.fromkeys(named[first, last], (begins, ends))
    return spans


def _name_and_span(url: str) -> tuple[str, Span | None]:
    """The name of a sub-sitemap without its numbers, and the days that it speaks of."""
    text, spans = _tail(url), list[Span]()
    for pattern in _IN_NAMES:
        for found in list(pattern.finditer(text)):
            if span := _span(found):
                spans.append(span)
                # A date is no year besides.
                text = text[: found.start()] + "|" * len(found[0]) + text[found.end() :]
    name = f"{origin_of(url)}{_DIGITS.sub('#', re.sub('[|]+', '|', text))}"
    return name, (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None


def _tail(url: str) -> str:
    return "/" + url.lower().split("://", 1)[-1].partition("/")[2]


def _is_in_place(text: str, found: re.Match[str]) -> bool:
    """Whether a date is a segment of an address, begins or ends one, or is written without any sign in it."""
    before = text[found.start() - 1]
    if found[0].isdecimal() or found[0][0] in "?&" or before in "/=":
        return True
    return before in "-_,." and _SEGMENT_END.match(text, found.end()) is not None


def _span(found: re.Match[str]) -> Span | None:
    parts = found.groupdict()
    year, month, day = int(parts["y"]), parts.get("m"), parts.get("d")
    try:
        if not month:
            return date(year, 1, 1), date(year, 12, 31)
        number = month_number(month)
        if not day:
            return date(year, number, 1), date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)
        return date(year, number, int(day)), date(year, number, int(day))
    except ValueError:
        return None

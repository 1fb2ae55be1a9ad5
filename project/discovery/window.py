"""Moments in sitemaps, feeds and addresses, and the window ``since`` … ``until`` that a crawl keeps to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from project.addresses import origin_of
from project.days import DAY, DD, MM, MONTH, MONTH_NAME, YEAR, month_number

Span = tuple[date, date]
"""First and last day, both included."""

# Publishers' clocks and zones differ from ours: a day more on both sides loses nothing and costs a few requests.
_SLACK = timedelta(days=1)
_WIDEST = timedelta(hours=16)  # no place was ever further from UTC
_OLDEST = 1800  # digitised papers reach back that far
AHEAD = timedelta(days=2)
"""A date that is further ahead of now is not what a site's clock says: it is wrong, or of something to come."""

_W3C = re.compile(
    r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ](\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?(?:\s?([ap])\.?m\b\.?)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
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
# A year, or a month of it, written in sitemaps for any moment of it.
_VAGUE = re.compile(r"(\d{4})(?:-(\d{1,2}))?")
_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?=T|\s|$)")


@dataclass(frozen=True, slots=True)
class Window:
    """What a crawl is to bring: from the first moment of ``since`` to the last of ``until``; None is open."""

    since: datetime | None = None
    until: datetime | None = None
    """The first moment after the window."""

    @property
    def is_open(self) -> bool:
        return self.since is None and self.until is None

    def is_outside(self, published_at: datetime) -> bool:
        """Whether a story of that moment is none of the crawl's."""
        return bool((self.since and published_at < self.since) or (self.until and published_at >= self.until))

    def is_surely_before(self, changed_at: datetime) -> bool:
        """Whether what was last changed then was published too early: nothing is changed before it is published."""
        return self.since is not None and changed_at < self.since - _SLACK

    def is_surely_outside(self, span: Span) -> bool:
        """Whether no moment of these days, in any zone, lies in the window."""
        first, last = span
        return bool(
            (self.since and last < (self.since - _SLACK).date())
            or (self.until and first > (self.until + _SLACK).date())
        )

    def rules_out(self, url: str, published_at: datetime | None, changed_at: datetime | None) -> bool:
        """Whether what a site announces at an address is surely none of the crawl's, by its dates or its address."""
        if self.is_open:
            return False
        if published_at is not None:
            # It may bear no zone: what the page itself tells decides.
            day = published_at.date()
            return self.is_surely_outside((day, day))
        if changed_at is not None and self.is_surely_before(changed_at):
            return True
        span = span_in_address(url)
        return span is not None and self.is_surely_outside(span)

    def rules_out_sitemap(self, span: Span | None, changed_at: datetime | None) -> bool:
        """Whether a whole sub-sitemap is, by its ``lastmod`` or by the days that its name tells of (see
        :func:`spans_of_series`).

        A name tells of what it was made for: what was changed since the window's beginning may hold more.
        """
        if self.is_open:
            return False
        if changed_at is not None and self.is_surely_before(changed_at):
            return True
        if span is None:
            return False
        first, last = span
        return self.is_surely_outside(span if changed_at is None else (first, max(last, changed_at.date())))


def parse_moment(text: str | None, now: datetime) -> datetime | None:
    """The moment that a sitemap or a feed writes, aware and in UTC; without a zone it is taken as UTC.

    Formats: W3C-DTF (https://www.w3.org/TR/NOTE-datetime), as loosely as it is met, and RFC 822. A day, a month or a
    year alone is its first moment. None for what is no date, or a date that cannot be: before 1800, or more than two
    days after ``now``.
    """
    text = _BASIC.sub(r"\1-\2-\3", (text or "").strip()[:64], count=1)
    if (found := _VAGUE.fullmatch(text)) and not found[2]:
        text += "-01"
    try:
        if found := _W3C.match(text):
            year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
            if found[7]:
                hour = hour % 12 + (12 if found[7] in "pP" else 0)
            moment = datetime(year, month, day or 1, hour % 24, minute, min(second, 59), tzinfo=UTC)
            moment += timedelta(days=hour // 24)  # 24:00 ends a day
            if zone := found[8]:
                moment -= _offset(zone)
        elif text:
            moment = parsedate_to_datetime(text)
            moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        else:
            return None
    except (ValueError, OverflowError, TypeError):
        return None
    return moment if moment.year >= _OLDEST and moment <= now + AHEAD else None


def last_moment(text: str | None, now: datetime) -> datetime | None:
    """The last moment that such a text may mean, to leave out by it what is older: of a month or a year its last."""
    moment = parse_moment(text, now)
    if moment is None or (found := _VAGUE.fullmatch((text or "").strip())) is None:
        return moment
    year, month = int(found[1]), int(found[2] or 12)
    return datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC) - timedelta(microseconds=1)


def parse_publication(text: str | None, now: datetime) -> datetime | None:
    """As :func:`parse_moment`, but None for a month or a year alone: no story is left out by its first moment."""
    return None if is_vague(text) else parse_moment(text, now)


def is_vague(text: str | None) -> bool:
    """Whether a text is a month or a year alone."""
    return _VAGUE.fullmatch((text or "").strip()) is not None


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


def _offset(zone: str) -> timedelta:
    if zone[0] not in "+-":
        return timedelta()
    digits = zone[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if offset > _WIDEST:
        raise ValueError(f"no zone: {zone}")
    return offset if zone[0] == "+" else -offset

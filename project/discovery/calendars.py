"""Calendars: a site's lists of what appeared on a day or in a month, by their addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from project.days import DAY, DD, MM, MONTH

_YEAR = r"(?:19\d\d|20[0-4]\d)"
# /2014/02/12/, /archive/2014-02.html, /20140212/
_IN_PATH = re.compile(
    rf"[^?]*?/(?P<y>{_YEAR})(?:(?P<s>[/_-])(?P<m>{MONTH})(?:(?P=s)(?P<d>{DAY}))?"
    rf"|(?P<m8>{MM})(?P<d8>{DD}))(?:/|\.s?html?|/index\.s?html?)?"
)
# ?year=2014&month=2&day=12, ?date=2014-02-12, ?m=201402: with nothing else in the query that has a number.
_IN_QUERY = re.compile(
    r"[^?]*\?(?:[a-z_]+=[a-z_-]*&)*(?:"
    rf"(?:y|yy|yyyy|year|jahr|annee|ano|anno|rok|god|yil)=(?P<y>{_YEAR})"
    rf"&(?:m|mm|mon|month|monat|mois|mes|mese|miesiac|mesyac|ay)=(?P<m>{MONTH})"
    rf"(?:&(?:d|dd|day|tag|jour|dia|giorno|dzien|den|gun)=(?P<d>{DAY}))?"
    rf"|(?:date|day|month|m|d|archive|datum|tag|fecha|data|from)=(?P<y1>{_YEAR})(?P<s>[-/.]?)(?P<m1>{MM})"
    rf"(?:(?P=s)(?P<d1>{DD}))?)",
    re.IGNORECASE,
)


def is_calendar(path: str, query: str = "") -> bool:
    """Whether an address of that path and query is that of a day's or a month's list.

    >>> is_calendar("/archive/2014/02/12/"), is_calendar("/archive", "date=2014-02-12"), is_calendar("/2014/02/12/ice/")
    (True, True, False)
    """
    return _IN_PATH.fullmatch(path) is not None or (bool(query) and _IN_QUERY.fullmatch(f"{path}?{query}") is not None)


def calendar_pages(url: str, first: date, last: date) -> Iterator[str]:
    """The addresses of all lists between two days, both included, newest first, by the model of one of them.

    >>> list(calendar_pages("https://example.com/archive/2014/02/12/", date(2013, 12, 31), date(2014, 1, 1)))
    ['https://example.com/archive/2014/01/01/', 'https://example.com/archive/2013/12/31/']
    """
    start = url.find("/", url.find("//") + 2)
    name = url[start:] if start > 0 else ""
    found = _IN_QUERY.fullmatch(name)
    if found is None:
        name = name.partition("?")[0]
        found = _IN_PATH.fullmatch(name)
    if found is None:
        return
    spans = {name.rstrip("18"): found.span(name) for name, value in found.groupdict().items() if value and name != "s"}
    form = "02" if spans["m"][1] - spans["m"][0] == 2 else ""
    day = last
    while day >= first:
        filled = name
        for part, value in (("d", f"{day.day:{form}}"), ("m", f"{day.month:{form}}"), ("y", f"{day.year}")):
            if part in spans:
                filled = filled[: spans[part][0]] + value + filled[spans[part][1] :]
        yield url[:start] + filled
        day = day - timedelta(days=1) if "d" in spans else day.replace(day=1) - timedelta(days=1)

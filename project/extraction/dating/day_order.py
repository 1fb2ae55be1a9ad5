"""Which of the numbers of a date such as 3/4/2020 is the day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

# Where these are told, the day goes first.
_BRITISH = re.compile(r"\b(?:GMT(?!\s?[-+−]\d)|BST|IST|SAST)\b")
NUMBERS = re.compile(r"(?<![\d.,:/])(\d{1,2})\s?([/.\-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d:])")
"""A date in numbers: the first, the separator, the second, the year."""
# In these the month goes first.
_MONTH_FIRST = frozenset(("en-us", "en-ph", "fil", "es-us"))
_AMERICAN = re.compile(r"\d\s?[ap]\.?m\.?,?\s+\(?(?:[ECMP][SD]?T)\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b", re.IGNORECASE)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = 12
# Two digits below it are of this century.
_EARLIEST = 70
# Years of the Buddhist era before the common one.
_BUDDHAS_DEATH = 543
# Dates on a page that tell how the paper writes them.
_MOST_DATES = 200


def is_month_first(match: re.Match[str], language: str | None) -> bool:
    """Whether the month goes first in a match of :data:`NUMBERS`: by its size, by the day of the week beside it, by the
    hour as Americans write it, or by the ``language``, such as ``en-us``."""
    first, second = int(match[1]), int(match[3])
    if first > _MONTHS or second > _MONTHS:
        return second > _MONTHS
    if (weekday := _WEEKDAY.search(match.string)) and first != second:
        year = full_year(match[4])
        if (is_first := _falls_on(year, first, second, weekday[1])) != _falls_on(year, second, first, weekday[1]):
            return is_first
    locale = (language or "").lower().replace("_", "-")
    return locale in _MONTH_FIRST or (match[2] != "." and bool(_AMERICAN.search(match.string)))


def may_be_month_first(text: str) -> bool:
    """Whether the month may go first in the numbers of an English text by a paper of no known country. With dots, or a
    zone of Europe, India or Africa, it does so in hardly any."""
    match = NUMBERS.search(text)
    return match is not None and match[2] != "." and not _BRITISH.search(text)


def full_year(written: str) -> int:
    """The year that two digits or four stand for, of the Buddhist era too, which Thailand counts by.

    >>> [full_year(year) for year in ("98", "14", "2014", "2557")]
    [1998, 2014, 2014, 2014]
    """
    year = int(written)
    if len(written) <= 2:
        return year + (2000 if year < _EARLIEST else 1900)
    return year - _BUDDHAS_DEATH if 2400 < year < 2700 else year


def _falls_on(year: int, month: int, day: int, weekday: str) -> bool:
    try:
        return _WEEKDAYS[date(year, month, day).weekday()] == weekday.lower()
    except ValueError:
        return False


def is_day_first_on(lines: Iterable[str]) -> bool:
    """Whether the dates on a page whose order is plain have the day first, most of them."""
    plain = [
        int(match[1]) > _MONTHS
        for line in lines
        for match in NUMBERS.finditer(line)
        if (int(match[1]) > _MONTHS) != (int(match[3]) > _MONTHS)
    ]
    return sum(plain[:_MOST_DATES]) * 2 > len(plain[:_MOST_DATES])

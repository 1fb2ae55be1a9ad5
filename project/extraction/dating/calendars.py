"""Days of the calendars beside the Gregorian one that papers print."""

from __future__ import annotations

from datetime import date, timedelta

SOLAR_HIJRI_MONTHS = {
    name: number
    for number, name in enumerate("فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split(), 1)
}
"""The months of Iran's calendar, in Persian letters."""
# 1 Farvardin 979 was the 21st of March 1600; every cycle of 33 years has eight leap years.
_FIRST_YEAR, _FIRST_DAY = 979, date(1600, 3, 21) - timedelta(days=1)


def from_solar_hijri(year: int, month: int, day: int) -> date:
    """The Gregorian date of a day in the calendar of Iran, right from 1206 to 1498 (1827 to 2119).

    Raises ValueError for a month or a day that is none.

    >>> from_solar_hijri(1403, 2, 14)
    datetime.date(2024, 5, 3)
    """
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        raise ValueError(f"no such day: {year}-{month}-{day}")
    years = year - _FIRST_YEAR
    leap_days = years // 33 * 8 + (years % 33 + 3) // 4
    days_before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return _FIRST_DAY + timedelta(days=365 * years + leap_days + days_before + day - 1)

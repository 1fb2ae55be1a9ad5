"""Moments as pages write them: in markup, in words of any language, in addresses.

Fast paths by regular expression read what nearly all pages have (ISO 8601, RFC 2822, epoch seconds, numbers, month
names); dateparser, which takes milliseconds, is asked last and only for short texts that look like a date.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import lru_cache

from project.extraction.dating.calendars import SOLAR_HIJRI_MONTHS, from_solar_hijri
from project.extraction.dating.day_order import NUMBERS, full_year, is_month_first
from project.extraction.dating.months import AFTERNOON, MARKS, MORNING, all_months, fold_month, months_of
from project.extraction.dating.zones import ZONE, offset_of, short_zones

# The Relation of Strasbourg, the first newspaper, appeared in 1605.
FIRST_YEAR = 1605
# What a system writes that has no date.
_EPOCH_ZERO = datetime(1970, 1, 1, tzinfo=UTC)
# "0001-01-01T00:00:00", "-0001-11-30", "0000-00-00", which leave days and months that read like a date.
_NO_YEAR = re.compile(r"\s*-?0\d{3}-\d\d-\d\d")
_LONGEST = 300
_ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)"
    r"(?:\s*[T,]?\s*(?:at\s+)?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*("
    + ZONE
    + r"(?:[+\-]\d{1,2}:?\d{2})?|(?-i:[A-Z]{3,4}|[ECMP]T(?=\s*[|,)]|\s*$))\b)?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2}):?(\d{2}):?(\d{2})?(?:\.\d+)?\s*(" + ZONE + r")?)?$")
# Also "/Date(1714724520000)/", as .NET writes it.
_EPOCH = re.compile(r"^(?:/Date\()?(\d{10})(?:\d{3}|\.\d+)?(?:[+-]\d{4})?(?:\)/)?$")
_HALF_OF_DAY = re.compile(r"\s?([ap])\.?m\b\.?\s?(" + ZONE + r"|(?-i:[A-Z]{2,5})\b)?", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(?<![\d/.])(\d{4})\s?([/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)")
_CJK = re.compile(
    r"(?:(\d{4})|(令和|平成|昭和|民國|民国)\s?(\d{1,3}|元))\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일號号]?"
)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_MONGOLIAN = re.compile(r"(?<!\d)(\d{4}) оны (\d{1,2})(?:\s?-\s?р| д[уү]г[аэ]{1,2}р)? сарын (\d{1,2})(?!\d)")
_VIETNAMESE = re.compile(r"ngày\s+(\d{1,2})\s+(?:tháng|thg)\s+(\d{1,2})(?:,?\s+(?:năm\s+)?|/)(\d{4})", re.IGNORECASE)
_WORDY = re.compile(
    r"(?<!\d)(?P<d1>\d{1,2})(?:st|nd|rd|th|er|º|°|ª|\.|\)|-?го|η|ην)?[\s\-/,]*(?:(?:de|di|du|of|den|d['’]|da|ta['’])[\s]+)?(?P<m1>[^\W\d_][^\W\d_.'’]*[^\W\d_]|[^\W\d_]{2,})[.׳'’॰]?(?:\s?[/(]\s?[^\W\d_]+\)?)?"
    r"[\s\-/,]*(?:(?:de|del|of|di|г)\s+)?['’]?(?P<y1>\d{4}|\d{2}(?![\dh:]|\.\d\d))"
    r"|(?P<m2>[^\W\d_]{3,})[.]?[\s\-]*(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?:,|\s|\s?-\s?|/|\sde\s)\s*(?P<y2>\d{4})"
    r"|(?<!\d)(?P<y4>\d{4})\.?\s?(?:gada|жылғы|оны|год[а]?|г\.)\s?(?P<d4>\d{1,2})\.?\s?(?P<m4>[^\W\d_]{3,})"
    r"|(?<!\d)(?P<y3>\d{4})[.,]?[\s\-/]*(?:(?:e\.\s?ko|m\.)\s?|ko\s)?(?P<m3>[^\W\d_]{3,})\.?[\s\-/]*(?P<d3>\d{1,2})(?!\d)"
)
# Scripts whose words are more than letters: "3 มิถุนายน พ.ศ. 2567".
_MARKED = re.compile(
    rf"(?<!\d)(?P<d1>\d{{1,2}})\s?(?P<m1>[{MARKS}.]+),?\s(?:พ\.ศ\.\s?)?(?P<y1>\d{{4}}|\d{{2}})(?![\d:])"
    rf"|(?P<m2>[{MARKS}.]+)\s?(?P<d2>\d{{1,2}}),?\s(?P<y2>\d{{4}})(?!\d)"
)
# Malayalam letters without a vowel of their own, as they were written before they had a code each.
_CHILLUS = (("ണ്\u200d", "ൺ"), ("ന്\u200d", "ൻ"), ("ര്\u200d", "ർ"), ("ല്\u200d", "ൽ"), ("ള്\u200d", "ൾ"))
_TWO_WORDS = re.compile("(كانون|تشرين) (الثاني|الأول|الاول)")
_TIME = re.compile(
    r"(?:(?P<before>[ap]\.?m\.?|上午|下午|午前|午後|오전|오후|凌晨|早上|晚上)\s?)?(?<![\d.:/])(?P<h>\d{1,2})\s?(?:(?P<sep>:\s?|\.|[h시時时点點]\s?)(?P<m>\d{2})(?:\s?[분分])?(?:[:.](?P<s>\d{2}))?|(?=\s?[ap]\.?m\b))(?![\d/]|\.\d)"
    r"(?:\s?(?P<after>[ap]\.?\s?m\b\.?|[πμ]\.?μ\b\.?|น\.|مساءً?|صباحا?ً?|[مص](?!\w)|ب\.ظ|ق\.ظ|পিএম|এএম|পূর্বাহ্ণ|অপরাহ্ণ))?"
    # "14:20 ART & STYLE" is followed by a section.
    r"(?:\s*\(?(?P<zone>" + ZONE + r"|(?!(?:ART|CAT|EAT|WIT)\s(?:&|(?-i:[A-Z]{3})))[A-Z]{2,5}\b|МСК)"
    r"(?P<offset>\s?[+\-]\d{1,2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)
# "Thursday, Dec 15 2011 6PM 5°C": the hour is that of a forecast.
_WEATHER = re.compile(
    r"(?:\b\d{1,2}\s?[ap]\.?m\b[\s.:|,]{0,3})?(?<![\d.,])[-–+]?\d{1,3}(?:[.,]\d)?\s?°(?:\s?[CF]\b)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment that was read: ``at`` is aware and in UTC."""

    at: datetime
    raw: str
    has_time: bool = True
    has_zone: bool = False
    """The page itself gave the zone."""


def read_moment(
    text: str | None,
    *,
    zone: tzinfo = UTC,
    language: str | None = None,
    now: datetime | None = None,
) -> Moment | None:
    """The first moment that ``text`` names, or None.

    ``zone`` is that of times without one, and of days without a time, which are that day's midnight there. ``language``
    (an ISO 639 code, with a region if there is one) settles what its words and ``3/4/2020`` mean. A moment more than a
    day after ``now`` (the present by default) or before the first newspaper is none. Never raises.

    >>> from project.extraction.dating.zones import zone_of
    >>> read_moment("February 12, 2014 06:07", zone=zone_of("Asia/Jerusalem")).at.isoformat()
    '2014-02-12T04:07:00+00:00'
    """
    if not text or not any(char.isdigit() for char in text) or _NO_YEAR.match(text):
        return None
    raw = " ".join(text[:_LONGEST].split())
    text = short_zones((_WEATHER.sub(" ", raw) if "°" in raw else raw).translate(_DIGITS))
    for read in (_read_iso, _read_numbers, _read_words):
        if (local := read(text, language)) and (moment := checked(local, raw, zone, now)):
            return moment
    return None


def read_moment_slowly(
    text: str, *, zone: tzinfo = UTC, language: str | None = None, now: datetime | None = None
) -> Moment | None:
    """As :func:`read_moment`, by dateparser: for short texts in calendars and forms that nothing else reads."""
    text = " ".join(text.split())
    if (
        not 6 <= len(text) <= 60
        or _NO_YEAR.match(text)
        or sum(char.isdigit() for char in text) < 3
        or not re.search(r"\d{4}|[۰-۹]{4}", text)
    ):
        return None
    at = _by_dateparser(text, (language or "")[:2])
    if at is None:
        return None
    if (year := full_year(str(at.year))) != at.year:
        at = at.replace(year=year, day=min(at.day, 28) if at.month == 2 else at.day)
    return checked((at, at.time() != time(), None), text, zone, now)


@lru_cache(maxsize=1000)
def _by_dateparser(text: str, language: str) -> datetime | None:
    import dateparser  # its import takes a tenth of a second, and few pages need it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # dateparser warns of years it has to guess
        try:
            found = dateparser.parse(
                # to try all its 205 languages takes it a second and more
                text, languages=[language or "en"],
                settings={"STRICT_PARSING": True, "PARSERS": ["absolute-time"], "RETURN_AS_TIMEZONE_AWARE": False},
            )  # fmt: skip
        except Exception:  # an unknown language, or a text that it stumbles over
            return None
    return found.replace(tzinfo=None) if found else None


# What the readers give: the local moment without zone, whether it has a time, and the zone that the text itself names.
Local = tuple[datetime, bool, tzinfo | None]
_DIGITS = {
    ord(char): str(value)
    for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "০১২৩৪৫৬৭৮৯", "๐๑๒๓๔๕๖๗๘๙", "０１２３４５６７８９")
    for value, char in enumerate(digits)
}
_DIGITS.update({ord("："): ":", ord("／"): "/", 0x200E: " ", 0x200F: " "})


def checked(local: Local, raw: str, zone: tzinfo, now: datetime | None) -> Moment | None:
    """The moment of a local one in ``zone``, unless the text named its own; None where no newspaper can have had it."""
    naive, has_time, own = local
    try:
        at = naive.replace(tzinfo=own or zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    if at.year < FIRST_YEAR or at == _EPOCH_ZERO or at > (now or datetime.now(UTC)) + timedelta(days=1):
        return None
    return Moment(at, raw, has_time, own is not None)


def _read_iso(text: str, language: str | None) -> Local | None:
    if match := _ISO.search(text):
        year, month, day, hour, minute, second, zone = match.groups()
        if hour is None and (clock := _clock(text, match.end())):
            return local_moment(year, month, day, *clock)
        if half := _HALF_OF_DAY.match(text, match.end()) if hour and int(hour) <= 12 and not zone else None:
            hour, zone = str(int(hour) % 12 + 12 * (half[1] in "pP")), half[2]
        return local_moment(year, month, day, hour, minute, second, offset_of(zone))
    if match := _COMPACT.match(text):
        year, month, day, hour, minute, second, zone = match.groups()
        return local_moment(year, month, day, hour, minute, second, offset_of(zone))
    if match := _EPOCH.match(text):
        try:
            return datetime.fromtimestamp(int(match[1]), UTC).replace(tzinfo=None), True, UTC
        except (OverflowError, OSError, ValueError):
            return None
    return None


def _read_numbers(text: str, language: str | None) -> Local | None:
    if match := _CJK.search(text):
        year = match[1] or str(_ERAS[match[2]] + (1 if match[3] == "元" else int(match[3])))
        return _with_clock(text, match, year, match[4], match[5])
    if match := _YEAR_FIRST.search(text):
        if match[1] < "1500" and (language or "").startswith("fa"):
            return _solar_hijri(text, match, match[1], int(match[3]), match[4])
        return _with_clock(text, match, match[1], match[3], match[4])
    if match := _MONGOLIAN.search(text):
        return _with_clock(text, match, match[1], match[2], match[3])
    if match := _VIETNAMESE.search(text):
        return _with_clock(text, match, match[3], match[2], match[1])
    for match in NUMBERS.finditer(text):
        first, separator, second, year = match.groups()
        if is_month_first(match, language):
            first, second = second, first
        if len(year) == 2 and separator == "-":
            continue
        if found := _with_clock(text, match, year, second, first):
            return found
    return None


def _read_words(text: str, language: str | None) -> Local | None:
    own, any_language = months_of((language or "en")[:2]), all_months()
    if "ن " in text:
        text = _TWO_WORDS.sub(r"\1\2", text)
    for first, second in _CHILLUS if "\u200d" in text else ():
        text = text.replace(first, second)
    start = 0
    while match := _MARKED.search(text, start):
        start = match.start() + 1  # "10:11 পিএম, 12 মার্চ 2019" may begin to match too early
        word = (match["m1"] or match["m2"]).replace(".", "")
        if month := own.get(word) or any_language.get(word):
            year = match["y1"] or match["y2"]
            if len(year) == 2 and (language or "").startswith("th"):
                year = f"25{year}"
            return _with_clock(text, match, year, str(month), match["d1"] or match["d2"])
    for match in _WORDY.finditer(text):
        word = fold_month(match["m1"] or match["m2"] or match["m3"] or match["m4"])
        month = own.get(word) or any_language.get(word)
        if match["d1"] and (number := SOLAR_HIJRI_MONTHS.get(word.replace("ي", "ی"))) and match["y1"] < "1500":
            return _solar_hijri(text, match, match["y1"], number, match["d1"])
        if month is None:
            if (again := _WORDY.search(text, match.start() + 1)) and again.start() < match.end():
                # "Thu 12 Feb 2014" may begin to match one word too early.
                word = fold_month(again["m1"] or again["m2"] or again["m3"] or again["m4"])
                if month := own.get(word) or any_language.get(word):
                    match = again
            if month is None:
                continue
        day = match["d1"] or match["d2"] or match["d3"] or match["d4"]
        year = match["y1"] or match["y2"] or match["y3"] or match["y4"]
        if found := _with_clock(text, match, year, str(month), day):
            return found
    return None


def _solar_hijri(text: str, match: re.Match[str], year: str, month: int, day: str) -> Local | None:
    try:
        at = from_solar_hijri(int(year), month, int(day))
    except (ValueError, OverflowError):
        return None
    return _with_clock(text, match, str(at.year), str(at.month), str(at.day))


def _with_clock(text: str, match: re.Match[str], year: str, month: str, day: str) -> Local | None:
    # Also "06:07, 12 February 2014": a time that ends shortly before the date.
    clock = _clock(text, match.end()) or _clock(text[max(0, match.start() - 24) : match.start()], 0)
    return local_moment(year, month, day, *(clock or ()))


def _clock(text: str, start: int) -> tuple[str, str, str | None, tzinfo | None] | None:
    """(hour, minute, second, zone) of the first time of day in the 40 characters after ``start``."""
    match = _TIME.search(text, start, start + 40)
    if match is None:
        return None
    hour, half = int(match["h"]), fold_month((match["before"] or match["after"] or "").replace(" ", ""))
    if half in AFTERNOON or half in MORNING:
        hour = hour % 12 + 12 * (half in AFTERNOON) if hour <= 12 else hour
    return str(hour), match["m"] or "0", match["s"], offset_of(match["zone"], match["offset"])


def local_moment(
    year: str, month: str, day: str, hour: str | None = None, minute: str | None = None, second: str | None = None,
    zone: tzinfo | None = None,
) -> Local | None:  # fmt: skip
    """The local moment of numbers as they were written; None where they make no date."""
    has_time = hour is not None and int(hour) < 24
    try:
        naive = datetime(full_year(year), int(month), int(day))  # noqa: DTZ001  the zone comes with the check
        if has_time:
            naive = naive.replace(hour=int(hour or 0), minute=int(minute or 0), second=min(int(second or 0), 59))
        elif hour is not None:  # 24:00
            naive += timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return naive, has_time, zone

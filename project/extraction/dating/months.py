"""The names of months and of the halves of the day, in every language that dateparser's CLDR tables know."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from project.cldr import languages, words_of

_MONTHS = "january february march april may june july august september october november december".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
# The languages of most of the world's papers; the order settles which one a word shared by several means.
_LANGUAGES = 110
_ICELANDIC = "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember".split()
MARKS = "\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""The letters, and the marks upon them, of the scripts of India and of its neighbours to the east."""
_LETTERS = re.compile(rf"[^\W\d_]+|[{MARKS}.]+")
# In the case in which dates have them: "2024. gada 6. jūnijā".
_INFLECTED = {
    "lv": "janvārī februārī martā aprīlī maijā jūnijā jūlijā augustā septembrī oktobrī novembrī decembrī".split(),
    "eu": "urtarrila- otsaila- martxoa- apirila- maiatza- ekaina- uztaila- abuztua- iraila- urria- azaroa-"
    " abendua-".split(),
}
# As papers speak: "11 Φλεβάρη".
_SPOKEN = {
    "el": "γενάρη φλεβάρη μάρτη απρίλη μάη ιούνη ιούλη αύγουστο σεπτέμβρη οκτώβρη νοέμβρη δεκέμβρη".split(),
}
_ENDINGS = ("k", "ren", "ri")
# CLDR has one set of Arabic names; the papers of the Levant and of the Maghreb have their own.
_ARABIC = (
    "كانونالثاني جانفي", "شباط فيفري", "آذار اذار", "نيسان أفريل", "أيار ايار ماي", "حزيران جوان", "تموز جويلية",
    "آب اب أوت", "أيلول ايلول", "تشرينالأول تشريناول", "تشرينالثاني", "كانونالأول كانوناول ديسمبر",
)  # fmt: skip


def fold_month(word: str) -> str:
    """A word without case, accents' variants and the marks that abbreviations bear."""
    word = unicodedata.normalize("NFC", word.casefold()).strip(".׳'’॰")
    return word.replace("i\u0307", "i").replace("ı", "i")  # Turkish capitals


@cache
def months_of(language: str | None) -> dict[str, int]:
    """Folded name -> month (1 to 12) in a language (ISO 639-1); empty where the tables have none."""
    if language == "is":
        return {name: number for number, name in enumerate(_ICELANDIC, 1)}
    if language == "no":
        language = "nb"
    if language is None or language not in languages():
        return {}
    words = words_of(language)
    table: dict[str, int] = {}
    for number, month in enumerate(_MONTHS, 1):
        for name in words.get(month, ()):
            folded = fold_month(name)
            # Names of several words or with digits ("thg 1", "1月") are read as numbers.
            if len(folded) > 1 and _LETTERS.fullmatch(folded):
                table.setdefault(folded, number)
    for number, names in enumerate(_ARABIC if language == "ar" else (), 1):
        table.update((name, number) for name in names.split())
    for number, name in enumerate(_SPOKEN.get(language, ()), 1):
        table.setdefault(fold_month(name), number)
        table.setdefault(fold_month(f"{name}ς"), number)
    for number, name in enumerate(_INFLECTED.get(language, ()), 1):
        endings = _ENDINGS if name.endswith("-") else ("",)
        table.update((name.rstrip("-") + ending, number) for ending in endings)
    return table


@cache
def all_months() -> dict[str, int]:
    """Folded name -> month, in any language; English first, then by how much is published in it."""
    table: dict[str, int] = {}
    for language in ("en", *languages()[:_LANGUAGES], "is"):
        for name, number in months_of(language).items():
            if len(name) > 2:
                table.setdefault(name, number)
    return table


@cache
def all_weekdays() -> frozenset[str]:
    """The folded names of the days of the week, in any language; what has three letters may be a name as well."""
    names = {
        fold_month(name)
        for language in languages()[:_LANGUAGES]
        for day in _DAYS
        for name in words_of(language).get(day, ())
    }
    return frozenset(name for name in names if len(name) > 3)


def month_of(word: str) -> int | None:
    """The number of a month by its name in any language, however it is written; None for another word.

    >>> month_of("Kasım"), month_of("NOV."), month_of("Roe")
    (11, 11, None)
    """
    return all_months().get(fold_month(word))


def is_weekday(words: str) -> bool:
    """Whether words are the name of a day of the week in any language."""
    return fold_month(words) in all_weekdays()


# 下午, 午後, 오후 and the like: the hour that follows, or that stands before, is in the afternoon.
AFTERNOON = frozenset(
    "pm p.m nachmittags μμ μ.μ 下午 午後 오후 晚上 مساء مساءً পিএম م ب.ظ ช่วงบ่าย অপরাহ্ণ chiều tối".split()
)
MORNING = frozenset("am a.m vormittags πμ π.μ 上午 午前 오전 凌晨 早上 صباحا صباحاً صباح এএম পূর্বাহ্ণ ق.ظ ص sáng".split())

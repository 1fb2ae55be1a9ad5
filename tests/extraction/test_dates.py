"""Moments in markup, in words of many languages, and in addresses."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from project.extraction.dates import read_moment, read_moment_slowly
from project.extraction.dating.months import all_months, months_of
from project.extraction.dating.zones import likely_zone, locale_of, zone_of
from project.extraction.fields.url_days import moment_in_url

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def read(text: str, language: str | None = None, zone: str = "UTC") -> str | None:
    moment = read_moment(text, language=language, zone=zone_of(zone), now=NOW)
    return moment.at.isoformat() if moment else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2014-02-12T06:07:00+02:00", "2014-02-12T04:07:00+00:00"),
        ("2014-02-12T06:07:08.123Z", "2014-02-12T06:07:08+00:00"),
        ("2014-02-12T06:07:00.0000000Z", "2014-02-12T06:07:00+00:00"),
        ("2014-02-12 06:07:00 +02:00", "2014-02-12T04:07:00+00:00"),
        ("2014-02-12T06:07+0200", "2014-02-12T04:07:00+00:00"),
        ("2014-02-12T06:07:00+02", "2014-02-12T04:07:00+00:00"),
        ("2014-02-12", "2014-02-12T00:00:00+00:00"),
        ("20140212", "2014-02-12T00:00:00+00:00"),
        ("20140212T060700Z", "2014-02-12T06:07:00+00:00"),
        ("1392185220", "2014-02-12T06:07:00+00:00"),
        ("1392185220000", "2014-02-12T06:07:00+00:00"),
        ("Wed, 12 Feb 2014 06:07:00 GMT", "2014-02-12T06:07:00+00:00"),
        ("Wed, 12 Feb 2014 06:07:00 -0500", "2014-02-12T11:07:00+00:00"),
        ("Wed Feb 12 2014 06:07:00 GMT+0200 (EET)", "2014-02-12T04:07:00+00:00"),
        ("2014-02-12T24:00:00Z", "2014-02-13T00:00:00+00:00"),
        ("2014-02-12 06:07:00 PM +0200", "2014-02-12T16:07:00+00:00"),
        ("2014-02-12 12:07 am", "2014-02-12T00:07:00+00:00"),
        ("/Date(1392185220000)/", "2014-02-12T06:07:00+00:00"),
        ("2014-02-12 06:07 EST", "2014-02-12T11:07:00+00:00"),
        ("2014-02-12 06:07 et modifié", "2014-02-12T06:07:00+00:00"),
    ],
)
def test_reads_what_machines_write(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("February 12, 2014 06:07", "en", "2014-02-12T06:07"),
        ("Published: Feb. 12, 2014, 6:07 p.m.", "en", "2014-02-12T18:07"),
        ("6:07am, 12th February 2014", "en", "2014-02-12T06:07"),
        ("4:33 PM ET, Wed February 12, 2014", "en", "2014-02-12T21:33"),
        ("February 12, 2014 04:33 PM Eastern Standard Time", "en", "2014-02-12T21:33"),
        ("February 12, 2014 04:33 PM Pacific Time", "en", "2014-02-13T00:33"),
        ("12 Feb 2014 | 06:07 CET", "en", "2014-02-12T05:07"),
        ("আপডেট: ১০:১১, ফেব্রুয়ারি ১২, ২০১৪ | প্রিন্ট সংস্করণ", "bn", "2014-02-12T10:11"),
        ("প্রকাশিত: ১০:১১ পিএম, ১২ ফেব্রুয়ারি ২০১৪", "bn", "2014-02-12T22:11"),
        ("മാര്‍ച്ച് 12, 2013", "ml", "2013-03-12T00:00"),
        ("2014 оны 2 сарын 12", "mn", "2014-02-12T00:00"),
        ("2014. gada 12. februārī 06:07", "lv", "2014-02-12T06:07"),
        ("2014ko otsailaren 12a", "eu", "2014-02-12T00:00"),
        ("2014ko otsailak 12", "eu", "2014-02-12T00:00"),
        ("12/02/2014", "en-GB", "2014-02-12T00:00"),
        ("02/12/2014", "en-US", "2014-02-12T00:00"),
        ("02/13/2014", "en-GB", "2014-02-13T00:00"),
        ("12. Februar 2014, 6.07 Uhr", "de", "2014-02-12T06:07"),
        ("12.02.14 06:07", "de", "2014-02-12T06:07"),
        ("le 12 février 2014 à 06h07", "fr", "2014-02-12T06:07"),
        ("12 de febrero de 2014", "es", "2014-02-12T00:00"),
        ("12 lutego 2014, 06:07", "pl", "2014-02-12T06:07"),
        ("12. listopadu 2014", "cs", "2014-11-12T00:00"),
        ("12. listopada 2014.", "hr", "2014-10-12T00:00"),
        ("2014. február 12. 06:07", "hu", "2014-02-12T06:07"),
        ("28.4.2023 klo 18.03", "fi", "2023-04-28T18:03"),
        ("12 febrúar 2014 kl. 06:07", "is", "2014-02-12T06:07"),
        ("2023 m. balandžio 28 d. 18:03", "lt", "2023-04-28T18:03"),
        ("29 Kasım 2024 Cuma 14:30", "tr", "2024-11-29T14:30"),
        ("12 февраля 2014, 06:07", "ru", "2014-02-12T06:07"),
        ("12 Φεβρουαρίου 2014 - 06:07", "el", "2014-02-12T06:07"),
        ("12 בפברואר 2014 06:07", "he", "2014-02-12T06:07"),
        ("١٢ فبراير ٢٠١٤", "ar", "2014-02-12T00:00"),
        ("2014年2月12日 06时07分", "zh", "2014-02-12T06:07"),
        ("令和6年5月3日", "ja", "2024-05-03T00:00"),
        ("2025년 5월 15일 오후 8:00", "ko", "2025-05-15T20:00"),
        ("2025.05.15 20:00", "ko", "2025-05-15T20:00"),
        ("Thứ tư, 22/10/2025, 19:25 (GMT+7)", "vi", "2025-10-22T12:25"),
        ("ngày 12 tháng 2 năm 2014", "vi", "2014-02-12T00:00"),
        ("2014. gada 12. februāris, 16:07", "lv", "2014-02-12T16:07"),
        ("12 NİSAN 2014", "tr", "2014-04-12T00:00"),
        ("12 MAYIS 2014, CUMA 06:07", "tr", "2014-05-12T06:07"),
        ("12 شباط/فبراير 2014", "ar", "2014-02-12T00:00"),
        ("12 كانون الثاني (يناير) 2014", "ar", "2014-01-12T00:00"),
        ("12 جوان 2014", "ar", "2014-06-12T00:00"),
        ("چهارشنبه ۲۳ بهمن ۱۳۹۲ - ۰۶:۰۷", "fa", "2014-02-12T06:07"),
        ("۱۳۹۲/۱۱/۲۳", "fa", "2014-02-12T00:00"),
        ("12 กุมภาพันธ์ พ.ศ. 2557", "th", "2014-02-12T00:00"),
        ("12 ก.พ. 57 16:07 น.", "th", "2014-02-12T16:07"),
        ("12 फ़रवरी 2014", "hi", "2014-02-12T00:00"),
        ("12.02.2014 06:07 (МСК)", "ru", "2014-02-12T03:07"),
        ("2/12/2014 6:07 PM EST", "en", "2014-02-12T23:07"),
        ("25 فبراير 2020 06:15 مساء", "ar", "2020-02-25T18:15"),
        ("25 فبراير 2020 06:15 م", "ar", "2020-02-25T18:15"),
        ("25 فبراير 2020 06:15 صباحاً", "ar", "2020-02-25T06:15"),
        ("২৫ ফেব্রুয়ারি ২০২০, ০৬:১৫ পিএম", "bn", "2020-02-25T18:15"),
    ],
)
def test_reads_what_people_write(text: str, language: str, expected: str) -> None:
    assert read(text, language) == f"{expected}:00+00:00"


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("3/4/2020", "en", "2020-04-03"),
        ("3/4/2020", "en-us", "2020-03-04"),
        ("3/4/2020", "en_US", "2020-03-04"),
        ("13/4/2020", "en-us", "2020-04-13"),
        ("4/13/2020", "de", "2020-04-13"),
        ("Wednesday, 3.4.2020", "en", "2020-03-04"),
        ("Wed 3/4/98", "en", "1998-03-04"),
        ("Fri 3/4/2020", "en-us", "2020-04-03"),
        ("Sunday 3/4/2020", "en-us", "2020-03-04"),  # neither: a paper's name
        ("3/4/20, 6:07 PM ET", "en", "2020-03-04"),
    ],
)
def test_which_number_is_the_day(text: str, language: str, day: str) -> None:
    moment = read_moment(text, language=language)
    assert moment is not None
    assert moment.at.date().isoformat() == day


def test_a_time_without_zone_is_the_sites() -> None:
    assert read("February 12, 2014 06:07", "en", "Asia/Jerusalem") == "2014-02-12T04:07:00+00:00"
    assert read("July 12, 2014", "en", "Asia/Jerusalem") == "2014-07-11T21:00:00+00:00"


def test_a_zone_in_letters_behind_a_time() -> None:
    assert read("2024-05-03 02:20 PM EDT") == "2024-05-03T18:20:00+00:00"
    assert read("May 3, 2024 14:20 ART") == "2024-05-03T17:20:00+00:00"
    assert read("May 3, 2024 14:20 ART & STYLE") == "2024-05-03T14:20:00+00:00"
    assert read("2024-05-03 02:20 PM by Ann Roe") == "2024-05-03T14:20:00+00:00"


def test_tells_how_exact_a_moment_is() -> None:
    exact = read_moment("2014-02-12T06:07:00Z", now=NOW)
    unzoned = read_moment("2014-02-12 06:07", now=NOW)
    day = read_moment("12 February 2014", now=NOW)
    assert exact and exact.has_time and exact.has_zone
    assert unzoned and unzoned.has_time and not unzoned.has_zone
    assert day and not day.has_time and day.raw == "12 February 2014"


@pytest.mark.parametrize(
    "text",
    [
        "3024-01-01",
        "1500-01-01",
        "2014-02-30",
        "2014-13-01",
        "12:30",
        "5 Nov",
        "call 555 123 4567",
        "0000-00-00",
        "1970-01-01T00:00:00Z",
        "۳۱ بهمن ۱۳۹۲",
        "",
        "-1",
        "9" * 40,
    ],
)
def test_what_cannot_be_a_papers_date_is_none(text: str) -> None:
    assert read(text) is None


def test_thai_counts_from_the_buddha() -> None:
    moment = read_moment_slowly("12 กุมภาพันธ์ 2557", language="th", now=NOW)
    assert moment is not None and moment.at.date().isoformat() == "2014-02-12"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://www.valley-herald.example/2014/02/12/ice-melts", "2014-02-12"),
        ("https://www.valley-herald.example/news/2014-02-12-ice", "2014-02-12"),
        ("https://www.valley-herald.example/news/20140212/ice", "2014-02-12"),
        ("https://www.valley-herald.example/2014/feb/12/ice", "2014-02-12"),
        ("https://www.valley-herald.example/a/2014/2/3/ice", "2014-02-03"),
        ("https://www.valley-herald.example/2014/0212/ice", "2014-02-12"),
        ("https://www.valley-herald.example/2014-02/12/ice", "2014-02-12"),
        ("https://www.valley-herald.example/news/12-02-2014/ice", "2014-02-12"),
        ("https://www.valley-herald.example/2014/0212", None),
        ("https://www.valley-herald.example/article20140212345/ice", None),
        ("https://www.valley-herald.example/2099/02/12/ice", None),
        ("https://www.valley-herald.example/ice-3412", None),
    ],
)
def test_reads_the_day_in_an_address(url: str, day: str | None) -> None:
    moment = moment_in_url(url, now=NOW)
    assert (moment.at.date().isoformat() if moment else None) == day


def test_knows_the_months_of_the_worlds_languages() -> None:
    assert months_of("no")["januar"] == 1
    assert months_of("xx") == {}
    assert all_months()["märz"] == 3
    assert all_months()["сентября"] == 9


@given(st.one_of(st.text(max_size=200), st.from_regex(r"[0-9:/\- TZ.,年月日a-z]{1,60}")))
@settings(max_examples=300, deadline=None)
def test_never_raises_and_never_leaves_the_papers_age(text: str) -> None:
    moment = read_moment(text, now=NOW)
    assert moment is None or (moment.at.tzinfo is UTC and 1604 <= moment.at.year <= 2026)


@pytest.mark.parametrize("text", ["1/" * 5000, "12 a" * 5000, "2014-" * 5000, "1 1 1 1 " * 3000, "١" * 5000])
def test_hostile_texts_take_no_time(text: str) -> None:
    started = time.process_time()
    read_moment(text, now=NOW)
    read_moment_slowly(text, now=NOW)
    assert time.process_time() - started < 0.3


@pytest.mark.parametrize(
    ("url", "said", "zone"),
    [
        ("https://www.gaceta.example.es/a", ["es-ES"], "Europe/Madrid"),
        ("https://www.gaceta.example/a", ["es-ES"], "UTC"),
        ("https://www.gaceta.example/a", ["es-ES", "es-MX"], "America/Mexico_City"),
        ("https://www.gaceta.example.us/a", ["es-MX"], "UTC"),
    ],
)
def test_the_zone_of_a_paper_by_its_country(url: str, said: list[str], zone: str) -> None:
    assert str(likely_zone(locale_of(url, said, "es"))) == zone

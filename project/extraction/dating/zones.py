"""Zones of time: by their names and offsets in texts, and by the country that a page is from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

ZONE = r"(?:Z\b|UTC|GMT|[+\-−]\d{1,2}:?\d{2}(?!\d)|[+\-−]\d{2}(?!\d))"
"""A regular expression of what machines write."""
# Offsets in hours of the zones' names that papers print. Names with several meanings have the one that papers use.
_OFFSETS = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "IST": 5.5, "WEST": 1, "CET": 1, "MEZ": 1,
    "CEST": 2, "MESZ": 2, "SAST": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "МСК": 3, "EAT": 3, "TRT": 3, "PKT": 5, "WIB": 7, "WITA": 8, "WIT": 9,
    "SGT": 8, "HKT": 8, "MYT": 8,
    "PHT": 8, "KST": 9, "JST": 9, "AEST": 10, "AEDT": 11, "ACST": 9.5, "AWST": 8, "NZST": 12,
    "NZDT": 13, "EST": -5, "EDT": -4,
    "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "HST": -10, "AST": -4,
    "ADT": -3, "NST": -3.5,
    "BRT": -3, "ART": -3, "WAT": 1, "CAT": 2,
}  # fmt: skip
_AMERICAN = {
    "ET": "America/New_York", "PT": "America/Los_Angeles", "CT": "America/Chicago", "MT": "America/Denver",
}  # fmt: skip
_LONG_NAME = re.compile(r"\b(Eastern|Central|Mountain|Pacific)(?: (Standard|Daylight))? Time\b")
# Country -> the zone of it, or of most of its papers. The United States have no such one.
_COUNTRIES = dict(pair.split("=") for pair in (
    "ad=Europe/Andorra ae=Asia/Dubai al=Europe/Tirane am=Asia/Yerevan ar=America/Argentina/Buenos_Aires "
    "at=Europe/Vienna au=Australia/Sydney az=Asia/Baku ba=Europe/Sarajevo bd=Asia/Dhaka be=Europe/Brussels "
    "bg=Europe/Sofia bh=Asia/Bahrain bo=America/La_Paz br=America/Sao_Paulo by=Europe/Minsk ca=America/Toronto "
    "ch=Europe/Zurich ci=Africa/Abidjan cl=America/Santiago cm=Africa/Douala cn=Asia/Shanghai "
    "cr=America/Costa_Rica cu=America/Havana cy=Asia/Nicosia cz=Europe/Prague de=Europe/Berlin "
    "dk=Europe/Copenhagen do=America/Santo_Domingo dz=Africa/Algiers ec=America/Guayaquil ee=Europe/Tallinn "
    "eg=Africa/Cairo es=Europe/Madrid et=Africa/Addis_Ababa fi=Europe/Helsinki fr=Europe/Paris ge=Asia/Tbilisi "
    "gh=Africa/Accra gr=Europe/Athens gt=America/Guatemala hk=Asia/Hong_Kong hn=America/Tegucigalpa "
    "hr=Europe/Zagreb hu=Europe/Budapest id=Asia/Jakarta ie=Europe/Dublin il=Asia/Jerusalem in=Asia/Kolkata "
    "iq=Asia/Baghdad ir=Asia/Tehran is=Atlantic/Reykjavik it=Europe/Rome jm=America/Jamaica jo=Asia/Amman "
    "jp=Asia/Tokyo ke=Africa/Nairobi kg=Asia/Bishkek kh=Asia/Phnom_Penh kr=Asia/Seoul kw=Asia/Kuwait "
    "kz=Asia/Almaty lb=Asia/Beirut li=Europe/Vaduz lk=Asia/Colombo lt=Europe/Vilnius lu=Europe/Luxembourg "
    "lv=Europe/Riga ma=Africa/Casablanca md=Europe/Chisinau mk=Europe/Skopje mm=Asia/Yangon mn=Asia/Ulaanbaatar "
    "mt=Europe/Malta mx=America/Mexico_City my=Asia/Kuala_Lumpur mz=Africa/Maputo na=Africa/Windhoek "
    "ng=Africa/Lagos ni=America/Managua nl=Europe/Amsterdam no=Europe/Oslo np=Asia/Kathmandu nz=Pacific/Auckland "
    "om=Asia/Muscat pa=America/Panama pe=America/Lima ph=Asia/Manila pk=Asia/Karachi pl=Europe/Warsaw "
    "pt=Europe/Lisbon py=America/Asuncion qa=Asia/Qatar ro=Europe/Bucharest rs=Europe/Belgrade ru=Europe/Moscow "
    "sa=Asia/Riyadh se=Europe/Stockholm sg=Asia/Singapore si=Europe/Ljubljana sk=Europe/Bratislava "
    "sn=Africa/Dakar sv=America/El_Salvador th=Asia/Bangkok tn=Africa/Tunis tr=Europe/Istanbul tw=Asia/Taipei "
    "tz=Africa/Dar_es_Salaam ua=Europe/Kyiv ug=Africa/Kampala uk=Europe/London uy=America/Montevideo "
    "uz=Asia/Tashkent ve=America/Caracas vn=Asia/Ho_Chi_Minh za=Africa/Johannesburg zm=Africa/Lusaka "
    "zw=Africa/Harare"
).split())  # fmt: skip
# Language -> the one country, or the one zone, in which nearly all of its papers appear.
_HOMES = dict(pair.split("=") for pair in (
    "az=az bg=bg bs=ba ca=es cs=cz da=dk de=de el=gr et=ee eu=es fa=ir fi=fi gl=es gu=in he=il hi=in hr=hr hu=hu "
    "hy=am id=id is=is it=it ja=jp ka=ge km=kh kn=in ko=kr ky=kg lt=lt lv=lv mk=mk ml=in mn=mn mr=in ms=my my=mm "
    "nb=no ne=np nl=nl nn=no no=no pl=pl ro=ro ru=ru si=lk sk=sk sl=si sq=al sr=rs sv=se ta=in te=in th=th tr=tr "
    "uk=ua vi=vn zh=cn"
).split())  # fmt: skip
_REGION = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z]{4})?[-_]([A-Za-z]{2})\b")
# Top-level domains that are the United States', and that are a country's code but mostly mean something else.
_UNITED_STATES = frozenset(("us", "gov", "mil", "edu"))
# What templates say wherever the page is from: such a code proves nothing.
_TEMPLATES = frozenset(("en-us", "es-es"))


@lru_cache(maxsize=256)
def zone_of(name: str) -> tzinfo:
    """The zone of an IANA name; UTC for what is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


def offset_of(zone: str | None, more: str | None = None) -> tzinfo | None:
    """The zone that a text like ``+0200``, ``Z``, ``CET`` or ``GMT+2`` means; None for any other."""
    if not zone:
        return None
    zone = zone.upper().replace("−", "-")
    hours: float | None
    if zone[0] in "+-":
        digits = re.sub(r"\D", "", zone)
        hours = int(digits[:-2] or 0) + int(digits[-2:]) / 60 if len(digits) > 2 else float(digits)
        hours = -hours if zone[0] == "-" else hours
    else:
        if zone in _AMERICAN:
            return zone_of(_AMERICAN[zone])
        hours = _OFFSETS.get(zone)
        if hours is None:
            return None
        if more and zone in ("UTC", "GMT") and (extra := offset_of(more.strip())):
            return extra
    return timezone(timedelta(hours=hours)) if -16 < hours < 16 else None


def short_zones(text: str) -> str:
    """The text with North American zones by their letters: "Eastern Daylight Time" as EDT, "Pacific Time" as PT."""
    return _LONG_NAME.sub(lambda found: f"{found[1][0]}{(found[2] or '')[:1]}T", text) if " Time" in text else text


def locale_of(url: str, said: Iterable[str | None], language: str | None) -> str:
    """A page's language and country, as in ``de-at``; the language alone where nothing tells the country.

    ``said`` are the codes that the page bears, ``language`` is that of its text. The country is that of the address, or
    else of a code of the text's own language.
    """
    own = (language or "").lower()
    try:
        last = (urlsplit(url).hostname or "").rpartition(".")[2]
    except ValueError:
        last = ""
    if last in _COUNTRIES or last in _UNITED_STATES:
        return f"{own}-{'us' if last in _UNITED_STATES else last}"
    for code in said:
        if not (match := _REGION.match(code or "")) or f"{match[1]}-{match[2]}".lower() in _TEMPLATES:
            continue
        if match[1].lower() == own or {match[1].lower(), own} < {"nb", "no"}:
            return f"{own}-{match[2].lower()}"
    return own


def likely_zone(locale: str) -> tzinfo:
    """The zone of a country's papers, or that of a language's; UTC where neither is known. Takes :func:`locale_of`'s.

    >>> [str(likely_zone(locale)) for locale in ("pt-br", "ja", "en-us", "es")]
    ['America/Sao_Paulo', 'Asia/Tokyo', 'UTC', 'UTC']
    """
    language, _, country = locale.partition("-")
    country = "uk" if country == "gb" else country
    if country in _COUNTRIES:
        return zone_of(_COUNTRIES[country])
    home = _HOMES.get(language)
    return zone_of(_COUNTRIES[home]) if home else UTC

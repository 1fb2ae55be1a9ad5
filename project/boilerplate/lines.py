"""Lines that hold a name or a date and nothing else."""

from __future__ import annotations

import re
from functools import cache

from project.boilerplate.phrases import tables
from project.cldr import words_of
from project.folding import fold
from project.scripts import STOPS

_LANGUAGES = (
    "en de fr es it pt nl sv da nb nn fi is pl cs sk el ru uk bg sr-Latn sr hr sl ro hu tr ar he fa ur hi bn th zh"
    " ja ko id ms vi et lv lt ca"
).split()
_MONTHS_AND_DAYS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "am", "pm",
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_BY = re.compile(
    r"^(?:by|von|par|por|di|da|door|av|af|nga|text|tekst|teksti|autor(?:in|ka)?|author|auteur|autore|автор|авторы|текст|"
    r"от|писатель|γράφει|(?:γράφτηκε|γράφηκε|συντάχθηκε) απ[οό](?: τον/την| τον| την| τη)?|ρεπορταζ|κειμενο|"
    r"του|της|από|від|yazan|yazar|haber|oleh|penulis|tác giả|theo|írta|szerző|de|scrie|scris de|"
    r"written by|reported by|compiled by|story by|words by|reporting by|from|medi(?:o)?|skrevet af|skrevet av|"
    r"kirjoittaja|"
    r"بقلم|كتب|כתב|מאת|نویسنده|نوشته|लेखक|written|द्वारा|লেখক|作者|記者|记者|文|文/|撰文|編輯|编辑|来源|글|기자|เขียนโดย|โดย)"
    r"\s*[:：/]?\s+(?=\S)|^(?:作者|記者|记者|文|来源|來源|撰文|编辑|責任編輯|责任编辑)\s*[:：/|]\s*\S"
    r"|^(?:texte|texto|testo|words|reportagem)\s?:\s+(?=\S)"
)
_CONNECTORS = frozenset(
    "by and und y et e i og och en ja и та і a de van der von du del di da la le den ter al bin ibn el and, with for in"
    " at the of staff writer reporter correspondent editor senior political".split()
)
_AGENCY = re.compile(
    r"^\(?(?:reuters|afp|ap|associated press|the associated press|dpa|ansa|efe|pap|upi|xinhua|bloomberg|lusa|anp|belga|"
    r"ntb|tt|ritzau|stt|apa|sda|ats|kyodo|yonhap|ukrinform|unian|interfax|tass|ria novosti|риа новости|тасс|интерфакс|"
    r"уніан|укрінформ|新华社|新華社|共同|時事|연합뉴스|agencies|agency|agenturen|agencias|agenzie|staff|news desk|"
    r"web desk|staff reporter|staff writer|our correspondent|special correspondent)\)?$"
)
# In small letters: "Booking.com" is what a story tells of.
_HOST = re.compile(r"(?:https?://)?(?:[a-z\d-]{2,}\.)+[a-z]{2,10}/?")
_LONGEST_HOST = 60


@cache
def _date_words() -> frozenset[str]:
    """The words of dates in all languages: dateparser's tables of months and weekdays (from Unicode CLDR)."""
    words = set(_WORD.findall(fold(tables("dates.toml")["words"])))
    for language in _LANGUAGES:
        names_of = words_of(language)
        for key in _MONTHS_AND_DAYS:
            for name in names_of.get(key, ()):
                words.update(_WORD.findall(fold(name)))
    return frozenset(words)


_LONGEST_AGE = 60
_LONGEST_STAMP = 90
_COUNT = r"(?:\d{1,3}|an?|one|eine[mr]?|une?|una|uma?)"
_AGE = re.compile(
    rf"\b(?:(?:f[oö]r\s)?{_COUNT}\s?\S{{1,14}}\s(?:ago|geleden|sedan|siden|temu|назад|тому|önce|fa|sitten|tagasi"
    r"|(?:yang )?lalu|trước|पहले|আগে|پیش|قبل|پہلے)"
    r"|(?:il y a|hace|vor|há|fa|acum|prieš|pirms|před|pred|prije|pre|преди|пред|πριν(?: απο)?|منذ|قبل|לפני)"
    rf"\s{_COUNT}\s\S{{1,14}}|منذ \S{{3,8}}"
    r"|\d{1,3}\s?(?:秒|分[钟鐘]?|小时|小時|時間|[天日周]|週間|[个個か]月|초|분|시간|일|주|개월)\s?[前전])(?!\w)"
)
"""How long ago it was, folded: ``3 hours ago``, ``vor 3 Stunden``, ``3시간 전``."""


def is_host(text: str) -> bool:
    """Whether a line is a site's address and nothing else, as papers sign what others print.

    >>> [is_host(line) for line in ("www.courier.example", "courier.example/north", "Two p.m.")]
    [True, False, False]
    """
    return len(text) < _LONGEST_HOST and _HOST.fullmatch(text) is not None


def is_date_line(folded: str) -> bool:
    """Whether a folded line is a moment and nothing else: ``February 12, 2014 06:07``, ``updated 3 hours ago``."""
    if len(folded) > _LONGEST_STAMP:
        return False
    if len(folded) < _LONGEST_AGE and (age := _AGE.search(folded)):
        rest = folded[: age.start()] + folded[age.end() :]
        return all(word in _date_words() for word in _WORD.findall(rest))
    digits = sum(map(str.isdigit, folded))
    if not digits:
        return False
    if digits < 3 and not re.search(r"\d{1,2}[:.]\d\d", folded):
        known = _date_words()
        words = _WORD.findall(folded)
        return bool(words) and len(words) <= 3 and all(word in known for word in words)
    known = _date_words()
    words = _WORD.findall(folded)
    if not words:
        # a date in digits has two signs between its numbers, a time a colon
        return re.search(r"\d[-./:]\d+[-./:]\d|\d:\d\d", folded) is not None
    return all(word in known for word in words) or _is_joined_date(folded)


_JOINED = re.compile(
    r"[\d\s年月日时分時秒:/.,\-년월일()（）]|星期.|周.|週.|曜日|[月火水木金土日]曜|(?:发布|發布|發佈|更新|发表|發表|修改)(?:于|於|时间|時間|日時)?"
)


def _is_joined_date(folded: str) -> bool:
    """2014年2月12日 and its like, where no space parts number and word."""
    rest = _JOINED.sub("", folded)
    return not rest and re.search(r"\d+\s*[年년]|\d+\s*[月월]\s*\d", folded) is not None


EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w{2}")
"""An address of mail anywhere in a text."""
_ADDRESS = re.compile(r"@\w+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# "[항구일보 홍길동 기자]", "홍길동 기자 hong@paper.example"
_KOREAN = re.compile(r"\[?(?:[가-힣]+\s)?[가-힣]{2,4}\s(?:선임|수습)?(?:기자|특파원|논설위원)(?:\s\S+@\S+)?\]?")
_HAN_NAMES = r"[一-鿿]{2,4}(?:[、,，\s]+[一-鿿]{1,4}){0,5}"
REPORTED = re.compile(
    rf"[（(〔【［\[]?[一-鿿]{{0,8}}(?:记者|記者|通讯员|通訊員)(?:[\s:：]+{_HAN_NAMES}"
    rf"|(?<=[本社報报]..){_HAN_NAMES}(?=[)）〕】］\]]$)|{_HAN_NAMES}(?=\s?[／/╱|｜]))"
    r"(?:\s?[／/╱|｜]\s?[一-鿿\s]{2,12})?(?:[报報][导導道])?[)）〕】］\]]?"
)
"""The whole line that a Chinese story opens or ends with: "本报记者 王晓雨", "記者王曉雨／花蓮報導"."""
# Words of a byline in front of its date, and what may part them.
_NAMED_WITHIN = 9
_BARS = " |•·,-"
_ROLE = re.compile(
    r",\s*(?:\w+ )?(?:staff (?:writer|reporter)|writer|reporter|correspondent|editor|redakteur(?:in)?|reporter(?:in)?|"
    r"korrespondent(?:in)?|journaliste?|giornalista|periodista|redactora?|jornalista|journalist|korrespondent|toimittaja|"
    r"dziennikarz|reportér(?:ka)?|корреспондент|журналист|кореспондент|muhabir)$"
)


# "Register staff writer", "Of the Courier staff"
_STAFF = re.compile(
    r"(?i:of the) (?:[A-Z][\w.&'-]*\s){1,4}(?i:staff)|(?:[A-Z][\w.&'-]*\s){0,4}(?i:staff (?:writer|reporter)s?)"
)


def is_byline(text: str, folded: str) -> bool:
    """Whether a line names who wrote and nothing else: ``By REUTERS``, ``Von Anna Weber und Max Maier``."""
    if len(text) > 120 or not text.strip() or text.rstrip().endswith(("?", "？")):
        return False
    if len(pieces := [piece for piece in re.split(r"\s*\|\s*|\s+[·•]\s+", text) if piece.strip()]) > 1:
        kinds = [is_byline(piece, fold(piece)) for piece in pieces]
        return any(kinds) and all(kind or is_date_line(fold(piece)) for kind, piece in zip(kinds, pieces, strict=True))
    if all(map(_AGENCY.match, folded.strip("()").split("/"))):
        return True
    if len(text) < 50 and text[:1].isupper() and _STAFF.fullmatch(text.strip()):
        return True
    if _ROLE.search(folded) and len(text) < 60 and text[:1].isupper():
        return True
    if _ADDRESS.fullmatch(folded) or REPORTED.fullmatch(text.strip()) or _KOREAN.fullmatch(folded):
        return True
    # "By Ann Roe on February 16, 2024", "Ann Roe 3 hours ago"
    words = text.split() if any(map(str.isdigit, text)) or _AGE.search(folded) else []
    for count in range(2, min(len(words), _NAMED_WITHIN)):
        if is_date_line(fold(" ".join(words[count:])).strip(_BARS)):
            name = " ".join(words[:count]).rstrip(_BARS)
            return is_byline(name, fold(name)) or all(word[0].isupper() for word in name.split())
    found = _BY.match(folded)
    if found is None:
        return False
    # what follows a comma is a role or a desk: "By Rowland Tice, Travel desk"
    words = text.split(",")[0].split()[1:]
    if text.rstrip().endswith(STOPS) and len(text.split()) > 4:
        return False
    if not words:
        return True
    names = [w for w in words if w.casefold().strip(",") not in _CONNECTORS]
    if len(words) > 10:
        return False
    # scripts without capitals: a label with a colon tells, or the line is very short
    if not any(c.isupper() or c.islower() for c in text):
        return len(text) <= 30
    return bool(names) and all(not w[:1].islower() or "@" in w for w in names)


# "3 March 2026, 10:20", "…um 10.20 Uhr": as a page tells when it was published or changed.
_CLOCK = re.compile(r"\d[:.h時时点]\d\d")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def is_stamp(folded: str) -> bool:
    """Whether a folded line is a moment with its year and its hour, and nothing else: no subhead tells both."""
    if len(folded) > _LONGEST_STAMP or not _CLOCK.search(folded):
        return False
    return _YEAR.search(folded) is not None and is_date_line(folded)


# "3 ต.ค. 2567 14:20 น. …": Buddhist years, too.
_OPENING_MOMENT = re.compile(r"\d{1,2}\.? [^\W\d][\w.]{1,11} (?:19|20|25)\d\d,? (?:[^\W\d]+ )?\d{1,2}[:.]\d\d\b")


def opens_with_moment(folded: str) -> bool:
    """Whether a folded line, no sentence, opens with a moment: as those below a headline do, with section and paper."""
    return len(folded) < _LONGEST_STAMP and _OPENING_MOMENT.match(folded) is not None and not folded.endswith(STOPS)


# "#ferry #winter2026", "0:00 / 4:31"
_HASHTAGS = re.compile(r"(?:#[^\W\d][\w·-]+[\s,|]*){2,}")
_PLAYED = re.compile(r"0?0:00\s?[/|-]\s?(?:\d{1,2}:)?\d{1,2}:\d\d")


def sign_reason(folded: str) -> str | None:
    """Why a folded line without words of its own is boilerplate: hashtags, how long a player plays.

    >>> [sign_reason(line) for line in ("#ferry #winter2026", "0:00 / 4:31", "#1 in the north")]
    ['tags', 'tools', None]
    """
    if folded.startswith("#"):
        return "tags" if _HASHTAGS.fullmatch(folded) else None
    return "tools" if folded.startswith("0") and _PLAYED.fullmatch(folded) else None


_INITIALS = re.compile(
    r"\(?(?:[^\W\d_]\.\s?-?){2,3}\)?|\([a-zà-ÿ]{2,4}\)|[a-z]{2,4}/[a-z]{2,4}|[A-Z]{2,4}(?:/[a-z]{2,4}){2,3}"
)
_PICTURE = (
    r"foto|photos?|pictures?|image|crédits?|crédit photo|bild|imagem|imagen|immagine|afbeelding|beeld|fot|fotó|снимка|"
    r"фото|φωτο|φωτογραφία|fotoğraf|kuva|valokuva"
)
_CAPTIONED = re.compile(rf"[^—–|]{{10,}}(?:\s[—–|-]|[.!?])\s\(?(?:{_PICTURE})\s?[:.]\s[^!?:]{{3,60}}$")


def are_initials(text: str) -> bool:
    """Whether a line is nothing but the initials or the sign of who wrote: ``A. B.``, ``(jm)``."""
    return _INITIALS.fullmatch(text.strip()) is not None


def is_captioned(folded: str) -> bool:
    """Whether a folded line is a picture's caption, its credit behind it: ``The weir at dawn — Photo: Ann Roe``."""
    return len(folded) < 250 and _CAPTIONED.match(folded) is not None


_LED_BY_DATE = re.compile(
    r"\W*(?:\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})(?:[\st,]*\d{1,2}[:.时時]\d\d(?:[:分]\d\d)?)?"
    r"[\s|,•·-]*(?:来源|來源|作者|记者|記者|编辑|編輯|责编|出处|source|author|autor|автор|источник|kaynak|haber|τησ|του)\s*:"
    # "《海信日报》（2023年11月08日 第 06 版）"
    r"|《[^《》]{1,20}》\s*\(\s*\d{4}年\d{1,2}月\d{1,2}日.{0,12}版\s*\)$"
)
# What a paper asks its readers to follow it on, in any language.
_CHANNEL = re.compile(
    r"whats ?app|telegram|youtube|instagram|facebook|viber|tiktok|google (?:news|play)|app store|t\.me/"
)
_LONGEST_CALL = 220
_SAID = re.compile(r"[\"«»‚‘„]|^[-']")


def is_dated_credit(folded: str) -> bool:
    """Whether a folded line is a date with who wrote, or whence it is, behind it: ``2024-02-16 08:30 来源:新华社``."""
    return len(folded) < 120 and _LED_BY_DATE.match(folded) is not None


def is_call(folded: str) -> bool:
    """Whether a folded line below a story calls upon the reader to follow the paper elsewhere, in whatever language: it
    names such a place, quotes nobody, and ends with a call or gives an address."""
    is_plain = len(folded) < _LONGEST_CALL and not _SAID.search(folded)
    return is_plain and (folded.endswith("!") or "t.me/" in folded) and _CHANNEL.search(folded) is not None


_NICK = re.compile(r"(~?\S+(?: \S+){0,2}?)[\s,(\[-]+(\d.*\d:\d\d.*)$")
# "lizzy, dorset, 5 hours ago"
_NICK_AGO = re.compile(
    r"(\S+(?: \S+){0,2}?)(?:,\s[^,.]{2,40})?[\s,·•(-]+"
    r"(?:\d{1,3}\s?\w+ (?:ago|geleden|sedan|siden|temu|назад|тому|önce)|(?:il y a|hace|vor|há) \d{1,3} \w+)\)?$"
)


def signed_and_dated(folded: str) -> str | None:
    """The name in a line that is a name and a moment, as readers' comments are signed: ``anna 12.02.2014 06:07``,
    ``lizzy, dorset, 5 hours ago``."""
    if len(folded) > 90 or is_date_line(folded):
        return None
    if (found := _NICK_AGO.match(folded)) is not None:
        return found[1]
    found = _NICK.match(folded)
    return found[1] if found is not None and is_date_line(found[2].strip("[]() ")) else None

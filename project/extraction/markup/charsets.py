"""The bytes of a page as text: which character encoding they really are in, whatever the page declares.

A declaration is checked against the text it gives, because publishers get it wrong: pages that say UTF-8 and are
windows-1251, pages that say ISO-8859-7 and are windows-1253, UTF-8 that was once read as windows-1252 and saved again.
The check is cheap (shares of common letters in a bounded sample); a detector is only asked when nothing passes it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from w3lib.encoding import html_body_declared_encoding as declared_in_page
from w3lib.encoding import http_content_type_encoding, read_bom, resolve_encoding, to_unicode

# Windows supersets of ISO encodings: what "iso-8859-2" on a page with bytes 0x80 to 0x9F really means. Those bytes are
# control characters in ISO 8859, quotes and letters in Windows. (w3lib maps 8859-1 and 8859-9 itself.)
_WINDOWS_TWIN = {
    "iso8859-2": "cp1250",
    "iso8859-5": "cp1251",
    "iso8859-6": "cp1256",
    "iso8859-7": "cp1253",
    "iso8859-8": "cp1255",
    "iso8859-13": "cp1257",
    "iso8859-15": "cp1252",
}
# Encodings in which text is pure ASCII bytes: UTF-8 validity says nothing about them.
_SEVEN_BIT = ("iso2022", "hz")
# Frequent letters by script: in right text they are most of the non-ASCII letters (Han: a quarter, of thousands).
_FREQUENT = frozenset(
    "оеаинтсрвлкмдпуіяьыз"  # Cyrillic, lower case only: KOI8-R read as windows-1251 swaps the cases
    "αοιετνσηρπκμλςυωγδάέήίόύώΆΈΉΌ"
    "יוהלאתרמבשנ"
    "اليمنوتربدعةسفهك"
    "านรกเงอมยลวทตสคดปบพะิีุู่้ัไแ็์"
    "ぁあいうえおかがきくけげこごさしじすせそただちっつてでとどなにぬねのはばひびべまみむめもやよらりるれろわをんー、。"
    "アイウエオカキクグコサシスズセタチットドナニノハバパフブプマミムメモラリルレロワンャュョ"
    "이다는에을의가한고하를지은로사기대도어자리으시서정인들일해나라수전부그제과장공상있회주원관보세구"
    "的一是了不在有人我他这這個上们們来來到时時大地为為子中你说說生国國年着就那和要她出也得里后後自以会會家可下而过過天去能对對小多"
    "然于於心学學么之都好看起发發当當没沒成只如事把还還用第样樣道想作种種开開美总總从從无無情己面最女但现現前些所同日手又行意动動方"
    "期它头頭经經长長回位分老因很给給名法间間知世什两兩次使身者被高已其进進此话話常与與正感见見明问問力理点點文几定本公特做外相西"
    "果走将將月十实實向全信重三机機工物气氣每并並别別真打太新比才便再书書部水像等体體加电電主界门門利海受表少代员員许許先口由安性"
    "报報关關记記者万萬市场場民区區政府警经济社，。"
)
_LATIN = frozenset("éèàçêôîâûùëïœæøåäöüßñóíáúãõìòąćęłńśźżčďěňřšťůýžőűăđğışİțșāēīūģķļņėųžÉÈÀÇÊÔÎÂÖÜÄÅØÆŁŚŻŹŠŽČŘÓÁÍÚÑ")
_PUNCTUATION = frozenset("«»“”„‘’‚–—…·•©®™°€£§¡¿№ \u00ad‹›、。「」『』（），；：？！《》・")
# Signs of Western pages that are letters of Central European ones: they stand behind no letter, but in "m²" and "1ª".
_SIGNS = frozenset("¢¥½¼¾µ²³±×÷")
_ORDINALS = frozenset("ºª")
_SAMPLE = 20_000
_MARKUP = re.compile(
    rb"<(?:script|style)\b.*?(?:</(?:script|style)|$)|<[^<>]*>|[\x00-\x40]+", re.DOTALL | re.IGNORECASE
)
_WORD_OF_HIGH_BYTES = re.compile(rb"[^\x00-\x7f][^<>]*")
# Order matters among equals only: encodings whose wrong use still looks plausible come last.
_CANDIDATES = (
    "cp932", "euc_jp", "cp949", "gb18030", "big5hkscs",
    "cp1251", "koi8_u", "iso8859-5", "cp866", "cp1253", "iso8859-7", "cp1255", "cp1256", "iso8859-6", "cp874",
    "cp1252", "cp1250", "cp1254",
)  # fmt: skip
# Measured on the re-encoded pages of the tests: right readings score .45 and more, wrong ones below .2.
_PLAUSIBLE = 0.3


def decode(body: bytes, charset: str | None = None) -> tuple[bytes, str]:
    """The page as UTF-8 bytes, and the name of the encoding that it came in.

    ``charset`` is the HTTP header's word; a byte order mark goes before it, the page's own declaration after it, and
    text that is valid UTF-8 is UTF-8 whatever they say. Undecodable bytes become U+FFFD, NUL bytes go, and the control
    characters U+0080 to U+009F what windows-1252 has there: quotes and dashes, nearly always. Never raises.
    """
    utf8, encoding = _decode(body, charset)
    return _CONTROL.sub(_as_windows, utf8), encoding


def _decode(body: bytes, charset: str | None) -> tuple[bytes, str]:
    if 0 in body[:128] and (wide := _without_bom(body)):
        return wide
    bom_encoding, bom = read_bom(body)
    if bom_encoding and bom is not None:
        body = body[len(bom) :]
        if bom_encoding != "utf-8":
            return to_unicode(body, bom_encoding).replace("\0", "").encode("utf-8", "replace"), bom_encoding
    if b"\0" in body:
        body = body.replace(b"\0", b"")
    if body.isascii():
        return _ascii(body, charset)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(body, charset)
    return _mend(body, text), "utf-8"


def _without_bom(body: bytes) -> tuple[bytes, str] | None:
    """UTF-16 that forgot its byte order mark: half of the bytes of the markup are NUL, all on the same side."""
    head = body[:128]  # a page begins with markup, which is ASCII
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) * 0.2 or min(even, odd) * 8 > max(even, odd) or read_bom(body)[0]:
        return None
    encoding = "utf-16-be" if even > odd else "utf-16-le"
    return to_unicode(body, encoding).replace("\0", "").encode("utf-8", "replace"), encoding


def _ascii(body: bytes, charset: str | None) -> tuple[bytes, str]:
    if b"\x1b$" in body or b"~{" in body:
        for encoding in _declared(body, charset):
            if encoding.startswith(_SEVEN_BIT):
                return to_unicode(body, encoding).encode("utf-8", "replace"), encoding
    return body, "utf-8"


def _declared(body: bytes, charset: str | None) -> list[str]:
    """The encodings that the HTTP header and the page name, known ones only, the header's first."""
    named = [http_content_type_encoding(f"text/html; charset={charset}")] if charset else []
    named.append(declared_in_page(body))
    return [name for name in dict.fromkeys(named) if name]


def _legacy(body: bytes, charset: str | None) -> tuple[bytes, str]:
    """A page that is not valid UTF-8."""
    text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(body) - len(text)  # continuation bytes of what was decoded, and then some of what was not
    if bad * 10 < good:
        return _mend(text.encode("utf-8", "replace"), text), "utf-8"
    encoding = _encoding_of(_sample(body), tuple(_declared(body, charset)))
    return to_unicode(body, encoding).encode("utf-8", "replace"), encoding


def _sample(body: bytes) -> bytes:
    """Text with the highest bytes of the page's middle and start, without markup and most ASCII."""
    runs = _WORD_OF_HIGH_BYTES.findall(_MARKUP.sub(b" ", body[: 8 * _SAMPLE]))
    sample = b" ".join(runs)[:_SAMPLE]
    if len(sample) < 200 and len(body) > 8 * _SAMPLE:
        sample = b" ".join(_WORD_OF_HIGH_BYTES.findall(_MARKUP.sub(b" ", body)))[:_SAMPLE]
    return sample


@lru_cache(maxsize=8)
def _encoding_of(sample: bytes, declared: tuple[str, ...]) -> str:
    for name in declared:
        if name == "utf-8":
            continue
        encoding = name
        if name in _WINDOWS_TWIN and re.search(rb"[\x80-\x9f]", sample):
            encoding = _WINDOWS_TWIN[name]
        if plausibility(to_unicode(sample, encoding)) >= _PLAUSIBLE:
            return encoding
    scored = [(plausibility(to_unicode(sample, name)), -place, name) for place, name in enumerate(_CANDIDATES)]
    best, _, encoding = max(scored)
    if best >= _PLAUSIBLE:
        return encoding
    from charset_normalizer import from_bytes  # few pages need it

    guess = from_bytes(sample[:4096]).best()
    if guess and (encoding := resolve_encoding(guess.encoding) or "") and encoding != "utf-8":
        return encoding
    return next((name for name in declared if name != "utf-8"), "cp1252")


def plausibility(text: str) -> float:
    """How much ``text`` looks like a language, by its non-ASCII characters alone: 1 is sure, below 0 is rubbish.

    Takes text in any script; a text without non-ASCII characters scores 1.

    >>> plausibility("Привет, мир") > 0.5 > plausibility("оПХБЕР, ЛХП") > plausibility("Ïðèâåò, ìèð")
    True
    """
    total = score = 0.0
    before = " "
    for char in text:
        if char > "\x7f":
            total += 1
            if char in _FREQUENT:
                # A letter of another script inside a Latin word is an accent misread; Han and kana stand anywhere.
                score += 1 if char > "\u2e80" or not before.isascii() or not before.isalpha() else -0.5
            elif char in _LATIN:
                # A Latin word has ASCII letters round its accents; a row of accents is another script misread.
                score += 0.9 if before.isascii() else -0.5
            elif char in _PUNCTUATION or _is_sign(char, before):
                total -= 1
            elif char == "\ufffd" or "\x80" <= char < "\xa0" or "\ue000" <= char <= "\uf8ff":
                score -= 2
            elif "\uff61" <= char <= "\uff9f" or not char.isalpha():
                score -= 0.5
            elif char.isupper() and before.islower():
                score -= 1
        before = char
    return score / total if total > 0 else 1.0


def _is_sign(char: str, before: str) -> bool:
    return (char in _SIGNS and (not before.isalpha() or before in "mM")) or (char in _ORDINALS and before.isdigit())


# What was windows-1252, and was read as Latin-1.
_CONTROL = re.compile(rb"\xc2[\x80-\x9f]")


def _as_windows(match: re.Match[bytes]) -> bytes:
    try:
        return match[0][1:].decode("cp1252").encode()
    except UnicodeDecodeError:  # five of them are nothing there either
        return b""


# UTF-8 read as windows-1252 or Latin-1 and written as UTF-8 again: "Ã©", "Å‚", "Ð¾", "Î±", each in UTF-8.
_DOUBLE = (
    b"\xc3\x83\xc2", b"\xc3\x84\xc2", b"\xc3\x84\xe2", b"\xc3\x85\xc2", b"\xc3\x85\xe2", b"\xc3\x90\xc2",
    b"\xc3\x90\xc5", b"\xc3\x91\xe2\x80",
)  # fmt: skip
# And quotes and dashes, "â€™" and, read as windows-1251, "вЂ™": nobody writes such.
_DOUBLE_SIGNS = ("â€", "â\x80", "вЂ")
_OF_SIGNS = "âЂ"
_RUN = re.compile(r"[^<>\"]+")
_TELL_TALE = re.compile("[ÃâÐÑÄÅ]|вЂ")
# A longer run is a script, and mending is slow.
_LONGEST_RUN = 20_000


def _mend(body: bytes, text: str) -> bytes:
    """``body`` (UTF-8, ``text`` decoded) with double-encoded runs put right, where the tell-tale pairs occur thrice, or
    such a sign once."""
    # Looking for single characters first takes a tenth of the time of counting the pairs.
    is_sure = any(letter in text for letter in _OF_SIGNS) and any(sign in text for sign in _DOUBLE_SIGNS)
    if not is_sure and not any(letter in text for letter in "ÃÐÑÄÅ"):
        return body
    if not is_sure and sum(body.count(pair) for pair in _DOUBLE) < 3:
        return body
    return _RUN.sub(_mend_run, text).encode("utf-8", "replace")


def _mend_run(match: re.Match[str]) -> str:
    run = match[0]
    if len(run) >= _LONGEST_RUN or not _TELL_TALE.search(run):
        return run
    from ftfy import fix_encoding  # its import takes 0.06 s, and few pages need it

    return fix_encoding(run)

"""The language of a story: recognised from its text, checked against what the page says."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_SAMPLE = 400
_GLANCE = 160
# Characters of each of the places that a text is looked at.
_PIECE = 80
# Below this many letters recognition errs too often (tests of the paragraphs of our own pages): the page's word counts.
_SHORT = 120
_SCRIPTS = (
    ("ja", re.compile(r"[぀-ヿ]")),
    ("ko", re.compile(r"[가-힯]")),
    ("zh", re.compile(r"[一-鿿]")),
    ("th", re.compile(r"[ก-๛]")),
    ("el", re.compile(r"[Ͱ-Ͽἀ-῿]")),
    ("he", re.compile(r"[א-ת]")),
    ("ka", re.compile(r"[ა-ჿ]")),
    ("hy", re.compile(r"[Ա-ֆ]")),
)
_OF_FEW = re.compile("[" + "".join(script.pattern[1:-1] for _, script in _SCRIPTS) + "]")
# A sign of theirs says as little as a Latin letter: most of the letters are theirs, or what is in them is quoted.
_ALPHABETS, _OF_ALPHABET = frozenset(("th", "el", "he", "ka", "hy")), 0.5
_CODE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_\s,;]|$)")
# Languages that a recogniser cannot tell apart in a page's length: the page's own word decides among them.
_KIN = [
    frozenset(group.split())
    for group in (
        "no nb nn da",
        "hr sr bs sh",
        "id ms",
        "cs sk",
        "gl pt es",
        "ru be uk bg mk",
        "hi mr ne",
        "fa ps ur ar",
        "zu xh st tn ss nr",
        "af nl",
        "yi he",
        "de lb",
        "zh yue",
    )
]
_OF_COUNTRY = {"rs": "sr", "me": "sr", "hr": "hr", "ba": "bs", "id": "id", "my": "ms"}
# "utf-8": what pages give as their language and is a character set.
_CHARSETS = frozenset("utf iso gbk big koi win asc".split())
_OLD = {
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "nb": "no",
    "cmn": "zh",
    "jp": "ja",
    "gr": "el",
    "cz": "cs",
    "ua": "uk",
    "kr": "ko",
    "cn": "zh",
    "dk": "da",
    "se": "sv",
}


def normal(code: str | None) -> str | None:
    """A page's language code as ISO 639: without region, old codes replaced; None for what is none.

    >>> [normal(code) for code in ("en-GB", "iw", "zh_Hant", "german", "utf-8", "")]
    ['en', 'he', 'zh', None, None, None]
    """
    match = _CODE.match(code or "")
    if not match or match[1].lower() in _CHARSETS:
        return None
    code = match[1].lower()
    return _OLD.get(code, code)


def recognise(text: str, length: int = _SAMPLE) -> str | None:
    """The ISO 639 code of the language of a text, by ``length`` characters of it; None without enough letters."""
    sample = _sample(text, length)
    letters = sum(map(str.isalpha, sample))
    if letters < 20:
        return None
    for code, script in _SCRIPTS if _OF_FEW.search(sample) else ():
        share = len(script.findall(sample)) / letters
        if share > (0.1 if code == "ja" else _OF_ALPHABET if code in _ALPHABETS else 0.4):
            return code
    code = str(_identifier().classify(_OF_FEW.sub("", sample))[0])
    return _OLD.get(code, code)


def _sample(text: str, length: int) -> str:
    """So many characters from all over a text: it may open with a quotation in another language, or hold one."""
    if len(text) <= length:
        return text
    count = max(1, length // _PIECE)
    starts = (len(text) * (2 * n + 1) // (2 * count) - _PIECE // 2 for n in range(count))
    return " ".join(text[max(0, start) : start + _PIECE] for start in starts)


def language_of(
    text: str, said: list[str | None], default: str | None = None, host: str = ""
) -> tuple[str | None, str]:
    """(language, source): what the page says (``said``, the most trusted first), unless its text is plainly in another.

    ``default`` is for a page that says nothing and has too little text; the country of its ``host`` decides among
    languages that its text cannot tell apart.
    """
    page = [code for code in map(normal, said) if code]
    own = page[0] if page else None
    letters = sum(map(str.isalpha, text[:_SAMPLE]))
    if letters < _SHORT and (own or default):
        return (own, "html lang") if own else (normal(default), "site rules")
    # A short glance costs a third, and mostly confirms what the page says.
    found = recognise(text, _GLANCE) if page else None
    if found is None or found not in page:
        found = recognise(text)
    if found is None:
        return (own, "html lang") if own else (normal(default), "site rules" if default else "")
    for code in page:
        if code == found or any(code in kin and found in kin for kin in _KIN):
            return code, "html lang"
    country = _OF_COUNTRY.get(host.rpartition(".")[2])
    if country and any(country in kin and found in kin for kin in _KIN):
        return country, "text"
    if own and own not in _identifier_labels():
        # The recogniser does not know the language, and takes it for another one.
        return own, "html lang"
    return found, "text"


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE)


@cache
def _identifier_labels() -> frozenset[str]:
    return frozenset(map(str, _identifier().labels))

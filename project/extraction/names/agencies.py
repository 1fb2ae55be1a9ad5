"""The news agencies of the world: one name for each, under whatever spelling a byline has it."""

from __future__ import annotations

import re
from importlib.resources import files

from project.folding import fold_name

_TABLE = (files("project") / "extraction" / "data" / "agencies.txt").read_text(encoding="utf-8")
# Abbreviations that are words, initials or suffixes elsewhere: taken only as a whole name or in capitals.
_SHORT = 4

AGENCIES: dict[str, tuple[str, ...]] = {
    name.strip(): tuple(spelling.strip() for spelling in spellings.split(";") if spelling.strip())
    for name, _, spellings in (line.partition(":") for line in _TABLE.splitlines() if not line.startswith("#"))
}
"""Name of an agency -> its other spellings."""


_BY_SPELLING: dict[str, str] = {
    fold_name(spelling): name for name, spellings in AGENCIES.items() for spelling in (name, *spellings)
}
_FILLER = re.compile(
    r"^(?:by|from|via|with|von|mit|avec|par|source|quelle|fuente|fonte|bron|agencies|agency|news agency"
    r"|nachrichtenagentur"
    r"|agencia|agence|agenzia|agência|agencias|haber ajansı"
    r"|material|der|die|des|l|la|le|de|do|con|com|información|informações|informaciones"
    r"|redaktion|redazione|redacción|redação|rédaction|theo|reporter|wire|wires|staff|desk|newswire"
    r"|news desk|correspondent|writers?)$"
)
# "A. P.": somebody's
_INITIALS = re.compile(r"[A-Z]\. [A-Z]\.")
_PARTS = re.compile(
    r"\s*(?:[/,;|+&=()\[\]]|\s[-–—]\s|\band\b|\bund\b|\bet\b|\by\b|\bmit\b|\bwith\b|\bvia\b|\bavec\b|\bcon\b|\bcom\b)\s*",
    re.IGNORECASE,
)


def agency_named(text: str) -> str | None:
    """The agency that ``text`` as a whole names, under the archive's name for it; None for any other name.

    >>> [agency_named(text) for text in ("REUTERS", "Agence France-Presse", "新华社", "Reuter Müller")]
    ['Reuters', 'AFP', 'Xinhua', None]
    """
    if not text or len(text) > 120 or _INITIALS.fullmatch(text):
        return None
    folded = fold_name(text)
    if found := _BY_SPELLING.get(folded):
        # "Ana", "Map", "Eta": a name or a word, unless it is written like an abbreviation.
        letters = re.sub(r"[\W_]", "", text)
        if (
            len(letters) <= _SHORT
            and letters.isascii()
            and letters.isalpha()
            and letters.istitle()
            and letters != found
        ):
            return None
        return found
    words = folded.split()
    while words and _FILLER.match(words[0]):
        words = words[1:]
    while words and _FILLER.match(words[-1]):
        words = words[:-1]
    if words and len(words) < len(folded.split()):
        return _BY_SPELLING.get(" ".join(words))
    return None


def agencies_in(text: str) -> list[str]:
    """The agencies named in a byline of several names, in its order.

    >>> agencies_in("dpa/AFP, Jane Smith")
    ['dpa', 'AFP']
    """
    if whole := agency_named(text):
        return [whole]
    return [name for part in _PARTS.split(text[:300]) if (name := agency_named(part))]

"""The spellings of one word that the full-text index tells apart, and readers do not.

FTS5's tokenizer folds case, and accents of Latin letters alone. Greek capitals are written without accents, Russian ё
mostly as е, Arabic mostly without vowel signs, and an alef often without its hamza; German capitals have SS for ß.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice, product

_TONOS = dict(zip("αεηιουωϊϋ", "άέήίόύώΐΰ", strict=True))
_WITHOUT_TONOS = str.maketrans("άέήίόύώΐΰёأإآٱ", "αεηιουωϊϋеاااا")
_WITHOUT_DIALYTIKA = str.maketrans("ϊϋ", "ιυ")
_TWO_VOWELS = re.compile("(?<=[αεου])ι(?=[^ι]|$)")
_VOWEL_SIGNS = re.compile("[\u0640\u064b-\u065f\u0670]")
# Behind the words that are written as one with the next: "and", "in", "the".
_ALEF = re.compile("^((?:[وفبلك]?ال)?|[وفبلك])ا")
# Of a phrase, or of a word of many vowels.
_MOST = 30


def spellings(words: str) -> list[str]:
    """The words as they were typed, and how else they may stand in a text; at most 30, of several words together.

    >>> spellings("Αθήνα"), spellings("елка"), spellings("Strasse"), spellings("ferry")
    (['Αθήνα', 'αθηνα'], ['елка', 'ёлка'], ['Strasse', 'straße'], ['ferry'])
    """
    if words.isascii() and "ss" not in words.lower():
        return [words]
    each = [_of_word(word) for word in words.split()]
    return [" ".join(chosen) for chosen in islice(product(*each), _MOST)]


def _of_word(typed: str) -> list[str]:
    word = unicodedata.normalize("NFC", typed).lower()
    bare = _VOWEL_SIGNS.sub("", word).translate(_WITHOUT_TONOS)
    found = [word, bare, bare.translate(_WITHOUT_DIALYTIKA)]
    if bare == word:
        found += [bare[: match.start()] + "ϊ" + bare[match.end() :] for match in _TWO_VOWELS.finditer(bare)]
        for base in list(dict.fromkeys(found)):
            found += [
                base[:place] + accented + base[place + 1 :]
                for letter, accented in (*_TONOS.items(), ("е", "ё"))
                for place in (match.start() for match in re.finditer(letter, base))
            ]
        if alef := _ALEF.match(word):
            found += [alef[1] + hamza + word[alef.end() :] for hamza in "أإآ"]
    found += [word.replace("ß", "ss"), word.replace("ss", "ß")]
    return [typed, *(other for other in dict.fromkeys(found) if other != word)]

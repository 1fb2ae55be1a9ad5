"""What the world's scripts have in common and what not: how sentences end, which put no spaces between words, and
which have no capitals."""

from __future__ import annotations

import re
from typing import Final

FULL_STOPS: Final = (".", "。", "।", "۔", "።", "։", "။", "។")
"""What ends a sentence and no heading: Latin, Chinese, Hindi, Urdu, Amharic, Armenian, Burmese, Khmer."""
_ENDS: Final = (*FULL_STOPS, "!", "?", "！", "？", "؟", "፧")
STOPS: Final = (
    *_ENDS, *(end + quote for end in ".!?" for quote in "”\"“»’"), *(end + "”" for end in "。！？"), "۔“", "۔”", "።»",
    "」", "』",
)  # fmt: skip
"""How a sentence ends, a quotation mark behind it included."""
COLONS: Final = (":", "：")
"""What a line ends with that announces what stands behind or below it."""
_CLOSING = "'\"’”»)]」』 "

PHRASED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Burmese and Khmer as a class of a pattern: they set spaces between phrases, not between words."""
UNSPACED: Final = PHRASED + "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""All scripts without spaces between words, as a class of a pattern: Japanese and Chinese, too. The
archive's stored shingles go by it: a change needs a new ``SHINGLES_VERSION``."""
_CJK = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
CJK: Final = re.compile(f"[{_CJK}]")
"""A character of Chinese, Japanese or Korean."""
DENSE: Final = re.compile(rf"[\u0e00-\u0e7f{_CJK}]")
"""A character that says as much as three letters of the Latin script."""


def is_ended(text: str) -> bool:
    """Whether a text ends as a sentence does, or as what leads to the next one.

    >>> [is_ended(text) for text in ("The ice holds.", "He said: “It holds.”", "More on the ice")]
    [True, True, False]
    """
    return text.rstrip(_CLOSING).endswith((*_ENDS, "…", ":"))


def letters_of(text: str) -> int:
    """How much a text says, in letters of the Latin script: a character of a dense script counts three."""
    return sum(map(str.isalnum, text)) + 2 * len(DENSE.findall(text))


def size_of(text: str) -> int:
    """A text's length in characters of the Latin script."""
    return len(text) + 2 * len(DENSE.findall(text))


def has_no_case(letter: str) -> bool:
    """Whether a letter is of a script without capitals; False for ASCII and for none at all."""
    return letter > "\x7f" and letter.lower() == letter.upper()

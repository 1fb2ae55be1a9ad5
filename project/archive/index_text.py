"""Text as the full-text index reads it: scripts that put no space between words get one between characters, and what
only a line's end would show goes from within words."""

from __future__ import annotations

import re

# U+200B has no width, and FTS5's tokenizer takes it for a separator (category Cf): whoever sees an indexed text sees
# nothing of it, and :func:`from_index` finds the text again.
_GAP = "\u200b"
# Han, kana, Hangul, Thai, Lao, Burmese, Khmer. A query of several such characters is a phrase, so that it finds exactly
# where they stand side by side. (FTS5's trigram tokenizer finds no word of two characters, and most Chinese ones are.)
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
# A character and the vowel signs and marks that belong to it.
_MARKS = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b6-\u17d3\u3099\u309a\uff9e\uff9f"
)
_CLUSTER = re.compile(f"([{_UNSPACED}][{_MARKS}]*)")
_GAPS = re.compile(f"{_GAP}+")
# Soft hyphens, word joiners and byte order marks: FTS5's tokenizer would end a word there.
_WITHIN_WORDS = re.compile("[\u00ad\u2060\ufeff]+")


def to_index(text: str | None) -> str | None:
    """``text`` with a separator of no width around each character of a script that is written without spaces, and
    without soft hyphens.

    It stands in the index's triggers as the SQL function ``archive_fold``: a change of it needs a migration that
    rebuilds the index.

    >>> to_index("Rain in 東京").replace("\\u200b", "|")
    'Rain in |東|京|'
    >>> to_index("Hafen\u00adbehörde")
    'Hafenbehörde'
    """
    if not text or text.isascii():
        return text
    return _GAPS.sub(_GAP, _GAP.join(_CLUSTER.split(_WITHIN_WORDS.sub("", text))))


def from_index(text: str) -> str:
    """An indexed text, or a piece of it, without the separators."""
    return text.replace(_GAP, "")

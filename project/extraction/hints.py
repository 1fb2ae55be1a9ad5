"""What an element's class, id and kindred attributes say about its text: a set of hints, as bits of an integer."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Final

_DATA: Final = files("project") / "extraction" / "data" / "hints.toml"
GROUPS: Final[dict[str, str]] = tomllib.loads(_DATA.read_text(encoding="utf-8"))
"""Group -> its names, as that file explains."""
NAMES: Final = tuple(GROUPS)
BIT: Final = {name: 1 << position for position, name in enumerate(NAMES)}

_EXACT: Final[dict[str, int]] = {}
_PREFIX: Final[dict[str, int]] = {}
for _position, _names in enumerate(GROUPS.values()):
    for _word in _names.split():
        _table = _PREFIX if _word.endswith("*") else _EXACT
        _word = _word.rstrip("*")
        _table[_word] = _table.get(_word, 0) | 1 << _position
_PREFIX_LENGTHS: Final = tuple(sorted({len(word) for word in _PREFIX}))
_BORDER: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
# Publishers repeat their names from page to page; what was once read is kept, as long as it stays small.
_CACHE_SIZE: Final = 20_000
_known: dict[str, int] = {}
_known_words: dict[str, int] = {}


def read_hints(names: str) -> int:
    """The hints in an element's names (class, id, role …, with spaces between) as a bit set over :data:`NAMES`."""
    bits = _known.get(names)
    if bits is None:
        bits = 0
        before = ""
        known = _known_words.get
        for word in _BORDER.findall(names[:300]):
            word = word.lower()
            more = known(word)
            bits |= _word_bits(word) if more is None else more
            if before:
                more = known(before + word)
                bits |= _word_bits(before + word) if more is None else more
            before = word
        if len(_known) >= _CACHE_SIZE:
            _known.clear()
        _known[names] = bits
    return bits


def _word_bits(word: str) -> int:
    bits = _EXACT.get(word, 0)
    for length in _PREFIX_LENGTHS:
        if length > len(word):
            break
        bits |= _PREFIX.get(word[:length], 0)
    if len(_known_words) >= _CACHE_SIZE:
        _known_words.clear()
    _known_words[word] = bits
    return bits

"""Shingles: the short runs of words by which two texts are seen to share a passage.

A shingle is five words long, or ten characters where a script sets no spaces between its words; in a mixed text it runs
on until both together reach that length. Two texts are compared by all their shingles; a sample of them, always the
same for the same passage, is what the archive stores.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import xxhash
from numpy.typing import NDArray

from project.folding import fold_case
from project.scripts import UNSPACED

Hashes = NDArray[np.uint64]

SHINGLES_VERSION: Final = 1
"""Grows whenever a text would be cut otherwise. It seeds the hashes: those of two versions never meet by mistake."""

_CHARACTER = re.compile(f"[{UNSPACED}]")
_CHARACTER_OR_WORD = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")
# The vowel signs of Indian scripts, Arabic and Hebrew are no letters to Python, but they stand inside words.
_WORD = re.compile(r"[\w\u0300-\u036f\u0591-\u05c7\u064b-\u0670\u0900-\u0963\u0966-\u0dff]+")

# A word weighs two characters: Chinese words are about two characters long.
_WORD_WEIGHT, _CHARACTER_WEIGHT, _SHINGLE_WEIGHT = 2, 1, 10

# Every 32nd hash, measured on real pages: 45 to 46 of 46 wire copies found, about 12 rows an article.
_SAMPLED_BELOW: Final = 2**64 // 32
# A short text keeps at least so many of its lowest hashes, so that two versions of it still share some.
_FEWEST: Final = 8
# And a text as long as a book keeps no more than these.
_MOST: Final = 256

# An odd factor has an inverse modulo 2**64: a shingle is then a difference of two running sums, whatever its length.
_FACTOR: Final = 0x9E3779B97F4A7C15
_INVERSE: Final = pow(_FACTOR, -1, 2**64)
_CACHED_TOKENS = 1 << 18


def tokens(text: str) -> list[str]:
    """The words of a text, and the single characters of scripts without spaces, as they stand there."""
    if _CHARACTER.search(text):
        return _CHARACTER_OR_WORD.findall(text)
    return _WORD.findall(text.replace("_", " "))


class _TokenHashes(dict[str, int]):
    """xxh3-64 of a folded token, remembered: a language has few words, and folding them costs more than hashing."""

    def __missing__(self, token: str) -> int:
        if len(self) >= _CACHED_TOKENS:
            self.clear()
        value = self[token] = xxhash.xxh3_64_intdigest(
            fold_case(token).encode("utf-8", "surrogatepass"), SHINGLES_VERSION
        )
        return value


_token_hashes = _TokenHashes()


def token_hashes(found: list[str]) -> Hashes:
    """One hash for each token; those that differ only in case or width have the same."""
    return np.fromiter(map(_token_hashes.__getitem__, found), np.uint64, len(found))


def text_hash(text: str) -> int:
    """xxh3-64 over the folded words, as a signed integer: texts with the same words in the same order have the same."""
    return shingled(text).hash


def signed(value: int) -> int:
    """An unsigned 64-bit integer as the signed one with the same bits, which a SQLite INTEGER holds."""
    return value - 2**64 if value >= 2**63 else value


@dataclass(frozen=True, slots=True)
class Shingled:
    """A text cut into shingles. The arrays are not to be written to."""

    words: list[str]
    """Its words and single characters, in order."""
    sequence: Hashes
    """The shingle that begins at each token, as long as a whole one fits before the end."""
    ends: NDArray[np.int64]
    """Behind which token each of them ends."""
    distinct: Hashes
    """Each shingle once, sorted."""
    hash: int
    """See :func:`text_hash`."""


@lru_cache(maxsize=64)  # a text is looked at when it is compared, when it is stored, and when it is placed
def shingled(text: str) -> Shingled:
    """Cut a text into shingles. One that is shorter than a shingle has none."""
    words = tokens(text)
    ends = _ends(words) if _CHARACTER.search(text) else np.arange(_SHINGLE_WEIGHT // _WORD_WEIGHT, len(words) + 1)
    hashes = token_hashes(words)
    running = hashes * _powers(_FACTOR, len(words))
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(running, dtype=np.uint64)))
    sequence = _mix((sums[ends] - sums[: len(ends)]) * _powers(_INVERSE, len(ends)))
    ordered = np.sort(sequence)
    is_first = np.ones(len(ordered), bool)
    is_first[1:] = ordered[1:] != ordered[:-1]
    text_hash = signed(xxhash.xxh3_64_intdigest(hashes.astype("<u8").tobytes()))
    return Shingled(words, sequence, ends, ordered[is_first], text_hash)


def sampled(text: str) -> frozenset[int]:
    """The shingles of a text that are stored, as signed 64-bit integers."""
    values = shingled(text).distinct
    count = int(np.searchsorted(values, np.uint64(_SAMPLED_BELOW)))
    return frozenset(values[: min(max(count, _FEWEST), _MOST)].view(np.int64).tolist())


def is_in(values: Hashes, distinct: Hashes) -> NDArray[np.bool_]:
    """Which of ``values`` are among ``distinct``, which is sorted."""
    if not len(distinct):
        return np.zeros(len(values), bool)
    places = np.minimum(np.searchsorted(distinct, values), len(distinct) - 1)
    found: NDArray[np.bool_] = distinct[places] == values
    return found


def _ends(found: list[str]) -> NDArray[np.int64]:
    """Behind which token the shingle ends that begins at the first, the second and so on."""
    weights = np.where([_CHARACTER.match(token) is not None for token in found], _CHARACTER_WEIGHT, _WORD_WEIGHT)
    sums = np.concatenate((np.zeros(1, np.int64), np.cumsum(weights)))
    ends = np.searchsorted(sums, sums[:-1] + _SHINGLE_WEIGHT)
    inside: NDArray[np.int64] = ends[ends <= len(found)]
    return inside


def _powers(base: int, count: int) -> Hashes:
    """The first ``count`` powers of ``base`` modulo 2**64, from the zeroth on."""
    powers = np.full(count, base, np.uint64)
    powers[:1] = 1
    np.cumprod(powers, out=powers)
    return powers


def _mix(values: Hashes) -> Hashes:
    """Spread every bit over all of them (the finaliser of splitmix64), so that the lowest hashes are a fair sample."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Hashes = values ^ (values >> np.uint64(31))
    return mixed

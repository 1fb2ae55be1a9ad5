"""The table of phrases: which block is boilerplate by its own words, wherever it stands."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from project.folding import EDGES, fold, label_of

_DATA = files("project") / "data" / "phrases"
_FILES = ("labels.toml", "sections.toml", "lines.toml", "notes.toml")
# Longer than any `limit` of the tables: such a block is not looked up.
_LONGEST = 1000
# What is longer than this and ends with a credit is a paragraph whose picture lost its caption.
_LONGEST_CAPTION = 250
_LONGEST_NOTE = 350
# "(Photo by Ann Roe)"
_TAKEN_BY = re.compile(r"(?:photo|foto|image|picture)\w* (?:by|courtesy|von|de|par|di) ")
# How press releases end.
_END_MARK = re.compile(r"#(?:\s?#){2}|[-–—]\s?30\s?[-–—]")
# In a script without spaces.
_DENSE_PARAGRAPH = 70
# "If you saw a mistake, select it and press Ctrl+Enter", in the languages of the papers that use that script.
_MISTAKE = re.compile(
    r"(?=.*ctrl\s?\+\s?(?:enter|ентер))(?:.*(?:помилк|ошибк|опечатк|памылк|грешк|қате|хато|xəta|xato|kļūd|klaid|błąd|błęd"
    r"|chyb|greš|greșeal|mistake|typo|misspel))"
)
# "We may earn a small commission when you buy through our links."
_EARNS = re.compile(
    r"(?=.*(?:\blinks?\b|affiliate))(?=.*\b(?:we|you|our|us)\b)"
    r".*\b(?:earn|receive|get|make)s? an? (?:\w+ ){0,2}commission\b"
    r"|(?=.*(?:affiliate|partnerprogramm|partner-?link))"
    r".*\b(?:erhält|erhalten|bekommt|bekommen|verdien\w+|kassieren)\b.*\bprovision\b"
)
# How captions end in Chinese, Japanese and Korean: "怪手進場清理。(青山鄉公所提供)", "目録カード=9日、佐藤健一撮影".
_HAN_CREDIT = re.compile(
    r"(?:\([^()]{0,24}(?:提供|攝|摄|資料照|资料图|供图|供圖|撮影|제공|촬영)\)|=[^=。]{2,30}(?:撮影|提供)"
    # "(圖/讀者提供)", folded
    r"|\([图圖]片?\s?[/:：]\s?[^()]{1,30}\)"
    # "… 李晓 摄", "…話す山田さん＝北灘市"
    r"|[\s。][一-鿿]{2,4}\s?[摄攝]|(?<=[一-鿿ぁ-ん)])=[一-鿿]{2,8}[都道府県市区町村])$"
)


def _plain(label: str) -> str:
    """Russian print leaves the dots of ё out as often as not."""
    return label if label.isascii() else label.replace("ё", "е")


@dataclass(frozen=True, slots=True)
class _Glob:
    """``first…middle…last`` of at most ``limit`` characters; ``is_word`` where ``first`` ends with a word."""

    first: str
    is_word: bool
    middle: tuple[str, ...]
    last: str
    limit: int
    reason: str

    def matches(self, label: str) -> bool:
        if len(label) > self.limit or not label.startswith(self.first) or not label.endswith(self.last):
            return False
        start, end = len(self.first), len(label) - len(self.last)
        if self.is_word and label[start : start + 1].isalnum():
            return False
        for piece in self.middle:
            start = label.find(piece, start, end)
            if start < 0:
                return False
            start += len(piece)
        return start <= end


class Phrases:
    """A look-up that costs the same for ten phrases as for ten thousand: whole blocks by their words, and the others
    by their first or last two characters."""

    def __init__(self) -> None:
        self.whole: dict[str, str] = {}
        self.reasons: set[str] = set()
        self._first: dict[str, list[_Glob]] = defaultdict(list)
        self._firsts: dict[str, tuple[str, ...]] = {}
        self._last: dict[str, list[_Glob]] = defaultdict(list)
        # every word of a share label: a bar of several is one block on many pages
        self.words: frozenset[str] = frozenset()

    def add(self, phrase: str, reason: str, limit: int) -> None:
        self.reasons.add(reason)
        # NFKC turns the ellipsis into three dots
        pieces = [piece.strip() for piece in _plain(fold(phrase)).split("...")]
        if len(pieces) == 1:
            self.whole.setdefault(label_of(pieces[0]), reason)
            return
        first, last = pieces[0].lstrip(EDGES), pieces[-1].rstrip(EDGES)
        # "(foto …" is none of "fotografer": a blank before the ellipsis ends a word
        is_word = first[-1:].isalnum() and " …" in phrase and phrase.index(" …") < phrase.index("…")
        glob = _Glob(first, is_word, tuple(filter(None, pieces[1:-1])), last, limit, reason)
        if first:
            self._first[first[:2]].append(glob)
        elif last:
            self._last[last[-2:]].append(glob)
        else:
            raise ValueError(f"{phrase!r} of {reason!r} has neither a beginning nor an end to find it by")
        # "Read more: …" is also said without the colon's second half
        if phrase.endswith(": …"):
            self.whole.setdefault(label_of(pieces[0]), reason)

    def close(self) -> None:
        """Prepare the look-ups, once all phrases are in."""
        self._firsts = {key: tuple(glob.first for glob in globs) for key, globs in self._first.items()}
        self.words = frozenset(
            word
            for label, reason in self.whole.items()
            if reason == "share labels" or (reason == "tools" and " " not in label)
            for word in label.split()
            if word != "#"
        )

    def reason(self, label: str) -> str | None:
        """Why a block with this label (see :func:`folding.label_of`) is boilerplate, or None."""
        label = _plain(label)
        found = self.whole.get(label)
        if found is not None or len(label) > _LONGEST:
            return found
        for key in (label[:2], label[:1]):
            firsts = self._firsts.get(key)
            if firsts is not None and label.startswith(firsts):
                for glob in self._first[key]:
                    if glob.matches(label):
                        return glob.reason
        for glob in self._last.get(label[-2:], ()):
            if glob.matches(label):
                return glob.reason
        return None


def tables(name: str) -> dict[str, Any]:
    """One file of `project/data/phrases`, as it stands."""
    with (_DATA / name).open("rb") as file:
        return tomllib.load(file)


@cache
def phrases() -> Phrases:
    """The tables of all languages as one look-up: a German page has English labels too."""
    found = Phrases()
    for name in _FILES:
        for reason, table in tables(name).items():
            limit = table.get("limit", 60)
            for entries in table.values():
                for phrase in entries if isinstance(entries, list) else ():
                    found.add(phrase, reason, limit)
    found.close()
    return found


def label_reason(folded: str) -> str | None:
    """Why a block of these words, folded, is boilerplate wherever it stands, such as ``advert``, or None.

    >>> label_reason(fold("ADVERTISEMENT"))
    'advert'
    >>> label_reason(fold("The advertisement shows a cat."))
    """
    table = phrases()
    label = label_of(folded)
    if _END_MARK.fullmatch(folded):
        return "signs only"
    if not label:
        # "* * *" and "___" part a story; a lone bar or arrow is a rest of the page's furniture
        return "signs only" if len(folded) <= 2 and "_" not in folded else None
    found = table.reason(label)
    if found is None and "ctrl" in folded and len(folded) < _LONGEST_CAPTION and _MISTAKE.search(folded):
        return "tools"
    if (
        found is None
        and ("commission" in folded or "provision" in folded)
        and len(folded) < _LONGEST_NOTE
        and _EARNS.match(folded)
    ):
        return "disclosure"
    if found is None and not folded.isascii() and len(folded) <= _DENSE_PARAGRAPH and _HAN_CREDIT.search(folded):
        return "photo credit"
    if found is None and folded.endswith((")", "]")) and len(folded) < _LONGEST_CAPTION:
        # a caption ends with its credit: "The lamp, before cleaning. (Photo: Courier)"
        # in a dense script a paragraph is as short
        if not folded.isascii() and len(folded) > _DENSE_PARAGRAPH and len(folded.split()) < len(folded) / 20:
            return None
        opened = max(folded.rfind("("), folded.rfind("["))
        inside = label_of(folded[opened:]) if opened > 0 else ""
        is_credit = ":" in inside or _TAKEN_BY.match(inside) is not None
        if len(inside) > 6 and is_credit and table.reason(inside) == "photo credit":
            return "photo credit"
    if found is None and len(label) <= 90 and " " in label:
        words = label.replace(",", " ").replace("|", " ").replace("/", " ").split()
        if words[0] in table.words and all(word in table.words or not word[0].isalnum() for word in words):
            return "share labels"
    return found

"""Letters in which a paper asks its reader for money: found by many weak signs together, never by a single one.

A letter is a run of blocks between or before the story's own. Nobody has seen the next one, so what it says is not
looked for; how it speaks is: to a "you", as a "we", of paying and of journalism, with a price, thanks and a signature.
A story about a paywall speaks of all this too, but in the third person, with "said" and weekdays and quotations.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from project.boilerplate.folding import fold
from project.boilerplate.phrases import tables

SIGNS = ("you", "we", "pay", "paper", "thanks", "role", "greet", "told")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_QUOTED = re.compile(r"[\"“„«»”][^\"“”„«»]{8,}[\"”“»«]|「[^」]{4,}」")
_SENTENCE_END = (".", "!", "?", "。", "！", "？", "।", "…", '."', ".”", ".»", "؟")
_MONEY = re.compile(
    r"(?:[$€£¥₽₹₴₪₺₩฿₫₡]\s?\d|\d[\d.,]*\s?(?:[$€£¥₽₹₴₪₺₩฿₫]|(?:eur|euros?|usd|gbp|dollars?|kr|kč|zł|lei|lv|лв|руб|грн|ft|"
    r"tl|rp|rs|chf|franken|kronor|kroner|zlotych|złotych|forint|pounds?|元|円|원|บาท|ريال|درهم|تومان|रुपये|টাকা)\b)|"
    r"\b(?:rp|rs\.?|chf|kr\.?|eur|usd)\s?\d)"
)
# A word of any language that makes it worth while to look closer; most pages have none or one.
_STRONG_SHARE = 2


@dataclass(slots=True)
class Lexicon:
    """One language's words, by the sign they are."""

    words: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    stems: dict[str, tuple[str, ...]] = field(default_factory=dict)
    anywhere: dict[str, tuple[str, ...]] = field(default_factory=dict)
    capital: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def signs(self, text: str, folded: str) -> set[str]:
        """The signs that a block shows; ``text`` is the block as it stands."""
        words = set(_WORD.findall(folded))
        found = {sign for sign, known in self.words.items() if not known.isdisjoint(words)}
        if self.capital:
            written = set(_WORD.findall(text))
            found |= {sign for sign, known in self.capital.items() if not known.isdisjoint(written)}
        for sign, pieces in self.anywhere.items():
            if sign not in found and any(piece in folded for piece in pieces):
                found.add(sign)
        for sign, stems in self.stems.items():
            if sign not in found and any(word.startswith(stems) for word in words):
                found.add(sign)
        return found


def _read(language: str, table: dict[str, list[str]], joined: bool) -> Lexicon:
    lexicon = Lexicon()
    stems: dict[str, list[str]] = defaultdict(list)
    anywhere: dict[str, list[str]] = defaultdict(list)
    for sign in SIGNS:
        for entry in table[sign]:
            folded = fold(entry.rstrip("…"))
            if joined or " " in entry or '"' in entry or "₪" in entry:
                anywhere[sign].append(folded + (" " if entry.endswith(" ") else ""))
            elif entry.endswith("…"):
                stems[sign].append(folded)
            elif entry[:1].isupper():
                lexicon.capital[sign].add(entry)
            else:
                lexicon.words[sign].add(folded)
    lexicon.stems = {sign: tuple(entries) for sign, entries in stems.items()}
    lexicon.anywhere = {sign: tuple(entries) for sign, entries in anywhere.items()}
    return lexicon


@cache
def lexicons() -> dict[str, Lexicon]:
    """Language -> its words, from `project/data/phrases/letter.toml`."""
    data = tables("letter.toml")
    joined = set(data.pop("scripts"))
    return {language: _read(language, table, language in joined) for language, table in data.items()}


_SAME = {"nb": "no", "nn": "no", "sr": "hr", "bs": "hr", "sl": "hr", "sh": "hr", "ms": "id", "ur": "fa", "mk": "bg"}


def lexicon_of(language: str | None, folded: Sequence[str]) -> Lexicon:
    """The words of ``language``, or of the language in which these blocks speak to somebody."""
    known = lexicons()
    language = (language or "").casefold().split("-")[0]
    language = _SAME.get(language, language)
    if language in known:
        return known[language]
    words = set(_WORD.findall(" ".join(folded)))
    text = " ".join(folded)

    def weight(lexicon: Lexicon) -> int:
        hits = sum(
            len(lexicon.words[sign] & words) for sign in ("you", "we", "told", "pay", "paper") if sign in lexicon.words
        )
        return hits + sum(piece in text for pieces in lexicon.anywhere.values() for piece in pieces)

    return max(known.values(), key=weight)


@dataclass(slots=True)
class _Look:
    signs: set[str]
    score: float
    length: int


def _look(text: str, folded: str, label: str | None, lexicon: Lexicon, english: Lexicon) -> _Look:
    """How much one block looks like a part of a letter: above zero it does, below it does not."""
    bare = _QUOTED.sub(" ", text) if len(text) > 12 else text
    if bare != text:
        folded = fold(bare)
    signs = lexicon.signs(bare, folded)
    if lexicon is not english:
        signs |= english.signs(bare, folded) & {"pay", "greet"} if folded.isascii() else set()
    if _MONEY.search(folded):
        signs.add("money")
    length = len(text)
    is_short = length < 90 and not text.endswith(_SENTENCE_END)
    if "role" in signs and length > 160 and not signs & {"you", "we", "thanks"}:
        signs.discard("role")
    if "thanks" in signs and length > 120 and "you" not in signs and "we" not in signs:
        signs.discard("thanks")
    if "greet" in signs and not any(folded.startswith(g) for lex in (lexicon, english) for g in _greetings(lex)):
        signs.discard("greet")
    letters = [c for c in text if c.isalpha()]
    if "pay" in signs and length < 140 and letters and sum(c.isupper() for c in letters) > 0.7 * len(letters):
        signs.add("call")
    if label in ("button", "donation appeal", "newsletter", "paywall notice"):
        signs.add("call" if label != "button" else "button")
    signs_of_letter = signs - {"told"}
    score = 0.0
    score += 3.0 * ("greet" in signs) + 2.5 * ("call" in signs) + 1.5 * ("button" in signs)
    score += 2.0 * ("money" in signs and bool(signs & {"you", "we", "pay"}))
    score += 1.5 * ({"you", "pay"} <= signs) + 1.5 * ({"we", "pay"} <= signs) + 1.5 * ({"we", "paper"} <= signs)
    score += 1.0 * ({"you", "we"} <= signs) + 1.0 * ({"paper", "pay"} <= signs)
    if length < 120:
        score += 1.0 * ("thanks" in signs) + 1.0 * ("role" in signs) + 0.7 * ("pay" in signs)
    quoted = bare != text
    if ("told" in signs or quoted) and len(signs_of_letter) < 5:
        return _Look(signs, -4.0, length)
    if score > 0 and not signs & {"you", "we", "greet", "call", "thanks", "button"} and length > 120:
        # the third person only: a story about subscriptions
        return _Look(signs, -2.0, length)
    if score == 0:
        score = -0.2 if is_short else -1.0 if length < 90 else -4.0
    return _Look(signs, score, length)


@cache
def _greetings_of(language: str) -> tuple[str, ...]:
    lexicon = lexicons()[language]
    return (*lexicon.anywhere.get("greet", ()), *lexicon.words.get("greet", ()))


def _greetings(lexicon: Lexicon) -> tuple[str, ...]:
    return next(_greetings_of(language) for language, known in lexicons().items() if known is lexicon)


def _is_letter(looks: Sequence[_Look]) -> bool:
    """Whether the signs of a run are enough: money or membership, somebody spoken to, somebody who speaks as the
    paper, and one thing that only a letter has."""
    signs: set[str] = set().union(*(look.signs for look in looks))
    asks = bool(signs & {"pay", "money", "call"})
    speaks = bool(signs & {"we", "greet"})
    addresses = bool(signs & {"you", "greet", "call"})
    is_papers = bool(signs & {"greet", "paper", "role", "button", "call", "thanks"})
    return asks and speaks and addresses and is_papers and len(signs - {"told"}) >= 5


def _worth_a_look(folded: Iterable[str]) -> bool:
    text = "\n".join(folded)
    strong, pieces = _strong_words()
    words = set(_WORD.findall(text))
    if not strong.isdisjoint(words):
        return True
    if _MONEY.search(text):
        return True
    return not text.isascii() and any(piece in text for piece in pieces)


@cache
def _strong_words() -> tuple[frozenset[str], tuple[str, ...]]:
    words: set[str] = set()
    pieces: set[str] = set()
    for language, lexicon in lexicons().items():
        for sign in ("pay", "greet"):
            words |= lexicon.words.get(sign, set())
            pieces.update(
                p for p in lexicon.anywhere.get(sign, ()) if (not p.isascii() and sign == "greet") or language in _JOINED
            )
    return frozenset(words), tuple(pieces)


_JOINED = ("zh", "ja", "ko", "th", "ar", "he", "fa", "hi", "bn")


def find_letters(
    texts: Sequence[str], folded: Sequence[str], labels: Sequence[str | None], language: str | None
) -> list[range]:
    """The runs of blocks that are a letter to the reader, as ranges of indexes, none of which overlap."""
    if not texts or not _worth_a_look(folded):
        return []
    lexicon, english = lexicon_of(language, folded), lexicons()["en"]
    looks = [_look(*block, lexicon, english) for block in zip(texts, folded, labels, strict=True)]
    found: list[range] = []
    start = 0
    while start < len(looks):
        run = _best_run(looks, start)
        if run is None:
            break
        start = run.stop
        if sum(looks[i].score for i in run) >= 4.5 and _is_letter([looks[i] for i in run]):
            found.append(_with_signature(texts, looks, run))
            start = found[-1].stop
    return found


def _best_run(looks: Sequence[_Look], start: int) -> range | None:
    """The first run from ``start`` on whose sum is greatest before it falls back to nothing."""
    total, best, begin, end = 0.0, 0.0, start, start
    for i in range(start, len(looks)):
        if total <= 0:
            if best >= 2:
                break
            total, best, begin, end = 0.0, 0.0, i, i
        total += looks[i].score
        if total > best:
            best, end = total, i + 1
        elif looks[i].score <= -4 and best >= 2:
            break
    return range(begin, end) if end > begin else None


def _with_signature(texts: Sequence[str], looks: Sequence[_Look], run: range) -> range:
    """The run with the names that sign it: after thanks come at most three short lines."""
    end = run.stop
    if "thanks" in looks[end - 1].signs and looks[end - 1].length < 60:
        while end < len(texts) and end - run.stop < 3 and looks[end].length < 60:
            if texts[end].endswith(_SENTENCE_END):
                break
            end += 1
    return range(run.start, end)

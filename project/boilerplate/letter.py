"""Letters in which a paper asks its reader for money: found by many weak signs together, never by a single one.

A letter is a run of blocks between or before the story's own. Nobody has seen the next one, so what it says is not
looked for; how it speaks is: to a "you", as a "we", of paying and of journalism, with a price, thanks and a signature.
A story about a paywall speaks of all this too, but in the third person, with "said" and weekdays and quotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from project.boilerplate.phrases import tables
from project.folding import fold
from project.scripts import STOPS

SIGNS = ("you", "we", "pay", "paper", "thanks", "role", "greet", "told")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_QUOTED = re.compile(r"[\"“„«»”][^\"“”„«»]{8,}[\"”“»«]|「[^」]{4,}」")
_SENTENCE_END = (*STOPS, "…")
# Scripts whose words cannot be told by spaces alone.
_JOINED_SCRIPT = re.compile(r"[\u0590-\u06ff\u0900-\u0eff\u3040-\u9fff\uac00-\ud7a3]")
_MONEY = re.compile(
    r"(?:[$€£¥₽₹₴₪₺₩฿₫₡]\s?\d|(?<![\d.,])\d[\d.,]*+\s?(?:[$€£¥₽₹₴₪₺₩฿₫]|(?:eur|euros?|usd|gbp|dollars?|kr|kč|zł|lei|lv|лв|руб|грн|ft|"
    r"tl|rp|rs|chf|franken|kronor|kroner|zlotych|złotych|forint|pounds?|元|円|원|บาท|ريال|درهم|تومان|रुपये|টাকা)\b)|"
    r"\b(?:rp|rs\.?|chf|kr\.?|eur|usd)\s?\d)"
)


@dataclass(slots=True)
class Lexicon:
    """One language's words, by the sign they are."""

    words: dict[str, str] = field(default_factory=dict)
    stems: dict[str, str] = field(default_factory=dict)
    phrases: list[tuple[str, str]] = field(default_factory=list)
    """Several words, with a space before, between and after them."""
    anywhere: list[tuple[str, str]] = field(default_factory=list)
    capital: dict[str, str] = field(default_factory=dict)
    greetings: tuple[str, ...] = ()
    _starts: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def close(self) -> Lexicon:
        """Prepare the look-up of stems, once all are in."""
        for stem, sign in self.stems.items():
            self._starts.setdefault(stem[:3], []).append((stem, sign))
        return self

    def known(self, words: Iterable[str]) -> dict[str, str]:
        """Word -> sign, of those words that are one."""
        found = {word: self.words[word] for word in self.words.keys() & words}
        stems_of = self._starts.get
        for word in words:
            for stem, sign in stems_of(word[:3], ()):
                if word.startswith(stem):
                    found.setdefault(word, sign)
        return found


def _read(table: dict[str, list[str]], joined: bool) -> Lexicon:
    lexicon = Lexicon()
    for sign in SIGNS:
        for entry in table[sign]:
            folded = fold(entry.rstrip("…"))
            if not joined and not _WORD.fullmatch(folded):
                lexicon.phrases.append((f" {' '.join(_WORD.findall(folded))} ", sign))
            elif joined:
                lexicon.anywhere.append((folded + (" " if entry.endswith(" ") else ""), sign))
            elif entry.endswith("…"):
                lexicon.stems[folded] = sign
            elif entry[:1].isupper():
                lexicon.capital[entry] = sign
            else:
                lexicon.words[folded] = sign
    lexicon.greetings = tuple(fold(entry) for entry in table["greet"])
    return lexicon.close()


@cache
def lexicons() -> dict[str, Lexicon]:
    """Language -> its words, from `project/data/phrases/letter.toml`."""
    data = tables("letter.toml")
    joined = set(data.pop("scripts"))
    return {language: _read(table, language in joined) for language, table in data.items()}


@cache
def _asking() -> Lexicon:
    """The words of all languages that ask for money or greet a reader: most pages have one of them at most."""
    every = Lexicon()
    for lexicon in lexicons().values():
        every.words |= {word: sign for word, sign in lexicon.words.items() if sign in ("pay", "greet")}
        every.stems |= {stem: sign for stem, sign in lexicon.stems.items() if sign in ("pay", "greet")}
        every.anywhere += [
            (p, sign) for p, sign in lexicon.anywhere if sign == "greet" or (sign == "pay" and not p.isascii())
        ]
    every.greetings = tuple(greeting for lexicon in lexicons().values() for greeting in lexicon.greetings)
    return every.close()


_SAME = {"nb": "no", "nn": "no", "sr": "hr", "bs": "hr", "sl": "hr", "sh": "hr", "ms": "id", "ur": "fa", "mk": "bg"}


def lexicon_of(language: str | None, folded: Sequence[str]) -> Lexicon:
    """The words of ``language``, or of the language in which these blocks speak to somebody."""
    known = lexicons()
    language = (language or "").casefold().split("-")[0]
    language = _SAME.get(language, language)
    if language in known:
        return known[language]
    text = " ".join(folded)
    words = set(_WORD.findall(text))

    def weight(lexicon: Lexicon) -> int:
        return len(lexicon.words.keys() & words) + sum(piece in text for piece, _ in lexicon.anywhere)

    return max(known.values(), key=weight)


def signs_of(text: str, folded: str, language: str | None) -> set[str]:
    """What a single block says of those in :data:`SIGNS`."""
    lexicon = lexicon_of(language, [folded])
    words = _WORD.findall(folded)
    return _signs(text, folded, words, lexicon.known(words), lexicon, lexicons()["en"])


@dataclass(slots=True)
class _Look:
    signs: set[str]
    score: float
    length: int


def _signs(
    text: str, folded: str, words: list[str], known: dict[str, str], lexicon: Lexicon, english: Lexicon
) -> set[str]:
    signs = {known[word] for word in known.keys() & words}
    if lexicon.capital:
        written = set(_WORD.findall(text))
        signs.update(lexicon.capital[word] for word in lexicon.capital.keys() & written)
    signs.update(sign for piece, sign in lexicon.anywhere if piece in folded)
    spaced = f" {' '.join(words)} "
    signs.update(sign for phrase, sign in lexicon.phrases if phrase in spaced)
    if lexicon is not english:
        signs.update(sign for phrase, sign in english.phrases if sign == "pay" and phrase in spaced)
    return signs


def _look(
    text: str,
    folded: str,
    label: str | None,
    words: list[str],
    known: dict[str, str],
    lexicon: Lexicon,
    english: Lexicon,
) -> _Look:
    """How much one block looks like a part of a letter: above zero it does, below it does not."""
    bare = text
    if '"' in folded or "«" in folded or "「" in folded:
        bare = _QUOTED.sub(" ", text)
        if bare != text:
            folded = fold(bare)
            words = _WORD.findall(folded)
    signs = _signs(bare, folded, words, known, lexicon, english)
    if _MONEY.search(folded):
        signs.add("money")
    length = len(text)
    is_short = length < 90 and not text.endswith(_SENTENCE_END)
    if "role" in signs and length > 160 and not signs & {"you", "we", "thanks"}:
        signs.discard("role")
    if "thanks" in signs and length > 120 and "you" not in signs and "we" not in signs:
        signs.discard("thanks")
    if "greet" in signs and not folded.startswith((*lexicon.greetings, *english.greetings)):
        signs.discard("greet")
    if length < 140 and "pay" in signs:
        letters = [c for c in text if c.isalpha()]
        if sum(map(str.isupper, letters)) > 0.7 * len(letters) > 0:
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
        score += 1.0 * ("thanks" in signs) + 1.0 * ("role" in signs) + 0.7 * (is_short and "pay" in signs)
    quoted = bare != text
    if ("told" in signs or quoted) and len(signs_of_letter) < 5:
        return _Look(signs, -4.0, length)
    if signs and length > 60 and not signs & {"you", "we", "greet", "call", "thanks", "button"} and not is_short:
        # the third person only: a story about subscriptions
        return _Look(signs, -2.0, length)
    if score == 0 and "told" not in signs and signs & {"we", "you"}:
        score = -0.7
    elif score == 0:
        score = -0.2 if is_short else -1.0 if length < 90 else -4.0
    return _Look(signs, score, length)


def _is_letter(looks: Sequence[_Look]) -> bool:
    """Whether the signs of a run are enough: money or membership, somebody spoken to, somebody who speaks as the
    paper, and one thing that only a letter has."""
    signs: set[str] = set().union(*(look.signs for look in looks))
    asks = bool(signs & {"pay", "money", "call"})
    speaks = bool(signs & {"we", "greet"})
    addresses = bool(signs & {"you", "greet", "call"})
    is_papers = bool(signs & {"greet", "paper", "role", "button", "call", "thanks"})
    return asks and speaks and addresses and is_papers and len(signs - {"told"}) >= 5


def _is_worth_a_look(folded: Sequence[str], text: str, words: set[str]) -> bool:
    """Whether a page asks for anything at all: some words of asking, the fewer beside a sum of money or a greeting."""
    asking = _asking()
    known = len(asking.known(words))
    if known >= 4 or (known >= 2 and _MONEY.search(text)):
        return True
    if known and any(len(block) < 400 and block.startswith(asking.greetings) for block in folded):
        return True
    if text.isascii() or not _JOINED_SCRIPT.search(text, 0, 2000):
        return False
    return sum(piece in text for piece, _ in asking.anywhere) >= 2


def find_letters(
    texts: Sequence[str], folded: Sequence[str], labels: Sequence[str | None], language: str | None
) -> list[range]:
    """The runs of blocks that are a letter to the reader, as ranges of indexes, none of which overlap."""
    if not texts:
        return []
    text = "\n".join(folded)
    # cut at spaces only: enough to see whether it is worth while to look closer, and four times as fast
    if not _is_worth_a_look(folded, text, set(text.split())):
        return []
    words = [_WORD.findall(block) for block in folded]
    every = set().union(*words)
    lexicon, english = lexicon_of(language, folded), lexicons()["en"]
    known = {word: sign for word, sign in english.known(every).items() if sign == "pay" or lexicon is english}
    known |= lexicon.known(every)
    looks = [_look(*block, known, lexicon, english) for block in zip(texts, folded, labels, words, strict=True)]
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

"""The difference of two texts, paragraph by paragraph and word by word, and how it reads in a terminal."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from rich.text import Text

from project.archive.shingles import tokens
from project.folding import fold_case
from project.scripts import UNSPACED

Mark = Literal["same", "new", "gone", "moved", "changed"]
Swap = tuple[list[str], list[str]]

# A currency, a percent sign and a minus before a number say as much as words.
_SIGN = re.compile(r"[%‰°$€£¥₹₽₩₺]|(?<!\w)[-−–](?=\d)")
# What a reader sees as one word in a diff: a run without space, or one character of a script that has none.
_UNIT = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
# Two paragraphs that share so many of their words are one that was changed.
_SAME_PARAGRAPH = 0.5
# Aligning words costs their product: longer paragraphs are compared as bags of words.
_LONGEST_ALIGNED = 2000
# And aligning paragraphs: 300 rewritten ones take 0.4 s, and nobody else writes meanwhile.
_MOST_ALIGNED = 600
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Edit:
    """What happened to one paragraph."""

    mark: Mark
    old: str = ""
    new: str = ""
    touched: int = 0
    """How many words of both versions it touches."""
    swaps: list[Swap] = field(default_factory=list)
    """In a changed paragraph: which folded words went, and which came in their place."""


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    signed = _SIGN.sub(lambda sign: f" sign{ord(sign[0])} ", text)
    return tuple(fold_case(word) for word in tokens(signed))


def fold_words(text: str) -> str:
    """The words of a text and nothing else: two texts that say the same give the same."""
    return " ".join(_words(text))


def count_words(text: str) -> int:
    """How many words a text has; each character of a script without spaces is one."""
    return len(_words(text))


def diff_texts(old: str, new: str) -> list[Edit]:
    """Compare two texts whose paragraphs are parted by blank lines. Where no word differs, no edit touches any."""
    before, after = ([part for part in text.split("\n\n") if part.strip()] for text in (old, new))
    if _words(old) == _words(new):
        return [Edit("same", part, part) for part in after]
    if len(before) + len(after) > _MOST_ALIGNED:
        return _diff_bags(before, after)
    matcher = SequenceMatcher(None, [_words(part) for part in before], [_words(part) for part in after], autojunk=False)
    opcodes = matcher.get_opcodes()
    gone = Counter(_words(part) for tag, a, b, _, _ in opcodes if tag != "equal" for part in before[a:b])
    come = Counter(_words(part) for tag, _, _, a, b in opcodes if tag != "equal" for part in after[a:b])
    moved = gone & come
    edits: list[Edit] = []
    for tag, a, b, c, d in opcodes:
        if tag == "equal":
            edits += [Edit("same", *pair) for pair in zip(before[a:b], after[c:d], strict=True)]
        else:
            edits += _replace([part for part in before[a:b] if not moved[_words(part)]], after[c:d], moved)
    return edits


def _diff_bags(before: list[str], after: list[str]) -> list[Edit]:
    """The difference of very many paragraphs: which are there no more, and which were not there."""
    kept = Counter(map(_words, before)) & Counter(map(_words, after))
    (gone, _), (come, same) = _part(before, kept.copy()), _part(after, kept)
    edits = [Edit("same", part, part) for part in same]
    if len(gone) + len(come) <= _MOST_ALIGNED:
        return edits + _replace(gone, come, Counter())
    edits += [Edit("new", "", part, count_words(part)) for part in come]
    return edits + [Edit("gone", part, "", count_words(part)) for part in gone]


def _part(paragraphs: list[str], kept: Counter[tuple[str, ...]]) -> tuple[list[str], list[str]]:
    """(those that are not kept, those that are); ``kept`` is used up."""
    others, same = list[str](), list[str]()
    for paragraph in paragraphs:
        words = _words(paragraph)
        (same if kept[words] > 0 else others).append(paragraph)
        kept[words] -= 1
    return others, same


def _replace(gone: list[str], come: list[str], moved: Counter[tuple[str, ...]]) -> list[Edit]:
    edits: list[Edit] = []
    for part in come:
        if moved[_words(part)]:
            edits.append(Edit("moved", part, part, 2 * count_words(part)))
            continue
        place = next((index for index, old in enumerate(gone) if _similarity(old, part) >= _SAME_PARAGRAPH), None)
        if place is None:
            edits.append(Edit("new", "", part, count_words(part)))
            continue
        edits += [Edit("gone", old, "", count_words(old)) for old in gone[:place]]
        swaps = _swaps(_words(gone[place]), _words(part))
        touched = sum(len(before) + len(after) for before, after in swaps)
        edits.append(Edit("changed" if touched else "same", gone[place], part, touched, swaps))
        gone = gone[place + 1 :]
    return edits + [Edit("gone", old, "", count_words(old)) for old in gone]


def _similarity(old: str, new: str) -> float:
    before, after = Counter(_words(old)), Counter(_words(new))
    total = before.total() + after.total()
    return 2 * (before & after).total() / total if total else 1.0


def _swaps(old: tuple[str, ...], new: tuple[str, ...]) -> list[Swap]:
    if len(old) + len(new) > _LONGEST_ALIGNED:
        before, after = Counter(old), Counter(new)
        return [(list((before - after).elements()), list((after - before).elements()))]
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(list(old[a:b]), list(new[c:d])) for tag, a, b, c, d in opcodes if tag != "equal"]


def spelled_alike(old: list[str], new: list[str]) -> bool:
    """Whether the same was meant: every word became one that is spelled nearly alike, and no number changed."""
    if any(any(map(str.isdigit, word)) or word.startswith("sign") for word in old + new):
        return False
    one, other = "".join(old), "".join(new)
    if one == other:
        return True
    if len(old) != len(new):
        return False
    return all(SequenceMatcher(None, *pair, autojunk=False).ratio() >= _ALIKE for pair in zip(old, new, strict=True))


def render_edits(edits: list[Edit], is_coloured: bool) -> Text:
    """Edits for a terminal: unchanged paragraphs are counted, changed words are marked."""
    shown = Text()
    same = 0
    for edit in edits:
        if edit.mark == "same":
            same += 1
            continue
        _append_same(shown, same)
        same = 0
        if edit.mark == "changed":
            _append_words(shown, edit, is_coloured)
        elif edit.mark == "moved":
            shown.append(f"moved: {edit.new}", style="yellow")
        else:
            _append_piece(shown, edit.old or edit.new, "gone" if edit.mark == "gone" else "new", is_coloured)
        shown.append("\n")
    _append_same(shown, same)
    shown.rstrip()
    return shown


def _append_same(shown: Text, count: int) -> None:
    if count:
        shown.append(f"  … {count} unchanged paragraph{'s' if count > 1 else ''}\n", style="dim")


def _append_words(shown: Text, edit: Edit, is_coloured: bool) -> None:
    old, new = (list(_UNIT.finditer(text)) for text in (edit.old, edit.new))
    matcher = SequenceMatcher(None, [_words(u[0]) for u in old], [_words(u[0]) for u in new], autojunk=False)
    for _, a, b, c, d in matcher.get_opcodes():
        is_same = [_words(u[0]) for u in old[a:b]] == [_words(u[0]) for u in new[c:d]]
        if b > a and not is_same:
            _append_piece(shown, edit.old[old[a].start() : old[b - 1].end()], "gone", is_coloured)
        if d > c:
            if b > a and not is_same:
                shown.append(" ")
            _append_piece(shown, edit.new[new[c].start() : new[d - 1].end()], "same" if is_same else "new", is_coloured)
        if d > c and d < len(new):
            shown.append(edit.new[new[d - 1].end() : new[d].start()])
        elif b > a and not is_same:
            shown.append(" ")


def _append_piece(shown: Text, words: str, mark: Literal["same", "new", "gone"], is_coloured: bool) -> None:
    if mark == "same":
        shown.append(words)
    elif is_coloured:
        shown.append(words, style="green" if mark == "new" else "red strike")
    else:
        shown.append(f"{{+{words}+}}" if mark == "new" else f"[-{words}-]")

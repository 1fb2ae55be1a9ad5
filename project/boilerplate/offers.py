"""Lines that offer a newsletter, ask for money or for letters, in words that no table has: it is named, and the reader
spoken to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from project.boilerplate.letter import signs_of
from project.boilerplate.lines import EMAIL
from project.boilerplate.phrases import tables
from project.folding import fold

# No line of the corpus' stories that is shorter names a newsletter and speaks to its reader; ten of other lines do.
# None asks for money as a "we" that speaks to a "you", or of its work; two of other lines do. None gives an address of
# "ours".
_LONGEST = {"newsletter": 350, "donation appeal": 600, "contact line": 200}
# Where more lines do, the story itself is about newsletters, or about journalism.
_MOST = 3


@cache
def _names() -> dict[str, tuple[str, ...]]:
    return {reason: tuple(map(fold, names)) for reason, names in tables("offers.toml").items()}


def find_offers(
    texts: Sequence[str], folded: Sequence[str], title: str, language: str | None
) -> Iterator[tuple[int, str]]:
    """(index, reason) of the blocks that make an offer; none on a page whose headline, folded, speaks of one."""
    page = "\n".join(folded)
    for reason, every in _names().items():
        names = [name for name in every if name in page]
        if not names or any(name in title for name in names):
            continue
        found = [
            i
            for i, line in enumerate(folded)
            if len(line) <= _LONGEST[reason]
            and any(name in line for name in names)
            and _is_offer(reason, texts[i], line, language)
        ]
        if len(found) <= _MOST:
            yield from ((i, reason) for i in found)


def _is_offer(reason: str, text: str, folded: str, language: str | None) -> bool:
    signs = signs_of(text, folded, language)
    speaks = signs & {"you", "we"}
    is_told = "told" in signs
    if reason == "contact line":
        return "we" in signs and not is_told and EMAIL.search(folded) is not None
    if reason == "newsletter":
        return bool(speaks) and not is_told
    return not is_told and (len(speaks) == 2 or {"we", "pay", "paper"} <= signs)

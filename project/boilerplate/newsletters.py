"""Lines that offer a newsletter, in words that no table has: it is named, and its reader is spoken to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from project.boilerplate.folding import fold
from project.boilerplate.letter import signs_of
from project.boilerplate.phrases import tables

# No line of the corpus' stories that is shorter names a newsletter and speaks to its reader; ten of other lines do.
_LONGEST = 350
# Where more lines do, the story itself is about newsletters.
_MOST = 3


@cache
def _names() -> tuple[str, ...]:
    return tuple(fold(name) for name in tables("newsletters.toml")["names"])


def newsletter_lines(texts: Sequence[str], folded: Sequence[str], title: str, language: str | None) -> list[int]:
    """The indexes of the blocks that offer a newsletter; none on a page whose headline, folded, speaks of one."""
    page = "\n".join(folded)
    names = [name for name in _names() if name in page]
    if not names or any(name in title for name in names):
        return []
    found = [
        i
        for i, line in enumerate(folded)
        if len(line) <= _LONGEST and any(name in line for name in names) and _is_offer(texts[i], line, language)
    ]
    return found if len(found) <= _MOST else []


def _is_offer(text: str, folded: str, language: str | None) -> bool:
    signs = signs_of(text, folded, language)
    return not signs.isdisjoint(("you", "we")) and "told" not in signs

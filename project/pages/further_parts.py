"""The further parts of a story that stands on several pages, joined one after the other."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from project.addresses import canonical
from project.items import Article
from project.pages.next_part import is_named_part
from project.scripts import UNSPACED

if TYPE_CHECKING:
    from project.pages.reading import Reading

_HOUR = re.compile(r"\d[:.h時点시]\d|\d\s?(?:am|pm|Uhr)\b", re.IGNORECASE)
# Two dates of one day, one of them without its hour, in zones that nobody knows.
_DAY_AND_ZONE = timedelta(hours=36)
# Some systems stamp each part of a story when it is saved.
_SAVED_TOGETHER = timedelta(hours=1)
_UNSPACED = re.compile(f"[{UNSPACED}]")
MAX_PARTS = 30


def is_same_story(first: Article, part: Article) -> bool:
    """Whether a page with a bare number may go on with a story: it has the same date, or else a headline like it."""
    here, there = first.published_at, part.published_at
    if here is not None and there is not None:
        apart = abs(here - there)
        if first.sources.get("published_at") != part.sources.get("published_at"):
            return apart <= _DAY_AND_ZONE
        # two stories of one day have the same date where it has no hour
        is_exact = here.minute > 0 or _HOUR.search(first.published_at_raw or "") is not None
        if (not apart and is_exact) or apart > _SAVED_TOGETHER:
            return not apart
    one, other = title_words(first.title), title_words(part.title)
    return len(one & other) >= min(len(one), len(other)) / 2


def title_words(title: str) -> set[str]:
    """The words of a headline; pairs of characters where a script sets no spaces between its words."""
    found: set[str] = set()
    for word in title.casefold().split():
        found |= set(map("".join, pairwise(word))) if len(word) > 1 and _UNSPACED.search(word) else {word}
    return found


def join_part(article: Article, part: Article) -> int:
    """Append the story of a further part; what it repeats of the parts before is left out. Gives the blocks added."""
    known = {block.text for block in article.blocks}
    new = [block for block in part.blocks if block.text not in known]
    if new:
        article.blocks.extend(new)
        article.ahead = None  # it was that of the first part alone
    return len(new)


class Parts:
    """The further parts of a story, one after the other: each is read at ``next_url`` and given to :meth:`join`.

    ``key`` is the canonical address of the first part, ``next_part`` what its reading says. ``is_other_story``: what
    was given last is another one.
    """

    def __init__(self, article: Article, key: str, next_part: str | None) -> None:
        self._article = article
        self._seen = {key}
        self.next_url: str | None = None
        self.is_other_story = False
        self._go_on_at(next_part)

    def join(self, reading: Reading) -> bool:
        """Append a part; False where it adds nothing, and the story ends before it."""
        part, url = reading.article, self.next_url or ""
        self.is_other_story = part is not None and not is_named_part(url) and not is_same_story(self._article, part)
        if part is None or self.is_other_story or not join_part(self._article, part):
            self.next_url = None
            return False
        self._go_on_at(reading.next_part)
        return True

    def _go_on_at(self, url: str | None) -> None:
        key = canonical(url) if url is not None else ""
        is_new = url is not None and key not in self._seen and len(self._seen) < MAX_PARTS
        self._seen.add(key)
        self.next_url = url if is_new else None

"""Addresses without end: calendars, mazes of session ids, paging behind the last page."""

from __future__ import annotations

import re
from collections import Counter, OrderedDict
from datetime import date
from urllib.parse import parse_qsl, urlsplit

from project.discovery.moments import AHEAD
from project.discovery.spans import span_in_address

# Beyond these no article of 1,174 saved pages of 400 hosts lies (the longest address there has 330 letters, the deepest
# path 9 segments, the longest query 7 parameters).
_LONGEST, _DEEPEST, _MOST_PARAMETERS = 1000, 16, 16
# So many pages of one shape without a single new article, and the shape is cut for this run.
_PATIENCE = 50
_SHAPES = 10_000

_VARIABLE = re.compile(r"\d+|[0-9a-f]{8,}", re.IGNORECASE)


def is_endless(url: str) -> bool:
    """Whether an address is longer than any page's, or repeats itself: at no time a page of its own stands there."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    if len(url) > _LONGEST or len(segments) > _DEEPEST or parts.query.count("&") >= _MOST_PARAMETERS:
        return True
    repeated = Counter(segments).most_common(1)
    return bool(repeated) and repeated[0][1] >= 4


def is_to_come(url: str, today: date) -> bool:
    """Whether an address speaks of days to come, as those of a calendar without end do."""
    span = span_in_address(url)
    return span is not None and span[0] > today + AHEAD


def shape_of(url: str) -> str:
    """What addresses of one kind have in common: the host, the folders, the names of parameters.

    >>> shape_of("https://example.com/news/2014/ice-melts-77.html?sid=3f&page=9")
    'example.com/news/0/*?page&sid'
    """
    parts = urlsplit(url)
    folder, _, _ = parts.path.rstrip("/").rpartition("/")
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return f"{parts.netloc}{_VARIABLE.sub('0', folder)}/*?{'&'.join(names)}"


class Traps:
    """Remembers, for a run, which shapes of addresses give articles. Its memory is bounded."""

    def __init__(self) -> None:
        self._fruitless: OrderedDict[str, int] = OrderedDict()

    def note(self, url: str, *, is_new_article: bool) -> None:
        """A page was read that a link had led to."""
        shape = shape_of(url)
        # One new article makes up for many pages that were none: sections are read through their sections.
        self._fruitless[shape] = 0 if is_new_article else self._fruitless.pop(shape, 0) + 1
        if len(self._fruitless) > _SHAPES:
            self._fruitless.popitem(last=False)

    def reason_against(self, url: str) -> str | None:
        """Why no more pages of this shape are asked for in this run."""
        count = self._fruitless.get(shape_of(url), 0)
        return f"{count} pages of this shape gave no new article" if count >= _PATIENCE else None

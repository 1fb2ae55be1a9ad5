"""Back through a site's lists: how far the further pages of a list are walked, and which calendars are."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from project.discovery.seen import Seen
from project.discovery.window import Window, span_in_address

Moments = Callable[[Collection[str]], Mapping[str, datetime | None]]
"""When the stories at some ledger addresses were published: None for what waits to be read, nothing for no story."""

_PAGES = 500
# A list may hold an older story up: two pages in a row without one of the window are its end.
_FRUITLESS = 2
_REMEMBERED = 5_000


class Walk:
    """A list that is walked from its newest stories to its oldest, page by page."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._shown = Seen(_REMEMBERED)
        self._undecided: deque[list[str]] = deque()
        self._fruitless = 0
        self._pages = 0
        self._has_more = False

    def add_page(self, stories: Iterable[str]) -> None:
        """Note the stories of the list's next page, by their ledger addresses."""
        # What stands beside each page of a list, or a last page that comes again and again, is no reason to go on.
        fresh = [story for story in dict.fromkeys(stories) if story not in self._shown]
        for story in fresh:
            self._shown.add(story)
        self._undecided.append(fresh)
        self._has_more = bool(fresh)
        self._pages += 1

    def goes_on(self, moments: Moments) -> bool:
        """Whether the list's next page may show a story since the window's beginning.

        Addresses do not tell, and the ledger knows only what was read: a page is judged when all its stories were.
        """
        while self._undecided:
            page = self._undecided[0]
            known = moments(page)
            if any(moment is None for moment in known.values()):
                break
            self._undecided.popleft()
            is_fruitful = any(self._is_wanted(story, known) for story in page)
            self._fruitless = 0 if is_fruitful else self._fruitless + 1
        return self._has_more and self._pages < _PAGES and self._fruitless < _FRUITLESS

    def _is_wanted(self, story: str, known: Mapping[str, datetime | None]) -> bool:
        """Whether a story was published since the window's beginning: behind newer ones, the wanted ones may come."""
        moment = known.get(story)
        if moment is None:
            span = span_in_address(story)
            if span is None:
                return False
            moment = datetime.combine(span[1], time.max, UTC) + timedelta(days=1)
        return self._window.since is None or moment >= self._window.since


@dataclass(frozen=True, slots=True)
class Calendar:
    """A site's lists by day or month: its first ones are tried, all others once one of them shows stories."""

    rest: Iterator[str]
    """What is asked for once one of the first lists shows something; drawn once."""
    shown: frozenset[str]
    """The stories of the page that led here: what answers for days without a list shows nothing else."""

    def opened_by(self, stories: Iterable[str]) -> Iterator[str]:
        """The other lists, if a list with these stories is one."""
        return iter(()) if self.shown.issuperset(stories) else self.rest

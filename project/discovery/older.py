"""Back through a site's lists and feeds: how far their further pages are walked, and which calendars are."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from itertools import islice

from project.discovery.seen import Seen
from project.discovery.spans import span_in_address
from project.discovery.window import Window

Moments = Callable[[Collection[str]], Mapping[str, datetime | None]]
"""When the stories at some ledger addresses were published: None for what waits to be read, nothing for no story."""

_PAGES = 500
# A list may hold an older story up: two pages in a row without one of the window are its end.
_FRUITLESS = 2
# A page is asked for while the stories of as many before it are still being read.
_AHEAD = 1
_REMEMBERED = 5_000
# Lists of a calendar in a row without a story: it begins there, or ends, or what answers is none.
_EMPTY = 120
_AT_ONCE = 30


class Walk:
    """A list that is walked from its newest stories to its oldest, page by page."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._shown = Seen(_REMEMBERED)
        self._undecided: deque[list[str]] = deque()
        self._fruitless = 0
        self.pages = 0
        """How many were read."""
        self._has_more = False

    def add_page(self, stories: Iterable[str]) -> None:
        """Note the stories of the list's next page, by their ledger addresses."""
        # What stands beside each page of a list, or a last page that comes again and again, is no reason to go on.
        fresh = [story for story in dict.fromkeys(stories) if story not in self._shown]
        for story in fresh:
            self._shown.add(story)
        self._undecided.append(fresh)
        self._has_more = bool(fresh)
        self.pages += 1

    @property
    def is_ahead(self) -> bool:
        """Whether so many pages wait to be judged that the next one should wait for them."""
        return len(self._undecided) > _AHEAD

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
        return self._has_more and self.pages < _PAGES and self._fruitless < _FRUITLESS

    def _is_wanted(self, story: str, known: Mapping[str, datetime | None]) -> bool:
        """Whether a story was published since the window's beginning: behind newer ones, the wanted ones may come."""
        moment = known.get(story)
        if moment is None:
            span = span_in_address(story)
            if span is None:
                return False
            moment = datetime.combine(span[1], time.max, UTC) + timedelta(days=1)
        return self._window.since is None or moment >= self._window.since


class FeedWalk:
    """A feed that is walked from its newest entries to its oldest, page by page: unlike a list it says when."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._shown = Seen(_REMEMBERED)

    def goes_on(self, entries: Iterable[tuple[str, datetime | None]]) -> bool:
        """Note the entries of the feed's next page, ledger addresses and moments of publication, and tell whether the
        page behind it may have one since the window's beginning.

        One without a moment may be of any time. What stands on every page, or a first page that comes again and again,
        is no reason to go on; one entry that is older than those behind it is no reason to end.
        """
        fresh = [(url, moment) for url, moment in entries if url not in self._shown]
        for url, _ in fresh:
            self._shown.add(url)
        since = self._window.since
        return any(since is None or moment is None or moment >= since for _, moment in fresh)


class Calendar:
    """A site's lists by day or month: its first ones are tried, all others once one of them shows stories."""

    def __init__(self, stretches: Iterable[Iterator[str]], shown: Iterable[str]) -> None:
        """``stretches`` are the lists to ask for, each walked until so many in a row show nothing; ``shown`` are the
        stories of the page that led here: what answers for days without a list shows nothing else, or the same for
        every day."""
        self._stretches = deque(stretches)
        self._shown = frozenset(shown)
        self._answers: set[frozenset[str]] = set()
        self._is_open = False
        self._empty = 0

    def add_page(self, stories: Iterable[str]) -> None:
        """Note the stories of a list."""
        answer = frozenset(stories)
        if answer - self._shown or (answer and answer not in self._answers):
            self._empty = 0
        if answer:
            self._answers.add(answer)
        self._is_open = self._is_open or bool(answer - self._shown) or len(self._answers) > 1

    def next_pages(self) -> list[str]:
        """The next lists to ask for, none before one of the first showed that this is a calendar."""
        if self._empty >= _EMPTY and self._stretches:
            self._stretches.popleft()
            self._empty = 0
        while self._is_open and self._stretches:
            if pages := list(islice(self._stretches[0], _AT_ONCE)):
                self._empty += len(pages)
                return pages
            self._stretches.popleft()
            self._empty = 0
        return []

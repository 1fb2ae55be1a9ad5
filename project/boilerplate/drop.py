"""Take out of a page's blocks what is none of the story, by its words, its place and its neighbours."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import replace

from project.boilerplate.authors import author_lines, is_with_place
from project.boilerplate.comments import find_comments
from project.boilerplate.itself import find_notes, note_reasons
from project.boilerplate.letter import find_letters, lexicons
from project.boilerplate.lines import (
    EMAIL,
    are_initials,
    is_byline,
    is_call,
    is_captioned,
    is_date_line,
    is_dated_credit,
    is_host,
    is_stamp,
    opens_with_moment,
    sign_reason,
)
from project.boilerplate.offers import find_offers
from project.boilerplate.phrases import label_reason, phrases
from project.boilerplate.reasons import LETTER, repeated_on
from project.boilerplate.sentences import is_reported, is_storylike, is_told
from project.folding import fingerprint, fold, label_of
from project.items import Block
from project.scripts import FULL_STOPS, is_ended

_ASKS = ("?", "؟", ";")
_FROM_HERE = frozenset({LETTER, "byline", "contact line", "date line", "title repeated", "site name", "signs only"})

_OFFERS = frozenset({"newsletter", "donation appeal", "paywall notice", "follow us"})
# What calls upon the reader may also be told of.
_CALLS = _OFFERS | {"read more", "share labels", "tools"}
_OPENING, _CLOSING = "\"'“„«»‘", "\"'”“»«’"
# A live blog's entries open with their time alone; a page has one or two such lines of its own.
_CLOCK = re.compile(r"\d{1,2}[.:h]\d\d")
_ENTRIES = 3
# A heading of other stories in the middle of a text claims this many short blocks after it at most.
_INLINE_TEASERS = 8
# How a company's release ends: "SOURCE Northgate Flow".
_RELEASED_BY = re.compile(r"SOURCE (?=[A-Z].*[a-z]).{2,80}$")


def drop_boilerplate(
    blocks: Sequence[Block],
    *,
    title: str = "",
    language: str | None = None,
    site_names: Sequence[str] = (),
    authors: Sequence[str] = (),
    learned: Mapping[int, int] | None = None,
) -> list[Block]:
    """The same blocks, those that are boilerplate with a reason. A reason that a block has already stays.

    ``title`` is the article's headline, ``language`` an ISO 639 code (guessed where it is missing), ``site_names`` how
    the paper calls itself, ``authors`` the people who wrote it, ``learned`` fingerprint -> number of articles of the
    site that had this very block.
    It takes any strings, never raises, and applied twice gives what once gave.
    """
    given = {None, *reasons_by_words()}
    judged = [i for i, block in enumerate(blocks) if block.reason in given]
    reasons: dict[int, str] = {}
    if learned:
        for i in judged:
            if count := learned.get(fingerprint(blocks[i].text)):
                reasons[i] = repeated_on(count)
        judged = [i for i in judged if i not in reasons]
    page = _Page(
        [blocks[i].text for i in judged], [blocks[i].kind for i in judged], title, language, site_names, authors
    )
    reasons.update((judged[n], reason) for n, reason in page.reasons().items())
    return [
        replace(block, reason=reasons[i]) if i in reasons and block.reason is None else block
        for i, block in enumerate(blocks)
    ]


def reasons_by_words() -> frozenset[str]:
    """The reasons that this step gives. Blocks with one of them are judged anew, so that twice is the same as once."""
    return _FROM_HERE | phrases().reasons | note_reasons()


class _Page:
    """The blocks of one page while they are judged."""

    def __init__(
        self,
        texts: list[str],
        kinds: list[str],
        title: str,
        language: str | None,
        site_names: Sequence[str],
        authors: Sequence[str],
    ) -> None:
        self.texts, self.kinds, self.language = texts, kinds, language
        self.folded = [fold(text) for text in texts]
        self.title = label_of(fold(title))
        self.names = {label_of(fold(name)) for name in site_names}
        self.signers = tuple(authors)
        self.authors = tuple(author for author in authors if " " in author)
        self.found: dict[int, str] = {}
        self.storylike = [kind != "heading" and is_storylike(text) for text, kind in zip(texts, kinds, strict=True)]

    def reasons(self) -> dict[int, str]:
        """Index -> reason."""
        for i, folded in enumerate(self.folded):
            if (reason := self._by_words(i, folded)) is not None:
                self.found[i] = reason
        for i, reason in find_offers(self.texts, self.folded, self.title, self.language):
            self.found.setdefault(i, reason)
        for i, reason in find_notes(self.folded):
            self.found.setdefault(i, reason)
        self._calls()
        self._letters()
        self._headings_of_offers()
        self._related()
        self._comments()
        self._authors()
        self._edges()
        return self.found

    def _by_words(self, i: int, folded: str) -> str | None:
        if "\n" in self.texts[i].strip() and len(folded) < 400:
            return self._by_lines(self.texts[i])
        if len(folded) > 1000:
            return None
        reason = label_reason(folded)
        if (reason == "related content" and is_told(self.texts[i])) or (reason in _CALLS and self._is_told(i)):
            return None
        if reason == "credit" and folded.endswith(_ASKS):  # "Reporter: Why now?"
            return None
        if reason is None and is_captioned(folded):
            return "photo caption"
        return reason or sign_reason(folded) or ("site name" if self.names and label_of(folded) in self.names else None)

    def _is_told(self, i: int) -> bool:
        """Whether a block only tells of words, is a subhead that quotes them, or one of several sentences of a list."""
        text, kind = self.texts[i], self.kinds[i]
        if kind == "item" and is_ended(text):
            beside = [n for n in (i - 1, i + 1) if 0 <= n < len(self.texts)]
            return all(self.kinds[n] == kind and is_ended(self.texts[n]) for n in beside) and not any(
                label_reason(self.folded[n]) for n in beside
            )
        return is_reported(text) or (kind == "heading" and text[0] in _OPENING and text[-1] in _CLOSING)

    def _by_lines(self, text: str) -> str | None:
        """A block of several lines is boilerplate when every line is."""
        found = []
        for line in filter(None, map(str.strip, text.splitlines())):
            folded = fold(line)
            reason = label_reason(folded)
            if reason is None:
                reason = "date line" if is_date_line(folded) else "byline" if is_byline(line, folded) else None
            if reason is None:
                return None
            found.append(reason)
        return found[0] if found else "signs only"

    def _calls(self) -> None:
        # In the great languages the tables have what is said there; a columnist may call out too.
        if not self.language or self.language in lexicons():
            return
        for i in reversed(range(1, len(self.texts))):
            if i not in self.found and not is_call(self.folded[i]):
                return
            self.found.setdefault(i, "follow us")

    def _letters(self) -> None:
        labels = [self.found.get(i) for i in range(len(self.texts))]
        sizes = self._story_sizes()
        left = sum(sizes)
        for run in find_letters(self.texts, self.folded, labels, self.language):
            # A letter that is all there is, is the story: an editor's own words to the readers.
            rest = left - sum(sizes[i] for i in run)
            if rest >= max(100, 0.2 * sum(len(self.texts[i]) for i in run)):
                self.found.update((i, LETTER) for i in run)
                left = rest

    def _headings_of_offers(self) -> None:
        """A heading over an offer goes with it, unless a paragraph follows that may be its own: in a story that has
        subheads besides."""
        heads = sum(kind == "heading" and n not in self.found for n, kind in enumerate(self.kinds))
        for i in [i for i, reason in self.found.items() if reason in _OFFERS and i > 0]:
            above, below = i - 1, i + 1
            if self.kinds[above] != "heading" or above in self.found:
                continue
            while below in self.found:
                below += 1
            is_named = self.found[i] == "newsletter" and "newsletter" in self.folded[above]
            if is_named or heads == 1 or below == len(self.texts) or self.kinds[below] == "heading":
                self.found[above] = self.found[i]

    def _is_story(self, i: int) -> bool:
        return i not in self.found and self.storylike[i]

    def _story_sizes(self) -> list[int]:
        """The characters of each block that may be story, 0 of the others."""
        return [len(text) if self._is_story(i) else 0 for i, text in enumerate(self.texts)]

    def _related(self) -> None:
        """A heading of other stories takes with it what follows: to the end of the page, or to the next paragraph."""
        story = [i for i in range(len(self.texts)) if self._is_story(i)]
        reached = 0
        for i in [i for i, reason in self.found.items() if reason == "related content"]:
            if i < reached:
                continue  # an earlier heading took it along, and what follows it
            following = story[at] if (at := bisect(story, i)) < len(story) else len(self.texts)
            is_tail = following == len(self.texts)
            if not is_tail and following - i > _INLINE_TEASERS:
                continue
            if not story or story[0] > i:
                continue
            for n in range(i + 1, following):
                text = self.texts[n]
                # headlines do not end with a full stop: where one stands, the story goes on
                if (len(text) >= 45 and text.endswith(FULL_STOPS)) if is_tail else self._is_sentence(n):
                    break
                self.found.setdefault(n, "related content")
                reached = n + 1

    def _is_sentence(self, n: int) -> bool:
        return self.kinds[n] == "heading" or is_ended(self.texts[n])

    def _comments(self) -> None:
        for i, reason in find_comments(self.folded, self._story_sizes(), self.found).items():
            self.found.setdefault(i, reason)

    def _authors(self) -> None:
        rest = [i for i in range(len(self.texts)) if i not in self.found]
        texts, folded = [self.texts[i] for i in rest], [self.folded[i] for i in rest]
        labels = [label_of(line) if len(line) < 60 else "" for line in folded]
        for n in author_lines(texts, folded, labels, lambda n: self.storylike[rest[n]], self.signers):
            self.found[rest[n]] = "byline"

    def _edges(self) -> None:
        """Title, bylines and dates stand before the first paragraph, bylines and dates after the last one too."""
        story = [i for i in range(len(self.texts)) if self._is_story(i)]
        first, last = (story[0], story[-1]) if story else (len(self.texts), len(self.texts))
        heads = range(min(first, 12))
        is_live = sum(_CLOCK.fullmatch(line) is not None for line in self.folded) >= _ENTRIES
        for i in [*heads, *range(last + 1, len(self.texts))]:
            if i in self.found or len(self.texts[i]) > 160:
                continue
            folded = self.folded[i]
            if i > last and not any(map(str.isalnum, folded)):  # amid the story it parts one day from the next
                self.found[i] = "signs only"
            if i > last and (_RELEASED_BY.match(self.texts[i]) or (self.kinds[i] != "item" and is_host(self.texts[i]))):
                self.found[i] = "credit"
            if is_live and _CLOCK.fullmatch(folded):
                continue
            if is_date_line(folded) or is_dated_credit(folded) or opens_with_moment(folded):
                self.found[i] = "date line"
            elif is_byline(self.texts[i], folded) or (i > last and are_initials(self.texts[i])):
                self.found[i] = "byline"
        self._below_standfirst(first)
        stamps = [i for i, line in enumerate(self.folded) if i not in self.found and is_stamp(line)]
        if len(stamps) < _ENTRIES:
            self.found.update((i, "date line") for i in stamps)
        for i in range(max(first + 1, len(self.texts) - 4), len(self.texts)):
            is_card = len(self.texts[i]) < 250 or "fax" in self.folded[i]
            if i not in self.found and is_card and EMAIL.search(self.texts[i]):
                self.found[i] = "contact line"
        for i in range(min(len(self.texts), 6)):
            if i not in self.found and self.title and label_of(self.folded[i]) == self.title:
                self.found[i] = "title repeated"
        self._untold_title(first)

    def _below_standfirst(self, first: int) -> None:
        """Dates and the authors' names stand below the first paragraph where that is a standfirst."""
        top = range(min(first + 4, len(self.texts)))
        rest = [i for i in range(first, len(self.texts)) if i not in self.found]
        dates = [i for i in rest if is_date_line(self.folded[i]) and not _CLOCK.fullmatch(self.folded[i])]
        if len(moments := [i for i in rest if i in top and opens_with_moment(self.folded[i])]) == 1:
            self.found[moments[0]] = "date line"
        if dates and dates[-1] in top:  # further below, they part a diary's days
            self.found.update((i, "date line") for i in dates)
        for i in range(top.stop):
            text = self.texts[i]
            is_signed = text in self.authors or (text.startswith(self.authors) and any(map(str.isdigit, text)))
            is_signed = is_signed or any(is_with_place(text, name) for name in self.authors)
            is_signed = is_signed or (any(name in text for name in self.authors) and is_byline(text, self.folded[i]))
            is_line = self.kinds[i] != "heading" and len(text) < 120 and not is_ended(text)
            if i not in self.found and is_signed and is_line:
                self.found[i] = "byline"

    def _untold_title(self, first: int) -> None:
        """The headline of a page that told none: the first line, when a byline or a date follows it."""
        if self.title or not first >= 1 or 0 in self.found or len(self.texts[0]) > 200 or is_ended(self.texts[0]):
            return
        if any(self.found.get(i) in ("byline", "contact line", "date line", "reading time") for i in (1, 2, 3)):
            self.found[0] = "title repeated"

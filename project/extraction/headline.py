"""The headline that a page shows, chosen among what its parts call the title."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from project.extraction.titles import SURE_PART, drop_site_name, key, shown_part, uncut
from project.folding import fold_name
from project.scripts import COLONS

# A headline stands at most so many lines below the breadcrumb that repeats it.
_BELOW = 3
_BARS = re.compile(r"\s*(?:\||»|›|::)\s*")
# "Ice melts (Harbour Courier)", of a portal
_SOURCE = re.compile(r"\s*(?:\([^()]{1,30}\)|（[^（）]{1,30}）|\[[^\[\]]{1,30}\]|【[^【】]{1,30}】)")
_BADGE = 9
SECTION_WORDS = 3
"""Words of a section's name, or of a kicker, at most."""
# Words of some length of a title that can be told from others.
_TELLING = 3
# Letters of a word: what inflection leaves of it.
_STEM = 5


@dataclass(frozen=True, slots=True)
class Titles:
    """What a page gives as its title, each cleaned of markup and white space, empty where it gives none."""

    shown: tuple[str, ...] = ()
    """Visible headlines, the likeliest first."""
    structured: str = ""
    """schema.org's ``headline``."""
    social: str = ""
    """``og:title``."""
    tweeted: str = ""
    """``twitter:title``."""
    document: str = ""
    """The ``title`` element."""


def choose(titles: Titles, names: frozenset[str], lines: Callable[[], Sequence[str]] = tuple) -> tuple[str, str]:
    """(headline, source): the visible headline where anything confirms it, else what the other statements agree on.

    ``lines`` gives the page's text from the top, and is only asked in doubt. Where nothing confirms the visible heading
    and the others agree among themselves, it is a section's name, a logo, or the headline without its kicker; but where
    two are of one mind and two of another, what the page shows is the headline, and not what search engines are told.
    """
    headings = [title for title in titles.shown if title and not _is_logo(title, names)]
    shown = [bare for title in headings if (bare := drop_site_name(title, names))]
    known = [fold_name(title) for title in (*headings, titles.structured) if title]
    structured = drop_site_name(titles.structured, names, map(fold_name, titles.shown))
    social = drop_site_name(titles.social, names, known)
    structured, social = uncut(structured, (*shown, social)), uncut(social, (*shown, structured))
    known.append(fold_name(social))
    tweeted, document = (
        uncut(drop_site_name(title, names, known), shown) for title in (titles.tweeted, titles.document)
    )
    if is_anothers(structured, (*shown, social, tweeted, document)):
        structured = ""
    agreed = {key(title) for title in (structured, social) if title}
    for heading in shown:
        if key(heading) in agreed:
            line = _line_below(heading, (structured, social), lines) if len(agreed) > 1 else None
            return (line, "line on the page") if line else (heading, "h1")
    if structured and key(structured) == key(social):
        if own := _heading_beside(structured, document, shown):
            return own, "h1"
        # Of two spellings the one that the document's title has, too.
        is_social = titles.document.startswith(social) and not titles.document.startswith(structured)
        return (social, "meta og:title") if is_social else (structured, "json-ld headline")
    agreed |= {key(title) for title in (tweeted, document) if title}
    for heading in shown:
        if key(heading) in agreed:
            return heading, "h1"
    if structured and fold_name(structured) not in names:
        if key(structured) not in {key(title) for title in (social, tweeted, document)}:
            own = next((each for each in shown if _is_reworded(each, structured) or _goes_on(each, structured)), None)
            if own:
                return own, "h1"
        return structured, "json-ld headline"
    for title in filter(None, (titles.document, titles.social)):
        whole = f" {fold_name(title)} "
        parts = [
            heading for heading in shown if len(fold_name(heading)) > SURE_PART and f" {fold_name(heading)} " in whole
        ]
        if found := max((*parts, shown_part(title, lines(), names) or ""), key=len):
            # "LIVEFerry sails": a badge in the heading, which is one line with it.
            found = next((each for each in parts if found.endswith(each) and len(found) - len(each) < _BADGE), found)
            # The headline in other words, which search engines and networks are told.
            found = next((each for each in shown if not parts and _is_reworded(each, found)), found)
            found = _heading_below(found, shown, lines()) or found
            return (found, "h1") if found in shown else (drop_site_name(found, names), "line on the page")
    for heading in shown:
        if any(_is_akin(heading, title) for title in (social, tweeted, document) if title):
            has_more = social and key(social) == key(document) and key(heading).startswith(key(social))
            kicker = heading[: -len(social)].split() if social and heading.endswith(social) else []
            has_kicker = len(social) > SURE_PART and 0 < len(kicker) <= SECTION_WORDS
            return (social, "meta og:title") if has_more or has_kicker else (heading, "h1")
    rest = [(social, "meta og:title"), *((heading, "h1") for heading in shown[:1])]
    rest += [(tweeted, "meta twitter:title"), (_longest_part(document), "title")]
    return next((found for found in rest if found[0] and fold_name(found[0]) not in names), ("", ""))


def _heading_beside(told: str, document: str, shown: Sequence[str]) -> str | None:
    """The visible headline that goes before the one that a page tells machines: without that one's kicker or source, or
    another one that the ``document``'s title has as well."""
    *kickers, last = _BARS.split(told)
    if without := next((heading for heading in shown if kickers and key(heading) == key(last)), None):
        return without
    if own := next((heading for heading in shown if _is_all_but_source(heading, told)), None):
        return own
    own = next((heading for heading in shown if key(heading) == key(document)), None)
    return own if own and _is_another(own, told) else None


def _longest_part(title: str) -> str:
    """A document's title without the short names of sections that bars or angles part from it."""
    parts = [part for part in _BARS.split(title) if part]
    longest = max(parts, key=len, default=title)
    is_alone = all(len(part.split()) <= 3 and 2 * len(part) < len(longest) for part in parts if part != longest)
    return longest if is_alone else title


def _is_logo(title: str, names: frozenset[str]) -> bool:
    return fold_name(title) in names or key(title.replace("&", "and")) in names


def _line_below(heading: str, titles: Iterable[str], lines: Callable[[], Sequence[str]]) -> str | None:
    """A line just below ``heading`` that says another of ``titles``: the heading is a breadcrumb for search engines.

    Further below it is a teaser. Measured on the bench corpus: 5 headings of 5 within 3 lines, 0 of 2 beyond.
    """
    own = key(heading)
    wanted = {key(title) for title in titles if len(title) > SURE_PART} - {own}
    left = 0
    for line in lines() if wanted else ():
        if left and key(line) in wanted:
            return line
        left = _BELOW if len(line) <= len(heading) + 20 and key(line) == own else left - 1 if left else 0
    return None


def _heading_below(line: str, shown: Sequence[str], lines: Sequence[str]) -> str | None:
    """The visible headline right below a ``line`` of a few words, which is its kicker or a section's name then."""
    if len(line.split()) > SECTION_WORDS or line in shown:
        return None
    below = (after for before, after in pairwise(lines) if before == line and after in shown)
    return next((after for after in below if len(after.split()) > SECTION_WORDS), None)


def _goes_on(title: str, other: str) -> bool:
    """Whether a title is another and a colon, and goes on: "Floods live: bridge closed"."""
    return title.startswith(other) and title[len(other) :].lstrip().startswith(COLONS)


def _is_akin(one: str, other: str) -> bool:
    """Whether two titles share a third of the shorter one's words (of its pairs of characters without spaces)."""
    a, b = _units(one), _units(other)
    return len(a) > 2 and len(a & b) * 3 >= min(len(a), len(b))


def is_anothers(title: str, titles: Sequence[str]) -> bool:
    """Whether a title has too few words in common with any of a page's ``titles`` to be the same story's."""
    if any(title in other for other in titles) or len(own := _units(title)) < _TELLING:
        return False
    others = [other for other in titles if len(_units(other)) >= _TELLING]
    return bool(others) and not any(
        len(own & _units(other)) > 1 or _is_akin(title, other) or key(title) in key(other) for other in others
    )


def _is_another(title: str, other: str) -> bool:
    """Whether a title, which is no section's name, has words of its own, and not a part of another's."""
    a, b = key(title), key(other)
    return len(title.split()) > SECTION_WORDS and a not in b and b not in a


def _is_all_but_source(title: str, other: str) -> bool:
    """Whether a title is another without the paper in brackets behind it."""
    return other.startswith(title) and _SOURCE.fullmatch(other, len(title)) is not None


def is_of_page(title: str, document: str) -> bool:
    """Whether a title that an element of the page shows goes before the ``document``'s, which stands nowhere on the
    page: where the two have words in common, or the document's is as short as a site's name."""
    return len(document.split()) < SECTION_WORDS or _is_akin(title, document)


def _is_reworded(title: str, other: str) -> bool:
    """Whether a title, which is no section's name, says what another says in words of its own, not in a part of it."""
    return _is_another(title, other) and _is_akin(title, other)


def _units(title: str) -> set[str]:
    """A title's words, or the pairs of neighbours among its characters where it has no spaces."""
    words = fold_name(title).split()
    if len(words) > 2:
        return {word[:_STEM] for word in words if len(word) > 3}
    return {word[place : place + 2] for word in words for place in range(len(word) - 1)}

"""The headline that a page shows, chosen among what its parts call the title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

# What stands between a headline and the site's or section's name. Hyphens and dashes only with space around them.
_SEPARATOR = re.compile(
    r"\s+[|\-–—:·•*»›«/~]+\s+|\s*(?:\|+|ㅣ|｜|::|»|›|•)\s*|：(?=[^：]{1,20}$)|_(?=[^_\s]+$)|\s?\s-(?=\S+$)"
)
# A title of more parts is a list of keywords.
_MAX_PARTS = 12
_PARTS = re.compile(r"\s*[|–—:·•*»›«~_：]+\s*|\s+[-/]+\s+|-(?=\S+$)")
_NO_LETTERS = re.compile(r"[\W_]+")
_LABEL_WORDS = r"live|liveblog|live updates?|video|in pictures|photos?"
_LABEL = re.compile(
    rf"^(?:\s*(?:{_LABEL_WORDS}|watch|breaking(?: news)?|exclusive|gallery|podcast|update)\s*[:|]\s+)+(?=\S)"
    rf"|\s*[|\-–—]\s*(?:{_LABEL_WORDS}|ticker|as it happened)\s*$",
    re.IGNORECASE,
)


def fold(text: str) -> str:
    """A title without case, quotes, punctuation and spaces, to compare it."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _NO_LETTERS.sub(" ", text.casefold()).strip()


@dataclass(frozen=True, slots=True)
class Titles:
    """What a page gives as its title, each cleaned of markup and white space, empty where it gives none."""

    shown: tuple[str, ...] = ()
    """Visible headlines, the likeliest first."""
    structured: str = ""
    """schema.org's ``headline``."""
    alternative: str = ""
    """schema.org's ``alternativeHeadline``."""
    social: str = ""
    """``og:title``."""
    tweeted: str = ""
    """``twitter:title``."""
    document: str = ""
    """The ``title`` element."""


def drop_site_name(title: str, names: frozenset[str], others: Iterable[str] = ()) -> str:
    """``title`` without the site's name (``names``, folded) or a section before or after it.

    A last part also goes when what remains is one of ``others``, folded: titles from elsewhere on the page.

    >>> drop_site_name("Ice melts | World News - The Courier", frozenset({"the courier"}), ["ice melts"])
    'Ice melts'
    """
    cuts = [(match.start(), match.end()) for match in islice(_SEPARATOR.finditer(title), _MAX_PARTS)]
    known = set(others)
    for start, end in cuts:
        head, tail = title[:start].strip(), title[end:].strip()
        if head and fold(head) in known:
            return head
        if tail and fold(tail) in known and fold(head) in names:
            return tail
    for start, end in reversed(cuts):
        if start and is_site_name(title[end:], names):
            return drop_site_name(title[:start].strip(), names, known)
    if match := re.match(r"[^:：]{2,40}[:：]\s+(?=\S)", title):
        cuts.insert(0, (match.end() - 1, match.end()))
    for start, end in cuts[:1]:
        if title[end:].strip() and is_site_name(title[:start].rstrip(" :："), names):
            return title[end:].strip()
    return title.strip()


def shown_part(title: str, lines: Iterable[str]) -> str | None:
    """The longest part of a document's title that stands as a line on its page: the headline of a page without h1.

    >>> shown_part("The Courier : Ice melts - Science", ["Menu", "Ice melts", "Much of it."])
    'Ice melts'
    """
    borders = [0]
    for match in islice(_PARTS.finditer(title), _MAX_PARTS):
        borders += [match.start(), match.end()]
    borders.append(len(title))
    parts = {fold(title[start:end]) for place, start in enumerate(borders[::2]) for end in borders[2 * place + 1 :: 2]}
    # A part that is much shorter than another one is the site's name or a section's.
    longest = max((len(fold(part)) for part in _PARTS.split(title)), default=0)
    known = {part for part in parts if len(part) > 4 and len(part) * 2 >= longest}
    least = min(map(len, known), default=len(title))
    found = [line for line in lines if least <= len(line) <= len(title) + 20 and fold(line) in known]
    return max(found, key=len, default=None)


def is_site_name(text: str, names: frozenset[str]) -> bool:
    """Whether a part of a title is the site's name, alone or with a word like "Online" or a section before it."""
    folded = fold(text)
    if not folded:
        return True
    if folded in names or folded.replace(" ", "") in names:
        return True
    return any(
        len(name) > 3
        and (folded.endswith(" " + name) or folded.startswith(name + " "))
        and len(folded) < len(name) + 16
        for name in names
    )


def drop_section(title: str, section: str | None) -> str:
    """``title`` without the page's section after a dash at its end.

    >>> drop_section("Ferry crews strike-Harbour", "Harbour")
    'Ferry crews strike'
    """
    match = re.search(r"\s*[-|–—_]\s*([^-|–—_]+)$", title[-80:]) if section else None
    if match is None or fold(match[1]) != fold(section or ""):
        return title
    head = title[: len(title) - len(match[0])]
    return head if len(head) > 10 else title


def drop_label(title: str) -> str:
    """``title`` without "LIVE:", "Video |" and their kin.

    >>> drop_label("Storm reaches the coast | Live")
    'Storm reaches the coast'
    """
    while (shorter := _LABEL.sub("", title).strip()) and shorter != title:
        title = shorter
    return title


def choose(titles: Titles, names: frozenset[str]) -> tuple[str, str]:
    """(headline, source): what most of the page's own statements agree on, the visible headline before the rest.

    The visible headline wins where another source confirms it. Where none does, and the others agree among themselves,
    they win: the visible one is then a section's name, a logo, or the headline without its kicker.
    """
    bare = [fold(title) for title in (*titles.shown, titles.structured) if title]
    structured = drop_site_name(titles.structured, names, [fold(title) for title in titles.shown])
    social = drop_site_name(titles.social, names, bare)
    tweeted = drop_site_name(titles.tweeted, names, [*bare, fold(social)])
    document = drop_site_name(titles.document, names, [*bare, fold(social)])
    shown = [drop_site_name(title, names) for title in titles.shown if fold(title) not in names]
    others = [
        (structured, "json-ld headline"),
        (social, "meta og:title"),
        (tweeted, "meta twitter:title"),
        (document, "title"),
    ]
    folded = {source: fold(title) for title, source in others if title}
    for title in shown:
        if fold(title) in (folded.get("json-ld headline"), folded.get("meta og:title")):
            return title, "h1"
    if structured and social and fold(structured) == fold(social):
        return structured, "json-ld headline"
    for title in shown:
        if fold(title) in folded.values():
            return title, "h1"
    if shown and not structured and not social:
        for title, _ in others:
            # "<title>Kicker: Headline - Paper</title>" confirms a headline that it contains.
            if title and fold(shown[0]) in fold(title):
                return shown[0], "h1"
    if structured and fold(structured) not in names:
        return structured, "json-ld headline"
    if social and fold(social) not in names:
        return social, "meta og:title"
    if shown:
        return shown[0], "h1"
    for title, source in others[2:]:
        if title and fold(title) not in names:
            return title, source
    return "", ""

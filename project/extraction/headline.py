"""The headline that a page shows, chosen among what its parts call the title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

# What stands between a headline and the site's or section's name. Hyphens and dashes only with space around them.
SEPARATOR = re.compile(
    r"\s+[|\-–—―:·•*»›«‹/~]+\s+|\s*(?:\|+|ㅣ|｜|::|»|›|•)\s*|：(?=[^：]{1,20}$)|_(?=[^_\s]+$)|\s?\s-(?=\S+$)"
    r"|(?<=[぀-ヿ一-鿿])-(?=\S+$)"
)
_IN_BRACKETS = re.compile(r"\s*[(\[（【]([^()\[\]（）【】]{3,40})[)\]）】]\s*$")
# A title of more parts is a list of keywords.
_MAX_PARTS = 12
_PARTS = re.compile(r"\s*[|–—―:·•*»›«‹~_：]+\s*|\s+[-/]+\s+|-(?=\S+$)")
# The beginning or end of a title is the headline if it is longer (in characters) and a line on the page.
_SURE_PART = 10
# A headline stands at most so many lines below the breadcrumb that repeats it.
_BELOW = 3
_BARS = re.compile(r"\s*(?:\||»|›|::)\s*")
_CUT = re.compile(r"\s*(?:…|\.\.\.)$")
_LONGEST = 250
_BADGE = 9
_SECTION_WORDS = 3
_NO_LETTERS = re.compile(r"[\W_]+")
_LABEL_WORDS = (
    r"live|liveblog|live-?ticker|live updates?|en direct|en vivo|en directo|in diretta|ao vivo|na żywo|canlı"
    r"|прямая трансляция|video|in pictures|photos?"
)
_LABEL = re.compile(
    rf"^(?:\s*(?:{_LABEL_WORDS}|watch|breaking(?: news)?|exclusive|gallery|podcast|update)\s*[:|]\s+"
    # As parts of a headline these have a colon.
    r"|\s*(?:opinion|analysis|comment|editorial|column|interview|meinung|kommentar|opini[óo]n|opinione)\s*\|\s+"
    r"|(?-i:LIVE\s+(?=\S*[a-z])|(?:EN DIRECT|EN VIVO|DIRETTA|DIRECTO|AO VIVO|LIVE)\s?[.,]\s+))+(?=\S)"
    rf"|\s*[|\-–—]\s*(?:{_LABEL_WORDS}|ticker|as it happened)\s*$",
    re.IGNORECASE,
)


def key(text: str) -> str:
    """A title's letters and digits alone: papers part the words of scripts without spaces as they like."""
    return fold(text).replace(" ", "")


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


def uncut(title: str, others: Iterable[str]) -> str:
    """A title that ends in dots, or else the longest of the ``others`` that begins with what stands before them.

    >>> uncut("Two states meet …", ["Two states meet over river"])
    'Two states meet over river'
    """
    bare = _CUT.sub("", title)
    if bare == title:
        return title
    longer = [
        each for each in others if each.startswith(bare) and len(title) < len(each) <= _LONGEST and not is_cut(each)
    ]
    return max(longer, key=len, default=title)


def is_cut(title: str) -> bool:
    """Whether a title ends in dots."""
    return bool(_CUT.search(title))


def drop_site_name(title: str, names: frozenset[str], others: Iterable[str] = ()) -> str:
    """``title`` without the site's name (``names``, folded) or a section before or after it.

    A last part also goes when what remains is one of ``others``, folded: titles from elsewhere on the page.

    >>> drop_site_name("Ice melts | World News - The Courier", frozenset({"the courier"}), ["ice melts"])
    'Ice melts'
    """
    if (match := _IN_BRACKETS.search(title)) and is_site_name(match[1], names):
        title = title[: match.start()]
    cuts = [(match.start(), match.end()) for match in islice(SEPARATOR.finditer(title), _MAX_PARTS)]
    # A quote at either end parts nothing: "»We will be gone«", "Alder: «We will be gone»".
    cuts = [(a, b) for a, b in cuts if (a and b < len(title)) or not set(title[a:b]) & set("»«›‹")]
    known = set(others)
    for start, end in cuts:
        head, tail = title[:start].strip(), title[end:].strip()
        if head and fold(head) in known:
            return head
        if tail and fold(tail) in known and fold(head) in names:
            return tail
    for start, end in reversed(cuts):
        if start and is_site_name(title[end:], names):
            # 标题_频道_网站
            head = title[:start].partition("_")[0] if title[start:end] == "_" else title[:start]
            return drop_site_name(head.strip(), names, known)
    if match := re.match(r"[^:：]{2,40}[:：]\s+(?=\S)", title):
        cuts.insert(0, (match.end() - 1, match.end()))
    for start, end in cuts[:1]:
        if title[end:].strip() and is_site_name(title[:start].rstrip(" :："), names):
            return title[end:].strip()
    return title.strip()


def shown_part(title: str, lines: Iterable[str], names: frozenset[str] = frozenset()) -> str | None:
    """The longest part of a document's title that stands as a line on its page: the headline of a page without h1.

    A part ends at a separator, or else, if it is long, at any word: "Ice melts, says study Science Courier".

    >>> shown_part("The Courier : Ice melts - Science", ["Menu", "Ice melts", "Much of it."])
    'Ice melts'
    """
    borders = [0]
    for match in islice(_PARTS.finditer(title), _MAX_PARTS):
        borders += [match.start(), match.end()]
    borders.append(len(title))
    parts = {key(title[start:end]) for place, start in enumerate(borders[::2]) for end in borders[2 * place + 1 :: 2]}
    # A part that is much shorter than another one is the site's name or a section's.
    longest = max((len(key(part)) for part in _PARTS.split(title)), default=0)
    known = {part for part in parts if len(part) > 4 and len(part) * 2 >= longest}
    whole, lower = f" {fold(title)} ", title.casefold()
    best, length = None, 4
    for line in lines:
        if not length < len(line) <= len(title) + 20 or not may_hold(lower, line.casefold()):
            continue
        if len(folded := fold(line)) <= length:
            continue
        is_part = folded.replace(" ", "") in known
        if not is_part and len(folded) > _SURE_PART:
            is_part = whole.startswith(f" {folded} ") or whole.endswith(f" {folded} ")
        if is_part and not is_site_name(line, names):
            best, length = line, len(folded)
    return best


def may_hold(longer: str, shorter: str) -> bool:
    """Whether ``longer`` may hold ``shorter``, both in lower case: it has its first two characters. Costs next to none.

    >>> [may_hold("ice melts", line) for line in ("melts", "“ice", "menu", "storm")]
    [True, True, False, False]
    """
    start = shorter[:2]
    return start in longer or not start.isalnum()


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


def choose(titles: Titles, names: frozenset[str], lines: Callable[[], Sequence[str]] = tuple) -> tuple[str, str]:
    """(headline, source): the visible headline where anything confirms it, else what the other statements agree on.

    ``lines`` gives the page's text from the top, and is only asked in doubt. Where nothing confirms the visible heading
    and the others agree among themselves, it is a section's name, a logo, or the headline without its kicker; but where
    two are of one mind and two of another, what the page shows is the headline, and not what search engines are told.
    """
    headings = [title for title in titles.shown if title and not _is_logo(title, names)]
    shown = [bare for title in headings if (bare := drop_site_name(title, names))]
    known = [fold(title) for title in (*headings, titles.structured) if title]
    structured = drop_site_name(titles.structured, names, map(fold, titles.shown))
    social = drop_site_name(titles.social, names, known)
    structured, social = uncut(structured, (*shown, social)), uncut(social, (*shown, structured))
    known.append(fold(social))
    tweeted, document = (
        uncut(drop_site_name(title, names, known), shown) for title in (titles.tweeted, titles.document)
    )
    agreed = {key(title) for title in (structured, social) if title}
    for heading in shown:
        if key(heading) in agreed:
            line = _line_below(heading, (structured, social), lines) if len(agreed) > 1 else None
            return (line, "line on the page") if line else (heading, "h1")
    if structured and key(structured) == key(social):
        own = next((heading for heading in shown if key(heading) == key(document)), None)
        return (own, "h1") if own and _is_reworded(own, structured) else (structured, "json-ld headline")
    agreed |= {key(title) for title in (tweeted, document) if title}
    for heading in shown:
        if key(heading) in agreed:
            return heading, "h1"
    if structured and fold(structured) not in names:
        return structured, "json-ld headline"
    for title in filter(None, (titles.document, titles.social)):
        whole = f" {fold(title)} "
        parts = [heading for heading in shown if len(fold(heading)) > _SURE_PART and f" {fold(heading)} " in whole]
        if found := max((*parts, shown_part(title, lines(), names) or ""), key=len):
            # "LIVEFerry sails": a badge in the heading, which is one line with it.
            found = next((each for each in parts if found.endswith(each) and len(found) - len(each) < _BADGE), found)
            return found, "h1" if found in shown else "line on the page"
    for heading in shown:
        if any(_is_akin(heading, title) for title in (social, tweeted, document) if title):
            has_more = social and key(social) == key(document) and key(heading).startswith(key(social))
            return (social, "meta og:title") if has_more else (heading, "h1")
    rest = [(social, "meta og:title"), *((heading, "h1") for heading in shown[:1])]
    rest += [(tweeted, "meta twitter:title"), (_longest_part(document), "title")]
    return next((found for found in rest if found[0] and fold(found[0]) not in names), ("", ""))


def _longest_part(title: str) -> str:
    """A document's title without the short names of sections that bars or angles part from it."""
    parts = [part for part in _BARS.split(title) if part]
    longest = max(parts, key=len, default=title)
    is_alone = all(len(part.split()) <= 3 and 2 * len(part) < len(longest) for part in parts if part != longest)
    return longest if is_alone else title


def _is_logo(title: str, names: frozenset[str]) -> bool:
    return fold(title) in names or key(title.replace("&", "and")) in names


def _line_below(heading: str, titles: Iterable[str], lines: Callable[[], Sequence[str]]) -> str | None:
    """A line just below ``heading`` that says another of ``titles``: the heading is a breadcrumb for search engines.

    Further below it is a teaser. Measured on the bench corpus: 5 headings of 5 within 3 lines, 0 of 2 beyond.
    """
    own = key(heading)
    wanted = {key(title) for title in titles if len(title) > _SURE_PART} - {own}
    left = 0
    for line in lines() if wanted else ():
        if left and key(line) in wanted:
            return line
        left = _BELOW if len(line) <= len(heading) + 20 and key(line) == own else left - 1 if left else 0
    return None


def _is_akin(one: str, other: str) -> bool:
    """Whether two titles share a third of the shorter one's words (of its pairs of characters without spaces)."""
    a, b = _units(one), _units(other)
    return len(a) > 2 and len(a & b) * 3 >= min(len(a), len(b))


def _is_reworded(title: str, other: str) -> bool:
    """Whether a title, which is no section's name, says what another says in words of its own, not in a part of it."""
    a, b = key(title), key(other)
    return len(title.split()) > _SECTION_WORDS and a not in b and b not in a and _is_akin(title, other)


def _units(title: str) -> set[str]:
    """A title's words, or the pairs of neighbours among its characters where it has no spaces."""
    words = fold(title).split()
    if len(words) > 2:
        return {word for word in words if len(word) > 3}
    return {word[place : place + 2] for word in words for place in range(len(word) - 1)}

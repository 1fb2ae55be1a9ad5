"""A title's own text: compared with others, and without the names, labels and sections round the headline in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from project.folding import fold_name
from project.scripts import size_of

# What stands between a headline and the site's or section's name. Hyphens and dashes only with space around them.
SEPARATOR = re.compile(
    r"\s+[|\-–—―:·•*»›«‹/~]+\s+|\s*(?:\|+|ㅣ|｜|::|»|›|•)\s*|：(?=[^：]{1,20}$)|_(?=[^_\s]+$)|\s?\s-(?=\S+$)"
    r"|(?<=[぀-ヿ一-鿿])-(?=\S+$)"
)
_IN_BRACKETS = re.compile(r"\s*[(\[（【]([^()\[\]（）【】]{3,40})[)\]）】]\s*$")
# A title of more parts is a list of keywords.
_MAX_PARTS = 12
# A page's logo is among so many of its first lines.
_LOGO = 2
_PARTS = re.compile(r"\s*[|–—―:·•*»›«‹~_：]+\s*|\s+[-/]+\s+|-(?=\S+$)")
SURE_PART = 10
"""The beginning or end of a title is the headline if it is longer (in characters) and a line on the page."""
_CUT = re.compile(r"\s*(?:…|\.\.\.)$")
_LONGEST = 250
# Characters of a document's title that are looked at.
_MAX_TITLE = 1_000
_LABEL_WORDS = (
    r"live|liveblog|live-?ticker|live updates?|en direct|en vivo|en directo|in diretta|ao vivo|na żywo|canlı"
    r"|прямая трансляция|video|in pictures|photos?"
)
# What a kicker or an arrow leaves before a headline; "> 100 dead" is one.
_LEFT = re.compile(r"^(?:[\s:|]|[<>](?=\s*[^\W\d]))+")
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
    return fold_name(text).replace(" ", "")


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
    quotes = set("»«›‹")
    cuts = [(a, b) for a, b in cuts if not set(title[a:b]) & quotes or (key(title[:a]) and key(title[b:]))]
    known = set(others)
    for start, end in cuts:
        head, tail = title[:start].strip(), title[end:].strip()
        if head and fold_name(head) in known:
            return head
        if tail and fold_name(tail) in known and fold_name(head) in names:
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


def last_part(title: str) -> str:
    """What stands behind the last sign that parts a document's title: mostly the paper's name; empty for a title of one
    part."""
    cuts = list(islice(SEPARATOR.finditer(title[:_MAX_TITLE]), _MAX_PARTS))
    return title[cuts[-1].end() : _MAX_TITLE].strip() if cuts else ""


def shown_part(title: str, lines: Sequence[str], names: frozenset[str] = frozenset()) -> str | None:
    """The longest part of a document's title that stands as a line on its page: the headline of a page without h1.

    A part ends at a separator, or else, if it is long, at any word: "Ice melts, says study Science Courier".

    >>> shown_part("The Courier : Ice melts - Science", ["Menu", "Ice melts", "Much of it."])
    'Ice melts'
    """
    title = title[:_MAX_TITLE]
    borders = [0]
    for match in islice(_PARTS.finditer(title), _MAX_PARTS):
        borders += [match.start(), match.end()]
    borders.append(len(title))
    parts = {key(title[start:end]) for place, start in enumerate(borders[::2]) for end in borders[2 * place + 1 :: 2]}
    # A part that is much shorter than another one is the site's name or a section's.
    longest = max((len(key(part)) for part in _PARTS.split(title)), default=0)
    known = {part for part in parts if len(part) > 4 and len(part) * 2 >= longest}
    whole, lower = f" {fold_name(title)} ", title.casefold()
    best, length, row_of_best = None, 4, 0
    for row, line in enumerate(lines):
        if not length < len(line) <= len(title) + 20 or not may_hold(lower, line.casefold()):
            continue
        if len(folded := fold_name(line)) <= length:
            continue
        is_part = folded.replace(" ", "") in known
        # "Ann Roe", who is quoted, is none.
        is_long = len(folded) > SURE_PART and (size_of(line) > 2 * SURE_PART or 2 * len(key(line)) >= longest)
        if not is_part and is_long:
            is_part = whole.startswith(f" {folded} ") or whole.endswith(f" {folded} ")
        if is_part and not is_site_name(line, names):
            best, length, row_of_best = line, len(folded), row
    if best and row_of_best < _LOGO and whole.endswith(f" {fold_name(best)} "):
        # The logo, where the page also shows what the title begins with, and that is no mere topic by its length.
        starts = (line for line in lines if 3 * len(line) > 2 * length and whole.startswith(f" {fold_name(line)} "))
        return next((line for line in starts if key(line) in known), best)
    return best


def may_hold(longer: str, shorter: str) -> bool:
    """Whether ``longer`` may hold ``shorter``, both in lower case: it has its first two characters. Costs next to none.

    >>> [may_hold("ice melts", line) for line in ("melts", "“ice", "news", "storm")]
    [True, True, False, False]
    """
    start = shorter[:2]
    return start in longer or not start.isalnum()


def is_site_name(text: str, names: frozenset[str]) -> bool:
    """Whether a part of a title is the site's name, alone or with a word like "Online" or a section before it."""
    folded = fold_name(text)
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
    if match is None or fold_name(match[1]) != fold_name(section or ""):
        return title
    head = title[: len(title) - len(match[0])]
    return head if len(head) > 10 else title


def drop_label(title: str) -> str:
    """``title`` without "LIVE:", "Video |" and their kin, and without the signs that these leave before it.

    >>> drop_label("Storm reaches the coast | Live")
    'Storm reaches the coast'
    """
    while (shorter := _LABEL.sub("", title).strip()) and shorter != title:
        title = shorter
    return _LEFT.sub("", title) or title

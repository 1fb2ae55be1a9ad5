"""The text that an element shows, on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from project.scripts import has_no_case

_SILENT = frozenset("script style svg noscript template button".split())
_BREAKING = frozenset("br p div li td time h1 h2 h3 h4 ul".split())
# No headline, byline or date has more elements in it.
_MAX_PARTS = 150
_MAX_DEPTH = 40
# Icons and comments beside a button.
_MOST_BESIDE = 5
# Elements within one that are measured.
_MOST_INNER = 20
# The space that an element brings with it, but for one before a colon or a comma.
_SPACE = "\x1f"
_NO_SPACE = re.compile("\x1f+(?=[,.;:!?])")


def text_of(element: etree._Element, limit: int = 400) -> str:
    """The text under an element on one line, a space round an element that is a line, no scripts; cut at ``limit``."""
    pieces: list[str] = []
    left = 4 * limit
    for piece in islice(filter(None, _pieces(element)), 2 * _MAX_PARTS):
        # "<b>Ann Roe</b><i>Saltmere</i>" is two words on the screen.
        if pieces and piece[:1].isupper() and pieces[-1][-1:].islower():
            pieces.append(_SPACE)
        pieces.append(piece)
        left -= len(piece)
        if left < 0:
            break
    text = _NO_SPACE.sub("", "".join(pieces)).replace(_SPACE, " ")
    return " ".join(text.split())[:limit]


def _pieces(element: etree._Element, depth: int = 0) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in _SILENT or depth > _MAX_DEPTH:
        return
    if element.text:
        yield element.text
    for child in element:
        space = _SPACE if child.tag in _BREAKING or _is_apart(child) else ""
        yield space
        yield from _pieces(child, depth + 1)
        yield space
        yield child.tail or ""


def _is_apart(element: etree._Element) -> bool:
    """Whether an element stands right behind another one, both with a class of their own, in a script without
    capitals: ``<span class="name">রহিমা</span><span class="place">ঢাকা</span>``."""
    if not has_no_case((element.text or "")[:1]) or not element.get("class"):
        return False
    before = element.getprevious()
    if before is None or before.tail or not before.get("class"):
        return False
    return has_no_case((before.text or "")[-1:])


_ENDS_WITH_TIME = re.compile(r"(?<!\d)\d{1,2}:\d\d$")


def is_glued(before: str, after: str) -> bool:
    """Whether a capital letter, or a number behind a time of day, in the next element begins a new word behind this
    one, as only style sheets show: ``<span>Saltmere</span>The ferry``, not ``<b>Mc</b>Donald``."""
    if before[-1].isdigit():
        return _ENDS_WITH_TIME.search(before) is not None
    return len(before) > 3 and after[0].isupper() and (before[-1].islower() or before[-1] in ".!?")


def is_number(element: etree._Element) -> bool:
    """Whether a number is all that an element shows."""
    return (element.text or "").strip().isdecimal() and not len(element)


def length_of(element: etree._Element) -> int:
    """The characters of an inline element's text, as far as its first elements hold them."""
    first = list(islice(element.iter(), _MOST_INNER))
    return sum(len(inner.text or "") for inner in first) + sum(len(inner.tail or "") for inner in first[1:])


def is_whole(element: etree._Element, tags: frozenset[str]) -> bool:
    """Whether an element has all words of one of such ``tags``: a heading that is a button shows what stands below."""
    above = element.getparent()
    if above is None or above.tag not in tags or len(above) > _MOST_BESIDE or (above.text or "").strip():
        return False
    beside = (child for child in above if child is not element and isinstance(child.tag, str))
    return not any((child.tail or "").strip() for child in above) and not any(map(text_of, beside))

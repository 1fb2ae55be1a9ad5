"""The dates that a page shows, in words or in the attributes of marked elements, and those in its scripts."""

from __future__ import annotations

import re

from lxml import etree

from project.extraction.evidence import Evidence
from project.extraction.labels import MODIFIED, PUBLISHED, of_publication, parted
from project.extraction.nearby import dates_near
from project.extraction.texts import STOPS, text_of

# Epoch seconds or milliseconds, or ISO 8601: what scripts turn into "3 hours ago".
_FOR_SCRIPTS = re.compile(r"\d{10}(?:\d{3})?$|(?:19|20)\d\d-\d\d-\d\d")
_YEAR = re.compile(r"\d{4}")
# The top of the page, where today's date stands.
_MASTHEAD = re.compile(r"masthead|topbar|top-bar|today|current|site-?header|header-top|weather", re.IGNORECASE)
_MAX_SHOWN = 12
# Characters: a shorter text of an element is found in any line.
_SHORTEST = 5
# So many words in small letters, of three characters or more, and a line is a sentence.
_SENTENCE = 4
# One that ends as sentences do, in scripts without capitals and without spaces too, has more characters than a date.
_SHORT_SENTENCE = 24
# Not "a.m.", "2024 г.", "3.".
_WORD_AT_END = re.compile(r"[^\W\d_]{3}\W*$")


def shown_dates(evidence: Evidence, *, modified: bool = False) -> list[str]:
    """Texts (or ``datetime`` attributes) of elements named after dates: the publication's first, or the update's."""
    if evidence.dated is None:
        evidence.dated = _shown_dates(evidence)
    return evidence.dated[modified]


def dates_by_headline(evidence: Evidence) -> list[str]:
    """What the page shows as dates of publication right by its headline, behind it first: those of elements named after
    dates, and lines that are no sentence on a day in the story ("The pier was torn down on 9 March 1911")."""
    shown_dates(evidence)
    before, after = evidence.near
    plain = _plain_dates(after)
    if len(plain) > 1 and not any(map(_is_labelled, plain)) and after.index(plain[-1]) - after.index(plain[0]) > 1:
        plain = []  # a list of other stories
    plain += _plain_dates(before)
    found: list[str] = []
    for line in [*after, *before]:
        marked = [value for text, value in evidence.marked_dates.items() if text in line]
        found += marked or of_publication([line] if line in plain else [])
    return found


def _plain_dates(lines: list[str]) -> list[str]:
    return [line for line in dates_near([], lines) if _is_labelled(line) or not _is_told(line)]


def _is_labelled(line: str) -> bool:
    return bool(PUBLISHED.search(line) or MODIFIED.search(line))


def _is_told(line: str) -> bool:
    if len(line) > _SHORT_SENTENCE and line.endswith(STOPS) and _WORD_AT_END.search(line):
        return True
    return sum(word[0].islower() and len(word) > 2 for word in line.split()) >= _SENTENCE


def _shown_dates(evidence: Evidence) -> tuple[list[str], list[str]]:
    published: list[str] = []
    updated: list[str] = []
    dates, above = evidence.visible.dates, evidence.visible.dates_above
    for place, element in enumerate([*dates[above:], *dates[:above]], above - len(dates)):
        if element.tag in ("meta", "input", "form") or evidence.visible.is_elsewhere(element):
            continue
        if place >= 0 and _is_in_masthead(element):
            continue
        text = text_of(element, 200)
        attribute = _attribute(element)
        value = attribute or text
        if not any(char.isdigit() for char in value) or len(text) > 150:
            continue
        names = f"{element.get('class') or ''} {element.get('itemprop') or ''} {text}"
        is_update = bool(MODIFIED.search(names)) and not PUBLISHED.search(names)
        if not is_update and (attribute or not MODIFIED.search(text)) and not PUBLISHED.search(names):
            is_update = bool(MODIFIED.search(_before(element)))
        if attribute or (is_update and not MODIFIED.search(text)):
            (updated if is_update else published).append(value)
            if not is_update and len(text) >= _SHORTEST:
                evidence.marked_dates.setdefault(text, value)
            continue
        one, other = parted(text)
        if one and len(text) >= _SHORTEST:
            evidence.marked_dates.setdefault(text, one)
        published += [one] if one else []
        updated += [other] if other else []
        if len(published) + len(updated) > _MAX_SHOWN:
            break
    return published, updated


def _attribute(element: etree._Element) -> str:
    """The moment in an attribute of a date's element, or of the only time in it; empty where there is none."""
    inner = element
    if element.tag != "time" and (times := list(element.iter("time"))):
        inner = times[0]
    for value in (inner.get("datetime"), element.get("data-datetime"), element.get("content")):
        if value and _YEAR.search(value):
            return value
    for name, value in inner.attrib.items():
        if str(name).startswith("data-") and _FOR_SCRIPTS.match(str(value)):
            return str(value)
    title = inner.get("title") or ""
    return title if _YEAR.search(title) and not _YEAR.search(text_of(inner, 100)) else ""


def _before(element: etree._Element) -> str:
    """The few words that stand before an element in its parent."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is None:
        return ((parent.text or "") if parent is not None else "")[-40:]
    if tail := (previous.tail or "").strip(" \t\r\n:|·-"):
        return tail[-40:]
    text = text_of(previous, 60) if isinstance(previous.tag, str) else ""
    return "" if len(text) > 40 or any(map(str.isdigit, text)) else text


def _is_in_masthead(element: etree._Element) -> bool:
    current: etree._Element | None = element
    while current is not None and current.tag not in ("body", "main", "article"):
        names = f"{current.get('class') or ''} {current.get('id') or ''}"
        if (current.tag == "header" or _MASTHEAD.search(names)) and current.find(".//h1") is None:
            return True
        current = current.getparent()
    return False


_RDFA = etree.XPath("//*[@property and @content and not(self::meta)]")


def rdfa_dates(evidence: Evidence, *, modified: bool = False) -> list[str]:
    """Values of RDFa properties such as ``dc:created`` and ``schema:datePublished``."""
    if not evidence.page.has_rdfa:
        return []
    names = ("datemodified", "modified") if modified else ("datepublished", "created", "issued")
    return [
        element.get("content") or ""
        for element in _RDFA(evidence.page.root)[:100]
        if any(name.lower().rpartition(":")[2] in names for name in element.get("property").split())
    ]


_STATE_DATE = re.compile(
    r'"(?:datePublished|date_?published|(?:article_?)?published_?(?:at|date|time|on)|(?:article_?)?publish_?(?:at|date|time)'
    r"|publication_?date|first_?published"
    r'(?:_?at|_?date)?|pub_?date|deploy_?dt|created_?at)\\?"\s*:\s*\\?"?([^"\\,}]{8,40})',
    re.IGNORECASE,
)
_MAX_STATE = 1_000_000


def state_dates(page: Evidence) -> list[str]:
    """Dates of publication in the scripts' JSON (``__NEXT_DATA__`` and its kin), on pages that scripts fill."""
    found: list[str] = []
    length = 0
    for script in page.page.root.iter("script"):
        text = script.text or ""
        length += len(text)
        if length > _MAX_STATE or found:
            break
        found = [match[1] for match in _STATE_DATE.finditer(text)][:3]
    return found

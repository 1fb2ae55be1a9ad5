"""The dates that a page shows, in words or in the attributes of marked elements, and those in its scripts."""

from __future__ import annotations

import re
from datetime import datetime

from lxml import etree

from project.days import YEAR
from project.extraction.byline import open_byline
from project.extraction.dating.labels import MODIFIED, PUBLISHED, of_publication, parted
from project.extraction.dating.months import is_weekday, month_of
from project.extraction.dating.zones import ZONE, offset_of, short_zones
from project.extraction.fields.evidence import Evidence, ShownDates
from project.extraction.fields.nearby import dates_near, first_paragraph
from project.extraction.markup.element_text import text_of
from project.extraction.names.agencies import agencies_in
from project.extraction.story.teasers import is_in_teaser
from project.scripts import STOPS

# Epoch seconds or milliseconds, or ISO 8601: what scripts turn into "3 hours ago".
_FOR_SCRIPTS = re.compile(rf"\d{{10}}(?:\d{{3}})?$|{YEAR}-\d\d-\d\d")
_ZONED = re.compile(rf"{YEAR}-\d\d-\d\d[T ]\d\d:\d\d[\d:.]{{0,10}}\s?{ZONE}")
_LOCAL = re.compile(r"\d{4}-\d\d-\d\d[T ](?P<h>\d\d):(?P<m>\d\d)(?::\d\d(?:\.\d{1,6})?)?")
_CLOCK_AND_ZONE = re.compile(
    r"(?<!\d)(?P<h>\d{1,2})[:.](?P<m>\d\d)(?::\d\d)?\s?(?:(?P<half>[aApP])\.?[mM]\.?)?\s?\(?(?P<zone>[A-Z]{2,5})\b"
)
_YEAR = re.compile(r"\d{4}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CLOCK = re.compile(r"(?<![\d.])(\d{1,2})[:.h](\d\d)(?![.\d])(\s?[aApP]\.?[mM]\b)?")
# The top of the page, where today's date stands.
_MASTHEAD = re.compile(r"masthead|topbar|top-bar|today|current|site-?header|header-top|weather", re.IGNORECASE)
_MAX_SHOWN = 12
# "Harbour | 3 May 2024"
_BARS = re.compile(r"[|·•–—]|\s[-/]\s")
_HAS_DAY = re.compile(r"\d\D+\d|[^\W\d]\D*\d{4}|\d{8}")
_IN_BRACKETS = re.compile(r"\w\W+[(\[][^()\[\]]*\d{4}[^()\[\]]{0,10}[)\]]")
_SECOND = re.compile(r"\d:\d\d:\d\d")
_LONGEST_LABELLED = 100
# "Date:", in languages whose papers label it so.
_LABEL = re.compile(
    r"(?:\b(?:date|datum|data|fecha|tarih|дата|tanggal|ngày)|ημερομηνία|التاريخ|تاريخ|תאריך|日期|日時)\s*[:：]",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]+")
# Short names of weekdays and zones, "o'clock" and its kin, the signs behind numbers in East Asia.
_OF_CLOCK = re.compile(
    r"\b(?:mon|tues?|wed|thu(?:rs)?|fri|sat|sun|sept|[A-Z]{3,4}|[Uu]hr|kl|[Hh]rs|o'clock|from|часов|ώρα|klo|godz|[ap]\.m)\b"
    r"|[年月日號号時时分點点년월일시분]|(?:上|下|凌|早)[午晨上]|午[前後后]|오[전후]|(?:星期|週|周|礼拜)[一-鿿]?|[（(][一-鿿][)）]",
)


def shown_dates(evidence: Evidence, *, modified: bool = False) -> list[str]:
    """Texts (or ``datetime`` attributes) of elements named after dates: the publication's first, or the update's."""
    return _dates_of(evidence).updated if modified else _dates_of(evidence).published


def labelled_dates(evidence: Evidence) -> list[str]:
    """Those of :func:`shown_dates` that the page calls the publication's."""
    return _dates_of(evidence).labelled


def dates_by_headline(evidence: Evidence) -> list[str]:
    """What the page shows as dates of publication right by its headline, behind it first: those of elements named after
    dates, and lines behind it that hold a label, or a byline, or nothing else."""
    shown = _dates_of(evidence).by_text
    before, after = evidence.near
    blocks = evidence.page.blocks
    top = after[: first_paragraph(after)]  # below it, the dates of other stories have links beside them
    linked = {line: links for line, links in zip(blocks.texts, blocks.links, strict=True) if links and line in top}
    alone = [line for line in dates_near([], after) if _is_alone(line, linked.get(line, 0))]
    if len(alone) > 1 and after.index(alone[-1]) - after.index(alone[0]) > 1:
        alone = []  # a list of other stories
    found: list[str] = []
    for line in [*after, *before]:
        marked = [value for text, value in shown.items() if _stands_in(text, line)]
        found += marked or of_publication([line] if line in alone or _is_labelled(line) else [])
    return found


def lines_below(evidence: Evidence) -> list[str]:
    """The lines behind the headline, a date's element that ends one of them as a line of its own."""
    shown = _dates_of(evidence).by_text
    found: list[str] = []
    for line in evidence.near[1]:
        date = next((text for text in shown if line.endswith(f" {text}")), "")
        found += [line.removesuffix(date).strip(), date] if date else [line]
    return found


def dates_above_headline(evidence: Evidence) -> list[str]:
    """Lines right above the headline that hold a date and nothing else; the day of the crawl, which stands in
    mastheads, is none."""
    lines = [line for line in dates_near([], evidence.near[0]) if _is_alone(line)]
    return of_publication(line for line in lines if not _is_today(line, evidence.now))


def dates_around(evidence: Evidence) -> list[str]:
    """Lines round the headline that hold a date among other words, those last where it stands in brackets: a caption
    tells so when its picture was taken."""
    lines = dates_near(*evidence.near)
    return of_publication(sorted(lines, key=lambda line: _IN_BRACKETS.search(line) is not None))


def is_of_date(line: str) -> bool:
    """Whether a line has a date, labelled or with nothing else beside it."""
    return _is_labelled(line) or _is_alone(line)


def _is_labelled(line: str) -> bool:
    is_sentence = len(line) > _LONGEST_LABELLED or line.endswith(STOPS)
    return not is_sentence and any(label.search(line) for label in (PUBLISHED, MODIFIED, _LABEL))


def _is_alone(line: str, linked: int = 0) -> bool:
    """Whether a line has a date and nothing else between two bars, or beside a byline, an agency, or buttons, which are
    its ``linked`` characters, or to the second: no concert begins so, and nobody was born so."""
    if open_byline(line)[1] or agencies_in(line) or _SECOND.search(line):
        return True
    return any(
        _HAS_DAY.search(piece) and (not (rest := _rest(piece)) or sum(map(len, rest)) <= linked)
        for piece in _BARS.split(line)
    )


def _rest(piece: str) -> list[str]:
    """The words of a piece that belong to no date."""
    words = _WORDS.findall(_OF_CLOCK.sub(" ", piece))
    return [word for word in words if len(word) > 2 and not month_of(word) and not is_weekday(word)]


def _is_today(line: str, now: datetime) -> bool:
    numbers = {int(number) for number in re.findall(r"\d{1,4}", line)}
    return {now.year, now.day} <= numbers


def _stands_in(text: str, line: str) -> bool:
    at = line.find(text)
    return at >= 0 and not line[max(0, at - 1) : at].isalnum() and not line[at + len(text) :][:1].isalnum()


def _dates_of(evidence: Evidence) -> ShownDates:
    if evidence.dates is None:
        evidence.dates = _read_dates(evidence)
    return evidence.dates


def _read_dates(evidence: Evidence) -> ShownDates:
    shown = ShownDates()
    dates, above = evidence.survey.dates, evidence.survey.dates_above
    for place, element in enumerate([*dates[above:], *dates[:above]], above - len(dates)):
        if element.tag in ("meta", "input", "form") or evidence.survey.is_elsewhere(element):
            continue
        if place >= 0 and _is_in_masthead(element):
            continue
        text = text_of(element, 200)
        attribute = _attribute(element)
        attribute = _with_zone(_with_clock(attribute, text), text)
        value = attribute or text
        if not any(char.isdigit() for char in value) or len(text) > 150:
            continue
        names = f"{element.get('class') or ''} {element.get('itemprop') or ''} {text}"
        is_update = bool(MODIFIED.search(names)) and not PUBLISHED.search(names)
        if not is_update and (attribute or not MODIFIED.search(text)) and not PUBLISHED.search(names):
            is_update = bool(MODIFIED.search(_before(element)))
        if is_in_teaser(element, evidence.title):
            continue
        one, other = parted(text)
        has_both = bool(one and other and element.get("datetime"))  # "5 May (changed 6 May)"
        if attribute or (is_update and not MODIFIED.search(text)):
            one, other = (one if has_both else "", value) if is_update else (value, "")
        if one:
            shown.add(text, one, is_labelled=bool(PUBLISHED.search(names)))
        shown.updated += [other] if other else []
        if len(shown.published) + len(shown.updated) > _MAX_SHOWN:
            break
    return shown


def _attribute(element: etree._Element) -> str:
    """The moment in an attribute of a date's element, or of the only time in it; empty where there is none."""
    inner = element
    if element.tag != "time" and (times := list(element.iter("time", "abbr"))):
        inner = times[0]
    for value in (inner.get("datetime"), element.get("data-datetime"), element.get("content")):
        if value and _YEAR.search(value):
            return value
    for name, value in inner.attrib.items():
        if str(name).startswith("data-") and _FOR_SCRIPTS.match(str(value)):
            return str(value)
    title = inner.get("title") or ""
    is_exact = _ZONED.fullmatch(title) is not None
    return title if is_exact or (_YEAR.search(title) and not _YEAR.search(text_of(inner, 100))) else ""


def _with_clock(attribute: str, text: str) -> str:
    """A day without a time, with the only one that the text names."""
    clocks = _CLOCK.findall(text) if _DAY.fullmatch(attribute) and not MODIFIED.search(text) else []
    return f"{attribute} {clocks[0][0]}:{clocks[0][1]}{clocks[0][2]}" if len(clocks) == 1 else attribute


def _with_zone(attribute: str, text: str) -> str:
    """A moment without a zone, with that which the text names behind the same time: EDT."""
    moment, shown = _LOCAL.fullmatch(attribute), _CLOCK_AND_ZONE.search(short_zones(text))
    if moment is None or shown is None or offset_of(shown["zone"]) is None:
        return attribute
    hour = int(shown["h"]) % 12 + 12 * (shown["half"] in "pP") if shown["half"] else int(shown["h"])
    return f"{attribute} {shown['zone']}" if (hour, shown["m"]) == (int(moment["h"]), moment["m"]) else attribute


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

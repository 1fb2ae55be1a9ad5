"""What a page shows of a story's byline, in words or in marked elements."""

from __future__ import annotations

import re
from itertools import chain, islice, takewhile

from lxml import etree

from project.boilerplate.phrases import label_reason
from project.extraction import byline
from project.extraction.fields.evidence import Evidence
from project.extraction.fields.wires import agencies_of
from project.extraction.markup.element_text import text_of
from project.extraction.names import credits
from project.extraction.names.offices import is_desk, is_paper
from project.extraction.story.teasers import is_in_teaser
from project.folding import fold
from project.scripts import STOPS, has_no_case

_AUTHOR_METAS = ("author", "article:author", "content_author", "parsely-author", "sailthru.author", "byl", "dc.creator",
"dcterms.creator", "dcterms:creator",
                 "dc:creator", "cxenseparse:author", "citation_author", "og:article:author", "authors",
                 "article_author", "articleauthor",
                 "vr:author", "dable:author", "twitter:data1", "twitter:data2")  # fmt: skip
_LONGEST_BYLINE = 160
_TO_AUTHOR = re.compile(
    r"/(?:authors?|autor\w*|auteurs?|profile|people|by|staff(?:_name)?|journalist(?:e[nr]?|s)?|reporters?|writers?|team"
    r"|redaktion|col[uo]mn(?:ist|a)s?|colunas?|colunistas?|kolumn\w*|signature|firma|yazar\w*|skribent(?:er)?"
    r"|forfatter(?:e)?|contributors?|bylines?|kirjoittajat?|toimittajat?|periodistas?|giornalist[ai]|redactor(?:es)?"
    r"|redaktor\w*|dziennikarz|penulis|muhabir|egilea|hofund\w+|szerzok?|avtor\w*|tac-gia)/|[?&]author="
)
_EMAIL = re.compile(r"\S+@\S+\.\S+")
# Behind a name another one follows.
_AND = re.compile(r"\s*(?:,|&|(?:and|und|et|y|e|en|och|og|i)\s)", re.IGNORECASE)
_SHORT_LINE = 60
# Links of one byline, and elements beside one of them, that are looked at.
_MOST_LINKS = 40
# So many lines below the headline may hold the author's name alone.
_LINES = 5
# Types of what a story's page holds beside the story.
_OTHER_THINGS = frozenset(
    "comment person organization imageobject videoobject breadcrumblist listitem usercomments itemlist".split()
)
_NO_BYLINE = frozenset("meta link img input script form ul section".split())


def microdata(evidence: Evidence, *names: str) -> list[str]:
    """Values of microdata properties of the story itself, not of comments and teasers."""
    values: list[str] = []
    group: etree._Element | None = None
    for name, element in evidence.survey.itemprops:
        if name in names and not _belongs_elsewhere(element, evidence):
            if name in ("author", "creator"):
                # Teasers further down have authors too, and not always a scope of their own.
                above = element.getparent()
                if group is not None and above is not group and not _are_alike(above, group):
                    continue
                group = above
            inner = element.find(".//*[@itemprop='name']") if name in ("author", "creator") else None
            value = _value(inner if inner is not None else element)
            if value:
                values.append(value)
    return values[:20]


def _are_alike(one: etree._Element | None, other: etree._Element | None) -> bool:
    """Whether two elements stand in the same one but for links and spans round each: names of one byline."""
    above = []
    for element in (one, other):
        while element is not None and element.tag in ("a", "span"):
            element = element.getparent()
        above.append(element)
    return above[0] is not None and above[0] is above[1]


def _belongs_elsewhere(element: etree._Element, evidence: Evidence) -> bool:
    parent = element.getparent()
    for _ in range(30):
        if parent is None:
            return False
        kind = (parent.get("itemtype") or "").rpartition("/")[2].lower()
        if kind in _OTHER_THINGS:
            return True
        if kind:
            return evidence.survey.is_elsewhere(element)
        parent = parent.getparent()
    return False


def _value(element: etree._Element) -> str:
    for name in ("content", "datetime"):
        if value := element.get(name):
            return value
    if element.tag == "link" or (element.tag == "img"):
        return element.get("href") or element.get("src") or ""
    return text_of(element)


def meta_authors(evidence: Evidence) -> list[str]:
    """Values of the head's author tags: of the first that has any, or where that names the paper alone, of the first
    that names people."""
    meta = evidence.head.meta
    first: list[str] = []
    for name in _AUTHOR_METAS:
        # With a site's front page behind the name it is whoever publishes it.
        values = [value for value in meta.get(name, ()) if not _has_address(value)]
        if not values:
            continue
        # "Written by", "Verfasst von", "Est. reading time"
        if name.startswith("twitter:") and not any(
            byline.open_byline(f"{label}: x")[1] for label in meta.get(name.replace("data", "label"), ())
        ):
            continue
        good = [
            value
            for value in values
            if byline.names_in(value, papers=evidence.papers)
            or agencies_of(value)
            or is_desk(value)
            or is_paper(value, evidence.papers)
        ]
        if any(byline.names_in(value, papers=evidence.papers, with_agencies=not first) for value in good):
            return good
        first = first or good
    return first


def _has_address(value: str) -> bool:
    """Whether the address of a front page stands behind a name; that of a profile has a path."""
    name, found, address = value.rpartition("://")
    return bool(found) and any(map(str.isalnum, name)) and "/" not in address.rstrip("/ ).")


def shown_bylines(evidence: Evidence, *, sure: bool = True) -> list[str]:
    """Texts of the elements that are named after authors, those of teasers, comments and menus left out.

    With ``sure`` only those that say it twice: a link to an author's page, an opening "By", ``itemprop``, an hCard, or
    full names in elements within them that are named after authors too.
    """
    texts: list[str] = []
    seen: list[etree._Element] = []
    for element in evidence.survey.bylines:
        if element.tag in _NO_BYLINE or evidence.survey.is_elsewhere(element):
            continue
        above = _ancestors(element, 6)
        if any(each in seen or each.tag == "figcaption" for each in above):  # there it is a picture's
            continue
        links = [link for link in islice(element.iter("a"), _MOST_LINKS) if _is_author_link(link)]
        text = _EMAIL.sub("", text_of(element, 300)).strip()
        if (other := credits.CREDIT.match(text)) and other.lastgroup == "other":  # "Editor: Ann Roe"
            seen.append(element)
            continue
        rest, is_opened = byline.open_byline(text)
        cards = _in_cards(element)
        marked = cards or (_in_bold(element, evidence) if len(text) <= _LONGEST_BYLINE else [])
        is_led = bool(cards) or rest.startswith(tuple(marked))
        heading = _heading_of(element)
        if heading and text.startswith(heading) and not _AND.match(text, len(heading)):
            text = heading
        elif marked and is_led and not _names_others(_without_offices(text, element), marked, evidence):
            text = "; ".join(marked)
        linked = [name for link in links if (name := text_of(link, 100)) and not credits.BUTTON.match(name)]
        linked += [name for name in _beside(links) if name not in linked]
        # Beside the linked names there may be others, but mostly there is a date, a role, a button.
        if linked and (len(text) > _LONGEST_BYLINE or not {*linked} < {*byline.names_in(text)}):
            text = "; ".join(linked)
        within = [] if linked else _names_within(element, evidence.survey.bylines) or _names_apart(element, text)
        if within:
            text = "; ".join(within)
        if not text or len(text) > _LONGEST_BYLINE:
            continue
        is_sure = bool(links or within) or element.get("itemprop") is not None or is_opened
        is_one = is_sure or bool(cards) or text == heading or (not sure and _is_bare(text, evidence))
        if is_one and not is_in_teaser(element, evidence.title):
            seen.append(element)
            texts.append(text)
        if len(texts) == 3:
            break
    return texts


def _in_cards(element: etree._Element) -> list[str]:
    """The names that an hCard marks (https://microformats.org/wiki/hcard), roles and places left out."""
    names = (text_of(each, 100) for each in islice(element.iter("span", "a", "strong", "b"), _MOST_LINKS)
             if "fn" in (each.get("class") or "").split())  # fmt: skip
    found = list(dict.fromkeys(names))
    return found if all(byline.names_in(name) == [name] for name in found) else []


def _heading_of(element: etree._Element) -> str:
    """The full name in the only heading of a card about a writer; empty where there is none, or several."""
    names = [text_of(each, 100) for each in islice(element.iter("h2", "h3", "h4", "h5", "h6"), 2)]
    is_name = len(names) == 1 and byline.is_full_name(names[0]) and byline.names_in(names[0]) == names
    return names[0] if is_name and len(element) and not label_reason(fold(names[0])) else ""


def _without_offices(text: str, element: etree._Element) -> str:
    """A byline without what its hCard calls an organisation."""
    for each in islice(element.iter("span", "a", "strong", "b"), _MOST_LINKS):
        if "org" in (each.get("class") or "").split() and (name := text_of(each, 100)):
            text = text.replace(name, " ")
    return text


def _names_others(text: str, marked: list[str], evidence: Evidence) -> bool:
    """Whether a byline has names in which none of those marked in it stands."""
    names = byline.names_in(text, papers=evidence.papers)
    return not all(any(one in name for one in marked) for name in names)


def _in_bold(element: etree._Element, evidence: Evidence) -> list[str]:
    """The names of two words and more that stand in bold letters, without the places and roles beside them."""
    names = dict.fromkeys(text_of(each, 100) for each in islice(element.iter("b", "strong"), _MOST_LINKS))
    return [name for name in names if " " in name and byline.names_in(name, papers=evidence.papers) == [name]]


def _is_bare(text: str, evidence: Evidence) -> bool:
    """Whether a text may be a byline without "By": a short one that is no button, or one with several names that are
    all full."""
    if label_reason(fold(text)):
        return False
    if len(text) < _SHORT_LINE:
        return True
    names = byline.names_in(text, papers=evidence.papers)
    return len(names) > 1 and all(map(byline.is_full_name, names))


def _names_within(element: etree._Element, bylines: list[etree._Element]) -> list[str]:
    """The full names in elements named after authors that stand in another one: without the roles beside them."""
    inner = (each for each in bylines if each is not element and element in _ancestors(each, 6))
    return list(filter(byline.is_full_name, dict.fromkeys(text_of(each, 100) for each in inner)))


def _names_apart(element: etree._Element, text: str) -> list[str]:
    """The full names that make up a ``text`` of several, each in an element of its own, all of the same kind."""
    inner = [each for each in islice(element.iter("a", "b", "div", "span", "strong"), _MOST_LINKS) if not len(each)]
    names = [text_of(each, 100) for each in inner]
    are_alike = len({(each.tag, each.get("class")) for each in inner}) == 1 < len(names)
    return names if are_alike and " ".join(names) == text and all(map(byline.is_full_name, names)) else []


def _beside(links: list[etree._Element]) -> list[str]:
    """The full names in elements beside that of an author's link, of the same tag and class: authors without a page."""
    names: list[str] = []
    for link in links:
        above = link.getparent()
        if above is not None and (name := above.get("class")) and len(above) == 1:
            beside = islice(chain(above.itersiblings(preceding=True), above.itersiblings()), _MOST_LINKS)
            names += [text_of(one, 100) for one in beside if one.tag == above.tag and one.get("class") == name]
    return list(filter(byline.is_full_name, dict.fromkeys(names)))


def linked_authors(evidence: Evidence) -> list[str]:
    """The names that lines by the headline begin with and that link to an author's page."""
    before, after = evidence.near
    above = takewhile(lambda line: not line.endswith(STOPS), before[:2])  # what is told of somebody is another box
    lines = [line for line in (*after[:_LINES], *above) if _may_begin_with_name(line)]
    if not lines:
        return []
    links = [link for link in evidence.survey.anchors if _is_author_link(link)]
    captions = set(evidence.survey.captions)
    names = [
        name
        for link in links
        if _is_whole_name(name := text_of(link, 100))
        if "author" in (link.get("rel") or "").split() or not evidence.survey.is_elsewhere(link)
        if not any(above in captions for above in _ancestors(link, 3))
        # "Ann Roe Health correspondent"
        if any(len(line) < _LONGEST_BYLINE and name in line for line in lines)
    ]
    return list(dict.fromkeys(names))


def _is_whole_name(text: str) -> bool:
    """Whether a text can be a full name, in scripts without capitals too, where it need not have two words."""
    return byline.is_name(text) and not is_desk(text) if has_no_case(text[:1]) else byline.is_full_name(text)


def _may_begin_with_name(line: str) -> bool:
    """Whether a line can be a byline: one that begins like a name, or a short one in a script without capitals."""
    if has_no_case(line[:1]):
        return len(line) < _SHORT_LINE
    return byline.is_full_name(" ".join(line.split()[:2]))


def _is_author_link(link: etree._Element) -> bool:
    return "author" in (link.get("rel") or "").split() or bool(_TO_AUTHOR.search((link.get("href") or "").lower()))


def _ancestors(element: etree._Element, limit: int) -> list[etree._Element]:
    found: list[etree._Element] = []
    parent = element.getparent()
    while parent is not None and len(found) < limit:
        found.append(parent)
        parent = parent.getparent()
    return found

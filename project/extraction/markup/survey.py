"""A survey of a page: what may be its headline, byline and date, and its head, picked in one pass over the tree.

Nothing is read here but names (class, id, itemprop, rel) and the text of the few elements that have a telling one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from project.extraction.markup.element_text import text_of
from project.extraction.markup.hints import OF_FIELDS, WORD

HEADLINE, BYLINE, DATE, SECTION, TOPICS, CAPTION, WALL, ELSEWHERE = (
    OF_FIELDS.bit[name] for name in ("headline", "byline", "date", "section", "topics", "caption", "wall", "elsewhere")
)
_PROPERTIES = {
    "headline": HEADLINE, "author": BYLINE, "creator": BYLINE, "datepublished": DATE, "datemodified": DATE,
    "articlesection": SECTION, "datecreated": DATE,
}  # fmt: skip
_ELSEWHERE_TAGS = frozenset(("aside", "footer", "nav"))
# What the pass does with an element of a tag; with the id of a named one too, which on others is an anchor.
_PLAIN, _NAMED, _TELLING, _ANCHOR, _IMAGE, _KEYED, _HEAD, _SIMPLE = range(8)
_KINDS: dict[object, int] = {
    tag: kind
    for kind, tags in (
        (
            _SIMPLE,
            "style br hr svg path g use circle rect source option input button noscript iframe wbr sup sub picture",
        ),
        (_HEAD, "meta link title script"),
        (_IMAGE, "img"),
        (_ANCHOR, "a"),
        (_NAMED, "div span section p td table header h2 h3 ul li dl dd small font"),
        (_TELLING, "time relative-time time-ago local-time h1 address figcaption"),
        (_KEYED, "article body main html"),
    )
    for tag in tags.split()
}
# A story's own footer, where its writer and its date may stand.
_OWN_FOOTER = re.compile(r"(?:post|entry|article|story|node|byline)[\w-]*foot(?:er)?(?![a-z])", re.IGNORECASE)
# Elements of scripts' libraries that show how long ago it was, and hold the moment as "time" does.
_TIMES = frozenset(("time", "relative-time", "time-ago", "local-time"))
_WANTED = HEADLINE | BYLINE | DATE | SECTION | TOPICS | CAPTION | WALL
_MAX_PROPERTIES = 200
_MAX_CANDIDATES = 60
# Characters, with the blanks of the markup.
_LONGEST_TEASER = 600
_MAX_DEPTH = 40


@dataclass(slots=True)
class Survey:
    """Candidate elements by what their names say, each list in the page's order."""

    root: etree._Element
    head: list[etree._Element] = field(default_factory=list)
    """meta, link and title elements, wherever they stand."""
    scripts: list[etree._Element] = field(default_factory=list)
    """Scripts that hold JSON-LD."""
    captions: list[etree._Element] = field(default_factory=list)
    h1: list[etree._Element] = field(default_factory=list)
    headlines: list[etree._Element] = field(default_factory=list)
    bylines: list[etree._Element] = field(default_factory=list)
    dates: list[etree._Element] = field(default_factory=list)
    dates_above: int = 0
    """How many of ``dates`` stand above the last h1: today's date in the masthead is often among them."""
    sections: list[etree._Element] = field(default_factory=list)
    itemprops: list[tuple[str, etree._Element]] = field(default_factory=list)
    """(lower-case property, element), for microdata."""
    tags: list[etree._Element] = field(default_factory=list)
    """Links with ``rel="tag"``."""
    topics: list[etree._Element] = field(default_factory=list)
    """Elements that are named after lists of topics."""
    wall: bool = False
    """The page shows something that is named after a paywall and has words."""
    body_class: str = ""
    keys: list[str] = field(default_factory=list)
    """Values of ``data-article-id`` and its kin."""
    _elsewhere: dict[etree._Element, bool] = field(default_factory=dict)
    _teasers: dict[etree._Element, bool] = field(default_factory=dict)
    _anchors: list[etree._Element] | None = None
    _own: frozenset[str] | None = None
    _above: frozenset[etree._Element] | None = None

    @property
    def anchors(self) -> list[etree._Element]:
        """The links, listed when first asked for: most pages' head tells what they are needed for."""
        if self._anchors is None:
            self._anchors = list(self.root.iter("a"))
        return self._anchors

    def _without_own(self, names: str) -> str:
        """Names without those words that stand above the headline too: "widget" says nothing where all is one."""
        if self._own is None:
            above = (each for each in self._above_headline() if each.tag not in ("body", "html"))
            words = {word.lower() for each in above for word in WORD.findall(each.get("class") or "")}
            self._own = frozenset(word for word in words if OF_FIELDS.read_word(word) & ELSEWHERE)
        if "foot" in names:
            names = " ".join(name for name in names.split() if not _OWN_FOOTER.match(name))
        own = self._own
        return WORD.sub(lambda word: "" if word[0].lower() in own else word[0], names) if own else names

    def _above_headline(self) -> frozenset[etree._Element]:
        """What holds the headline holds the story: its names say nothing."""
        if self._above is None:
            heads = [*self.h1[:1], *self.headlines[:1]]
            self._above = frozenset(each for head in heads for each in head.iterancestors())
        return self._above

    def is_elsewhere(self, element: etree._Element) -> bool:
        """Whether an element stands in something that is not the story: a teaser, a comment, the footer."""
        known, verdict = self._elsewhere, False
        path: list[etree._Element] = []
        current: etree._Element | None = element
        while current is not None and len(path) < _MAX_DEPTH:
            if (before := known.get(current)) is not None:
                verdict = before
                break
            path.append(current)
            tag = current.tag
            is_article = tag == "article" and current is not element and current.find(".//h1") is not None
            if tag == "body" or is_article or current in self._above_headline():
                break
            if (
                (tag in _ELSEWHERE_TAGS and not (tag == "footer" and self._is_of_story(current)))
                or any(
                    (names := current.get(name)) and OF_FIELDS.read(self._without_own(names)) & ELSEWHERE
                    for name in ("class", "id")
                )
                or (tag == "article" and self._is_teaser(current))
            ):
                verdict = True
                break
            current = current.getparent()
        known.update(dict.fromkeys(path, verdict))
        return verdict

    def _is_of_story(self, footer: etree._Element) -> bool:
        """Whether a footer is an article's own: one of some length that is no teaser."""
        above = next(footer.iterancestors("article"), None)
        return above is not None and not self._is_teaser(above)

    def _is_teaser(self, article: etree._Element) -> bool:
        """What :func:`_is_teaser` says, once of each article: it may have thousands of footers."""
        if (known := self._teasers.get(article)) is None:
            known = self._teasers[article] = _is_teaser(article)
        return known


def _is_teaser(article: etree._Element) -> bool:
    """Whether an ``article`` without the page's headline is a short one whose heading leads elsewhere."""
    heading = next(article.iter("h2", "h3", "h4"), None)
    if heading is None or (heading.find(".//a") is None and next(heading.iterancestors("a"), None) is None):
        return False
    return sum(map(len, article.itertext())) < _LONGEST_TEASER


def survey_of(root: etree._Element, *, has_microdata: bool = True) -> Survey:
    """Collect the candidates of a page in one pass; ``itemprop`` is not looked for without ``has_microdata``."""
    found = Survey(root)
    known, kinds = OF_FIELDS.known.get, _KINDS.get
    itemprops = found.itemprops
    for element in root.iter("*"):
        kind = kinds(element.tag, _PLAIN)
        if kind == _SIMPLE:
            continue
        bits = 0
        if kind <= _ANCHOR and ((names := element.get("class")) or (kind == _NAMED and (names := element.get("id")))):
            bits = known(names, -1)
            if bits < 0:
                bits = OF_FIELDS.read(names)
            # ASP.NET names what a page shows by ids such as "ctr417_lblTitle".
            if not bits and kind == _NAMED and (name := element.get("id")) and "lbl" in name:
                bits = OF_FIELDS.read(name)
        if kind > _NAMED:
            if kind == _ANCHOR:
                if rel := element.get("rel"):
                    bits |= _note_rel(element, rel, found)
            elif kind == _HEAD:
                _note_head(element, found)
                continue
            elif kind != _IMAGE:
                bits |= _note_telling(element, kind, found)
        if has_microdata and (name := element.get("itemprop")):
            if len(itemprops) < _MAX_PROPERTIES:
                itemprops.append((name.lower(), element))
            if kind < _IMAGE:
                bits |= _PROPERTIES.get(name.lower(), 0)
        if bits & _WANTED:
            _note_named(element, bits, found)
    return found


def _note_rel(element: etree._Element, rel: str, found: Survey) -> int:
    if "author" in rel.split():
        return BYLINE
    if "category" in rel.split():
        return SECTION
    if "tag" in rel.split() and len(found.tags) < 40:
        found.tags.append(element)
    return 0


def _note_head(element: etree._Element, found: Survey) -> None:
    tag = element.tag
    if tag == "script":
        if "ld+json" in (element.get("type") or "").lower():
            found.scripts.append(element)
        return
    found.head.append(element)
    if tag == "meta" and (name := element.get("itemprop")) and len(found.itemprops) < _MAX_PROPERTIES:
        found.itemprops.append((name.lower(), element))


def _note_telling(element: etree._Element, kind: int, found: Survey) -> int:
    """Note an element whose tag says what it is; gives the bits of it."""
    tag = element.tag
    if kind == _KEYED:
        _note_key(element, found)
    elif tag == "h1":
        found.h1.append(element)
        found.dates_above = len(found.dates)
    elif tag == "figcaption":
        return CAPTION
    return DATE if tag in _TIMES else BYLINE if tag == "address" else 0


def _note_named(element: etree._Element, bits: int, found: Survey) -> None:
    if bits & DATE and len(found.dates) < _MAX_CANDIDATES:
        found.dates.append(element)
    if bits & BYLINE and not bits & CAPTION and len(found.bylines) < _MAX_CANDIDATES:
        found.bylines.append(element)
    if bits & HEADLINE and len(found.headlines) < 20:
        found.headlines.append(element)
    if bits & SECTION and len(found.sections) < 10:
        found.sections.append(element)
    if bits & TOPICS and len(found.topics) < 10:
        found.topics.append(element)
    if bits & CAPTION and len(found.captions) < _MAX_CANDIDATES:
        found.captions.append(element)
    if bits & WALL and not found.wall:
        found.wall = _is_shown_wall(element)


def _is_shown_wall(element: etree._Element) -> bool:
    if (
        element.get("hidden") is not None
        or "none" in (element.get("style") or "")
        or element.tag in ("script", "style")
    ):
        return False
    return 10 < len(text_of(element, 400)) < 400


def _note_key(element: etree._Element, found: Survey) -> None:
    if element.tag == "body":
        found.body_class = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
    for name in ("data-article-id", "data-articleid", "data-story-id", "data-content-id", "data-post-id", "data-id"):
        if value := element.get(name):
            found.keys.append(value)

"""What a page's head says about it: meta tags, link tags and the title, collected in one pass.

OpenGraph (https://ogp.me), Twitter cards, Dublin Core, Highwire citation tags, Parse.ly, Sailthru, ``article:*`` and
the many names that publishers made up end in one mapping from lower-case name to values, in the page's order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

_MAX_VALUES = 40
_MAX_LENGTH = 20_000
_LONGEST_NAME = 100

# Names that no list has: "nrk:published", "article:publicationdate", "weibo: article:create_at".
PUBLISHED_NAME = re.compile(
    r".*(?:publi\w*|pub|issue[d]?|releas\w*|creat\w*|post(?:ed)?|display|available)[-_.:]?(?:date|time|at|on)?(?:[-_.:](?:gmt|utc|iso))?"
    r"|(?:dc|dcterms|article|p)[-_.:]?date"
)
MODIFIED_NAME = re.compile(
    r".*(?:modif\w*|mod|updated?|revised|revision)[-_.:]?(?:date|time|at|on)?(?:[-_.:](?:gmt|utc|iso))?|date[-_.:](?:modified|updated)"
)
SECTION_NAME = re.compile(r"[a-z]{2,12}[-_.:]section(?:[-_.:]?name)?")
"""Those of a section: "its_section"."""


@dataclass(slots=True)
class Head:
    """The head of a page. ``meta`` keeps values as written, stripped; names are lower case."""

    title: str = ""
    language: str | None = None
    """``lang`` or ``xml:lang`` of the html element."""
    meta: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    """rel -> href, as written."""

    def first(self, *names: str) -> str | None:
        """The first value of the first of ``names`` that the page has."""
        for name in names:
            if values := self.meta.get(name):
                return values[0]
        return None

    def named(self, pattern: re.Pattern[str]) -> list[str]:
        """All values of the names that match ``pattern`` as a whole."""
        return [value for name, values in self.meta.items() if pattern.fullmatch(name) for value in values]

    def every(self, *names: str) -> list[str]:
        """All values of all ``names``, in the order of the names."""
        return [value for name in names for value in self.meta.get(name, ())]


def read_head(root: etree._Element, elements: Iterable[etree._Element] | None = None) -> Head:
    """Collect meta, link and title elements anywhere in the tree: broken pages have them in the body.

    ``elements`` are these elements, where they were already looked for.
    Metas with ``itemprop`` alone belong to microdata and are left to it.
    """
    head = Head(
        language=root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
    )
    for element in elements if elements is not None else root.iter("meta", "link", "title"):
        tag = element.tag
        if tag == "meta":
            _add_meta(head.meta, element)
        elif tag == "link":
            rel, href = element.get("rel"), element.get("href")
            if rel and href:
                for word in rel.lower().split():
                    head.links.setdefault(word, []).append(href.strip())
        elif not head.title and not _is_in_svg(element):
            head.title = "".join(element.itertext())[:_MAX_LENGTH].strip()
    return head


def _add_meta(meta: dict[str, list[str]], element: etree._Element) -> None:
    content = element.get("content")
    if not content or not (content := content[:_MAX_LENGTH].strip()):
        return
    for attribute in ("property", "name", "http-equiv"):
        if (name := element.get(attribute)) and len(name) < _LONGEST_NAME:
            values = meta.setdefault(name.strip().lower(), [])
            if len(values) < _MAX_VALUES and content not in values:
                values.append(content)


def _is_in_svg(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag not in ("head", "html", "body")

"""A page, decoded and parsed once: what every other module of the extraction reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin

from lxml import etree
from parsel import Selector, css2xpath

from project.extraction.blocks import CHOSEN, DROPPED, PageBlocks, read_blocks
from project.extraction.markup.charsets import decode

_RDFA = (b'="dc', b'="schema:', b'property="date')
# Bytes behind the end of a page that are worth a look: more than white space and a counter's comment.
_REST = 200
# Bytes within which a page opens.
_TOP = 1000
_EMPTY = b"<html><body></body></html>"


class Page:
    """A parsed page.

    ``url`` is the final address, ``base_url`` what its relative links are relative to, ``charset`` the encoding the
    bytes were really in, ``root`` the ``html`` element, ``has_microdata`` False where nothing has an ``itemprop``,
    ``has_rdfa`` False where nothing has a property of Dublin Core or schema.org, ``marks`` what :meth:`mark` marked.
    Nothing may change the tree: others read it too.
    """

    __slots__ = ("_blocks", "_selector", "base_url", "charset", "has_microdata", "has_rdfa", "marks", "root", "url")

    def __init__(self, root: etree._Element, url: str, charset: str) -> None:
        self.root = root
        self.url = url
        self.charset = charset
        self.base_url = _base_url(root, url)
        self.has_microdata = True
        self.has_rdfa = True
        self._selector: Selector | None = None
        self._blocks: PageBlocks | None = None
        self.marks: dict[etree._Element, int] = {}

    @classmethod
    def from_bytes(cls, body: bytes, url: str, charset: str | None = None) -> Page:
        """Parse ``body`` as HTML; ``charset`` is the HTTP header's. Any bytes give a page, if need be an empty one."""
        utf8, found = decode(body, charset)
        page = cls(_parse(utf8), url, found)
        page.has_microdata = b"itemprop" in utf8
        page.has_rdfa = any(opening in utf8 for opening in _RDFA)
        return page

    @property
    def selector(self) -> Selector:
        """The same tree as Scrapy's selectors see it."""
        if self._selector is None:
            self._selector = Selector(root=self.root, type="html", base_url=self.base_url)
        return self._selector

    @property
    def blocks(self) -> PageBlocks:
        """The page's text as blocks, read when first asked for."""
        if self._blocks is None:
            self._blocks = read_blocks(self.root, marks=self.marks)
        return self._blocks

    def mark(self, story: str | None, dropped: Iterable[str]) -> None:
        """Have the blocks tell what a site's rules select, as CSS: the ``story``, and what is ``dropped`` from it.

        It has to be said before the blocks are read.
        """
        for css, bit in ((story, CHOSEN), *((css, DROPPED) for css in dropped)):
            for element in self.root.xpath(css2xpath(css)) if css else ():
                self.marks[element] = self.marks.get(element, 0) | bit


# huge_tree: without it libxml2 gives up below 256 open elements, which real pages with unclosed <font> reach;
# with it at 2048, so that a million nested tags neither exhaust the stack nor take time.
_PARSER = etree.HTMLParser(encoding="utf-8", huge_tree=True, recover=True, remove_pis=True)

_OF_HEAD = frozenset("base bgsound command link meta noscript script style template title".split())
# Characters that a tree gets from a page (``&#1;``), and that lxml lets nobody write into one.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# libxml2 stops there, browsers go on: a page can have another one in it, or a part that was put together badly.
_END = re.compile(rb"</html\s*>", re.IGNORECASE)


def _parse(utf8: bytes) -> etree._Element:
    if 0 <= utf8.find(b"</HTML" if b"<HTML" in utf8[:_TOP] else b"</html") < len(utf8) - _REST:
        utf8 = _END.sub(b"", utf8)
    try:
        root = etree.fromstring(utf8, _PARSER)
    except (etree.LxmlError, ValueError):  # no element at all
        root = None
    if root is None or not isinstance(root.tag, str):
        return etree.fromstring(_EMPTY, etree.HTMLParser())
    _open_body(root)
    return root


def _open_body(root: etree._Element) -> None:
    """Move what a page shows from its head into its body: HTML needs no ``<body>``, but libxml2 takes elements that are
    younger than itself, such as ``main``, for parts of the head then."""
    head = root.find("head")
    if head is None:
        return
    shown = next((child for child in head if isinstance(child.tag, str) and child.tag not in _OF_HEAD), None)
    if shown is None:
        return
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    first = body[0] if len(body) else None
    moved = [shown, *shown.itersiblings()]
    for element in moved:
        if first is None:
            body.append(element)
        else:
            first.addprevious(element)
    moved[-1].tail = _NOT_XML.sub("", (moved[-1].tail or "") + (body.text or ""))
    body.text = None


def _base_url(root: etree._Element, url: str) -> str:
    head = root.find("head")
    for base in head.iter("base") if head is not None else ():
        if href := (base.get("href") or "").strip():
            try:
                return urljoin(url, href)
            except ValueError:
                return url
    return url

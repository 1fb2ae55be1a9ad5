"""One pass over a page: its text as blocks, each with what its place in the markup tells about it.

A block is a run of text that no block-level element and no line break interrupts. Nothing is judged here.
"""

from __future__ import annotations

from typing import Final, cast

from lxml import etree

from project.extraction.hints import read_hints
from project.items import Kind

# Elements whose text nobody reads as part of the page, or that are controls.
SKIPPED: Final = frozenset(
    "script style template svg head select datalist object applet canvas math iframe frameset noframes map button "
    "textarea input audio video picture noscript dialog progress meter".split()
)
MEDIA: Final = frozenset("img svg video audio picture iframe object embed amp-img canvas".split())
# Elements that stand in the line: they do not end a block.
INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rp rt rtc ruby s samp "
    "small span strike strong sub sup time tt u var wbr center_ img o:p st1:place st1:city strong_ bold".split()
)
BOLD: Final = frozenset(("b", "strong"))
ITALIC: Final = frozenset(("i", "em"))
NAMING: Final = frozenset(
    ("class", "id", "itemprop", "role", "data-testid", "data-component", "data-type", "rel", "property")
)

# What an element is, as bits that its descendants inherit.
TAG_BITS: Final = {
    name: 1 << position
    for position, name in enumerate(
        "p h1 h2 h3 h4 h5 h6 li ul ol dl blockquote figure figcaption table tr td th pre form aside nav header footer "
        "article main section div address body center font a details summary fieldset dd dt caption label span".split()
    )
}
HIDDEN_BIT: Final = 1 << 62
TAG_NAMES: Final = tuple(TAG_BITS)

MAX_ELEMENTS: Final = 150_000
MAX_BLOCKS: Final = 6_000
MAX_TEXT: Final = 4_000_000


class Frame:
    """A block-level element that is open, or was: what its blocks have in common."""

    __slots__ = ("depth", "end", "hints", "number", "own", "parent", "path", "start", "tag", "tags")

    def __init__(self, tag: str, parent: Frame | None, number: int, own: int, start: int, hidden: bool) -> None:
        self.tag = tag
        self.parent = parent
        self.number = number
        self.own = own
        self.start = start
        self.end = -1
        if parent is None:
            self.depth, self.path, self.tags = 0, own, TAG_BITS.get(tag, 0)
        else:
            self.depth = parent.depth + 1
            self.path = parent.path | own
            self.tags = parent.tags | TAG_BITS.get(tag, 0)
        if hidden:
            self.tags |= HIDDEN_BIT


class PageBlocks:
    """The blocks of a page in order, column by column: row *i* of each list is about the same block.

    ``frames[i]`` is the innermost block-level element, ``inline[i]`` the hints of inline elements in the block,
    ``links``, ``bold``, ``italic`` characters of it in such elements, ``anchors`` the number of links, ``media`` the
    number of pictures and players since the block before, ``breaks[i]`` whether a single line break parts it from the
    block before in the same element.
    """

    __slots__ = (
        "all_frames",
        "anchors",
        "bold",
        "breaks",
        "frames",
        "inline",
        "italic",
        "links",
        "media",
        "texts",
        "truncated",
    )

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.frames: list[Frame] = []
        self.all_frames: list[Frame] = []
        self.inline: list[int] = []
        self.links: list[int] = []
        self.bold: list[int] = []
        self.italic: list[int] = []
        self.anchors: list[int] = []
        self.media: list[int] = []
        self.breaks: list[int] = []
        self.truncated = False

    def __len__(self) -> int:
        return len(self.texts)


def read_blocks(root: etree._Element, *, skipped: frozenset[str] = SKIPPED) -> PageBlocks:
    """The blocks of the tree under ``root``, in document order. Iterative and bounded, whatever the tree's depth."""
    page = PageBlocks()
    texts, frames, inline_column, links_column = page.texts, page.frames, page.inline, page.links
    pieces: list[str] = []
    frame = Frame("html", None, 0, 0, 0, False)
    page.all_frames.append(frame)
    elements = inline = links = bold = italic = anchors = media = breaks = in_link = in_bold = in_italic = 0
    length = 0

    def flush() -> None:
        nonlocal inline, links, bold, italic, anchors, media, breaks, length
        text = " ".join("".join(pieces).split())
        pieces.clear()
        if text:
            texts.append(text)
            frames.append(frame)
            inline_column.append(inline)
            links_column.append(links)
            page.bold.append(bold)
            page.italic.append(italic)
            page.anchors.append(anchors)
            page.media.append(media)
            page.breaks.append(breaks)
            media = breaks = 0
            length += len(text)
        inline = links = bold = italic = anchors = 0

    walker = etree.iterwalk(root, events=("start", "end", "comment"))
    for event, element in walker:
        if event == "start":
            tag = cast(str, element.tag)
            elements += 1
            if tag in skipped:
                if tag in MEDIA:
                    media += 1
                walker.skip_subtree()
                continue
            if tag in INLINE:
                if tag == "a":
                    in_link += 1
                    anchors += 1
                elif tag in BOLD:
                    in_bold += 1
                elif tag in ITALIC:
                    in_italic += 1
                elif tag == "img":
                    media += 1
                if names := element.get("class"):
                    inline |= read_hints(names)
            elif tag == "br":
                if pieces:
                    flush()
                    breaks = 1
                else:
                    breaks += 1
                continue
            else:
                if pieces:
                    flush()
                if tag == "hr":
                    continue
                names = ""
                hidden = False
                for name, value in element.items():
                    if name in NAMING:
                        names += " " + value
                    elif name == "style":
                        hidden = "none" in value and "display" in value
                    elif name == "hidden" or (name == "aria-hidden" and value == "true"):
                        hidden = True
                breaks = 0
                frame = Frame(tag, frame, len(page.all_frames), read_hints(names) if names else 0, len(texts), hidden)
                page.all_frames.append(frame)
                if len(texts) > MAX_BLOCKS or elements > MAX_ELEMENTS or length > MAX_TEXT:
                    page.truncated = True
                    break
            text = element.text
        else:
            tag = element.tag
            if event == "end":
                if tag in INLINE:
                    if tag == "a":
                        in_link -= 1
                    elif tag in BOLD:
                        in_bold -= 1
                    elif tag in ITALIC:
                        in_italic -= 1
                elif tag not in skipped and tag != "br" and tag != "hr":
                    if pieces:
                        flush()
                    frame.end = len(texts)
                    if frame.parent is not None:
                        frame = frame.parent
                    breaks = 0
            text = element.tail
        if text:
            if text.isspace():
                if pieces:
                    pieces.append(" ")
            else:
                pieces.append(text)
                if in_link:
                    links += len(text)
                if in_bold:
                    bold += len(text)
                if in_italic:
                    italic += len(text)
    flush()
    for frame in page.all_frames:
        if frame.end < 0:
            frame.end = len(texts)
    return page


def kind_of(frame: Frame) -> Kind:
    """What a block in ``frame`` is, from its nearest telling element."""
    step: Frame | None = frame
    while step is not None:
        if kind := _KINDS.get(step.tag):
            if kind == "paragraph" and step.tags & TAG_BITS["blockquote"]:
                return "quote"
            return kind
        step = step.parent
    return "paragraph"


_KINDS: Final[dict[str, Kind]] = {
    "p": "paragraph",
    "h1": "heading",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
    "li": "item",
    "dt": "item",
    "dd": "item",
    "blockquote": "quote",
    "pre": "preformatted",
    "figcaption": "caption",
    "caption": "caption",
    "td": "paragraph",
    "th": "table",
}

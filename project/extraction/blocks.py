"""One pass over a page: its text as blocks, each with what its place in the markup tells about it.

A block is a run of text that no block-level element and no line break interrupts. Nothing is judged here.
"""

from __future__ import annotations

import re
from typing import Final, cast

from lxml import etree

from project.extraction.hints import BIT, read_hints
from project.items import Kind

# Elements whose text nobody reads as part of the page, or that are controls.
SKIPPED: Final = frozenset(
    "script style template svg head select datalist object applet canvas math iframe frameset noframes map button "
    "textarea input audio video picture noscript dialog progress meter".split()
)
MEDIA: Final = frozenset("svg video audio picture iframe object canvas".split())
# Elements that stand in the line: they do not end a block.
INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rb rp rt rtc ruby s "
    "samp small span strike strong sub sup time tt u var wbr".split()
)
_NAMING: Final = frozenset(
    ("class", "id", "itemprop", "role", "data-testid", "data-component", "data-type", "property")
)
# Words for screen readers only, such as "opens in a new tab" inside a link.
_UNSEEN: Final = BIT["unseen"]
_UNSEEN_STYLE: Final = re.compile(r"display:\s*none|clip:\s*rect|visibility:\s*hidden")

# What an element is, as bits that its descendants inherit.
TAG_NAMES: Final = (
    "p h1 h2 h3 h4 h5 h6 li ul ol dl blockquote figure figcaption table tr td th pre form aside nav header footer "
    "article main section div address body center details fieldset dd dt caption html"
).split()
TAG_CODE: Final = {name: code for code, name in enumerate(TAG_NAMES)}
HIDDEN: Final = 1 << len(TAG_NAMES)
"""The bit of an element that is not shown, at least not at first."""

# Bounds on the work that one page may cause; the longest story of the measured pages has 1,400 blocks.
MAX_ELEMENTS: Final = 150_000
MAX_BLOCKS: Final = 6_000
MAX_TEXT: Final = 2_000_000


class PageBlocks:
    """The blocks of a page in order and the block-level elements ("frames") that they stand in, column by column.

    Row *i* of every block column is about the same block: ``frames`` is the row of its innermost frame, ``inline`` the
    hints of the inline elements in it, ``links``, ``bold`` and ``italic`` the characters of it in such elements,
    ``anchors`` the number of its links, ``media`` how many pictures and players stand between it and the block before,
    ``breaks`` how many line breaks part it from the block before in the same frame.

    Row *j* of every frame column is about the same frame, in document order: ``parents`` (a row; -1 for the root),
    ``tags`` (an index of :data:`TAG_NAMES`, or -1), ``own`` (hints), ``paths`` (hints of it and all frames round it),
    ``lineage`` (bits of :data:`TAG_NAMES` and :data:`HIDDEN` of it and all frames round it), ``names`` (equal for
    frames with the same tag and the same attributes that name), ``depths``, and its blocks: ``starts`` to ``ends``.
    """

    __slots__ = (
        "anchors", "bold", "breaks", "depths", "ends", "frames", "inline", "italic", "lineage", "links", "media",
        "names", "own", "parents", "paths", "starts", "tags", "texts", "truncated",
    )  # fmt: skip

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.frames: list[int] = []
        self.inline: list[int] = []
        self.links: list[int] = []
        self.bold: list[int] = []
        self.italic: list[int] = []
        self.anchors: list[int] = []
        self.media: list[int] = []
        self.breaks: list[int] = []
        self.parents: list[int] = [-1]
        self.tags: list[int] = [TAG_CODE["html"]]
        self.own: list[int] = [0]
        self.paths: list[int] = [0]
        self.lineage: list[int] = [0]
        self.names: list[int] = [0]
        self.depths: list[int] = [0]
        self.starts: list[int] = [0]
        self.ends: list[int] = [0]
        self.truncated = False

    def __len__(self) -> int:
        return len(self.texts)


def read_blocks(root: etree._Element, *, skipped: frozenset[str] = SKIPPED) -> PageBlocks:
    """The blocks of the tree under ``root``, in document order. Iterative and bounded, whatever the tree's depth."""
    page = PageBlocks()
    texts = page.texts
    parents, tags, own, paths, lineage = page.parents, page.tags, page.own, page.paths, page.lineage
    pieces: list[str] = []
    known_names: dict[str, int] = {}
    frame = elements = length = 0
    inline = links = bold = italic = anchors = media = breaks = in_link = in_bold = in_italic = 0

    def flush() -> None:
        nonlocal inline, links, bold, italic, anchors, media, breaks, length
        text = " ".join("".join(pieces).split())
        pieces.clear()
        if text:
            texts.append(text)
            page.frames.append(frame)
            page.inline.append(inline)
            page.links.append(links)
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
            if tag in INLINE:
                if tag == "a":
                    in_link += 1
                    anchors += 1
                elif tag == "b" or tag == "strong":
                    in_bold += 1
                elif tag == "i" or tag == "em":
                    in_italic += 1
                elif tag == "img":
                    media += 1
                    continue
                if names := element.get("class"):
                    hints = read_hints(names)
                    if hints & _UNSEEN:
                        walker.skip_subtree()
                        continue
                    inline |= hints
                if tag == "span" and (style := element.get("style")) and _UNSEEN_STYLE.search(style):
                    walker.skip_subtree()
                    continue
            elif tag in skipped:
                if tag in MEDIA:
                    media += 1
                walker.skip_subtree()
                continue
            else:
                if pieces:
                    flush()
                if tag == "br":
                    breaks += 1
                    continue
                breaks = 0
                names = ""
                bits = 0
                for name, value in element.items():
                    if name in _NAMING:
                        names += " " + value
                    elif name == "style":
                        if "none" in value and _UNSEEN_STYLE.search(value):
                            bits = HIDDEN
                    elif name == "hidden" or (name == "aria-hidden" and value == "true"):
                        bits = HIDDEN
                code = TAG_CODE.get(tag, -1)
                if code >= 0:
                    bits |= 1 << code
                hints = read_hints(names) if names else 0
                parents.append(frame)
                tags.append(code)
                own.append(hints)
                paths.append(paths[frame] | hints)
                lineage.append(lineage[frame] | bits)
                page.names.append(known_names.setdefault(tag + names, len(known_names)))
                page.depths.append(page.depths[frame] + 1)
                page.starts.append(len(texts))
                page.ends.append(0)
                frame = len(parents) - 1
                if elements > MAX_ELEMENTS or len(texts) > MAX_BLOCKS or length > MAX_TEXT:
                    page.truncated = True
                    break
            text = element.text
        else:
            if event == "end":
                tag = cast(str, element.tag)
                if tag in INLINE:
                    if tag == "a":
                        in_link -= 1
                    elif tag == "b" or tag == "strong":
                        in_bold -= 1
                    elif tag == "i" or tag == "em":
                        in_italic -= 1
                elif tag not in skipped and tag != "br":
                    if pieces:
                        flush()
                    page.ends[frame] = len(texts)
                    frame = max(parents[frame], 0)
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
    while frame > 0:  # a walk that was cut short leaves frames open
        page.ends[frame] = len(texts)
        frame = parents[frame]
    page.ends[0] = len(texts)
    return page


_KINDS: Final[dict[str, Kind]] = {
    "p": "paragraph",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    "blockquote": "quote",
    "pre": "preformatted",
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    "td": "paragraph",
    "th": "table",
}


def kind_of(page: PageBlocks, row: int) -> Kind:
    """What the block in that row is, from its nearest telling element."""
    frame = page.frames[row]
    while frame > 0:
        code = page.tags[frame]
        if code >= 0 and (kind := _KINDS.get(TAG_NAMES[code])):
            if kind == "paragraph" and page.lineage[frame] >> TAG_CODE["blockquote"] & 1:
                return "quote"
            return kind
        frame = page.parents[frame]
    return "paragraph"

"""One pass over a page: its text as blocks, each with what its place in the markup tells about it.

A block is a run of text that no block-level element, no line break and, in ``pre``, no blank line interrupts.
Nothing is judged here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from lxml import etree

from project.extraction.markup.element_text import is_glued, is_number, is_whole, length_of
from project.extraction.markup.elements import (
    BOLD,
    BREAK,
    CONTROLS,
    FRAME,
    ITALIC,
    LINK,
    PICTURE,
    PLAYER,
    SKIP,
    SKIP_MEDIA,
    SKIPPED,
    actions,
)
from project.extraction.markup.hints import OF_BLOCKS

_NAMING: Final = frozenset(
    ("class", "id", "itemprop", "role", "data-testid", "data-component", "data-type", "property")
)
# Words for screen readers only, such as "opens in a new tab" inside a link.
_UNSEEN: Final = OF_BLOCKS.bit["unseen"]
# Their numbers are counters, which may stand in every paragraph.
_COUNTED: Final = OF_BLOCKS.bit["comment"] | OF_BLOCKS.bit["share"]
_NUMBERS: Final = re.compile(r"\d+")
_CENTRED_STYLE: Final = re.compile(r"text-align:\s*center", re.IGNORECASE)
_UNSEEN_STYLE: Final = re.compile(r"display:\s*none|clip:\s*rect|visibility:\s*hidden")

# What an element is, as bits that its descendants inherit.
TAG_NAMES: Final = (
    "p h1 h2 h3 h4 h5 h6 li ul ol dl blockquote figure figcaption table tr td th pre form aside nav header footer "
    "article main section div address body center details fieldset dd dt caption html"
).split()
TAG_CODE: Final = {name: code for code, name in enumerate(TAG_NAMES)}
HIDDEN: Final = 1 << len(TAG_NAMES)
"""The bit of an element that is not shown, at least not at first."""
DROPPED: Final = HIDDEN << 1
"""The bit of an element that is none of the story, as the site's rules say."""
CHOSEN: Final = HIDDEN << 2
"""The bit of an element that holds the story, as the site's rules say."""
CENTRED: Final = HIDDEN << 3
"""The bit of an element whose lines stand in the middle."""

# An inline element tells what a block is if it holds so much of it: a name or place in the class of a byline or caption
# does not.
_NAMED_SHARE: Final = 0.3

_SUBHEADS: Final = frozenset(("h2", "h3", "h4", "h5", "h6"))
_PRE: Final = 1 << TAG_CODE["pre"]
# A blank line parts paragraphs there. The sign for it is one that no page has: parsers take it out.
_BLANK: Final = "\x00"
_NO_WIDTH: Final = "\u200b\u200d\ufeff "  # left behind by editors
_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*\n\s*")
# Paragraphs that only style sheets part: sentences with blank lines between them.
_PARTED: Final = re.compile(r"(?<=[.!?。！？”」])[^\S\n]*+\n[^\S\n]*+\n\s*+(?=\S)")
# Characters of two short paragraphs: what is shorter is one.
_LONG: Final = 150

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
    ``lineage`` (bits of :data:`TAG_NAMES`, :data:`HIDDEN`, :data:`DROPPED`, :data:`CHOSEN` and :data:`CENTRED` of it
    and all frames round it), ``names`` (equal for frames with the same tag and the same attributes that name),
    and its blocks: ``starts`` to ``ends``.

    ``controls`` are the frames that hold a button or a field, each with the row of the block behind it. ``marks``
    are those of the bits :data:`DROPPED` and :data:`CHOSEN` that some block stands under, ``bare`` the ``names`` of
    frames without an attribute that names them.
    """

    __slots__ = (
        "anchors", "bare", "bold", "breaks", "controls", "ends", "frames", "inline", "italic", "lineage", "links",
        "marks", "media", "names", "own", "parents", "paths", "starts", "tags", "texts", "truncated",
    )  # fmt: skip

    def __init__(
        self,
        blocks: Sequence[tuple[str, int, int, int, int, int, int, int, int]] = (),
        frames: Sequence[tuple[int, int, int, int, int, int, int]] = ((-1, TAG_CODE["html"], 0, 0, 0, 0, 0),),
        ends: Sequence[int] = (0,),
        truncated: bool = False,
    ) -> None:
        self.texts: list[str]
        columns: Any = zip(*blocks, strict=True) if blocks else ((),) * 9
        (self.texts, self.frames, self.inline, self.links, self.bold, self.italic, self.anchors, self.media,
         self.breaks) = map(list, columns)  # fmt: skip
        columns = map(list, zip(*frames, strict=True))
        self.parents, self.tags, self.own, self.paths, self.lineage, self.names, self.starts = columns
        self.ends = list(ends)
        self.truncated = truncated
        self.marks = 0
        self.bare: frozenset[int] = frozenset()
        self.controls: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self.texts)


def read_blocks(
    root: etree._Element, *, skipped: frozenset[str] = SKIPPED, marks: Mapping[etree._Element, int] | None = None
) -> PageBlocks:
    """The blocks of the tree under ``root``, in document order. Iterative and bounded, whatever the tree's depth.

    ``marks`` has the bits :data:`DROPPED` and :data:`CHOSEN` of the elements that a site's rules select. A dropped one
    that stands in a line is left out of its block.
    """
    if "nav" in skipped and any(next(menu.iter("h1"), None) is not None for menu in root.iter("nav")):
        skipped -= {"nav"}  # a breadcrumb that ends in the headline
    # Rows of the block columns and of the frame columns, without the ends of the frames.
    blocks: list[tuple[str, int, int, int, int, int, int, int, int]] = []
    frames: list[tuple[int, int, int, int, int, int, int]] = [(-1, TAG_CODE["html"], 0, 0, 0, 0, 0)]
    ends = [0]
    pieces: list[str] = []
    controls: dict[int, int] = {}
    known_names: dict[str, int] = {}
    action_of = actions(skipped).get
    read_hints = OF_BLOCKS.read
    frame = elements = length = path = line = 0
    inline = named = links = bold = italic = anchors = media = breaks = in_link = in_bold = in_italic = 0
    truncated = False

    walker = etree.iterwalk(root, events=("start", "end", "comment"))
    for event, element in walker:
        action = action_of(element.tag, FRAME)
        if marks and (mark := marks.get(element, 0)) & CHOSEN:
            action = FRAME
        if pieces and BREAK <= action <= FRAME:
            text = " ".join("".join(pieces).split()).lstrip(_NO_WIDTH)
            pieces.clear()  # of thousands of paragraphs without a character to see as well
            if text:
                if _BLANK in text:
                    *earlier, text = _parts(text)
                    blocks += [(part, frame, inline, 0, 0, 0, 0, 0, 0) for part in earlier]
                if inline and named < _NAMED_SHARE * len(text):
                    inline = 0
                blocks.append((text, frame, inline, links, bold, italic, anchors, media, breaks))
                length += len(text)
                if len(blocks) > MAX_BLOCKS or length > MAX_TEXT:
                    truncated = True
                    break
                inline = named = links = bold = italic = anchors = media = breaks = 0
        if event == "start":
            elements += 1
            if elements > MAX_ELEMENTS:
                truncated = True
                break
            if action < PICTURE:
                if marks and mark & DROPPED:
                    in_bold += action == BOLD  # its end takes it off again
                    in_italic += action == ITALIC
                    walker.skip_subtree()
                    continue
                if action == LINK:
                    if element.get("name") is None or element.get("href") is not None:
                        in_link += 1
                        anchors += 1
                elif action == BOLD:
                    in_bold += 1
                elif action == ITALIC:
                    in_italic += 1
                if names := element.get("class"):
                    hints = read_hints(names)
                    if hints & _UNSEEN or (hints & _COUNTED and is_number(element)):
                        walker.skip_subtree()
                        continue
                    if hints:
                        inline |= hints
                        named += length_of(element)
                style = element.get("style")
                if (style and _UNSEEN_STYLE.search(style)) or element.get("hidden") is not None:
                    walker.skip_subtree()
                    continue
            elif action == FRAME:
                tag: Any = element.tag
                names, bits = _read_attributes(element)
                if marks:
                    bits |= mark
                code = TAG_CODE.get(tag, -1)
                if code >= 0:
                    bits |= 1 << code
                hints = read_hints(names) if names else 0
                path |= hints
                line |= bits
                breaks = 0
                name_id = known_names.setdefault(tag + _NUMBERS.sub("", names), len(known_names))
                frames.append((frame, code, hints, path, line, name_id, len(blocks)))
                frame = len(ends)
                ends.append(0)
            elif action != SKIP or element.tag != "button" or not is_whole(element, _SUBHEADS):
                if action == BREAK:
                    breaks += 1
                elif action == PICTURE:
                    media += 1
                else:
                    media += action in (SKIP_MEDIA, PLAYER)
                    if element.tag in CONTROLS and element.get("type") != "hidden":
                        controls[frame] = len(blocks) + bool(pieces)
                    walker.skip_subtree()
                continue
            piece = element.text
        else:
            if action == FRAME:
                ends[frame] = len(blocks)
                frame = max(frames[frame][0], 0)
                _, _, _, path, line, _, _ = frames[frame]
                breaks = 0
            elif action == LINK:
                in_link = 0  # none stands in another, and a mere target is none
            elif action == BOLD:
                in_bold -= 1
            elif action == ITALIC:
                in_italic -= 1
            piece = element.tail
        if piece:
            if line & _PRE and (pieces or not piece.isspace()):
                piece = _BLANK_LINE.sub(_BLANK, piece)
            elif "\n\n" in piece and len(piece) > _LONG:
                piece = _PARTED.sub(_BLANK, piece)
            if not piece.isspace():
                if pieces and (piece[0].isupper() or piece[0].isdigit()) and is_glued(pieces[-1], piece):
                    pieces.append(" ")
                pieces.append(piece)
                if in_link:
                    links += len(piece)
                if in_bold:
                    bold += len(piece)
                if in_italic:
                    italic += len(piece)
            elif pieces:
                pieces.append(" ")
    if text := " ".join("".join(pieces).split()).lstrip(_NO_WIDTH):
        *earlier, text = _parts(text)
        blocks += [(part, frame, inline, 0, 0, 0, 0, 0, 0) for part in earlier]
        blocks.append((text, frame, inline, links, bold, italic, anchors, media, breaks))
    while frame > 0:  # a walk that was cut short leaves frames open
        ends[frame] = len(blocks)
        frame = frames[frame][0]
    ends[0] = len(blocks)
    page = PageBlocks(blocks, frames, ends, truncated)
    page.controls = controls
    page.bare = frozenset(known_names[tag] for tag in TAG_NAMES if tag in known_names)
    if marks:
        for line, start, end in zip(page.lineage, page.starts, page.ends, strict=True):
            page.marks |= line & (DROPPED | CHOSEN) if start < end else 0
    return page


def _read_attributes(element: etree._Element) -> tuple[str, int]:
    """(what names an element, the bits of it that its attributes tell)."""
    names, bits = "", 0
    for name, value in element.items():
        if name in _NAMING:
            names += " " + value
        elif name == "style":
            if "none" in value and _UNSEEN_STYLE.search(value):
                bits |= HIDDEN
            if _CENTRED_STYLE.search(value):
                bits |= CENTRED
        elif name == "align":
            bits |= CENTRED if value.lower() == "center" else 0
        elif name == "hidden" or (name == "aria-hidden" and value == "true"):
            bits |= HIDDEN
    return names, bits


def _parts(text: str) -> list[str]:
    """The paragraphs of a text that blank lines part, at most ``MAX_BLOCKS``; of another one the text."""
    parts = [part for piece in text.split(_BLANK) if (part := piece.strip())]
    return [*parts[:MAX_BLOCKS], " ".join(parts[MAX_BLOCKS:])] if len(parts) > MAX_BLOCKS else parts

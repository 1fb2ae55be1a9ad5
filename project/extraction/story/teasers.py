"""Teasers of other stories that no name gives away: small boxes that hold a headline which leads elsewhere.

What such a box says of a writer, a day, a section or a topic is told of that other story.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from lxml import etree

from project.extraction.blocks import PageBlocks
from project.extraction.byline import is_full_name, names_in, open_byline
from project.extraction.markup.element_text import text_of
from project.extraction.names.credits import HAN, ROLE, SURNAMES
from project.extraction.story.block_traits import HEADS, WHOLLY, is_link, next_box
from project.extraction.titles import key
from project.scripts import FULL_STOPS, size_of

_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
# Elements up from a line to its teaser's box, and what one holds at most: blocks, elements, characters.
_LEVELS: Final = 4
_BLOCKS: Final = 7
_ELEMENTS: Final = 40
_CHARACTERS: Final = 600
# Characters and words of a headline; of fewer it is a section's name, or a writer's.
_HEADLINE: Final = 20
_WORDS: Final = 4
_LONGEST: Final = 300
_LONGEST_BYLINE: Final = 60
# A Chinese or Korean name is shorter.
_LONGEST_HAN: Final = 5
# Boxes before and behind one that tell what it is.
_NEIGHBOURS: Final = 3


def without_teasers(blocks: PageBlocks, rows: Iterable[int], title: str) -> Iterator[int]:
    """The ``rows`` that stand in no box with the linked headline of another story than that of this ``title``."""
    own = key(title)
    boxes: dict[int, bool] = {}
    return (row for row in rows if not _is_in_box(blocks, row, own, boxes))


def is_of_teaser(blocks: PageBlocks, text: str, title: str) -> bool:
    """Whether a text stands on a page, and nowhere but in such boxes."""
    rows = [row for row, line in enumerate(blocks.texts) if line == text]
    return bool(rows) and next(without_teasers(blocks, rows, title), None) is None


def _is_in_box(blocks: PageBlocks, row: int, own: str, boxes: dict[int, bool]) -> bool:
    frame = blocks.frames[row]
    for _ in range(_LEVELS):
        start, end = blocks.starts[frame], blocks.ends[frame]
        if frame <= 0 or end - start > _BLOCKS:
            return False
        if frame not in boxes:
            boxes[frame] = _leads(blocks, frame, own) or (_has_link(blocks, frame) and _is_listed(blocks, frame, own))
        if boxes[frame]:
            texts = blocks.texts[start:end]
            return sum(map(len, texts)) < _CHARACTERS and not any(own in key(text) for text in texts)
        frame = blocks.parents[frame]
    return False


def _is_listed(blocks: PageBlocks, frame: int, own: str) -> bool:
    """Whether a box, whose headline may be a short one, stands in a list of such that are teasers."""
    for step in (-1, 1):
        box = frame
        for _ in range(_NEIGHBOURS):
            other = next_box(blocks, box, step)
            if other is None or not _has_link(blocks, other):
                break
            if _leads(blocks, other, own):
                return True
            box = other
    return False


def _has_link(blocks: PageBlocks, frame: int) -> bool:
    """Whether a small box has a line that is one link and nothing else."""
    rows = range(blocks.starts[frame], blocks.ends[frame])
    return len(rows) <= _BLOCKS and any(_is_one_link(blocks, row) for row in rows)


def _leads(blocks: PageBlocks, frame: int, own: str) -> bool:
    rows = range(blocks.starts[frame], blocks.ends[frame])
    return len(rows) <= _BLOCKS and any(_is_headline(blocks, row, own) for row in rows)


def _is_one_link(blocks: PageBlocks, row: int) -> bool:
    """Whether a block is one link and nothing else; pictures that are links too may stand before it."""
    return 1 <= blocks.anchors[row] <= 1 + blocks.media[row] and is_link(blocks, row)


def _is_headline(blocks: PageBlocks, row: int, own: str) -> bool:
    text = blocks.texts[row]
    if not _is_one_link(blocks, row):
        return False
    is_heading = blocks.tags[blocks.frames[row]] in HEADS
    is_sure = is_heading or (len(text.split()) > _WORDS and not text.endswith(FULL_STOPS))
    return is_sure and _has_words(text) and not _is_own(text, own)


def _has_words(text: str) -> bool:
    """Whether a text has the words of a headline, and not the names of some writers."""
    has_words = size_of(text) >= _HEADLINE and (len(text.split()) >= _WORDS or size_of(text) > 2 * len(text))
    if not has_words or len(text) > _LONGEST_BYLINE:
        return has_words
    rest, is_opened = open_byline(text)
    names = names_in(rest) if is_opened or is_full_name(" ".join(rest.split()[:2])) else []
    if not names or not all(map(is_full_name, names)):
        return True
    behind = rest[rest.rfind(names[-1]) + len(names[-1]) :]
    is_short = len(behind.split()) < _WORDS or ROLE.search(behind) is not None
    return not (is_opened or (rest.startswith(names[0]) and is_short))


def _is_own(text: str, own: str) -> bool:
    words = key(text)
    return words in own or (bool(own) and own in words)


def is_in_teaser(element: etree._Element, title: str, *, or_with_writer: bool = False) -> bool:
    """Whether an element stands in a box with a linked heading that is no part of this page's ``title``: a headline,
    ``or_with_writer`` the name of somebody, or a few words in a row of boxes with headlines."""
    own = key(title)
    for above in islice(element.iterancestors(), _LEVELS):
        if above.tag in ("body", "html", "main") or (headings := _headings(above)) is None:
            return False
        if headings:
            linked = list(filter(None, map(_linked, headings)))
            if len(linked) < len(headings) or any(_is_own(text, own) for text in linked):
                return False
            leads = all(_has_words(text) or (or_with_writer and _is_writer(text)) for text in linked)
            is_other = leads or any(_is_led(other, above, own) for other in (above.getprevious(), above.getnext()))
            return is_other and len(text_of(above, _CHARACTERS)) < _CHARACTERS
    return False


def _is_writer(text: str) -> bool:
    return is_full_name(text) or bool(1 < len(text) < _LONGEST_HAN and HAN.fullmatch(text) and text[0] in SURNAMES)


def _headings(box: etree._Element) -> list[etree._Element] | None:
    """The headings in a small box; None for what is too large to be one."""
    inner = list(islice(box.iter(), _ELEMENTS + 1))
    return None if len(inner) > _ELEMENTS else [each for each in inner if each.tag in _HEADINGS]


def _is_led(box: etree._Element | None, other: etree._Element, own: str) -> bool:
    """Whether a box beside one of the same kind has the linked headline of another story."""
    if box is None or (box.tag, box.get("class")) != (other.tag, other.get("class")):
        return False
    linked = list(map(_linked, _headings(box) or ()))
    return bool(linked) and all(_has_words(text) and not _is_own(text, own) for text in linked)


def _linked(heading: etree._Element) -> str:
    """The text of a heading that is a link or stands in one; empty for any other."""
    text = text_of(heading, _LONGEST)
    link = next(heading.iter("a"), None)
    if link is not None:
        return text if len(text_of(link, _LONGEST)) > WHOLLY * len(text) else ""
    return text if next(islice(heading.iterancestors("a"), 1), None) is not None else ""

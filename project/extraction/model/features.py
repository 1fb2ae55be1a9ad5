"""What can be counted about each block of a page, as one matrix: what the first look of the model decides by.

All figures of a page are computed at once with numpy, and kindred ones in the same call: at so few blocks the calls
are what costs. The rows have names, and the model's data hold the same ones, so that the two cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from project.extraction.blocks import HIDDEN, TAG_CODE, TAG_NAMES, PageBlocks
from project.extraction.markup.hints import OF_BLOCKS
from project.extraction.model.agreement import headline_row, known_shares, quoted_in, title_shares
from project.extraction.model.columns import Columns, Ints, Matrix, Rows, bounded, running_sums, table

Numbers = NDArray[np.float64]
# Classes of characters. Words are counted by their spaces; scripts without spaces by their characters.
_SPACE, _LOWER, _UPPER, _DIGIT, _END, _COMMA, _QUOTE, _SIGN, _UNSPACED, _OTHER, _DASH, _MARK = range(12)
_CLASSES: Final = 12


def _classes() -> NDArray[np.intp]:
    table = np.full(65536, _OTHER, dtype=np.intp)
    for code in range(0x3000):
        char = chr(code)
        if char.isspace():
            table[code] = _SPACE
        elif char.islower() or (char.isalpha() and not char.isupper()):
            table[code] = _LOWER
        elif char.isupper():
            table[code] = _UPPER
        elif char.isdigit():
            table[code] = _DIGIT
    for start, end in ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF), (0x0E00, 0x0E7F)):
        table[start : end + 1] = _UNSPACED
    for chars, number in (
        (".!?。！？…।؟۔።։။។፧", _END),
        (",;、，；،؛", _COMMA),
        ("\"'«»“”„‘’「」『』《》‹›", _QUOTE),
        ("|/\\•·©®>→▶►■●▪@#*+=_~^<", _SIGN),
        ("-–—―", _DASH),
        (":：", _MARK),
    ):
        for char in chars:
            table[ord(char)] = number
    return table


_TABLE: Final = _classes()
_PARAGRAPH: Final = TAG_CODE["p"]
_HEADINGS: Final = (TAG_CODE["h1"], TAG_CODE["h6"])
_FAR_HINTS: Final = sum(
    OF_BLOCKS.bit[name] for name in ("nav", "comment", "footer", "popular", "related", "newsletter", "ad", "overlay")
)
_FAR_TAGS: Final = sum(1 << TAG_CODE[name] for name in ("nav", "footer", "form", "aside")) | HIDDEN
_FEW_WORDS: Final = 7
# Those before "subhead", with which the model would have to be fitted anew.
_HINTS: Final = OF_BLOCKS.names[: OF_BLOCKS.names.index("subhead")]
_HINT_NAMES: Final = [f"{place} {name}" for place in ("near", "round", "path") for name in _HINTS]
_IN_NAMES: Final = [f"in {name}" for name in (*TAG_NAMES, "hidden")]
_CAPPED: Final = ["ends", "commas", "quotes", "signs"]
_CAPS: Final = np.array([[20], [20], [10], [np.inf]], dtype=np.float32)
_GROUP_NAMES: Final = [
    f"group {level} {name}"
    for level in range(1, Columns.LEVELS + 1)
    for name in ("mass", "words", "links", "paragraphs", "headings", "blocks")
]
_ALIKE_NAMES: Final = [
    f"{label} {name}" for label in ("alike", "alike round") for name in ("number", "mass", "words", "links")
]
_STEPS: Final = (-2, -1, 1, 2)
_NEIGHBOUR_NAMES: Final = [f"{name} {by}" for by in _STEPS for name in ("words", "ends", "mass", "links", "tag")]


class _Text(NamedTuple):
    """Of each block: its words, ``size`` (their logarithm), the share of it that is links, its ends of sentences."""

    words: Numbers
    size: Numbers
    links: Numbers
    sentence_ends: Matrix


class _Place(NamedTuple):
    """Of each block: the code of its tag, the hints and the bits of all elements round it, whether it is a paragraph or
    a heading."""

    tag: Ints
    paths: Ints
    lineage: Ints
    is_paragraph: NDArray[np.bool_]
    is_heading: NDArray[np.bool_]


def read_features(
    blocks: PageBlocks,
    columns: Columns,
    title: str,
    article_body: list[str],
    description: str,
    wanted: Container[str] | None = None,
) -> tuple[Matrix, list[str]]:
    """(features by block, their names). Empty texts as hints are fine; a page must have a block at least.

    Where only some names are ``wanted``, what costs much and is none of them is not counted.
    """
    rows = Rows(columns.count)
    index = np.arange(columns.count)
    text = _read_text(rows, index, blocks, columns)
    place = _read_place(rows, blocks, columns)
    mass = _mass_of(text, place)
    before = _read_groups(rows, columns, mass, text, place)
    _read_way_to_best(rows, index, columns, mass, before)
    _read_alike(rows, columns, mass, text)
    _read_told(rows, index, blocks, columns, place, title, article_body, description, wanted)
    _read_neighbours(rows, columns, mass, text, place)
    return rows.matrix, rows.names


def _read_text(rows: Rows, index: Ints, blocks: PageBlocks, columns: Columns) -> _Text:
    """The text itself, and what parts it from the block before."""
    media, *figures = table(blocks.media, blocks.anchors, blocks.breaks, blocks.links, blocks.bold, blocks.italic)
    count, lengths = columns.count, columns.lengths
    codes = np.frombuffer("".join(blocks.texts).encode("utf-32-le", "surrogatepass"), dtype="<i4")
    classes = _TABLE.take(codes, mode="clip")
    counts = np.bincount((index * _CLASSES).repeat(lengths) + classes, minlength=count * _CLASSES)
    counts = counts.reshape(count, _CLASSES).T.astype(np.float32)
    offsets = lengths.cumsum() - lengths
    words = np.where(counts[_UNSPACED] * 3 > lengths, lengths / 1.8, counts[_SPACE] + 1)
    size = np.log1p(words)
    size_f = lengths.astype(np.float32)
    anchors, breaks = figures[:2]
    links, bold, italic = np.minimum(figures[2:] / size_f, 1)
    rows.add("words", size)
    rows.add("links", links)
    rows.add("anchors", np.minimum(anchors, 20))
    rows.add("bold", bold)
    rows.add("italic", italic)
    rows.add("upper", counts[_UPPER] / (counts[_LOWER] + counts[_UPPER] + counts[_UNSPACED] + 1))
    rows.add("digits", counts[_DIGIT] / size_f)
    sentence_ends = np.minimum(counts[_END : _SIGN + 1], _CAPS, out=rows.room(_CAPPED))[0]
    rows.add("colons", counts[_MARK])
    rows.add("first class", classes[offsets])
    rows.add("last class", classes[offsets + lengths - 1])
    rows.add("unspaced", counts[_UNSPACED] / size_f)
    rows.add("breaks", np.minimum(breaks, 5))
    before_and_after = rows.room(["media before", "media after"])
    np.minimum(media, 5, out=before_and_after[0])
    before_and_after[1, :-1] = before_and_after[0, 1:]
    before_and_after[1, -1] = 0
    return _Text(words, size, links, sentence_ends)


def _read_place(rows: Rows, blocks: PageBlocks, columns: Columns) -> _Place:
    """The place in the tree: what the elements round a block are, and are called."""
    count, levels = columns.count, columns.levels
    own, paths, lineage = table(blocks.own, blocks.paths, blocks.lineage)
    inline = np.array(blocks.inline)
    bits = np.empty((4, count), dtype="<i8")
    own = own.take(levels[:3])
    np.bitwise_or(own[0], inline, out=bits[0])
    np.bitwise_or(own[1], own[2], out=bits[1])
    paths, lineage = paths.take(levels[0], out=bits[2]), lineage.take(levels[0], out=bits[3])
    bits = np.unpackbits(bits.view(np.uint8).reshape(4, count, 8), axis=2, bitorder="little").transpose(0, 2, 1)
    hints = len(_HINTS)
    rows.room(_HINT_NAMES).reshape(3, hints, count)[:] = bits[:3, :hints]
    rows.room(_IN_NAMES)[:] = bits[3, : len(_IN_NAMES)]
    tag, parent_tag = columns.tags.take(levels[:2])
    rows.add("tag", tag)
    rows.add("parent tag", parent_tag)
    is_heading = (tag >= _HEADINGS[0]) & (tag <= _HEADINGS[1])
    return _Place(tag, paths, lineage, tag == _PARAGRAPH, is_heading)


def _mass_of(text: _Text, place: _Place) -> Numbers:
    """What each block weighs for its group: its words, where they are a sentence and no links; less in furniture."""
    mass = np.where((text.links < 0.4) & (text.words > _FEW_WORDS), text.words, 0.0)
    mass *= np.where((place.paths & _FAR_HINTS) != 0, 0.3, 1)
    mass *= np.where((place.lineage & _FAR_TAGS) != 0, 0.1, 1)
    return mass


def _read_groups(rows: Rows, columns: Columns, mass: Numbers, text: _Text, place: _Place) -> Numbers:
    """What stands together with a block, on each level. Gives the mass of all blocks before each one."""
    is_long = text.words > _FEW_WORDS
    sums = running_sums((mass, text.words, text.words * text.links, place.is_paragraph & is_long, place.is_heading))
    starts, ends = columns.starts.take(columns.levels[1:]), columns.ends.take(columns.levels[1:])
    inside = sums.take(ends, axis=1) - sums.take(starts, axis=1)
    group = rows.room(_GROUP_NAMES).reshape(Columns.LEVELS, -1, columns.count).transpose(1, 0, 2)
    group[0] = inside[0] / (mass.sum() + 1)
    group[1] = np.log1p(inside[1])
    group[2] = inside[2] / (inside[1] + 1)
    group[3:5] = inside[3:]
    group[5] = ends - starts
    before: Numbers = sums[0, :-1]
    return before


def _read_way_to_best(rows: Rows, index: Ints, columns: Columns, mass: Numbers, before: Numbers) -> None:
    """How far a block is from the element that most of the mass stands close below, and from the first and the last
    block of some mass."""
    count, levels = columns.count, columns.levels
    starts, ends, parents = columns.starts, columns.ends, columns.parents
    frame_count = len(parents)
    scores = (
        np.bincount(levels[0], mass * 0.6, frame_count)
        + np.bincount(levels[1], mass, frame_count)
        + np.bincount(levels[2], mass * 0.6, frame_count)
        + np.bincount(levels[3], mass * 0.3, frame_count)
    )
    best = int(scores.argmax())
    start, end = int(starts[best]), int(ends[best])
    rows.add("in best", (index >= start) & (index < end))
    rows.add("from best start", (index - start) / (end - start + 1))
    rows.add("blocks before best", bounded(start - index, -50, 50))
    rows.add("blocks after best", bounded(index - end, -50, 50))
    up = np.full(count, 9)
    ancestors = [best]
    while len(ancestors) < 9:
        ancestors.append(int(parents[ancestors[-1]]))
    for height in range(8, -1, -1):
        above = ancestors[height]
        up[starts[above] : ends[above]] = height
    rows.add("steps up from best", up)
    holds_best = (starts <= start) & (ends >= end)
    holds_best[best + 1 :] = False
    holders = holds_best.take(levels).sum(axis=0)  # what holds it is held by such all the way up
    rows.add("steps up to best", np.where(holders, len(levels) + 1 - holders, 0))
    is_main = (mass > 0) & (scores.take(levels[1]) > 0.3 * scores[best])
    first = int(is_main.argmax())
    last = count - 1 - int(is_main[::-1].argmax())
    rows.add("after first", bounded(index - first, -40, 200))
    rows.add("before last", bounded(last - index, -40, 200))
    total = mass.sum() + 1
    rows.add("mass before", before / total)
    rows.add("mass after", (total - 1 - before - mass) / total)
    rows.add("position", index / count)


def _read_alike(rows: Rows, columns: Columns, mass: Numbers, text: _Text) -> None:
    """What looks the same elsewhere on the page, and right beside the block."""
    count, levels = columns.count, columns.levels
    alike = columns.alike[:2]
    number = np.bincount(alike.ravel()).take(alike)
    of_alike = rows.room(_ALIKE_NAMES).reshape(2, -1, count).transpose(1, 0, 2)
    of_alike[0] = number
    of_alike[1] = columns.sums_of_alike(mass)[:2] / (mass.sum() + 1)
    of_alike[2] = np.log1p(columns.sums_of_alike(text.words)[:2] / number)
    of_alike[3] = columns.sums_of_alike(text.links)[:2] / number
    is_next = np.zeros((3, count + 1), dtype=bool)
    np.equal(columns.names[1:], columns.names[:-1], out=is_next[0, 1:-1])
    np.equal(levels[1::-1, 1:], levels[1::-1, :-1], out=is_next[1:, 1:-1])
    rows.room(["same as before", "sibling of before", "frame of before"])[:] = is_next[:, :-1]
    rows.room(["same as after", "sibling of after", "frame of after"])[:] = is_next[:, 1:]


def _read_told(
    rows: Rows,
    index: Ints,
    blocks: PageBlocks,
    columns: Columns,
    place: _Place,
    title: str,
    article_body: list[str],
    description: str,
    wanted: Container[str] | None,
) -> None:
    """What the page says elsewhere: its title, its story as machines are told it, its description."""
    title_share = title_shares(blocks.texts, columns.lengths, title)
    rows.add("title", title_share)
    headline = headline_row(title_share, place.tag)
    rows.add("after headline", bounded(index - headline, -60, 200) if headline >= 0 else -61)
    heading = np.where(place.is_heading, index, -1)
    rows.add("since heading", np.minimum(index - np.maximum.accumulate(heading), 40))
    is_wanted = wanted is None or "in article body" in wanted or "has article body" in wanted
    known, has_body = known_shares(blocks.texts, article_body if is_wanted else [])
    rows.add("in article body", known)
    rows.add("has article body", has_body)
    rows.add("in description", quoted_in(blocks.texts, description))
    if wanted is None or "repeats" in wanted:
        first_seen: dict[str, int] = {}
        rows.add("repeats", index > [first_seen.setdefault(text, row) for row, text in enumerate(blocks.texts)])
    else:
        rows.add("repeats", 0)


def _read_neighbours(rows: Rows, columns: Columns, mass: Numbers, text: _Text, place: _Place) -> None:
    """Figures of the blocks before and behind each one."""
    padded = np.zeros((5, columns.count + 4))
    padded[3] = -1
    padded[4] = -2
    padded[:, 2:-2] = (text.size, text.sentence_ends, mass, text.links, place.tag)
    neighbours = rows.room(_NEIGHBOUR_NAMES).reshape(len(_STEPS), -1, columns.count)
    for row, by in enumerate(_STEPS):
        neighbours[row] = padded[:, 2 + by : 2 + by + columns.count]

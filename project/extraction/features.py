"""What can be counted about each block of a page, as one matrix: what the first look of :mod:`.body` decides by.

All figures of a page are computed at once with numpy, and kindred ones in the same call: at so few blocks the calls
are what costs. The rows have names, and the model's data hold the same ones, so that the two cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Final

import numpy as np
from numpy.typing import NDArray

from project.extraction.agreement import headline_row, known_shares, quoted_in, title_shares
from project.extraction.blocks import HIDDEN, TAG_CODE, TAG_NAMES, PageBlocks
from project.extraction.columns import Columns, Matrix, Rows, bounded, running_sums, table
from project.extraction.hints import OF_BLOCKS

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
    count = columns.count
    rows = Rows(count)
    index = np.arange(count)
    starts, ends, parents, levels = columns.starts, columns.ends, columns.parents, columns.levels
    frames = levels[0]
    inline, media, *figures = table(
        blocks.inline, blocks.media, blocks.anchors, blocks.breaks, blocks.links, blocks.bold, blocks.italic
    )

    # --- the text itself
    lengths = columns.lengths
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

    # --- its place in the tree
    own, paths, lineage = table(blocks.own, blocks.paths, blocks.lineage)
    bits = np.empty((4, count), dtype="<i8")
    own = own.take(levels[:3])
    np.bitwise_or(own[0], inline, out=bits[0])
    np.bitwise_or(own[1], own[2], out=bits[1])
    paths, lineage = paths.take(frames, out=bits[2]), lineage.take(frames, out=bits[3])
    bits = np.unpackbits(bits.view(np.uint8).reshape(4, count, 8), axis=2, bitorder="little").transpose(0, 2, 1)
    hints = len(_HINTS)
    rows.room(_HINT_NAMES).reshape(3, hints, count)[:] = bits[:3, :hints]
    rows.room(_IN_NAMES)[:] = bits[3, : len(_IN_NAMES)]
    tag, parent_tag = columns.tags.take(levels[:2])
    rows.add("tag", tag)
    rows.add("parent tag", parent_tag)
    is_paragraph = tag == _PARAGRAPH
    is_heading = (tag >= _HEADINGS[0]) & (tag <= _HEADINGS[1])

    # --- what stands together
    is_long = words > 7
    mass = np.where((links < 0.4) & is_long, words, 0.0)
    mass *= np.where((paths & _FAR_HINTS) != 0, 0.3, 1)
    mass *= np.where((lineage & _FAR_TAGS) != 0, 0.1, 1)
    total = mass.sum() + 1
    sums = running_sums((mass, words, words * links, is_paragraph & is_long, is_heading))
    group_starts, group_ends = starts.take(levels[1:]), ends.take(levels[1:])
    inside = sums.take(group_ends, axis=1) - sums.take(group_starts, axis=1)
    group = rows.room(_GROUP_NAMES).reshape(Columns.LEVELS, -1, count).transpose(1, 0, 2)
    group[0] = inside[0] / total
    group[1] = np.log1p(inside[1])
    group[2] = inside[2] / (inside[1] + 1)
    group[3:5] = inside[3:]
    group[5] = group_ends - group_starts
    frame_count = len(parents)
    scores = (
        np.bincount(frames, mass * 0.6, frame_count)
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
    before = sums[0, :-1]
    rows.add("mass before", before / total)
    rows.add("mass after", (total - 1 - before - mass) / total)
    rows.add("position", index / count)

    # --- what looks the same elsewhere on the page
    alike = columns.alike[:2]
    number = np.bincount(alike.ravel()).take(alike)
    of_alike = rows.room(_ALIKE_NAMES).reshape(2, -1, count).transpose(1, 0, 2)
    of_alike[0] = number
    of_alike[1] = columns.sums_of_alike(mass)[:2] / total
    of_alike[2] = np.log1p(columns.sums_of_alike(words)[:2] / number)
    of_alike[3] = columns.sums_of_alike(links)[:2] / number
    is_next = np.zeros((3, count + 1), dtype=bool)
    np.equal(columns.names[1:], columns.names[:-1], out=is_next[0, 1:-1])
    np.equal(levels[1::-1, 1:], levels[1::-1, :-1], out=is_next[1:, 1:-1])
    rows.room(["same as before", "sibling of before", "frame of before"])[:] = is_next[:, :-1]
    rows.room(["same as after", "sibling of after", "frame of after"])[:] = is_next[:, 1:]

    # --- what the page says elsewhere
    title_share = title_shares(blocks.texts, lengths, title)
    rows.add("title", title_share)
    headline = headline_row(title_share, tag)
    rows.add("after headline", bounded(index - headline, -60, 200) if headline >= 0 else -61)
    heading = np.where(is_heading, index, -1)
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

    # --- its neighbours
    padded = np.zeros((5, count + 4))
    padded[3] = -1
    padded[4] = -2
    padded[:, 2:-2] = (size, sentence_ends, mass, links, tag)
    neighbours = rows.room(_NEIGHBOUR_NAMES).reshape(len(_STEPS), -1, count)
    for row, by in enumerate(_STEPS):
        neighbours[row] = padded[:, 2 + by : 2 + by + count]
    return rows.matrix, rows.names

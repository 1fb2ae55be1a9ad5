"""What can be counted about each block of a page, as one matrix: what the first look of :mod:`.body` decides by.

All figures of a page are computed at once with numpy. The rows have names, and the model's
data hold the same ones, so that the two cannot drift apart.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from project.extraction.agreement import agreement, headline_row, title_shares
from project.extraction.blocks import HIDDEN, TAG_CODE, TAG_NAMES, PageBlocks
from project.extraction.hints import BIT
from project.extraction.hints import NAMES as HINTS

Matrix = NDArray[np.float32]
Ints = NDArray[np.int64]
# Room for the names of either look; more would not fit, and say so at the first page.
_MOST_ROWS: Final = 320

# Classes of characters. Words are counted by their spaces; scripts without spaces by their characters.
_SPACE, _LOWER, _UPPER, _DIGIT, _END, _COMMA, _QUOTE, _SIGN, _UNSPACED, _OTHER, _DASH, _MARK = range(12)
_CLASSES: Final = 12


def _classes() -> NDArray[np.uint8]:
    table = np.full(65536, _OTHER, dtype=np.uint8)
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
        (".!?。！？…।؟", _END),
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
_ONE: Final = np.uint64(1)
_HINT_SHIFTS: Final = np.arange(len(HINTS), dtype=np.uint64)[:, None]
_TAG_SHIFTS: Final = np.arange(len(TAG_NAMES) + 1, dtype=np.uint64)[:, None]
_PARAGRAPH: Final = TAG_CODE["p"]
_HEADINGS: Final = (TAG_CODE["h1"], TAG_CODE["h6"])
_FAR_HINTS: Final = np.uint64(
    sum(BIT[name] for name in ("nav", "comment", "footer", "popular", "related", "newsletter", "ad", "overlay"))
)
_FAR_TAGS: Final = np.uint64(sum(1 << TAG_CODE[name] for name in ("nav", "footer", "form", "aside")) | HIDDEN)


class Columns:
    """The columns of :class:`PageBlocks` as arrays, and what is derived from them once for both looks at a page.

    Row *i* is about block *i*: ``levels`` has the rows of its frame and of the frames round that, from the inside;
    ``alike`` is equal for blocks in frames of the same name, ``alike_round`` where the next frame's agrees too;
    ``lengths`` are characters.
    """

    LEVELS: Final = 4

    def __init__(self, blocks: PageBlocks) -> None:
        self.count = len(blocks)
        self.parents = np.array(blocks.parents, dtype=np.int64)
        self.parents[0] = 0
        self.starts = np.array(blocks.starts, dtype=np.int64)
        self.ends = np.array(blocks.ends, dtype=np.int64)
        self.tags = np.array(blocks.tags, dtype=np.int64)
        self.levels: list[Ints] = [np.array(blocks.frames, dtype=np.int64)]
        for _ in range(self.LEVELS):
            self.levels.append(self.parents[self.levels[-1]])
        names = np.array(blocks.names, dtype=np.int64)
        self.names = names[self.levels[0]]
        self.alike: Ints = np.unique(self.names, return_inverse=True)[1]
        self.alike_round: Ints = np.unique(self.names * 4096 + names[self.levels[1]], return_inverse=True)[1]
        self.lengths = np.array([len(text) for text in blocks.texts], dtype=np.int64)


class Rows:
    """Collects named rows of a matrix with a column for each block."""

    def __init__(self, count: int) -> None:
        self.names: list[str] = []
        self._matrix = np.empty((_MOST_ROWS, count), dtype=np.float32)

    def add(self, name: str, row: NDArray[Any]) -> None:
        self._matrix[len(self.names)] = row
        self.names.append(name)

    def add_all(self, names: list[str], rows: NDArray[Any]) -> None:
        self._matrix[len(self.names) : len(self.names) + len(names)] = rows
        self.names.extend(names)

    def fill(self, name: str, value: float) -> None:
        """A row that is the same for all blocks."""
        self._matrix[len(self.names)] = value
        self.names.append(name)

    @property
    def matrix(self) -> Matrix:
        return self._matrix[: len(self.names)]


_NEAR_NAMES: Final = [f"near {name}" for name in HINTS]
_ROUND_NAMES: Final = [f"round {name}" for name in HINTS]
_PATH_NAMES: Final = [f"path {name}" for name in HINTS]
_IN_NAMES: Final = [f"in {name}" for name in (*TAG_NAMES, "hidden")]


def read_features(
    blocks: PageBlocks, columns: Columns, title: str, article_body: list[str], description: str
) -> tuple[Matrix, list[str]]:
    """(features by block, their names). Empty texts as hints are fine; a page must have a block at least."""
    count = columns.count
    rows = Rows(count)
    index = np.arange(count)
    starts, ends, parents, levels = columns.starts, columns.ends, columns.parents, columns.levels
    frames = levels[0]

    # --- the text itself
    lengths = columns.lengths
    codes = np.frombuffer("".join(blocks.texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    classes = _TABLE[np.minimum(codes, 65535)]
    counts = np.bincount(np.repeat(index * _CLASSES, lengths) + classes, minlength=count * _CLASSES)
    counts = counts.reshape(count, _CLASSES).T.astype(np.float32)
    offsets = np.cumsum(lengths) - lengths
    words = np.where(counts[_UNSPACED] * 3 > lengths, lengths / 1.8, counts[_SPACE] + 1)
    size = np.log1p(words)
    size_f = lengths.astype(np.float32)
    links = np.minimum(np.array(blocks.links) / size_f, 1)
    rows.add("words", size)
    rows.add("links", links)
    rows.add("anchors", np.minimum(blocks.anchors, 20))
    rows.add("bold", np.minimum(blocks.bold / size_f, 1))
    rows.add("italic", np.minimum(blocks.italic / size_f, 1))
    rows.add("upper", counts[_UPPER] / (counts[_LOWER] + counts[_UPPER] + counts[_UNSPACED] + 1))
    rows.add("digits", counts[_DIGIT] / size_f)
    sentence_ends = np.minimum(counts[_END], 20)
    rows.add("ends", sentence_ends)
    rows.add("commas", np.minimum(counts[_COMMA], 20))
    rows.add("quotes", np.minimum(counts[_QUOTE], 10))
    rows.add("signs", counts[_SIGN])
    rows.add("colons", counts[_MARK])
    rows.add("first class", classes[offsets])
    rows.add("last class", classes[offsets + lengths - 1])
    rows.add("unspaced", counts[_UNSPACED] / size_f)
    rows.add("breaks", np.minimum(blocks.breaks, 5))
    media = np.minimum([*blocks.media, 0], 5)
    rows.add("media before", media[:-1])
    rows.add("media after", media[1:])

    # --- its place in the tree
    own = np.array(blocks.own, dtype=np.uint64)
    paths = np.array(blocks.paths, dtype=np.uint64)[frames]
    lineage = np.array(blocks.lineage, dtype=np.uint64)[frames]
    near = own[frames] | np.array(blocks.inline, dtype=np.uint64)
    next_near = own[levels[1]] | own[levels[2]]
    rows.add_all(_NEAR_NAMES, (near >> _HINT_SHIFTS) & _ONE)
    rows.add_all(_ROUND_NAMES, (next_near >> _HINT_SHIFTS) & _ONE)
    rows.add_all(_PATH_NAMES, (paths >> _HINT_SHIFTS) & _ONE)
    rows.add_all(_IN_NAMES, (lineage >> _TAG_SHIFTS) & _ONE)
    tag = columns.tags[frames]
    rows.add("tag", tag)
    rows.add("parent tag", columns.tags[levels[1]])
    is_paragraph = tag == _PARAGRAPH
    is_heading = (tag >= _HEADINGS[0]) & (tag <= _HEADINGS[1])

    # --- what stands together
    is_long = words > 7
    mass = np.where((links < 0.4) & is_long, words, 0.0)
    mass *= np.where((paths & _FAR_HINTS) != 0, 0.3, 1)
    mass *= np.where((lineage & _FAR_TAGS) != 0, 0.1, 1)
    total = mass.sum() + 1
    sums = np.zeros((5, count + 1))
    np.cumsum(np.stack([mass, words, words * links, is_paragraph & is_long, is_heading]), axis=1, out=sums[:, 1:])
    for level in range(1, Columns.LEVELS + 1):
        at = levels[level]
        inside = sums[:, ends[at]] - sums[:, starts[at]]
        rows.add_all(
            [f"group {level} {name}" for name in ("mass", "words", "links", "paragraphs", "headings", "blocks")],
            np.stack([
                inside[0] / total, np.log1p(inside[1]), inside[2] / (inside[1] + 1), inside[3], inside[4],
                ends[at] - starts[at],
            ]),
        )  # fmt: skip
    frame_count = len(parents)
    scores = (
        np.bincount(frames, mass * 0.6, frame_count)
        + np.bincount(levels[1], mass, frame_count)
        + np.bincount(levels[2], mass * 0.6, frame_count)
        + np.bincount(levels[3], mass * 0.3, frame_count)
    )
    best = int(np.argmax(scores))
    start, end = int(starts[best]), int(ends[best])
    rows.add("in best", (index >= start) & (index < end))
    rows.add("from best start", (index - start) / (end - start + 1))
    rows.add("blocks before best", np.clip(start - index, -50, 50))
    rows.add("blocks after best", np.clip(index - end, -50, 50))
    up = np.full(count, 9)
    ancestors = [best]
    while len(ancestors) < 9:
        ancestors.append(int(parents[ancestors[-1]]))
    for height in range(8, -1, -1):
        above = ancestors[height]
        up[starts[above] : ends[above]] = height
    rows.add("steps up from best", up)
    heaviest = np.zeros(count, dtype=np.int64)
    for level in range(Columns.LEVELS, -1, -1):
        at = levels[level]
        heaviest[(starts[at] <= start) & (ends[at] >= end) & (at <= best)] = level + 1
    rows.add("steps up to best", heaviest)
    main = mass * (scores[levels[1]] > 0.3 * scores[best])
    first = int(np.argmax(main > 0))
    last = count - 1 - int(np.argmax(main[::-1] > 0))
    rows.add("after first", np.clip(index - first, -40, 200))
    rows.add("before last", np.clip(last - index, -40, 200))
    before = sums[0, :-1]
    rows.add("mass before", before / total)
    rows.add("mass after", (total - 1 - before - mass) / total)
    rows.add("position", index / count)

    # --- what looks the same elsewhere on the page
    for label, inverse in (("alike", columns.alike), ("alike round", columns.alike_round)):
        number = np.bincount(inverse)
        rows.add(f"{label} number", number[inverse])
        rows.add(f"{label} mass", (np.bincount(inverse, mass) / total)[inverse])
        rows.add(f"{label} words", np.log1p(np.bincount(inverse, words) / number)[inverse])
        rows.add(f"{label} links", (np.bincount(inverse, links) / number)[inverse])
    is_next = np.zeros((3, count + 1), dtype=bool)
    for row, of in enumerate((columns.names, levels[1], frames)):
        is_next[row, 1:-1] = of[1:] == of[:-1]
    rows.add_all(["same as before", "sibling of before", "frame of before"], is_next[:, :-1])
    rows.add_all(["same as after", "sibling of after", "frame of after"], is_next[:, 1:])

    # --- what the page says elsewhere
    title_share = title_shares(blocks.texts, lengths, title)
    rows.add("title", title_share)
    headline = headline_row(title_share, tag, start)
    if headline >= 0:
        rows.add("after headline", np.clip(index - headline, -60, 200))
    else:
        rows.fill("after headline", -61)
    heading = np.where(is_heading, index, -1)
    rows.add("since heading", np.minimum(index - np.maximum.accumulate(heading), 40))
    known, has_body, quoted = agreement(blocks.texts, article_body, description)
    rows.add("in article body", known)
    rows.fill("has article body", has_body)
    rows.add("in description", quoted)
    first_seen: dict[str, int] = {}
    seen_at = [first_seen.setdefault(text, row) for row, text in enumerate(blocks.texts)]
    rows.add("repeats", index > seen_at)

    # --- its neighbours
    padded = np.zeros((5, count + 4))
    padded[:, 2:-2] = (size, sentence_ends, mass, links, tag)
    padded[3, [0, 1, -2, -1]] = -1
    padded[4, [0, 1, -2, -1]] = -2
    for by in (-2, -1, 1, 2):
        rows.add_all(
            [f"{name} {by}" for name in ("words", "ends", "mass", "links", "tag")], padded[:, 2 + by : 2 + by + count]
        )
    return rows.matrix, rows.names

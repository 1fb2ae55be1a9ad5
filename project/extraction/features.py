"""What can be counted about each block of a page, as one matrix: what the model of :mod:`.body` decides by.

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
_LEVELS: Final = 4


def _bits(values: list[int], shifts: NDArray[np.uint64]) -> NDArray[np.uint64]:
    return (np.array(values, dtype=np.uint64)[None, :] >> shifts) & _ONE


class _Rows:
    """Collects named rows of the matrix."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.rows: list[NDArray[Any]] = []

    def add(self, name: str, row: NDArray[Any]) -> None:
        self.names.append(name)
        self.rows.append(row)

    def add_all(self, names: list[str], rows: NDArray[Any]) -> None:
        self.names.extend(names)
        self.rows.append(rows)


def _shifted(row: NDArray[Any], by: int, fill: float = 0.0) -> NDArray[Any]:
    out = np.full_like(row, fill)
    if by > 0:
        out[by:] = row[:-by]
    else:
        out[:by] = row[-by:]
    return out


def read_features(
    blocks: PageBlocks, title: str, article_body: list[str], description: str
) -> tuple[Matrix, list[str]]:
    """(features by block, their names). Empty texts as hints are fine; a page without blocks gives no columns."""
    rows = _Rows()
    count = len(blocks)
    frames = np.array(blocks.frames, dtype=np.int64)
    parents = np.array(blocks.parents, dtype=np.int64)
    parents[0] = 0
    starts = np.array(blocks.starts, dtype=np.int64)
    ends = np.array(blocks.ends, dtype=np.int64)
    tags = np.array(blocks.tags, dtype=np.int64)
    names = np.array(blocks.names, dtype=np.int64)
    index = np.arange(count)

    # --- the text itself
    lengths = np.array([len(text) for text in blocks.texts], dtype=np.int64)
    codes = np.frombuffer("".join(blocks.texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    classes = _TABLE[np.minimum(codes, 65535)]
    counts = np.bincount(np.repeat(index * _CLASSES, lengths) + classes, minlength=count * _CLASSES)
    counts = counts.reshape(count, _CLASSES).T.astype(np.float32)
    offsets = np.cumsum(lengths) - lengths
    firsts, lasts = classes[offsets], classes[offsets + lengths - 1]
    words = np.where(counts[_UNSPACED] * 3 > lengths, lengths / 1.8, counts[_SPACE] + 1)
    size = np.log1p(words)
    size_f = lengths.astype(np.float32)
    links = np.minimum(np.array(blocks.links) / size_f, 1)
    anchors = np.array(blocks.anchors)
    rows.add("words", size)
    rows.add("links", links)
    rows.add("anchors", np.minimum(anchors, 20))
    bold = np.minimum(np.array(blocks.bold) / size_f, 1)
    rows.add("bold", bold)
    rows.add("italic", np.minimum(np.array(blocks.italic) / size_f, 1))
    letters = counts[_LOWER] + counts[_UPPER] + counts[_UNSPACED] + 1
    rows.add("upper", counts[_UPPER] / letters)
    rows.add("digits", counts[_DIGIT] / size_f)
    sentence_ends = counts[_END]
    rows.add("ends", np.minimum(sentence_ends, 20))
    rows.add("commas", np.minimum(counts[_COMMA], 20))
    rows.add("quotes", np.minimum(counts[_QUOTE], 10))
    rows.add("signs", counts[_SIGN])
    rows.add("colons", counts[_MARK])
    rows.add("word length", lengths / words)
    rows.add("first class", firsts)
    rows.add("last class", lasts)
    rows.add("last char", np.minimum(codes[offsets + lengths - 1], 65535) % 97)
    rows.add("unspaced", counts[_UNSPACED] / size_f)
    rows.add("breaks", np.minimum(np.array(blocks.breaks), 5))
    media = np.minimum(np.array(blocks.media), 5)
    rows.add("media before", media)
    rows.add("media after", _shifted(media, -1))

    # --- its place in the tree
    levels = [frames]
    for _ in range(_LEVELS):
        levels.append(parents[levels[-1]])
    own = np.array(blocks.own, dtype=np.uint64)
    paths = np.array(blocks.paths, dtype=np.uint64)[frames]
    lineage = np.array(blocks.lineage, dtype=np.uint64)[frames]
    inline = np.array(blocks.inline, dtype=np.uint64)
    near = own[frames] | inline
    next_near = own[levels[1]] | own[levels[2]]
    rows.add_all([f"near {name}" for name in HINTS], (near[None, :] >> _HINT_SHIFTS) & _ONE)
    rows.add_all([f"round {name}" for name in HINTS], (next_near[None, :] >> _HINT_SHIFTS) & _ONE)
    rows.add_all([f"path {name}" for name in HINTS], (paths[None, :] >> _HINT_SHIFTS) & _ONE)
    rows.add_all([f"in {name}" for name in TAG_NAMES] + ["in hidden"], (lineage[None, :] >> _TAG_SHIFTS) & _ONE)
    tag = tags[frames]
    rows.add("tag", tag)
    parent_tag = tags[levels[1]]
    rows.add("parent tag", parent_tag)
    rows.add("depth", np.array(blocks.depths)[frames])
    is_paragraph = tag == _PARAGRAPH
    is_heading = (tag >= _HEADINGS[0]) & (tag <= _HEADINGS[1])

    # --- what stands together
    mass = np.where((links < 0.4) & (words > 7), words, 0.0)
    mass = mass * np.where((paths & _FAR_HINTS) != 0, 0.3, 1) * np.where((lineage & _FAR_TAGS) != 0, 0.1, 1)
    total = mass.sum() + 1
    sums = np.zeros((5, count + 1))
    np.cumsum(np.stack([mass, words, words * links, is_paragraph & (words > 7), is_heading]), axis=1, out=sums[:, 1:])
    for level in range(1, _LEVELS + 1):
        at = levels[level]
        inside = sums[:, ends[at]] - sums[:, starts[at]]
        rows.add(f"group {level} mass", inside[0] / total)
        rows.add(f"group {level} words", np.log1p(inside[1]))
        rows.add(f"group {level} links", inside[2] / (inside[1] + 1))
        rows.add(f"group {level} paragraphs", inside[3])
        if level < 4:
            rows.add(f"group {level} headings", inside[4])
            rows.add(f"group {level} blocks", ends[at] - starts[at])
    frame_count = len(parents)
    scores = (
        np.bincount(frames, mass * 0.6, frame_count)
        + np.bincount(levels[1], mass, frame_count)
        + np.bincount(levels[2], mass * 0.6, frame_count)
        + np.bincount(levels[3], mass * 0.3, frame_count)
    )
    best = int(np.argmax(scores))
    start, end = int(starts[best]), int(ends[best])
    in_best = (index >= start) & (index < end)
    rows.add("in best", in_best)
    rows.add("best share", np.full(count, scores[best] / total))
    rows.add("best blocks", np.full(count, np.log1p(end - start)))
    rows.add("total", np.full(count, np.log1p(total)))
    rows.add("from best start", (index - start) / (end - start + 1))
    rows.add("blocks before best", np.clip(start - index, -50, 50))
    rows.add("blocks after best", np.clip(index - end, -50, 50))
    up = np.full(count, 9)
    ancestors: list[int] = []
    step = best
    while len(ancestors) < 9:
        ancestors.append(step)
        step = int(parents[step])
    for height in range(8, -1, -1):
        above = ancestors[height]
        up[starts[above] : ends[above]] = height
    rows.add("steps up from best", up)
    heaviest = np.zeros(count, dtype=np.int64)
    for level in range(_LEVELS, -1, -1):
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
    rows.add("mass left", np.log1p(np.maximum(total - 1 - before - mass, 0)))
    rows.add("position", index / count)
    rows.add("index", index)
    rows.add("blocks", np.full(count, count))

    # --- what looks the same elsewhere on the page
    for label, alike in (("alike", names[frames]), ("alike round", names[frames] * 4096 + names[levels[1]])):
        _, inverse = np.unique(alike, return_inverse=True)
        number = np.bincount(inverse)
        rows.add(f"{label} number", number[inverse])
        rows.add(f"{label} mass", (np.bincount(inverse, mass) / total)[inverse])
        rows.add(f"{label} words", np.log1p(np.bincount(inverse, words) / number)[inverse])
        rows.add(f"{label} links", (np.bincount(inverse, links) / number)[inverse])
    signature = names[frames]
    rows.add("same as before", signature == _shifted(signature, 1, -1))
    rows.add("same as after", signature == _shifted(signature, -1, -1))
    rows.add("sibling of before", levels[1] == _shifted(levels[1], 1, -1))
    rows.add("sibling of after", levels[1] == _shifted(levels[1], -1, -1))
    rows.add("frame of before", frames == _shifted(frames, 1, -1))
    rows.add("frame of after", frames == _shifted(frames, -1, -1))

    # --- what the page says elsewhere
    title_share = title_shares(blocks.texts, lengths, title)
    rows.add("title", title_share)
    headline = headline_row(title_share, tag, start)
    rows.add("after headline", np.clip(index - headline, -60, 200) if headline >= 0 else np.full(count, -61))
    heading = np.where(is_heading, index, -1)
    rows.add("since heading", np.minimum(index - np.maximum.accumulate(heading), 40))
    known, has_body, quoted = agreement(blocks.texts, article_body, description)
    rows.add("in article body", known)
    rows.add("has article body", np.full(count, has_body))
    rows.add("in description", quoted)
    first_seen: dict[str, int] = {}
    rows.add(
        "repeats", index - np.array([first_seen.setdefault(text, row) for row, text in enumerate(blocks.texts)]) > 0
    )

    # --- its neighbours
    for distance in (1, 2, 3):
        for by in (distance, -distance):
            rows.add(f"words {by}", _shifted(size, by))
            rows.add(f"links {by}", _shifted(links, by, -1))
            rows.add(f"ends {by}", np.minimum(_shifted(sentence_ends, by), 10))
            if distance < 3:
                rows.add(f"tag {by}", _shifted(tag, by, -2))
                rows.add(f"bold {by}", _shifted(bold, by))
                rows.add(f"mass {by}", _shifted(mass, by))
    matrix = np.vstack([row if row.ndim == 2 else row[None, :] for row in rows.rows]).astype(np.float32)
    return matrix, rows.names

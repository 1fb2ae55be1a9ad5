"""What stands amid a story and is none of it, whatever the model says: teasers, pull quotes, boxes of other matters."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from project.boilerplate.phrases import label_reason
from project.extraction.blocks import CENTRED, TAG_CODE, PageBlocks
from project.extraction.markup.hints import OF_BLOCKS
from project.extraction.story.block_traits import (
    HEADLINE_WORDS,
    HEADS,
    PARAGRAPH,
    WHOLLY,
    characters,
    drop_part,
    is_link,
)
from project.extraction.story.cards import drop_cards
from project.extraction.story.pulled import drop_pulled, is_speaker
from project.folding import fold
from project.scripts import STOPS, size_of

_P: Final = TAG_CODE["p"]
_DIV: Final = TAG_CODE["div"]
_LISTS: Final = (TAG_CODE["ul"], TAG_CODE["ol"])
# "3. They know about the shoes.": of a story that is a list.
_NUMBERED: Final = re.compile(r"\d{1,3}[.)]\s")
# "→ Ferry sold to museum": an arrow leads to another story where nearly all of the line is a link.
_ARROWS: Final = ("→", "►", "▶", "▷", "➡", "➜", "»", ">", "👉")
_LONGEST_TEASER: Final = 160
# A link in capitals may be a subhead where it is short. Of the corpus' longer ones 12 of 13 lead to other stories.
_LONGEST_CAPITALS: Final = 25
# Of the corpus' paragraphs that are a link and nothing else, and a headline by their length, four of seven are none of
# the story; where there are more in one story, it is made of them.
_MOST_LINKED: Final = 3
# Of the corpus' 51 paragraphs amid stories that are a link and a sentence, two are story: of 131 characters and three
# sentences, and of 151.
_LONGEST_SENTENCE: Final = 120
_STOP_AMID: Final = re.compile(r"[.!?]\s|[。！？](?!$)")
# In Latin letters, of a headline without spaces between its words.
_DENSE_HEADLINE: Final = 24
# What holds links to other stories, by its name.
_OTHERS: Final = OF_BLOCKS.bit["related"] | OF_BLOCKS.bit["popular"] | OF_BLOCKS.bit["teaser"]
_LABEL: Final = re.compile(r"[^\W\d_][^.:：]{1,24}[:：]\s?")
_LONGEST_CAPTION: Final = 200
_LONGEST_CREDIT: Final = 60
# How much of a story's text its captions may be.
_OF_CAPTIONS: Final = 0.3
# A box of another matter, such as a poll, has its heading and two lines at least.
_BOX: Final = 3
# So many times the same paragraph is what a box says that the page has several of.
_OFTEN: Final = 3
# What leads to other stories, and how far up it is looked for.
_LEADING: Final = frozenset({"read more", "related content"})
_MOST_LED: Final = 6
_ASKS: Final = "?？؟;"


def drop_intruders(blocks: PageBlocks, keep: NDArray[np.bool_], rows: list[int]) -> None:
    """Change ``keep``, one value a block, among ``rows``, those that were kept so far."""
    for row in rows[1:]:
        if _is_teaser(blocks.texts[row], blocks.links[row]):
            keep[row] = False
    linked = [
        row
        for before, row, after in zip(rows, rows[1:], [*rows[2:], rows[0]], strict=False)
        if _is_linked_headline(blocks, row) and _is_beside_sentence(blocks, before, after)
    ]
    if len(linked) <= _MOST_LINKED:
        keep[linked] = False
    shared = shared_hints(blocks, rows)
    for row in rows[1:]:
        if is_link(blocks, row) and blocks.paths[blocks.frames[row]] & _OTHERS & ~shared:
            keep[row] = False
    _drop_contents(blocks, keep, rows)
    length = characters(blocks, rows)
    _drop_led(blocks, keep, rows)
    drop_cards(blocks, keep, rows)
    most = holder_of_most(blocks, rows)
    usual = Counter(blocks.names[blocks.frames[row]] for row in rows)
    captions = [
        row for row in rows if _is_below_picture(blocks, row, shared) or (most and _is_boxed(blocks, row, most, usual))
    ]
    drop_part(blocks, keep, captions, _OF_CAPTIONS * length)  # else the story stands in the middle
    drop_pulled(blocks, keep, rows)
    for row in rows[1:]:
        if keep[row] and not keep[row - 1] and is_speaker(blocks, row):
            keep[row] = False
    drop_empty_headings(blocks, keep)


def holder_of(blocks: PageBlocks, rows: list[int]) -> int:
    """The innermost element that holds all of these blocks, which are in order, and one at least."""
    holder: int = blocks.frames[rows[0]]
    while blocks.ends[holder] <= rows[-1]:
        holder = blocks.parents[holder]
    return holder


def holder_of_most(blocks: PageBlocks, rows: list[int]) -> int:
    """The element right above most of these blocks, above the list where they are items of one; 0 where half of them or
    more stand in boxes of their own."""
    above = (blocks.parents[blocks.frames[row]] for row in rows)
    boxes = Counter(blocks.parents[box] if blocks.tags[box] in _LISTS else box for box in above)
    apart = sum(count for count in boxes.values() if count < _BOX)
    return boxes.most_common(1)[0][0] if len(rows) > 2 * apart else 0


def shared_hints(blocks: PageBlocks, rows: list[int]) -> int:
    """The hints that all of these blocks stand under: they tell none of them from the others."""
    shared = -1
    for row in rows:
        shared &= blocks.paths[blocks.frames[row]]
    return shared


def _drop_led(blocks: PageBlocks, keep: NDArray[np.bool_], rows: list[int]) -> None:
    """Links alone below a line "Read more" lead to other stories."""
    for row in rows[1:]:
        is_below = not keep[row - 1] or _is_label(blocks.texts[row - 1])
        if blocks.tags[blocks.frames[row]] in HEADS:
            continue  # a subhead that links to itself
        if is_below and _is_linked(blocks, row) and _is_below_label(blocks, row):
            keep[row] = False


def _drop_contents(blocks: PageBlocks, keep: NDArray[np.bool_], rows: list[int]) -> None:
    """Links to headings that stand further below: the page's table of contents."""
    heads = {blocks.texts[row]: row for row, frame in enumerate(blocks.frames) if blocks.tags[frame] in HEADS}
    for row in rows:
        text = blocks.texts[row]
        if heads.get(text, -1) > row and is_link(blocks, row):
            keep[row] = False


def _is_linked(blocks: PageBlocks, row: int) -> bool:
    """Whether a block is a link and nothing else, and no sentence."""
    return is_link(blocks, row) and not blocks.texts[row].endswith(STOPS)


def _is_below_label(blocks: PageBlocks, row: int) -> bool:
    """Whether nothing but such links stand between a block and a line "Read more"."""
    for above in range(row - 1, max(row - 1 - _MOST_LED, -1), -1):
        if _is_label(blocks.texts[above]):
            return True
        if not _is_linked(blocks, above):
            return False
    return False


def _is_label(text: str) -> bool:
    return len(text) < _LONGEST_TEASER and label_reason(fold(text)) in _LEADING


def _is_below_picture(blocks: PageBlocks, row: int, shared: int) -> bool:
    """Whether a short line behind a picture stands in the middle, or alone in a box that is named after pictures."""
    frame = blocks.frames[row]
    text = blocks.texts[row]
    is_head = blocks.tags[frame] in HEADS or blocks.bold[row] > WHOLLY * len(text)
    if not blocks.media[row] or size_of(text) > _LONGEST_CAPTION or is_head:
        return False
    above = blocks.lineage[max(blocks.parents[frame], 0)]
    is_alone = blocks.ends[frame] - blocks.starts[frame] == 1
    return bool(
        blocks.lineage[frame] & ~above & CENTRED or (is_alone and blocks.own[frame] & ~shared & OF_BLOCKS.bit["image"])
    )


def _is_boxed(blocks: PageBlocks, row: int, most: int, usual: Counter[int]) -> bool:
    """Whether a short block shares a box with a picture and nothing else, or at most a short line that is no sentence,
    apart from the element that holds ``most`` of the story's blocks. It may be the box's own text where few other
    blocks are built so (``usual``: how many of each kind there are)."""
    frame = blocks.frames[row]
    if size_of(blocks.texts[row]) > _LONGEST_CAPTION:
        return False
    if blocks.parents[frame] == most and blocks.media[row] and blocks.tags[frame] == _DIV:
        return blocks.ends[frame] - blocks.starts[frame] == 1 and usual[blocks.names[frame]] < _OFTEN
    box = blocks.parents[frame]
    start, end = blocks.starts[box], blocks.ends[box]
    if end - start > 2 or box == most or not blocks.media[start] or blocks.tags[blocks.frames[start]] in HEADS:
        return False
    if end - start == 1:
        is_beside: bool = blocks.parents[box] == most
        return is_beside
    credit = blocks.texts[end - 1]
    return size_of(credit) <= _LONGEST_CREDIT and not credit.endswith(STOPS)


def repeated(blocks: PageBlocks, rows: list[int]) -> list[int]:
    """Those of a story's blocks that the page shows once more, as for another width of screen: two paragraphs or more
    and the lines beside them, or one right below the first; and what a paragraph says in three places or more, but for
    a question."""
    texts = [blocks.texts[row] for row in rows]
    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        places.setdefault(text, []).append(place)
    often = [
        them[1:] for text, them in places.items() if len(them) >= _OFTEN and _is_long(text) and text[-1] not in _ASKS
    ]
    found = [place for them in often for place in them]
    again = [place for place, text in enumerate(texts) if places[text][0] < place]
    for _, group in groupby(enumerate(again), key=lambda pair: pair[1] - pair[0]):
        run = [place for _, place in group]
        long = [place for place in run if _is_long(texts[place])]
        if len(long) > 1 or (long and texts[run[0] - 1] == texts[run[0]]):
            found += run
    return [rows[place] for place in found]


def _is_long(text: str) -> bool:
    return size_of(text) >= PARAGRAPH


def _is_teaser(text: str, linked: int) -> bool:
    """Whether a block, so many of whose characters are links, leads to another story: with an arrow, in brackets, or in
    capitals."""
    if len(text) >= _LONGEST_TEASER or linked <= 0.6 * len(text):
        return False
    inside = text[1:-1].rstrip()
    is_bracketed = text[0] == "[" and text[-1] == "]" and not inside.endswith(STOPS) and "]" not in inside
    is_led = text.startswith(_ARROWS) or is_bracketed
    return is_led or (text.isupper() and len(text) > _LONGEST_CAPITALS and linked > 0.9 * len(text))


def _is_linked_headline(blocks: PageBlocks, row: int) -> bool:
    """Whether a paragraph is a link and nothing else but a label ("ALSO:"), and has words enough for a headline, or is
    one short sentence."""
    text, tag = blocks.texts[row], blocks.tags[blocks.frames[row]]
    if tag != _P or len(text) >= _LONGEST_TEASER or text.endswith((":", "…")):
        return False
    label = _LABEL.match(text)
    title = text[label.end() :] if label else text
    is_linked = 0.95 * len(title) < blocks.links[row] <= len(title) + 1 or blocks.links[row] > 0.95 * len(text)
    if not is_linked or (title.endswith(STOPS) and (len(title) > _LONGEST_SENTENCE or _STOP_AMID.search(title))):
        return False
    is_dense = size_of(title) > max(2 * len(title), _DENSE_HEADLINE)
    return len(title.split()) >= HEADLINE_WORDS or is_dense


def _is_beside_sentence(blocks: PageBlocks, *rows: int) -> bool:
    return any(blocks.texts[row].endswith(STOPS) for row in rows)


def drop_empty_headings(blocks: PageBlocks, keep: NDArray[np.bool_]) -> None:
    """Headings of boxes of which nothing else is left, as of links to a live blog's entries; those of a story that is a
    numbered list stay."""
    rows = np.flatnonzero(keep).tolist()
    numbered = {row for row in rows if _NUMBERED.match(blocks.texts[row])}
    for row in rows[1:]:
        if not (len(numbered) > 1 and row in numbered) and _leads_elsewhere(blocks, keep, row):
            keep[row] = False


def _leads_elsewhere(blocks: PageBlocks, keep: NDArray[np.bool_], row: int) -> bool:
    """Whether a heading begins a box of which nothing else is story, or is a link, which is all that an ``article``
    shows."""
    frame = blocks.frames[row]
    if not TAG_CODE["h2"] <= blocks.tags[frame] <= TAG_CODE["h6"]:
        return False
    box = blocks.parents[frame]
    start, end = blocks.starts[box], blocks.ends[box]
    if _is_linked(blocks, row) and blocks.tags[box] == TAG_CODE["article"] and end - start == 1:
        return True
    return start == row and end - start >= _BOX and int(keep[start:end].sum()) == 1

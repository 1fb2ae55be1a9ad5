"""Cards and lists of other stories amid a story or beside it: a linked headline with a summary below."""

from __future__ import annotations

from collections import Counter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from project.extraction.blocks import PageBlocks
from project.extraction.story.block_traits import HEADLINE_WORDS, HEADS, PARAGRAPH, characters, drop_part, is_link
from project.scripts import STOPS, size_of

Kind = tuple[int, int]
# Blocks of a card, elements round its text, and characters of its heading or headline.
_CARD: Final = 6
_CARD_LEVELS: Final = 4
_HEADING: Final = 12
_HEADLINE: Final = 20
# Characters of a line and of a summary: tests.bench.leaks chose them. Such cards behind the last paragraph of 451 of
# the corpus' stories came out as story on 300 while only lines went, on 46 now; amid them on 245 and 14; headings with
# summaries and no box on 430 and 96. As they are, two pages of the corpus lose lines to these, and three made-up ones:
# teasers, a note, links to a live blog's entries.
_LINE: Final = 160
_SUMMARY: Final = 350
# So many cards side by side need no other sign.
_SEVERAL: Final = 3
# How much of a story's text may stand on such cards; before or behind all of the rest more, for some papers list a
# dozen there; and more still where the model took the headings out: before all of 451 stories such cards came out on 50
# with the first share, on 19 with the second, headings with summaries behind them on 96 without the third.
_OF_CARDS: Final = 0.3
_OUTSIDE: Final = 0.5
_HEADLESS: Final = 0.7


def drop_cards(blocks: PageBlocks, keep: NDArray[np.bool_], rows: list[int]) -> None:
    """Texts on cards of other stories go, unless they are much of these rows: then the story is told on such."""
    length = characters(blocks, rows)
    below = {row: card for row in rows if keep[row] and (card := _card_of(blocks, keep, row))}
    kinds = _kinds_of_cards(blocks) if below else Counter()
    cards = [row for row, card in below.items() if _is_foreign(blocks, keep, row, card, kinds, is_first=row == rows[0])]
    rest = set(rows).difference(cards)
    outside = [row for row in cards if rest and not min(rest) < row < max(rest)]
    if not drop_part(blocks, keep, cards, _OF_CARDS * length):
        drop_part(blocks, keep, outside, _OUTSIDE * length)
    for is_foreign in (_is_in_run, _is_in_pairs):
        drop_part(blocks, keep, [row for row in rows if keep[row] and is_foreign(blocks, row)], _OF_CARDS * length)
    _drop_headless(blocks, keep, rows, _HEADLESS * length)
    listed = _listed_behind(blocks, [row for row in rows if keep[row]])
    if len(listed) > 1:
        drop_part(blocks, keep, listed, _OUTSIDE * length)


def _drop_headless(blocks: PageBlocks, keep: NDArray[np.bool_], rows: list[int], most: float) -> None:
    """Linked headings with summaries, most of which have lost the heading already."""
    heads = (row for row in range(rows[0], rows[-1]) if blocks.tags[blocks.frames[row]] in HEADS)
    pairs = [row + 1 for row in heads if _is_in_pairs(blocks, row + 1)]
    headless = sum(not keep[row - 1] for row in pairs)
    if headless > 1 and 2 * headless >= len(pairs):
        drop_part(blocks, keep, [row for below in pairs for row in (below - 1, below) if keep[row]], most)


def _is_in_run(blocks: PageBlocks, row: int) -> bool:
    """Whether a block is one of several lines side by side that are links to other stories and nothing else."""
    if not _is_long_link(blocks, row):
        return False
    frame = blocks.frames[row]
    kind = blocks.parents[frame], blocks.names[frame]
    number = 1
    for step in (-1, 1):
        other = row + step
        while number < _SEVERAL and 0 <= other < len(blocks) and _is_long_link(blocks, other):
            frame = blocks.frames[other]
            if (blocks.parents[frame], blocks.names[frame]) != kind:
                break
            number += 1
            other += step
    return number >= _SEVERAL


def _is_in_pairs(blocks: PageBlocks, row: int) -> bool:
    """Whether a block is the summary below one of several linked headings, all with one."""
    number = int(_is_pair(blocks, row))
    for step in (-2, 2) if number else ():
        below = row + step
        while number < _SEVERAL and 0 < below < len(blocks) and _is_pair(blocks, below):
            number += 1
            below += step
    return number >= _SEVERAL


def _is_pair(blocks: PageBlocks, row: int) -> bool:
    if row == 0 or blocks.tags[blocks.frames[row - 1]] not in HEADS or not _is_linked_title(blocks, row - 1):
        return False
    is_summary = blocks.tags[blocks.frames[row]] not in HEADS and len(blocks.texts[row]) < _SUMMARY
    return is_summary and not is_link(blocks, row)


def _is_long_link(blocks: PageBlocks, row: int) -> bool:
    return is_link(blocks, row) and size_of(blocks.texts[row]) >= _HEADLINE


def _listed_behind(blocks: PageBlocks, rows: list[int]) -> list[int]:
    """What stands of a list of other stories at this one's end, a line aside: linked headings, a summary below each."""
    found: list[int] = []
    for row in reversed(rows):
        is_head = bool(found) and row == found[-1] - 1
        if is_head or _is_listed(blocks, row):
            found.append(row)
        elif found or len(blocks.texts[row]) >= PARAGRAPH:
            break
    return found


def _is_listed(blocks: PageBlocks, row: int) -> bool:
    """Whether a summary stands below a linked heading, and another one next to them."""
    heads = (max(row - 1, 0), max(row - 3, 0), min(row + 1, len(blocks) - 1))
    above, *beside = (blocks.tags[blocks.frames[n]] in HEADS and _is_linked_title(blocks, n) for n in heads)
    return len(blocks.texts[row]) < _SUMMARY and above and any(beside)


def _card_of(blocks: PageBlocks, keep: NDArray[np.bool_], row: int) -> tuple[int, int] | None:
    """(box, linked headline) of what may be another story's card that a block stands on, below that headline: the box
    holds little else, and nothing of the story up to it."""
    box = blocks.frames[row] if len(blocks.texts[row]) < _SUMMARY else 0
    for _ in range(_CARD_LEVELS):
        start, end = blocks.starts[box], blocks.ends[box]
        if end - start > _CARD or box <= 0:
            return None
        head = next((n for n in range(start, row) if blocks.links[n] and _is_linked_title(blocks, n)), None)
        if head is not None and not keep[start:head].any():
            return box, head
        box = blocks.parents[box]
    return None


def _is_foreign(
    blocks: PageBlocks,
    keep: NDArray[np.bool_],
    row: int,
    card: tuple[int, int],
    kinds: Counter[Kind],
    *,
    is_first: bool,
) -> bool:
    """Whether what stands on a card is of another story: a short text, a longer one where the box has a picture too,
    and any where others like the box are beside it. A story's first block may stand below its own headline: of it only
    the last holds."""
    box, head = card
    is_small = len(blocks.texts[row]) < _LINE or any(blocks.media[blocks.starts[box] : row + 1])
    is_one_of_several = kinds[blocks.parents[box], blocks.names[box]] >= _SEVERAL
    return (is_small and not is_first and not keep[head]) or is_one_of_several


def _kinds_of_cards(blocks: PageBlocks) -> Counter[Kind]:
    """How many elements with a linked headline stand side by side, by the one that holds them and their name."""
    boxes: set[int] = set()
    for row in range(len(blocks)):
        if blocks.links[row] and _is_linked_title(blocks, row):
            box = blocks.frames[row]
            while box > 0 and box not in boxes and blocks.ends[box] - blocks.starts[box] <= _CARD:
                boxes.add(box)
                box = blocks.parents[box]
    return Counter((blocks.parents[box], blocks.names[box]) for box in boxes)


def _is_linked_title(blocks: PageBlocks, row: int) -> bool:
    """Whether a block is a link and nothing else, and a heading, or by its words a headline and no sentence."""
    text = blocks.texts[row]
    if not is_link(blocks, row):
        return False
    if blocks.tags[blocks.frames[row]] in HEADS:
        return size_of(text) >= _HEADING
    has_words = len(text.split()) >= HEADLINE_WORDS or not text.isascii()
    return size_of(text) >= _HEADLINE and has_words and not text.endswith(STOPS)

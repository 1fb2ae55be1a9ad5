"""Lines that say who took a picture and look like a byline: those below a picture, with an agency behind the name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from project.extraction.blocks import PageBlocks
from project.extraction.byline import is_full_name, open_byline
from project.extraction.names.agencies import agencies_in, agency_named
from project.extraction.story.block_traits import FIGURE

_LONGEST: Final = 80
# "Ann Roe/AFP", "Ann Roe | AFP", "AFP via Getty Images"
_BESIDE_AGENCY: Final = re.compile(r"/|\||\bvia\b")
# Blocks of what holds a picture with its caption and its credit, and elements up to that.
_BLOCKS, _LEVELS = 3, 2


def without_credits(blocks: PageBlocks, rows: Iterable[int]) -> Iterator[int]:
    """The ``rows`` that do not say who took the picture above them."""
    return (row for row in rows if not _is_credit(blocks, row))


def _is_credit(blocks: PageBlocks, row: int) -> bool:
    text, frame = blocks.texts[row], blocks.frames[row]
    if len(text) > _LONGEST:
        return False
    is_in_figure = bool(blocks.lineage[frame] & FIGURE) and is_full_name(text)
    is_by_agency = bool(_BESIDE_AGENCY.search(text)) and bool(agencies_in(text)) and not agency_named(text)
    if not is_in_figure and not (is_by_agency and _is_below_picture(blocks, row)):
        return False
    return not open_byline(text)[1]


def _is_below_picture(blocks: PageBlocks, row: int) -> bool:
    """Whether a picture stands right above a line, or in the small box that holds the line."""
    frame, start = blocks.frames[row], row
    for _ in range(_LEVELS):
        if frame <= 0 or blocks.ends[frame] - blocks.starts[frame] > _BLOCKS:
            break
        start, frame = blocks.starts[frame], blocks.parents[frame]
    return any(blocks.media[start : row + 1])

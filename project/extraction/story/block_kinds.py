"""What the blocks of a page are, from the elements that they stand in."""

from __future__ import annotations

from typing import Final

from project.extraction.blocks import TAG_CODE, TAG_NAMES, PageBlocks
from project.items import BlockKind

_KINDS: Final[dict[str, BlockKind]] = {
    "p": "paragraph",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    "blockquote": "quote",
    "pre": "preformatted",
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    "td": "paragraph",
    "th": "table",
}
_OF_TAG: Final = [*map(_KINDS.get, TAG_NAMES), None]
_QUOTED: Final = 1 << TAG_CODE["blockquote"]


def kinds_of(page: PageBlocks) -> list[BlockKind]:
    """What a block is in each of the page's frames: what the nearest telling element says."""
    kinds: list[BlockKind] = ["paragraph"]
    for code, parent, lineage in zip(page.tags[1:], page.parents[1:], page.lineage[1:], strict=True):
        kind = _OF_TAG[code]  # the last one where no tag is known
        if kind == "paragraph" and lineage & _QUOTED:
            kind = "quote"
        kinds.append(kind or kinds[parent])
    return kinds

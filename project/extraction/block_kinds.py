"""What a block of a page is, from the elements that it stands in."""

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


def kind_of(page: PageBlocks, row: int) -> BlockKind:
    """What the block in that row is, from its nearest telling element."""
    frame = page.frames[row]
    while frame > 0:
        code = page.tags[frame]
        if code >= 0 and (kind := _KINDS.get(TAG_NAMES[code])):
            if kind == "paragraph" and page.lineage[frame] >> TAG_CODE["blockquote"] & 1:
                return "quote"
            return kind
        frame = page.parents[frame]
    return "paragraph"

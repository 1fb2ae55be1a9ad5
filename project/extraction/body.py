"""Choosing the story's text among a page's blocks."""

from __future__ import annotations

from typing import Final

from project.extraction.blocks import HIDDEN, TAG_CODE, PageBlocks, kind_of
from project.extraction.hints import BIT
from project.extraction.page import Page
from project.items import Block

_FAR: Final = (
    BIT["nav"]
    | BIT["comment"]
    | BIT["footer"]
    | BIT["popular"]
    | BIT["related"]
    | BIT["newsletter"]
    | BIT["ad"]
    | BIT["overlay"]
)


def _bits(*names: str) -> int:
    return sum(1 << TAG_CODE[name] for name in names)


_FURNITURE: Final = _bits("nav", "footer", "form", "aside")
# WordPress puts tables of the story into a figure: https://developer.wordpress.org/block-editor/reference-guides/core-blocks/
_FIGURE: Final = _bits("figure", "table")
_FIGURE_ONLY: Final = _bits("figure")
# However long it is, a headline is no text.
_HEADLINE: Final = _bits("h1")


def find_story(page: Page, title: str | None, article_body: list[str]) -> list[Block]:
    """The blocks of the story's region in page order; what is none of the story there carries its reason.

    ``title`` is the headline if it is known, ``article_body`` what the page's markup for machines calls the story,
    by paragraph. Far-away furniture (menus, footers) is left out of the list.
    """
    blocks = page.blocks
    best = _best_frame(blocks)
    if best is None:
        return []
    rows = range(blocks.starts[best], blocks.ends[best])
    return [Block(blocks.texts[row], kind_of(blocks, row), _reason(blocks, row, best)) for row in rows]


def _best_frame(blocks: PageBlocks) -> int | None:
    scores: dict[int, float] = {}
    for text, frame, links in zip(blocks.texts, blocks.frames, blocks.links, strict=True):
        if len(text) < 40 or links > len(text) * 0.4 or blocks.lineage[frame] & (_FURNITURE | HIDDEN | _HEADLINE):
            continue
        weight = float(len(text)) * (0.2 if blocks.paths[frame] & _FAR else 1.0)
        step = frame
        for _ in range(5):
            if step < 0:
                break
            scores[step] = scores.get(step, 0.0) + weight
            weight *= 0.8
            step = blocks.parents[step]
    return max(scores, key=scores.__getitem__) if scores else None


def _reason(blocks: PageBlocks, row: int, best: int) -> str | None:
    frame, text = blocks.frames[row], blocks.texts[row]
    hints = blocks.inline[row]
    step = frame
    while step > best:
        hints |= blocks.own[step]
        step = blocks.parents[step]
    if blocks.lineage[frame] & _FURNITURE & ~blocks.lineage[best] or hints & BIT["nav"]:
        return "navigation"
    if hints & (BIT["caption"] | BIT["credit"]) or blocks.lineage[frame] & _FIGURE == _FIGURE_ONLY:
        return "caption"
    for name in ("comment", "related", "share", "ad", "newsletter", "byline", "date", "tags", "popular"):
        if hints & BIT[name]:
            return {"comment": "comments", "related": "related links", "ad": "advert"}.get(name, name)
    if blocks.links[row] > len(text) * 0.6:
        return "related links"
    if blocks.tags[frame] == TAG_CODE["h1"]:
        return "headline"
    return None

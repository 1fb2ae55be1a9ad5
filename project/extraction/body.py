"""Choosing the story's text among a page's blocks."""

from __future__ import annotations

from typing import Final

from project.extraction.blocks import HIDDEN_BIT, TAG_BITS, Frame, PageBlocks, kind_of, read_blocks
from project.extraction.hints import BIT
from project.extraction.page import Page
from project.items import Block

_FAR: Final = (
    BIT["nav"]
    | BIT["comment"]
    | BIT["footer"]
    | BIT["popular"]
    | BIT["related"]
    | BIT["share"]
    | BIT["newsletter"]
    | BIT["ad"]
)
_FURNITURE: Final = TAG_BITS["nav"] | TAG_BITS["footer"] | TAG_BITS["form"] | TAG_BITS["aside"]


def find_story(page: Page, title: str | None, article_body: list[str]) -> list[Block]:
    """The blocks of the story's region in page order; what is none of the story there carries its reason.

    ``title`` is the headline if it is known, ``article_body`` what the page's markup for machines calls the story,
    by paragraph. Far-away furniture (menus, footers) is left out of the list.
    """
    blocks = read_blocks(page.root)
    best = _best_frame(blocks)
    if best is None:
        return []
    story: list[Block] = []
    for row in range(best.start, best.end):
        frame = blocks.frames[row]
        story.append(Block(blocks.texts[row], kind_of(frame), _reason(blocks, row, best)))
    return story


def _best_frame(blocks: PageBlocks) -> Frame | None:
    scores: dict[int, float] = {}
    frames = {frame.number: frame for frame in blocks.all_frames}
    for text, frame, links in zip(blocks.texts, blocks.frames, blocks.links, strict=True):
        if len(text) < 40 or links > len(text) * 0.4 or frame.tags & (_FURNITURE | HIDDEN_BIT):
            continue
        weight = float(len(text)) * (0.2 if frame.path & _FAR & ~BIT["share"] else 1.0)
        step: Frame | None = frame
        for _ in range(5):
            if step is None:
                break
            scores[step.number] = scores.get(step.number, 0.0) + weight
            weight *= 0.8
            step = step.parent
    return frames[max(scores, key=scores.__getitem__)] if scores else None


def _reason(blocks: PageBlocks, row: int, best: Frame) -> str | None:
    frame, text = blocks.frames[row], blocks.texts[row]
    hints = 0
    step: Frame | None = frame
    while step is not None and step is not best:
        hints |= step.own
        step = step.parent
    hints |= blocks.inline[row]
    if frame.tags & _FURNITURE & ~best.tags or hints & BIT["nav"]:
        return "navigation"
    if hints & (BIT["caption"] | BIT["credit"]) or frame.tags & TAG_BITS["figure"]:
        return "caption"
    for name in ("comment", "related", "share", "ad", "newsletter", "byline", "date", "tags", "popular"):
        if hints & BIT[name]:
            return {"comment": "comments", "related": "related links", "ad": "advert"}.get(name, name)
    if blocks.links[row] > len(text) * 0.6:
        return "related links"
    if frame.tag in ("h1",):
        return "headline"
    return None

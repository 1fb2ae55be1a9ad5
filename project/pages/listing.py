"""Pages that list stories, told by how they are built: each text stands below the headline of another page."""

from __future__ import annotations

from collections.abc import Collection

from project.extraction.blocks import TAG_CODE, PageBlocks
from project.scripts import size_of

_IN_HEADING = sum(1 << TAG_CODE[name] for name in ("h2", "h3", "h4", "h5"))
# One of the corpus' 1,174 stories has half of its text below such headings, no other one a third; lists have all of it.
_LEAST_TEASERS = 3
_LEAST_SHARE = 0.6
_LEAST_LINK = 0.9
# A headline without an element of its own, in characters, may share its line with a time.
_HEADLINE = 30
_LEAST_LINKED = 0.7
# Between a teaser's headline and its text there may be a date and a section.
_NEAR = 3


def is_list(page: PageBlocks, story: Collection[str], least: float = _LEAST_SHARE, *, with_lines: bool = False) -> bool:
    """Whether more than the share ``least`` of the ``story``, the texts that were taken for one, stands right below
    headings that are links, or ``with_lines`` below whole lines that are: stories have those too, as questions."""
    texts = set(story)
    headings: set[int] = set()
    teasers: set[int] = set()
    below = total = 0
    for row, text in enumerate(page.texts):
        if text not in texts or _is_linked_heading(page, row, with_lines):
            continue
        total += len(text)
        is_second = row - 1 in teasers and row - 2 not in teasers
        if is_second and page.frames[row] == page.frames[row - 1]:  # a teaser of two paragraphs
            teasers.add(row)
            below += len(text)
            continue
        for before in range(row - 1, max(row - 1 - _NEAR, -1), -1):
            if _is_linked_heading(page, before, with_lines):
                headings.add(before)
                teasers.add(row)
                below += len(text)
            if page.texts[before] in texts or before in headings:
                break
    return len(headings) >= _LEAST_TEASERS and below > least * total


def _is_linked_heading(page: PageBlocks, row: int, with_lines: bool) -> bool:
    text = page.texts[row]
    is_head = bool(page.lineage[page.frames[row]] & _IN_HEADING)
    least = _LEAST_LINK if is_head else _LEAST_LINKED
    return (is_head or (with_lines and size_of(text) >= _HEADLINE)) and bool(page.links[row] >= least * len(text))

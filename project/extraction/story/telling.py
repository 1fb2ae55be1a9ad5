"""What the names of elements tell against their text, and what text of such elements is called where it is dropped."""

from __future__ import annotations

from typing import Final

from project.extraction.blocks import PageBlocks
from project.extraction.markup.hints import OF_BLOCKS

REASONS: Final = (
    ("nav", "navigation"), ("footer", "navigation"), ("caption", "caption"), ("credit", "caption"),
    ("comment", "comment section"), ("newsletter", "newsletter box"), ("related", "related links"),
    ("popular", "related links"), ("share", "share"), ("ad", "advert box"), ("byline", "author box"),
    ("date", "date"), ("tags", "tag list"), ("overlay", "overlay"), ("factbox", "fact box"),
)  # fmt: skip
"""(hint, what text with it is where it is no story), the first that fits. None is called as boilerplate is by its
words: that is judged anew together with the story, of which what stands below its end is no part."""
NAMED: Final = sum(OF_BLOCKS.bit[name] for name, _ in REASONS)
"""The bits of all these hints."""
TELLING: Final = NAMED & ~OF_BLOCKS.bit["factbox"]
"""Those that speak against a block: a fact box may be what a paper calls its key points."""


def telling(blocks: PageBlocks, shared: int, row: int) -> int:
    """The hints that speak against a block, those aside that speak against all of the story (``shared``) as well."""
    hints: int = blocks.paths[blocks.frames[row]] | blocks.inline[row]
    return hints & TELLING & ~shared

"""Plain text, as old scrapers saved articles: its lines as blocks, for :func:`drop_boilerplate` to judge."""

from __future__ import annotations

from project.items import Block


def blocks_of_text(text: str) -> list[Block]:
    """The blocks of a plain text: every line that is not blank, a bulleted one as an item of a list."""
    blocks = []
    for line in text.splitlines():
        words = " ".join(line.split())
        bare = words.lstrip("•●▪‣*·- ") if words[:2] in ("• ", "● ", "▪ ", "‣ ", "* ", "· ", "- ") else words
        if bare:
            blocks.append(Block(bare, "item" if bare != words else "paragraph"))
    return blocks

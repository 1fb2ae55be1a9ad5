"""A story, and what is left of it and of the lines beside it, for the tests of boilerplate."""

from __future__ import annotations

from typing import Any

from project.boilerplate.drop import drop_boilerplate
from project.items import Block

STORY = [
    "The weir at Carter will be rebuilt in stone, the council decided on Monday after a debate of almost five hours.",
    "“My grandmother fished from it, and so did I,” said Oonagh Trellis, who had collected two thousand signatures.",
    "Work begins in March and is to last for nine months, during which boats will have to go round by the old canal.",
]


def kept(texts: list[str], **known: Any) -> list[str]:
    return [block.text for block in drop_boilerplate([Block(text) for text in texts], **known) if block.reason is None]

"""How little a story can say: the judgement of whoever takes something out of one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from project.scripts import letters_of

LEAST_LETTERS: Final = 120
"""The shortest briefs of agencies have two sentences; what is shorter was a teaser, a notice or a caption."""


def is_too_little(texts: Iterable[str]) -> bool:
    """Whether paragraphs together say less than the shortest brief."""
    return sum(map(letters_of, texts)) < LEAST_LETTERS

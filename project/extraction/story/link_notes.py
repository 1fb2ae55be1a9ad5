"""What links tell those who hear a page read aloud: "(opens in a new window)"."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

_BRACKETS = "(（["


def without_link_notes(text: str) -> str:
    """A text with links without such notes in brackets, in the languages of ``link_notes.toml``.

    >>> without_link_notes("The plan (opens in new window), he said.")
    'The plan, he said.'
    """
    return _notes().sub("", text).strip() if any(bracket in text for bracket in _BRACKETS) else text


@lru_cache(maxsize=1)
def _notes() -> re.Pattern[str]:
    table = tomllib.loads((files("project") / "extraction" / "data" / "link_notes.toml").read_text(encoding="utf-8"))
    notes = sorted({note for of_language in table.values() for note in of_language}, key=len, reverse=True)
    words = "|".join(re.escape(note).replace("'", "['’]").replace(r"\ ", r"\s") for note in notes)
    return re.compile(rf"\s?[(（\[]\s?(?:{words})\s?[)）\]]", re.IGNORECASE)

"""Text that the database can hold."""

from __future__ import annotations

import re

# SQLite ends a text at NUL in many of its functions, and the driver refuses half a surrogate pair.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# As far as anybody reads a headline, a name, a section: longer values are mistakes of a page or of its reading, and
# would only swell the indexes. A text itself is never cut.
LONGEST_TITLE = 1_000
LONGEST_NAME = 200
LONGEST_DESCRIPTION = 5_000


def storable(text: str) -> str:
    """``text`` without NUL characters, and with U+FFFD for halves of surrogate pairs."""
    if text.isascii() and "\x00" not in text:
        return text
    return _UNSTORABLE.sub(lambda found: "" if found[0] == "\x00" else "\ufffd", text)


def shortened(text: str, longest: int) -> str:
    """A storable text of at most ``longest`` characters: cut between words, where there are any, with ``…`` to show it.

    >>> shortened("The ferry strike goes on", 16)
    'The ferry …'
    """
    text = storable(text)
    if len(text) <= longest:
        return text
    cut = text[: longest - 2]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > longest // 2 else cut).rstrip() + " …"

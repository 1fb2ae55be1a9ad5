"""What tells a sentence of a story from a heading or a teaser by its length and its end."""

from __future__ import annotations

import re

# Full stops alone: headings end with a question mark, too.
FULL_STOPS = (".", "。", "।")
_CLOSING = "'\"’”»)]」』 "
_ENDS = (*FULL_STOPS, "!", "?", "！", "？", "؟", "…", ":")
# Three letters of Latin script say as much as one of these.
_DENSE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def is_storylike(text: str) -> bool:
    """Whether a block is a whole sentence or more, as a story has and a teaser mostly has not."""
    size = len(text)
    if size < 140 and not text.isascii() and _DENSE.search(text):
        size *= 3
    return size >= 140 or (size >= 70 and is_ended(text))


def is_ended(text: str) -> bool:
    """Whether a text ends as a sentence does.

    >>> [is_ended(text) for text in ("The ice holds.", "He said: “It holds.”", "More on the ice")]
    [True, True, False]
    """
    return text.rstrip(_CLOSING).endswith(_ENDS)


def is_told(text: str) -> bool:
    """Whether a line that opens as a heading of other stories does is a sentence all the same: "More from the fund will
    go to the mill." Headings have no full stop."""
    return text.endswith(FULL_STOPS) and len(text.split()) >= 6 and (text[1:].islower() or ", " in text)

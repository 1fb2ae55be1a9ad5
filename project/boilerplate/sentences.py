"""What tells a sentence of a story from a heading or a teaser by its length and its end."""

from __future__ import annotations

import re

from project.scripts import DENSE, FULL_STOPS, is_ended


def is_storylike(text: str) -> bool:
    """Whether a block is a whole sentence or more, as a story has and a teaser mostly has not."""
    size = len(text)
    if size < 140 and not text.isascii() and DENSE.search(text):
        size *= 3
    return size >= 140 or (size >= 70 and is_ended(text))


def is_told(text: str) -> bool:
    """Whether a line that opens as a heading of other stories does is a sentence all the same: "More from the fund will
    go to the mill." Headings have no full stop."""
    return text.endswith(FULL_STOPS) and len(text.split()) >= 6 and (text[1:].islower() or ", " in text)


# A quotation that ends before the sentence does, which goes on in small letters; or a line of which the story says that
# somebody says it.
_QUOTED_FIRST = re.compile(r"[\"“„«»‘「](?P<said>[^\"“”„«»」]{3,80})[\"”“»«’」](?P<rest>,?\s.*)", re.DOTALL)
_SAYS = re.compile(r"[^.]{5,60},\s(?:says|said|reads?|sagt|sagte|dit|dice|dijo|zegt)\s")


def is_reported(text: str) -> bool:
    """Whether a sentence only tells of words with which it opens, such as a button's or a banner's.

    >>> is_reported("“Support us!” said the banner that hung over the bridge on Sunday evening, and it rained.")
    True
    >>> is_reported("“Support us!”")
    False
    """
    if not is_storylike(text):
        return False
    quoted = _QUOTED_FIRST.match(text)
    if quoted is not None:
        rest = quoted["rest"].lstrip(", ")
        return len(rest) > len(quoted["said"]) / 2 and rest[:1].islower()
    return _SAYS.match(text) is not None

"""How the blocks of a page agree with what the page says elsewhere: its title, its articleBody, its description."""

from __future__ import annotations

import re
from typing import Final

import numpy as np
from numpy.typing import NDArray

from project.extraction.blocks import TAG_CODE

Matrix = NDArray[np.float32]
Ints = NDArray[np.int64]
_WORDS: Final = re.compile(r"\w+")

# How much of the title an h1 has that is the headline in other words.
_ALIKE: Final = 0.25


def title_shares(texts: list[str], lengths: Ints, title: str) -> Matrix:
    """How much of the title stands in each block that is about as long, or that begins with it, 0 to 1."""
    shares = np.zeros(len(texts), dtype=np.float32)
    wanted = set(_WORDS.findall(title.casefold()))
    if not wanted:
        return shares
    is_longer = lengths >= 1.6 * len(title) + 20
    near = np.flatnonzero((lengths > 0.3 * len(title)) & ~is_longer)
    for row in near.tolist():
        text = texts[row].casefold()
        if any(map(text.__contains__, wanted)):  # to cut the others into words takes half the time
            found = set(_WORDS.findall(text))
            shares[row] = len(wanted & found) / max(len(found), min(len(wanted), 2 * len(found)))
    start = title.casefold()
    # A page may tell machines a part of the headline.
    for row in np.flatnonzero(is_longer & (lengths < 4 * len(title))).tolist():
        if texts[row].casefold().startswith(start):
            shares[row] = 1
    return shares


def headline_row(shares: Matrix, tag: Ints) -> int:
    """The row of the headline, or -1: the h1 or the block most like the title, better an h1 that is somewhat like it
    than what stands behind that: a list of what is most read has the title too."""
    h1 = tag == TAG_CODE["h1"]
    score = shares + 0.4 * h1
    row = int(score.argmax())
    alike = np.flatnonzero(h1[:row] & (shares[:row] > _ALIKE))
    if not h1[row] and len(alike):
        return int(alike[score[alike].argmax()])
    return row if score[row] >= 0.4 else -1


def known_shares(texts: list[str], article_body: list[str]) -> tuple[Matrix, float]:
    """(share of each block that stands in ``article_body``, whether there is one).

    The share is 0, ½ or 1: the first and the last letters are sought, blanks aside.
    """
    known = np.zeros(len(texts), dtype=np.float32)
    body = "".join("".join(article_body).split())
    has_body = len(body) > 300
    if has_body:
        for row, text in enumerate(texts):
            first, last = "".join(text[:48].split())[:24], "".join(text[-48:].split())[-24:]
            known[row] = ((first in body) + (last in body)) / 2
    return known, float(has_body)


def quoted_in(texts: list[str], description: str) -> Matrix:
    """Which blocks ``description`` begins with, or soon goes on with: their first letters are sought, blanks aside."""
    quoted = np.zeros(len(texts), dtype=np.float32)
    about = "".join(description.split())[:80]
    if len(about) > 20:
        for row, text in enumerate(texts):
            # The first letters tell nearly always that the rest need not be looked at.
            if text[:5].replace(" ", "") in about and len(text) > 20:
                first = "".join(text[:40].split())[:20]
                quoted[row] = len(first) == 20 and first in about
    return quoted

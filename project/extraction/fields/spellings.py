"""How a page itself writes the names that its metadata has in capitals, or its byline in another case."""

from __future__ import annotations

import re
from collections.abc import Iterable

# "Του Πέτρου Ασλανίδη": a Greek byline has the genitive, and the note on the writer the nominative behind an article.
_GREEK = re.compile(r"[Α-ΩΆ-Ώ]\w+(?:\s[Α-ΩΆ-Ώ]\w+){1,3}")
_ENDING = 2
_SHORTEST_STEM = 2


def as_shown(name: str, top: Iterable[str], story: str) -> str:
    """A name in capitals as the lines at the ``top`` of a page have it, a Greek genitive as the ``story`` has it in the
    nominative; any other name as it is.

    >>> as_shown("ANN ROE", ["By Ann Roe", "4 May"], "")
    'Ann Roe'
    >>> as_shown("Πέτρου Ασλανίδη", [], "*Ο Πέτρος Ασλανίδης είναι αρχιτέκτονας.")
    'Πέτρος Ασλανίδης'
    """
    if name.isupper() and " " in name:
        pattern, lines = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE), top
    elif _GREEK.fullmatch(name):
        stems = (re.escape(word[: max(_SHORTEST_STEM, len(word) - _ENDING)]) for word in name.split())
        words = r"\s".join(rf"{stem}\w{{1,3}}" for stem in stems)
        pattern, lines = re.compile(rf"(?<=(?<!\w)[ΟΗοη]\s){words}(?!\w)"), [story]
    else:
        return name
    return next((match[0] for line in lines if (match := pattern.search(line))), name)

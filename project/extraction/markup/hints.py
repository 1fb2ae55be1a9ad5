"""What an element's class, id and kindred attributes say about its text: a set of hints, as bits of an integer."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from importlib.resources import files
from typing import Final

_DATA: Final = files("project") / "extraction" / "data"
WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
"""A word of a name: "articleBody", "article-body" and "ARTICLE_Body" have two."""
# Publishers repeat their names from page to page; what was once read is kept, as long as it stays small.
_CACHE_SIZE: Final = 50_000
# No prefix in the tables is shorter.
_START: Final = 3


class Hints:
    """A table of groups of names, as ``hints.toml`` explains them, and what it says of elements."""

    __slots__ = ("_exact", "_prefixes", "_words", "bit", "known", "names")

    def __init__(self, file_name: str) -> None:
        groups = tomllib.loads((_DATA / file_name).read_text(encoding="utf-8"))
        self.names = tuple(groups)
        self.bit = {name: 1 << position for position, name in enumerate(groups)}
        self._exact: dict[str, int] = {}
        prefix: dict[str, int] = {}
        for group, names in groups.items():
            for name in names.split():
                table = prefix if name.endswith("*") else self._exact
                name = name.rstrip("*")
                table[name] = table.get(name, 0) | self.bit[group]
        # By their first letters, which most words share with none of them.
        self._prefixes: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for name, bits in prefix.items():
            self._prefixes[name[:_START]].append((name, bits))
        self._words: dict[str, int] = {}
        self.known: dict[str, int] = {}
        """Names that were read before: what :meth:`read` gave."""

    def read(self, names: str) -> int:
        """The hints in an element's names (class, id, role …, with spaces between), as a bit set over ``names``: those
        of each word, and of each two that stand together."""
        bits = self.known.get(names)
        if bits is None:
            bits = 0
            before = ""
            known = self._words.get
            for word in WORD.findall(names[:300]):
                word = word.lower()
                more = known(word)
                bits |= self.read_word(word) if more is None else more
                if before:
                    more = known(before + word)
                    bits |= self.read_word(before + word) if more is None else more
                before = word
            if len(self.known) >= _CACHE_SIZE:
                self.known.clear()
            self.known[names] = bits
        return bits

    def read_word(self, word: str) -> int:
        """The hints in a word in lower case, or in two that were set together."""
        bits = self._exact.get(word, 0)
        for prefix, more in self._prefixes.get(word[:_START], ()):
            if word.startswith(prefix):
                bits |= more
        if len(self._words) >= _CACHE_SIZE:
            self._words.clear()
        self._words[word] = bits
        return bits


OF_BLOCKS: Final = Hints("hints.toml")
"""What tells the story from all else."""
OF_FIELDS: Final = Hints("field_names.toml")
"""What tells where headline, byline and date are."""

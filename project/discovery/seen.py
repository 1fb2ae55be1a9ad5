"""What a run met before, as far back as its memory reaches."""

from __future__ import annotations

from collections.abc import Hashable


class Seen:
    """The last ``most`` things that were added, by their hashes: a run of a million pages may meet very many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._hashes: dict[int, None] = {}

    def __contains__(self, thing: Hashable) -> bool:
        return hash(thing) in self._hashes

    def add(self, thing: Hashable) -> None:
        self._hashes.pop(hash(thing), None)  # what is met again is remembered longer
        self._hashes[hash(thing)] = None
        if len(self._hashes) > self._most:
            del self._hashes[next(iter(self._hashes))]

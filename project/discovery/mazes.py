"""Mazes: a site that gives each link to a page a parameter of its own, such as the number of a visit."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import parse_qsl

# Of so many stories each was the same under two addresses that differ in a parameter, and no two were different ones.
_LEAST_STORIES = 3
# So many addresses are asked for all the same, in each run others: what was learned too soon shows in the end.
_TRIED = 3
_SEPARATOR = re.compile(r"[?;]")
_ANY = ("*",)

Difference = tuple[str, ...]
"""The names of the parameters in which two addresses differ; ``*`` where they have not even the same ones."""


def bare(url: str) -> str:
    """An address without its parameters, those within its path included.

    >>> bare("https://a.example/ice;visit=7?page=2")
    'https://a.example/ice'
    """
    return _SEPARATOR.split(url, maxsplit=1)[0]


class Mazes:
    """Learns, from what is stored of a site, which parameters change nothing about the page that comes."""

    def __init__(self) -> None:
        self._same: dict[Difference, set[int]] = {}
        self._different: set[Difference] = set()
        self._tried: set[str] = set()

    def is_known(self, url: str, stored: Collection[tuple[str, int]]) -> bool:
        """Whether an address leads to a story that is stored from another one, as far as is known by now. ``stored``:
        other addresses with the same :func:`bare` one, and the number of the article that each brought."""
        others = [(_parameters(other), article) for other, article in stored if other != url]
        for parameters, article in others[1:]:
            difference = _difference(others[0][0], parameters)
            if article == others[0][1]:
                self._same.setdefault(difference, set()).add(article)
            else:
                self._different.add(difference)
        own = _parameters(url)
        if len(others) < len(stored) or not any(
            self._is_idle(_difference(own, parameters)) for parameters, _ in others
        ):
            return False
        if len(self._tried) < _TRIED:
            self._tried.add(url)
        return url not in self._tried

    def _is_idle(self, difference: Difference) -> bool:
        return len(self._same.get(difference, ())) >= _LEAST_STORIES and difference not in self._different


def _parameters(url: str) -> dict[str, str]:
    return dict(parse_qsl(_SEPARATOR.sub("&", url[len(bare(url)) + 1 :]), keep_blank_values=True))


def _difference(one: dict[str, str], other: dict[str, str]) -> Difference:
    names = tuple(sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name)))
    return names if len(names) == 1 or one.keys() == other.keys() else _ANY

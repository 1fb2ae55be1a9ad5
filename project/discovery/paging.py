"""Paging: which links of a list lead to its next page, where no ``rel=next`` tells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from urllib.parse import parse_qsl, urlsplit

from project.boilerplate.phrases import tables
from project.folding import fold, label_of

_PATH = re.compile(r"/(?:(?:page|seite|pagina|strona|sayfa|sida|side)[/_-]?(\d{1,7})|p(\d{1,4}))/?$", re.IGNORECASE)
_PARAMETERS = frozenset(
    {"page", "paged", "p", "pg", "offset", "start", "seite", "pagina", "pagenum", "pageno", "page_no"}
)
_DIGITS = re.compile(r"\d+")
# The end of a list's address that its further pages have behind their numbers, or not at all.
_END = re.compile(r"(?:/(?:index|default))?(?:\.[a-z]{2,5})?/?$", re.IGNORECASE)
_LONGEST_LABEL = 40
# "Next page: the union wants a vote before the summer", and what parts the name from the rest of it.
_LONGEST_PART = 120
# A headline may begin like a shorter name: "Next mayor named", "La suite royale", "Read on the beach".
_LEAST_OPENING = 9
_BEHIND_NAME = re.compile(r"[:(\[|»›→>「【]| - ")
# "Next" may stand above a list and below it, beside "previous posts", which is newer on some sites, older on others.
_MOST = 3


def is_paged(path: str, parameters: Iterable[str]) -> bool:
    """Whether an address with this path and the names of these parameters bears the number of a list's page."""
    return _PATH.search(path) is not None or not _PARAMETERS.isdisjoint(parameters)


def next_pages(here: str, links: Iterable[tuple[str, str]], page: int = 1) -> list[str]:
    """Of the links of a list, addresses and texts, those that lead to its next page.

    ``page`` is the number of the list's page, the first is 1. Known by its address, a next page of a page without a
    number may be two: some lists call their second page 1, others 2.

    >>> pages = [(f"https://example.com/news/page/{number}/", "") for number in (1, 2, 3, 9)]
    >>> next_pages("https://example.com/news/page/2/", pages)
    ['https://example.com/news/page/3/']
    >>> next_pages("https://example.com/news", [("https://example.com/news?b_start:int=20", "Older posts")])
    ['https://example.com/news?b_start:int=20']
    """
    links = list(links)
    if found := _by_address(here, (url for url, _ in links)):
        return found
    named = [url for url, text in links if is_called_next(text) and _is_of_list(here, url)][:_MOST]
    numbered = [url for url, text in links if text.strip() == str(page + 1) and _is_of_list(here, url)][:1]
    return list(dict.fromkeys(named + numbered))


def _by_address(here: str, urls: Iterable[str]) -> list[str]:
    this_list, name, number = _parted(here)
    later: dict[tuple[str, int], str] = {}
    for url in urls:
        its_list, its_name, its_number = _parted(url)
        if its_list == this_list and its_number > number and (name in ("", its_name)):
            later.setdefault((its_name, its_number), url)
    if not later:
        return []
    first = min(number for _, number in later)
    wanted = {first, 2} if first == 1 and not name else {first}
    return [url for (_, number), url in later.items() if number in wanted]


def _parted(url: str) -> tuple[tuple[str, ...], str, int]:
    """The list that an address belongs to, how it numbers its pages, and the page's number, 0 without one."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return (url,), "", 0
    path, name, number = parts.path, "", 0
    if found := _PATH.search(path):
        path, name, number = path[: found.start()], "/", int(found[1] or found[2])
    others = []
    for parameter, value in parse_qsl(parts.query, keep_blank_values=True) if parts.query else ():
        if parameter in _PARAMETERS and value.isdecimal() and len(value) < 8 and not name:
            name, number = parameter, int(value)
        else:
            others.append(f"{parameter}={value}")
    return (parts.netloc.lower().removeprefix("www."), path.rstrip("/"), *sorted(others)), name, number


@cache
def _names(*files: str) -> frozenset[str]:
    return frozenset(label_of(fold(name)) for file in files for names in tables(file).values() for name in names)


def is_called_next(text: str) -> bool:
    """Whether a link's text is what links to next pages are called."""
    return 0 < len(text) <= _LONGEST_LABEL and label_of(fold(text)).replace("ё", "е") in _names("paging.toml")


@cache
def _openings() -> tuple[str, ...]:
    names = _names("paging.toml", "continued.toml")
    return tuple(f"{name} " for name in names if " " in name and len(name) >= _LEAST_OPENING)


def is_next_part(text: str) -> bool:
    """Whether a link's text is what links to the next page of a story are called, or begins so.

    >>> is_next_part("Next: the union"), is_next_part("Lire la suite de l'article"), is_next_part("Next mayor named")
    (True, True, False)
    """
    if not 0 < len(text) <= _LONGEST_PART:
        return False
    label = label_of(fold(text)).replace("ё", "е")
    name = label_of(_BEHIND_NAME.split(label, maxsplit=1)[0])
    return name in _names("paging.toml", "continued.toml") or label.startswith(_openings())


def _is_of_list(here: str, url: str) -> bool:
    """Whether two addresses may be of one list: they differ in what has a number, behind a common beginning."""
    try:
        this, other = urlsplit(here), urlsplit(url)
    except ValueError:
        return False
    if this.netloc.lower().removeprefix("www.") != other.netloc.lower().removeprefix("www."):
        return False
    if this.path == other.path:
        return bool(other.query) and this.query != other.query
    stem = _END.sub("", this.path)
    rest = other.path[len(stem) :] + other.query if other.path.startswith(stem) else ""
    return _DIGITS.search(rest) is not None or _DIGITS.sub("#", this.path) == _DIGITS.sub("#", other.path)

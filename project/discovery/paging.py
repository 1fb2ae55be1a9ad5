"""Paging: the pages of one list by their addresses, where no ``rel=next`` tells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit

_PATH = re.compile(r"/(?:(?:page|seite|pagina|strona|sayfa|sida|side)[/_-]?(\d+)|p(\d{1,4}))/?$", re.IGNORECASE)
_PARAMETERS = frozenset(
    {"page", "paged", "p", "pg", "offset", "start", "seite", "pagina", "pagenum", "pageno", "page_no"}
)


def is_paged(path: str, parameters: Iterable[str]) -> bool:
    """Whether an address with this path and the names of these parameters bears the number of a list's page."""
    return _PATH.search(path) is not None or not _PARAMETERS.isdisjoint(parameters)


def next_pages(here: str, urls: Iterable[str]) -> list[str]:
    """Of the links of a list, those that lead to its next page by their numbers.

    From a page without a number they may be two: some lists call their second page 1, others 2.

    >>> pages = [f"https://example.com/news/page/{number}/" for number in (1, 2, 3, 9)]
    >>> next_pages("https://example.com/news/page/2/", pages)
    ['https://example.com/news/page/3/']
    >>> next_pages("https://example.com/news", [f"https://example.com/news?start={number}" for number in (20, 40)])
    ['https://example.com/news?start=20']
    """
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

"""What a crawl did, for the person who ran it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.table import Table

_STORED = {
    "new": "new articles",
    "copy": "copies of other articles",
    "revised": "articles with new words",
    "unchanged": "articles as they were",
    "joined": "articles at a further address",
    "moved": "articles at a new address",
    "doubted": "articles as they were, whose pages show far less or another story",
    "removed": "articles that were removed on request, and stay so",
}
_MOST_REASONS = 8


def short_reason(text: str) -> str:
    """A reason as a key of the stats: its first line, at most 80 characters.

    >>> short_reason("no text\\nat all")
    'no text'
    """
    line = text.partition("\n")[0].strip()
    return (line if len(line) <= 80 else line[:79] + "…").replace("/", "∕") or "no reason"


def summary(stats: Mapping[str, Any]) -> list[tuple[str, str, int]]:
    """(what, why, how many) for the end of a crawl; what did not happen is left out, the most frequent reason is first.

    >>> summary({"archive/fetch/fetched": 3, "archive/store/new": 2, "archive/dropped/no text": 1})
    [('fetched', 'pages', 3), ('stored', 'new articles', 2), ('dropped', 'no text', 1)]
    """
    rows = [
        ("read", "raw pages", stats.get("archive/raw_pages/read", 0)),
        ("known", "files that were read before", stats.get("archive/raw_pages/files_known", 0)),
        ("known", "raw pages", stats.get("archive/raw_pages/known", 0)),
        ("missing", "raw pages", stats.get("archive/raw_pages/missing", 0)),
        ("waiting", "pages that may be articles, for the next crawl", stats.get("archive/raw_pages/waiting", 0)),
        ("waiting", "pages of sites that are being crawled already", stats.get("archive/fetch/held", 0)),
        ("found", "new addresses", stats.get("archive/discovery/found", 0)),
        ("fetched", "pages", stats.get("archive/fetch/fetched", 0)),
        ("unchanged", "pages, by their own word or their bytes", stats.get("archive/fetch/not_modified", 0)),
        *(("stored", words, stats.get(f"archive/store/{name}", 0)) for name, words in _STORED.items()),
        *_reasons(stats, "dropped", "archive/dropped/"),
        *_reasons(stats, "not fetched", "archive/fetch/refused/", "archive/fetch/failed/"),
    ]
    return [row for row in rows if row[2]]


def summary_table(stats: Mapping[str, Any], title: str) -> Table:
    """:func:`summary` for a terminal."""
    from rich.table import Table  # most crawls run without a terminal

    table = Table("what", "", "pages", title=title, title_justify="left", box=None, pad_edge=False)
    table.columns[2].justify = "right"
    last = ""
    for what, why, number in summary(stats):
        table.add_row(what if what != last else "", why, f"{number:,}")
        last = what
    return table


def one_line(stats: Mapping[str, Any]) -> str:
    """What a crawl brought, for a log.

    >>> one_line({"archive/fetch/fetched": 3, "archive/store/new": 2, "archive/dropped/no text": 1})
    'fetched 3 pages, stored 2 new articles, dropped 1 (no text)'
    """
    told = [
        f"{what} {number:,} ({why})" if what in ("dropped", "not fetched") else f"{what} {number:,} {why}"
        for what, why, number in summary(stats)
    ]
    return ", ".join(told) or "nothing was fetched"


def _reasons(stats: Mapping[str, Any], what: str, *prefixes: str) -> list[tuple[str, str, int]]:
    found = [
        (name.removeprefix(prefix), n) for prefix in prefixes for name, n in stats.items() if name.startswith(prefix)
    ]
    found.sort(key=lambda pair: (-pair[1], pair[0]))
    rows = [(what, why, number) for why, number in found[:_MOST_REASONS]]
    if rest := sum(number for _, number in found[_MOST_REASONS:]):
        rows.append((what, "for other reasons", rest))
    return rows

"""The lines round a page's headline: where byline and date stand when no markup names them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from project.extraction import byline
from project.extraction.headline import fold

# Elements that do not end a line.
_INLINE = frozenset("a abbr acronym b bdi big cite em font i ins label mark nobr q s small span strong sub sup time tt u var".split())
_SKIPPED = frozenset("script style head noscript template select svg button textarea title iframe".split())
_MAX_LINES = 1500
_BEFORE, _AFTER = 5, 9
# A line of so many characters is the story: byline and date stand before it.
_STORY = 220
_GAP = re.compile(r"\s{2,}|\s[|·•–—]\s|\s-\s|\s/\s")
_LONGEST_LINE = 160


def lines_of(root: etree._Element) -> Iterator[str]:
    """The page's text line by line; runs of no-break spaces, which part things on one line, stay as two spaces."""
    pieces: list[str] = []
    count = 0

    def flush() -> str:
        text = re.sub(r"\xa0\s*\xa0+", "\x01", "".join(pieces))
        pieces.clear()
        return " ".join(text.split()).replace("\x01", "  ").strip()

    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        tag = element.tag
        if event == "start":
            if tag in _SKIPPED:
                walker.skip_subtree()
                continue
            text = element.text
        else:
            text = element.tail
        if (event == "start" or event == "end") and tag not in _INLINE and pieces and (line := flush()):
            yield line
            count += 1
            if count > _MAX_LINES:
                return
        if text:
            pieces.append(text)
    if line := flush():
        yield line


def lines_near(root: etree._Element, title: str) -> tuple[list[str], list[str]]:
    """(lines before the headline, nearest first; lines after it) as far as byline and date may stand there."""
    wanted = fold(title)
    if not wanted:
        return [], []
    best: tuple[list[str], list[str]] | None = None
    before: list[str] = []
    after: list[str] | None = None
    for line in lines_of(root):
        folded = fold(line) if len(line) < 600 else ""
        if folded and (folded == wanted or (len(folded) > 15 and (folded in wanted or wanted in folded) and len(folded) * 2 > len(wanted))):
            # A later repetition is nearer to the story: the first is often in a breadcrumb.
            after = []
            best = (before[: -_BEFORE - 1 : -1], after)
        elif after is not None and len(after) < _AFTER:
            after.append(line)
            if len(line) > _STORY and len(after) > 1:
                break
        elif after is not None:
            break
        before.append(line)
    return best or ([], [])


def bylines_near(before: list[str], after: list[str]) -> list[str]:
    """Lines, or parts of lines, that open like a byline."""
    found: list[str] = []
    for line in [*after, *before[:2]]:
        if len(line) > _LONGEST_LINE:
            continue
        for part in _GAP.split(line) if len(line) > 40 or "  " in line else [line]:
            rest, is_opened = byline.open_byline(part)
            if is_opened and rest and len(rest) < 100 and (byline.names_in(rest) or byline.agencies_of(rest)):
                found.append(rest)
                break
        if found:
            break
    return found


def dates_near(before: list[str], after: list[str]) -> list[str]:
    """Short lines with a four-digit year or a date in numbers, those after the headline first."""
    return [
        line
        for line in [*after, *before]
        if len(line) <= _LONGEST_LINE and re.search(r"\d{4}|\d{1,2}[./]\d{1,2}[./]\d{2}", line)
    ]

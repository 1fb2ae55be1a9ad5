"""The lines round a page's headline: where byline and date stand when no markup names them."""

from __future__ import annotations

import re

from project.extraction import byline
from project.extraction.agencies import agency_named
from project.extraction.headline import fold
from project.extraction.months import all_months

_MAX_LINES = 1500
_BEFORE, _AFTER = 5, 9
# A line of so many characters is the story: byline and date stand before it.
_STORY = 220
_GAP = re.compile(
    r"\s[|·•–—]\s|\s-\s|\s/\s|(?<=[\d年月日TM])\s(?=(?:by|von|par|por|door|av|текст|автор|文|撰文|記者|记者)\b)",
    re.IGNORECASE,
)
_LONGEST_LINE = 160
_LINK_WORDS = re.compile(
    r"\s+(?:comments?|kommentare?|commentaires|comentarios|комментари\w*|コメント|评论|評論|댓글|σχόλια|print|share|e-?mail)\b.*$",
    re.IGNORECASE,
)


def lines_near(lines: list[str], title: str) -> tuple[list[str], list[str]]:
    """(lines before the headline, nearest first; lines after it) as far as byline and date may stand there."""
    wanted = fold(title)
    if not wanted:
        return [], []
    best: tuple[list[str], list[str]] | None = None
    before: list[str] = []
    after: list[str] | None = None
    least, most = len(title) // 3, 3 * len(title) + 20
    for line in lines[:_MAX_LINES]:
        folded = fold(line) if least <= len(line) <= most else ""
        if folded and (
            folded == wanted
            or (len(folded) > 15 and (folded in wanted or wanted in folded) and len(folded) * 2 > len(wanted))
        ):
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
        for part in _GAP.split(line):
            part = _before_date(part)
            rest, is_opened = byline.open_byline(part)
            if not is_opened and line in after[:3] and agency_named(part):
                rest, is_opened = part, True
            # A link that shares the line: "By Jane Smith Comments (3)".
            rest = _LINK_WORDS.sub("", rest)
            if is_opened and rest and len(rest) < 100 and (byline.names_in(rest) or byline.agencies_of(rest)):
                found.append(rest)
                break
        if found:
            break
    return found


def _before_date(text: str) -> str:
    """What stands before a date on the same line: "By Reuters February 12, 2014"."""
    match = re.search(r"\d", text)
    if match is None:
        return text
    head = text[: match.start()].rstrip(" ,|·•(–—-")
    name, _, last = head.rpartition(" ")
    return name if name and fold(last) in all_months() else head


def dates_near(before: list[str], after: list[str]) -> list[str]:
    """Short lines with a four-digit year or a date in numbers, those after the headline first."""
    return [
        line
        for line in [*after, *before]
        if len(line) <= _LONGEST_LINE and re.search(r"\d{4}|\d{1,2}[./]\d{1,2}[./]\d{2}", line)
    ]

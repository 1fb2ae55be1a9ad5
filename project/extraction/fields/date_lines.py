"""Whom the lines below a headline name as writers by their place alone: above the date, with a role behind."""

from __future__ import annotations

import re

from project.boilerplate.phrases import label_reason
from project.extraction import byline
from project.extraction.fields.nearby import dates_near
from project.extraction.names.agencies import agencies_in
from project.extraction.names.credits import BETWEEN, ROLE, WHOLE_ROLE
from project.extraction.names.offices import is_paper
from project.folding import fold
from project.scripts import STOPS, has_no_case

# Characters: of a date's line, of a story's paragraph, of "Dr." and "Prof. Dr.".
_LONGEST_LINE = 40
_PARAGRAPH = 100
_TITLE = 10
# "Ann Roe, Harbour correspondent", "Ann Roe in Saltmere", "Ann Roe | Saltmere", "Ann Roe (ann@courier.example)"
_BEHIND = re.compile(
    r",?\s(?:in|for|aus|à|en|da|din|w|i|från|fra)\s|\s?/\s\S|\s?\(\S+@\S+\)|\s?\|\s[^\W\d_]+(?:\s[^\W\d_]+)?$",
    re.IGNORECASE,
)
# What somebody who wrote it is called right behind the name, a field of work between: "Health correspondent".
_JOURNALIST = re.compile(
    r"\W+(?:[\w-]+\s){0,2}(?:reporter|(?:c|k)orrespond|journalist|columnist|redakt[eö]u?r|kommentator|journaliste"
    r"|giornalista|periodista|dziennikarz|журналист|корреспондент|muhabir)",
    re.IGNORECASE,
)
# Lines below the headline that may name a writer with a role.
_TOP = 7
# In titles in English and names in German, more words have one.
_LATIN = tuple(chr(code) for code in range(0x41, 0x250))
_TIME = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")


def names_by_date(after: list[str], papers: frozenset[str], story: str = "") -> list[str]:
    """The full names in a line above the date, a time of day or the paper's name, with a role, a place or the paper's
    name behind them at most; or in a line below it, with one of these; or in lines that are names with a role behind
    each, or in a line two above the date with a line of the role or the place between.

    ``after`` are the lines behind the headline, ``papers`` what the paper is called, folded. A section's or a place's
    name can look so, too: whom the ``story`` names is none of its writers.
    """
    story = story.rpartition("\n")[0] or story  # the last paragraph may be on the writer
    if names := _with_roles(after, papers, story):
        return names
    lines = ["", *after[:6], ""]
    for before, line, following in zip(lines[:5], lines[1:], lines[2:], strict=False):
        is_last = _is_moment(before) and len(following) > _PARAGRAPH
        is_above = is_last or _is_moment(following) or is_paper(following, papers)
        if not (is_above or _is_moment(before)) or _is_moment(line) or agencies_in(line) or label_reason(fold(line)):
            continue
        names = byline.names_in(line.replace(" | ", ", "), papers=papers)
        are_full = all(byline.is_full_name(name) and len(name.split()) < 4 for name in names)
        if not names or not are_full or names[0] not in line[: len(names[0]) + _TITLE] or _tells_of(names, story):
            continue
        rest = line
        for name in names:
            rest = rest.replace(name, "", 1)
        is_button = label_reason(fold(rest.strip(" |"))) is not None
        is_told = len(names) == 1 and len(rest) < _LONGEST_LINE and not is_button
        is_told = is_told and bool(ROLE.search(rest) or _BEHIND.match(rest))
        rest = BETWEEN.sub("", rest).strip(" ,|")
        if is_told or is_paper(rest, papers) or (is_above and not rest):
            return names
    return []


def names_above_story(after: list[str], document: str, story: str) -> list[str]:
    """Whom the line above a story's first paragraph names behind the paper, as the ``document``'s title calls that; or
    where the line stands right below the headline, and writers' names alone have a capital in each word.

    >>> names_above_story(["Анна Смирнова", "Жители собрались на мосту." * 5], "Вестник", "")
    ['Анна Смирнова']
    """
    last = next((row for row, line in enumerate(after) if len(line) > _PARAGRAPH and line.endswith(STOPS)), 0)
    if not 0 < last <= _TOP:
        return []
    line = after[last - 1]
    paper, sign, name = line.partition(" - ")
    is_behind = bool(sign) and document.startswith(f"{paper} ") and not document.startswith(line)
    is_behind = is_behind and has_no_case(name[:1]) and byline.names_in(name) == [name] and " " in name
    is_below = (
        last == 1 and not line.startswith(_LATIN) and byline.is_full_name(line) and label_reason(fold(line)) is None
    )
    names = [name] if is_behind else [line] if is_below and not has_no_case(line[:1]) else []
    return [] if _tells_of(names, story) else names


def _with_roles(after: list[str], papers: frozenset[str], story: str) -> list[str]:
    """The names of lines that are a name with a journalist's role behind it, or below it and the date below that."""
    found: list[str] = []
    for line, below, last in zip(after[:_TOP], [*after[1:], ""], [*after[2:], "", ""], strict=False):
        may_be = len(line) < 2 * _LONGEST_LINE and (
            _JOURNALIST.search(line) or (_is_between(below) and _is_moment(last))
        )
        names = byline.names_in(line, papers=papers) if may_be else []
        is_one = len(names) == 1 and line.startswith(names[0]) and byline.is_full_name(names[0])
        rest = line[len(names[0]) :] if is_one else ""
        is_told = bool(_JOURNALIST.match(rest)) or (is_one and not rest and _is_moment(last) and _is_between(below))
        if is_told and not (_tells_of(names, story) or label_reason(fold(line)) or agencies_in(line)):
            found += names
        elif found:
            break
    return found


def _is_between(line: str) -> bool:
    """Whether a line may stand between a writer and the date: a role, or a place of one word."""
    is_place = line.istitle() and line.isalpha()
    return len(line) < _LONGEST_LINE and (is_place or bool(WHOLE_ROLE.match(line))) and label_reason(fold(line)) is None


def _tells_of(names: list[str], story: str) -> bool:
    """Whether a story speaks of somebody: a credit ends with the name."""
    return any(f"{name}{sign}" in story for name in names for sign in (" ", ",", "’", "'"))


def _is_moment(line: str) -> bool:
    return _is_date(line) or bool(_TIME.search(line[:_LONGEST_LINE]))


def _is_date(line: str) -> bool:
    return len(line) < 2 * _LONGEST_LINE and bool(dates_near([], [line]))

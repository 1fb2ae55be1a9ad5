"""What a page gives as its description: the story's, or the paper's own slogan, the headline again, a byline."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise
from typing import Any

from project.extraction import byline
from project.extraction.names.agencies import agency_named
from project.extraction.names.offices import is_desk, is_paper
from project.extraction.titles import SEPARATOR
from project.folding import fold_name
from project.scripts import STOPS, has_no_case, size_of

# A share of the description's words that are in the story: of the corpus' 1,059 descriptions, those below were slogans,
# lists of words and datelines, and the nearest one of a story has .25.
_LEAST_SHARE = 0.2
# Characters of a story that is too short to tell, and of one of which a description shares some words. What a paywall
# leaves of one shares a word at least.
_SHORT_STORY, _LONG_STORY = 150, 800
_SHORTEST_WORD, _STEM = 4, 6
_LONGEST_BYLINE = 80
# Words: "Latest News".
_LONGEST_SECTION = 3
_WORD = re.compile(r"[^\W\d_]+")
# '[caption id="attachment_41"]', closed or cut off, as systems leave it in what they take from a text.
_SHORTCODE = re.compile(r"\s*\[(?:/[a-z_]+|[a-z_]+\s+\w+=[^\]]*)(?:\]|$)")
# What cuts a description's end off cuts an element, or a character, in two.
_TORN = re.compile(r"\s*(?:<[a-z][^<>]*|\ufffd(?=[.…]*$)[.…]*)$")
_LEFT_OVER = " \t|,;"


def without_paper(text: str, loader_context: dict[str, Any]) -> str:
    """A description without the paper's name behind its end, the section before that, and a template's codes. The
    loader's ``papers`` are folded names.

    >>> without_paper("The swans stay. | Latest News | The Mere Post", {"papers": {"the mere post"}})
    'The swans stay.'
    >>> without_paper(", The swans stay, say <a href=https://mere.example/re", {"papers": set()})
    'The swans stay, say'
    """
    text = _TORN.sub("", _SHORTCODE.sub("", text)).strip(_LEFT_OVER)
    pieces = SEPARATOR.split(text)
    if len(pieces) < 2 or fold_name(pieces[-1]) not in loader_context["papers"]:
        return text
    words = pieces[-2].split()
    is_section = (
        len(pieces) > 2
        and len(words) <= _LONGEST_SECTION
        and (len(words) == 1 or all(word[0].isupper() for word in words))
    )
    cuts = list(SEPARATOR.finditer(text))
    return text[: cuts[-2 if is_section else -1].start()].rstrip()


def is_of_story(description: str, title: str, text: str, authors: Collection[str], papers: frozenset[str]) -> bool:
    """Whether a description is that of the story of this ``title`` and ``text``; a line that names its ``authors`` is
    none."""
    folded = fold_name(description)
    if not folded or folded == fold_name(title) or folded in papers:
        return False
    is_line = len(description) < _LONGEST_BYLINE and not description.endswith(STOPS)
    # "The Mere Post - all the news of the lake"
    is_slogan = is_line and fold_name(SEPARATOR.split(description)[0]) in papers
    if is_slogan or (is_line and _is_byline(description, authors, papers)):
        return False
    if (size := size_of(text)) < _SHORT_STORY:
        return True
    story = f"{title}\n{text}".casefold()
    stems = _stems(description)
    known = sum(stem in story for stem in stems)
    return known >= _LEAST_SHARE * len(stems) if size >= _LONG_STORY else known > 0 or not stems


def _is_byline(line: str, authors: Collection[str], papers: frozenset[str]) -> bool:
    name, is_opened = byline.open_byline(line)
    is_office = is_desk(name) or is_paper(name, papers) or agency_named(name) is not None
    folded = fold_name(line)
    return is_opened and (is_office or any(fold_name(author) in folded for author in authors))


def _stems(text: str) -> set[str]:
    """The beginnings of the longer words of a text; pairs of characters in scripts without spaces."""
    found: set[str] = set()
    for word in _WORD.findall(text.casefold()):
        if has_no_case(word[0]):
            found |= set(map("".join, pairwise(word)))
        elif len(word) >= _SHORTEST_WORD:
            found.add(word[:_STEM])
    return found

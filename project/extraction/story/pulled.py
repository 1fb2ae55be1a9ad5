"""Quotations that are pulled out of a story, to stand once more in large letters, and whose words they are."""

from __future__ import annotations

import re
from typing import Final

import numpy as np
from numpy.typing import NDArray

from project.extraction.blocks import TAG_CODE, PageBlocks
from project.extraction.markup.hints import OF_BLOCKS
from project.scripts import STOPS, size_of

ASIDE: Final = 1 << TAG_CODE["aside"] | 1 << TAG_CODE["blockquote"]
_SHORTEST_QUOTE: Final = 12
_LONGEST_QUOTE: Final = 200
# Words of a pulled quote that a paragraph of the story has too: so many runs of three, and so much of all.
_RUNS: Final = 4
_MOST_SAID: Final = 0.65
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")
_WORDS: Final = re.compile(r"\w+")
# "… of it."- Ann Roe, warden
_SPEAKER: Final = re.compile(r"(?<=[\"”»])\s?[-–—]\s?[^\"“”«»]{3,80}$")
_LONGEST_SPEAKER: Final = 80
_QUOTES: Final = "\"'«»“”„‘’「」『』 .,…"
# More of them are how the page is built, and to compare each with each would take a second. No page of the corpus has
# more than 24, none that repeats its words more than 10.
_MOST_QUOTES: Final = 100


def drop_pulled(blocks: PageBlocks, keep: NDArray[np.bool_], rows: list[int]) -> None:
    """Change ``keep``, one value a block: among ``rows``, those that were kept so far, what is pulled out is not.

    That repeats words of a paragraph of the story, or of a block like it that stands before it; of a paragraph most of
    what it says will do, since that names the speaker in between.
    """
    quoted = {row for row in rows if _is_quoted(blocks, row)}
    quotes = [row for row in rows if row in quoted and len(blocks.texts[row]) < _LONGEST_QUOTE]
    if not 0 < len(quotes) <= _MOST_QUOTES:
        return
    words = {row: _WORDS.findall(blocks.texts[row].casefold()) for row in rows if row not in quoted}
    runs = {row: _runs_of(said) for row, said in words.items()}
    for row in quotes:
        text = _SPEAKER.sub("", blocks.texts[row]).strip(_QUOTES)
        if size_of(text) < _SHORTEST_QUOTE:
            continue
        sentences = [_WORDS.findall(sentence) for sentence in _SENTENCE.split(text.casefold())]
        wanted = set().union(*map(_runs_of, sentences))
        for other in rows:
            beside = blocks.texts[other]
            if other == row or (other in quoted and other > row and len(beside.strip(_QUOTES)) <= len(text)):
                continue
            is_told = other in runs and len(beside) > len(text) and len(wanted & runs[other]) >= _RUNS
            if text in beside or (is_told and all(_is_said(each, words[other], runs[other]) for each in sentences)):
                keep[row] = False
                break


def _is_said(sentence: list[str], words: list[str], runs: set[tuple[str, ...]]) -> bool:
    """Whether a paragraph says a sentence of a quotation, but for what stands in between."""
    own = _runs_of(sentence)
    return len(own & runs) >= _MOST_SAID * len(own) if own else set(sentence) <= set(words)


def _is_quoted(blocks: PageBlocks, row: int) -> bool:
    """Whether the block stands in an element for quotes or asides."""
    frame = blocks.frames[row]
    return bool(blocks.paths[frame] & OF_BLOCKS.bit["quote"] or blocks.lineage[frame] & ASIDE)


def _runs_of(words: list[str]) -> set[tuple[str, ...]]:
    """Each three words that stand together."""
    return set(zip(words, words[1:], words[2:], strict=False))


def is_speaker(blocks: PageBlocks, row: int) -> bool:
    """Whether a block tells whose words the one above are, in the same element for quotes."""
    text = blocks.texts[row]
    quote = blocks.frames[row - 1]
    while quote > 0 and blocks.tags[quote] != TAG_CODE["blockquote"]:
        quote = blocks.parents[quote]
    return quote > 0 and blocks.ends[quote] == row + 1 and len(text) < _LONGEST_SPEAKER and not text.endswith(STOPS)

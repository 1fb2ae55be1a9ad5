"""Which blocks of a site are boilerplate because it repeats them: a pure judgement, over fingerprints and headlines.

A column is none: a weather report says much the same every morning, under much the same headline.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from project.folding import fold
from project.scripts import UNSPACED

Prints = NDArray[np.int64]


class Least(NamedTuple):
    """In how many stories of a site a block must stand to be boilerplate.

    Chosen by tests/bench/repetition.py on 238 real sites, when extraction left more in their texts: precision +0.0029
    with the phrase table off, +0.0015 with it on. Now it is +0.0001 and nothing, recall unchanged.
    """

    articles: int = 4
    """Three gain 0.0010 more, but may have the background paragraph of one running story."""
    share: float = 0.05
    """The share of a block that stands anywhere in the text: a column's refrain has a smaller one."""
    edge_share: float = 0.01
    """That of one that nearly always stands at an edge of the text, as a biography or an end line does."""


LEAST = Least()

_MOSTLY_AT_EDGE = 0.8
_FIRST_BLOCKS, _LAST_BLOCKS = 1, 3
# What was furniture for a time remains it when the site has grown so that the share is small, and a new letter is known
# before a large site has it in a twentieth of all: so many of so many stories in a row. No running story fills a half.
_ERA_ARTICLES, _ERA_STORIES = 20, 40

# Headlines that are looked at: of the stories with a block, and of all.
HEADLINES, SITE_HEADLINES = 50, 200
# A block that stands under fewer beginnings, or ends, of headlines than a tenth of them is a column's. In 120 made-up
# days letters stood under 18 beginnings and 29 ends of 50 at least, sentences of daily columns under one beginning.
_LEAST_VARIETY = 0.1
_NUMBERS = re.compile(r"\d+(?:[年月日号時时点分]\s*)?")
_WORD = re.compile(r"[^\W\d_]+")
# A headline may name its column, and then say what it is about.
_NAMED = re.compile(r"(.{3,30}?)\s*(?:[:：|]|\s-\s)\s*\S")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_WORDS, _CHARACTERS = 2, 4


def boilerplate_of(
    articles: Sequence[tuple[int, int, Prints]],
    titles_of: Callable[[set[int]], Mapping[int, str]],
    least: Least = LEAST,
) -> dict[int, int]:
    """Fingerprint -> number of stories, of the blocks that are boilerplate of a site.

    ``articles``: by their dates, of each its number, that of its story, and the fingerprints of its blocks in order.
    ``titles_of`` gives the headlines of a few of them.
    """
    found = repeated_blocks([(story, prints) for _, story, prints in articles], least)
    if not found:
        return {}
    blocks, numbers = together([(number, prints) for number, _, prints in articles])
    is_found = np.isin(blocks, np.array(sorted(found)))
    blocks, numbers = blocks[is_found], numbers[is_found]
    samples = {value: _spread(list(dict.fromkeys(numbers[blocks == value].tolist())), HEADLINES) for value in found}
    of_site = _spread([number for number, _, _ in articles], SITE_HEADLINES)
    titles = titles_of({*of_site, *chain.from_iterable(samples.values())})
    site_titles = [titles[number] for number in of_site]
    return {
        value: count
        for value, count in found.items()
        if not is_of_columns([titles[number] for number in samples[value]], site_titles)
    }


def together(articles: Sequence[tuple[int, Prints]]) -> tuple[Prints, Prints]:
    """The blocks of numbered articles one behind another, and of each block the number of its article."""
    if not articles:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    numbers = np.repeat(np.array([number for number, _ in articles]), [len(prints) for _, prints in articles])
    return np.concatenate([prints for _, prints in articles]), numbers


def repeated_blocks(stories: Sequence[tuple[int, Prints]], least: Least = LEAST) -> dict[int, int]:
    """Fingerprint -> number of stories, of the blocks that are repeated as boilerplate is.

    ``stories``: for each article of a site, by their dates, the number of its story and the fingerprints of its blocks
    in order.
    """
    if not stories:
        return {}
    lengths = np.array([len(prints) for _, prints in stories])
    prints = np.concatenate([prints for _, prints in stories])
    ranks: dict[int, int] = {}
    ranked = np.array([ranks.setdefault(number, len(ranks)) for number, _ in stories])
    story = np.repeat(ranked, lengths)
    from_start = np.arange(len(prints)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    from_end = np.repeat(lengths, lengths) - 1 - from_start
    is_edge = (from_start < _FIRST_BLOCKS) | (from_end < _LAST_BLOCKS)
    order = np.lexsort((~is_edge, story, prints))
    prints, story, is_edge = prints[order], story[order], is_edge[order]
    once = np.ones(len(prints), bool)
    once[1:] = (prints[1:] != prints[:-1]) | (story[1:] != story[:-1])
    prints, story, is_edge = prints[once], story[once], is_edge[once]
    values, starts, counts = np.unique(prints, return_index=True, return_counts=True)
    if not len(values):
        return {}
    at_edge = np.add.reduceat(is_edge.astype(np.int64), starts) / counts
    share = np.where(at_edge >= _MOSTLY_AT_EDGE, least.edge_share, least.share)
    is_learned = (counts >= least.articles) & (counts >= share * len(ranks))
    is_learned |= np.isin(values, _of_an_era(prints, story))
    return dict(zip(values[is_learned].tolist(), counts[is_learned].tolist(), strict=True))


def _of_an_era(prints: Prints, story: NDArray[np.int64]) -> Prints:
    """The fingerprints that stand in most of some stories in a row. Both are ordered by fingerprint, then by story."""
    behind = _ERA_ARTICLES - 1
    if len(prints) <= behind:
        return prints[:0]
    is_same = prints[behind:] == prints[: len(prints) - behind]
    is_close = story[behind:] - story[: len(story) - behind] < _ERA_STORIES
    found: Prints = prints[behind:][is_same & is_close]
    return found


def column_of(title: str) -> tuple[str, str]:
    """How a headline begins and ends, but for its numbers: what the headlines of one column have in common.

    >>> column_of("Weather for Tuesday, 3 March"), column_of("12月3日天气预报")
    (('weather for', 'tuesday march'), ('天气预报', '天气预报'))
    >>> column_of("Frost at night: the weather"), column_of("Markets: shipping was sought after")[0]
    (('frost at night', 'the weather'), 'markets')
    """
    text = fold(_NUMBERS.sub(" ", title[:300]))
    if _UNSPACED.search(text):
        plain = "".join(_WORD.findall(text))
        return plain[:_CHARACTERS], plain[-_CHARACTERS:]
    words = _WORD.findall(text)
    named = _NAMED.match(text)
    beginning = " ".join(_WORD.findall(named[1])) if named else " ".join(islice(words, _WORDS))
    return beginning, " ".join(words[-_WORDS:])


def is_of_columns(titles: Iterable[str], site_titles: Sequence[str]) -> bool:
    """Whether a block's stories, by their headlines, are those of very few columns.

    ``site_titles``: headlines of the site's stories of all kinds. What more than half of them share tells nothing.
    """
    ends = list(zip(*map(column_of, titles), strict=True))
    site_ends = list(zip(*map(column_of, site_titles), strict=True))
    for found, of_site in zip(ends, site_ends, strict=False):
        usual = {end for end, count in Counter(of_site).items() if count > len(of_site) / 2}
        telling = [end for end in found if end not in usual]
        varied = len(set(telling)) + len(found) - len(telling)
        if varied < max(LEAST.articles, _LEAST_VARIETY * len(found)):
            return True
    return False


def _spread(numbers: Sequence[int], most: int) -> list[int]:
    """At most so many of them, evenly from first to last."""
    if len(numbers) <= most:
        return list(numbers)
    return [numbers[place * len(numbers) // most] for place in range(most)]

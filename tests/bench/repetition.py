"""What learning from repetition does to real pages, whole sites at a time: ``python -m tests.bench.repetition CORPUS``.

``CORPUS`` is a corpus as :mod:`tests.bench.corpus` says. Prints precision and recall of the texts of source ``daniel``
without learning and with it, for several thresholds, and what a letter put into ten articles of each site leaves.
Target: precision up, recall down by less than 0.002, and nothing of the letter.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import product, starmap
from pathlib import Path
from statistics import mean

import numpy as np

from project.archive.overlap import judge
from project.boilerplate.drop import drop_boilerplate
from project.boilerplate.repeated import LEAST, Least, Prints, boilerplate_of
from project.folding import fingerprint
from project.pages.reading import read_page
from tests.bench.corpus import folder, gold_text, read_body, read_records

_TOKEN = re.compile(r"[぀-ヿ㐀-鿿฀-๿가-힯]|\w+")
_LETTER = (
    "Dear readers, a paper such as this one lives on those who read it.",
    "For the price of a coffee a week you keep our newsroom going, and every word of it open to all.",
    "Thank you for standing by us, whatever the season.",
)
_LETTERS = 10


@dataclass(frozen=True, slots=True)
class Sample:
    """One page: what was extracted, block by block, and what a person says is its text."""

    site: str
    title: str
    blocks: list[str]
    prints: Prints
    gold: Counter[tuple[str, ...]]


def read(corpus: Path, *, has_phrases: bool) -> dict[str, list[Sample]]:
    """Site -> its pages, extracted as a crawl does it."""
    sites: dict[str, list[Sample]] = defaultdict(list)
    records = [record for record in read_records(corpus) if record["source"] == "daniel" and record["gold"]]
    for record in records:
        body = read_body(corpus, record)
        article = read_page(body, record["url"], charset=record["charset"], by_hand=True).article
        if article is None:
            continue
        blocks = article.blocks
        if has_phrases:
            blocks = drop_boilerplate(blocks, title=article.title, language=article.language)
        words = [block.text for block in blocks if block.reason is None]
        prints = np.array([fingerprint(word) for word in words], np.int64)
        sites[article.site].append(Sample(article.site, article.title, words, prints, _shingles(gold_text(record))))
    return sites


def stories_of(samples: list[Sample]) -> list[int]:
    """The number of each page's story: that of the first page which it copies."""
    texts = ["\n\n".join(sample.blocks) for sample in samples]
    stories: list[int] = []
    for number, text in enumerate(texts):
        earlier = (n for n in range(number) if stories[n] == n and judge(text, texts[n], same_site=True))
        stories.append(next(earlier, number))
    return stories


def measure(samples: Iterable[Sample], learned: dict[str, set[int]]) -> tuple[float, float]:
    """(precision, recall): the means over all pages, over bags of four words."""
    scores = []
    for sample in samples:
        known = learned.get(sample.site, set())
        kept = [word for word, value in zip(sample.blocks, sample.prints.tolist(), strict=True) if value not in known]
        # An article is never emptied; the gold mostly opens with the headline.
        text = "\n\n".join(kept or sample.blocks)
        scores.append(max(_score(sample.gold, t) for t in (text, f"{sample.title}\n\n{text}")))
    return mean(score[1] for score in scores), mean(score[2] for score in scores)


def titles_of(samples: list[Sample]) -> Callable[[set[int]], dict[int, str]]:
    """The headlines of a site's pages by their places, as learning asks for some of them."""
    return lambda numbers: {number: samples[number].title for number in numbers}


def letters_left(samples: list[Sample], stories: list[int]) -> int:
    """Put the letter into ten articles of a site at chance places: how many of its blocks are not learned."""
    chance = random.Random(len(samples))
    letter = [fingerprint(block) for block in _LETTER]
    chosen = set(chance.sample(sorted(set(stories)), _LETTERS))
    articles = []
    for number, sample in enumerate(samples):
        found = sample.prints.tolist()
        if number in chosen:
            place = chance.randint(0, len(found))
            found[place:place] = letter
        articles.append((number, stories[number], np.array(found, np.int64)))
    known = boilerplate_of(articles, titles_of(samples))
    return sum(value not in known for value in letter)


def _score(gold: Counter[tuple[str, ...]], text: str) -> tuple[float, float, float]:
    got = _shingles(text)
    hit = (gold & got).total()
    precision = hit / got.total() if got else 0.0
    recall = hit / gold.total() if gold else 0.0
    return 2 * precision * recall / (precision + recall or 1), precision, recall


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    return Counter(tuple(tokens[i : i + 4]) for i in range(max(1, len(tokens) - 3))) if tokens else Counter()


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=folder)
    parser.add_argument("--sweep", action="store_true", help="a row for each combination of thresholds")
    arguments = parser.parse_args(argv)
    for has_phrases in (False, True):
        sites = read(arguments.corpus, has_phrases=has_phrases)
        stories = {site: stories_of(samples) for site, samples in sites.items()}
        everything = [sample for samples in sites.values() for sample in samples]
        before = measure(everything, {})
        print(f"phrase table {'on' if has_phrases else 'off'}, {len(everything)} pages of {len(sites)} sites")
        print(f"  {'without learning':34} precision {before[0]:.4f}           recall {before[1]:.4f}")
        grid = [LEAST]
        if arguments.sweep:
            grid = list(starmap(Least, product((3, 4, 5, 6, 10), (0.02, 0.05, 0.2))))
        for least in grid:
            learned = {
                site: set(
                    boilerplate_of(
                        [(n, stories[site][n], sample.prints) for n, sample in enumerate(samples)],
                        titles_of(samples),
                        least,
                    )
                )
                for site, samples in sites.items()
            }
            after = measure(everything, learned)
            name = f"N {least.articles}, share {least.share}, at the edge {least.edge_share}"
            print(
                f"  {name:34} precision {after[0]:.4f} {after[0] - before[0]:+.4f}   "
                f"recall {after[1]:.4f} {after[1] - before[1]:+.4f}   {sum(map(len, learned.values()))} blocks"
            )
        large = [site for site in sites if len(set(stories[site])) >= _LETTERS]
        left = sum(letters_left(sites[site], stories[site]) for site in large)
        print(f"  a letter of {len(_LETTER)} blocks in {_LETTERS} articles of each of {len(large)} sites: {left} left")


if __name__ == "__main__":
    main()

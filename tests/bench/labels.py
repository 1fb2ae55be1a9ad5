"""Which blocks of a page belong to its gold text: the choice that scores best by the corpus' own measure."""

from __future__ import annotations

import re
from collections import Counter

# The tokens of the measure: words, and single characters where a script writes no spaces.
TOKEN = re.compile(r"[぀-ヿ㐀-鿿฀-๿가-힯]|\w+")
_MOST_TRIED = 150


def tokens(text: str) -> list[str]:
    """The measure's tokens of a text."""
    return TOKEN.findall(text)


def shingles(words: list[str]) -> Counter[tuple[str, ...]]:
    """Bag of 4-token shingles; a shorter text is one shingle."""
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def label(texts: list[str], groups: list[int], gold: str) -> list[bool]:
    """For each block whether it belongs. ``groups``: equal for blocks under one element.

    Blocks that mostly consist of the gold's shingles come first; then each doubtful block is turned round as long as
    that raises the F1 of the whole page.
    """
    wanted = shingles(tokens(gold))
    in_gold = sum(wanted.values())
    known = set(tokens(gold))
    words = [tokens(text) for text in texts]
    count = len(texts)
    covered = [
        sum(key in wanted for key in shingles(w).elements()) / (len(w) - 3) if len(w) > 3 else 0.0 for w in words
    ]
    mass: Counter[int] = Counter()
    for row in range(count):
        mass[groups[row]] += int(covered[row] * len(words[row]))
    chosen = [False] * count
    used: Counter[tuple[str, ...]] = Counter()
    for row in sorted((r for r in range(count) if covered[r] > 0.3), key=lambda r: (-mass[groups[r]], r)):
        own = shingles(words[row])
        if sum(min(n, max(0, wanted[key] - used[key])) for key, n in own.items()) > 0.5 * sum(own.values()):
            chosen[row] = True
            used += own

    def score() -> float:
        bag = shingles([word for row in range(count) if chosen[row] for word in words[row]])
        return 2 * sum((wanted & bag).values()) / ((in_gold + sum(bag.values())) or 1)

    best = score()
    rows = [r for r in range(count) if chosen[r]]
    low, high = (rows[0] - 12, rows[-1] + 12) if rows else (0, count)
    doubtful = [
        row
        for row in range(count)
        if words[row]
        and not chosen[row]
        and (covered[row] > 0.3 or low <= row <= high)
        and (covered[row] > 0 or (len(words[row]) < 4 and known.issuperset(words[row])))
    ][:_MOST_TRIED]
    doubtful += [row for row in rows if len(words[row]) < 12 or covered[row] < 0.9]
    for _ in range(2):
        before = best
        for row in doubtful:
            chosen[row] = not chosen[row]
            if (now := score()) > best + 1e-9:
                best = now
            else:
                chosen[row] = not chosen[row]
        if best == before:
            break
    return chosen

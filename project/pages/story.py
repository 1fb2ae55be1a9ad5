"""What is left of an article without boilerplate: the judgement of the crawl, and of whoever reads its pages again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from project.boilerplate.drop import drop_boilerplate
from project.briefs import is_too_little
from project.items import Article, Block
from project.pages.validity import reason_to_drop


def without_boilerplate(
    article: Article, learned: Mapping[int, int], site_names: Sequence[str] = ()
) -> list[Block] | None:
    """The blocks of an article, those that are boilerplate with their reason; None where nothing of a story is left.

    What a site repeats (``learned``: fingerprint -> number of articles) is never so much of an article that too little
    is left: the same brief may run again.
    """
    for known in (learned, {}) if learned else ({},):
        blocks = drop_boilerplate(
            article.blocks,
            title=article.title,
            language=article.language,
            site_names=site_names,
            authors=article.authors,
            learned=known,
        )
        kept = [block.text for block in blocks if block.reason is None]
        if kept and (not known or not is_too_little(kept)):
            return blocks
    return None


def drop_from(article: Article, learned: Mapping[int, int], site_names: Sequence[str] = ()) -> list[str] | None:
    """Give every block of an article that is boilerplate its reason: from what was worked out ahead, where that holds.

    Returns the reasons that were given; None where nothing of a story would be left, and the blocks are as they were.
    """
    ahead = article.ahead
    if ahead is not None and learned.keys().isdisjoint(ahead.prints):
        for position, reason in ahead.reasons.items():
            article.blocks[position].reason = reason
        return list(ahead.reasons.values())
    if ahead is not None:
        ahead.signature = None
    blocks = without_boilerplate(article, learned, site_names)
    if blocks is None:
        return None
    pairs = zip(article.blocks, blocks, strict=True)
    reasons = [block.reason for before, block in pairs if block.reason is not None and before.reason is None]
    article.blocks = blocks
    return reasons


def reason_without(article: Article, reasons: list[str] | None) -> str | None:
    """Why what :func:`drop_from` left of an article is none, by what it gave; None where it is one."""
    if reasons is None:
        return "nothing but boilerplate"
    return reason_to_drop(article, article.seen_at) if reasons else None

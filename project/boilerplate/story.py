"""What is left of an article without boilerplate: the judgement of the crawl, and of whoever reads its pages again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from project.boilerplate.drop import drop_boilerplate
from project.items import Article, Block


def without_boilerplate(
    article: Article, learned: Mapping[int, int], site_names: Sequence[str] = ()
) -> list[Block] | None:
    """The blocks of an article, those that are boilerplate with their reason; None where nothing of a story is left.

    What a site repeats (``learned``: fingerprint -> number of articles) is never a whole article: the same brief may
    run again.
    """
    for known in (learned, {}) if learned else ({},):
        blocks = drop_boilerplate(
            article.blocks, title=article.title, language=article.language, site_names=site_names, learned=known
        )
        if any(block.reason is None for block in blocks):
            return blocks
    return None

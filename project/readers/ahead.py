"""What the pipelines will ask of an article, worked out where its page is read: that process has time of its own."""

from __future__ import annotations

from collections.abc import Sequence

from project.archive.overlap import signature
from project.archive.storable import storable
from project.folding import fingerprint
from project.items import Ahead, Article
from project.pages.story import without_boilerplate


def work_ahead(article: Article, site_names: Sequence[str] = ()) -> Ahead | None:
    """What can be known of an article without the archive; None where nothing but boilerplate is left of it."""
    blocks = without_boilerplate(article, {}, site_names)
    if blocks is None:
        return None
    text = "\n\n".join(block.text for block in blocks if block.reason is None)
    return Ahead(
        {n: new.reason for n, new in enumerate(blocks) if new.reason and article.blocks[n].reason is None},
        [0 if block.reason else fingerprint(block.text) for block in article.blocks],
        signature(storable(text)),
    )

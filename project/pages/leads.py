"""Lists that show a story at length: the headline above the text leads to the page where that story stands.

Above a story stands its own headline, which leads nowhere else, and the page is called so in its ``title``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from project.addresses import canonical
from project.discovery.kinds import TO_READ, is_title
from project.extraction.blocks import PageBlocks
from project.extraction.page import Page
from project.extraction.story.block_traits import is_link
from project.extraction.titles import key
from project.folding import fold_name
from project.items import Article
from project.pages.entries import is_linked_headline
from project.pages.further_parts import title_words
from project.pages.not_found import texts_of
from project.scripts import DENSE

if TYPE_CHECKING:
    from project.discovery.links import PageLinks

# Characters of a paragraph. Between the first one and its headline there may be a date, a writer and what was left out.
_PARAGRAPH = 40
_NEAR = 6
# A list may have a headline, too: its words are none of the text's beginning, but those of the one above it are. Of the
# corpus' stories 204 stand below another one's headline, two of them share as few words with their own, and none with
# the other one as many.
_BEGINNING = 2000
_STEM = 4
_OF_TITLE = 0.1
_OF_ABOVE = 0.4


def opens_with_another(page: Page, article: Article, links: PageLinks) -> bool:
    """Whether a text stands below the headline of a story that has a page of its own, and below none of this page."""
    blocks, title = page.blocks, key(article.title)
    heading = _linked_above(blocks, article, title)
    if heading is None:
        return False
    above = key(blocks.texts[heading])
    if above != title and is_title(article.title) and article.sources.get("title") != "title":
        text = _stems(article.text[:_BEGINNING])
        if _share(_stems(article.title), text) > _OF_TITLE or _share(_stems(blocks.texts[heading]), text) < _OF_ABOVE:
            return False
    if any(above in key(text) for text in texts_of(page, "title")):
        return False
    own = {canonical(article.url), canonical(links.url)}
    found = [link for link in links.links if link.text == blocks.texts[heading]]
    return any(link.kind in TO_READ for link in found) and not any(canonical(link.url) in own for link in found)


def _stems(text: str) -> set[str]:
    """How the words of a text begin, whatever their endings are."""
    words = title_words(fold_name(text))
    return {word[:_STEM] for word in words if len(word) >= _STEM or DENSE.match(word)}


def _share(some: set[str], text: set[str]) -> float:
    return len(some & text) / len(some) if some else 0


def _linked_above(page: PageBlocks, article: Article, title: str) -> int | None:
    """The row of the headline above the first paragraph of a text, where it is a link, and the story's own is not."""
    texts = set(article.paragraphs)
    for first, text in enumerate(page.texts):
        if text in texts and len(text) >= _PARAGRAPH and not is_link(page, first):
            break
    else:
        return None
    for row in range(first - 1, max(first - 1 - _NEAR, -1), -1):
        if is_linked_headline(page, row):
            return row
        if key(page.texts[row]) == title and not is_link(page, row):
            return None
    return None

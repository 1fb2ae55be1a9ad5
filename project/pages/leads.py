"""Lists that show a story at length: the headline above the text leads to the page where that story stands.

Above a story stands its own headline, which leads nowhere else, and the page is called so in its ``title``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from project.addresses import canonical
from project.discovery.kinds import TO_READ, is_headline
from project.extraction.blocks import TAG_CODE, PageBlocks
from project.extraction.page import Page
from project.extraction.titles import key
from project.items import Article
from project.pages.not_found import texts_of
from project.scripts import size_of

if TYPE_CHECKING:
    from project.discovery.links import PageLinks

_HEADINGS = frozenset(TAG_CODE[name] for name in ("h1", "h2", "h3", "h4", "h5"))
# How much of a headline is a link, and characters of one that is a heading and of one that is not.
_LINKED = 0.7
_HEADING = 10
_HEADLINE = 20
# Characters of a paragraph. Between the first one and its headline there may be a date, a writer and what was left out.
_PARAGRAPH = 40
_NEAR = 6
# A section has one or two words for its name.
_TITLE_WORDS = 3


def opens_with_another(page: Page, article: Article, links: PageLinks) -> bool:
    """Whether a text stands below the headline of a story that has a page of its own, and below none of this page."""
    blocks, title = page.blocks, key(article.title)
    heading = _linked_above(blocks, article, title)
    if heading is None:
        return False
    above = key(blocks.texts[heading])
    if above != title and is_title(article.title) and article.sources.get("title") != "title":
        return False
    if any(above in key(text) for text in texts_of(page, "title")):
        return False
    own = {canonical(article.url), canonical(links.url)}
    found = [link for link in links.links if link.text == blocks.texts[heading]]
    return any(link.kind in TO_READ for link in found) and not any(canonical(link.url) in own for link in found)


def is_title(title: str) -> bool:
    """Whether a title is a headline rather than the name of a section."""
    return is_headline(title) or len(title.split()) >= _TITLE_WORDS


def _linked_above(page: PageBlocks, article: Article, title: str) -> int | None:
    """The row of the headline above the first paragraph of a text, where it is a link, and the story's own is not."""
    texts = set(article.paragraphs)
    for first, text in enumerate(page.texts):
        if text in texts and len(text) >= _PARAGRAPH and page.links[first] < _LINKED * len(text):
            break
    else:
        return None
    for row in range(first - 1, max(first - 1 - _NEAR, -1), -1):
        text = page.texts[row]
        if page.links[row] >= _LINKED * len(text):
            if size_of(text) >= (_HEADING if page.tags[page.frames[row]] in _HEADINGS else _HEADLINE):
                return row
        elif key(text) == title:
            return None
    return None

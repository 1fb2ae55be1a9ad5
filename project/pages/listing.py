"""Pages that list stories: what they say of themselves, their addresses and how they are built tell them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from project.boilerplate.lines import is_date_line
from project.discovery.kinds import TO_READ, Kind
from project.extraction.blocks import TAG_CODE, PageBlocks
from project.folding import fold
from project.items import Article
from project.pages.entries import has_own_headline, stands_alone
from project.pages.validity import LISTS
from project.scripts import size_of

if TYPE_CHECKING:
    from project.discovery.links import PageLinks

_TRUSTED = frozenset({"json-ld", "meta og:type"})
# Addresses that may be a story's although a folder is named as those of lists are: /category/politics/ferry-strike.
_MAY_TELL: frozenset[Kind] = TO_READ | {"section", "tag", "author", "other", "archive"}
# Characters of a story, of it for each link to another one, and of its mean paragraph, where the address is that of a
# list: teasers have up to 300 a link. tests.bench.discovery chose them.
_STORY_LENGTH = 1000
# As much where the page bears a date.
_DATED_LENGTH = 300
# As much of a text that stands alone below its headline, and where that is dated.
_LENGTH_ALONE = 500
_DATED_ALONE = 150
_STORY_SHARE = 400
_STORY_PARAGRAPH = 100
# Where a story's date stands; a list's is in its masthead.
_BY_HEADLINE = frozenset({"line by the headline", "json-ld datePublished", "microdata datePublished"})
# A list is seldom signed: short stories with a dozen links to others beside them are. At 50 as at 100,
# tests.bench.discovery took no list for a story.
_SIGNED_PARAGRAPH = 50
_SIGNED_SHARE = 50

_IN_HEADING = sum(1 << TAG_CODE[name] for name in ("h2", "h3", "h4", "h5"))
# One of the corpus' 1,174 stories has half of its text below such headings, no other one a third; lists have all of it.
_LEAST_TEASERS = 3
_LEAST_SHARE = 0.6
_LEAST_LINK = 0.9
# A headline without an element of its own, in characters, may share its line with a time.
_HEADLINE = 30
_LEAST_LINKED = 0.7
# Between a teaser's headline and its text there may be a date and a section.
_NEAR = 3


def why_list(page: PageBlocks, article: Article, kind: Kind, links: PageLinks) -> str | None:
    """Why a page lists stories rather than tells one; ``kind`` is what its address shows. None for a story.

    ``links`` are the page's: they are only looked for where nothing else decides.

    What the page says of itself in its structured data decides first, but for a collection that shows one text below
    its headline: some systems call their stories so. Beyond that, the address of a list is believed unless a text
    stands there as only a story's is: lists have teasers, short and hardly more than their links. A long
    one that is signed, or dated by its headline, is one however many links stand beside it.
    """
    by = article.sources.get("page_type")
    if article.page_type in LISTS and (by != "address" or kind not in _MAY_TELL):
        calls_itself_list = article.page_type == "section" and by == "json-ld"
        if not calls_itself_list or not stands_alone(page, article, links):
            return f"a {article.page_type} page"
    elif by in _TRUSTED or kind in TO_READ:
        return None
    paragraphs = [text for text in article.paragraphs if not is_date_line(fold(text))]
    length = sum(map(size_of, paragraphs))
    is_dated = article.published_at is not None and article.sources.get("published_at") != "address"
    is_signed = is_dated and bool(article.authors)
    is_alone = length >= (_DATED_ALONE if is_dated else _LENGTH_ALONE) and stands_alone(page, article, links)
    least = _SIGNED_PARAGRAPH if is_signed else _STORY_PARAGRAPH
    is_enough = is_alone or length >= (_DATED_LENGTH if is_dated else _STORY_LENGTH)
    if is_enough and length / len(paragraphs) >= least:
        is_long = length >= _STORY_LENGTH and length / len(paragraphs) >= _STORY_PARAGRAPH
        if is_long and (is_signed or article.sources.get("published_at") in _BY_HEADLINE):
            return None
        if has_own_headline(page, article, links):
            return None
        stories = sum(link.kind == "article" for link in links.links)
        if length >= (_SIGNED_SHARE if is_signed else _STORY_SHARE) * stories:
            return None
    name = kind if kind in LISTS else "section"
    return f"a {name} page" if name in ("login", "shop") else f"a {name} page: it lists other stories"


def is_list(page: PageBlocks, story: Collection[str], least: float = _LEAST_SHARE, *, with_lines: bool = False) -> bool:
    """Whether more than the share ``least`` of the ``story``, the texts that were taken for one, stands right below
    headings that are links, or ``with_lines`` below whole lines that are: stories have those too, as questions."""
    texts = set(story)
    headings: set[int] = set()
    teasers: set[int] = set()
    below = total = 0
    for row, text in enumerate(page.texts):
        if text not in texts or _is_linked_heading(page, row, with_lines):
            continue
        total += len(text)
        is_second = row - 1 in teasers and row - 2 not in teasers
        if is_second and page.frames[row] == page.frames[row - 1]:  # a teaser of two paragraphs
            teasers.add(row)
            below += len(text)
            continue
        for before in range(row - 1, max(row - 1 - _NEAR, -1), -1):
            if _is_linked_heading(page, before, with_lines):
                headings.add(before)
                teasers.add(row)
                below += len(text)
            if page.texts[before] in texts or before in headings:
                break
    return len(headings) >= _LEAST_TEASERS and below > least * total


def _is_linked_heading(page: PageBlocks, row: int, with_lines: bool) -> bool:
    text = page.texts[row]
    is_head = bool(page.lineage[page.frames[row]] & _IN_HEADING)
    least = _LEAST_LINK if is_head else _LEAST_LINKED
    return (is_head or (with_lines and size_of(text) >= _HEADLINE)) and bool(page.links[row] >= least * len(text))

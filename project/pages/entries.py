"""Lists of stories by how they are built: their text stands in entries, each with a link to the story that it tells of.

Links and blocks tell this whatever the page says of itself: many systems call every page an article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from project.addresses import canonical
from project.discovery.kinds import TO_READ, Kind, is_headline, is_title
from project.extraction.blocks import TAG_CODE, PageBlocks
from project.extraction.titles import key
from project.items import Article
from project.scripts import STOPS, size_of

if TYPE_CHECKING:
    from project.discovery.links import PageLinks

_HEADINGS = frozenset(TAG_CODE[name] for name in ("h1", "h2", "h3", "h4", "h5"))
_P = TAG_CODE["p"]
# How much of a block is a link, characters of one that is a headline, and of one that is "Read more".
_LINKED = 0.7
_HEADLINE = 20
_HEADING = 10
_LABEL = range(3, 40)
# Blocks of an entry, and links on the page that have the same text because they all lead on.
_TEASER = 3
_SAME = 3
_LABELS = 5
_OPENING = 20
# So many entries hold so much of the text, none of them more than the rest together. tests.bench.odd_sites chose them:
# of the corpus' 1,174 stories, with their metadata and without, five that nobody signs reach half of the share.
_ENTRIES = 4
_SHARE = 0.8
_LARGEST = 0.4
# Longer than any digest that is signed.
_LONG_LIST = 10
_LONG_SHARE = 0.98
# Lines between a headline and its story, and behind that, of which so many entries show a list.
_ABOVE = 14
_BELOW = 12
_LONGEST_INTRODUCTION = 1000
# The same where whole stories count, at the address of a list.
_WHOLE = 3
_OF_A_STORY = 0.3
_WHOLE_SHARE = 0.9
_WHOLE_LARGEST = 0.7


class Listed(NamedTuple):
    """How much of a page's text stands in entries of a list."""

    entries: int = 0
    share: float = 0
    largest: float = 0
    """The share of the largest one."""
    headlines: frozenset[str] = frozenset()
    """Those above entries."""
    texts: frozenset[str] = frozenset()
    """What stands in them."""


def lists_stories(page: PageBlocks, found: Listed, article: Article, kind: Kind, links: PageLinks) -> bool:
    """Whether a page lists other stories, by its entries; ``kind`` is what its address shows.

    A digest lists them too: it has a headline of its own, which is no link, and is signed or calls itself an article.
    """
    if not found.entries:
        return False
    is_below = key(article.title) in map(key, found.headlines)
    is_long = found.entries >= _LONG_LIST and found.share >= _LONG_SHARE
    if _is_told(article, kind) and not is_below and not is_long:
        return False
    if found.entries >= _ENTRIES and found.share >= _SHARE and found.largest <= _LARGEST:
        return True
    if kind not in TO_READ:
        is_all = found.share >= _WHOLE_SHARE
        return is_all and (is_below or (found.entries >= _WHOLE and found.largest <= _WHOLE_LARGEST))
    if found.entries <= _ENTRIES:
        return False
    whole = listed(page, article, links, is_whole=True)
    return whole.share >= _WHOLE_SHARE and whole.largest <= _LARGEST


def may_list(page: PageBlocks, article: Article, kind: Kind) -> bool:
    """Whether the page's links are worth the time to look for them: not at a story's address where too few blocks could
    open an entry, and not for a story that is signed, has a headline of its own and few links, as most are."""
    rows, kept = _rows_round(page, article)
    linked = [row for row in rows if page.links[row]]
    opening = [row for row in linked if row in kept or page.links[row] >= _LINKED * len(page.texts[row])]
    # A link round the picture above a headline may be all.
    pictured = [row for row in rows if page.media[row] and not page.texts[row].endswith(STOPS)]
    if kind in TO_READ and max(len(opening), len(pictured)) < _WHOLE:
        return False
    if not _is_told(article, kind):
        return True
    return len(linked) >= _LONG_LIST or key(article.title) in (key(page.texts[row]) for row in linked)


def _is_told(article: Article, kind: Kind) -> bool:
    """Whether a page is signed or calls itself an article, and has a headline and not a list's name."""
    is_told = bool(article.authors) or article.sources.get("page_type") == "json-ld"
    is_titled = is_headline(article.title) or (kind in TO_READ and is_title(article.title))
    return is_told and is_titled


def own_texts(found: Listed, article: Article) -> list[str]:
    """The texts of a page that do not stand in entries, where there are several: one may be the story's own."""
    return [text for text in article.paragraphs if found.entries < _WHOLE or text not in found.texts]


def has_own_headline(page: PageBlocks, article: Article, links: PageLinks) -> bool:
    """Whether a text has a headline, which is no link to another story, and hardly any of it tells of others."""
    if not is_headline(article.title) and not stands_alone(page, article, links):
        return False
    found = listed(page, article, links, is_whole=True)
    is_other = found.entries > 1 and found.share >= _OF_A_STORY
    return not is_other and key(article.title) not in map(key, found.headlines)


def stands_alone(page: PageBlocks, article: Article, links: PageLinks) -> bool:
    """Whether a text stands right below its headline, and above no other stories, as what introduces a list does."""
    kept = _rows_round(page, article)[1]
    if not kept or not is_title(article.title):
        return False
    first, last, title = min(kept), max(kept), key(article.title)
    above = range(max(first - _ABOVE, 0), first + 1)
    if not any(key(page.texts[row]) == title and page.links[row] < _LINKED * len(page.texts[row]) for row in above):
        return False
    if sum(map(size_of, article.paragraphs)) >= _LONGEST_INTRODUCTION:
        return True
    others = {link.text for link in links.links if link.kind in TO_READ}
    below = range(last + 1, min(last + 1 + _BELOW, len(page)))
    return sum(1 if page.texts[row] in others else _headlines_in(page, row) for row in below) < _ENTRIES


def _headlines_in(page: PageBlocks, row: int) -> int:
    """How many headlines a line of links holds."""
    size, links = size_of(page.texts[row]), page.anchors[row]
    return links if page.links[row] >= _LINKED * len(page.texts[row]) and size >= _HEADLINE * links else 0


def listed(page: PageBlocks, article: Article, links: PageLinks, *, is_whole: bool) -> Listed:
    """How much of an article's text stands in entries. ``is_whole``: below a heading, all up to the next one."""
    rows, kept = _rows_round(page, article)
    if not rows:
        return Listed()
    addresses = {canonical(article.url), canonical(links.url)}
    ends = tuple(address.rpartition("/")[2] for address in addresses)
    near = (link for link in links.links if any(map(link.url.__contains__, ends)))
    own = {link.text for link in near if canonical(link.url) in addresses}
    leading = Counter(link.text for link in links.links if link.kind in TO_READ and len(link.text) in _LABEL)
    labels = tuple(text for text, number in leading.most_common(_LABELS) if number >= _SAME)
    linked = (anchor.text for anchor in links.anchors if size_of(anchor.text) >= _HEADLINE and anchor.text not in own)
    openings = {text[: _OPENING if len(text) >= _OPENING else _OPENING // 2] for text in linked}
    titles = {anchor.title for anchor in links.anchors if size_of(anchor.title) >= _HEADLINE}
    pictured = (
        {link.text for link in links.links if link.text in titles and link.kind in TO_READ} - own - {article.title}
    )
    entries: list[list[str]] = []
    headlines = set[str]()
    total = room = 0
    waiting: list[str] = []
    for row in rows:
        text, links_in, is_kept = page.texts[row], page.links[row], row in kept
        total += len(text) if is_kept else 0
        if links_in and text in labels:  # it ends the entry above
            entries.append(waiting)
            waiting, room = [], 0
        elif text in pictured or (links_in and text not in own and is_linked_headline(page, row)):
            waiting, room = [], 0
            if not _is_amid(page, row):
                headlines.add(text)
                entries.append([text] if is_kept else [])
                is_heading = page.tags[page.frames[row]] in _HEADINGS
                room = len(page) if is_whole and is_heading else _TEASER
        elif is_kept and links_in and (_opens_with(text, openings) or text.endswith(labels)):
            entries.append([text])
            waiting, room = [], 0
        elif is_kept and room:
            entries[-1].append(text)
            room -= 1
        elif is_kept:
            waiting = [*waiting[1 - _TEASER :], text]
    sizes = [sum(map(len, entry)) for entry in entries if entry]
    listed_texts = frozenset(text for entry in entries for text in entry)
    largest = max(sizes, default=0) / total
    return Listed(len(sizes), sum(sizes) / total, largest, frozenset(headlines), listed_texts)


def _rows_round(page: PageBlocks, article: Article) -> tuple[range, set[int]]:
    """The blocks from a little before a text to a little behind it, and those of the text."""
    texts = set(article.paragraphs)
    kept = {row for row, text in enumerate(page.texts) if text in texts}
    return range(max(min(kept) - _TEASER, 0), min(max(kept) + _TEASER, len(page))) if kept else range(0), kept


def is_linked_headline(page: PageBlocks, row: int) -> bool:
    """Whether a block is a link, and as long as a headline."""
    text = page.texts[row]
    is_heading = page.tags[page.frames[row]] in _HEADINGS
    return page.links[row] >= _LINKED * len(text) and size_of(text) >= (_HEADING if is_heading else _HEADLINE)


def _opens_with(text: str, openings: Collection[str]) -> bool:
    """Whether a text begins as a linked headline does; those of few characters are of scripts that need no more."""
    return text[:_OPENING] in openings or text[: _OPENING // 2] in openings


def _is_amid(page: PageBlocks, row: int) -> bool:
    """Whether a line is a paragraph among others, as "Read also" is amid a story."""
    frame = page.frames[row]
    beside = (page.frames[near] for near in (row - 1, row + 1) if 0 <= near < len(page))
    return page.tags[frame] == _P and any(
        page.tags[near] == _P and page.parents[near] == page.parents[frame] for near in beside
    )

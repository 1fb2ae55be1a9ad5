"""The further parts of a story that stands on several pages, one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from project.addresses import canonical
from project.discovery.paging import is_next_part
from project.folding import fold, label_of
from project.items import Article
from project.scripts import UNSPACED

if TYPE_CHECKING:
    from lxml.etree import _Element

    from project.extraction.page import Page
    from project.reading import Reading

# The mark of a further part of a story: ?page=2, /page/2, /2, -2.html, _2.html, ,2.html.
_PART_QUERY = re.compile(r"(?:^|&)(?:page|seite|pagina|pg|p|strona)=(\d{1,2})(?=&|$)", re.IGNORECASE)
_PART_PATH = re.compile(
    r"(?:/(?:page|seite|pagina|p)[/_-]?|/|[-_,](?:p|page|seite)?)(\d{1,2})(?=/?$|\.s?html?$)", re.IGNORECASE
)
_PAGE_WORD = re.compile(r"[a-z]{2}", re.IGNORECASE)
# A number that is a word of its own, or stands in a script without spaces: "Page 2", "2/4", "第2页"; not "CO2", "2.5".
_NUMBER = re.compile(r"(?<![\da-z])(?<!\d[.,:])\d+(?![\da-z]|[.,:]\d)")
_ARROW = re.compile("[»›>→►▶▸⇒➜➔]")
# "Teil 2: Die Flucht". What is longer is a headline that has the number in it.
_LONGEST_NUMBERED = 30
_LONGEST_TEXT = 300
# The row of pages by its class: "pagination", "article-pager", "page-links", "wp-pagenavi", "post-page-numbers".
_PAGER = re.compile(r"paginat|pag(?:er|ing)(?![a-z])|page-?(?:links|numbers|nav)", re.IGNORECASE)
# <div class="pagination"><nav><ul><li><a>
_PAGER_DEPTH = 4
# A page that has more links to the one address is made to cost time.
_MOST_LOOKS = 30
_TITLE_END = re.compile(r" [|·-] ")
_HOUR = re.compile(r"\d[:.h時点시]\d|\d\s?(?:am|pm|Uhr)\b", re.IGNORECASE)
# Two dates of one day, one of them without its hour, in zones that nobody knows.
_DAY_AND_ZONE = timedelta(hours=36)
# Some systems stamp each part of a story when it is saved.
_SAVED_TOGETHER = timedelta(hours=1)
_UNSPACED = re.compile(f"[{UNSPACED}]")
# Where neither a query nor a fragment follows: "/seite-12.shtml".
_LONGEST_MARK = 24
MAX_PARTS = 30


def part_of(url: str) -> tuple[str, int]:
    """(the key of the story, number of the part) by the address alone; 1 where it names none.

    >>> part_of("https://example.com/ice-melts-7.html?page=2")
    ('https://example.com/ice-melts-7.html', 2)
    """
    key = canonical(url)
    parts = urlsplit(key)
    if found := _PART_QUERY.search(parts.query):
        rest = (parts.query[: found.start()] + parts.query[found.end() :]).strip("&")
        return canonical(parts._replace(query=rest).geturl()), int(found[1])
    if found := _PART_PATH.search(parts.path):
        rest = parts.path[: found.start()] + parts.path[found.end() :]
        return canonical(parts._replace(path=rest).geturl()), int(found[1])
    return key, 1


def is_named_part(url: str) -> bool:
    """Whether an address says in a word that it is a part. A bare number may stand behind any story: news systems put
    ``-2`` behind the name of a later one that has the same headline."""
    parts = urlsplit(canonical(url))
    found = _PART_QUERY.search(parts.query) or _PART_PATH.search(parts.path)
    return found is not None and _PAGE_WORD.search(found[0]) is not None


def find_next_part(page: Page) -> str | None:
    """The address at which the story goes on: of the same story by its shape, and the next number.

    ``rel=next`` alone does not tell: common news systems mark the next story so.
    """
    here = canonical(page.url)
    story, number = part_of(page.url)
    # Most links need not be looked at any closer: they do not end in the next number.
    following = str(number + 1)
    pattern = rf"[=/_,-][a-z]*(?:2|{following})(?:/?|\.s?html?|&.*)\Z"
    is_candidate = re.compile(pattern, re.IGNORECASE | re.DOTALL).search
    headlines = cache(lambda: _headlines(page))
    looks = 0
    for anchor in page.root.iter("a", "link"):
        href = anchor.get("href")
        if not href or len(href) > 2000:
            continue
        end = href.partition("#")[0]
        end = end if "&" in end else end[-_LONGEST_MARK:]
        if ("2" not in end and following not in end) or not is_candidate(end):
            continue
        if anchor.tag == "link" and anchor.get("rel") != "next":
            continue
        try:
            url = urljoin(page.base_url, href.strip())
        except ValueError:
            continue
        story_there, number_there = part_of(url)
        # "-7.html" may be the story's own number, and this its first part
        is_second = number_there == 2 and story_there == here
        if not is_second and not (number > 1 and number_there == number + 1 and story_there == story):
            continue
        looks += 1
        if looks > _MOST_LOOKS:
            break
        if is_named_part(url) or _is_of_paging(anchor, number_there, headlines):
            return url
    return None


def _is_of_paging(anchor: _Element, number: int, headlines: Callable[[], set[str]]) -> bool:
    """Whether a link is one of a row of pages: by its words, by those of its picture or its tip, or by its place.

    A later story in a box of others has its headline for words, often that of this page.
    """
    if "next" in (anchor.get("rel") or "").split():
        return True
    pieces = list(islice(anchor.itertext(), 9))
    texts: list[str | None] = ["".join(pieces), " ".join(pieces)]
    texts += [each.get("alt") for each in islice(anchor.iter(), 20) if each.tag == "img"]
    texts += [anchor.get("title"), anchor.get("aria-label")]
    words = [folded for text in texts if text and (folded := fold(text[:_LONGEST_TEXT]))]
    if words and words[0] in headlines():
        return False
    if any(_has_number(text, number) or is_next_part(text) or _is_arrow(text) for text in words):
        return True
    is_short = all(len(text) < _LONGEST_NUMBERED for text in words)
    near = chain((anchor,), islice(anchor.iterancestors(), _PAGER_DEPTH))
    return is_short and any(_PAGER.search(element.get("class") or "") for element in near)


def _headlines(page: Page) -> set[str]:
    found = set()
    for element in chain(page.root.iter("h1"), page.root.iterfind("head/title")):
        text = fold("".join(islice(element.itertext(), 99))[:_LONGEST_TEXT])
        found |= {text, _TITLE_END.split(text)[0]}
    return found


def _has_number(folded: str, number: int) -> bool:
    """Whether a short text has the number in it, and none that is a year's."""
    numbers = _NUMBER.findall(folded) if len(folded) < _LONGEST_NUMBERED else ()
    return all(len(each) < 3 for each in numbers) and any(int(each) == number and each[0] != "0" for each in numbers)


def _is_arrow(folded: str) -> bool:
    return _ARROW.search(folded) is not None and not label_of(folded)


def is_same_story(first: Article, part: Article) -> bool:
    """Whether a page with a bare number may go on with a story: it has the same date, or else a headline like it."""
    here, there = first.published_at, part.published_at
    if here is not None and there is not None:
        apart = abs(here - there)
        if first.sources.get("published_at") != part.sources.get("published_at"):
            return apart <= _DAY_AND_ZONE
        # two stories of one day have the same date where it has no hour
        is_exact = here.minute > 0 or _HOUR.search(first.published_at_raw or "") is not None
        if (not apart and is_exact) or apart > _SAVED_TOGETHER:
            return not apart
    one, other = _words(first.title), _words(part.title)
    return len(one & other) >= min(len(one), len(other)) / 2


def _words(title: str) -> set[str]:
    """The words of a headline; pairs of characters where a script sets no spaces between its words."""
    found: set[str] = set()
    for word in title.casefold().split():
        found |= set(map("".join, pairwise(word))) if len(word) > 1 and _UNSPACED.search(word) else {word}
    return found


def join_part(article: Article, part: Article) -> int:
    """Append the story of a further part; what it repeats of the parts before is left out. Gives the blocks added."""
    known = {block.text for block in article.blocks}
    new = [block for block in part.blocks if block.text not in known]
    if new:
        article.blocks.extend(new)
        article.ahead = None  # it was that of the first part alone
    return len(new)


class Parts:
    """The further parts of a story, one after the other: each is read at ``next_url`` and given to :meth:`join`.

    ``key`` is the canonical address of the first part, ``next_part`` what its reading says. ``is_other_story``: what
    was given last is another one.
    """

    def __init__(self, article: Article, key: str, next_part: str | None) -> None:
        self._article = article
        self._seen = {key}
        self.next_url: str | None = None
        self.is_other_story = False
        self._go_on_at(next_part)

    def join(self, reading: Reading) -> bool:
        """Append a part; False where it adds nothing, and the story ends before it."""
        part, url = reading.article, self.next_url or ""
        self.is_other_story = part is not None and not is_named_part(url) and not is_same_story(self._article, part)
        if part is None or self.is_other_story or not join_part(self._article, part):
            self.next_url = None
            return False
        self._go_on_at(reading.next_part)
        return True

    def _go_on_at(self, url: str | None) -> None:
        key = canonical(url) if url is not None else ""
        is_new = url is not None and key not in self._seen and len(self._seen) < MAX_PARTS
        self._seen.add(key)
        self.next_url = url if is_new else None

"""Where a story goes on: the address of its next part, and which part an address is."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from project.addresses import canonical
from project.discovery.paging import is_next_part
from project.folding import fold, label_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from project.extraction.page import Page

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
# Where neither a query nor a fragment follows: "/seite-12.shtml".
_LONGEST_MARK = 24


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

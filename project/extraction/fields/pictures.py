"""The picture that belongs to a story, where only the page shows one, and which pictures stand for any story."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from project.extraction import dates
from project.extraction.fields.evidence import Evidence
from project.extraction.markup.element_text import text_of
from project.extraction.story.teasers import is_in_teaser

PICTURES = ("img", "amp-img")
"""Tags of pictures."""
# What a page is furnished with, by a folder or a part of a file's name that tells so whatever else is in it.
_FURNITURE = re.compile(
    r"logo|sprite|spacer|masthead|\.svg|\.gif|\.cur$|^/data:"
    r"|/(?:ads?|icons?|avatars?|banners?|buttons?|counters?|pixels?)(?=[/_.]|\d)",
    re.IGNORECASE,
)
# A file whose name says nothing but that.
_PART_OF_PAGE = re.compile(
    r"(?:(?:arrow|arr|close|prev|next|left|right|header|footer|bullet|shadow|share|search|print|rss|fb|advert"
    r"|facebook|plus|play|twitter|google|btn|icon|avatar|banner|button|counter|pixel|star|rating|blank)s?(?![a-z])[\W_\d]*)+",
    re.IGNORECASE,
)
# Pixels: pictures of stories are wider and higher.
_LEAST_WIDTH, _LEAST_HEIGHT = 150, 80
_PIXELS = re.compile(r"\s*(\d{1,5})\s*(?:px)?\s*")
# Of the picture itself; what holds it may have no height, and is not seen until its script has run.
_UNSEEN = re.compile(r"visibility:\s*hidden|(?<![\w-])(?:width|height):\s*[01]px", re.IGNORECASE)
_OUT_OF_SIGHT = re.compile(
    r"display:\s*none|(?<![\w-])(?:left|top):\s*-\d{3}|(?<![\w-])width:\s*[01]px.*(?<![\w-])height:\s*[01]px"
    r"|(?<![\w-])height:\s*[01]px.*(?<![\w-])width:\s*[01]px",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif)$", re.IGNORECASE)
# A line with a picture in it, such as that of the date, has a symbol there.
_LONGEST_LINE = 80
_ABOVE = 4
_NO_TEXT = frozenset(("script", "style", "noscript", "template"))
# Of a story's last paragraph, and of a piece of it that is found again.
_LONG_END, _LONG_PIECE = 200, 15
# Elements whose text holds it, and pictures in one: more are made to cost time.
_MOST_LOOKS = 50

# Words of a file's name that say that it stands for the paper or for no picture, whatever stands beside them; those
# that say so among the paper's names and words that tell nothing; and these.
_STAND_IN = frozenset("logo favicon placeholder opengraph ogimage".split())
_OF_NO_STORY = frozenset("default fb facebook og blank trans share sharing social touch".split())
_EMPTY = frozenset("icon apple image images img thumb thumbnail print bg card site large small big x w h px me".split())
_NAME_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
# Systems name a story's own picture so.
_NUMBERED = re.compile(r"\d{4}|(?i:[0-9a-f]{12})")
_SHORTEST_NAME, _LONGEST_NAME = 3, 60
_OF_LOGOS = re.compile(r"/(?:fav)?(?:icon|logo)s?(?:[_/-]|$)", re.IGNORECASE)


def picture(page: Evidence) -> str | None:
    """The first picture of some size before the story's end that is no logo, and not in a teaser or menu."""
    end = None
    is_in_line_of_date = cache(_is_in_line_of_date)
    for place, image in enumerate(page.page.root.iter(*PICTURES)):
        source = _source(image)
        width = _pixels(image, "width")
        if not source or _is_furniture(source, width) or _is_small(image) or image.get("alt") in page.rules.names:
            continue
        above = list(islice(image.iterancestors(), _ABOVE))
        if any(map(_leads_away, above)) or _is_unseen(image, above, source):
            continue
        if page.survey.is_elsewhere(image) or (width is None and is_in_line_of_date(above[0])):
            continue
        if is_in_teaser(image, page.title, or_with_writer=True):
            continue
        end = _pictures_before_end(page) if end is None else end
        return source if place < end else None
    return None


def _source(image: etree._Element) -> str:
    """Its address; that of the picture that a script puts in the place of a blank one, where the page names it."""
    given = [image.get(name) or "" for name in ("data-src", "data-lazy-src", "data-original", "src")]
    given.append((image.get("srcset") or image.get("data-srcset") or "").split(" ")[0].rstrip(","))
    return next((source for source in given if source and not source.startswith("data:")), "")


def _leads_away(above: etree._Element) -> bool:
    """Whether what holds a picture is a link, but to the same in large, or the head of the page and not of a story."""
    if above.tag == "a":
        return not _FILE.search((above.get("href") or "").partition("?")[0])
    return above.tag == "header" and next(above.iterancestors("article"), None) is None


def _pixels(image: etree._Element, name: str) -> int | None:
    match = _PIXELS.fullmatch(image.get(name) or "")
    return int(match[1]) if match else None


def _is_furniture(source: str, width: int | None) -> bool:
    name = source.partition("?")[0].rpartition("/")[2].rpartition(".")[0]
    is_large = width is not None and width >= _LEAST_WIDTH
    return bool(_FURNITURE.search(f"/{source}") or (not is_large and _PART_OF_PAGE.fullmatch(name)))


def _is_small(image: etree._Element) -> bool:
    """Whether its own attributes say that a picture is small; nothing tells of most."""
    sides = ((_pixels(image, "width"), _LEAST_WIDTH), (_pixels(image, "height"), _LEAST_HEIGHT))
    return any(pixels is not None and pixels < least for pixels, least in sides)


def _is_unseen(image: etree._Element, above: list[etree._Element], source: str) -> bool:
    """Whether a picture is not for readers: hidden by a style, or a counter for those without scripts."""
    styles = [element.get("style") or "" for element in (image, *above)]
    if _UNSEEN.search(styles[0]) or any(map(_OUT_OF_SIGHT.search, styles)):
        return True
    is_fallback = any(element.tag == "noscript" for element in above)
    return is_fallback and not (_FILE.search(source.partition("?")[0]) or image.get("alt"))


def _is_in_line_of_date(above: etree._Element) -> bool:
    text = text_of(above, _LONGEST_LINE + 1)
    is_line = above.tag != "figure" and 0 < len(text) <= _LONGEST_LINE
    return is_line and dates.read_moment(text) is not None


def _pictures_before_end(page: Evidence) -> int:
    """The number of pictures before the end of the story's last paragraph; of all where that is not found, and for a
    story of one paragraph, which may have its only picture behind it."""
    first, _, last = page.text.rpartition("\n")
    last = last[-_LONG_END:]
    count, found, looks = 0, None, 0
    for element in page.page.root.iter("*"):
        count += element.tag in PICTURES
        if not first:
            continue
        if element.tag not in _NO_TEXT and _ends_with(element.text, last):
            found = count
        if looks < _MOST_LOOKS and _ends_with(element.tail, last):
            looks += 1
            found = count + sum(1 for _ in islice(element.iterdescendants(*PICTURES), _MOST_LOOKS))
    return count if found is None else found


def _ends_with(text: str | None, last: str) -> bool:
    """Whether a text is a piece of the last paragraph, or holds its end."""
    if not text or len(text) <= _LONG_PIECE or text.isspace():
        return False
    words = " ".join(text.split())
    return len(words) > _LONG_PIECE and (words in last or (len(words) > len(last) > _LONG_PIECE and last in words))


def is_stand_in(url: str, papers: frozenset[str]) -> bool:
    """Whether a picture's file or its folder is named after a logo, or the file after nothing but networks and the
    paper: it stands for any story.

    >>> [is_stand_in(f"https://mere.example/i/{name}", frozenset({"mere", "merepost"})) for name in
    ...  ("og-default.png", "fbShare_mere.jpg", "MerePost.png", "apple-launch.jpg", "fb_408d29f617ab.jpg", "social")]
    [True, True, True, False, False, False]
    >>> is_stand_in("https://mere.example/images/icons/share/news_2012.gif", frozenset())
    True
    """
    try:
        folders, _, file = urlsplit(url).path.rpartition("/")
    except ValueError:
        return False
    if _OF_LOGOS.search(folders):
        return True
    name, dot, _ = file.rpartition(".")
    if not dot or len(name) > _LONGEST_NAME or _NUMBERED.search(name):
        return False
    words = [word.lower() for word in _NAME_WORDS.findall(name) if not word.isdigit()]
    if not name.isascii() or "%" in name or not words:
        return False
    if not _STAND_IN.isdisjoint(words) or "".join(words) in papers:
        return True
    telling = [word for word in words if word not in _EMPTY]
    return bool(telling) and all(word in _OF_NO_STORY or _begins_name(word, papers) for word in telling)


def _begins_name(word: str, papers: frozenset[str]) -> bool:
    return word in papers or (len(word) >= _SHORTEST_NAME and any(paper.startswith(word) for paper in papers))

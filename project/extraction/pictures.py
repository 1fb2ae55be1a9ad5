"""The picture that belongs to a story, and its caption, where only the page shows them."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from project.extraction import byline
from project.extraction.agencies import agency_named
from project.extraction.evidence import Evidence
from project.extraction.headline import fold
from project.extraction.sections import unless_button
from project.extraction.texts import text_of

_FURNITURE = re.compile(
    r"logo|icon|sprite|avatar|spacer|pixel|banner|masthead|\.svg|\.gif|\.cur$|^data:|button|counter|/ads?[/_.]",
    re.IGNORECASE,
)
# A file whose name says nothing but that.
_PART_OF_PAGE = re.compile(
    r"(?:(?:arrow|arr|close|prev|next|left|right|top|bottom|header|footer|bullet|shadow|share|search|print|rss|fb|advert|"
    r"facebook|twitter|google|plus|more|menu|line|dot|bg|btn|img|image|h|x)(?![a-z])[\W_\d]*)+",
    re.IGNORECASE,
)
# Pixels: pictures of stories are wider and higher.
_LEAST_WIDTH, _LEAST_HEIGHT = 150, 80
_PIXELS = re.compile(r"\s*(\d{1,5})\s*(?:px)?\s*")
_UNSEEN = re.compile(
    r"display:\s*none|visibility:\s*hidden|(?<![\w-])(?:(?:width|height):\s*[01]px|(?:left|top):\s*-\d{3})",
    re.IGNORECASE,
)
_PICTURES = ("img", "amp-img")
_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif)$", re.IGNORECASE)
# A line with a picture in it, such as that of the date, has a symbol there.
_LONGEST_LINE = 80
_YEAR = re.compile(r"\d{4}|\d\d:\d\d")
_LONGEST_CARD = 160
_LONGEST_CAPTION = 400
_LONGEST_CREDIT = 80
_CREDIT = re.compile(
    r"\W*(?:©|\(c\)|copyright|(?:image|photo|picture|foto|fotoğraf|bild|crédits?|credits?|фото|φωτο|写真|사진|图|圖)\w*"
    r"(?:\s(?:by|von|credit))?\s*[:：/])"
    r"|(?:\S+\s){0,3}(?:getty(?: images)?|rex(?: features)?|alamy|istock|thinkstock|shutterstock)\W*$",
    re.IGNORECASE,
)
_ABOVE = 4
# Elements up from a caption among which its picture stands, and characters that may stand there beside both.
_CAPTION_ABOVE, _CAPTION_BESIDE = 3, 60
_MOST_INNER, _LINKED = 40, 0.5
# A piece of a paragraph that is found again.
_LONG_PIECE = 15


def picture(page: Evidence) -> str | None:
    """The first picture of some size before the story's end that is no logo, and not in a teaser or menu."""
    end = None
    for place, image in enumerate(page.page.root.iter(*_PICTURES)):
        source = image.get("src") or image.get("data-src") or ""
        if not source or _is_furniture(source) or _is_small(image) or image.get("alt") in page.rules.names:
            continue
        above = list(islice(image.iterancestors(), _ABOVE))
        if any(element.tag in ("header", "a") for element in above) or _is_unseen([image, *above], source):
            continue
        if page.visible.is_elsewhere(image) or _is_in_line(above[0]):
            continue
        end = _pictures_before_end(page) if end is None else end
        return source if place < end else None
    return None


def _is_furniture(source: str) -> bool:
    path = source.partition("?")[0]
    name = path.rpartition("/")[2].rpartition(".")[0]
    return bool(_FURNITURE.search(source) or _PART_OF_PAGE.fullmatch(name))


def _is_small(image: etree._Element) -> bool:
    """Whether its own attributes say that a picture is small; nothing tells of most."""
    for name, least in (("width", _LEAST_WIDTH), ("height", _LEAST_HEIGHT)):
        if (pixels := _PIXELS.fullmatch(image.get(name) or "")) and int(pixels[1]) < least:
            return True
    return False


def _is_unseen(elements: list[etree._Element], source: str) -> bool:
    """Whether a picture is not for readers: hidden by a style, or a counter for those without scripts."""
    if any(_UNSEEN.search(element.get("style") or "") for element in elements):
        return True
    is_fallback = any(element.tag == "noscript" for element in elements)
    return is_fallback and not (_FILE.search(source.partition("?")[0]) or elements[0].get("alt"))


def _is_in_line(above: etree._Element) -> bool:
    """Whether a picture stands in a line of text with a date."""
    text = text_of(above, _LONGEST_LINE + 1)
    return 0 < len(text) <= _LONGEST_LINE and _YEAR.search(text) is not None


def _pictures_before_end(page: Evidence) -> int:
    """The number of pictures before the end of the story's last paragraph; of all where that is not found."""
    last = page.text.rpartition("\n")[2]
    count, found = 0, None
    for element in page.page.root.iter("*"):
        count += element.tag in _PICTURES
        if _is_piece(element.text, last):
            found = count
        if _is_piece(element.tail, last):
            found = count + sum(1 for _ in element.iterdescendants(*_PICTURES))
    return count if found is None else found


def _is_piece(text: str | None, paragraph: str) -> bool:
    if not text or len(text) <= _LONG_PIECE or text.isspace():
        return False
    words = " ".join(text.split())
    return len(words) > _LONG_PIECE and words in paragraph


def caption(page: Evidence) -> list[str]:
    """The captions of pictures, those of authors' cards ("By Ann Roe, 3 May 2024") and of films left out."""
    return [
        text
        for element in page.visible.captions
        if (text := text_of(element, 1000))
        and is_caption(text, page.title, page.papers)
        and _is_of_picture(element, text, page)
    ]


def _is_of_picture(element: etree._Element, text: str, page: Evidence) -> bool:
    is_figure = element.tag == "figcaption"
    above = element.getparent()
    if above is None or page.visible.is_elsewhere(above) or (not is_figure and len(text) > _LONGEST_CAPTION):
        return False
    for around in islice(element.iterancestors(), None if is_figure else _CAPTION_ABOVE):
        if next(around.iter("video", "audio", "blockquote", "iframe"), None) is not None:
            return False
        if next(around.iter(*_PICTURES, "picture"), None) is not None:
            break
        if is_figure and around.tag == "figure":
            return False
    else:
        return False
    if not is_figure and (_is_beside_others(around, text) or _is_linked(element, text)):
        return False
    is_card = byline.open_byline(text)[1] and any(map(byline.is_full_name, byline.names_in(text[:_LONGEST_CARD])))
    return not is_card or len(text) > _LONGEST_CARD


def _is_beside_others(around: etree._Element, text: str) -> bool:
    """Whether what holds picture and caption has more words than these, or is that of a film."""
    names = (element.get("class") or "" for element in islice(around.iter("*"), _MOST_INNER))
    return len(text_of(around, 2 * _LONGEST_CAPTION)) > len(text) + _CAPTION_BESIDE or any(
        "video" in name.lower() and "image" not in name.lower() for name in names
    )


def _is_linked(element: etree._Element, text: str) -> bool:
    """Whether most words of a line lead elsewhere: those of a teaser, or of adverts."""
    return sum(len(text_of(link, 400)) for link in islice(element.iter("a"), _MOST_INNER)) > _LINKED * len(text)


def is_caption(text: str, title: str, papers: frozenset[str]) -> bool:
    """Whether a caption says more than who took the picture, and something else than the headline."""
    words = text.strip(" ()[]")
    is_credit = len(text) <= _LONGEST_CREDIT and (
        _CREDIT.match(text) is not None or fold(words) in papers or agency_named(words) is not None
    )
    return fold(text) != fold(title) and not is_credit and unless_button(text) is not None


# Words of a file that stands for the paper, or for no picture at all.
_STAND_IN = frozenset(
    "logo favicon icon default placeholder fb facebook social sharing opengraph og trans blank apple".split()
)
_NAME_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
# Systems name a story's own picture so.
_NUMBERED = re.compile(r"\d{4}|(?i:[0-9a-f]{12})")
_LONGEST_NAME = 60


def is_stand_in(url: str, papers: frozenset[str]) -> bool:
    """Whether a picture's file is named after a logo, a network or the paper: it stands for any story.

    >>> [is_stand_in(f"https://mere.example/i/{name}", frozenset({"merepost"})) for name in
    ...  ("og-default.png", "fbShare_logo.jpg", "MerePost.png", "weir.jpg", "fb_408d29f617ab.jpg", "social")]
    [True, True, True, False, False, False]
    """
    try:
        name, dot, _ = urlsplit(url).path.rpartition("/")[2].rpartition(".")
    except ValueError:
        return False
    if not dot or len(name) > _LONGEST_NAME or _NUMBERED.search(name):
        return False
    words = [word.lower() for word in _NAME_WORDS.findall(name)]
    return not _STAND_IN.isdisjoint(words) or "".join(words) in papers

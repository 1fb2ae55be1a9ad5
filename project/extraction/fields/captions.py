"""The caption of a story's picture: what stands beside it, and what reads like one and is none."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from project.boilerplate.phrases import phrases
from project.extraction import byline
from project.extraction.fields.evidence import Evidence
from project.extraction.fields.pictures import PICTURES
from project.extraction.fields.sections import unless_button
from project.extraction.markup.element_text import text_of
from project.extraction.names.agencies import agency_named
from project.folding import fold, fold_name, label_of
from project.scripts import CJK

_LONGEST_CARD = 160
_LONGEST_CAPTION = 400
# "© Ann Roe", "Photo: Ann Roe / AP", "Ann Roe/Getty Images"
_LONGEST_CREDIT = 80
_CREDITS = ("photo credit", "copyright")
_LABELLED = re.compile(
    r"\W*(?:image|photo|picture|foto|fotoğraf|bild|crédit|credit|фото|φωτο|写真|사진|图|圖)"
    r"(?:s|graphs?|graph(?:er|y)|quelle|credit)?(?:\s(?:by|von|credit))?\s*[:：/]",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"\W*(?:©|\(c\)|copyright)|\W*image (?:copyright|source)\b", re.IGNORECASE)
_BY_AGENCY = re.compile(
    r"\W*(?:\S+\s){0,3}(?:\S+/)?(?:getty(?: images)?|rex(?: features)?|alamy|istock|thinkstock|shutterstock)\W*$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\W*[\w ]{2,20}[:：/]")
# Small words of a credit: "Photo: courtesy of Ann Roe, for the Courier / picture alliance".
_OF_CREDIT = frozenset(
    "via von by for the of und and et de la per through file photo image courtesy picture alliance für mit".split()
)
_MANY_SIGNS = 8
# Elements up from a caption among which its picture stands, and characters that may stand there beside both.
_ABOVE, _BESIDE = 3, 60
_MOST_INNER, _LINKED = 60, 0.5
# Lines behind a story's end among which its last picture may have its caption.
_BELOW = 2


def caption(page: Evidence) -> list[str]:
    """The captions of pictures, those of authors' cards ("By Ann Roe, 3 May 2024") and of films left out."""
    found = [
        text
        for element in page.survey.captions
        if (text := text_of(element, 1000))
        and is_caption(text, page.title, page.papers)
        and _is_of_picture(element, text, page)
    ]
    return [text for text in found if not _is_behind_story(text, page)]


def _is_behind_story(text: str, page: Evidence) -> bool:
    """Whether a caption stands further below the last paragraph than the last picture of a story; one of a single
    paragraph may have its picture anywhere."""
    first, _, last = page.text.rpartition("\n")
    lines = page.page.blocks.texts
    end = lines.index(last) if first and last in lines else len(lines)
    return text in lines and lines.index(text) > end + _BELOW


def _is_of_picture(element: etree._Element, text: str, page: Evidence) -> bool:
    above = list(islice(element.iterancestors(), _ABOVE))
    if not above or page.survey.is_elsewhere(above[0]):
        return False
    figure = next(element.iterancestors("figure"), None)
    holders = above if figure is None else [figure]
    around = next((around for around in holders if _holds(around, *PICTURES, "picture")), None)
    if around is None or _holds(around, "video", "audio", "blockquote", "iframe"):
        return False
    is_long = len(text) > _LONGEST_CAPTION
    is_named = figure is not None or element.tag == "figcaption"
    if not is_named and (is_long or _is_beside_others(around, text) or _is_linked(element, text)):
        return False
    is_card = byline.open_byline(text)[1] and any(map(byline.is_full_name, byline.names_in(text[:_LONGEST_CARD])))
    return not is_card or len(text) > _LONGEST_CARD


def _holds(around: etree._Element, *tags: str) -> bool:
    """Whether one of the first elements in it has one of these tags."""
    return any(inner.tag in tags for inner in islice(around.iter("*"), _MOST_INNER))


def _is_beside_others(around: etree._Element, text: str) -> bool:
    """Whether what holds picture and caption has more words than these, or is that of a film."""
    names = (element.get("class") or "" for element in islice(around.iter("*"), _MOST_INNER))
    return len(text_of(around, 2 * _LONGEST_CAPTION)) > len(text) + _BESIDE or any(
        "video" in name.lower() and "image" not in name.lower() for name in names
    )


def _is_linked(element: etree._Element, text: str) -> bool:
    """Whether most words of a line lead elsewhere: those of a teaser, or of adverts."""
    return sum(len(text_of(link, 400)) for link in islice(element.iter("a"), _MOST_INNER)) > _LINKED * len(text)


def is_caption(text: str, title: str, papers: frozenset[str]) -> bool:
    """Whether a caption says more than who took the picture, and something else than the headline."""
    return fold_name(text) != fold_name(title) and not _is_credit(text, papers) and unless_button(text) is not None


def _is_credit(text: str, papers: frozenset[str]) -> bool:
    words = text.strip(" ()[]")
    if len(text) > _LONGEST_CREDIT:
        return False
    if fold_name(words) in papers or agency_named(words) or _RIGHTS.match(text):
        return True
    is_labelled = _LABELLED.match(text) or phrases().reason(label_of(fold(text))) in _CREDITS
    return bool(is_labelled or _BY_AGENCY.match(text) is not None) and not _is_told(text)


def _is_told(text: str) -> bool:
    """Whether what stands behind a label is a sentence: "Photo: the ferry on its way home"."""
    label = _LABEL.match(text)
    rest = text[label.end() :] if label else text
    if len(CJK.findall(rest)) >= _MANY_SIGNS:
        return True
    words = [word.strip("()[]/.,;") for word in rest.split()]
    small = [word for word in words if word[:1].islower() and word not in _OF_CREDIT and not agency_named(word)]
    return len(words) > 2 and bool(small)

"""The topics that a page links to, and which of those that it names are topics."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice

from lxml import etree

from project.boilerplate.phrases import label_reason
from project.extraction.blocks import PageBlocks
from project.extraction.fields.evidence import Evidence
from project.extraction.markup.element_text import text_of
from project.extraction.story.block_traits import is_link
from project.extraction.story.structures import are_beside
from project.extraction.story.teasers import is_in_teaser
from project.folding import fold, fold_name
from project.scripts import COLONS, STOPS

TO_TOPIC = re.compile(
    r"/(?:tag(?:s|ged)?|topics?|thema|temas?|temat|labels?|etiquet[ae]s?|etiket(?:ler)?|teg[iy]?|keywords?|stichwort"
    r"|avainsana|aihe|amnen?|emner?|onderwerp|sujets?|argomenti|mot-cle)/"
    r"|[?&]tags?="
)
"""Addresses of topics, within their paths."""
_MOST_LINKS = 39
# Characters of a label such as "Filed under", of a topic, and of a line with several.
_LABEL = 30
_TOPIC = 50
_LINE = 200
# Labels that are looked at: what follows the first may be none.
_MOST_LABELS = 5
# Topics that a page shows beside those that it tells machines: more are a menu.
_FEW = 3
_COLON = re.compile(f"[{''.join(COLONS)}]")
_CATEGORY = re.compile(r"\W*(?:[ck]ategor|catégor|rubri|рубри|section)", re.IGNORECASE)
_SIGNS = re.compile(r"[\W_]+")
# Some words beside a link.
_SENTENCE = re.compile(r"\w+ \w+ \w+")


def tag_links(page: Evidence) -> list[str]:
    """The texts of links to topics, unless there are so many that they are a menu; those in a sentence are none."""
    links = [link for link in page.survey.anchors if TO_TOPIC.search(link.get("href") or "")]
    if len(links) > _MOST_LINKS:
        return []
    return _texts(page, (link for link in links if not (page.survey.is_elsewhere(link) or _in_sentence(link))))


def marked_tags(page: Evidence) -> list[str]:
    """The texts of the links that are marked as tags, those on teasers of other stories left out."""
    return _texts(page, page.survey.tags)


def listed_tags(page: Evidence) -> list[str]:
    """The texts of the links in the first element by the story that is named after a list of topics."""
    for element in page.survey.topics:
        links = list(element.iter("a"))
        if not 0 < len(links) <= _MOST_LINKS or page.survey.is_elsewhere(element):
            continue
        found = [text for text in _texts(page, links) if not text.endswith(COLONS) and not label_reason(fold(text))]
        if found and all(len(text) <= _TOPIC for text in found):
            return found
    return []


def shown_tags(page: Evidence) -> list[str]:
    """The topics that the page marks, links to or lists."""
    return marked_tags(page) or tag_links(page) or listed_tags(page)


def completed(tags: list[str], shown: list[str]) -> list[str] | None:
    """The topics that the page shows where they are those that machines are told and a few more."""
    known, more = (set(map(fold_name, names)) for names in (tags, shown))
    return shown if known and known < more and len(more) <= 2 * len(known) + _FEW else None


def labelled_tags(page: Evidence, *, is_section: bool = False) -> list[str]:
    """The topics behind a label such as "Tags:", linked or not, or the links right below one; with ``is_section`` what
    a label such as "Category:" names."""
    blocks = page.page.blocks

    @cache
    def links() -> list[str]:
        return [text for link in page.survey.anchors if (text := text_of(link, _TOPIC))]

    for row, named in islice(_labels(blocks, is_section=is_section), _MOST_LABELS):
        if named:
            return _linked(named, links()) if blocks.links[row] else [] if named.endswith(STOPS) else [named]
        if below := [] if is_section else _topics_below(blocks, row, links):
            return below
    return []


def _labels(blocks: PageBlocks, *, is_section: bool) -> Iterator[tuple[int, str]]:
    """The lines that are a label or open with one, each with what stands behind it."""
    for row, text in enumerate(blocks.texts):
        named = ""
        if _COLON.search(text, 0, _LABEL):
            text, named = (part.strip() for part in _COLON.split(text, 1))
        elif not _heads_links(blocks, row):
            continue
        is_label = len(text) < _LABEL and len(named) < _LINE and label_reason(fold(text)) == "tags"
        if is_label and (_CATEGORY.match(text) is not None) == is_section:
            yield row, named


def _heads_links(blocks: PageBlocks, row: int) -> bool:
    """Whether the first of some links stands right below a line that is none."""
    return row + 1 < len(blocks) and blocks.links[row + 1] > 0 and not blocks.links[row] and is_link(blocks, row + 1)


def _topics_below(blocks: PageBlocks, label: int, links: Callable[[], list[str]]) -> list[str]:
    """The links right below a label that stand beside each other; ``links`` gives the texts of all of the page."""
    found: list[str] = []
    for row in range(label + 1, min(label + 1 + _MOST_LINKS, len(blocks))):
        is_beside = row == label + 1 or are_beside(blocks, blocks.frames[row], blocks.frames[label + 1])
        if not is_link(blocks, row) or len(blocks.texts[row]) > _TOPIC or not is_beside:
            break
        found += _linked(blocks.texts[row], links()) if blocks.anchors[row] > 1 else [blocks.texts[row]]
    return found


def _linked(line: str, links: list[str]) -> list[str]:
    """Those of the ``links`` that stand in a line one behind the other, and are all of it."""
    wanted = _SIGNS.sub("", line)
    for start, first in enumerate(links):
        if not line.startswith(first):
            continue
        end, joined = start, ""
        while end < len(links) and len(joined) < len(wanted):
            joined += _SIGNS.sub("", links[end])
            end += 1
        if joined == wanted:
            return links[start:end]
    return []


def _texts(page: Evidence, links: Iterable[etree._Element]) -> list[str]:
    known: dict[etree._Element | None, bool] = {}  # links of a list stand in the same element
    found: list[str] = []
    for link in links:
        above = link.getparent()
        if above not in known:
            known[above] = is_in_teaser(link, page.title)
        if not known[above]:
            found.append(text_of(link, 90))
    return found


def _in_sentence(link: etree._Element) -> bool:
    around, previous = link.getparent(), link.getprevious()
    if around is None or around.tag != "p":
        return False
    before = " ".join(((around.text if previous is None else previous.tail) or "").split())
    behind = " ".join((link.tail or "").split())
    # "More on this topic:"
    is_label = previous is None and before.endswith(COLONS) and not re.search(r"\w", behind)
    return bool((not is_label and _SENTENCE.search(before)) or _SENTENCE.search(behind))


def topics(tags: list[str], section: str | None, *others: str) -> list[str]:
    """The tags without the ``others``, which are names of writers and papers; none where only the section is left.

    Many templates write paper and section as the keywords of every story.
    """
    names = set(map(fold_name, others))
    found = [tag for tag in tags if fold_name(tag) not in names]
    return [] if set(map(fold_name, found)) == {fold_name(section or "")} else found

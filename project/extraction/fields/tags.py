"""The topics that a page links to, and which of those that it names are topics."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from project.extraction.fields.evidence import Evidence
from project.extraction.markup.element_text import text_of
from project.extraction.story.teasers import is_in_teaser
from project.folding import fold_name
from project.scripts import COLONS

_TO_TOPIC = re.compile(
    r"/(?:tag(?:s|ged)?|topics?|thema|temas?|labels?|etiquet[ae]s?|etiket(?:ler)?|teg[iy]?|keywords?|stichwort|avainsana)/"
    r"|[?&]tags?="
)
_MOST_LINKS = 39
# Some words beside a link.
_SENTENCE = re.compile(r"\w+ \w+ \w+")


def tag_links(page: Evidence) -> list[str]:
    """The texts of links to topics, unless there are so many that they are a menu; those in a sentence are none."""
    links = [link for link in page.survey.anchors if _TO_TOPIC.search(link.get("href") or "")]
    if len(links) > _MOST_LINKS:
        return []
    return _texts(page, (link for link in links if not (page.survey.is_elsewhere(link) or _in_sentence(link))))


def marked_tags(page: Evidence) -> list[str]:
    """The texts of the links that are marked as tags, those on teasers of other stories left out."""
    return _texts(page, page.survey.tags)


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

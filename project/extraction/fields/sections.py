"""The section that a page's menus, breadcrumbs and lines name."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from lxml import etree

from project.addresses import canonical, is_http_url, site_of
from project.boilerplate.phrases import label_reason
from project.extraction import byline
from project.extraction.fields.evidence import Evidence
from project.extraction.fields.tags import TO_TOPIC, labelled_tags
from project.extraction.markup.element_text import text_of
from project.extraction.names.agencies import agency_named
from project.extraction.names.offices import plain_of
from project.extraction.story.block_traits import is_link
from project.extraction.story.structures import are_beside
from project.extraction.story.teasers import is_in_teaser
from project.folding import fold, fold_name, label_of
from project.processors import absolute
from project.scripts import COLONS

# "/world", "https://valley-herald.example/world/"
_TO_SECTION = re.compile(r"(?:[a-z]+://[^/]+)?/?[^/?#]+/?", re.IGNORECASE)
_LONGEST = 50
_MOST_COMMAS = 2
_COMMAS = re.compile(r"\s*[,;|]\s*")
_BUTTONS = frozenset(
    ("advert", "button", "cookie notice", "paywall notice", "related content", "share labels", "tools")
)
# A host, a date, a time, a key.
_NO_NAME = re.compile(r"^(?:[a-z0-9-]+\.)+[a-z]{2,}$|\d[./]\d{1,2}[./]\d|\d:\d\d|^\w+_\w+$")
_MAX_DEPTH = 12
_CRUMBS = re.compile(r"crumb|\bbread\b", re.IGNORECASE)
# Links in a kicker.
_MOST_KICKERS = 5
# A path stands within so many lines above the headline.
_PATH_LINES = 3
_STEPS = re.compile(r"\s*[>»›＞→]\s*|\s/\s")
_ENDS = " »>›→/"
# Words of a section's name that nothing else tells to be one.
_STEP_WORDS = 2
# "You are here:"
_HERE = re.compile(r"^[^:：]{4,25}[:：]\s*(?=\S)")
# Letters of a part of an address that may be a section's name.
_SHORTEST_STEP = 4
# Links from the top of a page among which its menu is.
_MENU = 60


@cache
def _nowhere() -> frozenset[str]:
    """What the first link of a breadcrumb is called, or the section of a story that nobody gave one; folded."""
    names = (files("project") / "extraction" / "data" / "no_sections.txt").read_text("utf-8")
    return frozenset(label_of(fold(name)) for name in names.splitlines())


def keep_section(text: str) -> str | None:
    """A section's name, unless it is none: that of the front page, a host's, an agency's, a headline, a list of topics,
    a date.

    >>> [keep_section(text) for text in ("Harbour", "Home", "sea, ice, fish, weirs", "Reuters", "3.5.2024, 18:59")]
    ['Harbour', None, None, None, None]
    >>> keep_section("Harbour (current)")
    'Harbour'
    """
    text = text.removesuffix(" (current)").strip(_ENDS)  # what a menu says to screen readers
    is_list = text.count(",") > _MOST_COMMAS or all(map(agency_named, text.split(",")))
    is_none = is_list or text.endswith(COLONS) or _NO_NAME.search(text) or label_of(fold(text)) in _nowhere()
    if len(text) > _LONGEST or is_none:
        return None
    return text


def unless_button(text: str | None) -> str | None:
    """The text of a link or a line, unless it is that of a button or of an advertisement: menus have these, too."""
    return None if text and label_reason(fold(text)) in _BUTTONS else text


def breadcrumb(page: Evidence) -> str | None:
    """The last of the first breadcrumb's links that is not the headline, or a kicker's text."""
    for element in page.survey.sections:
        if element.tag == "meta" or (page.survey.is_elsewhere(element) and element.tag != "nav"):
            continue
        links = [link for link in element.iter("a") if text_of(link, 80)]
        is_path = _CRUMBS.search(element.get("class") or element.get("id") or "") is not None
        if len(links) > 1:
            if not is_path:
                if len(links) > _MOST_KICKERS:  # a menu
                    continue
                # What is named after a section may be a row of buttons as well.
                links = links[-2:-1] if text_of(links[-1], 80) in page.shown_headlines else links[-1:]
            elif step := _last_step(element, page):
                return step
            return next((text for link in reversed(links) if (text := _named_by(link, page))), None)
        text = text_of(links[0] if links else element, 80)
        if is_path:
            text = _STEPS.split(text)[-1]
        if 1 < len(text) < 60 and not is_in_teaser(element, page.head.title):
            return text
    return None


def _last_step(crumbs: etree._Element, page: Evidence) -> str | None:
    """The last step of a breadcrumb where it is no link there, but one elsewhere on the page: no headline is."""
    step = _STEPS.split(text_of(crumbs, 300))[-1]
    is_name = len(step) > 1 and keep_section(step) is not None and step not in page.shown_headlines
    return step if is_name and any(text_of(link, 80) == step for link in page.survey.anchors) else None


def _named_by(link: etree._Element, page: Evidence) -> str | None:
    """The section that a link of a breadcrumb names, unless it is the headline, the paper, a button or elsewhere."""
    text = text_of(link, 80)
    address, own = absolute(link.get("href") or "", {"base_url": page.page.base_url}), page.page.url
    is_elsewhere = address is not None and is_http_url(own) and site_of(canonical(address)) != site_of(canonical(own))
    if text in page.shown_headlines or fold_name(text) in page.papers or is_elsewhere:
        return None
    return unless_button(keep_section(text))


def labelled_section(page: Evidence) -> str | None:
    """The first of what a label such as "Category:" names."""
    return next((keep_section(_COMMAS.split(name)[0]) for name in labelled_tags(page, is_section=True)), None)


def section_link(page: Evidence) -> str | None:
    """The text of the link that leads to the longest part of the page's own path: ``/world`` for ``/world/a-story``."""
    scheme, _, rest = page.page.url.partition("://")
    host, _, path = rest.partition("?")[0].partition("/")
    root = f"{scheme}://{host}"
    # A link to the page itself is its date, its headline or its comments.
    parts = path.rstrip("/").split("/")[:_MAX_DEPTH]
    above = {f"/{'/'.join(parts[:depth])}": depth for depth in range(1, len(parts)) if not parts[depth - 1].isdigit()}
    above |= {f"{href}/": depth for href, depth in above.items()}
    above |= {root + href: depth for href, depth in above.items()}
    best, name = 0, None
    for link in page.survey.anchors:
        depth = above.get(link.get("href") or "", 0)
        if depth > best and 1 < len(text := text_of(link, 60)) < 40 and text not in page.shown_headlines:
            best, name = depth, text
    return name or _named_in_path(parts, page)


def _named_in_path(parts: list[str], page: Evidence) -> str | None:
    """The text of a link that the first of the ``parts`` of the page's path spells: "Kultúr" of ``/kultur/…``."""
    wanted = parts[0].replace("-", "").casefold() if len(parts) > 1 else ""
    if len(wanted) < _SHORTEST_STEP or not wanted.isalpha():
        return None
    texts = (text_of(link, 40) for link in page.survey.anchors[:_MENU])
    named = (text for text in texts if plain_of(fold_name(text)) == wanted)
    return next((text for text in named if text not in page.shown_headlines), None)


def path_above(page: Evidence) -> str | None:
    """The last step but the page's own in a line, or in links beside each other, above the headline that lead from the
    front page to it."""
    for line in page.near[0][:_PATH_LINES]:
        steps = [step for step in _STEPS.split(_HERE.sub("", line)) if step]
        if len(steps) > 1 and len(line) < 2 * _LONGEST and keep_section(steps[0]) is None:
            return _last_named(steps, page)
    name = _last_named(_links_above(page), page)
    is_short = name is not None and len(name.split()) <= _STEP_WORDS and label_reason(fold(name)) is None
    return name if is_short else None


def _last_named(steps: list[str], page: Evidence) -> str | None:
    """The last of the ``steps`` behind the front page that can be a section's name."""
    named = [step for step in steps[1:] if keep_section(step) and step != page.title and step[-1].isalnum()]
    return named[-1] if named else None


def _links_above(page: Evidence) -> list[str]:
    """The links right above the headline that stand beside each other, where the first leads to the front page."""
    blocks = page.page.blocks
    row = last = _headline_row(page) - 1
    while row >= 0 and is_link(blocks, row) and are_beside(blocks, blocks.frames[row], blocks.frames[last]):
        row -= 1
    is_path = 1 < last - row <= _MOST_KICKERS and keep_section(blocks.texts[row + 1]) is None
    return blocks.texts[row + 1 : last + 1] if is_path else []


def _headline_row(page: Evidence) -> int:
    """The block that is the headline; 0 where none is."""
    texts = page.page.blocks.texts
    return texts.index(page.title) if page.title in texts else 0


def section_near(page: Evidence) -> str | None:
    """What a path above the headline ends with, a link alone there, or the text of a menu's link that stands
    in the line of byline or date: ``Harbour | April 12, 2003``. A paper's name there is none."""
    name = path_above(page) or _kicker(page) or _section_near(page)
    is_paper = name is not None and (fold_name(name) in page.papers or agency_named(name) is not None)
    return None if is_paper else name


def _section_near(page: Evidence) -> str | None:
    before, after = page.near
    lines = [
        line
        for line in (*before[:2], *after[:3])
        if len(line) < 70 and (re.search(r"\d{4}", line) or byline.open_byline(line)[1])
    ]
    if not lines:
        return None
    if match := re.match(r"([^\d|·•]{2,24}?)\s*[|·•]\s*[^|]*\d{4}", lines[0]):
        return None if byline.open_byline(match[1])[1] else match[1]
    for link in page.survey.anchors[:_MENU]:
        if _TO_SECTION.fullmatch(link.get("href") or ""):
            name = text_of(link, 30)
            if len(name) > 1 and any(name in line and _stands_apart(name, line) for line in lines):
                return name
    return None


def _kicker(page: Evidence) -> str | None:
    """A link that stands alone right above the headline, near the start of what holds both, and once more on the page:
    in its menu."""
    blocks = page.page.blocks
    headline = _headline_row(page)
    holder = blocks.frames[headline] if headline else 0
    for row in range(headline - 1, max(headline - 1 - _PATH_LINES, -1), -1):
        text = blocks.texts[row]
        while blocks.starts[holder] > row:
            holder = blocks.parents[holder]
        if row - blocks.starts[holder] >= _PATH_LINES:
            return None
        is_name = 1 < len(text) < _LONGEST and keep_section(text) == text and label_reason(fold(text)) is None
        if not is_name or not is_link(blocks, row):
            continue
        others = (other for other in (row - 1, row + 1) if 0 <= other < headline and is_link(blocks, other))
        is_of_menu = any(are_beside(blocks, blocks.frames[row], blocks.frames[other]) for other in others)
        links = [link for link in page.survey.anchors if text_of(link, _LONGEST) == text]
        is_topic = any(TO_TOPIC.search(link.get("href") or "") for link in links)
        if len(links) > 1 and not is_of_menu and not is_topic:
            return text
    return None


def _stands_apart(name: str, line: str) -> bool:
    return bool(re.search(rf"(?:^|[|,>/·–-]\s?){re.escape(name)}(?:\s?[|,>/·–-]|\s\w+$|$)", line))

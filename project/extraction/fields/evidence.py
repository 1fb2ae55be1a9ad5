"""All that one page says about its story, gathered once, for the loader to weigh."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from urllib.parse import urljoin, urlsplit

from lxml import etree

from project.addresses import site_of
from project.extraction import titles
from project.extraction.dating.day_order import is_day_first_on
from project.extraction.dating.zones import zone_of
from project.extraction.fields.nearby import lines_near
from project.extraction.markup.element_text import text_of
from project.extraction.markup.hints import OF_FIELDS
from project.extraction.markup.survey import Survey, survey_of
from project.extraction.metatags import Head, read_head
from project.extraction.names.offices import plain_of
from project.extraction.page import Page
from project.extraction.schema_org import Story, read_json_ld
from project.folding import fold_name
from project.processors import clean_text
from project.rules import SiteRules

# What stands in a heading beside the headline, by its class.
_BESIDE_HEADLINE = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|live|badge|label|flag|btn|button|count|counter|comments?|sub-?title|sub-?head(?:ing|line)?"
    r"|tagline|standfirst|deck|dek|lead|overline|roofline|dachzeile|spitzmarke|supertitle|sup-?title|surtitle|surtitre|date|volanta|antetitulo|occhiello|opinion)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SECTION = OF_FIELDS.bit["section"]
# "/index.php"
_FRONT = re.compile(r"/*(?:(?:index|default|home)(?:\.[a-z]{2,5})?/?)?", re.IGNORECASE)
_SHORTEST_HEADLINE = 15
_LONGEST_TITLE = 1000
# Characters: a shorter text of an element is found in any line.
_SHORTEST_DATE = 5
# Words of a paper's name.
_LONGEST_NAME = 5
# https://www.w3.org/TR/wai-aria-1.2/#heading
_HEADINGS = etree.XPath("//*[@role='heading'][@aria-level='1']")
_LINK_SIGN = re.compile(r"\s+[#¶§🔗]\s*$")


@dataclass(slots=True)
class ShownDates:
    """What the elements named after dates show: texts, or the values of their attributes, in the order of the page."""

    published: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    labelled: list[str] = field(default_factory=list)
    """Those of ``published`` whose elements are named after publication."""
    by_text: dict[str, str] = field(default_factory=dict)
    """The texts of the elements that date the publication, each with what dates it."""

    def add(self, text: str, value: str, *, is_labelled: bool) -> None:
        """What an element with this text says of the publication."""
        self.published.append(value)
        if is_labelled:
            self.labelled.append(value)
        if len(text) >= _SHORTEST_DATE:
            self.by_text.setdefault(text, value)


@dataclass(slots=True)
class Evidence:
    """What a page says. Everything is as written; cleaning is the loader's."""

    page: Page
    rules: SiteRules
    head: Head
    story: Story
    survey: Survey
    zone: tzinfo | None
    """That of the site's rules."""
    language: str | None
    now: datetime
    """When the page came."""
    papers: frozenset[str] = frozenset()
    """The paper's own names, folded."""
    shown_headlines: list[str] = field(default_factory=list)
    marked_headline: str = ""
    """What an element named after headlines shows, or the picture of a heading, for want of words in one."""
    title: str = ""
    """The headline, as soon as it is chosen."""
    text: str = ""
    """The story's paragraphs, as soon as they are found."""
    around: str = ""
    """The story and what stands close to it."""
    signature: list[str] = field(default_factory=list)
    """The line that signs the story at its end."""
    name_with_place: list[str] = field(default_factory=list)
    """Whom the story's first line names, with a place behind the name."""
    names_above: list[str] = field(default_factory=list)
    """Whom a "By" within the story names, above its first paragraph."""
    dates: ShownDates | None = None
    """What the page's elements show as dates, as soon as they were looked for."""
    _near: tuple[list[str], list[str]] | None = None
    _is_day_first: bool | None = None

    @property
    def is_day_first(self) -> bool:
        """Whether the page's dates in numbers have the day first, looked for when first asked."""
        if self._is_day_first is None:
            self._is_day_first = is_day_first_on(self.page.blocks.texts)
        return self._is_day_first

    @property
    def near(self) -> tuple[list[str], list[str]]:
        """Lines before and after the headline, read when first asked for."""
        if self._near is None:
            self._near = lines_near(self.page.blocks, self.title, self.shown_headlines)
        return self._near


def gather(page: Page, rules: SiteRules, now: datetime) -> Evidence:
    """Read head, structured data and the visible page, once each. ``now`` is when the page came."""
    survey = survey_of(page.root, has_microdata=page.has_microdata)
    head = read_head(page.root, survey.head)
    told = [
        *filter(None, (head.title, *head.every("og:title", "twitter:title"))),
        *(text_of(h1, 300) for h1 in survey.h1[:3]),
    ]
    story = read_json_ld(survey.scripts, page.url, told) or Story()
    evidence = Evidence(page, rules, head, story, survey, zone_of(rules.timezone) if rules.timezone else None,
                        head.language or story.language or rules.language, now)  # fmt: skip
    evidence.shown_headlines = _shown_headlines(survey, page.url)
    if not survey.h1:
        evidence.shown_headlines += filter(None, (clean_text(text_of(each, 500)) for each in _HEADINGS(page.root)[:1]))
    evidence.papers = _papers(evidence)
    if not evidence.shown_headlines:
        evidence.marked_headline = _marked_headline(survey)
    return evidence


def _papers(evidence: Evidence) -> frozenset[str]:
    names = [
        *evidence.rules.names,
        *evidence.head.every(
            "og:site_name", "application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher"
        ),
    ]
    if evidence.story.publisher:
        names.append(evidence.story.publisher)
    if name := _behind_headline(evidence.head.title, evidence.shown_headlines):
        names.append(name)
    # The paper that signs its stories, where their title ends with its name.
    end = fold_name(titles.last_part(evidence.head.title))
    names += [name for name in evidence.story.organisations if fold_name(name) == end]
    site = site_of(evidence.page.url)
    host = evidence.page.url.partition("://")[2].partition("/")[0].removeprefix("www.")
    names += [site, host]
    if "." in site and not site.replace(".", "").isdigit():
        names.append(site.split(".")[0])
    # Some papers give the story's title as the site's name too.
    stories = set(map(fold_name, evidence.head.every("og:title")))
    folded: set[str] = set()
    for name in dict.fromkeys(names):
        if fold_name(name) in stories:
            continue
        for part in (name, *re.split(r"\s[|–—-]\s", name)):
            whole = fold_name(part)
            for key in {whole, whole.removeprefix("the ")}:
                if 1 < len(key) < 60:
                    folded.update((key, key.replace(" ", "")))
                    if plain := "" if key.isascii() else plain_of(key):
                        folded.add(plain)
                if len(words := key.split()) > 1:
                    folded.add("".join(word[0] for word in words))
    return frozenset(folded)


def _behind_headline(title: str, headlines: list[str]) -> str | None:
    """The paper's name: the last part of the page's ``title`` where that begins with a headline of the page."""
    cuts = list(titles.SEPARATOR.finditer(title)) if len(title) < _LONGEST_TITLE else []
    if not cuts:
        return None
    start, name = fold_name(title[: cuts[-1].start()]), title[cuts[-1].end() :].strip()
    is_behind = any(len(key) > _SHORTEST_HEADLINE and start.startswith(key) for key in map(fold_name, headlines))
    return name if is_behind and len(name.split()) <= _LONGEST_NAME else None


def _shown_headlines(survey: Survey, url: str) -> list[str]:
    """Texts of the headings that can be the headline, the likeliest first."""
    found: list[str] = []
    marked = [element for element in survey.headlines if element.tag in ("h1", "h2", "h3") or element.get("itemprop")]
    hot = {id(element) for element in marked}
    ordered = survey.h1
    if len(ordered) > 1:
        ordered = sorted(ordered, key=lambda element: (id(element) not in hot, survey.is_elsewhere(element)))
    for element in [*ordered[:5], *marked[:5]]:
        if element.tag == "meta" or _leads_home(element, url):
            continue
        text = clean_text(_heading(element)) or clean_text(text_of(element, 500))
        if text and text not in found:
            found.append(text)
    return found


def _leads_home(heading: etree._Element, url: str) -> bool:
    """Whether a heading is a link to the site's front page: its logo."""
    link = next(heading.iter("a"), None)
    href = (link.get("href") or "").strip() if link is not None else ""
    if link is None or not href or href.startswith("#") or text_of(link, 500) != text_of(heading, 500):
        return False
    try:
        address = urljoin(url, href)
        own, parts = urlsplit(url), urlsplit(address)
    except ValueError:
        return False
    is_story = bool(own.path.strip("/") or own.query)
    is_front = _FRONT.fullmatch(parts.path) is not None and not parts.query and parts.path != own.path
    return is_front and is_story and site_of(url) == site_of(address)


def _heading(element: etree._Element) -> str:
    """The text of a heading without kicker, badge, button and subtitle in it, and without the sign of its link."""
    text = text_of(element, 500)
    for inner in element.iterdescendants("span", "div", "p", "small", "em", "a", "strong"):
        names = inner.get("class") or ""
        is_kicker = bool(names) and bool(OF_FIELDS.read(names) & _SECTION)
        if (is_kicker or inner.tag == "small" or _BESIDE_HEADLINE.search(names)) and (other := text_of(inner, 100)):
            rest = text.replace(other, "", 1)
            least = _SHORTEST_HEADLINE if inner.tag == "small" else max(len(other), _SHORTEST_HEADLINE)
            if is_kicker or len(rest.strip()) >= least:
                text = rest
    return _LINK_SIGN.sub("", text)


def _marked_headline(survey: Survey) -> str:
    """The text of the first element that is named after headlines, or that of the picture in the first heading."""
    for element in survey.headlines:
        if element.tag != "meta" and not survey.is_elsewhere(element) and (text := clean_text(text_of(element, 500))):
            return text
    for picture in (picture for heading in survey.h1 for picture in heading.iter("img")):
        if text := clean_text(picture.get("alt")):
            return text
    return ""

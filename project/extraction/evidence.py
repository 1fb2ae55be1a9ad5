"""All that one page says about its story, gathered once, for the loader to weigh."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from lxml import etree

from project.addresses import site_of
from project.extraction import byline, dates, headline
from project.extraction.metatags import Head, read_head
from project.extraction.nearby import lines_near
from project.extraction.page import Page
from project.extraction.schema_org import Story, read_json_ld
from project.extraction.visible import Visible, is_elsewhere, survey, text_of
from project.processors import clean_text
from project.rules import SiteRules

_AUTHOR_METAS = ("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator",
"dcterms.creator", "dcterms:creator",
                 "dc:creator", "cxenseparse:author", "citation_author", "og:article:author", "authors",
                 "article_author", "articleauthor",
                 "vr:author", "dable:author", "twitter:data1")  # fmt: skip
_MODIFIED_WORDS = re.compile(
    r"updat|modif|edit|aktualis|geändert|mis à jour|mise à jour|actuali|aggiorn|atualiz|bijgewerkt|oppdater"
    r"|uppdater|opdater|обновл|изменен"
    r"|aktualiz|güncel|cập nhật|更新|수정|diperbarui|päivite|ενημ[εέ]ρωσ|frissít|تحديث|עודכן", re.IGNORECASE,
)  # fmt: skip
_PUBLISHED_WORDS = re.compile(
    r"publi|posted|created|issued|erstellt|veröffentlicht|erschienen|gepubliceerd|lagt ut|опублик|создан|yayın"
    r"|ngày đăng|发布|發布|公開|配信|입력|등록|dodano|δημοσ|نشر|פורסם",
    re.IGNORECASE,
)


_FURNITURE = re.compile(
    r"logo|icon|sprite|avatar|spacer|pixel|banner|masthead|\.svg|\.gif|^data:|button|counter|/ads?[/_.]", re.IGNORECASE
)


@dataclass(slots=True)
class Evidence:
    """What a page says. Everything is as written; cleaning is the loader's."""

    page: Page
    rules: SiteRules
    head: Head
    story: Story
    visible: Visible
    zone: tzinfo
    language: str | None
    papers: frozenset[str] = frozenset()
    """The paper's own names, folded."""
    now: datetime | None = None
    shown_headlines: list[str] = field(default_factory=list)
    title: str = ""
    """The headline, as soon as it is chosen."""
    signature: list[str] = field(default_factory=list)
    """The line that signs the story at its end."""
    _near: tuple[list[str], list[str]] | None = None

    @property
    def picture(self) -> str | None:
        """The first picture of some size on the page that is no logo, and not in a teaser or menu."""
        for image in self.visible.images:
            source = image.get("src") or image.get("data-src") or ""
            width = image.get("width") or ""
            if (
                not source
                or (width.isdigit() and int(width) < 150)
                or _FURNITURE.search(source)
                or image.get("alt") in self.rules.names
            ):
                continue
            if not is_elsewhere(image) and not any(above.tag in ("header", "a") for above in _ancestors(image, 4)):
                return source
        return None

    @property
    def near(self) -> tuple[list[str], list[str]]:
        """Lines before and after the headline, read when first asked for."""
        if self._near is None:
            self._near = lines_near(self.page.blocks.texts, self.title)
        return self._near


def gather(page: Page, rules: SiteRules, now: datetime | None = None) -> Evidence:
    """Read head, structured data and the visible page, once each."""
    visible = survey(page.root)
    head = read_head(page.root, visible.head)
    story = read_json_ld(visible.scripts, page.url) or Story()
    evidence = Evidence(page, rules, head, story, visible, dates.zone_of(rules.timezone),
                        head.language or story.language or rules.language, now=now)  # fmt: skip
    evidence.papers = _papers(evidence)
    evidence.shown_headlines = _shown_headlines(visible)
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
    site = site_of(evidence.page.url)
    host = evidence.page.url.partition("://")[2].partition("/")[0].removeprefix("www.")
    names += [site, host]
    if "." in site and not site.replace(".", "").isdigit():
        names.append(site.split(".")[0])
    folded: set[str] = set()
    for name in names:
        for part in (name, *re.split(r"\s[|–—-]\s", name)):
            key = headline.fold(part)
            if 1 < len(key) < 60:
                folded.update((key, key.replace(" ", "")))
    return frozenset(folded)


def _shown_headlines(visible: Visible) -> list[str]:
    """Texts of the headings that can be the headline, the likeliest first."""
    found: list[str] = []
    marked = [element for element in visible.headlines if element.tag in ("h1", "h2", "h3") or element.get("itemprop")]
    hot = {id(element) for element in marked}
    ordered = sorted(visible.h1, key=lambda element: (id(element) not in hot, is_elsewhere(element)))
    for element in [*ordered[:5], *marked[:5]]:
        if element.tag == "meta":
            continue
        text = clean_text(text_of(element, 500))
        if text and text not in found:
            found.append(text)
    return found


def microdata(evidence: Evidence, *names: str) -> list[str]:
    """Values of microdata properties of the story itself, not of comments and teasers."""
    values: list[str] = []
    group: etree._Element | None = None
    for name, element in evidence.visible.itemprops:
        if name in names and not _belongs_elsewhere(element):
            if name in ("author", "creator"):
                # Teasers further down have authors too, and not always a scope of their own.
                above = element.getparent()
                if group is not None and above is not group:
                    continue
                group = above
            inner = element.find(".//*[@itemprop='name']") if name in ("author", "creator") else None
            value = _value(inner if inner is not None else element)
            if value:
                values.append(value)
    return values[:20]


def _belongs_elsewhere(element: etree._Element) -> bool:
    parent = element.getparent()
    for _ in range(30):
        if parent is None:
            return False
        kind = (parent.get("itemtype") or "").rpartition("/")[2].lower()
        if kind in (
            "comment",
            "person",
            "organization",
            "imageobject",
            "videoobject",
            "breadcrumblist",
            "listitem",
            "usercomments",
            "itemlist",
        ):
            return True
        if kind:
            return is_elsewhere(element)
        parent = parent.getparent()
    return False


def _value(element: etree._Element) -> str:
    for name in ("content", "datetime"):
        if value := element.get(name):
            return value
    if element.tag == "link" or (element.tag == "img"):
        return element.get("href") or element.get("src") or ""
    return text_of(element)


def meta_authors(evidence: Evidence) -> list[str]:
    """Values of the head's author tags, the first tag that has any."""
    for name in _AUTHOR_METAS:
        values = evidence.head.meta.get(name)
        if not values:
            continue
        if name == "twitter:data1" and not re.search(
            r"written|author|by\b", " ".join(evidence.head.meta.get("twitter:label1", ())), re.IGNORECASE
        ):
            continue
        good = [
            value
            for value in values
            if byline.names_in(value, papers=evidence.papers)
            or byline.agencies_of(value)
            or byline.is_desk(value)
            or byline.is_paper(value, evidence.papers)
        ]
        if good:
            return good
    return []


def shown_bylines(evidence: Evidence, *, sure: bool = True) -> list[str]:
    """Texts of the elements that are named after authors, those of teasers, comments and menus left out.

    With ``sure`` only those that say it twice: a link to an author's page, an opening "By", or ``itemprop``.
    """
    texts: list[str] = []
    seen: list[etree._Element] = []
    for element in evidence.visible.bylines:
        if element.tag in ("meta", "link", "img", "input", "script", "form", "ul", "section") or is_elsewhere(element):
            continue
        if any(above in seen for above in _ancestors(element, 6)):
            continue
        links = [link for link in element.iter("a") if _is_author_link(link)]
        text = "; ".join(filter(None, (text_of(link, 100) for link in links))) if links else text_of(element, 300)
        if not text or len(text) > 160:
            continue
        is_sure = bool(links) or element.get("itemprop") is not None or byline.open_byline(text)[1]
        if is_sure or (not sure and len(text) < 60):
            seen.append(element)
            texts.append(text)
        if len(texts) == 3:
            break
    return texts


def _is_author_link(link: etree._Element) -> bool:
    href = (link.get("href") or "").lower()
    return link.get("rel") == "author" or bool(
        re.search(
            r"/(?:authors?|autor\w*|auteurs?|profile|people|by|staff|journalists?|reporters?|writers?|team|redaktion|signature|firma|yazar\w*)/",
            href,
        )
    )


def _ancestors(element: etree._Element, limit: int) -> list[etree._Element]:
    found: list[etree._Element] = []
    parent = element.getparent()
    while parent is not None and len(found) < limit:
        found.append(parent)
        parent = parent.getparent()
    return found


def shown_dates(evidence: Evidence, *, modified: bool = False) -> list[str]:
    """Texts (or ``datetime`` attributes) of elements named after dates: the publication's first, or the update's."""
    published: list[str] = []
    updated: list[str] = []
    for element in evidence.visible.dates:
        if element.tag in ("meta", "input", "form") or is_elsewhere(element):
            continue
        text = text_of(element, 200)
        inner = element if element.tag == "time" else next(element.iter("time"), element)
        attribute = (
            inner.get("datetime")
            or element.get("data-datetime")
            or element.get("content")
            or element.get("data-timestamp")
            or ""
        )
        value = attribute if any(char.isdigit() for char in attribute) else text
        if not any(char.isdigit() for char in value) or len(text) > 150:
            continue
        names = f"{element.get('class') or ''} {element.get('itemprop') or ''} {text}"
        if attribute and value is attribute:
            is_update = bool(_MODIFIED_WORDS.search(names)) and not _PUBLISHED_WORDS.search(names)
            (updated if is_update else published).append(value)
            continue
        parts = _MODIFIED_WORDS.search(text)
        if parts and re.search(r"\d{4}|\d[:.]\d\d", text[: parts.start()]):
            published.append(text[: parts.start()])
            updated.append(text[parts.start() :])
        elif (match := _PUBLISHED_WORDS.search(text)) and parts and match.start() > parts.start():
            published.append(text[match.start() :])
            updated.append(text[: match.start()])
        elif parts or (_MODIFIED_WORDS.search(names) and not _PUBLISHED_WORDS.search(names)):
            updated.append(value)
        else:
            published.append(value)
        if len(published) + len(updated) > 12:
            break
    return updated if modified else published

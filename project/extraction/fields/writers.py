"""Who wrote a story, and the agency that it is from, of all that the page says about them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from project.extraction import byline
from project.extraction.fields.decide import Source
from project.extraction.fields.evidence import Evidence
from project.extraction.fields.lesser_wires import lesser_agency
from project.extraction.fields.nearby import CREDIT, before_date, first_paragraph
from project.extraction.fields.spellings import as_shown
from project.extraction.fields.wires import agencies_of, agencies_of_story, credited_in
from project.extraction.names import credits
from project.extraction.names.agencies import agency_named
from project.extraction.names.offices import is_desk, is_paper
from project.folding import fold_name
from project.items import Article
from project.processors import clean_text, drop_placeholder, unique
from project.scripts import has_no_case

_SIGNED_BY_MACHINE = ("json-ld author", "meta author", "microdata author")
_LONGEST_BYLINE, _LONGEST_CREDIT = 160, 60
_MOST_WRITERS = 3
_IN_MARKED_ELEMENTS = ("byline", "any byline")
# "Ann Roe - Associated Press"
_DASH = re.compile(r"\w\s[-–—]\s")
# The verb of a sentence about a writer.
_TOLD = re.compile(r"\s(?:is|was|has|lives|works|writes|covers|reports|joined)\s")
# Between two writers; a comma alone parts a writer from a place or an office as well.
_JOINED = re.compile(r"\s(?:and|with|&|und|et|y|e|en|og|och|i|и|та)\s|기자.*기자", re.IGNORECASE)
_OFFICE = re.compile(r"[A-Z]{2,4}[0-9]? [A-Z]")
_BAR = re.compile(r"\s?[|·•]\s?")
_KOREAN_REPORTER = re.compile(r"[가-힣]{2,4}\s기자")
_SURE = (*_SIGNED_BY_MACHINE, "byline", "line by the headline", "signature")
_SURE_IF_FULL = ("any byline", "link to an author", "line by the date")
# A byline stands within so many lines below the headline.
_TOP = 3
# And one that opens with "By" and names the known writer within so many.
_NEAR = 8


def set_authors(article: Article, page: Evidence, order: Iterable[Source]) -> None:
    """People from markup, then from a visible byline that is surely one, then from any visible byline, then the paper.

    A paper that signs with its own name in markup is the author where nobody else is, and so is an agency that markup
    enters as a person; an agency that markup enters as an organisation, or that only the visible byline names, goes to
    the agency's field alone. Measured on the bench corpus' pages with known authors: F1 .939; without agencies .888,
    without papers .814, with people alone .769.
    """
    agencies: list[str] = []
    # A paper, or the pen name of whoever uploaded the story: the page may show its writer.
    makeshift: list[str] = []
    is_user = False
    for source, read in order:
        values = [line for value in read(page) if (line := drop_placeholder(clean_text(value) or ""))]
        if source in _IN_MARKED_ELEMENTS and page.around:
            values = _close(values, page)
        is_markup = source in _SIGNED_BY_MACHINE
        names: list[str] = []
        for line in values:
            agencies += agencies_of(line)
            names += _named_in(line, page.papers, is_markup=is_markup, is_element=source in _IN_MARKED_ELEMENTS)
        if is_markup and all(agency_named(name) for name in names):
            offices = [line for line in values if is_paper(line, page.papers) or is_desk(line)]
            papers = [line for line in offices if "@" not in line]
            names += papers if names else []
            if not names:
                makeshift = makeshift or papers[:1]
                if papers:
                    article.sources.setdefault("authors", source)
                continue
        if source == "json-ld author":
            names += _contributors_named(names, page)
        if is_markup:
            names = _with_others_signed(names, page)
        is_other = is_markup and names and all(_is_shown_as_other(name, page, article) for name in names)
        if is_other or (is_markup and all(map(_is_user, names))):
            makeshift, is_user = makeshift or names, is_user or not is_other
            article.sources.setdefault("authors", source)
            continue
        if source == "json-ld organisation":
            names = [line for line in values if not agency_named(line)][:1]
        if source == "signature" and not names:
            names = [line for line in values if is_desk(line)]
        if not names or not _may_replace(makeshift, names, source, values, page, is_user=is_user):
            continue
        if source == "any byline" and agencies:
            break
        if is_user:  # who may be named beside the writer
            names = list(filter(byline.is_full_name, names))
        article.authors, article.sources["authors"] = unique(names), source
        break
    article.authors = article.authors or unique(makeshift)
    # The system may only know who uploaded the story.
    if page.names_above and not any(author in name for author in article.authors for name in page.names_above):
        article.authors, article.sources["authors"] = page.names_above, "byline in the story"
    article.authors = unique(as_shown(name, page.near[1], page.around) for name in article.authors)
    _set_agency(article, page, agencies)


def _set_agency(article: Article, page: Evidence, agencies: list[str]) -> None:
    """The first of the ``agencies`` that bylines named, or that structured data does, or else that the story's own
    lines credit."""
    agencies = agencies + [
        name for told in (*page.story.organisations, page.story.source or "") for name in agencies_of(told)
    ]
    if not agencies and (paragraphs := article.paragraphs):
        kinds = [block.kind for block in article.blocks if block.reason is None]
        # A short line below a heading is of another story.
        is_headed = kinds[-2:-1] == ["heading"] and len(paragraphs[-1]) < _LONGEST_CREDIT
        last = "" if is_headed else (page.signature or paragraphs)[-1]
        agencies = agencies_of_story(paragraphs[:2], last) or _credited(article, page) or _lesser(article, page)
    if agencies:
        article.agency = agencies[0]
        article.sources["agency"] = "byline"


def _lesser(article: Article, page: Evidence) -> list[str]:
    """An agency that no list has, which is none of the writers then."""
    last = max((row for row, block in enumerate(article.blocks) if block.reason is None), default=0)
    ends = [*page.signature, *(block.text for block in article.blocks[last + 1 : last + 2])]
    offices = page.story.organisations
    name = lesser_agency(article.paragraphs, ends, page.near[1], offices, page.papers)
    if name is None:
        return []
    article.authors = [author for author in article.authors if fold_name(name) not in fold_name(author)]
    return [name]


def _named_in(line: str, papers: frozenset[str], *, is_markup: bool, is_element: bool) -> list[str]:
    """The names of a line. Of what an element says of its writer in a sentence, the name that it opens with; an agency
    behind people and a dash is their employer."""
    told = _TOLD.search(line) if is_element else None
    if told and not byline.open_byline(line)[1]:
        words = line[: told.start()].split()
        half = len(words) // 2  # a heading above the sentence repeats the name
        name = " ".join(words[half:] if words[:half] == words[half:] else words)
        names = byline.names_in(name, papers=papers)
        is_whole = names == [name] and " " in name and not name[0].islower()
        return names if is_whole else list(filter(byline.is_full_name, byline.names_in(line, papers=papers)))
    names = byline.names_in(line, papers=papers, with_agencies=is_markup)
    people = [name for name in names if not agency_named(name)]
    return people if people and _DASH.search(line) else names


def _with_others_signed(names: list[str], page: Evidence) -> list[str]:
    """The names of the byline behind the headline, where it has all of these and other people: some systems know one
    author."""
    for line in page.near[1][:_NEAR]:
        is_byline = byline.open_byline(line)[1] or _KOREAN_REPORTER.search(line)
        if len(line) < _LONGEST_BYLINE and all(map(line.count, names)) and is_byline:
            signed = byline.names_in(_BAR.split(before_date(line))[0], papers=page.papers)
            others = [name.title() if name.isupper() else name for name in signed if name not in names]
            are_full = all(byline.is_full_name(name) or has_no_case(name[0]) for name in others)
            is_joined = len(others) > 1 or _JOINED.search(line)
            if others and set(names) < set(signed) and are_full and is_joined:
                return signed
            # "By Ann Roe, HC North": machines are told the office.
            is_office = all(_OFFICE.match(name) for name in names)
            if others and is_office and are_full and line.index(others[0]) < line.index(names[0]):
                return others
    return names


def _is_shown_as_other(name: str, page: Evidence, article: Article) -> bool:
    """Whether the page shows somebody as the one who did something else than write it: "Editor: Ann Roe"."""
    behind = (block.text for block in article.blocks if block.reason not in (None, "caption"))
    lines = [line for line in (*page.near[0], *page.near[1], *behind) if name in line and len(line) < _LONGEST_BYLINE]
    labels = [label for line in lines if (label := _label_of(name, line)) is not None]
    return bool(labels) and "own" not in labels


def _label_of(name: str, line: str) -> str | None:
    """Whether the label before a name in a line is that of a writer ("own") or another one ("other"); None without."""
    before = [match for match in credits.CREDIT.finditer(line, 0, line.index(name)) if match.lastgroup]
    return before[-1].lastgroup if before and not line[before[-1].end() : line.index(name)].strip() else None


def _contributors_named(names: list[str], page: Evidence) -> list[str]:
    """The contributors that a byline behind the headline has with one of the authors: some systems know one author."""
    lines = [line for line in page.near[1] if len(line) < _LONGEST_BYLINE] if page.story.contributors else []
    signed = [byline.names_in(line, papers=page.papers) for line in lines if any(map(line.count, names))]
    return [name for name in page.story.contributors if name not in names and any(name in each for each in signed)]


def _may_replace(
    makeshift: list[str], names: list[str], source: str, values: list[str], page: Evidence, *, is_user: bool
) -> bool:
    """Whether the names of a source are better than a paper's or a user's: a paper gives way to what is surely a byline
    and to full names, a pen name to full names by the headline."""
    are_full = all(map(byline.is_full_name, names))
    if is_user:
        is_near = source in ("byline", "line by the headline")
        is_near = is_near or (
            source == "any byline" and any(value in line for line in page.near[1][:_TOP] for value in values)
        )
        return is_near and any(map(byline.is_full_name, names))
    return not makeshift or source in _SURE or (source in _SURE_IF_FULL and are_full)


def _credited(article: Article, page: Evidence) -> list[str]:
    """The agencies beside the writers in a byline behind the headline, which markup may only tell in part, and those
    credited in the first line behind the story: "With files from Reuters"."""
    found: list[str] = []
    for line in page.near[1]:
        if len(line) < _LONGEST_BYLINE and any(map(line.count, article.authors)) and not CREDIT.search(line):
            beside = before_date(line)
            for author in article.authors:
                beside = beside.replace(author, ",")
            bare, is_opened = byline.open_byline(beside)
            found += credited_in(bare, is_byline=True) or (agencies_of(beside) if is_opened else [])
            parts = filter(credits.SOURCE.match, credits.LABEL.split(line))
            found += [name for part in parts for name in agencies_of(part)]
    last = max((row for row, block in enumerate(article.blocks) if block.reason is None), default=0)
    behind = (block for block in article.blocks[last + 1 : last + 2] if block.reason != "caption")
    return found + [name for block in behind if len(block.text) < _LONGEST_CREDIT for name in credited_in(block.text)]


def _close(values: list[str], page: Evidence) -> list[str]:
    """Of what elements for authors say, what stands by the headline, or else by the story: the rest is in a box of
    columnists. The only one of the page may stand anywhere if it holds a few full names."""
    text = "\n".join((page.around, *page.near[0], *page.near[1]))
    named = [(line, byline.names_in(line, papers=page.papers)) for line in values]
    below = page.near[1][: first_paragraph(page.near[1]) or _NEAR]
    lines = [line for line in (*page.near[0], *below) if len(line) < _LONGEST_BYLINE]
    top = [(line, names) for line, names in named if names and any(all(map(near.count, names)) for near in lines)]
    if any(not _is_user(name) for _, names in top for name in names):
        return [line for line, _ in top]
    close = [line for line, names in named if not names or any(all(map(text.count, name.split())) for name in names)]
    is_only = len(named) == 1 and 0 < len(named[0][1]) <= _MOST_WRITERS and all(map(byline.is_full_name, named[0][1]))
    return values if is_only else close


def _is_user(name: str) -> bool:
    """Whether a name is that of a user or a paper rather than a writer's: one word, in a script with capitals."""
    return " " not in name and not has_no_case(name[0]) and not agency_named(name)

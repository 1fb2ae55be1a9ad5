"""Who wrote a page and when, as far as its readers see it: many systems give every page a writer and a date for
machines, its terms of use and its forms as well."""

from __future__ import annotations

import re
from dataclasses import replace

from project.boilerplate.lines import is_date_line
from project.boilerplate.sentences import is_storylike
from project.extraction.blocks import PageBlocks
from project.extraction.fields.url_days import moment_in_url
from project.extraction.titles import key
from project.folding import fold, fold_name
from project.items import Article
from project.pages.notices import is_fact

_FOR_MACHINES = ("meta ", "json-ld ")
# Lines above a text, above its headline, at its end and at its beginning in which its date and its writer stand. Of the
# corpus' 1,174 stories 22 show there nothing of what their metadata says; none of them is refused for it.
_ABOVE = 20
_OVER = 3
_BELOW = 9
_WITHIN = 2
# A copyright has a year, too, and no part of a date has three digits.
_NO_DATE = re.compile(r"©|\(c\)|copyright|(?<!\d)\d{3}(?!\d)", re.IGNORECASE)


def as_shown(page: PageBlocks, article: Article) -> Article:
    """An article without its writer and its dates where they are only for machines, and no date or writer stands by
    its text nor a day in its address; else, and where structured data calls the page an article, the article itself."""
    sources = article.sources
    if sources.get("page_type") == "json-ld":
        return article
    said = [sources.get(name, "") for name in ("authors", "published_at", "modified_at")]
    if not any(said) or not all(source.startswith(_FOR_MACHINES) for source in said if source):
        return article
    if article.published_at is not None and (moment_in_url(article.final_url) or _is_shown(page, article)):
        return article
    return replace(article, authors=[], published_at=None, modified_at=None)


def _is_shown(page: PageBlocks, article: Article) -> bool:
    """Whether a line by a text, and not its headline, has a date or the writer's name."""
    texts, title = set(article.paragraphs), key(article.title)
    rows = [row for row, text in enumerate(page.texts) if text in texts]
    if not rows:
        return False
    above = range(rows[0] - 1, max(rows[0] - 1 - _ABOVE, -1), -1)
    top = next((row for row in above if key(page.texts[row]) == title), rows[0] - _ABOVE + _OVER)
    near = page.texts[max(top - _OVER, 0) : rows[0] + _WITHIN] + page.texts[rows[-1] : rows[-1] + _BELOW]
    lines = [line for line in near if not (is_storylike(line) or _NO_DATE.search(line) or is_fact(line))]
    names = [name for name in map(fold_name, article.authors) if name and name != fold_name(article.title)]
    years = [str(article.published_at.year)] if article.published_at is not None else []
    folded = map(fold_name, lines)
    return any(said in line for line in folded for said in names + years) or any(map(is_date_line, map(fold, lines)))

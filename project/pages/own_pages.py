"""Pages on which a site speaks of itself: about the paper, its rules, how to reach it and how to pay for it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import islice
from urllib.parse import unquote

from project.boilerplate.drop import drop_boilerplate
from project.boilerplate.letter import signs_of
from project.boilerplate.phrases import Phrases, label_reason, tables
from project.boilerplate.reasons import LETTER
from project.extraction.page import Page
from project.extraction.titles import key
from project.folding import fold, label_of
from project.items import Article
from project.pages.not_found import texts_of
from project.scripts import letters_of

_HEADLINE = 60
# All 1,174 pages of the corpus bear a date. Of a site that dated and signed nothing, these would lose one story in a
# hundred, mostly columns of few words, and two more that speak so.
_FEW_LETTERS = 250
# Words of an address that tell what its story is about, and how many there are at least. Other scripts than the Latin
# one are spelled in many ways there. No page of the corpus is refused for it.
_WORD = re.compile(r"(?<![^\W_])[a-z]{4,}(?![^\W_])")
_TELLING = 2
_EXTENSION = re.compile(r"\.\w+$")
# Of the corpus' 1,174 stories 58 are dated so and not signed, none of them in few words.
_OF_MASTHEADS = frozenset(("line on the page", "line above the headline"))
_OF_PAGES = frozenset(("json-ld datePublished",))
_MENUS = frozenset(("nav", "header", "footer", "dialog", "aside"))
# Characters. A story that serves its reader is longer.
_LONGEST_WALL = 1500
# What boilerplate tells of a wall: a story that speaks to its reader too has none of it.
_OF_WALLS = frozenset({LETTER, "paywall notice", "cookie notice"})
_SPOKEN, _BY_THE_PAPER, _TOLD = 0.5, 0.33, 0.25


def is_own_page(article: Article, own: list[str]) -> bool:
    """Whether a page is neither surely dated nor signed, and says by its headline, by its words or by having few that
    it is no story. What calls itself an article in ``og:type``, as many sites' every page does, says so by its headline
    or few words alone, and what does in structured data is one. ``own`` are its texts that do not list other stories.
    """
    source = article.sources.get("page_type")
    if source == "json-ld":
        return False
    is_dated = _is_surely_dated(article)
    if not is_dated and key(article.title) in map(key, article.authors):  # a writer's profile
        return True
    if article.authors or article.agency:
        return False
    if is_dated:  # an address has the day of the story that should stand there
        is_of_address = article.sources.get("published_at") == "address"
        return is_of_address and has_few_words(own) and _speaks_to_readers(own, article.language)
    label = label_of(fold(article.title[:200]))
    if len(label) <= _HEADLINE and (_headlines().reason(label) or label_reason(label)):
        return True
    if article.modified_at is None and has_few_words(own):
        return True
    is_of_masthead = article.sources.get("published_at") in _OF_MASTHEADS
    return not source and not is_of_masthead and _speaks_to_readers(own, article.language)


def _is_surely_dated(article: Article) -> bool:
    """Whether the date is that of a story: not one of a page's head or of the address of something else, and none that
    structured data gives of a page that it calls no article, as common systems do of every page."""
    if article.published_at is None:
        return False
    return article.sources.get("published_at") not in _OF_MASTHEADS | _OF_PAGES and not _is_foreign(article)


def has_few_words(texts: list[str]) -> bool:
    """Whether a text is as short as that of a page out of order, and of few stories."""
    return sum(map(letters_of, texts)) < _FEW_LETTERS


def is_wall(article: Article, page: Page) -> bool:
    """Whether a page bears a story's headline, writer and date for machines, and shows another headline and a text by
    which the paper speaks to its reader: of logging in, paying, or consenting."""
    own, headings = key(article.title), texts_of(page, "h1")
    shown = [key(heading) for heading in headings]
    if not own or not any(shown) or any(own in each or each in own for each in shown if each):
        return False
    if len(article.text) > _LONGEST_WALL or not _speaks_to_readers(article.paragraphs, article.language):
        return False
    labels = [label_of(fold(heading[:200])) for heading in headings]
    if any(label_reason(label) or _headlines().reason(label) for label in labels):
        return True
    if _asks_for_password(page):
        return True
    blocks = drop_boilerplate(article.blocks, title=article.title, language=article.language)
    return any(block.reason in _OF_WALLS for block in blocks)


def _asks_for_password(page: Page) -> bool:
    """Whether a page asks for one elsewhere than in its menus and dialogs."""
    fields = page.root.iterfind(".//input[@type='password']")
    return any(_MENUS.isdisjoint(above.tag for above in field.iterancestors()) for field in islice(fields, 5))


def _is_foreign(article: Article) -> bool:
    """Whether the date is that of an address whose words are none of the headline's: what stands there is not the story
    that was asked for, but a log-in, a wall of consent, a captcha. An address of single words ("news/local/1") does not
    tell."""
    path = _plain(unquote(article.url.partition("//")[2].partition("/")[2].partition("?")[0]))
    parts = [frozenset(_WORD.findall(_EXTENSION.sub("", part))) for part in path.split("/")]
    words = frozenset[str]().union(*parts) if max(map(len, parts)) >= _TELLING else frozenset[str]()
    title = set(_WORD.findall(_plain(article.title)))
    is_from_address = article.sources.get("published_at") == "address"
    return is_from_address and bool(words) and bool(title) and words.isdisjoint(title)


def _plain(text: str) -> str:
    """Without case and accents, as words stand in addresses."""
    return "".join(char for char in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(char))


def _speaks_to_readers(texts: list[str], language: str | None) -> bool:
    """Whether a text mostly says "you" and "we", and seldom what others said or when something happened."""
    spoken = by_the_paper = told = 0
    for text in texts:
        signs = signs_of(text, fold(text), language)
        told += len(text) * ("told" in signs)
        by_the_paper += len(text) * ("we" in signs)
        spoken += len(text) * ("told" not in signs and not signs.isdisjoint(("you", "we")))
    total = sum(map(len, texts))
    return spoken > _SPOKEN * total and by_the_paper > _BY_THE_PAPER * total and told < _TOLD * total


@cache
def _headlines() -> Phrases:
    found = Phrases()
    for entries in tables("own_pages.toml").values():
        for phrase in entries:
            found.add(phrase, "own page", _HEADLINE)
    found.close()
    return found

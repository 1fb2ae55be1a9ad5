"""Pages that say that there is nothing, whatever their status was."""

from __future__ import annotations

import re
from itertools import islice

from project.extraction.page import Page
from project.items import Article
from project.pages.listing import is_list

_404 = re.compile(r"\W*(?:error\s*)?404\b(?![.,]\d)", re.IGNORECASE)
# "404 homes destroyed in fire" is a headline; behind the number of a page that is missing stands one of these.
_MISSING = re.compile(
    r"\b(?:page|seite|trang|halaman|stron[ayę]|oldal|sidan?|siden|sivua?|contenido|p[aá]gina|pagină|sayfa|stránka|oops|error"
    r"|file|url|sorry|not found)\b|σελίδα|صفحة|페이지|страниц|сторінк|ページ|页|頁|पेज|पृष्ठ|דף|หน้า",
    re.IGNORECASE,
)
# How sites say "not found" with status 200, at the start of the title or the headline.
_NOT_FOUND = re.compile(
    r"\W*(?:the |this |diese |die |la |cette |esta |a )?(?:requested )?"
    r"(?:page|article|story|site|seite|artikel|página|pagina|страница|strona|sayfa|sidan|σελίδα)\b.{0,40}"
    r"(?:not (?:be )?found|no longer (?:exists|available)|(?:does|do) not exist|can(?:no|['’])t be found|"
    r"nicht (?:mehr )?(?:gefunden|vorhanden|verfügbar)|introuvable|n'existe (?:pas|plus)|no existe|"
    r"no (?:se ha )?encontrad[ao]|"
    r"não (?:foi )?encontrad[ao]|non (?:è stata )?trovata|не найден[ао]?|не существует|nie (?:została )?"
    r"(?:znalezion[ao]|istnieje)|bulunamadı|hittades inte|niet gevonden|δεν βρέθηκε)|"
    r"\W*(?:(?:oops\W*|sorry\W*)?(?:we|you) (?:can(?:no|['’])t|could(?: not|n['’]t)) find (?:that|this|the|your)"
    r" (?:page|story|article)\b(?: you(?: are|['’]re) looking for)?|"
    r"(?:the |this )?(?:requested )?(?:file|url|content) (?:was |is |could |has )?not (?:be )?found(?=\W*$|\s[|–—-])|"
    r"(?:not found|nicht gefunden)(?!\s+\w)|page introuvable|ошибка 404|страница не найдена|页面不存在|"
    r"找不到(?:网页|页面)|ページが見つかりません)",
    re.IGNORECASE,
)
_FEW_WORDS = 80
# Which share of the text teasers have on such a page, at least, if somebody seems to sign it.
_TEASERS = 0.3


def says_not_found(page: Page, article: Article) -> bool:
    """Whether a page is a soft 404: its title or headline says so, and it holds no story."""
    found = [is_whole for title in texts_of(page, "title", "h1") if (is_whole := _says_only(title)) is not None]
    if not found:
        return False
    words = sum(len(paragraph.split()) for paragraph in article.paragraphs)
    # Where it says nothing else, other stories may stand below, with their dates.
    is_all = article.sources.get("page_type") != "json-ld" and any(found)
    if article.authors:
        is_list_only = is_all and is_list(page.blocks, article.paragraphs, _TEASERS)
        return is_list_only or (words < _FEW_WORDS and (is_all or article.published_at is None))
    return words < _FEW_WORDS or is_all or article.published_at is None


def _says_only(title: str) -> bool | None:
    """Whether a title says that nothing was found, and nothing else; None where it does not say so."""
    number = _404.match(title)
    rest = title[number.end() :] if number else title
    if match := _NOT_FOUND.match(rest):
        return match.end() >= len(rest) - 1
    is_headline = rest[:1] == " " and rest[1:2].isalpha() and not _MISSING.search(rest)
    return None if number is None or is_headline else not rest.strip(" .!")


def texts_of(page: Page, *tags: str) -> list[str]:
    """The texts of the first four such elements."""
    # on a broken page, every heading can stand in the one before
    return [" ".join("".join(islice(element.itertext(), 50)).split()) for element in islice(page.root.iter(*tags), 4)]

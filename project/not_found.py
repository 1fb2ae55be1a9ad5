"""Pages that say that there is nothing, whatever their status was."""

from __future__ import annotations

import re
from itertools import islice

from project.extraction.page import Page
from project.items import Article
from project.listing import is_list

# How sites say "not found" with status 200, at the start of the title or the headline.
_NOT_FOUND = re.compile(
    r"\W*(?:error\s*)?404\b(?!\s+(?!error|not\b|page|seite|página)\w)|"
    r"\W*(?:the |this |diese |die |la |cette |esta |a )?(?:requested )?"
    r"(?:page|article|story|site|seite|artikel|página|pagina|страница|strona|sayfa|sidan|σελίδα)\b.{0,40}"
    r"(?:not (?:be )?found|no longer (?:exists|available)|(?:does|do) not exist|can(?:no|['’])t be found|"
    r"nicht (?:mehr )?(?:gefunden|vorhanden|verfügbar)|introuvable|n'existe (?:pas|plus)|no existe|"
    r"no (?:se ha )?encontrad[ao]|"
    r"não (?:foi )?encontrad[ao]|non (?:è stata )?trovata|не найден[ао]?|не существует|nie (?:została )?"
    r"(?:znalezion[ao]|istnieje)|bulunamadı|hittades inte|niet gevonden|δεν βρέθηκε)|"
    r"\W*(?:(?:oops\W*|sorry\W*)?(?:we|you) (?:can(?:no|['’])t|could(?: not|n['’]t)) find (?:that|this|the|your)"
    r" (?:page|story|article)\b(?: you(?: are|['’]re) looking for)?|"
    r"(?:not found|nicht gefunden)(?!\s+\w)|page introuvable|ошибка 404|страница не найдена|页面不存在|"
    r"找不到(?:网页|页面)|ページが見つかりません)",
    re.IGNORECASE,
)
_FEW_WORDS = 80
# Which share of the text teasers have on such a page, at least, if somebody seems to sign it.
_TEASERS = 0.3


def says_not_found(page: Page, article: Article) -> bool:
    """Whether a page is a soft 404: its title or headline says so, and it holds no story."""
    found = [match for title in texts_of(page, "title", "h1") if (match := _NOT_FOUND.match(title))]
    if not found:
        return False
    words = sum(len(paragraph.split()) for paragraph in article.paragraphs)
    # Where it says nothing else, other stories may stand below, with their dates.
    is_all = article.sources.get("page_type") != "json-ld" and any(m.end() >= len(m.string) - 1 for m in found)
    if article.authors:
        is_list_only = is_all and is_list(page.blocks, article.paragraphs, _TEASERS)
        return is_list_only or (words < _FEW_WORDS and (is_all or article.published_at is None))
    return words < _FEW_WORDS or is_all or article.published_at is None


def texts_of(page: Page, *tags: str) -> list[str]:
    """The texts of the first four such elements."""
    # on a broken page, every heading can stand in the one before
    return [" ".join("".join(islice(element.itertext(), 50)).split()) for element in islice(page.root.iter(*tags), 4)]

"""Why a page that nobody named is no article, although it was read like one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from project.discovery.kinds import TO_READ, Kind
from project.extraction.page import Page
from project.items import Article
from project.pages.entries import Listed, listed, lists_stories, may_list, own_texts
from project.pages.leads import opens_with_another
from project.pages.listing import is_list, why_list
from project.pages.notices import is_notice, is_thread
from project.pages.own_pages import has_few_words, is_own_page, is_wall
from project.pages.shown import as_shown
from project.pages.validity import LISTS
from project.rules import SiteRules

if TYPE_CHECKING:
    from project.discovery.links import PageLinks


def why_no_article(
    page: Page, article: Article, url: str, kind: Kind, rules: SiteRules, links: PageLinks
) -> str | None:
    """The reason, or None for an article. ``kind`` is what the address ``url`` shows; ``links`` are the page's, looked
    for where nothing else decides. A list is none even where a site's rules call the address an article's."""
    if reason := why_list(page.blocks, article, kind, links):
        return reason
    if rules.article and re.search(rules.article, url):
        return None
    if opens_with_another(page, article, links):
        return "a section page: it lists other stories"
    if article.page_type in LISTS:  # its text says otherwise
        article = replace(article, page_type="article", sources={**article.sources, "page_type": ""})
    article = as_shown(page.blocks, article)
    # A digest is signed, and stands at a story's address.
    is_told = article.sources.get("page_type") == "json-ld" or (article.authors and kind in TO_READ)
    if not is_told and is_list(page.blocks, article.paragraphs, with_lines=kind not in TO_READ):
        return "a section page: it lists other stories"
    is_whole = kind not in TO_READ
    found = listed(page.blocks, article, links, is_whole=is_whole) if may_list(page.blocks, article, kind) else Listed()
    if lists_stories(page.blocks, found, article, kind, links):
        return "a section page: it lists other stories"
    own = own_texts(found, article)
    if is_own_page(article, own):
        if has_few_words(own):
            return "few words, neither dated nor signed"
        return "a page of the paper on itself, or neither dated nor signed and no story by its words"
    if is_wall(article, page):
        return "a wall in place of the story: to log in, to pay or to consent"
    if is_notice(article, url) or is_thread(page.blocks, article, links):
        return "a notice: of an event, a job or a thing for sale, or a thread of a forum"
    return None

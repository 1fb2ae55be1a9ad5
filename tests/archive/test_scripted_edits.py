"""Pages of our own papers, edited by a script in 300 places of the story and in 300 places round it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path

from lxml import html

from project.archive.revisions import Change, compare
from project.boilerplate.drop import drop_boilerplate
from project.extraction.page import Page
from project.items import Article
from project.loaders import load_article
from project.rules import SiteRules

PAGES = Path(__file__).parent.parent / "newspaper" / "pages"
NUMBER = 300
Root = html.HtmlElement
Edit = Callable[[Root, random.Random], bool]


def read(root: Root, name: str) -> Article:
    """What the archive is given of a page."""
    article = load_article(Page.from_bytes(html.tostring(root, encoding="utf-8"), f"http://{name}"), SiteRules())
    article.blocks = drop_boilerplate(article.blocks, title=article.title, language=article.language)
    return article


def paragraphs(root: Root) -> list[Root]:
    """The story's paragraphs that hold nothing but words."""
    found = root.xpath("//div[contains(@class, 'story-body')]/p[not(*)][not(@class)]")
    return [p for p in found if len(words_of(p).split()) >= 15]


def words_of(p: Root) -> str:
    return p.text or ""


@cache
def pages() -> list[tuple[str, Root]]:
    """Pages with a story of several paragraphs that stands on them only once."""
    found = []
    for path in sorted(PAGES.rglob("*.html")):
        source = path.read_bytes()
        if b"articleBody" in source or b"story-body" not in source:
            continue
        root = html.document_fromstring(source, parser=html.HTMLParser(encoding="utf-8"))
        name = str(path.relative_to(PAGES))
        if len(paragraphs(root)) >= 4 and all(words_of(p)[:40] in read(root, name).text for p in paragraphs(root)):
            found.append((name, root))
    return found


def scripted(edits: list[Edit]) -> Iterator[tuple[str, str, Article, Article]]:
    """(page, edit, before, after), as many as there are to be, always the same ones."""
    chance = random.Random(2026)
    made = 0
    while made < NUMBER:
        for edit in edits:
            name, root = chance.choice(pages())
            changed = deepcopy(root)
            if made < NUMBER and edit(changed, chance):
                made += 1
                yield name, edit.__name__, read(root, name), read(changed, name)


def differ(before: Article, after: Article) -> Change | None:
    return compare(before, after, [block.text for article in (before, after) for _, block in article.dropped])


def word(root: Root, chance: random.Random) -> bool:
    p = chance.choice(paragraphs(root))
    words = words_of(p).split(" ")
    words[chance.choice([i for i, w in enumerate(words) if w.isalpha() and len(w) > 3] or [0])] = "Quuxville"
    p.text = " ".join(words)
    return True


def number(root: Root, chance: random.Random) -> bool:
    with_digits = [p for p in paragraphs(root) if any(map(str.isdigit, words_of(p)))]
    if not with_digits:
        return False
    p = chance.choice(with_digits)
    text = words_of(p)
    place = chance.choice([i for i, sign in enumerate(text) if sign.isdigit()])
    p.text = text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :]
    return True


def headline(root: Root, chance: random.Random) -> bool:
    (title,) = root.xpath("//h1")
    old = title.text_content().strip()
    new = f"{old.split(' ')[0]} Quuxville {' '.join(old.split(' ')[1:])}".strip()
    for element in root.xpath("//*"):
        for attribute, value in element.attrib.items():
            element.set(attribute, value.replace(old, new))
        if element.text:
            element.text = element.text.replace(old, new)
    return old not in html.tostring(root, encoding="unicode") and bool(title.text and new in title.text)


def added(root: Root, chance: random.Random) -> bool:
    p = chance.choice(paragraphs(root))
    new = deepcopy(p)
    new.text = (
        "Later in the evening the keeper of the lock told a reporter that the water had risen by a hand, and that he "
        "would open both gates before midnight, as his father had done in the year of the great flood."
    )
    p.addnext(new)
    return True


def removed(root: Root, chance: random.Random) -> bool:
    p = chance.choice(paragraphs(root)[1:])
    p.drop_tree()
    return True


def moved(root: Root, chance: random.Random) -> bool:
    found = paragraphs(root)
    last = found[-1]
    found[0].addnext(last)
    return found[1] is not last


def rewritten(root: Root, chance: random.Random) -> bool:
    p = chance.choice(paragraphs(root))
    p.text = (
        "What had been said before was left out of the second printing; in its place the editors put a description of "
        "the harbour wall by night, with its lamps, its anglers and the two cats that everybody feeds."
    )
    return True


def comments(root: Root, chance: random.Random) -> bool:
    found = root.xpath("//section[@id='comments']")
    for section in found:
        section.append(
            html.fragment_fromstring(f"<article class='comment'><p>I was there, {chance.random()}.</p></article>")
        )
        for title in section.xpath("./h2"):
            title.text = f"Comments ({chance.randint(4, 99)})"
    return bool(found)


def most_read(root: Root, chance: random.Random) -> bool:
    found = root.xpath("//aside[contains(@class, 'most-read')]//a")
    for link in found:
        link.text = f"Quuxville wins {chance.randint(2, 9)} to nothing, and nobody knows why"
    return bool(found)


def counter(root: Root, chance: random.Random) -> bool:
    chance.choice(paragraphs(root)).addprevious(html.fragment_fromstring(f"<p>{chance.randint(2, 99)} comments</p>"))
    return True


def relative_time(root: Root, chance: random.Random) -> bool:
    stamp = f"<p class='stamp'>Updated {chance.randint(2, 59)} minutes ago</p>"
    paragraphs(root)[0].addprevious(html.fragment_fromstring(stamp))
    return True


def advert(root: Root, chance: random.Random) -> bool:
    words = "<span>Advertisement</span><a href='/x'>Buy two, pay one</a>"
    slot = f"<div class='ad-slot' data-id='{chance.random()}'>{words}</div>"
    chance.choice(paragraphs(root)).addnext(html.fragment_fromstring(slot))
    return True


def token(root: Root, chance: random.Random) -> bool:
    script = html.fragment_fromstring(f"<script>window.token='{chance.random()}'</script>")
    root.xpath("//body")[0].append(script)
    return True


def related(root: Root, chance: random.Random) -> bool:
    links = "".join(f"<li><a href='/q/{chance.random()}'>Quuxville in {year}</a></li>" for year in range(2001, 2006))
    box = f"<aside class='related'><h3>Related stories</h3><ul>{links}</ul></aside>"
    paragraphs(root)[-1].addnext(html.fragment_fromstring(box))
    return True


def menu(root: Root, chance: random.Random) -> bool:
    found = root.xpath("//nav//ul")
    for items in found:
        items.append(html.fragment_fromstring(f"<li><a href='/q'>Quuxville {chance.randint(2, 99)}</a></li>"))
    return bool(found)


def footer(root: Root, chance: random.Random) -> bool:
    found = root.xpath("//footer/p")
    for p in found:
        p.text = f"© {chance.randint(2025, 2030)} {p.text or ''}"
    return bool(found)


KINDS = {
    word: {"correction"},
    number: {"correction"},
    headline: {"headline"},
    added: {"update"},
    removed: {"update"},
    moved: {"update"},
    rewritten: {"update", "rewrite"},
}
ROUND_THE_STORY: list[Edit] = [comments, most_read, counter, relative_time, advert, token, related, menu, footer]


def test_every_edit_of_the_story_is_told() -> None:
    mistakes = []
    for page, edit, before, after in scripted(list(KINDS)):
        change = differ(before, after)
        wanted = next(kinds for made, kinds in KINDS.items() if made.__name__ == edit)
        if change is None or change.kind not in wanted:
            mistakes.append((page, edit, change and change.kind))
    assert mistakes == []


def test_no_change_round_the_story_is_told() -> None:
    mistakes = []
    for page, edit, before, after in scripted(ROUND_THE_STORY):
        if change := differ(before, after):
            mistakes.append((page, edit, change.kind, change.changed))
    assert mistakes == []

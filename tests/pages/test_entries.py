"""Lists of stories, told by how they are built, and stories with links to others."""

from __future__ import annotations

import pytest

from project.pages.reading import read_page
from tests.beside import STORY

TITLES = [
    "Ferry sails again after five weeks",
    "Goose is found on board of the ferry",
    "Council wants a bridge to the island",
    "Lemons are sold out in Lower Wendle",
    "Engines are cleaned of the river's sand",
    "Pupils are rowed over by harbour office",
]
NEWS = ('<script type="application/ld+json">', '{"@type": "NewsArticle", "headline": "%s"}', "</script>")
TEXTS = [f"{text} {STORY[number - 1]}" for number, text in enumerate(STORY)]
SITE = "https://www.harbour-courier.example"
LAYOUTS = {
    "rows": "<tr><td><img src=/i.jpg></td><td><a href='{url}'>{title}</a><br>{text}</td></tr>",
    "lines": "<div><div><a href='{url}'>{title}</a></div><div>{text}</div></div>",
    "links round cards": "<a href='{url}'><h3>{title}</h3><p>{text}</p></a>",
    "links behind": "<div><h3>{title}</h3><p>{text}</p><p><a href='{url}'>Read more</a></p></div>",
    "links in paragraphs": "<p><b><a href='{url}'>{title}</a></b> {text}</p>",
    "links at their end": "<p>{text} <a href='{url}'>Read more</a></p>",
    "links round pictures": "<article><a href='{url}'><img alt='{title}'></a><h2>{title}</h2><p>{text}</p></article>",
    "definitions": "<dt><a href='{url}'>{title}</a></dt><dd>{text}</dd>",
    "whole stories": "<article><h2><a href='{url}'>{title}</a></h2><p>{text}</p><p>{other}</p><p>{third}</p></article>",
}


def entries(form: str) -> str:
    made = []
    for number, title in enumerate(TITLES):
        texts = [f"{TEXTS[(number + n) % len(TEXTS)]} {number}" for n in range(3)]
        url = f"/news/{title.lower().replace(' ', '-')}"
        made.append(form.format(url=url, title=title, text=texts[0], other=texts[1], third=texts[2]))
    return f"<div>{''.join(made)}</div>"


@pytest.mark.parametrize("path", ["/islands/", "/2024/05/best-of-may/", "/specials/the-islands-in-the-river-48213"])
@pytest.mark.parametrize("head", ["", '<meta property="og:type" content="article">', "".join(NEWS) % "Islands"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_list_whatever_it_says_of_itself(layout: str, head: str, path: str) -> None:
    html = f"<title>Islands</title>{head}<h1>Islands</h1>{entries(LAYOUTS[layout])}"
    reading = read_page(html.encode(), SITE + path)
    assert reading.article is None
    assert reading.reason == "a section page: it lists other stories"


def test_a_digest_has_a_headline_of_its_own() -> None:
    title = "What the islands in the river talked of this week"
    html = f"<title>{title}</title>{''.join(NEWS) % title}<h1>{title}</h1>{entries(LAYOUTS['lines'])}"
    assert read_page(html.encode(), f"{SITE}/news/what-the-islands-talked-of-48213").article is not None


def test_lines_amid_a_story_lead_to_others() -> None:
    also = "<p><a href='/news/{0}'>{1}</a></p>"
    texts = [f"<p>{text}</p>" + also.format(number, TITLES[number]) for number, text in enumerate(STORY * 2)]
    html = f"<title>Ferry sails</title><h1>Ferry sails</h1><div>{''.join(texts)}</div>"
    assert read_page(html.encode(), f"{SITE}/news/ferry-sails-between-the-islands").article is not None


def test_a_front_with_a_whole_story_tells_it_elsewhere() -> None:
    texts = "".join(f"<p>{text}</p>" for text in STORY * 3)
    html = f"<title>Islands</title><h1><a href='{{}}'>{TITLES[0]}</a></h1><time datetime=2024-02-16></time>{texts}"
    other = "/news/ferry-sails-again-after-five-weeks"
    assert read_page(html.format(other).encode(), f"{SITE}/islands/").article is None
    assert read_page(html.format("/islands/").encode(), f"{SITE}/islands/").article is not None, "its own address"


def test_a_story_at_an_address_of_lists_has_a_headline() -> None:
    title = "Ferry sails again between the islands after five weeks"
    html = f"<title>{title}</title><h1>{title}</h1><time datetime=2024-02-16>16 February 2024</time>"
    html += "".join(f"<p>{text}</p>" for text in STORY)
    others = "".join(f"<li><a href='/news/{n}-{title}'>{title} {n}</a></li>" for n in range(20))
    body = f"{html}<ul>{others}</ul>".encode()
    for path in ("/islands/ferry", "/category/islands/ferry-sails", "/tag/ferry-sails-again-between-islands-48213"):
        article = read_page(body, SITE + path).article
        assert article is not None, path
        assert article.page_type == "article"


def test_what_stands_beside_a_page_of_the_paper_is_not_its_text() -> None:
    beside = entries("<li><a href='{url}'><b>{title}</b></a> <span>{text}</span></li>")
    html = "<title>Vote</title><h1>Should the ferry be free?</h1><p>Thank you for voting. 1,204 readers took part.</p>"
    assert read_page(f"{html}{beside}".encode(), f"{SITE}/vote/should-the-ferry-be-free-48213").article is None


@pytest.mark.parametrize("kind", ["CollectionPage", "WebPage"])
@pytest.mark.parametrize("path", ["/islands/ferry", "/2024/05/14/index.html", "/news/ferry-sails-again-48213"])
def test_a_story_stands_alone_below_its_headline(path: str, kind: str) -> None:
    data = f'<script type="application/ld+json">{{"@type": "{kind}", "name": "Ferry sails again"}}</script>'
    html = f"{data}<title>Ferry sails again</title><h1>Ferry sails again</h1>"
    texts = "".join(f"<p>{text} ({number})</p>" for number, text in enumerate(STORY * 2))
    assert read_page(f"{html}{texts}".encode(), SITE + path).article is not None
    introduced = f"{html}<p>{STORY[0]} {STORY[2]}</p>{entries(LAYOUTS['lines'])}"
    assert read_page(introduced.encode(), SITE + "/islands/ferry").article is None

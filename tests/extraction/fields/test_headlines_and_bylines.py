"""Whole pages, each with its headline or byline in one of the forms that papers give them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from project.extraction.page import Page
from project.items import Article
from project.loaders import load_article
from project.rules import SiteRules

TITLE = "Two states meet over river"
LONG = "Two states meet over river for the first time in ten years"
CUT = "Two states meet over river for the first"
HEADING = f"<h1>{TITLE}</h1>"
KICKER = f'<h1><span class="kicker">World news</span> <span>{TITLE}</span></h1>'
SITE = '<meta property="og:site_name" content="The Valley Herald">'
FIRST = "Two mountain states that share the upper Sarn held their first talks in ten years in a shed on the bridge."


def read(head: str, top: str, *, first: str = "", last: str = "") -> Article:
    story = f"{first}<p>{FIRST}</p><p>{FIRST.replace('ten', 'six')}</p><p>{FIRST.replace('ten', 'two')}{last}</p>"
    nav = '<header><nav><a href="/world">World</a></nav></header>'
    body = f"<body>{nav}<main><article>{top}<div class=text>{story}</div></article></main></body>"
    html = f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8>{head}</head>{body}</html>"
    url = "https://www.valley-herald.example/world/two-states-meet-341977"
    return load_article(Page.from_bytes(html.encode(), url), SiteRules())


def og(title: str) -> str:
    return f'{SITE}<meta property="og:title" content="{title}">'


def document(title: str, site: str = "The Valley Herald") -> str:
    return f"{SITE.replace('The Valley Herald', site)}<title>{title}</title>"


def ld(**fields: Any) -> str:
    article = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE} | fields
    return f'<script type="application/ld+json">{json.dumps(article)}</script>'


def person(**fields: Any) -> dict[str, Any]:
    return {"@type": "Person", **fields}


@pytest.mark.parametrize(
    ("head", "top", "title"),
    [
        (og(TITLE), KICKER, TITLE),
        (document(f": {TITLE}"), f"<h1>: {TITLE}</h1>", TITLE),
        (document(TITLE), KICKER, TITLE),
        (document(f"Opinion | {TITLE}"), f"<h1>Opinion | {TITLE}</h1>", TITLE),
        (og(TITLE), f'<h1><span class="label">LIVE</span> {TITLE}</h1>', TITLE),
        (document(f"EN DIRECT. {TITLE}"), f"<h1>EN DIRECT. {TITLE}</h1>", TITLE),
        (document(f"Liveticker: {TITLE}"), f"<h1>Liveticker: {TITLE}</h1>", TITLE),
        (og(TITLE), f'<h1>{TITLE} <a href="#">#</a></h1>', TITLE),
        (og(f"{TITLE} ‹ The Valley Herald"), "", TITLE),
        (og(f"{TITLE} ― The Valley Herald"), "", TITLE),
        (document("两国就河流会谈-山谷日报", "山谷日报"), "", "两国就河流会谈"),
        (document("两国就河流会谈_世界_山谷日报", "山谷日报"), "", "两国就河流会谈"),
        (document(f"{TITLE} - VH"), "", TITLE),
        (document("両国が会談（山谷新聞）", "山谷新聞"), "", "両国が会談"),
        (og(f"{CUT}…"), f"<h1>{LONG}</h1>", LONG),
        (og(f"{CUT}..."), f"<h2>{LONG}</h2>", LONG),
        (ld(headline=f"{CUT}…") + og(f"{CUT}…"), f"<h1>{LONG}</h1>", LONG),
        (document("Well, that was that…"), "<h1>Well, that was that…</h1>", "Well, that was that…"),
        (document("The Valley Herald"), f'<div class="article-title">{TITLE}</div>', TITLE),
        (document("Talbote"), f'<div class="article-title">{TITLE}</div>', TITLE),
        (
            document("Talbote > News > Article"),
            f'<p>News > Article</p><span class=Head id="ctr_lblTitle">{TITLE}</span>',
            TITLE,
        ),
        (
            document("Most read stories of the day and the week"),
            '<div class="article-title">Sarn</div>',
            "Most read stories of the day and the week",
        ),
        (
            document(f"{TITLE} - 4 May 2021 - The portal of the Upper Sarn"),
            f"<p>The portal of the Upper Sarn</p><p>{TITLE}</p>",
            TITLE,
        ),
        (ld(headline=f"{TITLE} (Sarn Courier)") + og(f"{TITLE} (Sarn Courier)"), HEADING, TITLE),
        (document(f"Sarn dispute - {TITLE}"), f"<p>{TITLE}</p><p>Sarn dispute</p>", TITLE),
        (ld(headline=f"{TITLE} (and talk)") + og(f"{TITLE} (and talk)"), "", f"{TITLE} (and talk)"),
        (document("The Valley Herald"), f'<h1><img src="x.png" alt="{TITLE}"></h1>', TITLE),
    ],
)
def test_the_headline_of_a_page(head: str, top: str, title: str) -> None:
    assert read(head, top).title == title


READING_TIME = (
    '<meta name="twitter:label1" content="Est. reading time"><meta name="twitter:data1" content="3 minutes">'
    '<meta name="twitter:label2" content="Written by"><meta name="twitter:data2" content="Jane Doe">'
)

CO_WRITTEN = ld(author=person(name="Jane Doe"), contributor=[person(name="Tom Ferrar")])


@pytest.mark.parametrize(
    ("head", "top", "authors"),
    [
        (ld(author={"@list": [person(name="Jane Doe"), "Tom Ferrar"]}), "", ["Jane Doe", "Tom Ferrar"]),
        (ld(author={"@type": "Role", "author": person(name="Jane Doe")}), "", ["Jane Doe"]),
        (ld(author=person(name="vhadmin")), "<p class=byline>By Jane Doe</p>", ["Jane Doe"]),
        (ld(author={"@type": "Organization", "name": "Reuters"}), "", []),
        (READING_TIME, "", ["Jane Doe"]),
        (SITE, '<p><a href="/author/jane-doe/">Jane Doe</a></p>', ["Jane Doe"]),
        (SITE, "<p>Written by</p><p>Jane Doe</p>", ["Jane Doe"]),
        (SITE, "<p>By Jane Doe; photographs by Tom Ferrar</p>", ["Jane Doe"]),
        (SITE, "<p>2021-05-04 来源：山谷日报 作者：林晓舟</p>", ["林晓舟"]),
        (SITE, "<p>Sarn Valley</p>", []),
        (SITE, "<p>Jane Doe | Saltmere</p><p>May 4, 2021 10:15</p>", ["Jane Doe"]),
        (
            SITE,
            '<p>por <span class=Normal id="ctr_lblAuthor">Rosa Ibarra</span> el jueves, 4 de mayo de 2021</p>',
            ["Rosa Ibarra"],
        ),
        (SITE, "<p>May 4, 2021 10:15</p><p>Jane Doe, The Valley Herald</p>", ["Jane Doe"]),
        (SITE, "<p>2021년 05월 04일 (화) 09:41:33</p><p>이수진 기자 sujin@valley-herald.example</p>", ["이수진"]),
        (CO_WRITTEN, "<h4>Jane Doe, Tom Ferrar</h4>", ["Jane Doe", "Tom Ferrar"]),
        (CO_WRITTEN, "<h4>Jane Doe</h4><p>Photo: Tom Ferrar</p>", ["Jane Doe"]),
        (CO_WRITTEN, "<h4>By Jane Doe; photos by Tom Ferrar</h4>", ["Jane Doe"]),
        (
            SITE,
            "<p class=byline>By <a rel=author href=/author/sm>Sun Mei</a> and AKM Zakaria</p>",
            ["Sun Mei", "AKM Zakaria"],
        ),
        (SITE, "<p class=byline>By Jane Doe, BBC Wales</p>", ["Jane Doe"]),
    ],
)
def test_the_writers_of_a_page(head: str, top: str, authors: list[str]) -> None:
    assert read(head, HEADING + top).authors == authors


@pytest.mark.parametrize(
    ("first", "last", "agency"),
    [
        ("SALTMERE, 4 May (Reuters) - The talks began late and ended later, to nobody's surprise.", "", "Reuters"),
        ("", " They left by train. (AFP)", "AFP"),
        ("The river (Sarn) - once a border - is now a road for boats, and for those beside it.", "", None),
        ("", " They left by train (at noon).", None),
    ],
)
def test_the_agency_of_a_story(first: str, last: str, agency: str | None) -> None:
    assert read(SITE, HEADING, first=first and f"<p>{first}</p>", last=last).agency == agency


def test_a_credit_at_the_end_names_the_writer() -> None:
    article = read(SITE, HEADING, last="</p><p>(Reporting by Ann Roe; Editing by Tom Alder)")
    assert article.authors == ["Ann Roe"]

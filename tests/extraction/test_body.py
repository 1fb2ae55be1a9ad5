"""The story of pages in the markups that papers have used, paragraph by paragraph."""

from __future__ import annotations

import json
import time
from itertools import pairwise

import pytest

from project.extraction.body import find_story
from project.extraction.page import Page
from project.items import Block
from project.loaders import load_article
from project.rules import SiteRules
from tests.extraction.made_up import MENU, SHELL, STORY, TITLE, kept, story_of


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="article-body">{}</div>'.format("".join(f"<p>{text}</p>" for text in STORY)),
        "<div>{}</div>".format("<br><br>".join(STORY)),
        "<div>{}</div>".format("".join(f"<div>{text}</div>" for text in STORY)),
        '<table width="600"><tr><td valign="top"><font size="2">{}</font></td></tr></table>'.format(
            "<br><br>".join(STORY)
        ),
        "<noscript><div>{}</div></noscript>".format("".join(f"<p>{text}</p>" for text in STORY)),
    ],
    ids=["paragraphs", "line breaks", "divisions", "table layout", "noscript"],
)
def test_story(markup: str) -> None:
    assert kept(story_of(markup)) == STORY


def test_a_sites_rules_say_what_is_story() -> None:
    told = f"<p>{STORY[0]}</p><div class=box><p>{STORY[1]}</p></div><p>The pier <b class=tip>PIER +2%</b> stands.</p>"
    html = SHELL.format(title=TITLE, menu=MENU, story=f"<span id=a>{told}</span><p>{STORY[2]}", related="").encode()

    def read(rules: SiteRules) -> list[Block]:
        return load_article(Page.from_bytes(html, "https://a.example/bridge"), rules).blocks

    blocks = read(SiteRules(story_css="#a", drop_css=("div.box", ".tip")))
    assert kept(blocks) == [STORY[0], "The pier stands."]
    assert [block.text for block in blocks if block.reason == "site rule"] == STORY[1:2]
    assert read(SiteRules(story_css="#b")) == read(SiteRules())


def test_a_story_without_spaces() -> None:
    story = [
        "港口管理局周四宣布，由于潜水员在年度检查中发现七座石墩中有两座出现严重裂缝，旧港大桥将从周一起全面封闭。",
        "施工预计持续到三月底，公交车将绕行北环路，岛上居民进城的时间因此要多花大约二十分钟。",
        "岛上的店主担心冬季生意受到影响，其中几家已经请求镇议会提供免费渡轮，每月费用约为四万元。",
        "镇议会将于下周就渡轮问题进行表决，并讨论是否像工程师十年前建议的那样重建整座大桥。",
    ]
    assert kept(story_of("<div class='content'>{}</div>".format("".join(f"<p>{text}</p>" for text in story)))) == story


def test_a_story_only_in_markup_for_machines() -> None:
    page = Page.from_bytes(b"<html><body><div id='root'></div></body></html>", "https://www.harbour-courier.example/")
    assert kept(find_story(page, TITLE, STORY)) == STORY


def test_what_stands_round_the_story_says_why_it_went() -> None:
    body = "".join(f"<p>{text}</p>" for text in STORY)
    blocks = story_of(
        f'<div class="article-body"><figure><img src="/b"><figcaption>The bridge</figcaption></figure>{body}</div>'
    )
    reasons = {block.text: block.reason for block in blocks}
    assert reasons["The bridge"] == "caption"
    assert reasons["Ferry sold to museum"] == "related links"
    assert reasons[TITLE] == "headline"
    assert [block.text for block in blocks if block.reason is None] == STORY


def test_order_is_the_page_order_and_twice_gives_the_same() -> None:
    markup = "".join(f"<p>{text}</p>" for text in STORY)
    texts = kept(story_of(markup))
    assert all(STORY.index(a) < STORY.index(b) for a, b in pairwise(texts))
    assert texts == kept(story_of(markup))


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\x00\xff<", b"<p>", b"<div>" * 100_000, b"<p>x</p>" * 50_000,
        b"<title>x</title>" + b"<x-y></x-y>" * 100_000, b"<pre>" + b"x\n\n" * 600_000,
    ],
)  # fmt: skip
def test_any_page_ends_soon(body: bytes) -> None:
    start = time.process_time()
    page = Page.from_bytes(body, "https://www.valley-herald.example/")
    find_story(page, None, [])
    assert time.process_time() - start < 3


@pytest.mark.parametrize("state", ["window.state = {json};", "(self.pushed = self.pushed || []).push([1, {json}])"])
def test_a_story_that_only_a_script_holds(state: str) -> None:
    held = json.dumps({"article": {"html": "".join(f"<p>{text}</p>" for text in STORY)}, "queue": []})
    html = f"<html><body><div id='app'></div><script>{state.replace('{json}', held)}</script></body></html>"
    page = Page.from_bytes(html.encode(), "https://www.harbour-courier.example/bridge")
    assert kept(find_story(page, TITLE, [])) == STORY


def test_markup_that_only_a_script_holds_is_read_as_a_page_is() -> None:
    picture = "<figure><img src='b.jpg'><figcaption>The bridge on Monday. Photo: Ann Roe</figcaption></figure>"
    texts = [f"<strong>{text[:30]}</strong>{text[30:]}" for text in STORY]
    html = f"<p>{texts[0]}</p>{picture}$$STORYAD$$<p>{texts[1]}</p><h3>What now</h3>" + "".join(
        f"<p>{text}</p>" for text in texts[2:]
    )
    held = json.dumps({"story": {"parts": [html, "The story's own row of data"]}})
    page = f"<html><body><div id='app'></div><script type='application/json'>{held}</script></body></html>"
    found = find_story(Page.from_bytes(page.encode(), "https://www.harbour-courier.example/bridge"), TITLE, [])
    assert kept(found) == [*STORY[:2], "What now", *STORY[2:]]
    assert [(block.text, block.reason) for block in found if block.reason] == [
        ("The bridge on Monday. Photo: Ann Roe", "caption")
    ]


@pytest.mark.parametrize("note", ["(opens in a new tab)", "(öffnet im neuen Fenster)", "（別ウィンドウで開く）"])
def test_what_a_link_tells_those_who_hear_it_is_no_word_of_the_story(note: str) -> None:
    linked = STORY[0].replace("bridge", f"<a href='/b'>bridge <span>{note}</span></a>", 1)
    html = f"<html><body><article><h1>{TITLE}</h1>" + "".join(f"<p>{text}</p>" for text in [linked, *STORY[1:]])
    page = Page.from_bytes(html.encode(), "https://www.harbour-courier.example/bridge")
    assert kept(find_story(page, TITLE, [])) == STORY


def test_of_what_a_script_holds_the_run_with_the_description_is_the_story() -> None:
    weather = ["Thunderstorms all day, and winds from the north at ten to fifteen miles an hour."] * 20
    code = "".join(f".box_{number}{{margin: 0 !important; padding: {number}px;}} " for number in range(90))
    marked = "".join(f"{{p}}{text}{{/p}}" for text in STORY) + '{note kind="video"}'
    held = json.dumps({"weather": weather, "style": code, "article": {"text": marked}})
    html = f"<html><body><div id='app'></div><script type='application/json'>{held}</script></body></html>"
    page = Page.from_bytes(html.encode(), "https://www.harbour-courier.example/bridge")
    assert kept(find_story(page, TITLE, [code], STORY[0][:90])) == STORY


@pytest.mark.parametrize(
    "teasers", [[STORY[0][:90]], [STORY[0][:90], "Ferry sold to museum, and nobody was asked about it."]]
)
def test_a_teaser_with_the_description_is_no_story(teasers: list[str]) -> None:
    held = json.dumps({"latest": [{"text": text} for text in teasers], "article": {"text": "\n\n".join(STORY)}})
    html = f"<html><body><div id='app'></div><script type='application/json'>{held}</script></body></html>"
    page = Page.from_bytes(html.encode(), "https://www.harbour-courier.example/bridge")
    assert kept(find_story(page, TITLE, [], STORY[0][:80])) == STORY


def test_what_machines_are_told_may_have_markup_and_entities() -> None:
    page = Page.from_bytes(b"<html><body><div id='app'></div></body></html>", "https://www.harbour-courier.example/a")
    told = [f"<p class='text'>&ldquo;{text}&rdquo;</p>" for text in STORY]
    assert kept(find_story(page, TITLE, told)) == [f"“{text}”" for text in STORY]


@pytest.mark.parametrize("state", ["window.state = {};", "count = ['a', 'b'", "x = {'not': json}", 'y = {"cut": ['])
def test_a_script_that_holds_no_story(state: str) -> None:
    html = f"<html><body><p>{STORY[0]}</p><script>{state} // {'filling ' * 20}</script></body></html>"
    page = Page.from_bytes(html.encode(), "https://www.harbour-courier.example/bridge")
    assert kept(find_story(page, TITLE, [])) == [STORY[0]]


def test_what_only_a_script_holds_has_short_paragraphs_too() -> None:
    story = [*STORY[:2], "“It was cold,” she said.", *STORY[2:]]
    held = json.dumps({"blocks": [{"kind": "p", "text": text} for text in story], "more": [{"title": "Ferry sold"}]})
    html = f"<html><body><div id='app'></div><script type='application/json'>{held}</script></body></html>"
    page = Page.from_bytes(html.encode(), "https://www.harbour-courier.example/bridge")
    assert kept(find_story(page, TITLE, [])) == story


def test_what_only_a_script_holds_may_have_no_spaces() -> None:
    story = [
        "港口管理局周四宣布，旧港大桥将从周一起全面封闭，直到明年三月底。",
        "镇议会将于下周就渡轮问题进行表决。",
    ] * 6
    held = json.dumps({"html": "".join(f"<p>{text}</p>" for text in story)})
    html = f"<html><body><div id='app'></div><script type='application/json'>{held}</script></body></html>"
    page = Page.from_bytes(html.encode(), "https://www.harbour-courier.example/bridge")
    assert kept(find_story(page, TITLE, [])) == story

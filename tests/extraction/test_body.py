"""The story of pages in the markups that papers have used, paragraph by paragraph."""

from __future__ import annotations

import json
import time
from itertools import pairwise

import numpy as np
import pytest

from project.extraction.body import find_story
from project.extraction.exceptions import mend
from project.extraction.page import Page
from project.items import Block
from project.loaders import load_article
from project.rules import SiteRules

TITLE = "Harbour bridge closes for repairs until spring"
STORY = [
    "The old harbour bridge will be closed to all traffic from Monday, the port authority said, after divers found "
    "deep cracks in two of its seven stone piers during a yearly inspection.",
    "Work is expected to last until the end of March, and buses will go round by the northern ring road, which adds "
    "about twenty minutes to the way into town for those who live on the island.",
    '"We would rather close it a week too early than a day too late," said Marta Lindqvist, who has led the authority '
    "since 2019, at a meeting in the town hall on Thursday evening.",
    "Shopkeepers on the island fear for their winter trade. Several of them have asked the council for a free ferry, "
    "which would cost the town some 40,000 a month.",
    "The council will vote on the ferry next week, and on whether the bridge should be replaced altogether, as "
    "engineers had proposed ten years ago.",
]
MENU = "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in ("News", "Sport", "Weather", "Letters"))
RELATED = "".join(
    f'<li><a href="/{number}">{text}</a></li>'
    for number, text in enumerate(("Ferry sold to museum", "Ring road is open again", "Town hall gets new clock"))
)
SHELL = """<!doctype html><html><head><title>{title} - Harbour Courier</title></head><body>
<div class="nav"><ul>{menu}</ul></div><div class="page"><h1>{title}</h1>{story}
<div class="related"><h4>Related stories</h4><ul>{related}</ul></div></div>
<div class="footer"><p>Copyright Harbour Courier. All rights reserved.</p></div></body></html>"""


def story_of(story: str, article_body: list[str] | None = None) -> list[Block]:
    html = SHELL.format(title=TITLE, menu=MENU, story=story, related=RELATED)
    page = Page.from_bytes(html.encode(), "https://www.harbour-courier.example/bridge")
    return find_story(page, TITLE, article_body or [])


def kept(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if block.reason is None]


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
    start = time.perf_counter()
    page = Page.from_bytes(body, "https://www.valley-herald.example/")
    find_story(page, None, [])
    assert time.perf_counter() - start < 3


@pytest.mark.parametrize("state", ["window.state = {json};", "(self.pushed = self.pushed || []).push([1, {json}])"])
def test_a_story_that_only_a_script_holds(state: str) -> None:
    held = json.dumps({"article": {"html": "".join(f"<p>{text}</p>" for text in STORY)}, "queue": []})
    html = f"<html><body><div id='app'></div><script>{state.replace('{json}', held)}</script></body></html>"
    page = Page.from_bytes(html.encode(), "https://www.harbour-courier.example/bridge")
    assert kept(find_story(page, TITLE, [])) == STORY


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


def test_a_list_under_a_heading_of_the_story_is_part_of_it() -> None:
    things = ["two lamps, red and green", "a rope of forty metres", "warm clothes"]
    items = "".join(f"<li>{text}</li>" for text in things)
    before, after = ("".join(f"<p>{text}</p>" for text in part) for part in (STORY[:3], STORY[3:]))
    listed = f"<h3>Things to bring along</h3><ul>{items}</ul><h3>How it goes on</h3>"
    markup = f"<div class='article-body'>{before}{listed}{after}</div>"
    assert kept(story_of(markup)) == [*STORY[:3], "Things to bring along", *things, "How it goes on", *STORY[3:]]
    linked = markup.replace("<li>", "<li><a href='/x'>").replace("</li>", "</a></li>")
    assert not set(things) & set(kept(story_of(linked)))


def test_a_list_amid_the_story_is_part_of_it() -> None:
    things = ["two lamps, red and green", "a rope of forty metres", "warm clothes"]
    items = "".join(f"<li>{text}</li>" for text in things)
    before, after = ("".join(f"<p>{text}</p>" for text in part) for part in (STORY[:3], STORY[3:]))
    markup = f"<div class='article-body'>{before}<ul>{items}</ul>{after}</div>"
    assert kept(story_of(markup)) == [*STORY[:3], *things, *STORY[3:]]


def test_a_link_in_capitals_leads_elsewhere() -> None:
    before, after = ("".join(f"<p>{text}</p>" for text in part) for part in (STORY[:3], STORY[3:]))
    line = "<p><a href='/ferry'>FERRY SOLD TO THE MUSEUM OF THE NORTHERN COAST</a></p>"
    assert kept(story_of(f"<div class='article-body'>{before}{line}{after}</div>")) == STORY


def test_a_list_is_whole_where_most_of_it_is_story() -> None:
    page = Page.from_bytes(
        b"<p>One.</p><ol><li><p>Two.</p></li><li>Three.</li><li>Four.</li></ol><ul><li>Five.</li></ul>", ""
    )
    keep = np.array([True, True, True, False, False])
    mend(page.blocks, keep, keep.astype(float))
    assert keep.tolist() == [True, True, True, True, False]


def test_the_end_of_a_story_behind_a_box() -> None:
    html = b"<div><p>One.</p><p>Two.</p><aside>Sign up.</aside><p>Three.</p><p>Four</p></div><p>Five.</p>"
    page = Page.from_bytes(html, "https://www.harbour-courier.example/bridge")
    keep = np.array([True, True, False, False, False, False])
    mend(page.blocks, keep, np.array([0.9, 0.9, 0.1, 0.25, 0.25, 0.25]))
    assert keep.tolist() == [True, True, False, True, False, False]


def test_a_story_of_nothing_but_addresses_is_none() -> None:
    html = b"<p>https://www.harbour-courier.example/bridge</p><p>Menu</p>"
    page = Page.from_bytes(html, "https://www.harbour-courier.example/bridge")
    keep = np.array([True, False])
    mend(page.blocks, keep, np.array([0.9, 0.1]))
    assert keep.tolist() == [False, False]


def test_a_linked_headline_between_sentences_leads_elsewhere() -> None:
    before, after = ("".join(f"<p>{text}</p>" for text in part) for part in (STORY[:3], STORY[3:]))
    line = "<p><a href='/museum'>Ferry sold to the museum of the isle</a></p>"
    assert kept(story_of(f"<div class='article-body'>{before}{line}{after}</div>")) == STORY


def test_a_sentence_between_paragraphs_that_are_built_alike_is_story() -> None:
    html = (
        "<div><p>Eins.</p><p>„Und keine Kuh.“</p><p>Drei.</p><p>Vier</p><p>Fünf.</p><p><b>Sechs.</b></p><i>7.</i></div>"
    )
    page = Page.from_bytes(html.encode(), "")
    keep = np.array([True, False, True, False, True, True, False])
    mend(page.blocks, keep, np.array([0.9, 0.01, 0.9, 0.01, 0.9, 0.9, 0.01]))
    assert keep.tolist() == [True, True, True, False, True, True, False]


def test_the_heading_of_a_box_goes_with_the_box() -> None:
    poll = b"<div><h4>How long would you wait?</h4><ul><li>A minute</li><li>An hour</li></ul></div>"
    page = Page.from_bytes(b"<p>One.</p>" + poll + b"<div><h4>Two</h4><p>Three.</p><p>Four.</p></div>", "")
    keep = np.array([True, True, False, False, True, True, True])
    mend(page.blocks, keep, keep.astype(float))
    assert keep.tolist() == [True, False, False, False, True, True, True]


def test_a_line_with_an_arrow_leads_elsewhere() -> None:
    before, after = ("".join(f"<p>{text}</p>" for text in part) for part in (STORY[:3], STORY[3:]))
    line = (
        "<p>→ <a href='/ferry'>Ferry sold to museum</a></p><p>&gt;&gt; <a href='/clock'>New clock for town hall</a></p>"
    )
    assert kept(story_of(f"<div class='article-body'>{before}{line}{after}</div>")) == STORY


def test_all_times_of_a_live_blog_are_kept() -> None:
    times = ["18:40", "17:15", "16:02", "14:30", "13:05"]
    entries = "".join(
        f"<article class='entry'><time>{at}</time><h3>Entry {n}</h3><p>{text}</p></article>"
        for n, (at, text) in enumerate(zip(times, STORY, strict=True))
    )
    left = kept(story_of(f"<div class='live-blog'>{entries}</div>"))
    assert [text for text in left if text in times] == times
    assert [text for text in left if text in STORY] == STORY


def test_where_the_model_is_unsure_no_hole_is_left_in_the_story() -> None:
    quoted = f"<blockquote><p>{STORY[3]}</p></blockquote>"
    html = "<p>{}</p><div><p>{}</p></div><p>{}</p>{}<p>{}</p>".format(*STORY[:3], quoted, STORY[4])
    blocks = Page.from_bytes(f"<body>{html}</body>".encode(), "https://www.harbour-courier.example/bridge").blocks
    assert blocks.texts == STORY
    for doubt, wanted in ((0.2, [True, True, True, False, True]), (0.1, [True, False, True, False, True])):
        keep = np.array([True, False, True, False, True])
        mend(blocks, keep, np.array([0.4, doubt, 0.4, doubt, 0.4]))
        assert keep.tolist() == wanted


def test_the_standfirst_that_is_the_description_too_is_part_of_the_story() -> None:
    standfirst = "Buses go round by the ring road, and the island's shops ask for a ferry"
    html = f"<h1>{TITLE}</h1><div>{standfirst}</div><p>By Marta Holm</p><p>{STORY[0]}</p>"
    blocks = Page.from_bytes(f"<body>{html}</body>".encode(), "https://www.harbour-courier.example/bridge").blocks
    for likely, description, wanted in ((0.3, standfirst, True), (0.1, standfirst, False), (0.3, STORY[1], False)):
        keep = np.array([False, False, False, True])
        mend(blocks, keep, np.array([0, likely, 0, 0.9]), description)
        assert keep.tolist() == [False, wanted, False, True]


@pytest.mark.parametrize(
    "markup",
    [
        "<h2>{}</h2>",
        "<ul><li>{}</li><li>Dogs go free</li></ul>",
        "<table><tr><th>{}</th></tr><tr><td>3</td></tr></table>",
    ],
)
@pytest.mark.parametrize("wrapped", ["{}", "<div class=x>{}</div>"])
def test_what_stands_between_paragraphs_as_they_do_is_part_of_the_story(markup: str, wrapped: str) -> None:
    parts = [f"<p>{STORY[0]}</p>", markup.format("Prices"), f"<p>{STORY[1]}</p>"]
    html = "".join(wrapped.format(part) for part in parts)
    blocks = Page.from_bytes(f"<body>{html}</body>".encode(), "https://www.harbour-courier.example/bridge").blocks
    keep = np.array([True, *[False] * (len(blocks) - 2), True])
    mend(blocks, keep, keep * 0.9)
    assert keep.all()
    elsewhere = html.replace(parts[1], f"<aside><div>{parts[1]}</div></aside>")
    blocks = Page.from_bytes(f"<body>{elsewhere}</body>".encode(), "https://www.harbour-courier.example/bridge").blocks
    keep = np.array([True, *[False] * (len(blocks) - 2), True])
    mend(blocks, keep, keep * 0.9)
    assert not keep[1:-1].any()


def test_a_quotation_that_stands_twice_is_kept_once_and_short_answers_stay() -> None:
    quote = f"<blockquote>{STORY[1]}</blockquote>"
    html = (
        f"<p>{STORY[0]}</p>{quote}<p>{STORY[2]}</p>{quote}<blockquote>No.</blockquote><p>Nobody knows. No. Not yet.</p>"
    )
    blocks = Page.from_bytes(f"<body>{html}</body>".encode(), "https://www.harbour-courier.example/bridge").blocks
    keep = np.ones(len(blocks), dtype=bool)
    mend(blocks, keep, keep * 0.9)
    assert keep.tolist() == [True, True, True, False, True, True]


def test_a_list_below_a_heading_is_of_the_story_and_its_end() -> None:
    html = (
        f"<p>{STORY[0]}</p><h2>What comes next</h2><ul><li>Schools open on Friday</li><li>The pier stays shut</li></ul>"
    )
    blocks = Page.from_bytes(f"<body>{html}</body>".encode(), "https://www.harbour-courier.example/bridge").blocks
    keep = np.array([True, True, False, False])
    mend(blocks, keep, keep * 0.9)
    assert keep.all()

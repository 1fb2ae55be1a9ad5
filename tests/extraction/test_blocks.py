"""Blocks from the markups that papers have used: paragraphs, bare text with breaks, tables, hidden parts."""

from __future__ import annotations

import time

import pytest
from lxml import etree

from project.extraction.blocks import HIDDEN, MAX_BLOCKS, TAG_CODE, PageBlocks, read_blocks
from project.extraction.page import Page
from project.extraction.story.block_kinds import kinds_of


def blocks_of(html: str) -> PageBlocks:
    return Page.from_bytes(html.encode(), "https://www.harbour-courier.example/story").blocks


def test_inline_elements_do_not_part_a_sentence() -> None:
    blocks = blocks_of("<p>The <b>ferry</b> left\n at <a href='/t'>noon</a>, <!-- ad --> empty.</p><p>It came back.")
    assert blocks.texts == ["The ferry left at noon, empty.", "It came back."]
    assert blocks.links == [4, 0]
    assert blocks.bold == [5, 0]


def test_words_that_only_a_style_sheet_parts() -> None:
    blocks = blocks_of(
        "<p><span>Saltmere</span>The ferry left.<b>It</b> came back.</p><p><b>T</b>om <i>Mc</i>Donald</p>"
    )
    assert blocks.texts == ["Saltmere The ferry left. It came back.", "Tom McDonald"]


def test_elements_without_text_part_no_line() -> None:
    blocks = blocks_of(
        '<p>He did <a href="/x"><meta itemprop="type" content="a">sign it</a><link href="/y"> today.</p>'
    )
    assert blocks.texts == ["He did sign it today."]


def test_line_breaks_part_text_in_a_div() -> None:
    blocks = blocks_of("<div>First line.<br>Second line.<br><br>Third line.<div>Below.</div>After.</div>")
    assert blocks.texts == ["First line.", "Second line.", "Third line.", "Below.", "After."]
    assert blocks.breaks == [0, 1, 2, 0, 0]


def test_kinds() -> None:
    blocks = blocks_of(
        "<h2>Tides</h2><ul><li>High</li></ul><blockquote><p>Said she</p></blockquote><pre>a b</pre>"
        "<figure><img src=x><figcaption>The quay</figcaption></figure><table><tr><td>Old layout</td></tr></table>"
    )
    kinds = list(map(kinds_of(blocks).__getitem__, blocks.frames))
    assert kinds == ["heading", "item", "quote", "preformatted", "caption", "paragraph"]
    assert blocks.media == [0, 0, 0, 0, 1, 0]


def test_words_for_screen_readers_are_left_out() -> None:
    blocks = blocks_of('<p>See <a href="/x">the plan<span class="sr-only"> opens in a new tab</span></a> today.')
    assert blocks.texts == ["See the plan today."]


def test_scripts_controls_and_noscript_are_no_text() -> None:
    blocks = blocks_of("<p>One</p><script>var a='<p>no</p>'</script><noscript><p>Two</p></noscript><button>Go</button>")
    assert blocks.texts == ["One"]


def test_what_is_not_shown_is_marked() -> None:
    blocks = blocks_of('<div style="display: none"><p>Later</p></div><p>Now</p>')
    assert [bool(blocks.lineage[frame] & HIDDEN) for frame in blocks.frames] == [True, False]


def test_frames_cover_their_blocks() -> None:
    blocks = blocks_of("<article><p>a</p><section><p>b</p><p>c</p></section></article><p>d</p>")
    section = blocks.tags.index(TAG_CODE["section"])
    assert blocks.texts[blocks.starts[section] : blocks.ends[section]] == ["b", "c"]


def test_a_million_nested_tags_take_no_time() -> None:
    page = Page.from_bytes(b"<div>" * 1_000_000 + b"deep", "https://www.valley-herald.example/")
    start = time.process_time()
    assert len(page.blocks) <= MAX_BLOCKS
    assert time.process_time() - start < 1


def test_paragraphs_without_a_character_to_see_take_no_time() -> None:
    page = Page.from_bytes(b"<p>Seen.</p>" + b"<p>&#8203;</p>" * 20_000 + b"<p>&#8203;Seen too.</p>", "")
    start = time.process_time()
    assert page.blocks.texts == ["Seen.", "Seen too."]
    assert time.process_time() - start < 1


def test_work_is_bounded_on_a_wide_page() -> None:
    root = etree.fromstring(b"<div>" + b"<p>word</p>" * 200_000 + b"</div>", etree.HTMLParser(huge_tree=True))
    blocks = read_blocks(root)
    assert blocks.truncated
    assert len(blocks) == MAX_BLOCKS + 1
    assert blocks.ends[0] == len(blocks)


@pytest.mark.parametrize("many", ["<p>" + "word<br>" * 20_000, "<p>" + "<b>x</b> " * 200_000])
def test_work_is_bounded_without_block_elements_too(many: str) -> None:
    blocks = Page.from_bytes(many.encode(), "").blocks
    assert blocks.truncated
    assert len(blocks) <= MAX_BLOCKS + 1


@pytest.mark.parametrize("tag", ["video", "iframe", "footer", "nav", "dialog", "object"])
def test_players_and_menus_end_a_block(tag: str) -> None:
    assert blocks_of(f"<div>The ferry sailed.<{tag}>x</{tag}>nobody saw it</div>").texts == [
        "The ferry sailed.",
        "nobody saw it",
    ]


def test_what_is_hidden_in_a_line_is_no_text() -> None:
    assert blocks_of("<p>The <b hidden>old</b> ferry <span hidden=''>again</span>sails</p>").texts == [
        "The ferry sails"
    ]


def test_a_counter_in_a_paragraph_is_no_text() -> None:
    html = "<p><a class='comments-count' href='#c3'>12</a>The ferry <b class=comments>sails</b>.</p><p>12 dead</p>"
    assert blocks_of(html).texts == ["The ferry sails.", "12 dead"]


@pytest.mark.parametrize("tag", ["a", "b", "strong", "i", "em", "span"])
def test_what_a_site_drops_from_a_line_leaves_no_trace(tag: str) -> None:
    html = f"<p>The <{tag} class=more href=/x>Read on</{tag}>ferry sails.</p><p>At <b>noon</b>, <i>empty</i>.</p>"
    page = Page.from_bytes(html.encode(), "https://www.harbour-courier.example/ferry")
    page.mark(None, [".more"])
    blocks = page.blocks
    assert blocks.texts == ["The ferry sails.", "At noon, empty."]
    assert (blocks.bold, blocks.italic) == ([0, len("noon")], [0, len("empty")])
    assert blocks.links == blocks.anchors == [0, 0]


def test_a_blank_line_parts_preformatted_paragraphs() -> None:
    html = b"<pre>\n\n  The ferry\n  sails.\n\n <b>Again</b>\n\n\n<i></i>\n\nOn Monday.\n\n</pre><p>Not\n\nhere.</p>"
    page = Page.from_bytes(html, "https://www.harbour-courier.example/ferry")
    assert page.blocks.texts == ["The ferry sails.", "Again", "On Monday.", "Not here."]
    assert sum(page.blocks.bold) == len("Again")
    for end in (b"", b"\n\n", b"</pre>"):
        assert Page.from_bytes(b"<pre>One.\n\nTwo." + end, "").blocks.texts == ["One.", "Two."]


def test_a_name_in_the_class_of_a_byline_makes_no_byline_of_a_paragraph() -> None:
    text = "The pump maker opened a works on Monday that takes in forty thousand tons of shell a year, it said."
    blocks = blocks_of(
        f"<p><span class=caption><i>TORREMAR</i></span> {text}</p><p><span class=caption>{text}</span></p>"
    )
    assert [bool(hints) for hints in blocks.inline] == [False, True]

"""What overrules the model: lists, headings, quotations, teasers amid the story."""

from __future__ import annotations

import numpy as np
import pytest

from project.extraction.page import Page
from project.extraction.story.overrides import mend
from tests.extraction.made_up import STORY, TITLE, kept, story_of


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
    for doubt, wanted in ((0.1, [True, True, True, False, True]), (0.05, [True, False, True, False, True])):
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


def test_a_standfirst_may_open_with_a_dateline() -> None:
    told = (
        "The harbour board explains why the old bridge has to be closed for a whole winter, what that will cost, and"
        " what comes after it."
    )
    for text, description, wanted in (
        (f"Saltmere. {told}", told, True),
        (f"Saltmere. {told}", "", True),
        (told, "", False),
        (f"Saltmere. {told[:60]}", "", False),
    ):
        html = f"<h1>{TITLE}</h1><div>{text}</div><p>By Marta Holm</p><p>{STORY[0]}</p>"
        blocks = Page.from_bytes(f"<body>{html}</body>".encode(), "https://www.harbour-courier.example/bridge").blocks
        keep = np.array([False, False, False, True])
        mend(blocks, keep, np.array([0, 0.2, 0, 0.9]), description)
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


def test_a_story_that_the_page_shows_twice_is_kept_once_and_a_chorus_stays() -> None:
    story = [STORY[0], "And then?", STORY[1], "So it goes", STORY[2]]
    short = [*["Pull, you men of the weir"] * 2, "Softly goes the water"] * 2
    notice = [text for number in range(3) for text in (STORY[3], *(f"{text} ({number})" for text in STORY[:3]))]
    said = [STORY[0], STORY[3], STORY[1], STORY[3], STORY[2]]
    for texts, expected in [
        ([*story, *story], [True] * 5 + [False] * 5),
        ([STORY[0], *STORY], [True, False, *[True] * (len(STORY) - 1)]),
        (notice, [True, True, True, True, *[False, True, True, True] * 2]),
        (said, [True] * 5),
        (short, [True] * 6),
    ]:
        html = "".join(f"<p>{text}</p>" for text in texts)
        blocks = Page.from_bytes(f"<body>{html}</body>".encode(), "https://www.harbour-courier.example/bridge").blocks
        keep = np.ones(len(blocks), dtype=bool)
        mend(blocks, keep, keep * 0.9)
        assert keep.tolist() == expected


def test_a_list_below_a_heading_is_of_the_story_and_its_end() -> None:
    html = (
        f"<p>{STORY[0]}</p><h2>What comes next</h2><ul><li>Schools open on Friday</li><li>The pier stays shut</li></ul>"
    )
    blocks = Page.from_bytes(f"<body>{html}</body>".encode(), "https://www.harbour-courier.example/bridge").blocks
    keep = np.array([True, True, False, False])
    mend(blocks, keep, keep * 0.9)
    assert keep.all()


def test_a_subhead_and_a_list_of_its_own_stand_on_either_side_of_a_box() -> None:
    box = "<div><h4>Letters</h4><p>Sent each morning</p></div>"
    counted = "<h3>The count</h3><ul><li>Cat: 57</li><li>Dog: 31</li></ul>"
    html = f"<p>{STORY[0]}</p>{counted}{box}<p>{STORY[1]}</p>{box}<h3>How it ends</h3><p>{STORY[2]}</p>"
    blocks = Page.from_bytes(f"<body>{html}</body>".encode(), "https://www.harbour-courier.example/bridge").blocks
    keep = np.array([text in STORY for text in blocks.texts])
    mend(blocks, keep, keep * 0.9)
    left = [text for text, is_kept in zip(blocks.texts, keep, strict=True) if is_kept]
    assert left == [STORY[0], "The count", "Cat: 57", "Dog: 31", STORY[1], "How it ends", STORY[2]]


def test_paragraphs_in_items_and_in_two_wrappers_each_are_seen_as_what_they_are() -> None:
    def block(inner: str) -> str:
        return f"<div class=block><div class=content>{inner}</div></div>"

    counted = "<h3>The count</h3><ul><li><p>Cat: 57</p></li><li><p>Dog: 31</p></li></ul>"
    html = block(f"<p>{STORY[0]}</p>{counted}") + block("<form>Letters</form>") + block(f"<p>{STORY[1]}</p>")
    blocks = Page.from_bytes(f"<body>{html}</body>".encode(), "https://www.harbour-courier.example/bridge").blocks
    keep = np.array([text in STORY for text in blocks.texts])
    mend(blocks, keep, keep * 0.9)
    left = [text for text, is_kept in zip(blocks.texts, keep, strict=True) if is_kept]
    assert left == [STORY[0], "The count", "Cat: 57", "Dog: 31", STORY[1]]


def test_short_lines_of_a_story_that_breaks_part() -> None:
    short = ["Never seen the like", "He gives two reasons:", "a loop at the side;", "moss round it.", "Nobody spoke."]
    html = (
        f"<td>{STORY[0]}<br><br><b>{short[0]}</b><br><br>{STORY[1]}<br><br>{short[1]}<ul><li>{short[2]}<li>{short[3]}</ul>"
        f"{STORY[2]}<br><br>{short[4]}</td>"
    )
    blocks = Page.from_bytes(f"<table><tr>{html}</table>".encode(), "https://www.harbour-courier.example/axes").blocks
    keep = np.array([text in STORY for text in blocks.texts])
    mend(blocks, keep, np.where(keep, 0.9, 0.3))
    assert keep.all()


def test_a_line_that_announces_what_the_story_has_below_it_is_story() -> None:
    lines = [STORY[0], "The harbour master writes:", STORY[1], "Order here:", STORY[2]]
    html = "<p>{}</p><p>{}</p><blockquote><p>{}</p></blockquote><div>{}</div><p>{}</p>".format(*lines)
    blocks = Page.from_bytes(f"<body>{html}</body>".encode(), "https://www.harbour-courier.example/bridge").blocks
    for likely, wanted in ((0.2, True), (0.1, False)):
        keep = np.array([True, False, True, False, True])
        mend(blocks, keep, np.array([0.9, likely, 0.9, likely, 0.9]))
        assert keep.tolist() == [True, wanted, True, False, True], "but no line that is built as nothing of it is"


def test_the_first_paragraph_above_a_picture_is_story() -> None:
    lines = [STORY[0], "The bridge at dawn", STORY[1], STORY[2]]
    html = "<div><p>{}</p></div><p>{}</p><div><p>{}</p><p>{}</p></div>".format(*lines)
    blocks = Page.from_bytes(f"<body>{html}</body>".encode(), "https://www.harbour-courier.example/bridge").blocks
    for likely, wanted in ((0.3, True), (0.1, False)):
        keep = np.array([False, False, True, True])
        mend(blocks, keep, np.array([likely, 0.3, 0.9, 0.9]))
        assert keep.tolist() == [wanted, False, True, True]


@pytest.mark.parametrize(
    "caption",
    [
        "<p style='text-align: center'>The bridge at dawn</p>",
        "<p align='center'>The bridge at dawn</p>",
        "<div class='photo-right'>The bridge at dawn</div>",
    ],
)
def test_a_short_line_in_the_middle_below_a_picture_is_its_caption(caption: str) -> None:
    html = f"<p>{STORY[0]}</p><p><img src='/b.jpg'></p>{caption}<p>{STORY[1]}</p><p align='center'>***</p>"
    blocks = Page.from_bytes(f"<body>{html}</body>".encode(), "https://www.harbour-courier.example/bridge").blocks
    keep = np.array([True, True, True, True])
    mend(blocks, keep, keep.astype(float))
    assert keep.tolist() == [True, False, True, True]


def test_a_story_in_the_middle_below_pictures_is_no_row_of_captions() -> None:
    html = "".join(f"<p><img src='/{n}.jpg'></p><p align='center'>{text}</p>" for n, text in enumerate(STORY))
    blocks = Page.from_bytes(f"<body>{html}</body>".encode(), "https://www.harbour-courier.example/bridge").blocks
    keep = np.array([True] * len(STORY))
    mend(blocks, keep, keep.astype(float))
    assert keep.all()


def test_a_heading_that_heads_nothing_is_none_of_the_story() -> None:
    html = f"<p>{STORY[0]}</p><p>{STORY[1]}</p><h3>More from the harbour</h3><p><a href='/x'>Ferry sold</a></p>"
    page = Page.from_bytes(f"<body>{html}</body>".encode(), "https://www.harbour-courier.example/bridge")
    keep = np.array([True, True, True, False])
    mend(page.blocks, keep, keep.astype(float))
    assert keep.tolist() == [True, True, False, False]
    page = Page.from_bytes(f"<h4>{STORY[0]}</h4><h4>{STORY[1]}</h4>".encode(), "https://www.harbour-courier.example/b")
    keep = np.array([True, True])
    mend(page.blocks, keep, keep.astype(float))
    assert keep.all(), "paragraphs set as headings"

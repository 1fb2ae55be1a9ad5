"""Boxes amid a story: facts, offers, other stories, accordions, and the headings of such."""

from __future__ import annotations

import numpy as np

from project.extraction.exceptions import mend
from project.extraction.page import Page
from tests.extraction.test_body import STORY, kept, story_of


def test_a_fact_box_is_none_of_the_story_unless_it_has_much_of_it() -> None:
    before, after = ("".join(f"<p>{text}</p>" for text in part) for part in (STORY[:3], STORY[3:]))
    fact = "The lamp of the lighthouse was lit for the first time in 1871, and has never gone out since."
    box = f"<div class=factbox><h3>The lighthouse</h3><p>{fact}</p></div>"
    blocks = story_of(f"<div class='article-body'>{before}{box}{after}</div>")
    assert kept(blocks) == STORY
    assert {block.reason for block in blocks if block.text == fact} == {"fact box"}
    assert kept(story_of(f"<div class='article-body'><div class=factbox>{before}</div>{after}</div>")) == STORY


def test_the_heading_of_a_box_goes_with_the_box() -> None:
    poll = b"<div><h4>How long would you wait?</h4><ul><li>A minute</li><li>An hour</li></ul></div>"
    page = Page.from_bytes(b"<p>One.</p>" + poll + b"<div><h4>Two</h4><p>Three.</p><p>Four.</p></div>", "")
    keep = np.array([True, True, False, False, True, True, True])
    mend(page.blocks, keep, keep.astype(float))
    assert keep.tolist() == [True, False, False, False, True, True, True]


def test_a_link_in_a_box_of_other_stories_is_none_of_this_one() -> None:
    box = "<div class='related'><h3><a href='/x'>Ferry sold</a></h3></div>"
    html = f"<p>{STORY[0]}</p>{box}<p>{STORY[1]}</p>"
    for name in ("", "related"):  # what all of the story stands in tells nothing
        page = Page.from_bytes(f"<body class='{name}'>{html}</body>".encode(), "https://www.harbour-courier.example/b")
        keep = np.array([True, True, True])
        mend(page.blocks, keep, keep.astype(float))
        assert keep.tolist() == [True, False, True]


def test_the_line_that_opens_an_accordion_is_a_subhead() -> None:
    opened = f"<details><summary><span>How long will it last?</span></summary><div><p>{STORY[3]}</p></div></details>"
    html = f"<div class='article-body'>{''.join(f'<p>{text}</p>' for text in STORY[:3])}{opened}<p>{STORY[4]}</p></div>"
    assert kept(story_of(html)) == [*STORY[:3], "How long will it last?", *STORY[3:5]]


def test_what_a_story_announces_may_be_a_list_with_a_link_or_a_quotation() -> None:
    items = ["put up sirens before next winter;", "publish every warning at once."]
    page = Page.from_bytes(
        f"<div><p>{STORY[0]} It asks to:</p><ul><li>{items[0]}</li><li><a href='/x'>publish</a> every warning at once."
        f"</li></ul><p>{STORY[1]} The letter says:</p><blockquote>We are sorry.<br>All of us.</blockquote>"
        f"<p>{STORY[2]}</p></div>".encode(),
        "https://www.harbour-courier.example/bridge",
    )
    keep = np.array([True, False, False, True, False, False, True])
    mend(page.blocks, keep, keep.astype(float))
    assert keep.all()


def test_a_numbered_list_is_kept_to_its_last_number() -> None:
    entries = [(f"{number}. Island {number}", f"The ferry stops there at {number} o'clock.") for number in range(1, 6)]
    wrapped = "".join(
        f"<div class=head><h2>{head}</h2></div><div class=text><p>{text}</p></div>" for head, text in entries
    )
    offer = "<div class=offer><p>Get our maps for free.</p></div>"
    page = Page.from_bytes(f"<p>{STORY[0]}</p>{wrapped}{offer}".encode(), "https://www.harbour-courier.example/isles")
    keep = np.array([True] * 5 + [False] * 7)
    mend(page.blocks, keep, keep.astype(float))
    assert keep.tolist() == [True] * 11 + [False]


def test_lines_that_open_with_a_bullet_amid_lines_of_the_story() -> None:
    html = f"<div>{STORY[0]}<br><br>&bull; NO ENTRY<br>&bull; EXPECT DELAYS<br><br>{STORY[1]}</div>"
    page = Page.from_bytes(html.encode(), "https://www.harbour-courier.example/bridge")
    keep = np.array([True, False, False, True])
    mend(page.blocks, keep, keep.astype(float))
    assert keep.all()


def test_an_offer_behind_a_wall_may_be_the_rest_of_the_story() -> None:
    rest = "".join(f"<p>{text}</p>" for text in STORY[2:])
    html = (
        f"<div class='article-body'><p>{STORY[0]}</p><p>{STORY[1]}</p><div class='premium paywall'>{rest}</div></div>"
    )
    page = Page.from_bytes(html.encode(), "https://www.harbour-courier.example/bridge")
    keep = np.array([True] * len(STORY))
    mend(page.blocks, keep, keep.astype(float))
    assert keep.all()

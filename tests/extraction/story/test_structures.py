"""What is kept whole or not at all: lists below a box, lines that their class calls subheads."""

from __future__ import annotations

import numpy as np

from project.extraction.page import Page
from project.extraction.story.overrides import mend


def test_a_list_below_a_box_is_part_of_the_story_where_it_goes_on() -> None:
    html = "<div><p>One.</p><aside>Sign up.</aside><ul><li>Two</li><li>Three</li></ul><p>Four.</p></div>"
    page = Page.from_bytes(html.encode(), "")
    keep = np.array([True, False, False, False, True])
    mend(page.blocks, keep, np.array([0.9, 0.1, 0.3, 0.3, 0.9]))
    assert keep.tolist() == [True, False, True, True, True]


def test_a_line_that_is_called_a_subhead_is_one() -> None:
    html = "<div><p>One.</p><span class=cross-head>Museum plea</span><p>Two.</p></div>"
    for kind, wanted in (("cross-head", True), ("promo", False)):
        page = Page.from_bytes(html.replace("cross-head", kind).encode(), "")
        keep = np.array([True, False, True])
        mend(page.blocks, keep, np.array([0.9, 0.3, 0.9]))
        assert keep.tolist() == [True, wanted, True]


def test_a_list_with_a_few_links_amid_the_story_is_part_of_it() -> None:
    items = ["Two boats <a href=/x>lie there</a>", "Three more are on their way to the yard"]
    for last, wanted in ((items[1], True), ("<a href=/y>Ferry sold to museum</a>", False)):
        html = f"<div><p>One.</p><ul><li>{items[0]}</li><li>{items[1]}</li><li>{last}</li></ul><p>Four.</p></div>"
        page = Page.from_bytes(html.encode(), "")
        keep = np.array([True, False, False, False, True])
        mend(page.blocks, keep, np.array([0.9, 0.1, 0.1, 0.1, 0.9]))
        assert keep.tolist() == [True, wanted, wanted, wanted, True]

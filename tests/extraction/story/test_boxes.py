"""Boxes amid a story: facts, offers, other stories, accordions, and the headings of such."""

from __future__ import annotations

import numpy as np

from project.extraction.page import Page
from project.extraction.story.collapsed import keep_folded
from project.extraction.story.foreign import drop_foreign
from project.extraction.story.numbered import keep_numbered
from project.extraction.story.overrides import mend
from tests.extraction.made_up import STORY, kept, story_of


def test_a_fact_box_is_none_of_the_story_unless_it_has_much_of_it() -> None:
    before, after = ("".join(f"<p>{text}</p>" for text in part) for part in (STORY[:3], STORY[3:]))
    fact = "The lamp of the lighthouse was lit for the first time in 1871, and has never gone out since."
    box = f"<div class=factbox><h3>The lighthouse</h3><p>{fact}</p></div>"
    blocks = story_of(f"<div class='article-body'>{before}{box}{after}</div>")
    assert kept(blocks) == STORY
    assert {block.reason for block in blocks if block.text == fact} == {"fact box"}
    assert kept(story_of(f"<div class='article-body'><div class=factbox>{before}</div>{after}</div>")) == STORY


def test_an_aside_with_a_heading_is_a_fact_box() -> None:
    for tag, wanted in (("aside", False), ("section", True)):
        box = f"<{tag}><h3>The lighthouse</h3><p>{STORY[1]}</p></{tag}>"
        html = f"<p>{STORY[0]}</p>{box}" + "".join(f"<p>{text}</p>" for text in STORY[2:])
        blocks = Page.from_bytes(f"<main>{html}</main>".encode(), "").blocks
        keep = np.ones(len(blocks), dtype=bool)
        mend(blocks, keep, keep.astype(float))
        assert [text for text, is_kept in zip(blocks.texts, keep, strict=True) if is_kept] == [
            STORY[0],
            *(["The lighthouse", STORY[1]] if wanted else []),
            *STORY[2:],
        ]


def test_the_heading_of_a_box_goes_with_the_box() -> None:
    poll = b"<div><h4>How long would you wait?</h4><ul><li>A minute</li><li>An hour</li></ul></div>"
    page = Page.from_bytes(b"<p>One.</p>" + poll + b"<div><h4>Two</h4><p>Three.</p><p>Four.</p></div>", "")
    keep = np.array([True, True, False, False, True, True, True])
    mend(page.blocks, keep, keep.astype(float))
    assert keep.tolist() == [True, False, False, False, True, True, True]


def test_a_link_in_a_box_of_other_stories_is_none_of_this_one() -> None:
    box = "<div class='related'><h3><a href='/x'>Ferry sold</a></h3></div>"
    html = f"<p>{STORY[0]}</p>{box}<p>{STORY[1]}</p>"
    for name, wanted in (("", False), ("related", True)):  # what all of the story stands in tells nothing
        page = Page.from_bytes(f"<body class='{name}'>{html}</body>".encode(), "https://www.harbour-courier.example/b")
        keep = np.array([True, True, True])
        mend(page.blocks, keep, keep.astype(float))
        assert keep.tolist() == [True, wanted, True]


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
    for name, wanted in (("premium paywall", True), ("premium", False)):
        rest = "".join(f"<p>{text}</p>" for text in STORY[3:])
        first = "".join(f"<p>{text}</p>" for text in (*STORY[:3], STORY[0].upper()))
        assert 0.2 < sum(map(len, STORY[3:])) / (sum(map(len, STORY)) + len(STORY[0])) < 0.5
        html = f"<div>{first}<div class='{name}'>{rest * 2}</div></div>"
        page = Page.from_bytes(html.encode(), "https://www.harbour-courier.example/bridge")
        keep = np.array([True] * len(page.blocks))
        drop_foreign(page.blocks, keep, list(range(len(keep))), keep.astype(float))
        assert keep[-1] == wanted


def test_readers_comments_go_and_an_opinion_stays() -> None:
    story = "".join(f"<p>{text}</p>" for text in STORY)
    comments = "".join(f"<p>{text} I was there myself.</p>" for text in STORY * 2)
    html = f"<div>{story}<div class=comments>{comments}</div></div>"
    blocks = Page.from_bytes(html.encode(), "https://www.harbour-courier.example/bridge").blocks
    rows = list(range(len(blocks)))
    for less, wanted in ((0.5, False), (0.9, True)):  # a paper's opinions are called comments, too
        keep = np.array([True] * len(blocks))
        drop_foreign(blocks, keep, rows, np.array([0.9] * len(STORY) + [less] * (len(blocks) - len(STORY))))
        assert keep.tolist() == [True] * len(STORY) + [wanted] * (len(blocks) - len(STORY))


def test_answers_that_are_folded_away_are_of_the_story_and_forms_are_not() -> None:
    question = "<h3>Who pays for it?</h3><div style='display:none'><p class=txt>The town pays for all of it.</p></div>"
    form = "<p class=txt>And so on.</p><div style='display:none'><p class=txt>Enter the address of a friend.</p></div>"
    story = "".join(f"<p class=txt>{text}</p>" for text in STORY)
    page = Page.from_bytes(f"<div>{story}{question}{form}<p class=txt>{STORY[0]} The end.</p></div>".encode(), "")
    hidden = {"The town pays for all of it.", "Enter the address of a friend.", "Who pays for it?"}
    keep = np.array([text not in hidden for text in page.blocks.texts])
    keep_folded(page.blocks, keep)
    left = {text for text, kept in zip(page.blocks.texts, keep, strict=True) if not kept}
    assert left == hidden - {"The town pays for all of it."}


def test_further_pages_that_a_page_turns_itself_are_of_the_story() -> None:
    panes = [f"<p>{STORY[0]}</p><p>{STORY[1]}</p><p>{STORY[2]}</p>", f"<p>{STORY[3]}</p>"]
    for names in (("pane", "pane"), ("pane", "mail"), ("", "")):
        first, second = (f"<div class='{name}' id={name}{n}>{pane}</div>" if name else f"<div>{pane}</div>"
                         for n, (name, pane) in enumerate(zip(names, panes, strict=True)))  # fmt: skip
        page = Page.from_bytes(f"<main>{first}{second.replace('<div', '<div hidden')}</main>".encode(), "")
        keep = np.array([True, True, True, False])
        keep_folded(page.blocks, keep)
        assert keep[3] == (names == ("pane", "pane"))


def test_a_heading_without_a_number_ends_a_numbered_list() -> None:
    entries = "".join(f"<h2>{n}. Island {n}</h2><p>The ferry stops there at {n} o'clock.</p>" for n in range(1, 5))
    html = f"<div><p>{STORY[0]}</p>{entries}<h2>Read next</h2><p>Town hall gets a new clock</p></div>"
    page = Page.from_bytes(html.encode(), "")
    keep = np.array([True] * 5 + [False] * 6)
    keep_numbered(page.blocks, keep)
    assert keep.tolist() == [True] * 9 + [False] * 2
    taken_out = np.array([False] * 11)
    taken_out[8] = True
    keep = np.array([True] * 5 + [False] * 6)
    keep_numbered(page.blocks, keep, taken_out)
    assert not keep[8]

"""Boxes that ask the reader for something, and what readers wrote, are none of the story."""

from __future__ import annotations

import numpy as np
import pytest

from project.extraction.page import Page
from project.extraction.story.asking import drop_asking
from project.extraction.story.threads import drop_threads
from tests.extraction.made_up import STORY

FIRST, SECOND = ("".join(f"<p>{text}</p>" for text in part) for part in (STORY[:3], STORY[3:]))
LINES = "<h3>Your own Courier</h3><p>Choose which ports you want to hear about.</p>"


def left(box: str) -> list[str]:
    """What stays of a story with a box amid it, of which every block was kept."""
    blocks = Page.from_bytes(f"<main>{FIRST}{box}{SECOND}</main>".encode(), "").blocks
    keep = np.ones(len(blocks), dtype=bool)
    drop_asking(blocks, keep, list(range(len(blocks))))
    return [text for text, is_kept in zip(blocks.texts, keep, strict=True) if is_kept]


@pytest.mark.parametrize(
    "box",
    [
        f"<div><img src=/a.jpg>{LINES}</div>",
        f"<div>{LINES}<button>Sign in</button><button>Register</button></div>",
        f"<div>{LINES}<form><input name=mail><small>We keep it to ourselves, as the law asks.</small></form></div>",
        f"<div><div>{LINES}<div><span><select><option>Harbours</select></span></div></div></div>",
        f"<div>{LINES}<a href=/join>Join us</a></div>",
        f"<div>{LINES}<a href=/a>App Store</a> <a href=/b>Google Play</a></div>",
        "<div><p>Choose which ports you want to hear about.</p><p>It is free.</p><a href=/join>Join us</a></div>",
        "<div><h3>Your own Courier</h3><div><p>Choose your ports.</p><a href=/x>Join</a></div></div>",
        "<div><p>Choose which ports you want to hear about.</p><div><button>Go</button></div></div>",
        "<div><h3>Would you wait?</h3><ul><li><button>Yes</button><li><button>No</button></ul><p>12 votes</p></div>",
    ],
)
def test_a_box_with_a_button_or_a_lone_link_goes(box: str) -> None:
    assert left(box) == STORY


@pytest.mark.parametrize(
    "box",
    [
        f"<div>{LINES}</div>",
        f"<div>{LINES}<input type=hidden name=box></div>",
        f"<div><h3>How long?</h3><button>+</button><p>{STORY[0]}</p></div>",  # folded away
        f"<div>{LINES}<button>Share</button></div>" * 3,  # a live blog's entries
        f"<div>{LINES}<p>{STORY[0]}</p><p>{STORY[1]}</p><button>Share</button></div>",
        "<p>The line closes on Monday. <button>Listen</button></p>",
        f"<div><img src=/a.jpg>{LINES}</div><div><img src=/b.jpg>{LINES}</div>",  # chapters of it
        "<blockquote><p>It is late again, and nobody knows why.</p><a href=/alder>Tom Alder</a></blockquote>",
        f"<div>{LINES}<p>Ask <a href=/board>the board</a></p></div>",
    ],
)
def test_other_boxes_stay(box: str) -> None:
    assert len(left(box)) > len(STORY)


@pytest.mark.parametrize(
    ("box", "goes"),
    [
        ("<div><img src=/a.jpg><p>1 of 12</p><p>The bridge from the pier</p><a href=#>Next</a></div>", True),
        ("<div><p>10:20</p><h3>Buses go round</h3><p>It takes an hour.</p><a href=#>Share</a></div>", False),
    ],
)
def test_a_box_of_which_the_first_line_is_gone_already(box: str, goes: bool) -> None:
    blocks = Page.from_bytes(f"<main>{FIRST}{box}{SECOND}</main>".encode(), "").blocks
    keep = np.ones(len(blocks), dtype=bool)
    keep[3] = False
    drop_asking(blocks, keep, np.flatnonzero(keep).tolist())
    assert (int(keep.sum()) == len(STORY)) is goes


def test_the_storys_own_head_stays() -> None:
    head = "<div><h2>The bridge</h2><p>It closes on Monday.</p><button>Save</button></div>"
    blocks = Page.from_bytes(f"<main>{head}{FIRST}</main>".encode(), "").blocks
    keep = np.ones(len(blocks), dtype=bool)
    drop_asking(blocks, keep, list(range(len(blocks))))
    assert keep.all()


WRITTEN = [f"I have waited for this bridge since the year {year}, and so has my sister." for year in (1999, 2004, 2011)]


def thread(form: str, count: int = 3) -> list[str]:
    """What stays of entries below a story, of which every block was kept."""
    entries = "".join(form.format(number=number, text=text) for number, text in enumerate(WRITTEN[:count]))
    blocks = Page.from_bytes(f"<main>{FIRST}{SECOND}</main><ul>{entries}</ul>".encode(), "").blocks
    keep = np.ones(len(blocks), dtype=bool)
    drop_threads(blocks, keep, list(range(len(blocks))))
    return [text for text, is_kept in zip(blocks.texts, keep, strict=True) if is_kept and text in STORY + WRITTEN]


@pytest.mark.parametrize(
    "form",
    [
        "<div><b>old_salt</b> {number} h<p>{text}</p><div><a href=#>Reply</a></div></div>",
        "<li><div>old_salt</div><div>{number} days ago</div><p>{text}</p><p>So it is.</p><div>Like</div></li>",
    ],
)
def test_what_readers_wrote_goes(form: str) -> None:
    assert thread(form) == STORY


@pytest.mark.parametrize(
    ("form", "count"),
    [
        ("<div><b>old_salt</b> {number} h<p>{text}</p><div>Reply</div></div>", 1),
        ("<div><h3>Pier {number}</h3><p>{text}</p><div>Reply</div></div>", 3),
        ("<div><b>Pier {number}</b><p>{text}</p><p>It is old, and nobody knows how old.</p></div>", 3),
        ("<div><b>The pier</b><p>{text}</p><div>in stone</div></div>", 3),
    ],
)
def test_what_is_built_otherwise_stays(form: str, count: int) -> None:
    assert thread(form, count) == STORY + WRITTEN[:count]


def test_what_many_hands_signed_goes_however_long_it_is() -> None:
    hands = ["old_salt", "ferryman", "~alder", "h. marten", "gull77", "north sea"]
    for form, is_left in (("{name} [2024-01-{day} 19:23]", False), ("desk [2024-01-{day} 19:23]", True)):
        lines = [form.format(name=name, day=day) for day, name in enumerate(hands, 10)]
        html = "".join(f"<p>{line}</p><p>{' '.join(WRITTEN * 2)}</p>" for line in lines)
        blocks = Page.from_bytes(f"<main>{FIRST}{SECOND}</main>{html}".encode(), "").blocks
        keep = np.ones(len(blocks), dtype=bool)
        drop_threads(blocks, keep, list(range(len(blocks))))
        assert keep[: len(STORY)].all()
        assert keep[len(STORY) :].all() == keep[len(STORY) :].any() == is_left, "few hands are a live blog's"


def test_what_stands_below_a_heading_of_comments_goes_unless_the_story_goes_on_there() -> None:
    html = "".join(f"<li><p>{text}</p><p>{text[::-1]}</p></li>" for text in WRITTEN)
    for head, is_left in (("<h3>3 comments</h3>", False), ("<h3>What it costs</h3>", True)):
        blocks = Page.from_bytes(f"<main>{FIRST}{SECOND}</main>{head}<ul>{html}</ul>".encode(), "").blocks
        keep = np.ones(len(blocks), dtype=bool)
        drop_threads(blocks, keep, list(range(len(blocks))))
        assert keep[: len(STORY)].all()
        assert keep[-1] == keep[-6] == is_left
    blocks = Page.from_bytes(f"<main>{FIRST}<h3>Comment</h3>{SECOND}</main>".encode(), "").blocks
    keep = np.ones(len(blocks), dtype=bool)
    drop_threads(blocks, keep, list(range(len(blocks))))
    assert keep.all()

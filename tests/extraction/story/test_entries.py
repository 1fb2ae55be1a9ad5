"""A live blog's entries are kept whole, comments are not."""

from __future__ import annotations

import numpy as np

from project.extraction.blocks import PageBlocks
from project.extraction.page import Page
from project.extraction.story.entries import keep_entries
from tests.extraction.made_up import STORY

TEXTS = ["The bridge is open again.", "Two cranes lift the last beam.", "Fog lies on the river."]


def page_of(entry: str, *, holder: str = "", above: str = "", count: int = 3) -> PageBlocks:
    """A page with an entry for each text: ``entry`` has places for its number and its text."""
    entries = "".join(entry.format(number=number, text=text) for number, text in enumerate(TEXTS[:count]))
    html = f"<main>{above}<div class='{holder}'>{entries}</div></main>"
    return Page.from_bytes(html.encode(), "https://www.harbour-courier.example/bridge").blocks


def kept(blocks: PageBlocks, probabilities: dict[str, float]) -> list[str]:
    """What is kept of what has so much as .5, by its text."""
    chances = np.array([probabilities.get(text, 0.0) for text in blocks.texts])
    keep = chances >= 0.5
    keep_entries(blocks, keep, chances)
    return [text for text, is_kept in zip(blocks.texts, keep, strict=True) if is_kept]


ENTRY = "<section id='e{number}'><time>1{number}:05</time><h3>Entry {number}</h3><p>{text}</p><i>Share</i></section>"


def test_entries_are_whole_where_most_are_story() -> None:
    whole = [part for number, text in enumerate(TEXTS) for part in (f"Entry {number}", text)]
    assert kept(page_of(ENTRY), dict.fromkeys(TEXTS[:2], 0.6)) == whole
    assert kept(page_of(ENTRY), {TEXTS[0]: 0.6}) == [TEXTS[0]]
    assert kept(page_of(ENTRY, holder="live-blog"), {TEXTS[0]: 0.6}) == whole


def test_two_are_no_live_blog() -> None:
    assert kept(page_of(ENTRY, holder="live-blog", count=2), {TEXTS[0]: 0.6}) == [TEXTS[0]]


def test_of_an_entry_only_what_is_built_as_the_story_is_kept() -> None:
    entry = ENTRY.replace("<i>Share</i>", "<h4><a href=/x>Ferry sold</a></h4><div>Readers paid for this.</div>")
    assert "Readers paid for this." not in kept(page_of(entry), dict.fromkeys(TEXTS, 0.6))
    assert "Ferry sold" not in kept(page_of(entry), dict.fromkeys(TEXTS, 0.6))


def test_what_the_model_doubts_below_a_story_are_comments() -> None:
    above = "".join(f"<p>{text}</p>" for text in STORY)
    comment = "<section><b>A reader, 4 May 2021 1{number}:05</b><p>{text}</p></section>"
    story = dict.fromkeys(STORY, 0.95)
    assert kept(page_of(comment, above=above), story | dict.fromkeys(TEXTS, 0.6)) == STORY
    assert kept(page_of(comment, above=above), story | dict.fromkeys(TEXTS, 0.9)) == [*STORY, *TEXTS]
    hours = comment.replace("A reader, 4 May 2021", "Uhr")
    assert kept(page_of(hours, above=above), story | dict.fromkeys(TEXTS, 0.6)) == [*STORY, *TEXTS]
    assert kept(page_of(comment, above=above, holder="live"), story | dict.fromkeys(TEXTS, 0.6)) == [*STORY, *TEXTS]

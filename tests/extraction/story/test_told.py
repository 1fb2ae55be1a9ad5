"""What a page tells machines of its story, and what it shows of that."""

from __future__ import annotations

import numpy as np

from project.extraction.page import Page
from project.extraction.story.told import keep_answers, keep_told
from tests.extraction.made_up import STORY


def test_what_the_page_tells_machines_word_for_word_is_story() -> None:
    html = f"<p>{STORY[0]}</p><h3>What the ferry costs</h3><p>{STORY[1]}</p><p>{STORY[2]}</p><p>Sign up now.</p>"
    blocks = Page.from_bytes(f"<body>{html}</body>".encode(), "https://www.harbour-courier.example/bridge").blocks
    said = [STORY[0], "What the ferry costs", *STORY[1:3]]
    keep = np.array([True, False, False, True, False])
    keep_told(blocks, keep, said)
    assert keep.tolist() == [True, True, True, True, False]
    keep = np.array([True, False, False, True, True])
    keep_told(blocks, keep, ["Of another story altogether. " * 20])
    assert keep.tolist() == [True, False, False, True, True]


def test_the_pages_answers_are_story_where_they_stand_in_it() -> None:
    answers = ["What does the ferry cost?", "The ferry costs two pounds. Children sail for nothing."]
    shown = (
        f"<h3>{answers[0]}</h3><div><div>The ferry costs two pounds.</div><div>Children sail for nothing.</div></div>"
    )
    own = "<aside><p>Children sail for nothing.</p></aside>"
    html = f"<main><p>{STORY[0]}</p>{shown}<p>{STORY[1]}</p></main>{own}"
    blocks = Page.from_bytes(f"<body>{html}</body>".encode(), "https://www.harbour-courier.example/ferry").blocks
    keep = np.array([text in STORY for text in blocks.texts])
    keep_answers(blocks, keep, answers)
    assert keep.tolist() == [True, True, True, True, True, False]

"""Which block is the headline, told by the title that machines are told, and which quotations repeat the story."""

from __future__ import annotations

import numpy as np

from project.extraction.blocks import TAG_CODE
from project.extraction.model.agreement import headline_row, title_shares
from project.extraction.page import Page
from project.extraction.story.pulled import drop_pulled


def test_an_h1_that_begins_with_the_title_is_the_headline() -> None:
    title = "Seven walks on the coast"
    texts = [f"{title} that you can do without getting your feet wet (mostly)", "7. The long walk on the coast"]
    shares = title_shares(texts, np.array(list(map(len, texts))), title)
    assert headline_row(shares, np.array([TAG_CODE["h1"], TAG_CODE["h2"]])) == 0


def test_an_h1_in_other_words_is_the_headline_though_a_list_further_below_has_the_title() -> None:
    title = "Ferry cancelled for third week after engine fault"
    texts = ["Island ferry: Third week of cancellations after fault", "The ferry stays.", title]
    shares = title_shares(texts, np.array(list(map(len, texts))), title)
    tags = np.array([TAG_CODE["h1"], TAG_CODE["p"], TAG_CODE["li"]])
    assert headline_row(shares, tags) == 0
    assert headline_row(shares, np.array([TAG_CODE["p"], TAG_CODE["p"], TAG_CODE["li"]])) == 2


def left(quotation: str, paragraph: str) -> list[bool]:
    """Which blocks are kept of a quotation above the paragraph that may say it too."""
    page = Page.from_bytes(f"<blockquote>{quotation}</blockquote><p>{paragraph}</p>".encode(), "")
    keep = np.array([True, True])
    drop_pulled(page.blocks, keep, [0, 1])
    kept: list[bool] = keep.tolist()
    return kept


def test_a_quotation_is_pulled_out_though_the_story_names_the_speaker_in_between() -> None:
    said = "“You can have late teens or a tax increase,” he told the board on Monday. “Pick two.”"
    assert left("“You can have late teens or a tax increase. Pick two.”", said) == [False, True]
    assert left("You can have late teens or a tax increase.- Ann Roe", said) == [False, True]
    assert left("“You can have late teens or a tax increase. I am sorry.”", said) == [True, True]
    assert left("“We can do nothing about it before the spring comes.”", said) == [True, True]

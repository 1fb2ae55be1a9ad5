"""Summaries of other stories, below their linked headlines, are none of this one."""

from __future__ import annotations

import numpy as np
import pytest

from project.extraction.page import Page
from project.extraction.story.cards import drop_cards
from tests.extraction.made_up import STORY, kept, story_of

HEADLINES = ["A bill would cap what landlords charge", "Will the harbour freeze this winter?", "The old crane is to go"]
SUMMARY = (
    "It comes up on Monday, and nobody in the council would say on Friday how the two members of the Harbour List are "
    "going to vote on it, though both of them own houses on the quay that they let to sailors."
)


def left(html: str) -> list[str]:
    """What stays of a page of which all blocks were kept but the links."""
    blocks = Page.from_bytes(html.encode(), "").blocks
    keep = np.array([not links for links in blocks.links])
    drop_cards(blocks, keep, np.flatnonzero(keep).tolist())
    return [text for text, is_kept in zip(blocks.texts, keep, strict=True) if is_kept]


def cards(form: str, count: int = 3, text: str = SUMMARY) -> str:
    return "".join(form.format(number=n, head=head, text=text) for n, head in enumerate(HEADLINES[:count]))


OWN = "".join(f"<p>{text}</p>" for text in STORY)
CARD = "<li><h4><a href=/{number}>{head}</a></h4><p>{text} {number}</p></li>"
WITH_PICTURE = "<div><img src=/{number}.jpg><a href=/{number}>{head}</a><p>{text}</p></div>"
LISTED = "<h3><a href=/{number}>{head}</a></h3><p>{text} {number}</p>"


@pytest.mark.parametrize(
    "html",
    [
        f"<main>{OWN}<ul>{cards(CARD)}</ul></main>",
        f"<main><ul>{cards(CARD, text='It comes up on Monday, one hears.')}</ul>{OWN}</main>",
        f"<main>{OWN}{cards(WITH_PICTURE, 1)}</main>",
        f"<main>{OWN}{cards(LISTED, 2)}</main>",
        f"<main>{OWN}{cards(LISTED, 2)}<p>© Harbour Media</p></main>",
    ],
)
def test_summaries_go(html: str) -> None:
    assert [text for text in left(html) if "©" not in text] == STORY


def test_summaries_whose_headings_are_gone_go_though_they_are_most_of_the_page() -> None:
    own = STORY[:2]
    html = f"<main>{''.join(f'<p>{text}</p>' for text in own)}{cards(LISTED)}</main>"
    assert left(html) == own
    blocks = Page.from_bytes(html.encode(), "").blocks
    keep = np.ones(len(blocks), dtype=bool)
    drop_cards(blocks, keep, list(range(len(blocks))))
    assert keep.all(), "a list of this story's own, with its headings"


def test_cards_before_the_story_may_be_nearly_half() -> None:
    own = STORY[:4]
    assert left(f"<main><ul>{cards(CARD)}</ul>{''.join(f'<p>{text}</p>' for text in own)}</main>") == own


@pytest.mark.parametrize(
    "html",
    [
        f"<main>{OWN}{cards(CARD, 1)}</main>",  # one, without a picture: a subhead that is a link
        f"<main>{OWN}{cards(LISTED, 1)}</main>",
        f"<main>{STORY[0]}<ul>{cards(CARD)}</ul></main>",  # the story is a list of such
        f"<main>{cards(LISTED, 2)}{OWN}</main>",
    ],
)
def test_what_may_be_the_storys_own_stays(html: str) -> None:
    assert any(SUMMARY in text for text in left(html))


def test_a_link_may_have_a_label_before_it() -> None:
    before, after = ("".join(f"<p>{text}</p>" for text in part) for part in (STORY[:3], STORY[3:]))
    line = "<p><strong>ALSO:</strong> <a href='/ferry'>Ferry sold to the museum of the northern coast</a></p>"
    assert kept(story_of(f"<div class='article-body'>{before}{line}{after}</div>")) == STORY


@pytest.mark.parametrize(("form", "count", "wanted"), [("<p>{}</p>", 3, 0), ("<li>{}", 3, 0), ("<p>{}</p>", 2, 2)])
def test_lines_that_are_links_go_where_several_stand_together(form: str, count: int, wanted: int) -> None:
    links = "".join(form.format(f"<a href=/{number}>{head}.</a>") for number, head in enumerate(HEADLINES[:count]))
    blocks = Page.from_bytes(f"<main>{OWN}<ul>{links}</ul>{OWN}</main>".encode(), "").blocks
    keep = np.ones(len(blocks), dtype=bool)
    drop_cards(blocks, keep, np.flatnonzero(keep).tolist())
    assert int(keep.sum()) == 2 * len(STORY) + wanted


def test_summaries_below_several_linked_headings_go_wherever_they_stand() -> None:
    page = Page.from_bytes(f"<main>{OWN}{cards(LISTED)}{OWN}</main>".encode(), "").blocks
    keep = np.array([not links for links in page.links])
    drop_cards(page, keep, np.flatnonzero(keep).tolist())
    assert [text for text, is_kept in zip(page.texts, keep, strict=True) if is_kept] == [*STORY, *STORY]
    assert any(SUMMARY in text for text in left(f"<main>{OWN}{cards(LISTED, 2)}{OWN}</main>"))

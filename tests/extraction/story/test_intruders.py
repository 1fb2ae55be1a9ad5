"""What stands amid a story and is none of it, and what parts its blocks."""

from __future__ import annotations

import numpy as np

from project.extraction.page import Page
from project.extraction.story.overrides import mend
from tests.extraction.made_up import STORY, kept, story_of


def test_links_below_a_label_lead_elsewhere() -> None:
    links = "<br><a href=/a>Ferry sold to the museum</a><br><a href=/b>Pier shut</a>"
    label = f"<p><b>Read more from the Courier:</b>{links}</p>"
    before, after = ("".join(f"<p>{text}</p>" for text in part) for part in (STORY[:3], STORY[3:]))
    left = kept(story_of(f"<div class='article-body'>{before}{label}{after}</div>"))
    assert not {"Ferry sold to the museum", "Pier shut"}.intersection(left)


def test_what_stands_below_the_headline_of_another_story_is_none_of_this_one() -> None:
    card = "<div><h4><a href=/x>A bill would cap what landlords charge</a></h4><p>It comes up on Monday.</p></div>"
    page = Page.from_bytes(f"<main>{''.join(f'<p>{text}</p>' for text in STORY)}{card}</main>".encode(), "").blocks
    keep = np.array([text in STORY or text == "It comes up on Monday." for text in page.texts])
    mend(page, keep, np.where(keep, 0.9, 0.0))
    assert [text for text, is_kept in zip(page.texts, keep, strict=True) if is_kept] == STORY


def test_a_caption_in_a_box_of_no_name_is_none() -> None:
    before, after = ("".join(f"<p>{text}</p>" for text in part) for part in (STORY[:3], STORY[3:]))
    lines = ("The ferry at the quay of Saltmere on Monday morning.", "Marta Kell/Norland Press")
    box = f"<div><img src=/f.jpg><p>{lines[0]}</p><p>{lines[1]}</p></div>"
    assert lines[0] not in kept(story_of(f"<div class='article-body'>{before}{box}{after}</div>"))
    for form in ("<div><img src=/f.jpg><p>{}</p></div>", "<div><img src=/f.jpg><span>{}</span></div>"):
        page = f"<div class='article-body'>{before}{form.format(lines[0])}{after}</div>"
        assert lines[0] not in kept(story_of(page))
    each = "".join(f"<div><img src=/f.jpg><p>{text[:120]}</p></div>" for text in STORY)
    assert len(kept(story_of(f"<div class='article-body'>{each}</div>"))) == len(STORY)
    two = f"<div><img src=/f.jpg><p>{STORY[1]}</p><p>{STORY[2]}</p></div>"
    page = f"<div class='article-body'><p>{STORY[0]}</p>{two}{after}</div>"
    assert kept(story_of(page)) == STORY


def test_a_subhead_that_is_a_button_is_read() -> None:
    html = (
        "<h3><!-- --><button>What does it cost?</button><span class=icon></span></h3><p>Two pounds.</p>"
        "<h3>How long <button>Share</button></h3>"
    )
    assert Page.from_bytes(html.encode(), "").blocks.texts == ["What does it cost?", "Two pounds.", "How long"]


def test_blank_lines_between_sentences_part_paragraphs() -> None:
    first, second = STORY[0], STORY[1]
    assert Page.from_bytes(f"<p>{first}\n\n{second}</p>".encode(), "").blocks.texts == [first, second]
    assert len(Page.from_bytes(f"<p>\n\n{first[:-1]}\n\n<b>{second}</b></p>".encode(), "").blocks.texts) == 1


def test_a_link_in_capitals_leads_elsewhere() -> None:
    before, after = ("".join(f"<p>{text}</p>" for text in part) for part in (STORY[:3], STORY[3:]))
    line = "<p><a href='/ferry'>FERRY SOLD TO THE MUSEUM OF THE NORTHERN COAST</a></p>"
    assert kept(story_of(f"<div class='article-body'>{before}{line}{after}</div>")) == STORY


def test_a_paragraph_that_is_a_linked_sentence_leads_elsewhere() -> None:
    before, after = ("".join(f"<p>{text}</p>" for text in part) for part in (STORY[:3], STORY[3:]))
    teaser = "<p><a href='/ferry'>The ferry was sold to the museum of the northern coast.</a></p>"
    for head in ("", "<h2>What the council says</h2>"):
        left = kept(story_of(f"<div class='article-body'>{before}{teaser}{head}{after}</div>"))
        assert [text for text in left if text in STORY] == STORY
        assert not any("museum" in text for text in left)
    told = "The ferry was sold. <a href='/ferry'>The museum of the northern coast has it now.</a>"
    left = kept(story_of(f"<div class='article-body'>{before}<p>{told}</p>{after}</div>"))
    assert any("museum" in text for text in left)


def test_a_link_in_brackets_leads_elsewhere() -> None:
    before, after = ("".join(f"<p>{text}</p>" for text in part) for part in (STORY[:3], STORY[3:]))
    line = "<p>[ <a href='/ferry'>Ferry sold to the museum of the northern coast</a> Opens in new window ]</p>"
    assert kept(story_of(f"<div class='article-body'>{before}{line}{after}</div>")) == STORY


def test_who_said_it_goes_with_a_quote_that_is_pulled_out() -> None:
    before, after = ("".join(f"<p>{text}</p>" for text in part) for part in (STORY[:3], STORY[3:]))
    quote = f"<blockquote><p>{STORY[0][:40]}</p><cite>Ann Roe, mayor of Saltmere</cite></blockquote>"
    assert kept(story_of(f"<div class='article-body'>{before}{quote}{after}</div>")) == STORY


def test_numbered_headings_are_of_a_story_that_is_a_list() -> None:
    box = "<div><h2>{}</h2><figure><figcaption>Foam pours out.</figcaption><p>Photo: Ann Roe</p></figure></div>"
    for heads, wanted in ((["1. More soap", "2. Less water"], True), (["1. More soap"], False), (["More soap"], False)):
        html = f"<main><p>{STORY[0]}</p>{''.join(map(box.format, heads))}<p>{STORY[1]}</p></main>"
        page = Page.from_bytes(html.encode(), "").blocks
        keep = np.array([text in (*STORY, *heads) for text in page.texts])
        mend(page, keep, np.where(keep, 0.9, 0.0))
        left = [text for text, is_kept in zip(page.texts, keep, strict=True) if is_kept]
        assert left == [STORY[0], *(heads if wanted else []), STORY[1]]

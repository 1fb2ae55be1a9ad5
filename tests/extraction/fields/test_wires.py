"""Agencies that a story names in its dateline or behind its end."""

from __future__ import annotations

import pytest

from project.extraction.fields.lesser_wires import lesser_agency
from project.extraction.fields.wires import agencies_of_story
from project.extraction.page import Page
from project.loaders import load_article
from project.rules import SiteRules

LEAD = "Two states share a river, and a dam."


@pytest.mark.parametrize(
    ("opening", "last", "agencies"),
    [
        (["SALTMERE, May 4 (Reuters) - Two states met."], "They left.", ["Reuters"]),
        (["SALTMERE/OSTMERE, May 4 (Reuters) - Two states met."], "They left.", ["Reuters"]),
        (["МОСКВА, 4 мая. /ТАСС/. Встретились два государства."], "Они ушли.", ["TASS"]),
        (["МОСКВА, 4 мая - РИА Новости. Встретились два государства."], "Они ушли.", ["RIA Novosti"]),
        ([LEAD, "МОСКВА, 4 мая - РИА Новости, Анна Ро. Встретились два государства."], "Они ушли.", ["RIA Novosti"]),
        ([LEAD, "SALTMERE, May 4 - Reuters. Two states met."], "They left.", ["Reuters"]),
        ([LEAD, "Saltmere, May 4 - Reuters, which first told of it, was not there."], "They left.", []),
        (["中新网重庆1月17日电 两国会谈。"], "他们离开了。", ["China News Service"]),
        (["新华社北京5月4日电 两国会谈。"], "他们离开了。", ["Xinhua"]),
        ([LEAD], "They left, and nobody went after them. PTI", ["PTI"]),
        ([LEAD], "They left for the border of the US", []),
        ([LEAD], "They left. (AFP)", ["AFP"]),
    ],
)
def test_datelines_and_last_words(opening: list[str], last: str, agencies: list[str]) -> None:
    assert agencies_of_story(opening, last) == agencies


STORY = (
    "<p>Two states that share a river met on Monday in a customs shed on the bridge between them, for an hour.</p>"
    "<p>Both delegations had brought maps of their own, drawn to different scales, and none of them was hung up.</p>"
)


@pytest.mark.parametrize(
    ("byline", "behind", "agency"),
    [
        ("<p>By Ann Roe, The Associated Press</p>", "", "AP"),
        ("<p>Von Ann Roe mit AP</p>", "", "AP"),
        ("", "<p>With files from The Associated Press</p>", "AP"),
        ("", "<p>Πηγή: ΑΠΕ-ΜΠΕ</p>", "ANA-MPA"),
        ("", "<p>(Quelle: dpa)</p>", "dpa"),
        ("", "<p>Photo: AFP</p>", None),
        ("", "<h3>Ferry late again</h3><p>Source: AFP</p>", None),
        ("<p>By Ann Roe, former AP correspondent</p>", "", None),
        ("<p>By Ann Roe, Photos by AP</p>", "", None),
        ("<p>By Tuesday, Reuters and AFP had left the town.</p>", "", None),
    ],
)
def test_an_agency_beside_a_writer_that_markup_names(byline: str, behind: str, agency: str | None) -> None:
    head = '<meta name="author" content="Ann Roe">'
    html = f"<html><head>{head}</head><body><main><h1>Two states meet</h1>{byline}{STORY}{behind}</main></body></html>"
    article = load_article(Page.from_bytes(html.encode(), "https://mere-post.example/meet"), SiteRules())
    assert (article.authors, article.agency) == (["Ann Roe"], agency)


END = "Nobody was hurt."


@pytest.mark.parametrize(
    ("paragraphs", "ends", "top", "agency"),
    [
        (["KAVAKLI (EHA) - The lake is low.", END], [], [], "EHA"),
        (["SALTMERE (KVRN) - The lake is low.", END], [], [], None),  # the station's own
        (["SALTMERE (see map) - The lake is low.", END], [], [], None),
        (["کویرشهر – سپهر – آب آمد.", END], [], [], "سپهر"),
        (["کویرشهر – دیروز – آب آمد.", END], [], [], None),
        ([LEAD, "They left. (APR, red, 28.10.2025)"], [], [], "APR"),
        ([LEAD, "They left. (PAI)"], [], ["PAI, 17.03.2009, godz. 14:48"], "PAI"),
        ([LEAD, "They left. (KMB)"], [], ["17.03.2009, godz. 14:48"], None),
        ([LEAD, END], ["Ann Roe, XNA"], [], "XNA"),
        ([LEAD, END], ["Ann Roe, CEO"], [], None),
        ([LEAD, END], ["За матеріалами УНП"], [], "УНП"),
        ([LEAD, "This report by The Dominion Press was first published May 4."], [], [], "The Dominion Press"),
    ],
)
def test_agencies_of_no_list(paragraphs: list[str], ends: list[str], top: list[str], agency: str | None) -> None:
    assert lesser_agency(paragraphs, ends, top, ["خبرگزاری سپهر"], {"kvrn7", "سپهر"}) == agency


def test_an_agency_that_no_list_names_is_no_writer() -> None:
    head = '<meta name="author" content="The Dominion Press">'
    end = "<p>This report by The Dominion Press was first published May 4, 2025.</p>"
    html = f"<html><head>{head}</head><body><main><h1>Two states meet</h1>{STORY}{end}</main></body></html>"
    article = load_article(Page.from_bytes(html.encode(), "https://mere-post.example/meet"), SiteRules())
    assert (article.authors, article.agency) == ([], "The Dominion Press")

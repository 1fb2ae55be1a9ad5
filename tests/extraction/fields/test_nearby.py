"""Bylines and dates round the headline, where no markup names them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from project.extraction.dating.labels import of_publication
from project.extraction.fields.date_lines import names_by_date
from project.extraction.fields.nearby import before_date, bylines_near
from tests.extraction.made_up import article_of


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Автор:", "Марина Клюева", "Порт"], ["Марина Клюева"]),
        (["Submitted by Jane Merrow on Fri, 02/16/2024 - 08:30"], ["Jane Merrow on Fri"]),
        (["16 February 2024, 8:30 PM by Jane Merrow"], ["Jane Merrow"]),
        (["16 февраля 2024, 11:47, Марина Клюева"], ["Марина Клюева"]),
        (["[솔내일보 이수민 기자]"], ["솔내일보 이수민 기자"]),
        (["Haber: Ayşe Yılmaz Giriş: 12.03.2024 10:20"], ["Ayşe Yılmaz"]),
        (["Ayşe Yılmaz Oluşturulma Tarihi: 12.03.2024 10:20"], ["Ayşe Yılmaz"]),
        (["By Jane Merrow Last updated: 16 February 2024"], ["Jane Merrow"]),
        (["16.02.2024, 10:20 Uhr Von Jane Merrow"], ["Jane Merrow"]),
        (["16.02.2024 10:20 Jana Malá, ČTK"], ["Jana Malá, ČTK", "ČTK"]),
        (["Jane Merrow|Published 4 months ago"], ["Jane Merrow"]),
        (["Saltmere Τρίτη, 1 Δεκεμβρίου 2026"], []),
        (["Son Güncelleme : 12.03.2024 - 10:20"], []),
        (["12 May 2024 20:45 Old Trafford"], []),
        (["Paris 2024 Olympic Games"], []),
        (["Deur Jane Merrow 16 Februarie 2024"], ["Jane Merrow"]),
        (["Autor: Ewa Skórska Odsłon: 2391"], ["Ewa Skórska"]),
        (["Article Lu 2314 Fois"], []),
        (["Jane Merrow Tuesday, 16 February 2024"], ["Jane Merrow"]),
        (["Nguyễn Văn An Thứ ba, 16/02/2024 10:20"], ["Nguyễn Văn An"]),
        (["Anna Schmidt Stand: 16.02.2024, 10:20"], ["Anna Schmidt"]),
        (["Von Karl Meier Zuletzt aktualisiert am 16. Februar 2024"], ["Karl Meier"]),
        (["Tác giả: Lê Văn Phương Cập nhật 16/02/2024"], ["Lê Văn Phương"]),
        (["מאת דוד כהן פורסם ב 16/02/2024"], ["דוד כהן"]),
        (["By Sara van der Berg: 16 February 2024"], ["Sara van der Berg"]),
        (["By John Birt, 16 February 2024"], ["John Birt"]),
        (["By Ann Roe and Tom Birt-Hill 16 February 2024"], ["Ann Roe and Tom Birt-Hill"]),
        (["Von Anna Roth: 16. Februar 2024"], ["Anna Roth"]),
        (["By Ann Meredith, 16 February 2024"], ["Ann Meredith"]),
        (["By Meredith Roe and Edith Hill 16 February 2024"], ["Meredith Roe and Edith Hill"]),
        (["Por Plácido Domingo, 3 de mayo de 2024"], ["Plácido Domingo"]),
        (["Von Peter Freitag, 3. Mai 2024"], ["Peter Freitag"]),
        (
            ["The shop had its goods brought by a fishing boat. Its owner, Tom Hill, said that he ran out of lemons."],
            [],
        ),
        (["Der Fisch wird mit von Karl Meier gebauten Kisten gebracht, wie er sagt."], []),
        (["TORREMAR, Norland, Feb. 26, 2024 (WIRE) -- The pump maker sold more pumps than ever."], []),
        (["By contrast, one in 20 of the island's geese was counted twice by the same man."], []),
    ],
)
def test_a_byline_is_told_from_a_sentence(lines: list[str], found: list[str]) -> None:
    assert bylines_near([], lines) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Local", "Jane Merrow", "Feb 16, 2024"], ["Jane Merrow"]),
        (["Jane Merrow", "2 min read", "Feb 16, 2024"], []),
        (["Harbour news", "16.02.2024"], []),
        (["Jane Merrow | Harbour Courier", "Posted: 16 Feb 2024 / 08:30 AM"], ["Jane Merrow"]),
        (["Jane Merrow | Print", "Posted: 16 Feb 2024 / 08:30 AM"], []),
        (["Agence France-Presse", "16.02.2024"], []),
        (["Jane Merrow", "Today at 18:40"], ["Jane Merrow"]),
        (["3 hours ago", "Jane Merrow", "Harbour Courier"], ["Jane Merrow"]),
        (["Jane Merrow Wendle Times", "Today at 18:40"], []),
        (["Ann Roe, Tom Hill", "16.02.2024"], ["Ann Roe", "Tom Hill"]),
        (["Jane Merrow in Saltmere", "16 February 2024"], ["Jane Merrow"]),
        (["16 February 2024", "Jane Merrow, Harbour correspondent"], ["Jane Merrow"]),
        (["16 February 2024", "Print Story"], []),
        (["16 February 2024", "Jane Merrow", "The boat left. " * 9], ["Jane Merrow"]),
        (["Dr Jane Merrow", "16 February 2024"], ["Jane Merrow"]),
        (["Lower Wendle", "16 February 2024"], []),
        (["Sanne de Wit", "16.02.2024"], ["Sanne de Wit"]),
        (["Économie, Commerce, Vallonne", "16.02.2024"], []),
    ],
)
def test_a_name_before_the_date(lines: list[str], found: list[str]) -> None:
    assert names_by_date(lines, frozenset({"harbour courier"}), "A boat left Lower Wendle on Monday.") == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["A standfirst of some words.", "Ann Roe Journalist", "Tom Hill Journalist i Saltmere", "Share"],
         ["Ann Roe", "Tom Hill"]),
        (["Ann Roe", "Health correspondent", "4 May 2024"], ["Ann Roe"]),
        (["Share this story", "Ana Ruiz", "Córdoba", "04/05/2024 Actualizado a las 15:10h."], ["Ana Ruiz"]),
        (["Ana Ruiz", "Córdoba", "A boat left on Monday."], []),
        (["Ada Frost", "Córdoba", "04/05/2024"], []),
        (["Lower Wendle", "Read more", "4 May 2024"], []),
        (["Kit Marlow", "4 May 2024"], ["Kit Marlow"]),
    ],
)  # fmt: skip
def test_names_with_a_role_and_names_two_lines_above_the_date(lines: list[str], found: list[str]) -> None:
    story = "A boat left Lower Wendle, said Ada Frost, who owns it.\nKit Marlow is a poet and lives in Saltmere."
    assert names_by_date(lines, frozenset(), story) == found


def test_a_byline_below_that_of_the_paper() -> None:
    lines = ["by Harbour Courier", "February 21, 2024", "in Metro", "By Tunde Fashola, Ekunle"]
    assert bylines_near([], lines, frozenset({"harbour courier"})) == ["Tunde Fashola, Ekunle"]


LETTER = (
    "<p>The swans on the Mere are not too many: those who write of them in these pages are, and have ever been.</p>"
    "<p>When I was a boy we counted sixty of them on a winter's morning, and nobody wrote to the paper about it.</p>"
    "<p>Let those who cannot bear the sight of a bird walk round the other side, where there is a fine car park.</p>"
)


@pytest.mark.parametrize(
    ("end", "authors"),
    [
        ("<p>– Yours, etc,</p><p>MARGARET DUNNE,</p><p>Mere Road.</p>", ["MARGARET DUNNE"]),
        ("<p>Yours sincerely</p><p>Tom Hill</p>", ["Tom Hill"]),
        ("<p>Yours are the benches, ours is the water, they say.</p><p>Lower Mere is deep.</p>", []),
    ],
)
def test_a_letter_is_its_writers(end: str, authors: list[str]) -> None:
    html = f"<article><h1>Too many swans on the Mere</h1><time>16 February 2024</time>{LETTER}{end}</article>"
    article = article_of(html)
    assert article.authors == authors


@pytest.mark.parametrize(("above", "authors"), [("", []), ("<p class=byline>By Jane Merrow</p>", ["Jane Merrow"])])
def test_columnists_in_a_box_far_from_the_story_are_none_of_its_writers(above: str, authors: list[str]) -> None:
    teasers = "".join(f"<li><a href=/tides/{number}>The tide of day {number}</a></li>" for number in range(30))
    box = "".join(
        f"<div class=author><a href=/authors/{name.replace(' ', '-')}>{name}</a><p>How I see the tide</p></div>"
        for name in ("Ann Roe", "Tom Hill", "Ada Frost")
    )
    article = article_of(
        f"<article><h1>Too many swans on the Mere</h1>{above}{LETTER}</article><ul>{teasers}</ul><aside>{box}</aside>"
    )
    assert article.authors == authors


def test_whom_a_line_above_the_headline_tells_of_is_none_of_its_writers() -> None:
    box = (
        "<div><img src=/p.jpg><h4><a href=/author/tom>Tom Hill</a></h4><p>Tom Hill writes about the harbour.</p></div>"
    )
    assert article_of(f"{box * 2}<article><h1>Too many swans on the Mere</h1>{LETTER}</article>").authors == []


def test_a_page_that_calls_itself_something_else_shows_its_headline_in_bold() -> None:
    story = "".join(
        f"<p>The last engine of the branch line made its journey {number} on Sunday, "
        "watched by some three thousand people in the rain.</p>"
        for number in range(4)
    )
    html = (
        "<title>Wexley Times: Local News 6/14/99</title><table><tr><td><b>Monday, June 14, 1999</b>"
        f"<p><b>Old Mabel makes last run on Wexley line</b><p>By PAT GREER<br>Times Staff Writer{story}</table>"
    )
    article = article_of(html)
    assert (article.title, article.authors) == ("Old Mabel makes last run on Wexley line", ["PAT GREER"])


def test_an_article_that_only_tells_of_its_last_change_is_dated_by_it() -> None:
    story = "".join(
        f"<p>The ferry sails again, said islander {number}, and nobody was gladder.</p>" for number in range(9)
    )
    html = f"<h1>Ferry sails again from Monday</h1><div>By Ann Roe / Updated: Feb 16, 2024</div>{story}"
    article = article_of(html)
    assert article.published_at == article.modified_at == datetime(2024, 2, 16, tzinfo=UTC)
    assert article.sources["published_at"] == "last change"


@pytest.mark.parametrize(
    ("first", "end", "authors"),
    [
        ("中新社临川3月6日电 （记者 王晓雨）临川市6日启用首座全木结构跨江人行桥，桥长约310米。", "", ["王晓雨"]),
        (
            "新华社临川3月6日电（记者王晓雨、李明）临川市6日启用首座全木结构跨江人行桥，桥长约310米。",
            "",
            ["王晓雨", "李明"],
        ),
        (
            "В парке второй день ищут манула, сбежавшего из вольера.",
            "<aside>Автор: <a>Марина Клюева</a></aside>",
            ["Марина Клюева"],
        ),
        ("〔記者王曉雨／臨川報導〕臨川市六日啟用首座全木結構跨江人行橋,橋長約三百一十米。", "", ["王曉雨"]),
        ("Limanda bekleyen tekneler bu sabah yola çıktı.", "<p>Muhabir: Elif Kaya</p>", ["Elif Kaya"]),
    ],
)
def test_who_wrote_stands_in_the_dateline_or_below(first: str, end: str, authors: list[str]) -> None:
    story = f"<p>{first}</p>" + "".join(f"<p>{first * 3} {number}</p>" for number in range(3))
    html = f"<article><h1>{first[:40]}</h1><time>2024-02-16</time>{story}{end}</article>"
    article = article_of(html)
    assert article.authors == authors


def test_a_link_to_the_writers_page_begins_the_line() -> None:
    line = '<aside><a rel="author" href="/profile/niamh-carrick">Niamh Carrick</a> Health correspondent</aside>'
    html = f"<main><h1>Hospital trust says sorry to family</h1>{line}{LETTER}</main>"
    article = article_of(html)
    assert article.authors == ["Niamh Carrick"]


@pytest.mark.parametrize(
    ("title", "byline", "authors"),
    [
        # the paper is told from the writer by the end of the page's title
        (
            "Hospital trust says sorry to family - EL FARO",
            '<p class="byline">By <strong>Mariela Quintana</strong><span>EL FARO</span></p>',
            ["Mariela Quintana"],
        ),
        # one of two writers has a page
        (
            "Hospital trust says sorry to family",
            '<div class=sign><b class=author><a href="/author/a">Ann Roe</a></b><b class=author>Tom Hill</b></div>',
            ["Ann Roe", "Tom Hill"],
        ),
        (
            "Hospital trust says sorry to family",
            '<p><a href="/reporter/sato">佐藤 健一</a><time>2024年2月16日 6時07分</time></p>',
            ["佐藤 健一"],
        ),
        # nothing but their elements parts them
        (
            "Hospital trust says sorry to family",
            "<div class=byline><i><span>Ann Roe</span><span>Tom Hill</span> <span>Jane Merrow</span></i></div>",
            ["Ann Roe", "Tom Hill", "Jane Merrow"],
        ),
        (
            "Hospital trust says sorry to family",
            "<div class=byline-footer><span class=byline>By Ann Roe</span></div>",
            ["Ann Roe"],
        ),
        ("Hospital trust says sorry to family", '<p class="byline">red, valley.RADIO.at/Agenturen</p>', []),
    ],
)
def test_the_writers_and_nobody_else(title: str, byline: str, authors: list[str]) -> None:
    html = f"<title>{title}</title><main><h1>Hospital trust says sorry to family</h1>{byline}{LETTER}</main>"
    assert article_of(html).authors == authors


def test_an_editor_is_no_edit() -> None:
    line = "by Jane Merrow, Contributing Writer and Tom Hill, Editor - February 16, 2024"
    assert of_publication([line, "Edited on February 17, 2024"]) == [line]


def test_the_date_of_a_teaser_below_is_not_the_stories() -> None:
    story = "".join(
        f"<p>The ferry sails again, {number} islanders said, and nobody was gladder.</p>" for number in range(9)
    )
    teaser = '<article><h3><a href="/m">Market moves</a></h3><p>In spring.</p><time>Feb 14, 2024</time></article>'
    html = f"<h1>Ferry sails again from Monday</h1><div>By Ann Roe</div><div>Feb 16, 2024</div>{story}{teaser}"
    article = article_of(html)
    assert article.published_at == datetime(2024, 2, 16, tzinfo=UTC)


@pytest.mark.parametrize("tag", ["time", "relative-time", "local-time"])
def test_an_age_has_its_moment_beside_it(tag: str) -> None:
    moment = f'<{tag} datetime="2024-02-16T08:00:00+01:00">3 hours ago</{tag}>'
    article = article_of(f"<h1>Hospital trust says sorry to family</h1><p>By Ann Roe {moment}</p>{LETTER}")
    assert article.published_at == datetime(2024, 2, 16, 7, tzinfo=UTC)


def test_an_authors_card_is_no_caption() -> None:
    card = "<figure><img src=/face.jpg><figcaption>By Ann Roe 3 May 2024</figcaption></figure>"
    picture = "<figure><img src=/weir.jpg><figcaption>By the weir, swans wait.</figcaption></figure>"
    article = article_of(f"<h1>Too many swans on the Mere</h1>{card}{picture}{LETTER}")
    assert article.image_caption == "By the weir, swans wait."


@pytest.mark.parametrize("line", ["Ayşe Yılmaz Kasım 4, 2024", "राम शर्मा फ़रवरी 4, 2024", "Ann Roe MAY 4, 2024"])
def test_a_name_ends_before_the_month_in_any_language(line: str) -> None:
    assert before_date(line) == " ".join(line.split()[:2])

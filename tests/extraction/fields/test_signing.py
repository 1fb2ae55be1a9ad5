"""Who signs a story within it, at its end, or by the name of a user."""

from __future__ import annotations

import pytest

from project.extraction.fields.signatures import signature_in
from tests.extraction.made_up import article_of


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("<p><b>By Tom Hill and Ann Roe</b></p>", ["Tom Hill", "Ann Roe"]),
        ("<p><b>By Jane Merrow and Ann Roe</b></p>", ["Jane Merrow", "Ann Roe"]),
        ("<p><b>By the harbour</b></p>", ["Jane Merrow"]),
        ("<p class=credit>By Getty Images</p>", ["Jane Merrow"]),
        ("<p>By Tom Hill / AFP</p>", ["Jane Merrow"]),
        ("<div class=caption><p>By Tom Hill</p></div>", ["Jane Merrow"]),
        ("", ["Jane Merrow"]),
    ],
)
def test_who_signs_within_the_story_wrote_it_whoever_uploaded_it(line: str, authors: list[str]) -> None:
    text = "".join(
        f"<p>{number}. The ferry stayed in the harbour all day, its crew said on Monday.</p>" for number in range(5)
    )
    assert (
        article_of(f"<meta name=author content='Jane Merrow'><h1>Ferry stays</h1><div>{line}{text}</div>").authors
        == authors
    )


@pytest.mark.parametrize(
    ("end", "authors"),
    [
        ("Adama Ndoffène (Correspondante à Saltmere)", ["Adama Ndoffène"]),
        ("Real Madrid and Bayern Munich", []),
        ("Por Cícero Damasceno, especial para a Gazeta", ["Cícero Damasceno"]),
        ("Ann Roe<p>Follow Ann Roe on Twitter.", ["Ann Roe"]),
        (
            "<b>Forward-Looking Terms</b><p>The information in this article has forward-looking terms and does not"
            " constitute advice.",
            [],
        ),
        ("渡り船は一日じゅう港にとどまったと話した。（榎並 芳乃）", ["榎並 芳乃"]),
        ("渡り船は一日じゅう港にとどまったと話した。（阿部 真人）", ["阿部 真人"]),
        ("渡り船は一日じゅう港にとどまったと話した。（福島 放送）", []),
        ("渡り船は一日じゅう港にとどまったと話した。（敬称 略）", []),
        ("渡り船は一日じゅう港にとどまったと話した。（東京 社会部）", []),
        ("渡り船は一日じゅう港にとどまった。<p class=sign>（榎並 芳乃）", ["榎並 芳乃"]),
        ("渡り船は一日じゅう港にとどまった。<p class=sign>（社会部 芳乃）", []),
        ("渡船整天停在港口。（本报记者 王晓雨）", ["王晓雨"]),
        ("渡船整天停在港口。<p>（记者 王晓雨）", ["王晓雨"]),
        ("渡船整天停在港口。<p>（记者 王晓雨 摄）", []),
    ],
)
def test_a_story_is_signed_at_its_end(end: str, authors: list[str]) -> None:
    text = "".join(
        f"<p>{number}. The ferry stayed in the harbour all day, its crew said on Monday.</p>" for number in range(5)
    )
    assert article_of(f"<meta charset=utf-8><h1>Ferry stays</h1><div>{text}<p>{end}</p></div>").authors == authors


@pytest.mark.parametrize(
    ("meta", "byline", "authors"),
    [
        ("courierweb", "<p class=byline>By <a href=/author/ann-roe>Ann Roe</a></p>", ["Ann Roe"]),
        ("courierweb", "", ["courierweb"]),
        ("Ann Roe, former pilot", "", ["Ann Roe"]),
        ("Ann Roe and tom hill", "", ["Ann Roe", "tom hill"]),
    ],
)
def test_a_user_is_no_writer_where_the_page_names_one(meta: str, byline: str, authors: list[str]) -> None:
    text = "".join(f"<p>{number}. The ferry stayed in the harbour all day, its crew said.</p>" for number in range(5))
    assert (
        article_of(f"<meta name=author content='{meta}'><h1>Ferry stays</h1>{byline}<div>{text}</div>").authors
        == authors
    )


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("<p>Editor: Jane Merrow</p><p class=byline>By Ann Roe</p>", ["Ann Roe"]),
        ("<p>Editor: Jane Merrow</p>", ["Jane Merrow"]),
        ("<p class=byline>By Jane Merrow</p><p>Editor: Jane Merrow</p>", ["Jane Merrow"]),
    ],
)
def test_whom_the_page_shows_as_its_editor_gives_way_to_its_writer(byline: str, authors: list[str]) -> None:
    text = "".join(f"<p>{number}. The ferry stayed in the harbour all day, its crew said.</p>" for number in range(5))
    meta = "<meta name=author content='Jane Merrow'>"
    assert article_of(f"{meta}<h1>Ferry stays</h1>{byline}<div>{text}</div>").authors == authors


def test_a_dateline_that_is_a_paragraph_of_its_own_names_its_writer() -> None:
    text = "".join(f"<p>{number}. Паром весь день стоял в гавани, говорит команда.</p>" for number in range(5))
    first = "<p>НОВГОРОД, 22 янв — РИА Новости, Анна Смирнова.</p>"
    assert article_of(f"<meta charset=utf-8><h1>Паром стоит</h1><div>{first}{text}</div>").authors == ["Анна Смирнова"]


def test_a_signature_stands_above_the_address_of_the_paper() -> None:
    text = "".join(f"<p>{number}. The ferry stayed in the harbour all day, its crew said.</p>" for number in range(5))
    article = article_of(f"<h1>Ferry stays</h1><div>{text}<p>Ann Roe</p><p>courier.example</p></div>")
    assert article.authors == ["Ann Roe"]


def test_a_credit_stands_above_what_follows_the_story() -> None:
    text = "".join(f"<p>{number}. The ferry stayed in the harbour all day, its crew said.</p>" for number in range(5))
    end = "<p>Ρεπορτάζ: Αριστονίκη Βλατάκη, Θεμέλης Καραπιπέρογλου</p><p>Ακολουθήστε μας στο Viber για όλα τα νέα.</p>"
    article = article_of(f"<meta charset=utf-8><h1>Ferry stays. “For good”</h1><div>{text}{end}</div>")
    assert article.authors == ["Αριστονίκη Βλατάκη", "Θεμέλης Καραπιπέρογλου"]


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ('By <span class="fn">Ann Roe</span>, <span class="role">Health Writer of the Year</span>', ["Ann Roe"]),
        ('By <span class="fn">Ann Roe</span> and Tom Hill', ["Ann Roe", "Tom Hill"]),
        ('By <span class="fn">Ann Roe</span>, <span class="org">Harbour Wire</span>', ["Ann Roe"]),
        ('<span class="fn">Ann Roe</span> and Tom Hill' + '<span class="org"></span>' * 40, ["Ann Roe", "Tom Hill"]),
        ("<h3>Ann Roe</h3><span>and Tom Hill</span>", ["Ann Roe", "Tom Hill"]),
        ("<b>ANN MARIA ROE</b><br>SALTMERE", ["ANN MARIA ROE"]),
        ("By ANN ROE<br><b>Harbour Bridge</b>", ["ANN ROE Harbour Bridge"]),
        ("<b>Ann Roe</b> and TOM HILL", ["Ann Roe", "TOM HILL"]),
        ("<b>أحمد علي</b> و محمد حسن", ["أحمد علي", "محمد حسن"]),
        ("<h4>Ann Roe</h4><p>Ann Roe is a reporter in Saltmere.</p>", ["Ann Roe"]),
        ("<h4>Ann Roe</h4><p>Education reporter</p><a>Author email</a> <a>Follow Ann Roe</a>", ["Ann Roe"]),
        ("She told it all in <b>Harbour Nights</b>, " + "a book on the harbour of Saltmere and its boats, " * 3, []),
        ("Ann Roe, Managing Editor and Tom Hill, Staff Writer of the week", ["Ann Roe", "Tom Hill"]),
        ("Ann Roe and Tom Hill, May 3, 2024 2:20 p.m.", ["Ann Roe", "Tom Hill"]),
        ("Ann Roe is the Courier's crime editor. Tom Hill helped.", ["Ann Roe"]),
        ("admin She lives on a narrowboat with two whippets.", []),
        ('admin <a href="/author/x/">All Posts</a>', []),
    ],
)
def test_whom_an_element_for_writers_names(byline: str, authors: list[str]) -> None:
    text = "".join(
        f"<p>{number}. The ferry stayed in the harbour all day, its crew said on Monday.</p>" for number in range(5)
    )
    assert article_of(f"<h1>Ferry stays</h1><div class=byline>{byline}</div><div>{text}</div>").authors == authors


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("<div class=author>By Ann Roe</div>", ["Ann Roe"]),
        ("<div class=author>By Ann Roe</div><div class=author>By Jane Merrow</div>", ["Ann Roe", "Jane Merrow"]),
        ("<div class=author>By courierweb</div>", ["courierweb", "Tom Hill"]),
    ],
)
def test_elements_for_writers_below_the_story_are_another_ones(byline: str, authors: list[str]) -> None:
    text = "".join(
        f"<p>{number}. The ferry stayed in the harbour all day, its crew said on Monday, "
        "and nobody on the islands had been told of it.</p>"
        for number in range(5)
    )
    films = "<div><span>More films</span><div class=author>By <a rel=author href=/author/tom>Tom Hill</a></div></div>"
    assert article_of(f"<h1>Ferry stays</h1>{byline}<div>{text}</div>{films}").authors == authors


def test_an_editor_is_named_after_writers_at_times() -> None:
    text = "".join(
        f"<p>{number}. The ferry stayed in the harbour all day, its crew said on Monday.</p>" for number in range(5)
    )
    editor = "<div class=author>Editor: <a rel=author href=/author/kit>Kit Marlow</a></div>"
    line = "<p>Ann Roe</p><p>4 May 2024</p>"
    assert article_of(f"<h1>Ferry stays</h1>{line}<div>{text}</div>{editor}").authors == ["Ann Roe"]


def test_names_in_links_and_spans_of_one_line_are_of_one_byline() -> None:
    text = "".join(
        f"<p>{number}. The ferry stayed in the harbour all day, its crew said on Monday.</p>" for number in range(5)
    )
    names = ("Ann Roe", "Tom Hill")
    line = " and ".join(f'<span><a href="/s"><span itemprop="author">{name}</span></a></span>' for name in names)
    teaser = '<div class="card"><p><span itemprop="author">Jane Doe</span></p></div>'
    assert article_of(f"<h1>Ferry stays</h1><p>By {line}</p><div>{text}</div>{teaser}").authors == list(names)


def test_a_pictures_credit_signs_nothing() -> None:
    text = "".join(
        f"<p>{number}. The ferry stayed in the harbour all day, its crew said on Monday.</p>" for number in range(5)
    )
    picture = "<figure><img src=f.jpg><figcaption>At dawn <span class=byline>Ann Roe</span></figcaption></figure>"
    assert article_of(f"<h1>Ferry stays</h1>{picture}<div>{text}</div>").authors == []


def test_a_sentence_signs_nothing() -> None:
    lines = ("By Christmas Eve, all had come home.", "Written by Ann Roe", "By Ann Roe, for the Courier")
    assert [signature_in(line) for line in lines] == [[], ["Ann Roe"], ["Ann Roe"]]


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("<strong>Ann Roe Court Correspondent</strong>", ["Ann Roe"]),
        ("Tom Hill Reporter Dies at 80", []),
        ("Ann Roe, editor of the Courier for ten years, was found dead on Monday.", []),
    ],
)
def test_a_name_with_a_role_above_the_story_signs_it(line: str, authors: list[str]) -> None:
    text = "".join(
        f"<p>{number}. The ferry stayed in the harbour all day, its crew said on Monday.</p>" for number in range(5)
    )
    page = f"<meta charset=utf-8><h1>Ferry stays</h1><div><p>{line}</p>{text}</div>"
    assert article_of(page).authors == authors


@pytest.mark.parametrize(
    ("above", "authors"),
    [
        ("<p><b>By Tom Hill</b></p><p><i>Correspondent</i></p>", ["Tom Hill"]),
        ("<div class=promo><h4><a href=/x>Ferry sold</a></h4><p>By Tom Hill</p></div><p class=date>3 May 2024</p>",
         ["Jane Merrow"]),
        ("<figure><img src=/a.jpg></figure><p>By Tom Hill</p><p>The bridge on Monday</p>", ["Jane Merrow"]),
        ("<div class=byline>By Jane Merrow and Tom Hill</div>", ["Jane Merrow", "Tom Hill"]),
        ("<div class=byline>By Jane Merrow, Harbour City</div>", ["Jane Merrow"]),
        ("<div class=byline>By Jane Merrow | Northern Echo</div>", ["Jane Merrow"]),
    ],
)  # fmt: skip
def test_who_is_named_beside_the_writer_that_machines_are_told(above: str, authors: list[str]) -> None:
    text = "".join(f"<p>{n}. The ferry stayed in the harbour all day, its crew said on Monday.</p>" for n in range(5))
    html = f"<meta name=author content='Jane Merrow'><h1>Ferry stays</h1>{above}<div>{text}</div>"
    assert article_of(html).authors == authors


@pytest.mark.parametrize(
    ("metas", "authors"),
    [
        ("<meta name=author content='Reuters'><meta name=dc.creator content='Tom Hill'>", ["Reuters"]),
        ("<meta name=author content='Harbour Courier Online'><meta name=content_author content='TOM HILL'>",
         ["TOM HILL"]),
    ],
)  # fmt: skip
def test_a_later_tag_names_the_writer_where_the_first_names_the_paper(metas: str, authors: list[str]) -> None:
    text = "".join(f"<p>{n}. The ferry stayed in the harbour all day, its crew said on Monday.</p>" for n in range(5))
    site = "<meta property=og:site_name content='Harbour Courier'>"
    assert article_of(f"{site}{metas}<h1>Ferry stays</h1><div>{text}</div>").authors == authors


@pytest.mark.parametrize(
    ("opening", "authors"),
    [
        ("【織部＝矢代香織】", ["矢代香織"]),
        ("（写真＝港湾局提供）", []),
        ("（以下＝敬称略）", []),
        ("（聞き手＝山田太郎）", []),
    ],
)
def test_a_japanese_dateline_names_its_writer_and_a_credit_does_not(opening: str, authors: list[str]) -> None:
    text = "".join(
        f"<p>{opening if n == 0 else ''}渡り船は一日じゅう港にとどまったと、乗組員が{n}日に話した。</p>"
        for n in range(5)
    )
    assert article_of(f"<html lang=ja><h1>渡り船</h1><div>{text}</div>").authors == authors


PICTURE = "<img src=f.jpg>"


@pytest.mark.parametrize(
    ("above", "authors", "agency"),
    [
        (f"<div>{PICTURE}<span>Tom Hill/AFP</span></div>", [], None),
        (f"<div>{PICTURE}<div>The ferry at dawn.</div><div>Tom Hill | Reuters</div></div>", [], None),
        (f"{PICTURE}<div>AFP via Getty Images / Tom Hill</div>", [], None),
        (f"<div>4 May 2024</div><figure>{PICTURE}<figcaption>Tom Hill</figcaption></figure>", [], None),
        (f"<div>{PICTURE}<span>Tom Hill/AFP</span></div><div>By Ann Roe</div>", ["Ann Roe"], None),
        (f"<div>By Ann Roe</div><div>{PICTURE}<span>Tom Hill/AFP</span></div>", ["Ann Roe"], None),
        ("<div>Ann Roe/AFP</div>", ["Ann Roe"], "AFP"),
        (f"<div>{PICTURE}By Ann Roe/AFP</div>", ["Ann Roe"], "AFP"),
        (f"<div>{PICTURE}<div>Ann Roe</div><div>4 May 2024</div></div>", ["Ann Roe"], None),
    ],
)
def test_a_line_below_a_picture_with_an_agency_signs_the_picture(
    above: str, authors: list[str], agency: str | None
) -> None:
    text = "".join(
        f"<p>{number}. The ferry stayed in the harbour all day, its crew said on Monday.</p>" for number in range(5)
    )
    article = article_of(f"<h1>Ferry stays</h1>{above}<div>{text}</div>")
    assert (article.authors, article.agency) == (authors, agency)


@pytest.mark.parametrize(
    "box",
    [
        "<div><h3><a href=/n>A coin was found on the quay</a></h3><div>Tom Hill</div><div>11 March 2019</div></div>",
        "<ul><li>11:01 <a href=/1>A coin was found</a></li><li>12:02 <a href=/2>It was sold again</a></li></ul>",
        "<div><h3>Events</h3><div>1 March 2019 Concert in the town hall</div></div>",
    ],
)
@pytest.mark.parametrize("end", ["Ann Roe", "(Reporting by Ann Roe; Editing by Tom Alder)"])
def test_a_signature_stands_below_a_box_in_the_story(box: str, end: str) -> None:
    text = "".join(
        f"<p>{number}. The ferry stayed in the harbour all day, its crew said on Monday.</p>" for number in range(5)
    )
    assert article_of(f"<h1>Ferry stays</h1><div>{text}{box}<p>{end}</p></div>").authors == ["Ann Roe"]

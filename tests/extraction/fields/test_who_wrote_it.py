"""Writers that a page names in its own ways, beside a paper or a desk in its metadata."""

from __future__ import annotations

import json

import pytest

from project.extraction.fields.date_lines import names_above_story
from project.extraction.fields.nearby import bylines_near
from project.extraction.fields.spellings import as_shown
from project.extraction.names.offices import holds_paper, is_paper, plain_of
from tests.extraction.made_up import article_of

TEXT = "".join(
    f"<p>{number}. The ferry stayed in the harbour all day, as its crew and the harbour master said on Monday.</p>"
    for number in range(5)
)
JAPANESE = "".join(f"<p>渡り船は{number}日のあいだ港にとどまったと港の人たちが話した。</p>" for number in range(5))
DESK = '<meta name="author" content="Redazione">'


@pytest.mark.parametrize(
    ("below", "authors"),
    [
        ("<div>Ann Roe</div><div>Features editor</div><div>6 October 2025</div>", ["Ann Roe"]),
        ('<p><a href="/author/ann-roe/">Ann Roe</a></p>', ["Ann Roe"]),
        ("<p>Rozmawiała Marta Olszan / 11.02.2023</p>", ["Marta Olszan"]),
        ("<p>Das Gespräch führte Ann Roe.</p>", ["Ann Roe"]),
        ("<p>रतनपुर 3 अगस्त 2024लेखक: दीपक सोनवणे</p>", ["दीपक सोनवणे"]),
        ("<p>2011년 10월 06일 (목) 14:37:25 윤서준 기자 sjyun@courier.example</p>", ["윤서준"]),
        ("<div><b>Ann Roe</b> <time datetime='2025-05-16T06:00:00+02:00'>Vandaag om 06:00</time></div>", ["Ann Roe"]),
        ("<figure><img src=a.jpg><span class=media-credit><a href=/author/tom/>Tom Hill</a></span></figure>",
         ["Redazione"]),
        ("<p>Health Care</p>", ["Redazione"]),
        ("<p>Nga Ann Roe</p>", ["Ann Roe"]),
        ("<p>Հեղինակ՝ Անուշ Դավթյան. Հրապարակված է՝ 14 Հուլիս 2020, 16:12.</p>", ["Անուշ Դավթյան"]),
        ("<div class=by><p><a href=/skribent/a>Ann Roe</a><p><a href=/skribent/t>Tom Hill</a> (foto)</div>",
         ["Ann Roe", "Tom Hill"]),
        ("<div class=hofundur><i>Ann Margaret Roe</i> <a>ann.margaret.roe@harbour-courier.example</a></div>",
         ["Ann Margaret Roe"]),
    ],
)  # fmt: skip
def test_a_writer_by_the_headline_goes_before_a_desk(below: str, authors: list[str]) -> None:
    assert article_of(f"<head>{DESK}</head><body><h1>Ferry stays in</h1>{below}{TEXT}</body>").authors == authors


@pytest.mark.parametrize(
    ("end", "authors"),
    [
        ("（織部亮太）", ["織部亮太"]),
        ("織部 みのり：ライター", ["織部 みのり"]),
        ("（写真部）", []),
        ("（共同通信）", []),
    ],
)
def test_a_last_line_in_japanese_signs(end: str, authors: list[str]) -> None:
    html = f"<meta charset=utf-8><h1>渡り船は港にとどまる</h1><div>{JAPANESE}<p>{end}</p></div>"
    assert article_of(html).authors == authors


def test_who_took_a_picture_in_its_caption_did_not_write_the_story() -> None:
    text = "".join(f"<p>渡輪第{number}天停在港口，居民只好等到下一天才能回家。</p>" for number in range(5))
    first = "<p>停在港口的渡輪。（記者陳大文攝）</p><p>〔記者林淑芬／花蓮報導〕渡輪停在港口，大家都在等它再開。</p>"
    assert article_of(f"<meta charset=utf-8><h1>渡輪停在港口</h1><div>{first}{text}</div>").authors == ["林淑芬"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("The farmer was awarded €85,000 by the High Court.", []),
        ("6 May 2020 by Ann Roe", ["Ann Roe"]),
    ],
)
def test_a_sentence_that_ends_with_by_whom_is_no_byline(line: str, names: list[str]) -> None:
    assert bylines_near([], [line]) == names


@pytest.mark.parametrize(
    ("line", "document", "names"),
    [
        ("صدى الوادي - خالد الرواشدة", "صدى الوادي - أخبار محلية", ["خالد الرواشدة"]),
        ("صدى الوادي - أخبار محلية", "صدى الوادي - أخبار محلية", []),
        ("Анна Смирнова", "Вестник", ["Анна Смирнова"]),
        ("Премьер лига", "Вестник", []),
        ("Local News", "The Courier", []),
    ],
)
def test_a_name_right_above_the_story(line: str, document: str, names: list[str]) -> None:
    assert names_above_story([line, "Жители собрались на мосту. " * 5 + "Все."], document, "") == names


@pytest.mark.parametrize(
    ("name", "top", "story", "shown"),
    [
        ("ANN ROE", ["Photo TOM HILL", "Ann Roe, Saltmere"], "", "Ann Roe"),
        ("ANN ROE", ["ANN ROE", "Ann Roe"], "", "ANN ROE"),
        ("ANN ROE", [], "Ann Roe left.", "ANN ROE"),
        ("Πέτρου Ασλανίδη", [], "*Ο Πέτρος Ασλανίδης είναι αρχιτέκτονας.", "Πέτρος Ασλανίδης"),
        ("Πέτρου Ασλανίδη", [], "Ο Πέτρος έφυγε.", "Πέτρου Ασλανίδη"),
    ],
)
def test_a_name_is_written_as_the_page_shows_it(name: str, top: list[str], story: str, shown: str) -> None:
    assert as_shown(name, top, story) == shown


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Union Press", True), ("Los Alamitas Tribunal", True), ("LA GACETA", True), ("TV Alvorada", True),
        ("Mittelfunk SAALE-ELSTER", True), ("Tom Hill", False), ("MARIA PRESS", False),
    ],
)  # fmt: skip
def test_a_paper_behind_a_person(name: str, is_one: bool) -> None:
    assert holds_paper(name, frozenset({"mittelfunk"})) is is_one


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("báo tin sông nguồn", "baotinsongnguon"),
        ("θεσσαλικός δρόμος", "thessalikosdromos"),
        ("новости жизни", "novostizhizni"),
    ],
)
def test_an_address_spells_the_papers_name(name: str, letters: str) -> None:
    assert plain_of(name) == letters
    assert is_paper(name, frozenset({letters}))


def test_the_paper_that_signs_and_ends_the_title_is_none_beside_a_person() -> None:
    told = {"@type": "NewsArticle", "headline": "Ferry stays", "author": {"@type": "Organization", "name": "Der Bote"}}
    head = f'<title>Ferry stays in | Der Bote</title><script type="application/ld+json">{json.dumps(told)}</script>'
    html = f"<head>{head}<meta name=author content='Der Bote'></head><h1>The ferry stays</h1>"
    assert article_of(f"{html}<p>By Ann Roe</p>{TEXT}").authors == ["Ann Roe"]
    assert article_of(html + TEXT).authors == ["Der Bote"]


@pytest.mark.parametrize(
    ("author", "line", "authors"),
    [
        ("HC North", "By Ann Roe, HC North", ["Ann Roe"]),
        ("Tom Hill", "By Ann Roe, Tom Hill", ["Tom Hill"]),
        ("HC North", "From our newsroom, HC North", ["HC North"]),
    ],
)
def test_an_office_in_the_metadata_gives_way_to_the_writer_before_it(
    author: str, line: str, authors: list[str]
) -> None:
    told = json.dumps({"@type": "NewsArticle", "author": {"@type": "Person", "name": author}})
    head = f"<script type=application/ld+json>{told}</script>"
    assert article_of(f"<head>{head}</head><body><h1>Ferry stays in</h1><p>{line}</p>{TEXT}</body>").authors == authors

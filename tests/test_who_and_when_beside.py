"""Who wrote a story and when, in lines above and below it, and on cards about its authors."""

from __future__ import annotations

import time

import pytest

from tests.beside import STORY, kept


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Roe 2 days ago", "By Ann Roe | 3 hours ago", "Ann Roe 3h ago", "an hour ago", "Updated 3 hours ago",
        "By Ann Roe on February 16, 2024", "Von Anna Huber vor 3 Stunden", "hace 3 días", "Il y a 3 jours",
        "3 часа назад", "2 ore fa", "há 2 horas", "3 小时前", "2時間前", "3시간 전", "for 2 timer siden",
        "för 2 timmar sedan", "2 uur geleden", "2 godziny temu", "před 2 hodinami", "2 saat önce",
        "πριν από 2 ώρες", "2 jam yang lalu", "2 giờ trước", "منذ ساعتين", "قبل 3 ساعات", "ann.roe@courier.example",
        "@annroe", "[항구일보 홍길동 기자]", "홍길동 기자 hong@paper.example", "16 फरवरी 2024 08:00",
    ],
)  # fmt: skip
def test_who_and_how_long_ago_above_the_story(line: str) -> None:
    assert kept([line, *STORY]) == STORY


@pytest.mark.parametrize("line", ["For 4 people", "Fa 3 gol e corre via", "Paris, a year ago"])
def test_what_is_no_age_stays(line: str) -> None:
    assert kept([line, *STORY]) == [line, *STORY]


ABOUT = [
    "Jane Merrow is a staff writer who covers the river towns.",
    "Jane Merrow is the author of “Slow Water” and teaches history at Carter College.",
    "Anna Brecht ist Redakteurin im Lokalressort.",
    "Claire Dumas est journaliste au service local.",
    "Lucía Arranz es redactora de la sección local.",
    "Marta Olivieri è redattrice della cronaca locale.",
    "Renata Quintela é repórter de cidades.",
    "Marieke Haan is regioverslaggever.",
    "Ewa Marzec – dziennikarka działu lokalnego.",
    "Jana Malá je redaktorka regionální rubriky.",
    "Ioana Pop este redactor la secția locală.",
    "(Reporting by Jane Merrow in Carter; Editing by Tom Hill and Ada Frost)",
    "Additional reporting by Jane Merrow",
]


@pytest.mark.parametrize("line", ABOUT)
def test_who_wrote_stands_behind_the_story(line: str) -> None:
    assert kept([*STORY, line]) == STORY
    assert kept([line, *STORY])[-3:] == STORY


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by Jan Molek and Petra Dolm; Editing by Tom Alder",
        "Compiled by Lena Fisk",
        "Associated Press writer Tom Hill in Wendle contributed to this report.",
        "gsg/abc",
        "本报记者 林晓舟",
        "記者林曉舟／台北報導",
        "Courier writer Jane Merrow contributed from Wendle.",
        "Jane Merrow in Wendle and Tom Hill in Carter contributed.",
        "(ats/afp)",
        "Publié aujourd’hui à 09h12",
        "เผยแพร่: 5 มี.ค. 2567 09:30 น.",
    ],
)
def test_lines_of_names_and_dates_at_the_end(line: str) -> None:
    assert kept([*STORY, line]) == STORY


def test_a_date_below_the_standfirst_is_no_diarys() -> None:
    dates = ["Publicerad 12 augusti 2024 kl. 05.00", "Uppdaterad 12 augusti 2024 kl. 09.12"]
    assert kept([STORY[0], *dates, *STORY[1:]]) == STORY
    diary = [STORY[0], "12 augusti 2024", STORY[1], "13 augusti 2024", STORY[2], "14 augusti 2024", *STORY]
    assert "14 augusti 2024" in kept(diary)


def test_a_comment_that_says_how_long_ago() -> None:
    heading = "Comments 12 Share what you think: the comments below have not been moderated"
    comment = ["Lizzy, Dorset, 5 hours ago", "Best excuse ever, and what a lovely photo of the pair of them!"]
    dated = "Published: 10:22 GMT, 17 February 2024 | Updated: 11:40 GMT, 17 February 2024"
    assert kept([dated, *STORY, heading, *comment]) == STORY
    assert kept([*STORY, comment[1]]) == [*STORY, comment[1]]


def test_initials_sign_at_the_end_only() -> None:
    assert kept([*STORY, "S. D."]) == STORY
    assert kept([STORY[0], "S. D.", *STORY[1:]]) == [STORY[0], "S. D.", *STORY[1:]]


def test_a_line_of_the_writer_and_the_dates_below_the_standfirst() -> None:
    line = "Sanne de Wit 21 mrt. 2024 Laatste update: 21-03-24, 12:10"
    assert kept([STORY[0], line, *STORY[1:]], authors=["Sanne de Wit"]) == STORY
    told = "Sanne de Wit was one of 21 who signed."
    assert kept([STORY[0], told, *STORY[1:]], authors=["Sanne de Wit"]) == [STORY[0], told, *STORY[1:]]


def test_a_note_on_the_author_opens_with_the_name_that_the_page_signs_with() -> None:
    note = "Jane Merrow swims in every river that she writes about. Her second book, on locks, is out in June."
    works = "Other works: Slow Water."
    assert kept([*STORY, note, works], authors=["Jane Merrow"]) == STORY
    assert kept([*STORY, note], authors=["Tom Hill"]) == [*STORY, note]
    assert kept([*STORY, note, STORY[0] + " Again."], authors=["Jane Merrow"]) == [*STORY, note, STORY[0] + " Again."]


def test_a_date_with_a_credit_before_the_story() -> None:
    assert kept(["2024-02-16 08:30:00 来源：港口报 作者：王小明", *STORY]) == STORY


def test_what_is_headed_as_about_the_author_goes_to_the_end() -> None:
    text = "Jane Merrow has covered the river towns since 2011 and lives in Lower Wendle with two dogs and a parrot."
    assert kept([*STORY, "About the author", text]) == STORY
    assert kept([STORY[0], "About the author", text, *STORY[1:]])[-2:] == STORY[1:]


def test_the_story_of_a_writer_keeps_what_it_says_of_her() -> None:
    story = [
        "Ada Frost has won the county prize for her third book, a history of the weir in nine floods and one fire."
    ]
    story += [*STORY, "Ada Frost is a writer and lives in Carter."]
    assert kept(story) == story


def test_times_of_a_live_blog_stay() -> None:
    texts = ["14:32", STORY[0], "13:50", STORY[1], "13:05", STORY[2]]
    assert kept(texts) == texts
    assert kept(["14:32", *STORY]) == STORY


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_a_card_of_the_author_stands_anywhere(place: int) -> None:
    card = "Jane Merrow is a staff writer at the Courier, where she covers the river."
    assert kept([*STORY[:place], card, *STORY[place:]], authors=["Jane Merrow"]) == STORY
    told = "Jane Merrow is a journalist whom the council sent away."
    more = "“I wrote it all down,” said Merrow on Tuesday, “and then they asked me to go, which I did not do.”"
    assert told in kept([told, *STORY, more], authors=["Jane Merrow"])


def test_a_reporters_whereabouts_are_told_by_the_name() -> None:
    line = "Merrow reported from Wendle. Tom Hill in Carter contributed."
    assert kept([*STORY, line], authors=["Jane Merrow"]) == STORY
    assert kept([*STORY, "Merrow reported from Wendle for years."], authors=["Ann Roe"])[-1].startswith("Merrow")


@pytest.mark.parametrize("line", ["Jane Merrow, Wendle", "From Jane Merrow, Wendle", "Register staff writer"])
def test_the_writers_line_above_the_story(line: str) -> None:
    assert kept([line, *STORY], authors=["Jane Merrow"]) == STORY


def test_a_sentence_of_the_writers_name_is_story() -> None:
    lines = ["Jane Merrow was there.", *STORY]
    assert kept(lines, authors=["Jane Merrow"]) == lines


@pytest.mark.parametrize(
    "line",
    [
        "Police Chief John Smith said that alcohol and speed may both have contributed.",
        "Anthony Davis and LeBron James contributed.",
        "City hospitals hire more staff",
        "Gazette lays off staff writers",
        "The world of Jane Merrow, from her first book on",
    ],
)
def test_what_only_sounds_like_a_credit_is_story(line: str) -> None:
    assert kept([*STORY[:2], line, *STORY[2:]], authors=["Jane Merrow"]) == [*STORY[:2], line, *STORY[2:]]


def test_credits_are_told_in_no_time() -> None:
    start = time.process_time()
    for line in ("Roe reported from " + "A" * 300 + "!", "A " * 150 + "contributed from " + "A" * 200 + "!"):
        kept([*STORY, line], authors=["Ann Roe"])
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "line",
    [
        "Police Chief John Smith said that alcohol and speed may both have contributed.",
        "Anthony Davis and LeBron James contributed.",
        "White reported that the ice had gone a week before.",
    ],
)
def test_a_last_sentence_that_only_sounds_like_a_credit_is_story(line: str) -> None:
    assert kept([*STORY, line], authors=["Ann White"]) == [*STORY, line]

"""What stands beside a story in many languages, line by line, and sentences that only begin like it."""

from __future__ import annotations

import pytest

from project.boilerplate import boilerplate_reason, drop_boilerplate, fold
from project.items import Block

STORY = [
    "The weir at Carter will be rebuilt in stone, the council decided on Monday after a debate of almost five hours.",
    "“My grandmother fished from it, and so did I,” said Oonagh Trellis, who had collected two thousand signatures.",
    "Work begins in March and is to last for nine months, during which boats will have to go round by the old canal.",
]


def kept(texts: list[str]) -> list[str]:
    return [block.text for block in drop_boilerplate([Block(text) for text in texts]) if block.reason is None]


@pytest.mark.parametrize(
    "line",
    [
        "ALSO READ | Why the swans have left",
        "In other news: Bus fares to rise",
        "2 of 3: The weir at dawn.",
        "Nichts mehr verpassen: Hier geht es zu unserem WhatsApp-Kanal",
        "Pour ne rien manquer de l'actualité locale, suivez notre chaîne",
        "También puedes leer: Cierra la última librería",
        "VÍDEOS: veja as imagens da ponte",
        "Tekst gaat door onder de foto",
        "Dalszy ciąg artykułu pod materiałem wideo",
        "Artikeln fortsätter efter videon",
        "Saken fortsetter under bildet.",
        "Juttu jatkuu kuvan jälkeen",
        "Te-ar putea interesa și",
        "Hibát talált? Jelezze nekünk!",
        "Πηγή: ΑΠΕ",
        "Πηγή: ΜΜΕ",
        "İLGİLİ HABERLER",
        "Если вы нашли опечатку, выделите текст и нажмите Ctrl+Enter",
        "Якщо ви помітили помилку, натисніть Ctrl+Enter",
        "انتهای پیام/",
        "انضم إلى قناتنا على واتساب",
        "ताजा खबरों के लिए हमारे व्हाट्सऐप चैनल को फॉलो करें",
        "Ikuti saluran WhatsApp kami",
        "Mời độc giả xem video",
        "【動画】渡し船の様子",
        "▶ 카카오톡 채널 추가하기",
        "扫描二维码关注我们",
    ],
)
def test_lines_that_are_no_story(line: str) -> None:
    assert boilerplate_reason(line) is not None
    assert kept([*STORY[:2], line, STORY[2]]) == STORY


@pytest.mark.parametrize(
    "line",
    [
        "More from the fund will go to the mill.",
        "Two of three: that is how many boats have a roof.",
        "Comments were few.",
        "Tekst en foto kwamen van de molenaar.",
        "Saken fortsetter i retten på mandag.",
        "Le journal recevait chaque matin cent lettres.",
        "Если вы нашли кошелёк, отнесите его в участок.",
    ],
)
def test_sentences_that_begin_like_them_stay(line: str) -> None:
    assert kept([*STORY[:2], line, STORY[2]]) == [*STORY[:2], line, STORY[2]]


@pytest.mark.parametrize(("capitals", "small"), [("İLGİLİ", "ilgili"), ("YAYINLANDI", "yayınlandı"), ("ΠΗΓΗ", "πηγή")])
def test_capitals_fold_as_small_letters_do(capitals: str, small: str) -> None:
    assert fold(capitals) == fold(small)


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


def test_what_is_headed_as_about_the_author_goes_to_the_end() -> None:
    text = "Jane Merrow has covered the river towns since 2011 and lives in Lower Wendle with two dogs and a parrot."
    assert kept([*STORY, "About the author", text]) == STORY
    assert kept([STORY[0], "About the author", text, *STORY[1:]])[-2:] == STORY[1:]


@pytest.mark.parametrize(
    "line",
    [
        "Oonagh Trellis is a writer of letters, and the council has answered none.",
        "The mayor is a former editor of the paper.",
        "Fishing is an author of patience.",
        "Reporting by drone is to begin next year, the council said, once the weir is dry.",
    ],
)
def test_a_last_sentence_of_the_story_stays(line: str) -> None:
    assert kept([*STORY, line]) == [*STORY, line]


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

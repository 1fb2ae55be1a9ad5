"""What stands beside a story in many languages, line by line, and sentences that only begin like it."""

from __future__ import annotations

import pytest

from project.boilerplate import boilerplate_reason, fold
from tests.beside import STORY, kept


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
        "This story was produced with the help of AI tools and edited by our newsroom.",
        "When you buy through links on our site, we may earn an affiliate commission.",
        "If you have been affected by anything in this story, the helpline is open all night.",
        "A version of this article appeared in print on Friday.",
        "With files from The Canadian Press",
        "Tap to unmute",
        "Dieser Artikel ist Teil einer Serie über das Leben am Fluss.",
        "Dieser Text wurde mit Hilfe von KI ins Deutsche übersetzt.",
        "Cet article a été traduit par une machine.",
        "(Avec AFP)",
        "This content is only available to subscribers.",
        "You are reading a free preview.",
        "Open image in gallery",
        "Sources: AP, Reuters",
        "(With inputs from agencies)",
        "Except for the headline, this story has not been edited by our staff.",
        "Photographs by Tom Hill",
        "Your support makes our work possible.",
        "Wil je op de hoogte blijven van het nieuws? Meld je aan.",
        "Masz już subskrypcję? Zaloguj się",
        "Har du tips? Mejla redaktionen",
        "Kilde: Ritzau",
        "Tämä sisältö on vain tilaajille",
        "Nyitókép: Anna Berg",
        "Dacă ți-a plăcut articolul, distribuie-l",
        "Haberin devamı için tıklayın",
        "تابع آخر الأخبار عبر قناتنا",
        "טעינו? נתקן!",
        "ताजा खबरों के लिए हमारे साथ जुड़े रहिए",
        "原标题：渡轮失踪",
        "取材・文／佐藤健一",
        "(끝)",
        "Penulis: Ani",
        "อ่านข่าวอื่นๆ",
        "Con información de EFE",
        "Com informações da Agência Brasil",
        "この記事はAIが翻訳しました。",
        "При использовании материалов ссылка обязательна",
        "怪手進場清理。(青山鄉公所提供)",
        "木の引き出しに並ぶ目録カード=2024年2月9日、佐藤健一撮影",
        "BONUS VIDEO:",
        "Nastavak teksta ispod oglasa",
        "Skaitykite taip pat: Kainos kyla",
        "Pieraksties jaunumiem",
        "Telli meie uudiskiri",
        "Published in The Harbour Courier, February 12th, 2024",
        "► Retrouvez nos vidéos de la semaine",
        "Se vuoi restare aggiornato sulla valle iscriviti gratis alla newsletter.",
        "Liked this story? Pass it on to a friend.",
        "Hat Ihnen der Artikel gefallen? Dann werden Sie Mitglied.",
        "This slideshow requires JavaScript.",
        '[button link="https://www.harbour-courier.example/join" type="big"]Join the club[/button]',
        "This is a breaking news story. More to follow.",
        "Funda nalapha: Ibhuloho elisha",
        "Unsere App für Android und iOS",
        "Pictured from left, are the ferrymen Tom Hill and Jane Merrow, with a goose between them.",
        "v.l.n.r.: Fährmann Tom Hill, Bürgermeisterin Jane Merrow und eine Gans",
        "By clicking “Join”, you agree to our terms.",
        "Prices correct at the time of going to press.",
        "Über dieses Thema berichtet der Sender am Abend.",
        "Новости партнёров",
        "View comments (12)",
        "This article is more than 1 year old",
        "Dear reader, this article is free because readers support us. Please consider it.",
        "Leave a Reply Cancel reply",
        "Kliknij, aby udostępnić na Facebooku (Otwiera się w nowym oknie)",
        "Save my name, email, and website in this browser for the next time I comment.",
        "The post Weir breaks again appeared first on Harbour Courier.",
        "Next articleFerry sold to a museum",
        "Post Views: 1,234",
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
        "More to the point, the weir leaks.",
        "The app for anglers is the work of two pupils.",
        "Prices correct themselves, the fishmonger said.",
        "Pictured on the wall was a ferry of the old kind.",
        "Powered by the river, the mill ground flour for two towns.",
        "Previous posters showed the ferry.",
        "Credit unions in the valley lend more.",
        "If you have been on the ferry, you know the smell.",
        "Words by the river are few, says the poet, who has lived there since the flood of 1988 and owns a boat.",
        "Edited by nobody, the letters fill four volumes that the museum has kept in its cellar since the war.",
        "This article of clothing was found on the weir.",
        "Con información de primera mano habló el alcalde ante los vecinos que esperaban en la plaza desde el alba.",
    ],
)
def test_sentences_that_begin_like_them_stay(line: str) -> None:
    assert kept([*STORY[:2], line, STORY[2]]) == [*STORY[:2], line, STORY[2]]


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


@pytest.mark.parametrize(
    "line",
    [
        "Rua das Palmeiras será a primeira — Foto: Divulgação/Prefeitura",
        "The weir at dawn, before the water came - Photo: Ann Roe/Courier",
        "The ferry in the summer of 2019. Picture: Tom Hill",
    ],
)
def test_a_caption_with_its_credit(line: str) -> None:
    assert kept([STORY[0], line, *STORY[1:]]) == STORY


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by Jan Molek and Petra Dolm; Editing by Tom Alder",
        "Compiled by Lena Fisk",
        "Associated Press writer Tom Hill in Wendle contributed to this report.",
        "gsg/abc",
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


def test_a_single_comment_goes_with_its_heading() -> None:
    comment = [
        "Anna (17.02.2024 10:11)",
        "I am so glad that it sails again; we missed the island very much this winter.",
    ]
    assert kept([*STORY, "Readers' comments", *comment]) == STORY
    assert kept([*STORY, *comment])[-1] == comment[-1]


def test_signs_part_what_is_told_and_end_it_in_vain() -> None:
    assert kept([STORY[0], "* * *", *STORY[1:], "###"]) == [STORY[0], "* * *", *STORY[1:]]


def test_a_date_with_a_credit_before_the_story() -> None:
    assert kept(["2024-02-16 08:30:00 来源：港口报 作者：王小明", *STORY]) == STORY


def test_a_contact_card_behind_the_story() -> None:
    hours = "It is staffed from Sunday to Thursday between nine and five, and on Fridays from nine to noon only. " * 3
    card = f"Questions? Call 01234 567890. {hours}Fax: 01234 567891 E-mail: subs@harbour-courier.example"
    assert kept([*STORY, card]) == STORY
    told = f"{hours}Readers wrote to desk@harbour-courier.example by the hundred."
    assert kept([*STORY, told]) == [*STORY, told]


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


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_a_card_of_the_author_stands_anywhere(place: int) -> None:
    card = "Jane Merrow is a staff writer at the Courier, where she covers the river."
    assert kept([*STORY[:place], card, *STORY[place:]], authors=["Jane Merrow"]) == STORY
    told = "Jane Merrow is a journalist whom the council sent away."
    more = "“I wrote it all down,” said Merrow on Tuesday, “and then they asked me to go, which I did not do.”"
    assert told in kept([told, *STORY, more], authors=["Jane Merrow"])

"""What stands beside a story in many languages, line by line, and sentences that only begin like it."""

from __future__ import annotations

import pytest

from project.boilerplate.phrases import label_reason
from project.folding import fold
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
        "Якщо ви помітили помилку, виділіть її та натисніть Ctrl+Enter.",
        "Калі вы заўважылі памылку, вылучыце яе і націсніце Ctrl + Enter",
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
        "Anm. d. Red.: Das Wehr heißt seit 1990 anders.",
        "Прим. ред.: плотину переименовали в 1990 году.",
        "編集注：堰の名は1990年に変わった。",
        "Pozn. red.: jez se od roku 1990 jmenuje jinak.",
        "Reklama – dalsza część tekstu poniżej",
        "O texto continua abaixo da publicidade",
        "Articolul continuă după publicitate",
        "Retrouvez la Gazette de la rivière sur Facebook et Instagram.",
        "Читайте нас у Facebook і Telegram",
        "Produced by Tom Hill and edited by Jane Merrow.",
        "Écoutez cet article en trois minutes",
        "收听本文，时长三分钟",
    ],
)
def test_lines_that_are_no_story(line: str) -> None:
    assert label_reason(fold(line)) is not None
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
        "Anzeige gegen den Müller: Die Ermittlungen gehen weiter.",
        "Editor's notes from 1924 were found below the floor of the mill.",
        "От редакции на берегу был один корреспондент.",
        "L'articolo continua a far discutere la valle.",
        "Producers of cider saw the weir as theirs.",
        "编辑注意到堤坝的名字变了。",
    ],
)
def test_sentences_that_begin_like_them_stay(line: str) -> None:
    assert kept([*STORY[:2], line, STORY[2]]) == [*STORY[:2], line, STORY[2]]


@pytest.mark.parametrize(("capitals", "small"), [("İLGİLİ", "ilgili"), ("YAYINLANDI", "yayınlandı"), ("ΠΗΓΗ", "πηγή")])
def test_capitals_fold_as_small_letters_do(capitals: str, small: str) -> None:
    assert fold(capitals) == fold(small)


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


def test_a_single_comment_goes_with_its_heading() -> None:
    comment = [
        "Anna (17.02.2024 10:11)",
        "I am so glad that it sails again; we missed the island very much this winter.",
    ]
    assert kept([*STORY, "Readers' comments", *comment]) == STORY
    assert kept([*STORY, *comment])[-1] == comment[-1]


def test_signs_part_what_is_told_and_end_it_in_vain() -> None:
    assert kept([STORY[0], "* * *", *STORY[1:], "###"]) == [STORY[0], "* * *", *STORY[1:]]


def test_a_contact_card_behind_the_story() -> None:
    hours = "It is staffed from Sunday to Thursday between nine and five, and on Fridays from nine to noon only. " * 3
    card = f"Questions? Call 01234 567890. {hours}Fax: 01234 567891 E-mail: subs@harbour-courier.example"
    assert kept([*STORY, card]) == STORY
    told = f"{hours}Readers wrote to desk@harbour-courier.example by the hundred."
    assert kept([*STORY, told], language="kk") == [*STORY, told]
    column = "So much for the friends that we made on Facebook!"
    assert kept([*STORY, column], language="en") == [*STORY, column]


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


@pytest.mark.parametrize(
    "line",
    [
        "Ең өзекті жаңалықтар бізде! Telegram-арнамызға жазылыңыз!",
        "Για περισσότερα ακολουθήστε μας στο Viber!",
        "《海信日报》（2023年11月08日 第 06 版）",
    ],
)
def test_a_call_to_follow_the_paper_elsewhere_goes_in_any_language(line: str) -> None:
    assert kept([*STORY, line], language="kk") == STORY
    told = f"“{line}”, said the poster on the ferry, which nobody had seen before."
    assert kept([*STORY, told], language="kk") == [*STORY, told]
    column = "So much for the friends that we made on Facebook!"
    assert kept([*STORY, column], language="en") == [*STORY, column]


def test_a_moment_with_its_year_and_hour_amid_the_story_goes() -> None:
    for line in (
        "Published 3 March 2026, 10:20 am. Updated 3 March 2026, 11:45 am.",
        "Veröffentlicht am 3. März 2026 um 10.20 Uhr, aktualisiert um 11.45 Uhr",
        "发布于2026年3月3日10:20，更新于2026年3月3日11:45",
    ):
        assert kept([*STORY[:2], line, STORY[2]]) == STORY
    diary = [line for day, text in enumerate(2 * STORY, 1) for line in (f"{day} March 2026, 10:20", text)]
    assert kept(diary) == diary[1:], "a live blog has one over each entry"
    days = [*STORY, *STORY[:2], "3 March 2026", STORY[2]]
    assert kept(days) == days


def test_hashtags_and_the_length_of_what_is_played() -> None:
    assert kept([*STORY[:2], "0:00 / 4:31", STORY[2], "#Carter #weir #river"]) == STORY
    numbered = [*STORY[:2], "#1 The weir", STORY[2]]
    assert kept(numbered) == numbered


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Ann Roe is a reporter for the Wendle Lookout, where she covers rivers."),
        ("de", "Ann Roe ist Redakteurin und schreibt seit Jahren über Flüsse."),
        ("es", "Ann Roe es periodista y escribe sobre los ríos del valle."),
    ],
)
def test_who_writes_about_what_goes_from_amid_the_story(language: str, line: str) -> None:
    texts = [*STORY, line, *STORY]
    assert kept(texts, language=language) == [*STORY, *STORY]
    told = "“I saw it burst,” Ann Roe said, and that she would write it all down as soon as her hands were warm again."
    assert kept([*texts[:2], told, *texts[2:]], language=language) == [*texts[:2], told, *texts[2:]]


def test_what_a_writer_covers_is_told_by_the_surname_alone() -> None:
    line = "Roe covers the river for the Wendle Lookout, a paper without a printing press."
    assert kept([*STORY, *STORY, line], authors=["Ann Roe"]) == [*STORY, *STORY]
    assert kept([*STORY, *STORY, line], authors=["Tom Hill"]) == [*STORY, *STORY, line]
    told = [*STORY, "The weir will hold, said Roe, who has walked it every morning for thirty years.", line]
    assert kept(told, authors=["Ann Roe"]) == told


def test_a_signature_in_brackets_ends_a_story_and_stands_not_amid_it() -> None:
    for line in ("(KLN)", "(MÖ-SK)", "（榎並芳乃）"):
        assert kept([*STORY, line], authors=["榎並 芳乃"]) == STORY
        assert kept([*STORY[:2], line, STORY[2]], authors=["榎並 芳乃"]) == [*STORY[:2], line, STORY[2]]
    assert kept([*STORY, "(They laugh)"]) == [*STORY, "(They laugh)"]


def test_a_moment_above_the_story_takes_section_and_paper_with_it() -> None:
    for line in ("3 ต.ค. 2567 14:20 น. ข่าว ทั่วไทย", "3 Oct 2024, 14:20 News The Wendle Lookout"):
        assert kept([line, *STORY]) == STORY
    told = "3 October 2024 14:20 was the hour at which the weir at Carter burst, the council said."
    assert kept([told, *STORY]) == [told, *STORY]

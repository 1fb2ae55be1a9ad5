"""The language of a story, by its text and by the page's word."""

from __future__ import annotations

import pytest

from project.extraction.language import language_of, normal, recognise

TEXTS = {
    "en": "The night boat is back. For the first time since the autumn the ferry left the town quay "
    "on Friday with its lamps lit.",
    "de": "Die Seilbahn über der Schlucht fährt wieder. Nach drei Wintern im Stillstand hat der "
    "Gemeinderat am Dienstag zugestimmt.",
    "fr": "L'école du hameau garde sa classe unique. Le préfet a décidé à la fin de l'été que les "
    "douze élèves resteraient ensemble.",
    "pl": "Dźwigi w porcie obsługują dziś kobiety, które jeszcze rok temu sprzedawały bilety na prom "
    "i nie myślały o żadnej zmianie.",
    "ru": "Ледокол снова вышел в море. На рассвете весь город собрался на набережной, чтобы "
    "проводить его в первый рейс после ремонта.",
    "el": "Ο φάρος άναψε ξανά μετά από τρεις χειμώνες, είπε ο δήμαρχος του νησιού, και οι ψαράδες "
    "βγήκαν το ίδιο βράδυ.",
    "zh": "港口的人们说，这艘船已经在这里停了三年，没有人知道它的主人是谁，也没有人敢把它拖走，因为船上还亮着一盏灯。",
    "ja": "港の人たちは、この船がもう三年もここに泊まっていると話している。持ち主が誰なのかは分からないままだという。",
    "ko": "항구의 사람들은 이 배가 삼 년 동안 여기에 있었다고 말했다. 주인이 누구인지 아는 사람은 아무도 없었다.",
    "ar": "عادت السفينة إلى الميناء بعد ثلاث سنوات من الغياب، وخرج أهل المدينة لاستقبالها على الرصيف "
    "مع شروق الشمس.",
    "he": "השעון במגדל שוב מראה את השעה הנכונה אחרי עשר שנים, והתושבים יצאו לכיכר כדי לראות אותו בצהריים.",
    "th": "ชาวประมงบอกว่าอวนใหม่ช่วยให้ปลาตัวเล็กรอดได้มากขึ้น และพวกเขาหวังว่าปีหน้าจะมีปลามากกว่าเดิม",
}  # fmt: skip


@pytest.mark.parametrize("code", TEXTS)
def test_recognises_a_story(code: str) -> None:
    assert recognise(TEXTS[code]) == code
    assert language_of(TEXTS[code], [code]) == (code, "html lang")


def test_a_template_that_says_english_is_not_believed() -> None:
    assert language_of(TEXTS["el"] * 2, ["en-US"]) == ("el", "text")
    assert language_of(TEXTS["pl"] * 2, ["en"]) == ("pl", "text")


@pytest.mark.parametrize("code", TEXTS)
def test_a_quotation_in_another_language_is_none_of_the_storys(code: str) -> None:
    quoted = TEXTS["en" if code != "en" else "fr"]
    assert language_of(quoted * 4 + TEXTS[code] * 16, [code])[0] == code
    assert language_of(quoted * 4 + TEXTS[code] * 16, [])[0] == code
    assert language_of(TEXTS[code] * 8 + quoted * 4 + TEXTS[code] * 8, [])[0] == code


def test_a_long_quotation_in_another_alphabet_is_less_than_the_story() -> None:
    assert language_of(TEXTS["el"] * 4 + TEXTS["en"] * 5, [])[0] == "en"
    assert language_of(TEXTS["el"] * 5 + TEXTS["en"] * 4, [])[0] == "el"


def test_a_short_text_is_what_the_page_says() -> None:
    assert language_of("Ice melts.", ["de-AT"]) == ("de", "html lang")
    assert language_of("Ice melts.", [], "he") == ("he", "site rules")
    assert language_of("", []) == (None, "")


def test_the_country_tells_kindred_languages_apart() -> None:
    text = "Vozači autobusa u Bukvicama obustavili su rad, a gradonačelnica kaže da o platama nema pregovora. " * 3
    assert {host: language_of(text, [], host=host)[0] for host in ("a.rs", "a.hr", "a.ba", "a.example")}.items() >= {
        "a.rs": "sr",
        "a.hr": "hr",
        "a.ba": "bs",
    }.items()
    assert language_of(text, ["hr"], host="a.rs") == ("hr", "html lang")


def test_the_page_tells_kin_apart() -> None:
    norwegian = (
        "Nattbåten er tilbake. For første gang siden høsten gikk fergen fra bykaia på fredag "
        "med tente lamper og fulle dekk, og på brygga sto barna og vinket."
    )
    assert language_of(norwegian, ["nb-NO"])[0] == "no"
    assert language_of(norwegian, ["nn"])[0] == "nn"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("en-GB", "en"),
        ("EN", "en"),
        ("zh_Hant", "zh"),
        ("iw", "he"),
        ("nb", "no"),
        ("cmn-Hans", "zh"),
        ("english", None),
        ("", None),
        (None, None),
        ("e", None),
    ],
)
def test_codes_are_iso_639(said: str | None, code: str | None) -> None:
    assert normal(said) == code

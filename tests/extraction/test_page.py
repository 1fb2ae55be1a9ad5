"""Any bytes become a page, in the encoding that they are really in."""

from __future__ import annotations

import codecs
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from project.extraction.markup.charsets import decode, plausibility
from project.extraction.page import Page

URL = "https://www.harbour-courier.example/news/ice"
RUSSIAN = "Ледокол вошёл в порт на рассвете, и весь город вышел на набережную его встречать. "
GREEK = "Ο φάρος άναψε ξανά μετά από τρεις χειμώνες, είπε ο δήμαρχος του νησιού Άνδρος. "
CHINESE = "港口的人们说，这艘船已经在这里停了三年，没有人知道它的主人是谁。"
TAIWANESE = "港口的人們說，這艘船已經在這裡停了三年，沒有人知道它的主人是誰。"
KOREAN = "항구의 사람들은 이 배가 삼 년 동안 여기에 있었다고 말했다. "
JAPANESE = "港の人たちは、この船がもう三年もここに泊まっていると話している。"
POLISH = (
    "Żuraw stoczniowy obsługują dziś kobiety, które uczyły się na łódkach. Mówią, że wiatr bywa gorszy niż ludzie. "
)
FRENCH = "L'école du hameau garde sa classe unique, a décidé le préfet à la fin de l'été. "
HEBREW = "השעון במגדל שוב מראה את השעה הנכונה אחרי עשר שנים. "
THAI = "ชาวประมงบอกว่าอวนใหม่ช่วยให้ปลาตัวเล็กรอดได้มากขึ้น "


def page_of(text: str, encoding: str, declared: str | None) -> bytes:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    html = f"<html><head>{meta}<title>x</title></head><body><h1>{text}</h1><p>{text * 4}</p></body></html>"
    return html.encode(encoding, "replace")


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        (RUSSIAN, "utf-8", "utf-8"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "cp1251", "utf-8"),
        (RUSSIAN, "cp1251", None),
        (RUSSIAN, "cp1251", "iso-8859-1"),
        (RUSSIAN, "koi8_r", "windows-1251"),
        (RUSSIAN, "koi8_r", None),
        (RUSSIAN, "cp1251", "koi8-r"),
        (RUSSIAN, "utf-8", "windows-1251"),
        (GREEK, "cp1253", "utf-8"),
        (GREEK, "cp1253", "windows-1253"),
        (GREEK, "iso8859_7", "iso-8859-7"),
        (GREEK, "cp1253", None),
        (CHINESE, "gb18030", "gb2312"),
        (CHINESE, "gb18030", "utf-8"),
        (CHINESE, "gb18030", "big5"),
        (CHINESE, "gb18030", None),
        (TAIWANESE, "big5", "gb2312"),
        (TAIWANESE, "big5", None),
        (KOREAN, "euc_kr", "utf-8"),
        (KOREAN, "euc_kr", "shift_jis"),
        (JAPANESE, "shift_jis", "utf-8"),
        (JAPANESE, "shift_jis", "Shift_JIS"),
        (JAPANESE, "euc_jp", None),
        (JAPANESE, "euc_jp", "shift_jis"),
        (JAPANESE, "iso2022_jp", "iso-2022-jp"),
        (POLISH, "iso8859_2", "iso-8859-2"),
        (POLISH, "cp1250", "windows-1250"),
        (POLISH, "cp1250", "iso-8859-1"),
        ("The clinic cost 40 ¢ a day, a ½ of what it was. ", "cp1252", "iso-8859-1"),
        (FRENCH, "cp1252", "iso-8859-1"),
        (FRENCH, "cp1252", "utf-8"),
        (FRENCH, "cp1252", "x-klingon"),
        (HEBREW, "cp1255", "windows-1255"),
        (HEBREW, "cp1255", "utf-8"),
        (THAI, "cp874", "tis-620"),
        (THAI, "cp874", "utf-8"),
    ],
)
def test_reads_what_the_bytes_say_whatever_is_declared(text: str, encoding: str, declared: str | None) -> None:
    page = Page.from_bytes(page_of(text, encoding, declared), URL)
    assert (page.root.findtext(".//h1") or "").strip() == text.strip()


def test_header_goes_before_the_page_and_a_bom_before_both() -> None:
    body = page_of(POLISH, "cp1250", "iso-8859-2")
    assert Page.from_bytes(body, URL, "windows-1250").charset == "cp1250"
    assert Page.from_bytes(b"\xef\xbb\xbf" + page_of(RUSSIAN, "utf-8", None), URL, "windows-1251").charset == "utf-8"
    wide = Page.from_bytes(RUSSIAN.encode("utf-16"), URL)
    assert "Ледокол" in "".join(map(str, wide.root.itertext()))


def test_utf16_without_a_mark_is_noticed() -> None:
    body = page_of(RUSSIAN, "utf-8", None).decode().encode("utf-16-le")
    assert Page.from_bytes(body, URL).root.findtext(".//h1", "").strip() == RUSSIAN.strip()


def test_a_few_wrong_bytes_do_not_spoil_utf8() -> None:
    body = page_of(RUSSIAN, "utf-8", "utf-8").replace(b"</h1>", b"</h1>\xff\xc3")
    page = Page.from_bytes(body, URL)
    assert page.charset == "utf-8"
    assert page.root.findtext(".//h1", "").strip() == RUSSIAN.strip()


def test_mends_text_that_was_encoded_twice() -> None:
    broken = FRENCH.encode().decode("cp1252", "ignore")
    page = Page.from_bytes(page_of(broken, "utf-8", "utf-8"), URL)
    assert (page.root.findtext(".//h1") or "").startswith(
        "L'école du hameau garde sa classe unique, a décidé le préfet"
    )


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        (POLISH.encode().decode("cp1252", "ignore"), POLISH),
        (POLISH.encode().decode("latin-1"), POLISH),
        ("The harbour is shut \u00e2\u20ac\u201d for good.", "The harbour is shut — for good."),
        ("The harbour is shut \u00e2\x80\x94 for good.", "The harbour is shut — for good."),
        ("It\u0432\u0402\u2122s shut, he said.", "It’s shut, he said."),
        ("\x93It\x92s shut\x94, he said \x97 for good.\x81", "“It’s shut”, he said — for good."),
        ("&#147;It&#146;s shut&#148;, he said.", "“It’s shut”, he said."),
    ],
)
def test_signs_that_were_read_wrongly_are_put_right(broken: str, right: str) -> None:
    page = Page.from_bytes(page_of(broken, "utf-8", "utf-8"), URL)
    assert (page.root.findtext(".//h1") or "").strip() == right.strip()


def test_leaves_right_text_alone() -> None:
    body = page_of("Ñandú, São Tomé, Ãgua e pão: três palavras. " * 3, "utf-8", "utf-8")
    assert decode(body) == (body, "utf-8")


def test_nul_bytes_go() -> None:
    page = Page.from_bytes(b"<h1>Ice\0 melts</h1><p>\0\0It does.</p>", URL)
    assert page.root.findtext(".//h1") == "Ice melts"


@pytest.mark.parametrize(
    "body", [b"", b"   ", b"\0", b"<", b"<!-- only -->", b"\xff\xfe", b"<?xml version='1.0'?>", b"%PDF-1.4 \xe2\xe3"]
)
def test_what_is_no_page_gives_an_empty_one(body: bytes) -> None:
    page = Page.from_bytes(body, URL)
    assert page.root.tag == "html"
    assert page.selector.css("h1").getall() == []


def test_selector_sees_the_same_tree() -> None:
    page = Page.from_bytes(b"<base href='/archive/'><h1>Ice</h1><a href=x>y</a>", URL)
    assert page.selector.root is page.root
    assert page.selector.css("h1::text").get() == "Ice"


def test_base_address_is_that_of_the_base_element() -> None:
    page = Page.from_bytes(b"<html><head><base href='/archive/'></head><body></body></html>", URL)
    assert page.base_url == "https://www.harbour-courier.example/archive/"
    assert Page.from_bytes(b"<html><head><base href='http://[bad'></head></html>", URL).base_url == URL


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 1_000_000,
        b"<b><i>" * 500_000 + b"text",
        b"<table><tr><td>" * 200_000,
        b"a\xff" * 500_000,
        b"<p title='" + b"\xc3\x83\xc2\xa9" * 200_000,
        b"<" * 1_000_000,
        b"<a" * 80_000 + b"\xe9",
    ],
)
def test_hostile_pages_take_less_than_a_second(body: bytes) -> None:
    started = time.process_time()
    page = Page.from_bytes(body, URL)
    assert time.process_time() - started < 1
    assert page.root.tag == "html"


@given(st.binary(max_size=600), st.sampled_from([None, "utf-8", "gb2312", "x-unknown", "utf-7", "", "ütf"]))
@settings(max_examples=150, deadline=None)
def test_any_bytes_in_any_charset_are_a_page(body: bytes, charset: str | None) -> None:
    page = Page.from_bytes(body, URL, charset)
    assert page.root.tag == "html"
    assert codecs.lookup(page.charset)


@given(st.text(max_size=400))
@settings(max_examples=100, deadline=None)
def test_plausibility_is_never_above_one(text: str) -> None:
    assert plausibility(text) <= 1.0


@pytest.mark.parametrize("tag", ["main", "article", "section", "header", "my-story", "div"])
def test_a_page_needs_no_body_tag(tag: str) -> None:
    html = f"<!doctype html><title>Ferry</title><meta charset=utf-8><{tag}><h1>Ferry</h1><p>It sails.</{tag}><p>Again."
    page = Page.from_bytes(html.encode(), "https://www.harbour-courier.example/ferry")
    assert page.blocks.texts == ["Ferry", "It sails.", "Again."]
    assert page.selector.css("head > title::text").getall() == ["Ferry"]
    assert Page.from_bytes(f"<title>Ferry</title><{tag}>It sails".encode(), "").blocks.texts == ["It sails"]
    loose = Page.from_bytes(f"<title>Ferry</title><{tag}>It sails</{tag}> again&#1; <p>On Monday".encode(), "")
    assert " ".join(loose.blocks.texts).replace("\1", "") == "It sails again On Monday"


@pytest.mark.parametrize("end", ["</html>", "</HTML >"])
def test_a_page_goes_on_behind_its_end(end: str) -> None:
    opening = end.strip("</ >")
    html = (
        f"<{opening}><body><div>Menu {end}</div><article><h1>Ferry</h1><p>It sails.</p></article>{'<p>Again.</p>' * 20}"
    )
    page = Page.from_bytes(html.encode(), "https://www.harbour-courier.example/ferry")
    assert page.blocks.texts[:4] == ["Menu", "Ferry", "It sails.", "Again."]

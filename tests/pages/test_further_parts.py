"""A story that stands on several pages is one, and another story that is called like it stays another."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from project.extraction.page import Page
from project.items import Article, Block
from project.pages.further_parts import Parts, is_same_story, join_part
from project.pages.next_part import find_next_part, part_of
from project.pages.reading import Reading

URL = "https://www.gull-post.example/2024/02/02/harbour-wall-falls/"


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("https://a.example/ice.html?page=2", ("https://a.example/ice.html", 2)),
        ("https://a.example/ice.html?id=7&page=3", ("https://a.example/ice.html?id=7", 3)),
        ("https://a.example/ice/2/", ("https://a.example/ice", 2)),
        ("https://a.example/ice/page/2/", ("https://a.example/ice", 2)),
        ("https://a.example/ice-seite2.html", ("https://a.example/ice.html", 2)),
        ("https://a.example/ice,2.html", ("https://a.example/ice.html", 2)),
        ("https://a.example/ice", ("https://a.example/ice", 1)),
        ("https://a.example/ice-1234567", ("https://a.example/ice-1234567", 1)),
    ],
)
def test_part_of(url: str, part: tuple[str, int]) -> None:
    assert part_of(url) == part


@pytest.mark.parametrize(
    ("here", "links", "following"),
    [
        ("https://a.example/ice.html", "<a href='?page=2'>2</a><a href='?page=3'>3</a>", "https://a.example/ice.html?page=2"),
        ("https://a.example/ice.html?page=2", "<a href='?page=2'>2</a><a href='?page=3'>3</a>", "https://a.example/ice.html?page=3"),
        ("https://a.example/ice.html?page=3", "<a href='?page=2'>2</a>", None),
        ("https://a.example/ice-7.html", "<a href='/ice-7-2.html'>Next</a>", "https://a.example/ice-7-2.html"),
        ("https://a.example/ice/", "<link rel='next' href='/ice/2/'>", "https://a.example/ice/2/"),
        ("https://a.example/ice/", "<a rel='next' href='/the-next-story-of-the-day/'>Next</a>", None),
        ("https://a.example/ice/", "<a href='/fire/2/'>2</a>", None),
        ("https://a.example/ice/", "<a href='/ice-2/'>Ice</a><a href='/ice-2/'>2</a>", "https://a.example/ice-2/"),
        ("https://a.example/ice/", "<h3>More</h3><a href='/ice-2/'>Ice melts again</a><a href='/ice-2/'></a>", None),
        ("https://a.example/ice/", "<a href='/ice/page/2/'>More of the ice</a>", "https://a.example/ice/page/2/"),
    ],
)  # fmt: skip
def test_find_next_part(here: str, links: str, following: str | None) -> None:
    page = Page.from_bytes(f"<html><body>{links}<p>Ice</p></body></html>".encode(), here)
    assert find_next_part(page) == following


@pytest.mark.parametrize(
    ("link", "is_of_paging"),
    [
        *((f"<a href='/ice-2/'>{text}</a>", True) for text in (
            "Page 2", "2 of 4", "2/4", "[2]", "(2)", "»", "Next page: the union", "Continue reading", "Seite 2",
            "2. Seite", "Weiterlesen", "Teil 2: Die Flucht", "Lire la suite de l’article", "Pagina 2", "Continua",
            "Читать дальше",
            "第2页", "第 2 頁", "2ページ目", "続きを読む", "2페이지", "Trang 2", "หน้า 2", "صفحة ٢", "पृष्ठ २",
            "<svg><title>Next</title></svg>", "<span>Page</span>2",
        )),
        ("<a href='/ice-2/' title='Next page'><i></i></a>", True),
        ("<a href='/ice-2/' title='Ice melts'>2</a>", True),
        ("<a href='/ice-2/' aria-label='Page 2'><i></i></a>", True),
        ("<a href='/ice-2/'><img src='right.png' alt='Next page'></a>", True),
        ("<ul class='article-pager'><li><a href='/ice-2/'><i></i></a></li></ul>", True),
        ("<div class='page-links'>Pages: <a href='/ice-2/'>The thaw</a></div>", True),
        *((f"<a href='/ice-2/'>{text}</a>", False) for text in (
            "Ice melts", "Ice melts again", "2 May 2024", "CO2", "Up 2.5 degrees", "Next winter is colder",
            "2 are dead as ice breaks in the north", "La suite royale", "", "3",
        )),
        ("<div class='more'><a href='/ice-2/' title='Ice melts'><img src='2.jpg' alt='Ice'></a></div>", False),
        ("<ul class='pager'><li><a href='/ice-2/' title='Next'>Ice melts</a></li></ul>", False),
        ("<div class='pager'><a href='/ice-2/'>Ice melts in the north for the second time</a></div>", False),
    ],
)  # fmt: skip
def test_a_bare_number_is_a_part_where_the_link_is_one_of_a_row_of_pages(link: str, is_of_paging: bool) -> None:
    head = "<meta charset=utf-8><title>Ice melts | The Gull Post</title>"
    html = (
        f"<html><head>{head}</head><body><h1>Ice melts</h1><p>Ice</p><section><div>{link}</div></section></body></html>"
    )
    page = Page.from_bytes(html.encode(), "https://a.example/ice/")
    assert find_next_part(page) == ("https://a.example/ice-2/" if is_of_paging else None)


@pytest.mark.parametrize(
    "links",
    [
        "<a href='/ice-2/'>Ice melts</a>" * 50_000,
        "<a href='/ice-2/'><div>" * 900 + "<i></i>" * 50_000,
        f"<a href='{'/2&' * 500}&#10;#&#10;'>2</a>" * 1000,
    ],
)
def test_links_without_end_to_the_next_number_take_no_time(links: str) -> None:
    page = Page.from_bytes(f"<html><body><h1>Ice melts</h1>{links}</body></html>".encode(), "https://a.example/ice/")
    start = time.process_time()
    assert find_next_part(page) is None
    assert time.process_time() - start < 2


def test_join_part_leaves_out_what_is_repeated() -> None:
    first = Article(URL, "gull-post.example", blocks=[Block("Harbour wall falls", "heading"), Block("One.")])
    second = Article(URL, "gull-post.example", blocks=[Block("Harbour wall falls", "heading"), Block("Two.")])
    assert join_part(first, second) == 1
    assert first.text == "Harbour wall falls\n\nOne.\n\nTwo."
    assert join_part(first, second) == 0


@pytest.mark.parametrize(
    ("url", "title", "after", "source", "is_joined"),
    [
        (f"{URL}2/", "Harbour wall falls", timedelta(), "json-ld", True),
        (f"{URL}2/", "What the divers saw", timedelta(), "json-ld", True),
        (f"{URL}2/", "Harbour wall falls", timedelta(days=300), "json-ld", False),
        (f"{URL}2/", "Harbour wall falls", timedelta(hours=23), "json-ld", False),
        (f"{URL}2/", "Harbour wall falls", timedelta(hours=23), "time", True),
        (f"{URL}2/", "Page 2: Harbour wall falls", timedelta(minutes=5), "json-ld", True),
        (f"{URL}2/", "Ferry sails again", timedelta(minutes=5), "json-ld", False),
        (f"{URL}2/", "Harbour wall falls (page 2)", None, "", True),
        (f"{URL}2/", "Ferry sails again", None, "", False),
        (f"{URL}?page=2", "Ferry sails again", timedelta(days=300), "json-ld", True),
    ],
)
def test_another_story_at_the_next_number_stays_another(
    url: str, title: str, after: timedelta | None, source: str, is_joined: bool
) -> None:
    published_at = datetime(2024, 2, 2, 8, 7, tzinfo=UTC)
    first = Article(URL, "gull-post.example", title="Harbour wall falls", blocks=[Block("One.")])
    first.published_at, first.sources = published_at, {"published_at": "json-ld"}
    part = Article(url, "gull-post.example", title=title, blocks=[Block("Two.")])
    if after is not None:
        part.published_at, part.sources = published_at + after, {"published_at": source}
    parts = Parts(first, URL.rstrip("/"), url)
    assert parts.join(Reading(part)) is is_joined
    assert (first.text, parts.is_other_story) == ("One.\n\nTwo." if is_joined else "One.", not is_joined)


@pytest.mark.parametrize(
    ("title", "further", "other"),
    [
        ("渡轮船员再次罢工", "渡轮船员再次罢工_第2页", "港口新码头今天启用"),
        ("フェリー乗組員が再びストライキ", "フェリー乗組員が再びストライキ（2ページ目）", "港の新しい桟橋が完成した"),
        ("ลูกเรือเรือข้ามฟากนัดหยุดงานอีกครั้ง", "ลูกเรือเรือข้ามฟากนัดหยุดงานอีกครั้ง-หน้า2", "ท่าเรือใหม่เปิดให้บริการแล้ววันนี้"),
    ],
)
def test_headlines_without_spaces_are_compared_too(title: str, further: str, other: str) -> None:
    first, part, another = (Article(URL, "gull-post.example", title=each) for each in (title, further, other))
    assert is_same_story(first, part)
    assert not is_same_story(first, another)


@pytest.mark.parametrize(("raw", "is_joined"), [("3 May 2024", False), ("3 May 2024, 8:00", True)])
def test_a_day_without_its_hour_joins_no_two_stories(raw: str, is_joined: bool) -> None:
    day = datetime(2024, 5, 3, 8, tzinfo=UTC)
    first = Article(URL, "gull-post.example", title="Harbour wall falls", blocks=[Block("One.")])
    other = Article(f"{URL}2/", "gull-post.example", title="Mayor resigns", blocks=[Block("Two.")])
    for article in (first, other):
        article.published_at, article.published_at_raw = day, raw
    assert Parts(first, URL.rstrip("/"), f"{URL}2/").join(Reading(other)) is is_joined

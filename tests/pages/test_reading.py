"""Reading a page's bytes, whatever they are, here and in a process of its own."""

import asyncio
import json
import os
import pickle
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from project.pages.reading import Reading, read_page
from project.readers.pool import PageKills, Readers
from project.rules import SiteRules

URL = "https://www.gull-post.example/2024/02/02/harbour-wall-falls/"
TEXT = "The old harbour wall fell into the sea on Friday night, and nobody was hurt, the harbour master said. "
STORY = f"""<!doctype html><html lang=en><head><title>Harbour wall falls - Gull Post</title></head><body>
<nav><a href="/politics/">Politics</a></nav><article><h1>Harbour wall falls</h1>
{"".join(f"<p>{number}. {TEXT * 3}</p>" for number in range(4))}</article>
<a href="/2024/02/03/ferry-sails-again-to-the-isle/">Ferry sails again to the isle after long weeks</a>
</body></html>"""


def test_story() -> None:
    reading = read_page(STORY.encode(), URL, found_url=URL)
    assert reading.article is not None
    assert reading.article.title == "Harbour wall falls"
    assert len(reading.article.paragraphs) == 4
    assert [link.kind for link in reading.links] == ["section", "article"]
    assert reading.reason is None
    again = pickle.loads(pickle.dumps(reading))
    assert again == reading
    assert read_page(STORY.encode(), URL, found_url=URL, with_links=False).links == []


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be"])
def test_wide_characters_are_no_binary_data(charset: str) -> None:
    low = "".join(map(chr, range(0x4E01, 0x4E1A)))  # whose second bytes look like controls
    reading = read_page(f"<title>{low}</title><p>{low * 20}</p>".encode(charset), URL)
    assert "binary" not in (reading.reason or "")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "it is a PDF, not a page"),
        (b"\x89PNG\r\n\x1a\n\0\0", "it is a PNG image, not a page"),
        (b"PK\x03\x04\x14\0", "it is a ZIP or Office file, not a page"),
        (b"<?xml version='1.0'?><rss version='2.0'/>", "it is XML (rss), not a page"),
        (b'{"items": []}', "it is JSON, not a page"),
        (b"", "the page is empty"),
        (b"\0" * 5000, "the page is empty"),
        (bytes(range(256)) * 8, "it is binary data, not a page"),
    ],
)
def test_what_is_no_page_says_so(body: bytes, reason: str) -> None:
    reading = read_page(body, URL)
    assert (reading.article, reading.reason) == (None, reason)


@pytest.mark.parametrize(
    "title",
    [
        "Page not found | Gull Post",
        "404 - Gull Post",
        "404",
        "Seite nicht gefunden",
        "Страница не найдена",
        "404 Pagina non trovata",
        "404 Страница не найдена",
        "404 This page could not be found",
        "404 Oops",
        "404 ページが見つかりません",
        "Error 404: no such thing here",
        "404 File not found",
        "404 Trang không tồn tại",
        "404 페이지를 찾을 수 없습니다",
    ],
)
def test_soft_404(title: str) -> None:
    body = f"<html><head><meta charset=utf-8><title>{title}</title></head><body><p>Try the search.</p></body></html>"
    reading = read_page(body.encode(), URL)
    assert reading.is_gone
    assert reading.article is None


@pytest.mark.parametrize("url", ["https://gull-post.example/harbour/7", "https://gull-post.example/index.php?show=7"])
@pytest.mark.parametrize(
    ("date", "teasers", "is_story"), [("3 May 2024 10:22", 0, True), ("", 0, False), ("3 May 2024 10:22", 9, False)]
)
def test_a_short_story_without_markup_is_told_from_a_list_by_its_date(
    url: str, date: str, teasers: int, is_story: bool
) -> None:
    text = "The council will vote on the harbour wall, which has stood there for a hundred years, when spring comes."
    links = "".join(
        f"<a href=/the-harbour-wall-will-stay-{each}>The harbour wall will stay {each}</a>" for each in range(teasers)
    )
    body = (
        f"<h1>Wall to be voted on</h1><p class=date>{date}</p>"
        + "".join(f"<p>{text} ({number})</p>" for number in range(4))
        + links
    )
    reading = read_page(f"<html lang=en><title>Wall</title><body><main>{body}</main></body></html>".encode(), url)
    assert (reading.article is not None) is is_story


def test_a_story_in_a_dense_script_is_as_long_as_one_in_letters() -> None:
    text = "솔내군은 올해 처음으로 눈사람 축제를 연다고 5일 밝혔다. 축제는 오는 20일부터 사흘간 솔내읍 둔치에서 열린다."
    body = "<h1>솔내군 축제</h1><p class=date>2024-01-05 14:33</p>" + "".join(
        f"<p>{text} ({number})</p>" for number in range(3)
    )
    html = f"<html lang=ko><title>솔내군</title><body><main>{body}</main></body></html>"
    assert read_page(html.encode(), "https://gull-post.example/node/10").article is not None


def test_short_paragraphs_are_a_storys_where_somebody_signs_them() -> None:
    text = "".join(f"<p>The cow was pulled out of the pool at {hour}, firemen said on Monday.</p>" for hour in range(6))
    for byline, is_story in (("<p>By Jane Merrow</p>", True), ("", False)):
        body = f"<h1>Cow pulled out of pool</h1>{byline}<p class=date>3 May 2024 10:22</p>{text}"
        html = f"<html lang=en><title>Cow</title><body><main>{body}</main></body></html>"
        assert (read_page(html.encode(), "https://gull-post.example/node/10").article is not None) is is_story


def test_a_story_about_a_404_is_a_story() -> None:
    body = STORY.replace("Harbour wall falls", "Page not found: why the web forgets")
    assert not read_page(body.encode(), URL).is_gone


@pytest.mark.parametrize(
    "title",
    ["404 homes destroyed in fire", "Not found guilty: captain goes free", "404 Deaths", "404,000 people without water",
     "File not found after raid, court hears"],
)  # fmt: skip
def test_a_brief_with_such_a_headline_is_a_story(title: str) -> None:
    body = f"<title>{title}</title><h1>{title}</h1><p>By Jane Merrow</p><p>3 May 2024 10:22</p><p>{TEXT * 2}</p>"
    assert not read_page(body.encode(), URL).is_gone
    unsigned = body.replace("<p>By Jane Merrow</p>", "")
    assert not read_page(unsigned.encode(), URL).is_gone


def test_links_beside_a_signed_and_dated_story_make_no_list_of_it() -> None:
    text = "".join(
        f"<p>The cow was pulled out of the pool at {hour}, firemen said on Monday night.</p>" for hour in range(7)
    )
    links = "".join(f"<li><a href=/cow-found-on-the-beach-{n}>Cow found on the beach {n}</a></li>" for n in range(4))
    html = (
        f"<title>Cow</title><h1>Cow pulled out of pool</h1>{{}}{text}<aside><h3>Most read</h3><ul>{links}</ul></aside>"
    )
    signed = "<p>By Tom Ash and Ann Roe</p><p>17 May 2024, 11:20</p>"
    url = "https://gull-post.example/story.php?id=77"
    assert read_page(html.format(signed).encode(), url).article is not None
    assert read_page(html.format("").encode(), url).article is None


def data(**values: object) -> str:
    nodes = [{"@id": "#a", "author": [{"@id": "#a"}] * 60}, {"@type": "Article", "headline": "Cow found", **values}]
    return f"<script type=application/ld+json>{json.dumps(nodes)}</script>"


def nested(depth: int) -> list[object]:
    return [nested(depth - 1)] if depth else []


@pytest.mark.parametrize(
    "part",
    [
        "<!---->" * 140,
        "<div class=byline>" + "<span class=x><a rel=author href=/a>Ann Roe</a></span>" * 2000 + "</div>",
        data(author=[{"name": "@." * 280}] * 40),
        data(author=[{"@id": "#a"}] * 60),
        data(publisher=nested(600)),
        data(articleBody=" " * 60_000),
        "<script type=application/ld+json>" + " " * 60_000 + "x</script>",
        "<p>" + "<a class=author href=/a>" * 3000 + "Ann Roe",
        "<p>We ask you to support us: " + "1" * 20_000 + "</p>",
        "<title>" + "- " * 60_000 + "</title>",
        "<meta name=author content='" + "_" * 60_000 + "'>",
        "<meta name='" + "publish" * 6_000 + "' content=2024>",
        '<img src=/a.jpg width="²">',
    ],
)
def test_hostile_parts_neither_break_nor_delay_a_page(part: str) -> None:
    text = "".join(f"<p>The cow was pulled out of the pool at {hour}, firemen said.</p>" for hour in range(8))
    start = time.process_time()
    reading = read_page(f"{part}<h1>Cow found</h1><p>By Jane Merrow</p>{text}".encode(), URL)
    assert time.process_time() - start < 2
    assert reading.article is not None


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"<html><body><p>", b"\xff\xfe", b"<!doctype html><title>"]))
def test_any_bytes_are_read(body: bytes, start: bytes) -> None:
    reading = read_page(start + body, URL)
    assert reading.article is not None or reading.reason


def test_processes_read_as_well() -> None:
    async def run() -> None:
        readers = Readers(2)
        try:
            readings = await asyncio.gather(*(readers.read(STORY.encode(), URL, found_url=URL) for _ in range(5)))
            assert all(reading == read_page(STORY.encode(), URL, found_url=URL) for reading in readings)
        finally:
            readers.close()

    asyncio.run(run())


def test_crawls_of_one_process_share_their_readers() -> None:
    async def run() -> None:
        first, second = Readers.shared(1, 60), Readers.shared(1, 60)
        assert first is second
        try:
            await first.read(STORY.encode(), URL)
            first.close()
            assert (await second.read(STORY.encode(), URL)).article is not None
        finally:
            second.close()
        third = Readers.shared(1, 60)
        third.close()
        assert third is not first

    asyncio.run(run())


def test_a_page_that_kills_its_reader_kills_no_more() -> None:
    async def run() -> None:
        readers = Readers(1)
        try:
            with pytest.raises(PageKills, match="ended the process"):
                await readers.read(STORY.encode(), URL, rules=_Killer())
            assert (await readers.read(STORY.encode(), URL)).article is not None
            with pytest.raises(RuntimeError, match="TypeError"):
                await readers.read(STORY.encode(), URL, no_such_option=1)
            assert (await readers.read(STORY.encode(), URL)).article is not None
        finally:
            readers.close()

    asyncio.run(run())


def test_pages_that_stand_behind_one_that_kills_are_read() -> None:
    async def run() -> None:
        readers = Readers(1)
        try:
            rules = [SiteRules(), _Killer(), SiteRules(), SiteRules(), _Killer()]
            asked = [readers.read(STORY.encode(), f"{URL}?{n}", rules=each) for n, each in enumerate(rules)]
            answers = await asyncio.gather(*asked, return_exceptions=True)
            assert [isinstance(answer, PageKills) for answer in answers] == [False, True, False, False, True]
            read = [answer for answer in answers if isinstance(answer, Reading)]
            assert [reading.article and reading.article.url for reading in read] == [f"{URL}?{n}" for n in (0, 2, 3)]
        finally:
            readers.close()

    asyncio.run(run())


def test_a_page_that_takes_for_ever_is_given_up() -> None:
    async def run() -> None:
        readers = Readers(1, seconds=0.5)
        try:
            with pytest.raises(PageKills, match="within"):
                await readers.read(STORY.encode(), URL, rules=_Sleeper())
        finally:
            readers.close()

    asyncio.run(run())


class _Killer:
    """Arrives in the other process and ends it, as a fault in a C library would."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (11,)


class _Sleeper:
    """Arrives in the other process and never comes to an end."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        import time

        return time.sleep, (600,)

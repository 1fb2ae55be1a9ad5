"""The moments that a page shows, in words, in attributes and in names that no list has."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from itertools import product

import pytest

from project.extraction.dating.labels import parted
from project.extraction.page import Page
from project.loaders import load_article
from project.rules import SiteRules

STORY = "".join(
    f"<p>The council will vote on the harbour wall, which has stood for {years} years, in the spring.</p>"
    for years in ("a hundred", "many", "all these", "forty")
)


def moments(
    head: str,
    top: str,
    url: str = "https://gull-post.example/harbour/wall",
    lang: str = "en",
    rules: SiteRules = SiteRules(),
) -> list[str]:
    body = f"<body><main><h1>Wall to be voted on</h1>{top}{STORY}</main></body>"
    html = f"<html lang={lang}><head>{head}</head>{body}</html>"
    article = load_article(Page.from_bytes(html.encode(), url, "utf-8"), rules)
    return [f"{moment:%Y-%m-%d %H:%M%z}" if moment else "" for moment in (article.published_at, article.modified_at)]


@pytest.mark.parametrize(
    ("head", "top", "expected"),
    [
        ("", '<p class="date">Published 3 May 2024 10:22, updated 4 May 2024 11:05</p>', ("03 10:22", "04 11:05")),
        ("", '<p class="date">Updated 4 May 2024 11:05. Published 3 May 2024 10:22</p>', ("03 10:22", "04 11:05")),
        ("", '<p>Last updated: <time datetime="2024-05-04T11:05Z">4 May</time></p>', ("", "04 11:05")),
        ("", '<span class="timeago" data-time="1714731720">3 hours ago</span>', ("03 10:22", "")),
        ("", '<time datetime="2024-05-03">First published 03/05/2024 - 10:22</time>', ("03 10:22", "")),
        ("", '<time datetime="2024-05-03">05/03/2024 10:22 am</time>', ("03 10:22", "")),
        ("", '<p class="last-update" datetime="2024-05-04T11:05Z">3 May 2024 (changed; updated 4 May)</p>',
         ("03 00:00", "04 11:05")),
        ("", "<p>From the paper of 3 May 2024, page 1</p><p>The quay of old at noon (Saltmere, 1 June 2010)</p>",
         ("03 00:00", "")),
        ("", '<time title="2024-05-03T10:22:00Z">3 hours ago</time>', ("03 10:22", "")),
        ("", '<span property="dc:created" content="2024-05-03T10:22:00Z">on Friday</span>', ("03 10:22", "")),
        ('<meta name="gull:published" content="2024-05-03T10:22:00Z">', "", ("03 10:22", "")),
        ('<meta property="gull:modified_time" content="2024-05-04T11:05:00Z">', "", ("", "04 11:05")),
    ],
)  # fmt: skip
def test_published_and_changed(head: str, top: str, expected: tuple[str, str]) -> None:
    found = moments(head, top)
    assert found == [f"2024-05-{each}+0000" if each else "" for each in expected]


@pytest.mark.parametrize(
    ("url", "more", "day"),
    [
        ("https://gull-post.example/harbour/wall", "", "2012-01-10"),  # as most papers of no known country write it
        ("https://gull-post.example/harbour/wall", "<ul><li>23/12/2011 Ferry late</li></ul>", "2012-10-01"),
        ("https://www.gull-post.co.uk/harbour/wall", "", "2012-10-01"),
        ("https://www.gull-post.co.uk/harbour/wall", "<ul><li>12/23/2011 Ferry late</li></ul>", "2012-10-01"),
    ],
)
def test_which_number_is_the_day(url: str, more: str, day: str) -> None:
    published, _ = moments("", f"<p>1/10/2012 @ 4:27PM</p>{more}", url)
    assert published.startswith(day)


@pytest.mark.parametrize(
    ("head", "top", "url"),
    [
        ('<meta name="date" content="2005-04-01">', "", ""),
        ("", '<p class="date">April 1, 2005</p>', ""),
        ("", "", "2005/04/01/wall"),
    ],
)
@pytest.mark.parametrize("zone", ["Asia/Jerusalem", "America/New_York"])
def test_a_day_is_the_day_that_the_page_prints_whatever_the_sites_zone(
    head: str, top: str, url: str, zone: str
) -> None:
    published, _ = moments(head, top, f"https://gull-post.example/{url}", rules=SiteRules(timezone=zone))
    assert published == "2005-04-01 00:00+0000"


def test_a_sites_file_tells_how_it_writes_dates() -> None:
    top, url = '<p class="date">04/05/2005 9:30 PM</p>', "https://www.gull-post.co.uk/wall"
    rules = SiteRules(language="en-US", timezone="America/New_York")
    assert moments("", top, url)[0] == "2005-05-04 20:30+0000"
    assert moments("", top, url, rules=rules)[0] == "2005-04-06 01:30+0000"


def test_today_in_the_masthead_is_no_publication() -> None:
    html = (
        '<html lang=en><body><header class="masthead"><span class="date">Friday, 10 May 2024</span></header>'
        f'<main><h1>Wall to be voted on</h1><span class="date">3 May 2024</span>{STORY}</main></body></html>'
    )
    article = load_article(Page.from_bytes(html.encode(), "https://gull-post.example/wall", "utf-8"), SiteRules())
    assert f"{article.published_at:%Y-%m-%d}" == "2024-05-03"


def test_the_hour_of_a_forecast_is_none_of_the_storys() -> None:
    html = (
        "<html lang=en><body><p>Thursday, Dec 15 2011 6PM 5°C 9PM 6°C</p><main><h1>Wall to be voted on</h1>"
        f"<p>By Ann Roe</p><p>Last updated at 12:05 PM on 15th December 2011</p>{STORY}</main></body></html>"
    )
    article = load_article(Page.from_bytes(html.encode(), "https://gull-post.co.uk/wall", "utf-8"), SiteRules())
    assert [f"{moment}" for moment in (article.published_at, article.modified_at)] == [
        "2011-12-15 00:00:00+00:00",
        "2011-12-15 12:05:00+00:00",
    ]


def test_a_headline_of_the_weather_has_its_byline() -> None:
    top = "<p>By Ann Roe</p><p>3 May 2024 10:30</p>"
    html = f"<html lang=en><body><main><h1>Saltmere swelters at 40°C again</h1>{top}{STORY}</main></body></html>"
    article = load_article(Page.from_bytes(html.encode(), "https://gull-post.example/heat", "utf-8"), SiteRules())
    assert (article.authors, f"{article.published_at}") == (["Ann Roe"], "2024-05-03 10:30:00+00:00")


@pytest.mark.parametrize("line", ["Fri 3 May 2024 6PM 5° 9PM 4°", "3 May 2024 6 PM: 5°C", "3 May 2024 6PM | 5°C"])
def test_the_hour_of_a_forecast_is_no_hour(line: str) -> None:
    assert moments("", f"<p>{line}</p>")[0] == "2024-05-03 00:00+0000"


def test_degrees_without_end_take_no_time() -> None:
    started = time.process_time()
    moments("", f"<p>{'1' * 60_000}x° 3 May 2024</p>")
    assert time.process_time() - started < 2


@pytest.mark.parametrize("line", ["3 May 2024, 10:30 | Saltmere 18°C", "Saltmere, 54°N, 3 May 2024 10:30"])
def test_the_weather_beside_a_date_is_none_of_it(line: str) -> None:
    assert moments("", f"<p>{line}</p>")[0] == "2024-05-03 10:30+0000"


@pytest.mark.parametrize("text", ["03.04.2020, 14:30", "Published 03/04/2020 10:30 GMT"])
def test_dots_and_a_european_zone_have_the_day_first(text: str) -> None:
    assert moments("", f"<p>{text}</p>")[0].startswith("2020-04-03")


def test_a_day_says_nothing_of_a_change_on_it() -> None:
    head = '<meta property="article:published_time" content="2024-05-03T10:22:00Z"><meta name="lastmod" content="{}">'
    assert moments(head.format("2024-05-03"), "") == ["2024-05-03 10:22+0000", ""]
    assert moments(head.format("2024-05-04"), "")[1] == "2024-05-04 00:00+0000"


LONG = f"<p>By Ann Roe</p><p>{STORY.replace('<p>', '').replace('</p>', ' ')}</p>"
OTHERS = '<div class="date">Mon 6 May 2024</div><ul><li class="date">9 May 2024</li></ul>'
RELATED = "<p>Ferry late again</p><p>1 May 2024</p><p>Crab prices rise</p><p>30 April 2024</p>"


@pytest.mark.parametrize(
    ("above", "top", "day"),
    [
        (OTHERS, "<p>Ann Roe</p><p>Friday 3 May 2024, 17:55</p>", "03"),
        (OTHERS, "<p>By Ann Roe on 3 May 2024, harbour desk</p>", "03"),
        (OTHERS, '<p>Tides</p><span class="date">Friday, 3 May 2024</span>', "03"),
        ("<p>Harbour</p><p>3 May 2024, 14:40</p>", '<p class="time">4 May 2024 10:00</p>', "04"),
        ("", f'{RELATED}{LONG}<p class="date">3 May 2024</p>', "03"),
        (f"{OTHERS[:-5].replace('6 May', '3 May').replace('9 May', '3 May')}</ul>",
         "<p>1911年3月9日，一场风暴毁了旧码头，城里的人再也没有看见过那样的海浪。</p>", "03"),
    ],
)  # fmt: skip
def test_the_date_by_the_headline_goes_before_others(above: str, top: str, day: str) -> None:
    html = f"<html lang=en><body>{above}<h1>Wall to be voted on</h1>{top}{STORY}</body></html>"
    article = load_article(Page.from_bytes(html.encode(), "https://gull-post.example/wall", "utf-8"), SiteRules())
    assert f"{article.published_at:%Y-%m-%d}" == f"2024-05-{day}"


FOOT = f'{LONG}<p class="posted-on">Posted on <time datetime="2024-05-03T08:00:00Z">3 May</time></p>'


@pytest.mark.parametrize(
    "line",
    [
        "Saturday, 11 May 2024, 19:00, Town Hall", "Konzert am Samstag, 15. Juni 2024, 20 Uhr", "Born 9 March 1931",
        "100 years ago today: 3 May 1924", "Interview recorded 9 March 2023", "Photo: harbour on 3 March 2019",
    ],
)  # fmt: skip
def test_a_day_in_a_line_that_tells_more_is_not_the_publications(line: str) -> None:
    assert moments("", f"<p>{line}</p>{FOOT}")[0] == "2024-05-03 08:00+0000"
    assert moments("", f"<p>{line}</p>{LONG}", "https://gull-post.example/2024/05/03/wall")[0][:10] == "2024-05-03"


def test_todays_date_above_the_headline_is_not_the_publications() -> None:
    today = f"{datetime.now(UTC):%A, %d %B %Y}"
    cases = [(FOOT, "/wall"), (f"<p>Wall, 1911</p>{LONG}", "/2024/05/03/wall")]
    for day, (foot, url) in product((today, "Friday, 10 May 2024"), cases):  # read again later, it is another one
        html = f"<html lang=en><body><p>{day}</p><h1>Wall to be voted on</h1>{foot}{STORY}</body></html>"
        page = Page.from_bytes(html.encode(), f"https://gull-post.example{url}", "utf-8")
        article = load_article(page, SiteRules())
        assert f"{article.published_at:%Y-%m-%d}" == "2024-05-03"


def test_a_page_that_is_read_years_later_has_the_same_date() -> None:
    top = "<div class=pubdate>10 February 2014</div>"
    html = f"<html lang=en><body><p>12 February 2014</p><h1>Wall to be voted on</h1>{top}{STORY}</body></html>"
    page = Page.from_bytes(html.encode(), "https://gull-post.example/wall", "utf-8")
    article = load_article(page, SiteRules(), now=datetime(2014, 2, 12, 9, tzinfo=UTC))
    assert f"{article.published_at:%Y-%m-%d}" == "2014-02-10"


@pytest.mark.parametrize(
    "url",
    ["/events/2024/06/15/regatta", "/on-this-day/1944/06/06/wall", "/news/after-2001-09-11", "/2023/page/2/3/wall"],
)
def test_a_label_goes_before_the_address(url: str) -> None:
    assert moments("", FOOT, f"https://gull-post.example{url}")[0] == "2024-05-03 08:00+0000"


def test_a_date_is_found_as_a_whole() -> None:
    teaser = '<ul><li>Ferry sold <span class="date">1 May 2024</span></li></ul>'
    assert moments("", f"<p>By Ann Roe | 11 May 2024</p>{LONG}{teaser}")[0].startswith("2024-05-11")


@pytest.mark.parametrize(
    ("url", "top", "expected"),
    [
        ("/2024/harbour/05/03/wall", "<p>The old pier was torn down by a storm on 9 March 1911</p>", "2024-05-03"),
        ("/2024/05/03/wall", f'{LONG}<p class="date">9 May 2024</p>', "2024-05-03"),
        ("/2024/05/03/wall", f'{LONG}<p class="date">9 May 2024</p><p class="date">3 May 2024 10:22</p>',
         "2024-05-03 10:22"),
        ("/wall", "<p>The old pier was torn down by a storm on 9 March 2023</p>", "2023-03-09"),
    ],
)  # fmt: skip
def test_the_address_goes_before_days_elsewhere_on_the_page(url: str, top: str, expected: str) -> None:
    assert moments("", top, f"https://gull-post.example{url}")[0].startswith(expected)


def test_a_change_before_the_publication_is_none() -> None:
    head = (
        '<meta property="article:published_time" content="2024-05-03T10:22:00Z">'
        '<meta property="article:modified_time" content="2024-05-01T10:22:00Z">'
    )
    assert moments(head, "") == ["2024-05-03 10:22+0000", ""]


@pytest.mark.parametrize(
    ("url", "lang", "expected"),
    [
        ("https://www.moewenpost.de/hafen/mauer", "de", "2024-05-03 08:22+0000"),
        ("https://www.gull-post.co.uk/harbour/wall", "en", "2024-05-03 09:22+0000"),
        ("https://www.gull-post.example/harbour/wall", "en-IE", "2024-05-03 09:22+0000"),
        ("https://www.gull-post.example/harbour/wall", "en", "2024-05-03 10:22+0000"),
        ("http://[gull", "en", "2024-05-03 10:22+0000"),
    ],
)
def test_a_time_without_a_zone_has_that_of_the_country(url: str, lang: str, expected: str) -> None:
    head = '<meta property="article:published_time" content="2024-05-03T10:22:00">'
    assert moments(head, "", url, lang)[0] == expected


def test_parted() -> None:
    assert parted("3 May 2024") == ("3 May 2024", "")
    assert parted("Bijgewerkt 4 mei 2024") == ("", "Bijgewerkt 4 mei 2024")
    assert parted("更新 2024-05-04 发布 2024-05-03") == ("发布 2024-05-03", "更新 2024-05-04 ")


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        ('<time datetime="2024-05-03 14:20">05/03/2024 02:20 PM EDT</time>', "03 18:20"),
        ('<time datetime="2024-05-03T18:20:00">May 3, 2024 2:20 PM EDT</time>', "03 18:20"),  # UTC, unsaid
        ('<time datetime="2024-05-03 14:20">3 May 2024 14:20 EAT & DRINK</time>', "03 11:20"),
        ('<time datetime="2024-05-03T14:20:00">May 3, 2024, 2:20 PM Eastern Time</time>', "03 18:20"),
        ('<time class="date" data-timestamp="1714760400">May 3, 2:20 PM ET</time>', "03 18:20"),
        ('<abbr class="published" title="2024-05-03T14:20:00-04:00">May 3, 2024 2:20 PM</abbr>', "03 18:20"),
    ],
)
def test_the_zone_of_an_element_stands_in_its_text_or_title(element: str, expected: str) -> None:
    assert moments("", f"<p>{element}</p>")[0] == f"2024-05-{expected}+0000"


def test_attributes_without_end_take_no_time() -> None:
    start = time.process_time()
    moments("", f'<time datetime="2024 {"1:00 " * 50_000}">3 May</time>')
    assert time.process_time() - start < 1

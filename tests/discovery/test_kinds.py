"""What stands at an address: told from the address, and from the text of a link to it."""

import time
from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.discovery.calendars import calendar_pages
from project.discovery.kinds import NEVER_READ, TO_READ, Kind, kind_of
from project.rules import SiteRules

SITE = "https://www.gull-post.example"


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("/2014/02/12/ice-melts-in-the-north/", "", "article"),
        ("/news/ice-melts-in-the-north", "", "article"),
        ("/news/article48575106.html", "", "article"),
        ("/news/x5d41402abc4b2a76b9719d91", "", "article"),
        ("/articles/clymn8zyrp9o", "", "article"),
        ("/story.php?id=48575", "", "article"),
        ("/detalle/noticia.asp?idnoticia=471233", "", "article"),
        ("/index.php?option=com_content&view=article&id=57:ice", "", "article"),
        ("/2003/11/20/news/news02.txt", "", "article"),
        ("/robots.txt", "", "file"),
        ("/12-03-2012/ice", "", "article"),
        ("/news/3318/", "", "article"),
        ("/node/1290", "", "article"),
        ("/news/2013/", "", "section"),
        ("/news/12/", "", "section"),
        ("/wp-content/uploads/2024/05/14/notes2.txt", "", "file"),
        ("/?p=4857", "", "article"),
        ("/index.php?option=content&view=article&id=1028&catid=3", "", "article"),
        ("/index.php?option=content&view=category&id=1028", "", "front"),
        ("/section.php?s=harbour", "", "section"),
        ("/harbour/ice-melts-in-the-north?print=1", "Print", "other"),
        ("/story.php?id=48575&view=print", "", "other"),
        ("/view.html?idx=8576&page=1&find=", "", "article"),
        ("/2024/03/14/us/harbour-mayor-resigns/index.html", "", "article"),
        ("/2024/03/14/index.html", "", "archive"),
        ("/local/article/sk8wy11ap", "", "article"),
        ("/news/14030215123/ice-melts", "", "article"),
        ("/category/14030215/politics", "", "section"),
        ("/local/article/latest", "", "section"),
        ("/news/articleView.html?idxno=218843", "", "article"),
        ("/politics/ice", "The ice in the north melts faster than in all the years before", "article"),
        ("/politics/ice", "北方的冰比往年融化得更快了", "article"),
        ("/topics/2014/02/12/ice-melts-in-the-north.html", "", "article"),
        ("/topics/sea/ice-melts", "The ice in the north melts faster than in all the years before", "article"),
        ("/weather/ice-melts", "The ice in the north melts faster than in all the years before", "article"),
        ("/abo/ice-melts-in-the-north-again-48213", "", "article"),
        ("/abo/ice-48213", "", "login"),
        ("/topics/sea/ice-48213", "", "tag"),
        ("/14/05/2024/ice", "", "article"),
        ("/24/05/14/ice", "", "article"),
        ("/story/48213/ice", "", "article"),
        ("/2024/05/14/ice/amp/", "", "article"),
        ("/view.php?ud=20240514000123", "", "article"),
        ("/detail/?aid=K00Z00DE", "", "article"),
        ("/weather/ice-melts-in-the-north-2014", "", "article"),
        ("/", "", "front"),
        ("/index.html", "", "front"),
        ("/politics/", "Politics", "section"),
        ("/sport/index.html", "Sport", "section"),
        ("/category/world", "World", "section"),
        ("/politics/?page=3", "3", "section"),
        ("/politics/page/12/", "12", "section"),
        ("/tag/ice", "Ice", "tag"),
        ("/thema/bundesrat-162.html", "Bundesrat", "tag"),
        ("/author/ann-smith", "Ann Smith", "author"),
        ("/autor/ann-smith", "", "author"),
        ("/search?q=ice", "", "search"),
        ("/?s=ice", "", "search"),
        ("/gallery/ice-in-the-north-of-the-sea", "", "gallery"),
        ("/video/ice-in-the-north-of-the-sea", "", "video"),
        ("/live/2014/02/12/ice-in-the-north-of-the-sea", "", "live"),
        ("/shop/mugs/the-big-mug-of-the-harbour-12345", "", "shop"),
        ("/login?next=/2014/02/12/ice-melts-in-the-north/", "Sign in", "login"),
        ("/abo/", "Abo", "login"),
        ("/about", "About us", "other"),
        ("/datenschutz", "Datenschutz", "other"),
        ("/2014/02/12/", "12", "archive"),
        ("/archive/2014/2", "February", "archive"),
        ("/archiv/20140212", "", "archive"),
        ("/archive/2014-02-12.html", "", "archive"),
        ("/feed/", "RSS", "feed"),
        ("/rss.xml", "", "feed"),
        ("/export/all", "RSS feed", "feed"),
        ("/harbour.jpg", "", "file"),
        ("/report.pdf", "The report on the harbour wall in full, with all its tables", "file"),
    ],
)
def test_kind_of(path: str, text: str, kind: Kind) -> None:
    assert kind_of(SITE + path, text) == kind


@pytest.mark.parametrize("piece", ["f", "1", "f1", "/", "-", "%20", "&a=", "."])
def test_a_hostile_address_takes_no_time(piece: str) -> None:
    start = time.process_time()
    assert kind_of(f"{SITE}/{piece * (8000 // len(piece))}")
    assert kind_of(f"{SITE}/news?id={piece * (8000 // len(piece))}!")
    assert time.process_time() - start < 0.5


def test_rules_of_a_site_win() -> None:
    rules = SiteRules(article=r"/p/\d+$", not_article=r"/p/0\d*$")
    assert kind_of(f"{SITE}/p/7", "", rules) == "article"
    assert kind_of(f"{SITE}/p/07", "", rules) == "other"


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_address_has_a_kind(path: str, text: str) -> None:
    assert kind_of(f"{SITE}/{path}", text) in get_args(Kind)


def test_what_is_never_read_is_not_what_is_read() -> None:
    assert not TO_READ & NEVER_READ


@pytest.mark.parametrize(
    ("model", "first"),
    [
        ("/2014/02/12/", "/2014/03/01/"),
        ("/archive/2014/2/1", "/archive/2014/3/1"),
        ("/archiv/20140212.html", "/archiv/20140301.html"),
        ("/archive/2014-02", "/archive/2014-03"),
        ("/archive?year=2014&month=2&day=12", "/archive?year=2014&month=3&day=1"),
        ("/archive?section=local&date=2014-02-12", "/archive?section=local&date=2014-03-01"),
        ("/?m=201402", "/?m=201403"),
    ],
)
def test_calendar_pages(model: str, first: str) -> None:
    urls = list(calendar_pages(SITE + model, date(2014, 2, 27), date(2014, 3, 1)))
    assert urls[0] == SITE + first
    assert len(urls) == (2 if model.endswith("02") else 3), urls

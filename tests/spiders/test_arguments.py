"""A spider's name, and what happens to wrong arguments: they fail when it is built, in one line that names them."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from scrapy import Spider
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.project import get_project_settings
from scrapy.utils.spider import iter_spider_classes

from project.console.arguments import front_page
from project.errors import ArgumentError
from spiders.article import ArticleSpider
from spiders.news import NewsSpider
from spiders.warc import WarcSpider

ROOT = Path(__file__).parent.parent.parent
FILES = sorted((ROOT / "spiders").rglob("*.py"))
SITES = [file for file in FILES if file.parent.name == "sites" and not file.stem.startswith("_")]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_file_spider_and_class_have_one_name(file: Path) -> None:
    module = import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
    spiders: list[type[Spider]] = list(iter_spider_classes(module))
    assert len(spiders) <= 1
    for spider in spiders:
        assert spider.name == file.stem
        assert spider.__name__ == "".join(word.capitalize() for word in file.stem.split("_")) + "Spider"
        assert module.__doc__, "it says what it is for"


@pytest.mark.parametrize("file", SITES, ids=lambda file: file.stem)
def test_a_site_has_a_front_page_and_a_short_file(file: Path) -> None:
    [spider] = iter_spider_classes(import_module(f"spiders.sites.{file.stem}"))
    assert issubclass(spider, NewsSpider)
    assert spider(limit="1").site
    assert len(file.read_text("utf-8").splitlines()) < 40


def test_the_settings_find_every_spider() -> None:
    files = {file.stem for file in FILES}
    found = get_spider_loader(get_project_settings()).list()
    assert {"article", "jpost", "news", "refused", "warc"} <= set(found) <= files


@pytest.mark.parametrize(
    ("spider", "arguments", "message"),
    [
        (NewsSpider, {}, "news needs -a site="),
        (NewsSpider, {"site": "http://"}, "site: 'http://' is no http address"),
        (NewsSpider, {"site": "a b.example"}, "site: 'https://a b.example' is no http address"),
        (NewsSpider, {"site": "courier"}, "site: 'courier' is no host: write a name with a dot, localhost,"),
        (NewsSpider, {"site": "courier/news"}, "site: 'courier/news' is no host"),
        (NewsSpider, {"site": "courier."}, "site: 'courier.' is no host"),
        (NewsSpider, {"site": "a.example", "since": "soon"}, "since: 'soon' is no date"),
        (NewsSpider, {"site": "a.example", "until": "2024-13-01"}, "until: '2024-13-01' is no date"),
        (NewsSpider, {"site": "a.example", "since": "2024-02-02", "until": "2024-02-01"}, "lies after until"),
        (NewsSpider, {"site": "a.example", "limit": "many"}, "limit: 'many' is no number above 0"),
        (NewsSpider, {"site": "a.example", "limit": "9" * 5000}, "is no number above 0"),
        (NewsSpider, {"site": "a.example", "limit": "0"}, "limit: '0' is no number above 0"),
        (
            NewsSpider,
            {"site": "a.example", "from": "2024-02-02"},
            "news knows no argument from: it takes site, since, until",
        ),
        (NewsSpider, {"site": "a.example", "sinse": "2024"}, "news knows no argument sinse: did you mean since?"),
        (ArticleSpider, {}, "article needs one of -a url=ADDRESS and -a file=PATH"),
        (ArticleSpider, {"url": "http://a.example/1", "file": "x"}, "article needs one of"),
        (ArticleSpider, {"url": "a.example/1"}, "url: 'a.example/1' is no http address"),
        (ArticleSpider, {"file": "/no/such/file"}, "file: /no/such/file cannot be read (No such file"),
        (ArticleSpider, {"file": sys.executable}, " is no list of addresses, a line each"),
        (ArticleSpider, {"file": "/"}, "file: / cannot be read (Is a directory"),
        (WarcSpider, {}, "warc needs -a path=FILE"),
        (WarcSpider, {"path": "/no/such/*.warc"}, "path: '/no/such/*.warc' names no WARC file"),
        (WarcSpider, {"path": __file__, "site": "a b"}, "site: 'https://a b' is no http address"),
        (WarcSpider, {"path": __file__, "since": "soon"}, "since: 'soon' is no date"),
        (
            WarcSpider,
            {"path": __file__, "limit": "1"},
            "warc knows no argument limit: it takes path, site, since, until",
        ),
        (ArticleSpider, {"url": "http://a.example/1", "limit": "-1"}, "limit: '-1' is no number"),
    ],
)
def test_wrong_arguments(spider: type[Spider], arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ArgumentError) as raised:
        spider(**arguments)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("a.example", "https://a.example"),
        ("localhost", "https://localhost"),
        ("localhost:8000", "https://localhost:8000"),
        ("10.0.0.7:8000/news/", "https://10.0.0.7:8000/news/"),
        ("[::1]:8000", "https://[::1]:8000"),
        ("intranet:8000", "https://intranet:8000"),
        ("http://intranet/", "http://intranet/"),
    ],
)
def test_hosts_that_can_be_meant(given: str, address: str) -> None:
    assert NewsSpider(site=given).start_url == address


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("jpost", "; did you mean jpost.com?"),
        ("JPOST/", "; did you mean jpost.com?"),
        ("courrier", "; did you mean courier.example?"),
        ("courierexample", "; did you mean courier.example?"),
        ("gazette", ""),
    ],
)
def test_the_nearest_site_is_suggested(word: str, hint: str) -> None:
    with pytest.raises(ArgumentError) as raised:
        front_page(word, ["jpost.com", "courier.example"])
    assert str(raised.value).endswith(f"such as https://www.example.com/{hint}")


def test_arguments_are_kept_for_the_record() -> None:
    news = NewsSpider(site="a.example", since="2024-02-01", limit="5")
    assert (news.start_url, news.site) == ("https://a.example", "a.example")
    assert news.arguments == {"site": "a.example", "since": "2024-02-01", "limit": "5"}
    assert news.window.since is not None
    assert news.window.until is None

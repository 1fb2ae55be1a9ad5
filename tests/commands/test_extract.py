"""``scrapy extract`` of saved pages: what it says of them, and what a crawl would do with them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from project.answers.extract import NoArticle, extract
from tests.newspaper.server import COURIER

PAGES = Path(__file__).parent.parent / "newspaper" / "pages" / "www.harbour-courier.example"
STORY = "harbour/ferry-crews-walk-out-second-day-48213"


@pytest.mark.parametrize(
    ("page", "address", "last"),
    [
        (STORY, f"{COURIER}/{STORY}", f"{PAGES / STORY}.html: 17 blocks kept, 36 dropped"),
        (STORY, None, "a crawl judges by the address too: name it with --url"),
        (STORY, f"{COURIER}/tag/ferries", "a crawl would leave it out: tag, by its address"),
        ("about", f"{COURIER}/about", "a crawl would leave it out: other, by its address"),
        ("index", f"{COURIER}/", "a crawl would leave it out: a front page"),
        ("harbour/index", f"{COURIER}/harbour/", "a crawl would leave it out: a section page: it lists other stories"),
    ],
)
def test_the_last_line_says_what_a_crawl_would_do(
    page: str, address: str | None, last: str, capsys: pytest.CaptureFixture[str]
) -> None:
    extract(f"{PAGES / page}.html", Settings(), saved_from=address)
    assert capsys.readouterr().out.splitlines()[-1] == last


def test_what_is_no_page_has_its_files_name(tmp_path: Path) -> None:
    database = tmp_path / "archive.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE pages (url)")
    with pytest.raises(NoArticle, match=r"archive.db: no article: it is a database, not a page$"):
        extract(str(database), Settings())
    with pytest.raises(NoArticle, match=r"^/dev/null: no article: the page is empty$"):
        extract("/dev/null", Settings())
    with pytest.raises(UsageError, match=r"^news.example/1: no such file, and an address begins with http://"):
        extract("news.example/1", Settings())

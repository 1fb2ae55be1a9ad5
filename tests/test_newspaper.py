"""Our own news site through the whole line: every page is crawled, and every field held against the JSON beside it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from project.addresses import canonical
from project.archive.engine import Archive
from project.archive.models import Article, Page
from tests.conftest import READER, run_scrapy, scrapy_environment
from tests.newspaper import build
from tests.newspaper.server import COURIER, HERALD, PAGES, Newspaper

BESIDE = {
    path.relative_to(PAGES).as_posix().removesuffix(".json"): json.loads(path.read_text("utf-8"))
    for path in sorted(PAGES.rglob("*.json"))
}
ARTICLES = {name: beside["article"] for name, beside in BESIDE.items() if isinstance(beside.get("article"), dict)}
TWINS = {name: beside["article"] for name, beside in BESIDE.items() if isinstance(beside.get("article"), str)}
OTHERS = {name: beside["page"] for name, beside in BESIDE.items() if "page" in beside and not beside["article"]}
EDGES = ("front", "section", "tag", "author", "search", "shop", "login", "other")
"""Pages that a crawl may know without a row in the ledger: it reads them for their links, or never asks for them."""


@pytest.fixture(scope="module")
def crawls(
    running_newspaper: Newspaper, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Archive, list[subprocess.CompletedProcess[str]], list[str]]]:
    """The archive after a crawl of each paper, the finished crawls, and the addresses that they asked for."""
    running_newspaper.reset()
    folder = tmp_path_factory.mktemp("archive")
    url = f"sqlite:///{folder / 'archive.db'}"
    environment = scrapy_environment(url, running_newspaper, folder)
    # The twins are found by nobody who looks for canonical addresses: a reader who was sent one gives it by hand.
    (folder / "urls.txt").write_text("\n".join(BESIDE[name]["served"]["address"] for name in TWINS))
    done = [
        run_scrapy(environment, "crawl", "news", "-a", f"site={COURIER}/", settings=READER),
        run_scrapy(environment, "crawl", "news", "-a", f"site={HERALD}/", settings=READER),
        run_scrapy(environment, "crawl", "article", "-a", f"file={folder / 'urls.txt'}", settings=READER),
    ]
    archive = Archive.open(url)
    yield archive, done, running_newspaper.asked()
    archive.close()


Crawls = tuple[Archive, list["subprocess.CompletedProcess[str]"], list[str]]


def test_pages_and_stories_are_in_step() -> None:
    printed = build.files()
    on_disk = {path.relative_to(PAGES).as_posix() for path in PAGES.rglob("*") if path.is_file()}
    assert on_disk == set(printed), "run python -m tests.newspaper.build"
    differing = [name for name, content in printed.items() if (PAGES / name).read_bytes() != content]
    assert not differing, "run python -m tests.newspaper.build"


def test_site_has_what_real_sites_have() -> None:
    languages = {article["language"] for article in ARTICLES.values()}
    assert len(ARTICLES) >= 40
    assert len({Path(name).parts[0] for name in ARTICLES}) == 2
    assert languages >= {"en", "de", "fr", "es", "pl", "ru", "el", "zh", "ja", "ar", "he", "th"}
    assert {article["access"] for article in ARTICLES.values()} >= {"free", "metered", "teaser"}


def test_crawls_end_well(crawls: Crawls) -> None:
    for done in crawls[1]:
        assert done.returncode == 0, done.stderr[-3000:]
        assert "Traceback" not in done.stderr
    assert not [url for url in crawls[2] if "/internal/" in url or "/search" in url], "robots.txt forbids these"


@pytest.mark.parametrize("name", ARTICLES)
def test_article_comes_out_as_its_json_says(name: str, crawls: Crawls) -> None:
    expected = dict(ARTICLES[name])
    expected.setdefault("copy_of", None)
    expected.setdefault("copy_kind", None)
    with crawls[0].read() as session:
        row = session.scalar(select(Article).where(Article.url == expected["url"]))
        assert row is not None, fate(session.scalar(select(Page).where(Page.url == canonical(expected["url"]))))
        stored = as_json(row)
        pages = [(page.state, page.http_status) for page in row.pages if page.url == canonical(expected["url"])]
    # The type of a page with a story is remembered in the ledger, as the reason of its row.
    expected.pop("page_type")
    assert {field: stored[field] for field in expected} == expected
    assert pages == [("stored", 200)]


@pytest.mark.parametrize("name", TWINS)
def test_other_page_of_an_article_makes_no_other_article(name: str, crawls: Crawls) -> None:
    url = BESIDE[name]["served"]["address"]
    with crawls[0].read() as session:
        page = session.scalar(select(Page).where(Page.url == canonical(url)))
        assert page is not None
        assert page.article is not None, fate(page)
        assert page.article.url == TWINS[name]
        assert page.article.revisions == []


@pytest.mark.parametrize("name", OTHERS)
def test_other_page_is_remembered_as_what_it_is(name: str, crawls: Crawls) -> None:
    url, expected = BESIDE[name]["served"]["address"], OTHERS[name]
    with crawls[0].read() as session:
        assert session.scalar(select(Article).where(Article.url == url)) is None
        page = session.scalar(select(Page).where(Page.url == canonical(url)))
        if page is None:
            assert expected.get("reason") in EDGES
            return
        assert page.state in (expected["state"], "skipped")
        if expected.get("reason"):
            assert page.reason
            if expected["reason"] not in EDGES:
                assert expected["reason"] in page.reason


def as_json(row: Article) -> dict[str, Any]:
    """A stored article in the form of the JSON beside the pages."""
    return {
        "url": row.url,
        "title": row.title,
        "description": row.description,
        "authors": [author.name for author in row.authors],
        "agency": row.agency,
        "published_at": row.published_at and row.published_at.isoformat(),
        "modified_at": row.modified_at and row.modified_at.isoformat(),
        "section": row.section,
        "tags": [tag.name for tag in row.tags],
        "language": row.language,
        "image_url": row.image_url,
        "access": row.access,
        "paragraphs": row.text.split("\n\n"),
        "copy_of": row.original.url if row.original else None,
        "copy_kind": row.copy_kind,
    }


def fate(page: Page | None) -> str:
    return "nobody found it" if page is None else f"{page.state}: {page.reason} (HTTP {page.http_status})"

"""Whole article pages as widespread systems print them, each with what a careful reader takes from it beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from project.boilerplate.story import without_boilerplate
from project.reading import read_page

PAGES = sorted((Path(__file__).parent / "templates").glob("*.html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_reads_as_its_json_says(page: Path) -> None:
    expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    charset = expected.pop("charset", None)
    article = read_page(page.read_bytes(), expected["url"], charset=charset, with_links=False).article
    assert article is not None, "a crawl stores it"
    article.blocks = without_boilerplate(article, {}) or article.blocks
    moment = article.published_at.isoformat() if article.published_at else None
    read = {name: getattr(article, name) for name in expected if name not in ("url", "published_at")}
    assert read | {"url": expected["url"], "published_at": moment} == {"published_at": moment, **expected}


def test_there_are_pages() -> None:
    assert len(PAGES) >= 58

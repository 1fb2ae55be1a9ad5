from __future__ import annotations

import asyncio

import pytest
from scrapy.crawler import Crawler
from scrapy.spiders import Spider
from scrapy.utils.test import get_crawler
from sqlalchemy import select

from pipelines.deduplicate import DeduplicatePipeline
from project.archive.articles import save_article
from project.archive.engine import Archive
from project.archive.models import Article
from tests.archive.made_up import NOW, article, paragraphs


@pytest.fixture
def crawler(archive_url: str) -> Crawler:
    return get_crawler(Spider, {"ARCHIVE_URL": archive_url})


def counts(crawler: Crawler) -> dict[str, int]:
    assert crawler.stats is not None
    return {name: value for name, value in crawler.stats.get_stats().items() if name.startswith("archive/deduplicate/")}


def test_what_a_site_repeats_is_taken_out_when_the_crawl_ends(archive: Archive, crawler: Crawler) -> None:
    letter = "A paper such as this one lives on those who read it."
    pipeline = DeduplicatePipeline.from_crawler(crawler)
    pipeline.open_spider()
    for number in range(6):
        item = article(f"https://one.example/{number}", [*paragraphs(number), letter], published_at=NOW)
        pipeline.process_item(item)
        with archive.write() as session:
            save_article(session, item, NOW)
    asyncio.run(pipeline.close_spider())

    with archive.read() as session:
        assert not any(letter in text for text in session.scalars(select(Article.text)))
    assert counts(crawler) == {"archive/deduplicate/boilerplate learned from repetition": 6}

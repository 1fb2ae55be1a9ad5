from __future__ import annotations

from collections.abc import Iterator

import pytest
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler

from pipelines.validate import ValidatePipeline
from project.addresses import canonical
from project.archive import ledger
from project.archive.engine import Archive
from project.items import Article, Block

STORY = (
    "The council of Harbour Bay voted on Tuesday to rebuild the old pier, ending a dispute that had lasted for over"
    " eleven years. Work is to begin in spring, the mayor said."
)
URL = "https://www.a.example/news/pier"


@pytest.fixture
def pipeline(archive_url: str) -> Iterator[ValidatePipeline]:
    crawler = get_crawler(settings_dict={"ARCHIVE_URL": archive_url})
    made = ValidatePipeline.from_crawler(crawler)
    made.open_spider()
    yield made
    made.close_spider()


def article(**changed: object) -> Article:
    known = {"url": URL, "site": "a.example", "found_url": URL, "title": "Pier", "blocks": [Block(STORY)]}
    return Article(**(known | changed))  # type: ignore[arg-type]


def test_article_goes_on(pipeline: ValidatePipeline) -> None:
    item = article()
    assert pipeline.process_item(item) is item
    assert pipeline.stats.get_value("archive/validate/kept") == 1


def test_drop_has_a_reason_a_row_and_a_counter(pipeline: ValidatePipeline, archive_url: str) -> None:
    with pytest.raises(DropItem, match="not an article but a section page"):
        pipeline.process_item(article(page_type="section"))
    assert pipeline.stats.get_value("archive/validate/not an article but a section page") == 1
    archive = Archive.open(archive_url)
    with archive.read() as session:
        page = ledger.get(session, canonical(URL))
        assert page is not None
        assert (page.state, page.reason) == ("not_article", "not an article but a section page")
    archive.close()


def test_page_asked_for_by_hand_is_kept(pipeline: ValidatePipeline) -> None:
    item = article(page_type="section", title="", by_hand=True)
    assert pipeline.process_item(item) is item
    with pytest.raises(DropItem, match="no text"):
        pipeline.process_item(article(blocks=[], by_hand=True))

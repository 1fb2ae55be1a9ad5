from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler

from pipelines.boilerplate import BoilerplatePipeline
from project.addresses import canonical
from project.archive import ledger
from project.archive.engine import Archive
from project.archive.models import SiteBlock
from project.archive.rows import signature_of
from project.folding import fingerprint
from project.items import Article, Block
from project.readers.ahead import work_ahead

STORY = (
    "The council of Harbour Bay voted on Tuesday to rebuild the old pier, ending a dispute that had lasted for over"
    " eleven years. Work is to begin in spring, the mayor said."
)
SLOGAN = "Harbour Bay's own voice since the great storm, every morning at seven"
URL = "https://www.a.example/news/pier"


@pytest.fixture
def pipeline(archive_url: str) -> Iterator[BoilerplatePipeline]:
    crawler = get_crawler(settings_dict={"ARCHIVE_URL": archive_url})
    made = BoilerplatePipeline.from_crawler(crawler)
    made.open_spider()
    yield made
    made.close_spider()


def article(*texts: str, **changed: object) -> Article:
    known = {"url": URL, "site": "a.example", "found_url": URL, "title": "Pier", "blocks": [Block(t) for t in texts]}
    return Article(**(known | changed))  # type: ignore[arg-type]


def test_blocks_get_their_reasons_and_are_counted(pipeline: BoilerplatePipeline) -> None:
    item = pipeline.process_item(article("Pier", "2 min read", STORY, "Advertisement", STORY, "Advertisement"))
    assert item.text == f"{STORY}\n\n{STORY}"
    assert [block.reason for block in item.blocks] == ["title repeated", "reading time", None, "advert", None, "advert"]
    assert pipeline.stats.get_value("archive/boilerplate/advert") == 2
    assert pipeline.stats.get_value("archive/boilerplate/reading time") == 1


def test_what_the_site_repeats_goes(pipeline: BoilerplatePipeline, archive_url: str) -> None:
    archive = Archive.open(archive_url)
    with archive.write() as session:
        for text, pardoned in [(SLOGAN, False), (STORY, True)]:
            session.add(
                SiteBlock(site="a.example", fingerprint=fingerprint(text), articles=9, learned=True, pardoned=pardoned)
            )
    archive.close()
    item = pipeline.process_item(article(STORY, SLOGAN.upper()))
    assert [block.reason for block in item.blocks] == [None, "repeated on 9 articles of the site"]
    assert pipeline.stats.get_value("archive/boilerplate/repeated on the site") == 1
    repeat = pipeline.process_item(article(SLOGAN))
    assert repeat.text == SLOGAN, "what a site repeats is never a whole article"
    other = pipeline.process_item(article(STORY, SLOGAN, site="b.example"))
    assert other.text == f"{STORY}\n\n{SLOGAN}"


def test_what_was_worked_out_ahead_changes_nothing(pipeline: BoilerplatePipeline, archive_url: str) -> None:
    texts = ("Pier", STORY, "Advertisement", SLOGAN)
    ahead = article(*texts)
    ahead.ahead = work_ahead(ahead)
    assert ahead == article(*texts), "nothing is taken out before its turn"
    assert pipeline.process_item(ahead) == pipeline.process_item(article(*texts))
    assert signature_of(ahead) == signature_of(article(STORY, SLOGAN))
    with closing(Archive.open(archive_url)) as archive, archive.write() as session:
        known = {"fingerprint": fingerprint(SLOGAN), "articles": 9, "learned": True, "pardoned": False}
        session.add(SiteBlock(site="b.example", **known))
    repeats = article(*texts, site="b.example")
    repeats.ahead = work_ahead(repeats)
    assert pipeline.process_item(repeats) == pipeline.process_item(article(*texts, site="b.example"))
    assert repeats.text == STORY
    assert signature_of(repeats) == signature_of(article(STORY))


def test_article_of_which_nothing_is_left_is_none(pipeline: BoilerplatePipeline, archive_url: str) -> None:
    with pytest.raises(DropItem, match="nothing but boilerplate"):
        pipeline.process_item(article("Advertisement", "Share"))
    assert pipeline.stats.get_value("archive/boilerplate/nothing left") == 1
    archive = Archive.open(archive_url)
    with archive.read() as session:
        page = ledger.get(session, canonical(URL))
        assert page is not None
        assert (page.state, page.reason) == ("not_article", "nothing but boilerplate")
    archive.close()
    caption = ("The ferry at noon.", "Sign up to our newsletter")
    with pytest.raises(DropItem, match="too little text"):
        pipeline.process_item(article(*caption))
    assert pipeline.process_item(article(*caption, by_hand=True)).text == caption[0]
    assert pipeline.process_item(article("Advertisement", "Share", by_hand=True)).text == "Advertisement\n\nShare"

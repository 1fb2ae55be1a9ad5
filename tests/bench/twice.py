"""Pages that are crawled again without being edited: ``python -m tests.bench.twice CORPUS``. Target: no revision.

``CORPUS`` is a corpus as :mod:`tests.bench.corpus` says. First every page comes twice at its own address, the second
time when its site has taught all that it repeats. Then the saved pages of a site with one and the same gold text come
one after the other at one address: what stands round the story differs, the story does not. Last, those that were
saved as the same page on several days, whose gold texts may differ a little: what is counted there may be edited.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections import defaultdict
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from inspect import isawaitable
from pathlib import Path
from typing import Any

from scrapy.exceptions import DropItem
from scrapy.utils.misc import load_object
from scrapy.utils.test import get_crawler
from sqlalchemy import func, select

from project.archive.engine import Archive
from project.archive.models import Article, Revision
from project.items import Fetch
from project.pages.reading import read_page
from project.settings import ITEM_PIPELINES
from tests.bench.corpus import Record, folder, gold_text, read_body, read_records

_NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Line:
    """The pipelines, in their order, before an archive of their own."""

    def __init__(self, corpus: Path, folder: str) -> None:
        self.corpus = corpus
        self.url = f"sqlite:///{folder}/archive.db"
        crawler = get_crawler(settings_dict={"ARCHIVE_URL": self.url})
        names = sorted(ITEM_PIPELINES, key=lambda name: ITEM_PIPELINES[name])
        self.pipelines = [load_object(name).from_crawler(crawler) for name in names]
        self.looks = 0

    async def __aenter__(self) -> Line:
        for pipeline in self.pipelines:
            pipeline.open_spider()
        return self

    async def __aexit__(self, *_: object) -> None:
        for pipeline in self.pipelines:
            if isawaitable(closing := pipeline.close_spider()):
                await closing

    async def fetch(self, record: Record, url: str) -> None:
        """Read a saved page as if it had come from this address, and store its article."""
        body = read_body(self.corpus, record)
        article = read_page(body, url, charset=record["charset"], by_hand=True, with_links=False).article
        if article is None:
            return
        self.looks += 1
        article.found_url = article.final_url = url
        article.by_hand = True
        article.fetch = Fetch(_NOW + timedelta(minutes=self.looks), body_hash=self.looks)
        with suppress(DropItem):
            for pipeline in self.pipelines:
                processed = pipeline.process_item(article)
                article = await processed if isawaitable(processed) else processed

    def revisions(self) -> list[tuple[str, str, list[Any], float]]:
        """(address, kind, changed fields, share) of each revision."""
        query = select(Article.url, Revision.kind, Revision.changed, Revision.changed_share).join(Revision.article)
        with closing(Archive.open(self.url)) as archive, archive.read() as session:
            return [tuple(row) for row in session.execute(query.order_by(Revision.id))]

    def articles(self) -> int:
        with closing(Archive.open(self.url)) as archive, archive.read() as session:
            return session.scalar(select(func.count()).select_from(Article)) or 0


def same_gold(records: list[Record]) -> list[list[Record]]:
    """The pages of a site whose gold texts have the same letters."""
    groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        groups[record["site"], "".join(filter(str.isalnum, gold_text(record))).lower()].append(record)
    return [group for group in groups.values() if len(group) > 1]


def same_page(records: list[Record]) -> list[list[Record]]:
    """The pages that were saved on several days: their numbers differ in the day alone."""
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record["source"] == "daniel":
            groups[record["id"].split("-", 2)[2]].append(record)
    return [group for group in groups.values() if len(group) > 1]


async def main(corpus: Path) -> None:
    records = read_records(corpus)
    once = {record["url"]: record for record in records}
    runs = {
        "every page twice": [[record, record] for record in once.values()],
        "pages with the same gold text": same_gold(records),
        "pages saved on several days": same_page(records),
    }
    for name, groups in runs.items():
        with tempfile.TemporaryDirectory() as folder_of_run:
            async with Line(corpus, folder_of_run) as line:
                for number in range(max(map(len, groups))):
                    looks = [(group[number], group[0]["url"]) for group in groups if number < len(group)]
                    await asyncio.gather(*(line.fetch(record, url) for record, url in looks))
                found = line.revisions()
                print(f"{name:32} {line.looks:>6,} looks {line.articles():>6,} articles {len(found):>4} revisions")
                for url, kind, changed, share in found:
                    print(f"    {kind:10} {', '.join(changed):12} {share:.3f} {url}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=folder)
    asyncio.run(main(parser.parse_args().corpus))

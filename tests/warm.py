"""Imported once by the process that is forked for each command: what a crawl needs, with one page read.

The settings are not imported: they read the environment, which is that of each command. Nor is pyarrow, which begins
threads, and no fork takes these along; numpy begins none where it is told to keep to one.
"""

from __future__ import annotations

import gc
import os
import sys
from datetime import UTC, datetime
from importlib import import_module

os.environ["OPENBLAS_NUM_THREADS"] = "1"

MODULES = """
alembic.command feedparser itemloaders rich.console rich.progress rich.table sqlalchemy.dialects.sqlite sqlalchemy.orm
scrapy.cmdline scrapy.core.downloader.handlers.http11 scrapy.core.engine scrapy.core.scraper scrapy.crawler
scrapy.downloadermiddlewares.httpcompression scrapy.extensions.remote_control scrapy.extensions.throttle
scrapy.spiderloader twisted.internet.asyncioreactor twisted.web.client
pipelines.boilerplate pipelines.deduplicate pipelines.store project.archive.migrations project.archive.queue
project.readers.process spiders.article spiders.news spiders.warc
""".split()
_PAGE = """<html lang=en><head><title>The ferry sails again</title></head><body><article><h1>The ferry sails again</h1>
<p class=byline>By Ada Quill</p><time datetime=2026-03-02T07:30:00+01:00>2 March 2026</time>
<p>The ferry to the outer islands sailed again on Monday, after eleven days at the quay, and took four lorries.</p>
<p>Its captain said that the new engine had run without a stop since Friday, and that he trusted it.</p>
</article></body></html>"""

for name in MODULES:
    import_module(name)

from project.readers.process import read_ahead  # noqa: E402
from project.rules import SiteRules  # noqa: E402

read_ahead(
    _PAGE.encode(), "https://www.warm.example/2026/03/02/ferry", charset="utf-8", rules=SiteRules(),
    found_url="https://www.warm.example/2026/03/02/ferry", by_hand=False, with_links=True, now=datetime.now(UTC),
)  # fmt: skip
assert "project.settings" not in sys.modules
gc.collect()
gc.freeze()

"""Imported once by the process that is forked for each command: what a crawl needs, with the tables of its languages.

An update has few pages to read, and would else spend most of its time on imports. The settings are not imported here:
they read the environment, which is that of each command.
"""

from __future__ import annotations

import gc
import sys
from datetime import UTC, datetime
from importlib import import_module

from project.readers.process import read_ahead
from project.rules import SiteRules
from tests.soak.plan import make_papers
from tests.soak.story_pages import story_page

for name in (
    "pipelines.store", "pipelines.deduplicate", "pipelines.boilerplate", "spiders.news", "project.archive.migrations",
):  # fmt: skip
    import_module(name)
for paper in make_papers(1).values():
    story = paper.stories[0]
    url = paper.www + paper.first_path(story)
    page = story_page(paper, story, story.published).encode()
    read_ahead(
        page, url, charset="utf-8", rules=SiteRules(), found_url=url, by_hand=False, with_links=True,
        now=datetime.now(UTC),
    )  # fmt: skip
assert "project.settings" not in sys.modules
gc.collect()
gc.freeze()

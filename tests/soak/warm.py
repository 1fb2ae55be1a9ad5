"""Imported after :mod:`tests.warm` by what is forked for each update: the tables of all papers' languages."""

from __future__ import annotations

import gc
from datetime import UTC, datetime

from project.readers.process import read_ahead
from project.rules import SiteRules
from tests.soak.plan import make_papers
from tests.soak.story_pages import story_page

for paper in make_papers(1).values():
    story = paper.stories[0]
    url = paper.www + paper.first_path(story)
    page = story_page(paper, story, story.published).encode()
    read_ahead(
        page, url, charset="utf-8", rules=SiteRules(), found_url=url, by_hand=False, with_links=True,
        now=datetime.now(UTC),
    )  # fmt: skip
gc.collect()
gc.freeze()

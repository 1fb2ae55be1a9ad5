"""What is known to differ between the archive and the truth, each with its reason. All else is a fault."""

from __future__ import annotations

from datetime import timedelta

from tests.soak import events
from tests.soak.events import moment
from tests.soak.papers import Paper, Story

_A_DAY = timedelta(days=1)

NOTE = "a note of correction that is appended is no part of the text, and makes no revision"
LABEL = "a headline's label is dropped that only says that the report is a live one"
HOUR_OFF = "a paper that forgets to put its clock forward dates its new stories an hour early"
DATED_AHEAD = "a page that dates itself ahead is not believed"


def why_lost(paper: Paper, story: Story, was_taken_early: bool, is_young: bool) -> str | None:
    """Why a story that nobody was ever shown may be missing, if it may."""
    if is_young:
        return "published within a day before the end: its paper was not due any more"
    if was_taken_early:
        return "taken away before anybody looked"
    if paper.ends and story.published > paper.ends - _A_DAY:
        return "published in the last day of its paper"
    if paper.sitemap is None and moment(events.OFF.start - 1) <= story.published < moment(events.OFF.stop):
        return "fallen out of the lists of a paper without a sitemap while nobody crawled for two weeks"
    return None

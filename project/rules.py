"""What one site needs that the general engine cannot know."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteRules:
    """The few facts about a site that its pages do not tell. Every one has a working default.

    It is plain data, so that it can be sent to another process.
    """

    timezone: str | None = None
    """IANA name of the zone of dates that the site prints without one; None for that of its country or language."""
    language: str | None = None
    """ISO 639 code, for texts too short to be recognised."""
    names: tuple[str, ...] = ()
    """How the paper calls itself, where it signs articles or titles with it."""
    article: str | None = None
    """A regular expression: an address that matches it is an article."""
    not_article: str | None = None
    """A regular expression: an address that matches it is none."""
    story_css: str | None = None
    """A CSS selector of the element, or the elements, that hold the story where the general engine finds another. It
    still tells the story from what else stands in them, and decides alone on a page that has none of them."""
    drop_css: tuple[str, ...] = ()
    """CSS selectors of elements inside the story that are none of it: they are dropped as "site rule". One that stands
    in a line is cut out of it."""

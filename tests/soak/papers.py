"""The papers and their stories: what is true of them at each moment, and at which addresses they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from tests.soak import events
from tests.soak.events import moment

SECTIONS = {
    "en": ("town", "coast", "money", "sport"),
    "de": ("stadt", "land", "wirtschaft", "sport"),
    "fr": ("ville", "region", "economie", "sport"),
    "zh": ("bendi", "guonei", "caijing", "tiyu"),
    "ar": ("mahalliyat", "iqtisad", "riyada", "thaqafa"),
}


@dataclass(frozen=True)
class Version:
    """A story as it reads from a moment on."""

    at: datetime
    title: str
    paragraphs: tuple[str, ...]
    kind: str = "first"
    """``words``, ``added``, ``headline``, ``correction``, ``live``; ``stamp`` and ``related`` change only the date."""


@dataclass(frozen=True)
class Fate:
    """How a story is taken away (``404``, ``410``, ``front``: sent to the front page, ``soft404``), and when."""

    how: str
    at: datetime


@dataclass
class Story:
    paper: str
    number: int
    published: datetime
    section: str
    author: str
    versions: list[Version]
    slug: str
    column: str | None = None
    """The kind of a column that comes every day; None: a story of its own."""
    is_live: bool = False
    is_wire: bool = False
    dated_ahead: datetime | None = None
    """The page dates itself to this moment, which is still to come."""
    fate: Fate | None = None
    moved_at: datetime | None = None
    has_two_editions: bool = False
    """It stands at two addresses, and each names itself."""

    @property
    def key(self) -> str:
        return f"{self.paper}/{self.number}"

    def version_at(self, now: datetime) -> int:
        return max((number for number, version in enumerate(self.versions) if version.at <= now), default=0)

    def at(self, now: datetime) -> Version:
        return self.versions[self.version_at(now)]

    def is_taken_away(self, now: datetime) -> bool:
        return self.fate is not None and self.fate.at <= now


@dataclass
class Paper:
    """A paper, how it announces its stories, and which validators its server sends."""

    name: str
    language: str
    a_day: float
    """Stories on a weekday."""
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    sitemap: str | None = None
    """``month``: an index with a file per month; ``monthday``: its dates are days; ``lying``: everything always changed
    just now; ``undated``; ``flat``: one file; None: there is none."""
    has_feed: bool = True
    validators: str | None = None
    """``body``: an honest ETag; ``random``: one that changes each time; ``lastmod``: Last-Modified; None: nothing."""
    columns: tuple[str, ...] = ()
    stories: list[Story] = field(default_factory=list)
    by_path: dict[str, Story] = field(default_factory=dict)

    @property
    def www(self) -> str:
        return f"http://www.{self.name}"

    @property
    def title(self) -> str:
        return self.name.split(".")[0].replace("-", " ").title()

    @property
    def ends(self) -> datetime | None:
        """Nothing is published after this moment."""
        day = {events.EASTGATE: events.EASTGATE_ENDS, events.FJORD: events.FJORD_ENDS}.get(self.name)
        return None if day is None else moment(day)

    def root(self, now: datetime) -> str:
        is_bare = self.name == events.DALU and now >= moment(events.NEW_HOST)
        return f"http://{self.name}" if is_bare else self.www

    def published(self, now: datetime) -> list[Story]:
        """What its lists can show now, oldest first."""
        until = min(now, self.ends) if self.ends else now
        return [story for story in self.stories if story.published <= until and not story.is_taken_away(now)]

    def path(self, story: Story, now: datetime) -> str:
        if self.name == events.COURRIER and now >= moment(events.NEW_ADDRESSES):
            return self._later_path(story)
        return self._later_path(story) if story.moved_at and now >= story.moved_at else self.first_path(story)

    def paths(self, story: Story, now: datetime) -> list[str]:
        """All addresses that show the story now."""
        path = self.path(story, now)
        return [path, _other_edition(path)] if story.has_two_editions else [path]

    def first_path(self, story: Story) -> str:
        day = story.published
        match self.name:
            case events.COURRIER:
                return f"/{day:%Y/%m/%d}/{story.slug}"
            case events.DALU:
                return f"/{story.section}/{day:%Y%m%d}/{story.number + 100_000}.html"
            case events.BRENNER:
                return f"/{story.section}/{story.slug}.html"
            case events.HABAR:
                return f"/{story.section}/{day:%Y/%m/%d}/{story.number + 4000}"
            case events.GRANITE:
                return f"/news/{story.slug}"
            case events.JUNCTION:
                return f"/north/{day:%Y/%m/%d}/{story.slug}"
            case _:
                return f"/{story.section}/{day:%Y/%m/%d}/{story.slug}"

    def _later_path(self, story: Story) -> str:
        return f"/{story.section}/{story.slug}.html" if self.name == events.COURRIER else f"/archive/{story.slug}"

    def file_paths(self) -> None:
        """Fill ``by_path``, once all stories are there."""
        for story in self.stories:
            self.by_path |= dict.fromkeys(self.paths(story, story.published), story)
            if story.moved_at or self.name == events.COURRIER:
                self.by_path[self._later_path(story)] = story


def _other_edition(path: str) -> str:
    return path.replace("/north/", "/south/")


Papers = dict[str, Paper]


def story_at(papers: Papers, url: str) -> Story | None:
    """The story that ever stands at an address, in any canonical form of it."""
    host, _, rest = url.split("://", 1)[1].partition("/")
    paper = papers.get(host.removeprefix("www."))
    return paper.by_path.get("/" + rest.rstrip("/")) if paper else None

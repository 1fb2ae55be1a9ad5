"""The stories of our two papers, as their writers left them: a header, and the text with marks for what goes into it.

A file is a header of ``name: value`` lines, a blank line, and blocks that blank lines part:

    Some words of a paragraph, with *bold ones* and a [link](/news/other-story).
    ## a subhead        - an item of a list        > a quotation        | a | row | of a table |
    !caption … !pull … !tweet … !read_more … !correction … !bio …      with their text: printed, but not the story
    !ad !letter !newsletter !related                                   printed as the paper does
    !page                                                              here begins the next page of a story in parts
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "stories"
WORDS: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
_MARKS = {"## ": "heading", "- ": "item", "> ": "quote", "| ": "row"}
_STORY = {"paragraph", "heading", "item", "quote", "row"}
_INLINE = re.compile(r"\*([^*\n]+)\*|\[([^\]]+)\]\([^)]+\)")


@dataclass(frozen=True, slots=True)
class Paper:
    key: str
    name: str
    host: str
    town: str
    sections: dict[str, str]
    """Path of a section -> its name."""

    @property
    def root(self) -> str:
        return f"http://{self.host}"


COURIER = Paper(
    "courier",
    "The Harbour Courier",
    "www.harbour-courier.example",
    "Saltmere",
    {"harbour": "Harbour", "business": "Business", "culture": "Culture", "sport": "Sport", "opinion": "Opinion"},
)
HERALD = Paper(
    "herald",
    "The Valley Herald",
    "www.valley-herald.example",
    "Lauerbridge",
    {"local": "Local", "farming": "Farming", "politics": "Politics", "travel": "Travel", "world": "World"},
)
PAPERS = {paper.key: paper for paper in (COURIER, HERALD)}


@dataclass(frozen=True, slots=True)
class Part:
    kind: str
    text: str = ""

    @property
    def is_story(self) -> bool:
        return self.kind in _STORY

    @property
    def plain(self) -> str:
        """The words alone, as they must come out of the page."""
        return _INLINE.sub(lambda match: match[1] or match[2], self.text)

    @property
    def cells(self) -> list[str]:
        """Of a row of a table."""
        return [cell.strip() for cell in self.text.strip("| ").split("|")]


@dataclass(frozen=True, slots=True)
class Story:
    """One story, with everything that a template may print and that must come out."""

    paper: Paper
    slug: str
    template: str
    path: str
    title: str
    parts: list[Part]
    language: str = "en"
    head: dict[str, str] = field(default_factory=dict)
    """The rest of the header, as it was written."""

    def get(self, name: str, otherwise: str = "") -> str:
        return self.head.get(name, otherwise)

    def all(self, name: str) -> list[str]:
        """The values of a header line that separates them by ``;``."""
        return [value.strip() for value in self.get(name).split(";") if value.strip()]

    @property
    def url(self) -> str:
        return self.paper.root + self.path

    @property
    def published(self) -> datetime:
        return datetime.fromisoformat(self.head["published"])

    @property
    def modified(self) -> datetime | None:
        return datetime.fromisoformat(self.head["modified"]) if "modified" in self.head else None

    @property
    def words(self) -> dict[str, Any]:
        return WORDS[self.language]

    @property
    def pages(self) -> list[list[Part]]:
        """The parts, page by page: one list, unless the story is in several pages."""
        pages: list[list[Part]] = [[]]
        for part in self.parts:
            if part.kind == "page":
                pages.append([])
            else:
                pages[-1].append(part)
        return pages

    @property
    def paragraphs(self) -> list[str]:
        """The text as it must come out. A cell of a table and the hour of a live entry stand on their own."""
        out: list[str] = []
        for part in self.parts:
            if part.kind == "row":
                out += part.cells
            elif part.kind == "heading" and self.template == "live":
                out += part.plain.split(" ", 1)
            elif part.is_story:
                out.append(part.plain)
        return out


def read_story(path: Path) -> Story:
    """Parse a story's file. Raises ValueError that names the file when its header lacks something."""
    head_text, _, body = path.read_text("utf-8").partition("\n\n")
    head = dict(re.findall(r"^([a-z_]+): *(.*?) *$", head_text, re.MULTILINE))
    try:
        fixed = {name: head.pop(name) for name in ("template", "path", "title")}
    except KeyError as error:
        raise ValueError(f"{path.name}: the header has no {error}") from None
    parts = [_read_part(line) for line in body.split("\n") if line.strip()]
    language = head.pop("language", "en")
    return Story(PAPERS[path.parent.name], path.stem, parts=parts, head=head, language=language, **fixed)


def _read_part(line: str) -> Part:
    for mark, kind in _MARKS.items():
        if line.startswith(mark):
            return Part(kind, line[len(mark) :].strip())
    if line.startswith("!"):
        kind, _, text = line[1:].partition(" ")
        return Part(kind, text.strip())
    return Part("paragraph", line.strip())


@cache
def all_stories() -> tuple[Story, ...]:
    """Every story of both papers, the newest first."""
    stories = [read_story(path) for path in FOLDER.glob("*/*.txt")]
    return tuple(sorted(stories, key=lambda story: (story.published, story.slug), reverse=True))

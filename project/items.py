"""What flows to the database: a page that was :class:`Found`, its :class:`Article` and the :class:`Block` s of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from project.addresses import canonical

BlockKind = Literal["paragraph", "heading", "item", "quote", "table", "preformatted", "caption", "other"]
Access = Literal["free", "metered", "teaser", "blocked"]
PageType = Literal[
    "article", "live", "gallery", "video", "section", "tag", "author", "search", "shop", "login", "front", "other"
]
CopyKind = Literal["exact", "near", "part"]
PageState = Literal["waiting", "stored", "not_article", "gone", "failed", "skipped"]
"""What became of an address: it is to be fetched, is an article, is none, is there no more, did not come, or is not
fetched."""


@dataclass(slots=True)
class Block:
    """A run of text that stands on its own on the page: a paragraph, a heading, a list item.

    A block that has a ``reason`` was dropped, and the reason says by which rule; one without is part of the story.
    Its position is its index in :attr:`Article.blocks`.
    """

    text: str
    kind: BlockKind = "paragraph"
    reason: str | None = None


@dataclass(slots=True)
class Copy:
    """Which stored article another one copies: ``score`` is the share of the shorter text that stands in the longer."""

    original_id: int
    kind: CopyKind
    score: float


@dataclass(frozen=True, slots=True)
class Signature:
    """What of a text is stored to know it again, and its copies."""

    text_hash: int
    """xxh3-64 of the folded words, as a signed integer."""
    word_count: int
    sample: frozenset[int]
    """Some of its shingles, always the same for the same passage; empty for a text too short to be told from others."""


@dataclass(slots=True)
class Ahead:
    """What the pipelines need to know of an article's blocks, worked out where the page was read."""

    reasons: dict[int, str]
    """Position -> why that block is boilerplate by its words. The blocks themselves do not have these reasons yet."""
    prints: list[int]
    """The fingerprint of each block; 0 for one that had a reason before."""
    signature: Signature | None
    """That of the text without these blocks; None once others were dropped."""


@dataclass(slots=True)
class Article:
    """A story as one site published it.

    All moments are aware and in UTC; ``published_at_raw`` keeps what the page said, in the page's own words.
    ``url`` is the address that the page names for itself, ``found_url`` the one that was asked for, as it was found,
    and ``final_url`` where redirects led.
    """

    url: str
    site: str
    found_url: str = ""
    final_url: str = ""
    title: str = ""
    description: str = ""
    authors: list[str] = field(default_factory=list)
    agency: str | None = None
    published_at: datetime | None = None
    published_at_raw: str | None = None
    modified_at: datetime | None = None
    section: str | None = None
    tags: list[str] = field(default_factory=list)
    language: str | None = None
    """ISO 639-1 code where there is one, else 639-3."""
    image_url: str | None = None
    image_caption: str | None = None
    access: Access = "free"
    site_key: str | None = None
    """The site's own id of the story, where the page gives one."""
    blocks: list[Block] = field(default_factory=list)
    """The story and what stood around and inside it, in the page's order."""
    sources: dict[str, str] = field(default_factory=dict)
    """Field name -> where its value came from, such as ``json-ld`` or ``meta og:title``."""
    page_type: PageType = "article"
    by_hand: bool = False
    """An operator asked for this very address: it is kept unless nothing on the page can be an article."""
    fetch: Fetch | None = None
    ledger_url: str = ""
    """Its page's key in the ledger, where the page has a row."""
    parts: list[tuple[str, Fetch | None]] = field(default_factory=list)
    """The further parts of a story that stands on several pages: the address of each as it was found, and how it
    came."""
    is_cut: bool = False
    """One of these did not come: the story ends before it."""
    ahead: Ahead | None = field(default=None, repr=False, compare=False)

    @property
    def page_url(self) -> str:
        """The key of its page: that of its row, which an earlier version may have spelled in another way."""
        return self.ledger_url or canonical(self.found_url or self.url)

    @property
    def seen_at(self) -> datetime:
        """When its page was fetched; this moment where nobody says."""
        return self.fetch.fetched_at if self.fetch is not None else datetime.now(UTC)

    @property
    def paragraphs(self) -> list[str]:
        """The texts of the kept blocks, in order."""
        return [block.text for block in self.blocks if block.reason is None]

    @property
    def text(self) -> str:
        """The story: its paragraphs joined by a blank line."""
        return "\n\n".join(self.paragraphs)

    @property
    def dropped(self) -> list[tuple[int, Block]]:
        """(position, block) of every block that was taken out."""
        return [(position, block) for position, block in enumerate(self.blocks) if block.reason is not None]


@dataclass(slots=True)
class Fetch:
    """How the page came: what the ledger must remember to fetch it again only when it changed."""

    fetched_at: datetime
    http_status: int = 200
    etag: str | None = None
    last_modified: str | None = None
    body_hash: int | None = None
    """xxh3-64 of the body's bytes as a signed integer, so that it fits a SQLite INTEGER."""
    warc_file: str | None = None
    warc_offset: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An address that was found: ``announced_at`` is when its sitemap or feed says that it was published or changed."""

    url: str
    found_url: str
    site: str
    found_via: str
    announced_at: datetime | None = None

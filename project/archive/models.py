"""The tables of what was found: pages, articles, copies, blocks.

All moments are UTC; a column that ends in ``_raw`` keeps what the page said. Those of the crawls themselves are in
:mod:`project.archive.crawl_models`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Computed, ForeignKey, Index, LargeBinary, Text, UniqueConstraint, and_, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from project.archive.base import Base
from project.items import PageState


class Page(Base):
    """An address ever seen: a row of the ledger."""

    __tablename__ = "pages"
    __table_args__ = (
        # One for each half of the queue (see project.archive.ledger), so that neither grows with what is done.
        Index("pages_waiting", "site", text("coalesce(announced_at, '') DESC"), sqlite_where=text("state = 'waiting'")),
        Index("pages_due", "site", "next_fetch_at", sqlite_where=text("next_fetch_at IS NOT NULL")),
        Index("pages_state", "site", "state"),
        Index("pages_article", "article_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(unique=True)
    """The canonical address."""
    found_url: Mapped[str]
    """The address as it was found: this one is fetched."""
    site: Mapped[str]
    found_via: Mapped[str]
    """The way, and mostly the place: see :mod:`project.found_via`."""
    found_at: Mapped[datetime]
    announced_at: Mapped[datetime | None]
    """When the sitemap or feed says that the page was published or last changed."""
    state: Mapped[PageState] = mapped_column(Text, default="waiting")
    reason: Mapped[str | None]
    http_status: Mapped[int | None]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    body_hash: Mapped[int | None] = mapped_column(BigInteger)
    fetched_at: Mapped[datetime | None]
    next_fetch_at: Mapped[datetime | None]
    """When it is due again; null while it waits for its first fetch, and when it is never fetched again."""
    failures: Mapped[int] = mapped_column(default=0)
    """How many fetches in a row failed or found it gone; of skipped pages, how often they were put off."""
    unchanged: Mapped[int] = mapped_column(default=0)
    """How many fetches in a row found nothing new."""
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id"))
    is_source: Mapped[bool] = mapped_column(default=False)
    """The article's words come from this one of its pages."""
    warc_file: Mapped[str | None]
    warc_offset: Mapped[int | None] = mapped_column(BigInteger)

    article: Mapped[Article | None] = relationship(back_populates="pages")


class AuthorLink(Base):
    __tablename__ = "article_authors"
    __table_args__ = ({"sqlite_with_rowid": False},)

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("authors.id"), index=True)


class TagLink(Base):
    __tablename__ = "article_tags"
    __table_args__ = ({"sqlite_with_rowid": False},)

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id"), index=True)


class Author(Base):
    __tablename__ = "authors"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class Tag(Base):
    __tablename__ = "tags"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class Article(Base):
    """A story as one site published it."""

    __tablename__ = "articles"
    __table_args__ = (
        Index("articles_site_dated", "site", "dated_at"),
        Index("articles_dated", "dated_at"),
        Index("articles_text_hash", "text_hash"),
        Index("articles_copies", "copy_of_id"),
        Index("articles_site_key", "site", "site_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(unique=True)
    """The address that the page names for itself; it is compared through :func:`project.addresses.canonical`."""
    site: Mapped[str]
    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    byline: Mapped[str] = mapped_column(default="")
    """The names of ``authors`` joined by ``, ``: what the full-text index and the views show of them."""
    text_hash: Mapped[int] = mapped_column(BigInteger)
    """xxh3-64 of the folded text, as a signed integer."""
    language: Mapped[str | None]
    section: Mapped[str | None]
    image_url: Mapped[str | None]
    image_caption: Mapped[str | None]
    published_at: Mapped[datetime | None]
    published_at_raw: Mapped[str | None]
    dated_at: Mapped[datetime] = mapped_column(Computed("coalesce(published_at, first_seen_at)", persisted=False))
    """By this one filters, orders and counts go: an article without a date counts from when it was first seen."""
    modified_at: Mapped[datetime | None]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]
    """When the site had taken it down: it answered 404 or 410, or led to the front page. A page for sale in its place
    takes nothing down: ``scrapy sites`` tells of the site."""
    word_count: Mapped[int]
    access: Mapped[str] = mapped_column(default="free")
    agency: Mapped[str | None]
    site_key: Mapped[str | None]
    copy_of_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id"))
    copy_kind: Mapped[str | None]
    copy_score: Mapped[float | None]
    sources: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Field name -> where its value came from."""
    extractor_version: Mapped[str]
    """What read its page: :func:`project.version.extractor` at that time."""
    text: Mapped[str]
    """Paragraphs joined by a blank line. The last column: SQLite keeps a long row's tail in a chain of other pages, and
    has to walk it for every column behind."""

    pages: Mapped[list[Page]] = relationship(back_populates="article")
    authors: Mapped[list[Author]] = relationship(
        secondary="article_authors", order_by="AuthorLink.position", viewonly=True
    )
    tags: Mapped[list[Tag]] = relationship(secondary="article_tags", order_by="TagLink.position", viewonly=True)
    original: Mapped[Article | None] = relationship(remote_side=[id], back_populates="copies")
    copies: Mapped[list[Article]] = relationship(back_populates="original")
    revisions: Mapped[list[Revision]] = relationship(
        back_populates="article",
        order_by="Revision.seen_at",
        cascade="all, delete-orphan",
        primaryjoin=lambda: and_(Article.id == Revision.article_id, Revision.kind != DOUBTED),
    )
    dropped_blocks: Mapped[list[DroppedBlock]] = relationship(
        back_populates="article", order_by="DroppedBlock.position", cascade="all, delete-orphan"
    )


DOUBTED = "doubted"


class Revision(Base):
    """An earlier text of an article: what stood there until ``seen_at``, when other words were found."""

    __tablename__ = "revisions"
    __table_args__ = (Index("revisions_article", "article_id", "seen_at"), Index("revisions_seen", "seen_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    seen_at: Mapped[datetime]
    title: Mapped[str]
    description: Mapped[str]
    text: Mapped[str]
    kind: Mapped[str]
    """``typo``, ``update``, ``headline``, ``correction`` or ``rewrite``; ``doubted`` is none yet: what a page showed in
    place of its article at ``seen_at``, until its next look tells whether that stays."""
    changed: Mapped[list[Any]]
    """Which of ``title``, ``description``, ``text`` changed."""
    changed_share: Mapped[float]
    """Share of the words of both texts that the change touched, 0 to 1."""
    silent: Mapped[bool]
    """The words changed, the publisher's modification date did not."""

    article: Mapped[Article] = relationship(back_populates="revisions")


class DroppedBlock(Base):
    """A block that was taken out of an article. ``position`` counts kept and dropped blocks alike."""

    __tablename__ = "dropped_blocks"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    kind: Mapped[str]
    reason: Mapped[str]
    """A rule's name, or ``repeated on N articles of the site``."""

    article: Mapped[Article] = relationship(back_populates="dropped_blocks")


class BlockPrint(Base):
    """The fingerprints of an article's blocks, from which the blocks that a site repeats are counted.

    They stand apart from the text, so that counting a whole site reads some 200 bytes an article.
    """

    __tablename__ = "block_prints"
    __table_args__ = (Index("block_prints_site", "site"),)

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    site: Mapped[str]
    fingerprints: Mapped[bytes] = mapped_column(LargeBinary)
    """Little-endian signed 64-bit integers, in the page's order: one for each block of the story, and for each that was
    dropped because the site repeats it."""
    repeated: Mapped[bytes] = mapped_column(LargeBinary)
    """A byte for each of them: 1 when it was dropped because the site repeats it, else 0."""


class SiteBlock(Base):
    """A block that stood in more than one article of a site, and in how many different originals."""

    __tablename__ = "site_blocks"
    __table_args__ = (UniqueConstraint("site", "fingerprint"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site: Mapped[str]
    fingerprint: Mapped[int] = mapped_column(BigInteger)
    """xxh3-64 of the folded text, as a signed integer."""
    articles: Mapped[int] = mapped_column(default=0)
    example: Mapped[str | None]
    """The text, once the block recurred."""
    learned: Mapped[bool] = mapped_column(default=False)
    """It is boilerplate here."""
    pardoned: Mapped[bool] = mapped_column(default=False)
    """An operator put it back: it is never boilerplate here."""


class Shingle(Base):
    """A sampled shingle of an article's text. The primary key is the index that a candidate search reads."""

    __tablename__ = "shingles"
    __table_args__ = (Index("shingles_article", "article_id"), {"sqlite_with_rowid": False})

    hash: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)

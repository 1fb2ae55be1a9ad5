"""The tables that crawls keep for themselves: runs, sites, locks, validators, files that were read. Moments are UTC."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from project.archive.base import Base


class Crawl(Base):
    """A run of a spider."""

    __tablename__ = "crawls"
    __table_args__ = (Index("crawls_site", "site", "started_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    spider: Mapped[str]
    site: Mapped[str | None]
    arguments: Mapped[dict[str, Any]] = mapped_column(default=dict)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str | None]
    """``finished``, ``stopped``, ``failed``, ``not begun``; null while it runs or when it was killed."""
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    code_version: Mapped[str]


class Site(Base):
    """A site that the archive knows, and the rhythm in which it is crawled."""

    __tablename__ = "sites"

    site: Mapped[str] = mapped_column(primary_key=True)
    spider: Mapped[str]
    start_url: Mapped[str]
    is_enabled: Mapped[bool] = mapped_column(default=True)
    last_crawl_at: Mapped[datetime | None]
    next_crawl_at: Mapped[datetime | None]


class Lock(Base):
    """A site that a crawl visits now, whether the archive crawls it by itself or not."""

    __tablename__ = "locks"

    site: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    holder: Mapped[str]
    """``host:pid:start time of the process``."""


class Validator(Base):
    """What a discovery document (robots.txt, sitemap, feed, front page) said of its freshness."""

    __tablename__ = "validators"

    url: Mapped[str] = mapped_column(primary_key=True)
    site: Mapped[str]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    body_hash: Mapped[int | None] = mapped_column(BigInteger)
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The document itself, where a crawl needs it even when it is unchanged: robots.txt, a sitemap index, a front page
    lead on to other documents. Compressed with zlib."""
    fetched_at: Mapped[datetime]


class WarcFile(Base):
    """A foreign WARC file that was read to its end, so that it is not read again."""

    __tablename__ = "warc_files"

    path: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    arguments: Mapped[dict[str, Any]] = mapped_column(default=dict)
    done_at: Mapped[datetime]

"""What discovery documents (robots.txt, sitemaps, feeds, front pages) were when a crawl had last read them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from project.archive.crawl_models import Validator
from project.archive.statements import Statement, driver_of
from project.items import Fetch

# A document that leads on to others is kept whole, so that its 304 hides none of them. RFC 9309 asks for 500 KiB of
# robots.txt, an index of 50,000 sitemaps (the protocol's limit) has 6 MB: a larger one is simply fetched again.
MAX_KEPT = 8 * 1024 * 1024

_COLUMNS = [column.name for column in Validator.__table__.columns]
_ROW = insert(Validator)
_KNOWN = Statement(text("SELECT etag, last_modified, body_hash, content FROM validators WHERE url = :url"))
_REMEMBER = Statement(
    _ROW.on_conflict_do_update(["url"], set_={name: _ROW.excluded[name] for name in _COLUMNS if name != "url"}),
    _COLUMNS,
)
_REMEMBERED = text("SELECT url FROM validators WHERE url IN (SELECT value FROM json_each(:urls))")
_FORGET = Statement(text("DELETE FROM validators WHERE url = :url"))


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a document. ``content`` is (Content-Type header, body), where it was kept."""

    etag: str | None
    last_modified: str | None
    body_hash: int | None
    content: tuple[bytes, bytes] | None


def known(session: Session, url: str) -> Known | None:
    """What the archive remembers of the document at this address, if anything."""
    row = _KNOWN.run(driver_of(session), {"url": url}).fetchone()
    if row is None:
        return None
    etag, last_modified, body_hash, kept = row
    content = None
    if kept is not None:
        header, _, body = zlib.decompress(kept).partition(b"\n")
        content = (header, body)
    return Known(etag, last_modified, body_hash, content)


def remembered(session: Session, urls: Iterable[str]) -> set[str]:
    """The documents at these addresses that were read to their end."""
    return set(session.scalars(_REMEMBERED, {"urls": json.dumps(list(urls))}))


def remember(
    session: Session, url: str, site: str, fetch: Fetch, *, content: tuple[bytes, bytes] | None = None
) -> None:
    """Write down that this document was read to its end: the next crawl asks only whether it changed.

    ``content`` is (Content-Type header, body) of a document that leads on to others. One beyond ``MAX_KEPT`` bytes is
    forgotten instead: without its content a 304 would hide what it lists.
    """
    if content is not None and len(content[1]) > MAX_KEPT:
        forget(session, url)
        return
    values = {
        "url": url,
        "site": site,
        "etag": fetch.etag,
        "last_modified": fetch.last_modified,
        "body_hash": fetch.body_hash,
        "content": None if content is None else zlib.compress(content[0].replace(b"\n", b" ") + b"\n" + content[1], 6),
        "fetched_at": fetch.fetched_at,
    }
    _REMEMBER.run(driver_of(session), values)


def forget(session: Session, url: str) -> None:
    """Ask for the whole document next time."""
    _FORGET.run(driver_of(session), {"url": url})

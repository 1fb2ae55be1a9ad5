"""What discovery documents (robots.txt, sitemaps, feeds, front pages) were when a crawl had last read them."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from project.archive.models import Validator
from project.items import Fetch

# A document that leads on to others is kept whole, so that its 304 hides none of them. RFC 9309 asks for 500 KiB of
# robots.txt, an index of 50,000 sitemaps (the protocol's limit) has 6 MB: a larger one is simply fetched again.
MAX_KEPT = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a document. ``content`` is (Content-Type header, body), where it was kept."""

    etag: str | None
    last_modified: str | None
    body_hash: int | None
    content: tuple[bytes, bytes] | None


def known(session: Session, url: str) -> Known | None:
    """What the archive remembers of the document at this address, if anything."""
    row = session.get(Validator, url)
    if row is None:
        return None
    content = None
    if row.content is not None:
        header, _, body = zlib.decompress(row.content).partition(b"\n")
        content = (header, body)
    return Known(row.etag, row.last_modified, row.body_hash, content)


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
        "site": site,
        "etag": fetch.etag,
        "last_modified": fetch.last_modified,
        "body_hash": fetch.body_hash,
        "content": None if content is None else zlib.compress(content[0].replace(b"\n", b" ") + b"\n" + content[1], 6),
        "fetched_at": fetch.fetched_at,
    }
    session.execute(insert(Validator).values(url=url, **values).on_conflict_do_update(["url"], set_=values))


def forget(session: Session, url: str) -> None:
    """Ask for the whole document next time."""
    if (row := session.get(Validator, url)) is not None:
        session.delete(row)

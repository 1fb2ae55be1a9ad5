"""Ask only whether a page changed, and note down how each one came."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scrapy.http import Request, Response
from scrapy.responsetypes import responsetypes

from project.addresses import site_of
from project.archive import ledger, validators
from project.archive.removal import is_removed
from project.archive.statements import driver_of
from project.items import Fetch
from project.middlewares.tally import count_answer, count_unchanged
from project.outcomes.fetching import NotModified, Refused, signed_hash
from project.outcomes.reasons import REMOVED
from project.shared_archive import open_archive
from project.sites.rhythm import revisit_hours

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator
    from typing import Self

    from scrapy.crawler import Crawler

    from project.archive.engine import Archive

# A validator is an opaque, short token; what is longer is a mistake or an attack on the table.
_MAX_VALIDATOR = 500


def fetch_of(response: Response, now: datetime) -> Fetch:
    """How a response came: its status, its validators, the hash of its decoded body. ``now`` is aware."""
    return Fetch(
        fetched_at=now,
        http_status=response.status,
        etag=_validator(response, "ETag"),
        last_modified=_validator(response, "Last-Modified"),
        body_hash=signed_hash(response.body) if response.status == 200 else None,
    )


def _validator(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    text = value.decode("latin-1").strip() if value else ""
    return text if 0 < len(text) <= _MAX_VALIDATOR else None


def set_conditions(request: Request, etag: str | None, last_modified: str | None) -> None:
    """Ask for the body only if it changed (RFC 9110, 13.1). Headers that stand already win."""
    if etag:
        request.headers.setdefault("If-None-Match", etag)
    if last_modified:
        request.headers.setdefault("If-Modified-Since", last_modified)


def is_unchanged(fetch: Fetch, conditional: dict[str, Any]) -> bool:
    """Whether the answer says, or its bytes show, that nothing changed: some sites ignore conditions."""
    known = conditional.get("body_hash")
    return fetch.http_status == 304 or (fetch.http_status == 200 and known is not None and known == fetch.body_hash)


class ConditionalMiddleware:
    """Conditional requests, and ``meta["fetch"]`` for all that comes.

    A page request carries ``meta["conditional"]`` (etag, last_modified, body_hash: each may be absent) and
    ``meta["ledger_url"]``, its key in the ledger. When it did not change, the ledger is told and
    :class:`NotModified` ends the request: nothing is parsed. One that leads to an article that was removed is refused.

    A discovery document carries ``meta["validator"] = True`` and gets its conditions from the ``validators`` table. One
    that leads on to others comes, when unchanged, from the archive, with the flag ``not-modified``.
    """

    def __init__(self, crawler: Crawler):
        self.archive = open_archive(crawler)
        self.revisit_hours = revisit_hours(crawler.settings)
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        meta = request.meta
        if "ledger_url" in meta and meta.get("redirect_urls"):
            with self.archive.read() as session:
                if is_removed(driver_of(session), request.url):
                    raise Refused("skipped", REMOVED)  # it would be kept as a raw page again
        if meta.get("validator") and "validator_url" not in meta:
            meta["validator_url"] = request.url
            with self.archive.read() as session:
                known = validators.known(session, request.url)
            # Whoever cannot do without the document says so with "leads_on": robots.txt, above all.
            if known is not None and (known.content is not None or not meta.get("leads_on")):
                meta["conditional"] = {
                    "etag": known.etag,
                    "last_modified": known.last_modified,
                    "body_hash": known.body_hash,
                }
                meta["kept"] = known.content
        if (conditional := meta.get("conditional")) and not meta.get("redirect_times"):
            set_conditions(request, conditional.get("etag"), conditional.get("last_modified"))

    def process_response(self, request: Request, response: Response) -> Response:
        fetch = request.meta["fetch"] = fetch_of(response, datetime.now(UTC))
        conditional = request.meta.get("conditional")
        if conditional is None or not is_unchanged(fetch, conditional):
            count_answer(self.crawler.stats, request, response.status)
            return response
        count_unchanged(self.crawler.stats, request)
        if kept := request.meta.get("kept"):
            response = _kept_response(response, *kept)
            request.meta["fetch"] = fetch_of(response, fetch.fetched_at)  # the ledger's row is what it was
            return response
        if not request.meta.get("validator"):
            with self.archive.write() as session:
                ledger.not_modified(session, request.meta["ledger_url"], fetch, fetch.fetched_at, self.revisit_hours)
        raise NotModified


class ValidatorMiddleware:
    """Remember a discovery document once its callback was exhausted, and never when that raised.

    A crawl that dies in between asks for the document again. A callback that left something out, because of its
    arguments, sets ``response.meta["validator"] = False``. One whose document names others, which a 304 would hide,
    sets ``response.meta["names_documents"] = True``, also where each of them was asked for already: whatever led to
    them first may do so no more.
    """

    def __init__(self, crawler: Crawler):
        self.archive = open_archive(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_spider_output(self, response: Response, result: AsyncIterable[Any]) -> AsyncIterator[Any]:
        async for one in result:
            yield one
        if response.meta.get("validator") and response.status == 200:
            remember(self.archive, response, keep=bool(response.meta.get("names_documents")))


def remember(archive: Archive, response: Response, *, keep: bool) -> None:
    """Write a document's validators down, with its content if it leads on to others, unless it came from there."""
    if "not-modified" in response.flags:
        return
    url = response.meta.get("validator_url", response.url)
    content = (response.headers.get("Content-Type") or b"", response.body) if keep else None
    with archive.write() as session:
        validators.remember(session, url, site_of(url), response.meta["fetch"], content=content)


def _kept_response(response: Response, content_type: bytes, body: bytes) -> Response:
    headers = response.headers.copy()
    if content_type:
        headers["Content-Type"] = content_type
    cls = responsetypes.from_args(headers=headers, url=response.url, body=body)
    return response.replace(cls=cls, status=200, headers=headers, body=body, flags=[*response.flags, "not-modified"])

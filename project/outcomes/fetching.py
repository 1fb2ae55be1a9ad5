"""Why a page did not come, in the ledger's words.

Every request ends in a row of the ledger. Middlewares that hold a request back raise a :class:`Refused`, which carries
the state and the reason; :func:`outcome_of` finds words for all other failures.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from gzip import BadGzipFile

import xxhash
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)

# Whichever libraries it unpacks with.
from scrapy.utils._compression import brotli, zstd  # type: ignore[attr-defined]

from project.addresses import canonical, site_of
from project.items import PageState
from project.outcomes.reasons import ELSEWHERE, FORBIDDEN


@dataclass(frozen=True, slots=True)
class Outcome:
    """The state and reason of a page that did not come. ``state`` None leaves its row as it is."""

    state: PageState | None
    reason: str
    http_status: int | None = None


class Refused(IgnoreRequest):
    """A middleware held the request back, or the answer: the ledger takes over ``outcome``."""

    def __init__(self, state: PageState | None, reason: str, http_status: int | None = None):
        super().__init__(reason)
        self.outcome = Outcome(state, reason, http_status)


class NotModified(Refused):
    """The page is what it was: the ledger knows already, nothing is to be done."""

    def __init__(self) -> None:
        super().__init__(None, "not modified", 304)


class Interrupted(Refused):
    """The crawl ends before this request was sent: its page goes on waiting."""

    def __init__(self) -> None:
        super().__init__(None, "the crawl ended first")


class OriginClosed(Refused):
    """Nothing of this origin is asked for in this run, as its robots.txt cannot be read: its pages go on waiting."""

    def __init__(self, origin: str, reason: str):
        super().__init__(None, reason)
        self.origin = origin


# 404 and 410 say that there is nothing; 451 that there may be nothing, here, by law.
_GONE = frozenset({404, 410, 451})
_TOO_LARGE = "larger than DOWNLOAD_MAXSIZE"
_FAILURES: list[tuple[type[Exception], str]] = [
    (DownloadTimeoutError, "no answer in time"),
    (CannotResolveHostError, "host name not found"),
    (DownloadConnectionRefusedError, "connection refused"),
    (DownloadCancelledError, _TOO_LARGE),
    (ResponseDataLossError, "answer cut off"),
    (DownloadFailedError, "connection failed"),
    (UnsupportedURLSchemeError, "no http address"),
    *((broken, "not packed as it says") for broken in (BadGzipFile, zlib.error, brotli.error, zstd.ZstdError)),
]
_OTHER_REFUSALS = {
    "Forbidden by robots.txt": Outcome("skipped", FORBIDDEN),
    "max redirections reached": Outcome("failed", "redirected in a circle"),
}


def outcome_of(error: BaseException) -> Outcome:
    """What the ledger says of a page whose request ended with this exception. Total.

    >>> outcome_of(DownloadTimeoutError()).reason
    'no answer in time'
    """
    if isinstance(error, Refused):
        return error.outcome
    status = getattr(getattr(error, "response", None), "status", None)
    if isinstance(status, int):
        return Outcome("gone" if status in _GONE else "failed", f"HTTP {status}", status)
    if isinstance(error, IgnoreRequest):
        message = str(error) or "ignored"
        if "DOWNLOAD_MAXSIZE" in message:  # it is so once it is unpacked
            return Outcome("failed", _TOO_LARGE)
        return _OTHER_REFUSALS.get(message, Outcome("skipped", message))
    for kind, reason in _FAILURES:
        if isinstance(error, kind):
            return Outcome("failed", reason)
    text = " ".join(re.sub(r"<[^<>]*>", " ", str(error)).split())[:200]
    return Outcome("failed", f"{type(error).__name__}: {text}" if text else type(error).__name__)


def signed_hash(body: bytes) -> int:
    """xxh3-64 of bytes as a signed integer, so that it fits a SQLite INTEGER."""
    return int.from_bytes(xxhash.xxh3_64_digest(body), "big", signed=True)


def reason_against(found_url: str, final_url: str, content_type: str, *, by_hand: bool) -> tuple[PageState, str] | None:
    """(state, reason) of an answer that need not be read, by where its address led to and by its ``Content-Type``.

    Whoever asks for a page by hand wants it wherever it stands now.
    """
    here, there = canonical(final_url), canonical(found_url)
    if here != there:
        if here.count("/") == 3 and here.endswith("/") and there.rstrip("/").count("/") > 2:
            return "gone", "redirected to the front page"
        if not by_hand and site_of(here) != site_of(there):
            return "skipped", f"{ELSEWHERE}: {site_of(here)}"
    kind = content_type.lower().partition(";")[0].strip()
    if kind.startswith(("image/", "audio/", "video/", "font/")) or kind in ("application/pdf", "application/zip"):
        return "not_article", f"it is {kind}, not a page"
    return None

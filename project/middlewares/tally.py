"""What became of the requests of a run, in its stats: each is counted once, where it ends."""

from __future__ import annotations

from scrapy.http import Request
from scrapy.http.request import NO_CALLBACK
from scrapy.statscollectors import StatsCollector

from project.archive.errors import ArchiveError
from project.outcomes.fetching import Interrupted, NotModified, outcome_of
from project.outcomes.summary import short_reason


def count_answer(stats: StatsCollector, request: Request, status: int) -> None:
    """Count a page that came, or an answer in its place: with any status but 2xx, 304 to an unconditional request too,
    no page came."""
    _count(stats, request, "fetched" if 200 <= status < 300 else "refused", f"HTTP {status}")


def count_unchanged(stats: StatsCollector, request: Request) -> None:
    """Count a page that is what it was."""
    _count(stats, request, "not_modified")


def count_failure(stats: StatsCollector, request: Request, error: BaseException) -> None:
    """Count a request that ended with this exception, unless that is no failure of the page."""
    if not isinstance(error, NotModified | Interrupted | ArchiveError):
        _count(stats, request, "failed", short_reason(outcome_of(error).reason))


def _count(stats: StatsCollector, request: Request, outcome: str, reason: str = "") -> None:
    # robots.txt is no page: a site that gives only that gave nothing.
    if request.callback is NO_CALLBACK:
        return
    stats.inc_value(f"archive/fetch/{outcome}")
    if outcome in ("refused", "failed"):
        stats.inc_value(f"archive/fetch/{outcome}/{reason}")

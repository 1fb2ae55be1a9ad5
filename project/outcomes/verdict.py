"""How a crawl went: its outcome for the archive, its exit status, and one line that says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from project.counting import counted

DONE, FAILED, WRONG_ARGUMENTS, RUNNING_ALREADY = 0, 1, 2, 75

ALREADY_RUNNING, NOT_DUE = "already_running", "not_due"
ARCHIVE_FAILED = "archive_failed"
NOT_BEGUN: Final = "not begun"
"""The outcome of a crawl that left its site alone: its row tells that it was wanted, and is no run of the site."""
OUTSIDE_WINDOW, WINDOW_CLOSED = "outside_window", "window_closed"
_SIGNAL = "shutdown"

_NOT_FETCHED = ("archive/fetch/failed/", "archive/fetch/refused/")
_MOST_REASONS = 3

# One page, or two, may break any reader.
_MANY = 3
STOPPED_BY_SIGNAL = "stopped; what was not fetched goes on waiting"
_STOPPED = {
    _SIGNAL: STOPPED_BY_SIGNAL,
    "site_busy": "the site asked for patience; what was not fetched goes on waiting",
    OUTSIDE_WINDOW: "outside the hours of ARCHIVE_WINDOW; nothing was fetched",
    WINDOW_CLOSED: "the hours of ARCHIVE_WINDOW are over; what was not fetched goes on waiting",
    "closespider_pagecount": "the cap on pages of a run was reached; what was not fetched goes on waiting",
    "closespider_timeout": "the cap on the time of a run was reached; what was not fetched goes on waiting",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """``outcome`` is for the ``crawls`` table, ``status`` for the shell, ``why`` for people (empty: all went well)."""

    outcome: Literal["finished", "stopped", "failed", "not begun"]
    status: int
    why: str = ""


def judge(stats: Mapping[str, Any], reason: str) -> Verdict:
    """What became of a crawl that closed for this reason with these stats.

    >>> judge({"archive/fetch/fetched": 7}, "finished")
    Verdict(outcome='finished', status=0, why='')
    >>> judge({"archive/fetch/refused": 1}, "shutdown").outcome
    'stopped'
    >>> judge({"archive/fetch/refused": 1, "archive/fetch/refused/HTTP 404": 1}, "finished").why
    'nothing could be fetched: HTTP 404'
    """
    if reason == ALREADY_RUNNING:
        return Verdict(NOT_BEGUN, RUNNING_ALREADY, "the site is being crawled already")
    if reason == NOT_DUE:
        return Verdict(NOT_BEGUN, DONE, "it is no longer due: another crawl of it ended since")
    if reason == ARCHIVE_FAILED:
        return Verdict("failed", FAILED, "the archive cannot be written")
    # Whoever ends a crawl after its first pages has not seen what the others would have brought.
    if reason != _SIGNAL and (why := _in_vain(stats)):
        return Verdict("failed", FAILED, why)
    if reason == "start_error":
        return Verdict("failed", FAILED, "the spider could not start: see the log")
    if errors := stats.get("archive/errors/item", 0):
        return Verdict("failed", FAILED, f"{counted(errors, 'article')} could not be processed: see the log")
    if errors := stats.get("archive/errors/file", 0):
        return Verdict(
            "failed", FAILED, f"{counted(errors, 'file')} could not be read: {stats['archive/errors/last_file']}"
        )
    if errors := stats.get("spider_exceptions/count", 0):
        return Verdict("failed", FAILED, f"{counted(errors, 'page')} could not be read: see the log")
    if reason != _SIGNAL and is_fruitless(stats):
        return Verdict("failed", FAILED, ": ".join(filter(None, ["nothing could be fetched", _reasons(stats)])))
    if held := stats.get("archive/fetch/held", 0):
        why = f"{counted(held, 'page')} left waiting: {stats['archive/fetch/held_by']}"
        return Verdict("stopped", RUNNING_ALREADY, why)
    if reason in _STOPPED:
        return Verdict("stopped", DONE, _STOPPED[reason])
    return Verdict("finished", DONE)


def is_fruitless(stats: Mapping[str, Any]) -> bool:
    """Whether pages were asked for and none came. A crawl that had nothing to ask for is not fruitless."""
    came = sum(stats.get(f"archive/fetch/{name}", 0) for name in ("fetched", "not_modified"))
    came += stats.get("item_scraped_count", 0) + stats.get("item_dropped_count", 0)
    came += stats.get("archive/discovery/known", 0)  # of a list of addresses most may be done
    return not came and any(stats.get(f"archive/fetch/{name}", 0) for name in ("failed", "refused"))


def _reasons(stats: Mapping[str, Any]) -> str:
    """Why pages did not come: the most frequent reasons, as the ledger has them."""
    found = {name: n for name, n in stats.items() if name.startswith(_NOT_FETCHED)}
    names = sorted(found, key=lambda name: (-found[name], name))[:_MOST_REASONS]
    return ", ".join(dict.fromkeys(name.split("/", 3)[3].replace("∕", "/") for name in names))


def _in_vain(stats: Mapping[str, Any]) -> str | None:
    """Why a crawl brought nothing although all that it asked for came."""
    unread = stats.get("archive/read/failed", 0)
    # Of what was read before and is what it was, nothing is read: on a quiet day that may be all but a few pages.
    unchanged = stats.get("archive/fetch/not_modified", 0) + stats.get("archive/discovery/known", 0)
    if unread >= _MANY and unread > unchanged and not stats.get("archive/read/read"):
        return f"none of {unread} pages could be read: see the log"
    if unknown := stats.get("archive/errors/unknown_site"):
        return str(unknown)
    if stats.get("archive/discovery/nothing"):
        return "no article and no link was found"
    asked = ("discovery/known", "fetch/fetched", "fetch/not_modified", "fetch/failed", "fetch/refused")
    if stats.get("archive/discovery/no_address") and not any(stats.get(f"archive/{name}") for name in asked):
        return "no line of the file is an http address"
    return None


def counts(stats: Mapping[str, Any]) -> dict[str, int | float | str]:
    """The stats that a JSON column can hold, in the order of their names."""
    return {name: value for name, value in sorted(stats.items()) if isinstance(value, int | float | str)}

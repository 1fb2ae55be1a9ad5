"""Reasons of the ledger that something goes by: which rows a later crawl asks for again, and which are asked for never.

Others are for people alone, and stand where they are given.
"""

from __future__ import annotations

from datetime import UTC, datetime

LED_TO, FURTHER_PART = ALIASES = ("another address leads here", "a further part of the story")
"""Of pages that nobody asked for: they are stored with the page that was (see project.archive.aliases)."""

REMOVED = "removed on request"
"""Of pages whose article was taken out for good: none of them is asked for again, and none stored."""

MIXED_UP = "another story in place of this one"
UNSURE = "far less or other words than are stored: believed if they stay"
"""Of pages whose last look changed nothing in their article: see project.archive.looks."""

OUTSIDE = "published outside since/until"
BY_ADDRESS = ", by its address"
"""How the reason ends of what is no article by its address alone, and was never asked for."""
FORBIDDEN = "forbidden by robots.txt"
ELSEWHERE = "redirected to another site"
FORBIDDEN_THERE = "redirected to what robots.txt forbids"
BLOCKED = "a block page in place of the story"

# How reasons of project.pages begin that a passing mishap gives as well: a server without its database or its texts,
# that says so at length or to programs, a guard before the site, a log-in, a story of one line that is still written.
_PASSING = (
    BLOCKED, "the page is empty", "nothing but boilerplate", "no text", "no title", "too little text", "few words",
    "a wall in place of the story", "a login page", "not an article but a login page", "a live page without a story",
    "a page of the paper on itself", "it is JSON", "it is a gzip file",
)  # fmt: skip
_A_LIST = "it lists other stories"


def is_passing(reason: str | None) -> bool:
    """Whether a page that is no article for this reason may be one later. That it is a file does not pass.

    >>> is_passing("too little text"), is_passing("a section page: it lists other stories")
    (True, False)
    """
    return reason is not None and reason.startswith(_PASSING)


def is_list(reason: str | None) -> bool:
    """Whether a page listed other stories, as some servers do in place of one that they cannot find.

    >>> is_list("a section page: it lists other stories")
    True
    """
    return reason is not None and reason.endswith(_A_LIST)


def outside(published_at: datetime) -> str:
    """Why a page is skipped that was published then, outside the window: by its day in UTC, a later crawl knows it.

    >>> outside(datetime(2024, 2, 12, tzinfo=UTC))
    'published outside since/until: 2024-02-12'
    """
    return f"{OUTSIDE}: {published_at.astimezone(UTC):%Y-%m-%d}"


def by_address(kind: str) -> str:
    """Why a page is no article that was never asked for.

    >>> by_address("tag")
    'tag, by its address'
    """
    return f"{kind}{BY_ADDRESS}"


def told_day(reason: str | None) -> datetime | None:
    """The first moment of the day that such a reason names; None for any other reason."""
    if reason is None or not reason.startswith(OUTSIDE):
        return None
    try:
        return datetime.strptime(reason[-10:], "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None


def leads_astray(reason: str | None) -> bool:
    """Whether a page is skipped because it leads where it is not wanted, as all pages of a site under repair do."""
    return reason is not None and reason.startswith((ELSEWHERE, FORBIDDEN_THERE))

"""Addresses that are found: those that are new get a row of the ledger, known ones learn what is said of them anew.

Times are aware and in UTC. Addresses named ``url`` are canonical ones (:func:`project.addresses.canonical`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from project.archive.base import Moment
from project.archive.models import Page
from project.archive.statements import changes
from project.archive.texts import storable
from project.items import Found
from project.reasons import ELSEWHERE, OUTSIDE

_BATCH = 500

_ADD = insert(Page).on_conflict_do_nothing(index_elements=["url"])
# A site that says so may only have touched its page: each time that nothing was new, it is believed an hour, two hours,
# four hours … later. What was published outside the window, or stands on another site, does so whatever is touched; a
# page that is known by its address alone was never fetched.
_ANNOUNCE = text(
    f"""
    UPDATE pages SET announced_at = :announced_at, next_fetch_at = CASE
        WHEN state = 'waiting' OR coalesce(fetched_at, found_at) >= :announced_at
            OR (state = 'skipped' AND (reason LIKE '{OUTSIDE}%' OR reason LIKE '{ELSEWHERE}%'))
            OR (state != 'skipped' AND fetched_at IS NULL)
        THEN next_fetch_at
        ELSE min(coalesce(next_fetch_at, '9999'), max(:now, strftime('%Y-%m-%d %H:%M:%f',
            coalesce(fetched_at, found_at), '+' || (1 << min(unchanged, 10)) || ' hours') || '000'))
        END
    WHERE url = :url AND (announced_at IS NULL OR announced_at < :announced_at)
    """
).bindparams(bindparam("announced_at", type_=Moment()), bindparam("now", type_=Moment()))


def add_found(session: Session, found: Iterable[Found], now: datetime) -> int:
    """Write down addresses that were found; those that are known already keep their row. Gives the number of new ones.

    What was announced anew since it was fetched becomes due again.
    """
    new = 0
    rest = iter(found)
    while batch := list(islice(rest, _BATCH)):
        rows = {row["url"]: row for row in (new_row(each, now) for each in batch)}
        before = changes(session)
        session.execute(_ADD, list(rows.values()))
        new += changes(session) - before
        if announced := [
            {"url": row["url"], "announced_at": row["announced_at"], "now": now}
            for row in rows.values()
            if row["announced_at"]
        ]:
            session.execute(_ANNOUNCE, announced)
    return new


def new_row(found: Found, now: datetime) -> dict[str, Any]:
    """The row of an address that was never seen."""
    return {
        "url": storable(found.url),
        "found_url": storable(found.found_url),
        "site": found.site,
        "found_via": storable(found.found_via),
        "found_at": now,
        # A page of the year 3024 would be the newest for a thousand years.
        "announced_at": found.announced_at and min(found.announced_at, now),
        "state": "waiting",
        "failures": 0,
        "unchanged": 0,
        "is_source": False,
    }

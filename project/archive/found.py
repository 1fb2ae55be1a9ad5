"""Addresses that are found: those that are new get a row of the ledger, known ones learn what is said of them anew.

Times are aware and in UTC. Addresses named ``url`` are canonical ones (:func:`project.addresses.canonical`).
"""

from __future__ import annotations

import json
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
from project.archive.storable import storable
from project.items import Found
from project.outcomes.reasons import ELSEWHERE, OUTSIDE, REMOVED

_BATCH = 500

_ADD = insert(Page).on_conflict_do_nothing(index_elements=["url"])
# A site that says so may only have touched its page: each time that nothing was new, it is believed an hour, two hours,
# four hours … later, up to two years: an archive of such a site, whatever its size, costs no more than a few looks for
# each new article. What was published outside the window, or stands on another site, does so whatever is touched; a
# page that is known by its address alone was never fetched.
_ANNOUNCE = text(
    f"""
    UPDATE pages SET announced_at = :announced_at, next_fetch_at = CASE
        WHEN state = 'waiting' OR coalesce(fetched_at, found_at) >= :announced_at
            OR (state = 'skipped' AND (reason LIKE '{OUTSIDE}%' OR reason LIKE '{ELSEWHERE}%' OR reason = '{REMOVED}'))
            OR (state != 'skipped' AND fetched_at IS NULL)
        THEN next_fetch_at
        ELSE min(coalesce(next_fetch_at, '9999'), max(:now, strftime('%Y-%m-%d %H:%M:%f',
            coalesce(fetched_at, found_at), '+' || (1 << min(unchanged, 14)) || ' hours') || '000'))
        END
    WHERE url = :url AND (announced_at IS NULL OR announced_at < :announced_at)
    """
).bindparams(bindparam("announced_at", type_=Moment()), bindparam("now", type_=Moment()))


# Whether the spelling that is asked for is the canonical one, but for the scheme, ``www`` and a slash at its end.
_BARE = "rtrim(substr(url, instr(url, '://') + 3), '/')"
_ASKED_FOR_PLAINLY = "rtrim(found_url, '/') IN ({})".format(
    ", ".join(f"'{start}' || {_BARE}" for start in ("https://", "http://", "https://www.", "http://www."))
)
# Another spelling may have what the first one had not: an AMP twin is missing, a visit's number is out of date. Of a
# batch, which pages have not come and are found in another one: hardly any, so that one statement looks at all of them,
# each by its address (https://www.sqlite.org/optoverview.html#manual_control_of_query_plans_using_cross_join).
_SPELT_OTHERWISE = text(
    """
    SELECT pair.key FROM json_each(:pairs) AS pair CROSS JOIN pages ON url = json_extract(pair.value, '$[0]')
    WHERE state IN ('waiting', 'failed', 'gone') AND article_id IS NULL
        AND found_url != json_extract(pair.value, '$[1]')
    """
)
_SPELL_PLAINLY = text(
    f"""
    UPDATE pages SET found_url = :found_url, state = 'waiting', reason = NULL, failures = 0, next_fetch_at = NULL
    WHERE url = :url AND NOT {_ASKED_FOR_PLAINLY}
    """
)
# Each visit has a number of its own: that may go on for ever.
_MOST_SPELLINGS = 3
_SPELL_ANEW = text(
    f"""
    UPDATE pages SET found_url = :found_url, next_fetch_at = coalesce(next_fetch_at, :now)
    WHERE url = :url AND state != 'waiting' AND NOT {_ASKED_FOR_PLAINLY} AND failures < {_MOST_SPELLINGS}
    """
).bindparams(bindparam("now", type_=Moment()))


def add_found(session: Session, found: Iterable[Found], now: datetime) -> int:
    """Write down addresses that were found; those that are known already keep their row. Gives the number of new ones.

    What was announced anew since it was fetched becomes due again. What did not come is asked for in another spelling
    that it was found in since: in the canonical one it waits as if it were new, in any other one a few times.
    """
    new = 0
    rest = iter(found)
    while batch := list(islice(rest, _BATCH)):
        rows = dict[str, dict[str, Any]]()
        for row in (new_row(each, now) for each in batch):
            if (known := rows.get(row["url"])) and _is_plain(known):
                row["found_url"] = known["found_url"]
            rows[row["url"]] = row
        before = changes(session)
        session.execute(_ADD, list(rows.values()))
        added = changes(session) - before
        new += added
        if added < len(rows):
            _spell(session, list(rows.values()), now)
        if announced := [
            {"url": row["url"], "announced_at": row["announced_at"], "now": now}
            for row in rows.values()
            if row["announced_at"]
        ]:
            session.execute(_ANNOUNCE, announced)
    return new


def _spell(session: Session, rows: list[dict[str, Any]], now: datetime) -> None:
    """Let pages that did not come be asked for as they were found now."""
    pairs = json.dumps([(row["url"], row["found_url"]) for row in rows])
    places = [int(place) for (place,) in session.execute(_SPELT_OTHERWISE, {"pairs": pairs})]
    spellings = [{"url": rows[place]["url"], "found_url": rows[place]["found_url"], "now": now} for place in places]
    if plain := [each for each in spellings if _is_plain(each)]:
        session.execute(_SPELL_PLAINLY, plain)
    if others := [each for each in spellings if not _is_plain(each)]:
        session.execute(_SPELL_ANEW, others)


def _is_plain(row: dict[str, Any]) -> bool:
    """As the statements have it."""
    asked_for = row["found_url"].rstrip("/").partition("://")[2].removeprefix("www.")
    return bool(asked_for == row["url"].rstrip("/").partition("://")[2])


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

"""One crawl of a site at a time, also when the last one was killed.

A lock names its process as ``host:pid:start``. The start of the process tells it from another one that got the same
number since; where that process does not run any more, its lock is taken over.
"""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from sqlalchemy import delete
from sqlalchemy.orm import Session

from project.archive.crawl_models import Lock

# Nobody can tell whether a process of another host runs. A container that was replaced was another host, and no crawl
# of one site takes longer than this.
FOREIGN_LOCK_LASTS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds a lock, and since when (UTC)."""

    site: str
    since: datetime
    holder: str

    def __str__(self) -> str:
        host, pid, _ = self.holder.rsplit(":", 2)
        since = f"{self.since:%Y-%m-%d %H:%M:%S} UTC"
        return f"{self.site} is being crawled already, since {since}, by process {pid} on {host}"


@lru_cache(maxsize=1)
def own_name() -> str:
    """``host:pid:start`` of this process."""
    return f"{socket.gethostname()}:{os.getpid()}:{started(os.getpid()) or ''}"


def started(pid: int) -> str | None:
    """When a process started, in its system's own notation: equal for the same process only. None: it does not run."""
    try:
        # proc(5): the 22nd field; the second one, the program's name, may hold spaces and brackets.
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        return None if fields[0] == "Z" else fields[19]
    except (OSError, IndexError):
        if Path("/proc/self/stat").exists():
            return None
    shown = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return " ".join(shown.stdout.split()).replace(":", ".") or None


def is_alive(holder: str, since: datetime, now: datetime) -> bool:
    """Whether the process that holds a lock still runs."""
    try:
        host, pid, start = holder.rsplit(":", 2)
        if host != socket.gethostname():
            return abs(now - since) < FOREIGN_LOCK_LASTS  # of a later time, too: the clock was set back
        return started(int(pid)) == start
    except ValueError:
        return False


def holder_of(session: Session, site: str, now: datetime) -> Held | None:
    """Who crawls a site at this moment, if anybody does."""
    lock = session.get(Lock, site)
    return Held(site, lock.since, lock.holder) if lock and is_alive(lock.holder, lock.since, now) else None


def acquire(session: Session, site: str, now: datetime) -> Held | None:
    """Take the lock of a site. Gives None, or who holds it.

    To be called in a transaction that writes: it keeps two processes from taking the same lock.
    """
    if held := holder_of(session, site, now):
        return held
    session.merge(Lock(site=site, since=now, holder=own_name()))
    return None


def release(session: Session, sites: Iterable[str]) -> None:
    """Give the locks of sites back, as far as it is this process that holds them."""
    for site in sites:
        session.execute(delete(Lock).where(Lock.site == site, Lock.holder == own_name()))

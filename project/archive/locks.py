"""One crawl of a site at a time, also when the last one was killed.

A lock names its process as ``host:pid:start``. The start of the process tells it from another one that got the same
number since; where that process does not run any more, its lock is taken over.
"""

from __future__ import annotations

import os
import socket
import subprocess
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from sqlalchemy import update
from sqlalchemy.orm import Session

from project.archive.crawl_models import Site

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


def acquire(session: Session, site: str, spider: str, start_url: str, now: datetime) -> Held | None:
    """Take the lock of a site, which becomes a site of the archive by that. Gives None, or who holds it.

    To be called in a transaction that writes: it keeps two processes from taking the same lock.
    """
    row = session.get(Site, site)
    if row is None:
        row = Site(site=site, spider=spider, start_url=start_url)
        session.add(row)
    elif row.locked_by and row.locked_since and is_alive(row.locked_by, row.locked_since, now):
        return Held(site, row.locked_since, row.locked_by)
    elif spider != "news":
        row.spider = spider  # it got a file of its own since
    row.locked_by, row.locked_since = own_name(), now
    return None


def release(session: Session, site: str) -> None:
    """Give the lock back, if it is this process that holds it."""
    session.execute(
        update(Site).where(Site.site == site, Site.locked_by == own_name()).values(locked_by=None, locked_since=None)
    )

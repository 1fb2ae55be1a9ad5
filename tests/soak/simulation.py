"""The days of the simulation: three updates each, as cron starts them, and what an operator does besides."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess

from tests.conftest import run_scrapy, scrapy_environment
from tests.soak import events
from tests.soak.clock import Clock, build_clock
from tests.soak.events import day_of, moment
from tests.soak.papers import Papers
from tests.soak.plan import make_papers
from tests.soak.server import Look, PaperServer, serving
from tests.started import import_first

_UPDATES_AT = (0.5, 8.5, 16.5)
# The papers are on this machine, and a simulated quarter of an hour has few real seconds.
_HURRIED = {
    "ARCHIVE_BACKOFF_MAX": "1",
    "ARCHIVE_BACKOFF_SECONDS": "0.2",
    "ARCHIVE_PROGRESS": "False",
    "ARCHIVE_READERS": "0",
    "DOWNLOAD_TIMEOUT": "10",
    "LOG_LEVEL": "INFO",
    "RETRY_TIMES": "1",
}
_TIMEOUT = 600.0
_ASKED = {
    "export": ("export", "-o", "-", "--copies"),
    "copies": ("copies",),
    "changes": ("changes", "--limit", "1000000"),
    "sites": ("sites", "--json"),
}


@dataclass(frozen=True)
class Alarm:
    day: int
    paper: str
    complaint: str


@dataclass(frozen=True)
class Size:
    """Bytes on disk at the end of a day."""

    day: int
    database: int
    warc: int


@dataclass
class Result:
    """What the simulation left, for :mod:`tests.soak.compare`."""

    papers: Papers
    database: Path
    looks: list[Look]
    ended_at: datetime
    alarms: list[Alarm] = field(default_factory=list)
    sizes: list[Size] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    """Commands that ended in a traceback."""
    verify: list[str] = field(default_factory=list)
    """What ``scrapy verify`` complains of."""
    answers: dict[str, str] = field(default_factory=dict)
    """What was asked at the end, and what it printed."""


def simulate(folder: Path, days: int, names: list[str], report: Callable[[str], None]) -> Result:
    """Run the days with the archive in ``folder``; ``report`` is given a line a week. Raises ClockError."""
    library = build_clock(folder)
    # Of this process's children the fork server is the one that all crawls come from; its own clock stays true, for
    # only they have an offset. numpy is loaded before the fork, and threads do not survive one.
    os.environ |= {"LD_PRELOAD": str(library), "OPENBLAS_NUM_THREADS": "1"}
    import_first("tests.soak.warm")
    clock = Clock()
    papers = {name: paper for name, paper in make_papers(days + 2).items() if name in names}
    with serving(papers, clock) as server:
        return _Simulation(folder, days, papers, clock, server).run(report)


class _Simulation:
    def __init__(self, folder: Path, days: int, papers: Papers, clock: Clock, server: PaperServer) -> None:
        self._folder, self._days, self._papers, self._clock = folder, days, papers, clock
        self._alerts = folder / "alerts.jsonl"
        database = folder / "archive.db"
        self._environment = {
            **scrapy_environment(f"sqlite:///{database}", server, folder),
            "ARCHIVE_ALERT_COMMAND": f"cat >> '{self._alerts}'; echo >> '{self._alerts}'",
        }
        self._result = Result(papers, database, server.looks, moment(days - 1, 23))
        self._server = server

    def run(self, report: Callable[[str], None]) -> Result:
        start = time.monotonic()
        for day in range(self._days):
            if day in events.OFF:
                continue
            self._live(day)
            self._measure(day)
            if day % 7 == 6 or day == self._days - 1:
                size = self._result.sizes[-1]
                report(
                    f"day {day + 1} of {self._days}: {len(self._server.looks):,} requests, database "
                    f"{size.database / 1e6:.1f} MB, {time.monotonic() - start:.0f} s"
                )
        verified = self._scrapy(self._result.ended_at, "verify")
        if verified.returncode:
            self._result.verify = (verified.stdout + verified.stderr).splitlines()
        self._result.alarms = self._read_alarms()
        asked = _ASKED | {f"coverage {site}": ("coverage", "--site", site) for site in self._papers}
        for name, arguments in asked.items():
            self._result.answers[name] = self._scrapy(self._result.ended_at, *arguments).stdout
        return self._result

    def _live(self, day: int) -> None:
        if day == 0:
            for name in self._papers:
                if name != events.HABAR:
                    self._crawl(name, moment(day, 0.2))
        if day == events.HABAR_BEGINS:
            self._crawl(events.HABAR, moment(day, 0.2), f"since={moment(day - 2):%Y-%m-%d}")
        for hour in _UPDATES_AT:
            slow_by = timedelta(hours=2) if day == events.SLOW_CLOCK else timedelta()
            self._scrapy(moment(day, hour) + timedelta(minutes=day * 7 % 13), "update", slow_by=slow_by)
        past = {events.HABAR_PAST: events.HABAR, events.AMBERTON_PAST: events.AMBERTON}
        if again := past.get(day):
            self._crawl(again, moment(day, 20), "since=2027-12-01", "until=2027-12-11")

    def _crawl(self, name: str, at: datetime, *arguments: str) -> None:
        if paper := self._papers.get(name):
            given = (f"site={paper.www}/", *arguments)
            self._scrapy(at, "crawl", "news", *(part for each in given for part in ("-a", each)))

    def _scrapy(self, at: datetime, *arguments: str, slow_by: timedelta = timedelta()) -> CompletedProcess[str]:
        """Run a command at that moment."""
        self._clock.set(at)
        # A server that does not answer costs a run so long for each request; a busy machine would not on other days.
        patience = {"DOWNLOAD_TIMEOUT": "0.5"} if day_of(at) == events.SILENCE else {}
        settings = _HURRIED | patience if arguments[0] in ("crawl", "update") else None
        offset = {"SOAK_OFFSET": str(int(self._clock.offset - slow_by.total_seconds()))}
        ran = run_scrapy(self._environment, *arguments, settings=settings, env=offset, timeout=_TIMEOUT)
        with (self._folder / "log.txt").open("a", encoding="utf-8") as log:
            log.write(f"=== {at} {' '.join(arguments)}: status {ran.returncode}\n{ran.stdout}\n{ran.stderr}\n")
        if "Traceback" in ran.stderr:
            self._result.broken.append(f"{' '.join(arguments)} of {at:%Y-%m-%d %H:%M}: {ran.stderr.splitlines()[-1]}")
        return ran

    def _measure(self, day: int) -> None:
        files = (file for file in (self._folder / "warc").rglob("*") if file.is_file())
        database = self._result.database.stat().st_size
        self._result.sizes.append(Size(day, database, sum(file.stat().st_size for file in files)))

    def _read_alarms(self) -> list[Alarm]:
        if not self._alerts.exists():
            return []
        messages = [json.loads(line) for line in self._alerts.read_text("utf-8").splitlines() if line]
        return [
            Alarm(day_of(datetime.fromisoformat(message["at"])), site["site"], complaint)
            for message in messages
            for site in message["sites"]
            for complaint in site["wrong"]
        ]

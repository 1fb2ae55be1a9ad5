"""The shifted clock: a C library that is preloaded into the crawls, and the same shift for the papers' server."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from shutil import which

_SOURCE = Path(__file__).parent / "clock.c"


class ClockError(Exception):
    """The clock cannot be shifted here."""


def build_clock(folder: Path) -> Path:
    """Compile the library into ``folder``. Raises ClockError."""
    if not (compiler := which("cc")):
        raise ClockError("no C compiler (cc) here, and without one the clock cannot be shifted")
    if sys.platform != "linux":
        raise ClockError("the clock can be shifted on Linux alone, which preloads libraries by LD_PRELOAD")
    library = folder / "clock.so"
    command = [compiler, "-shared", "-fPIC", "-O2", "-o", str(library), str(_SOURCE), "-ldl"]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    if built.returncode:
        raise ClockError(f"the C compiler cannot build the shifted clock: {built.stderr.splitlines()[0]}")
    return library


class Clock:
    """The time in the simulation: real time, moved by ``offset`` seconds."""

    def __init__(self) -> None:
        self.offset = 0.0

    def set(self, moment: datetime) -> None:
        self.offset = (moment - datetime.now(UTC)).total_seconds()

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time() + self.offset, UTC)

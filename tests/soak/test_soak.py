"""A few days of the simulation; ``make soak`` runs them all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from shutil import which

import pytest

from tests.conftest import ROOT

_SOAK = [sys.executable, "-m", "tests.soak"]


@pytest.mark.skipif(
    which("cc") is None or sys.platform != "linux",
    reason="the clock is shifted by a preloaded library in C: that takes a compiler, and Linux",
)
def test_three_days_are_archived_as_they_were() -> None:
    papers = ("courrier-lac.example", "eastgate-echo.example")
    ran = subprocess.run(
        [*_SOAK, "--days", "3", "--papers", *papers], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "no faults" in ran.stdout


def test_without_a_compiler_one_line_says_so(tmp_path: Path) -> None:
    ran = subprocess.run(
        [*_SOAK, "--days", "1"], cwd=ROOT, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2
    assert ran.stderr.splitlines() == ["no C compiler (cc) here, and without one the clock cannot be shifted"]

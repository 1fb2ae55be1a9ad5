"""The measurements can be started, and a wrong folder ends in one line."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.bench.__main__ import ALWAYS, WITH_CORPUS
from tests.conftest import ROOT


@pytest.mark.parametrize("name", sorted({*ALWAYS, *WITH_CORPUS}))
def test_every_measurement_is_there(name: str) -> None:
    assert find_spec(f"tests.bench.{name}") is not None


@pytest.mark.parametrize("arguments", [["tests.bench", "--corpus"], ["tests.bench.end_to_end"]])
def test_a_folder_that_is_no_corpus(tmp_path: Path, arguments: list[str]) -> None:
    command = [sys.executable, "-m", *arguments, str(tmp_path)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert ran.stderr.splitlines()[-1].endswith(f"{tmp_path} holds no corpus.jsonl")

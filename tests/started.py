"""``scrapy`` in a process of its own: afresh, as a shell starts it, or forked from one that imported the libraries.

The tests give some 500 commands, and most of what each of them costs is to import Scrapy, SQLAlchemy and the project. A
process that did so once (:mod:`tests.warm`) is forked for each of them.
"""

from __future__ import annotations

import os
import random
import runpy
import subprocess
import sys
import time
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

_STARTER = get_context("forkserver")
_STARTER.set_forkserver_preload(["tests.warm"])


def import_first(*modules: str) -> None:
    """Let the process that is forked import these too. To be called before the first fork."""
    _STARTER.set_forkserver_preload(["tests.warm", *modules])


def afresh(arguments: list[str], env: dict[str, str], cwd: Path, timeout: float) -> subprocess.CompletedProcess[str]:
    """Run ``python -m scrapy`` with these arguments. Nothing is raised when it fails; its output is text."""
    command = [sys.executable, "-m", "scrapy", *arguments]
    return subprocess.run(command, env=env, cwd=cwd, timeout=timeout, capture_output=True, text=True, check=False)


def forked(arguments: list[str], env: dict[str, str], cwd: Path, timeout: float) -> subprocess.CompletedProcess[str]:
    """The same, sooner."""
    with TemporaryDirectory() as folder:
        out, err = Path(folder) / "stdout", Path(folder) / "stderr"
        for file in (out, err):
            file.touch()
        process = _STARTER.Process(target=_become, args=(arguments, env, cwd, out, err))
        process.start()
        process.join(timeout)
        if process.is_alive():
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(["scrapy", *arguments], timeout, out.read_bytes(), err.read_bytes())
        return subprocess.CompletedProcess(
            ["scrapy", *arguments], process.exitcode or 0, out.read_text("utf-8"), err.read_text("utf-8")
        )


def _become(arguments: list[str], env: dict[str, str], cwd: Path, out: Path, err: Path) -> None:
    for descriptor, file in ((1, out), (2, err)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND), descriptor)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    time.tzset()
    random.seed()
    libraries = [folder for folder in sys.path if folder not in ("", str(Path(__file__).parent.parent))]
    sys.path[:] = [str(cwd), *filter(None, env.get("PYTHONPATH", "").split(os.pathsep)), *libraries]
    sys.argv = ["scrapy", *arguments]
    runpy.run_module("scrapy", run_name="__main__", alter_sys=True)

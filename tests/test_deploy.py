"""What ``deploy/`` holds, tried: the egg, the crontab line, the units of systemd, the rotation of logs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, scrapy_arguments
from tests.database import execute
from tests.newspaper.server import COURIER, Newspaper

DEPLOY = ROOT / "deploy"
HOME = "/srv/news-archive"


def rewritten(name: str, folder: Path, *changes: Callable[[str], str]) -> Path:
    """A file of ``deploy/`` as it reads where the project lies in ``folder``."""
    text = (DEPLOY / name).read_text("utf-8").replace(HOME, str(folder))
    for change in changes:
        text = change(text)
    file = folder / Path(name).name
    file.write_text(text)
    file.chmod(0o644)
    return file


def installed(tool: str) -> str:
    found = shutil.which(tool, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if found is None:
        pytest.skip(f"{tool} is not installed")
    return found


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The project in a folder of its own."""
    for name in ("project", "pipelines", "spiders", "scrapy.cfg"):
        (tmp_path / name).symlink_to(ROOT / name)
    scrapy = tmp_path / ".venv" / "bin" / "scrapy"
    scrapy.parent.mkdir(parents=True)
    scrapy.write_text(f'#!/bin/sh\nexec {sys.executable} -m scrapy "$@"\n')
    scrapy.chmod(0o755)
    return tmp_path


def test_the_egg_crawls(scrapy_env: dict[str, str], newspaper: Newspaper, tmp_path: Path) -> None:
    """As scrapyd runs it: from a packed egg, elsewhere. Migrations and data files are read from it."""
    pytest.importorskip("setuptools")
    source = tmp_path / "source"
    for name in ("project", "pipelines", "spiders", "deploy"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    build = [sys.executable, str(source / "deploy" / "setup.py"), "-q", "bdist_egg"]
    subprocess.run(build, cwd=tmp_path, check=True, capture_output=True)
    (egg,) = (source / "dist").glob("*.egg")
    shutil.rmtree(source / "project")
    env = {**scrapy_env, "PYTHONPATH": str(egg), "SCRAPY_SETTINGS_MODULE": "project.settings"}
    crawl = scrapy_arguments("crawl", "news", "-a", f"site={COURIER}/", "-a", "_job=1")
    done = subprocess.run(crawl, cwd=tmp_path, env=env, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr[-3000:]
    assert execute(env["ARCHIVE_URL"], "SELECT count(*) FROM articles") == [(23,)]
    assert execute(env["ARCHIVE_URL"], "SELECT count(*) FROM dropped_blocks") > [(3,)], "phrases.toml"


def test_the_crontab_line(home: Path) -> None:
    """By ``sh -c`` in cron's environment (crontab(5)): nearly nothing of it is set."""
    lines = rewritten("crontab", home).read_text().splitlines()
    (line,) = (line for line in lines if line.startswith("*/10 * * * * "))
    given = dict(line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=", line))
    env = {"HOME": str(home), "LOGNAME": "archive", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin", **given}
    command = line.removeprefix("*/10 * * * * ")
    assert "%" not in command, "cron takes it for the end of the line"

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", "-c", command], cwd=home, env=env, capture_output=True, text=True, check=False, timeout=120
        )

    assert "scrapy update: there is no archive" in run().stderr
    scrapy = str(home / ".venv" / "bin" / "scrapy")
    subprocess.run(
        [scrapy, "sites", "--add", "http://127.0.0.1:9/"], cwd=home, env=env, check=True, capture_output=True
    )
    assert "127.0.0.1:9  failed" in run().stdout, "cron mails what went wrong"
    assert "127.0.0.1" in (home / "logs" / "update.log").read_text()
    quiet = run()
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", ""), "and no more than that"
    assert (home / "logs" / "last-update.txt").read_text().startswith("nothing is due; next is 127.0.0.1:9 at ")


def test_the_units(home: Path) -> None:
    verify = [installed("systemd-analyze"), "verify"]
    units = [str(rewritten(f"systemd/news-archive.{kind}", home)) for kind in ("service", "timer")]
    done = subprocess.run([*verify, *units], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_rotation_of_logs(home: Path) -> None:
    rotate = installed("logrotate")
    owner = f"{home.owner()} {home.group()}"
    configuration = rewritten(
        "logrotate.conf", home, lambda text: text.replace("su news-archive news-archive", f"su {owner}")
    )
    (home / "logs").mkdir()
    with (home / "logs" / "update.log").open("a") as log:
        print("before", file=log, flush=True)
        command = [rotate, "--force", "--state", str(home / "state"), str(configuration)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        print("after", file=log, flush=True)
    assert (home / "logs" / "update.log").read_text() == "after\n", "the crawl that runs writes on into the same file"
    assert sorted(file.name for file in (home / "logs").iterdir()) == ["update.log", "update.log.1.gz"]

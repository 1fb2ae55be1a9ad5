"""Every command, query and program of the README runs, on an archive of our own papers."""

from __future__ import annotations

import re
import shlex
import sqlite3
import subprocess
import sys
from ast import literal_eval
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, run_scrapy, scrapy_environment
from tests.foreign_warc import Record, story_page, write_warc
from tests.newspaper.server import Newspaper
from tests.started import afresh

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


COMMANDS = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("scrapy ")]
CRAWLS = [line for line in COMMANDS if line.startswith("scrapy crawl ")]
QUESTIONS = [line for line in COMMANDS if line not in CRAWLS]


@pytest.fixture(scope="module")
def environment(running_newspaper: Newspaper, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """An archive of our own papers in a folder of its own, filled by the README's own crawls."""
    folder = tmp_path_factory.mktemp("readme")
    environment = scrapy_environment("sqlite:///archive.db", running_newspaper, folder)
    environment |= {"SCRAPY_SETTINGS_MODULE": "project.settings", "FOLDER": str(folder)}
    page = Record("http://www.lantern.example/local/harbour-plan", story_page(1))
    write_warc(folder / "CC-NEWS-20240301090000-00001.warc.gz", [page])
    for line in CRAWLS:
        done = run_scrapy(environment, *shlex.split(line)[1:], cwd=folder, start=afresh)
        assert done.returncode == 0, f"{line}\n{done.stderr}"
    yield environment


def test_the_readme_has_what_this_test_reads() -> None:
    assert (len(CRAWLS), len(blocks("sql")), len(blocks("python"))) == (5, 5, 1)
    assert len(QUESTIONS) > 12


def test_every_command_runs(environment: dict[str, str]) -> None:
    for line in QUESTIONS:
        done = run_scrapy(environment, *shlex.split(line)[1:], cwd=Path(environment["FOLDER"]), start=afresh)
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        assert (done.stdout + done.stderr).strip(), line
        assert "Traceback" not in done.stderr, line
        assert not re.search(r"^\w[\w ]*… ", done.stdout, re.MULTILINE), f"{line}: a reason is cut"
        assert not re.search(r"\b(?<![.,])1 (?:article|block|copie|page|text)s\b", done.stdout + done.stderr), line


def test_every_query_finds_something(environment: dict[str, str]) -> None:
    with sqlite3.connect(Path(environment["FOLDER"]) / "archive.db") as shell:
        found = {query: shell.execute(query).fetchall() for query in blocks("sql")}
    shell.close()
    assert [query for query, rows in found.items() if not rows] == []


def test_the_program_runs(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", blocks("python")[0]],
        cwd=environment["FOLDER"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Ferry crews walk out" in done.stdout
    # Each question has one answer, in every way in which it is asked.
    *_, months, new, _ = done.stdout.splitlines()
    with sqlite3.connect(Path(environment["FOLDER"]) / "archive.db") as shell:
        a_month, first_seen = (shell.execute(query).fetchall() for query in blocks("sql")[2:4])
    shell.close()
    assert months == str(a_month)
    assert sorted(literal_eval(new)) == sorted((site, title) for _, site, title in first_seen)
    (command,) = [line for line in COMMANDS if "--new-since" in line]
    exported = run_scrapy(environment, *shlex.split(command)[1:], cwd=Path(environment["FOLDER"]), start=afresh)
    assert exported.stderr == f"{len(first_seen)} articles written to new.csv; 1 copy left out, --copies takes them\n"


def test_the_files_it_names_are_there() -> None:
    named = re.findall(r"\]\(([^)#:]+)\)", README)
    assert len(named) > 3
    assert [name for name in named if not (ROOT / name).is_file()] == []

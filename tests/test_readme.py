"""Every command, query and program of the README runs, on an archive of our own papers."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from ast import literal_eval
from collections.abc import Iterator
from datetime import UTC, datetime
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


@pytest.mark.parametrize("page", ["export.md", "keep.md"])
def test_what_other_pages_tell_to_do_works(page: str, environment: dict[str, str], tmp_path: Path) -> None:
    """In a copy: an article is removed there."""
    shutil.copytree(environment["FOLDER"], tmp_path, dirs_exist_ok=True)
    scripts = re.findall(r"^```sh\n(.*?)^```$", (ROOT / "docs" / page).read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert scripts
    if missing := [tool for tool in ("bash", "jq", "sqlite3") if shutil.which(tool) is None]:
        pytest.skip(f"there is no {', '.join(missing)}")
    own = {**environment, "ARCHIVE_WARC_DIR": str(tmp_path / "warc")}
    lines = ["set -e", f'scrapy() {{ {shlex.quote(sys.executable)} -m scrapy "$@"; }}']
    for script in scripts:
        text = "\n".join([*lines, script.replace("2024", f"{datetime.now(UTC):%Y}")])
        done = subprocess.run(["bash", "-c", text], cwd=tmp_path, env=own, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{script}\n{done.stderr}"
    if page == "keep.md":
        assert "Removed, and never asked for again" in done.stdout
        assert not list((tmp_path / "warc").glob("*.gz")) and list((tmp_path / "backup-warc").glob("*.gz"))
        assert run_scrapy(own, "verify", cwd=tmp_path).returncode == 0
    else:
        last = int((tmp_path / "exported.txt").read_text())
        assert json.loads((tmp_path / "after-0.jsonl").read_text().splitlines()[-1])["id"] == last


def test_the_files_it_names_are_there() -> None:
    named = re.findall(r"\]\(([^)#:]+)\)", README)
    assert len(named) > 3
    assert [name for name in named if not (ROOT / name).is_file()] == []

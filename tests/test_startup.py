"""What a command imports before it does anything: Scrapy imports every command for each, and all spiders for most."""

from __future__ import annotations

import subprocess
import sys

import pytest

from project.readers.pool import PROGRAM
from tests.conftest import ROOT

# Each of them takes 0.01 to 0.4 s: whoever needs one imports it where it is used.
FOR_THE_ARCHIVE = {"alembic", "rich", "sqlalchemy"}
FOR_PAGES = {
    "dateparser", "feedparser", "ftfy", "itemloaders", "json_repair", "numpy", "py3langid",
    "tldextract",
}  # fmt: skip
FOR_FILES = {"pyarrow"}


def imported_by(program: str) -> set[str]:
    """The names of the packages that a program imported in a process of its own."""
    program += "\nimport sys; print('imported', *{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    last = done.stderr.splitlines()[-1].split()
    assert last[0] == "imported"
    return set(last[1:])


def imported_by_scrapy(*arguments: str) -> set[str]:
    return imported_by(
        f"from contextlib import suppress\nfrom scrapy.cmdline import execute\n"
        f"with suppress(SystemExit): execute(['scrapy', *{arguments!r}])"
    )


@pytest.mark.parametrize("arguments", [(), ("list",), ("crawl", "--help"), ("search", "--help"), ("nothing",)])
def test_a_command_that_asks_nothing_imports_neither_archive_nor_extraction(arguments: tuple[str, ...]) -> None:
    imported = imported_by_scrapy(*arguments)
    assert "project" in imported
    assert imported & (FOR_THE_ARCHIVE | FOR_PAGES | FOR_FILES) == set()


@pytest.mark.parametrize("name", ["search", "sites", "stats", "show", "copies", "changes", "crawls", "update"])
def test_an_answer_reads_no_pages_and_migrates_nothing(name: str) -> None:
    imported = imported_by(f"import project.answers.{name}, project.archive.engine")
    assert "sqlalchemy" in imported
    assert imported & (FOR_PAGES | FOR_FILES | {"alembic"}) == set()


def test_a_crawl_leaves_extraction_to_its_readers() -> None:
    imported = imported_by("import spiders.news, project.archive.queue")
    assert imported & (FOR_PAGES | FOR_FILES | {"alembic", "rich"}) == set()


def test_a_reader_is_no_crawl() -> None:
    program = PROGRAM.replace("serve(int(sys.argv[1]))", "import project.loaders").replace("sys.argv[2:]", "sys.path")
    imported = imported_by(program)
    assert {"itemloaders", "numpy"} <= imported
    assert imported & {"dateparser", "feedparser", "ftfy", "scrapy", "sqlalchemy", "tldextract", "twisted"} == set()

"""``scrapy verify``: a whole archive says so, a damaged one is named and ends with status 1."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from project.archive.engine import Archive
from tests.archive.made_up import paragraphs, save
from tests.conftest import Scrapy


def test_verify_names_what_is_wrong(archive_url: str, scrapy: Scrapy) -> None:
    with closing(Archive.open(archive_url)) as archive, archive.write() as session:
        save(session, "https://one.example/a", paragraphs(1))
    path = archive_url.removeprefix("sqlite:///")
    whole = scrapy("verify")
    assert (whole.returncode, whole.stdout) == (0, f"{path} is whole\n")
    with closing(sqlite3.connect(path)) as shell:
        shell.execute("DROP TRIGGER article_search_update")
        shell.execute("UPDATE articles SET title = 'Regatta'")
        shell.execute("UPDATE pages SET warc_file = 'missing.warc.gz', warc_offset = 0")
        shell.commit()
    damaged = scrapy("verify", "--raw-pages")
    assert damaged.returncode == 1
    assert "the full-text index does not fit the articles" in damaged.stdout
    assert "raw page of https://one.example/a (missing.warc.gz at byte 0)" in damaged.stdout
    repaired = scrapy("verify", "--repair")
    assert repaired.returncode == 1
    assert repaired.stdout.startswith("raw pages: ")
    assert repaired.stdout.endswith("/missing.warc.gz is missing (ARCHIVE_WARC_DIR)\n")
    assert scrapy("verify", settings={"ARCHIVE_WARC_DIR": ""}).returncode == 0
    with closing(sqlite3.connect(path)) as shell:
        shell.execute("UPDATE pages SET warc_file = NULL, warc_offset = NULL")
        shell.commit()
    assert scrapy("verify").returncode == 0


def test_verify_makes_no_archive(scrapy: Scrapy) -> None:
    missing = scrapy("verify")
    assert missing.returncode == 1
    assert "there is no archive at" in missing.stderr

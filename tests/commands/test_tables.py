"""Tables of long names in a terminal of 80 columns, where nothing is left out, and in a pipe, where a row is a line."""

from __future__ import annotations

import os
import pty
import subprocess
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from project.archive.crawl_models import Crawl, Site
from project.archive.engine import Archive
from project.archive.found import add_found
from project.archive.models import Article
from project.items import Found
from tests.archive.made_up import NOW, paragraphs, save
from tests.conftest import ROOT, Scrapy, scrapy_arguments
from tests.spiders.ledger import story

BEGAN = datetime.now(UTC) - timedelta(hours=5)
COURIER, HERALD = "harbour-courier.example", "valley-herald.example"
LONG = "/srv/" + "a-long-name/" * 12 + "*.warc.gz"


@pytest.fixture(autouse=True)
def stored(archive_url: str) -> Iterator[None]:
    """A story and its copy, an article without a date, two sites, three runs of which one was killed."""
    with closing(Archive.open(archive_url)) as archive:
        with archive.write() as session:
            for name in (COURIER, HERALD):
                session.add(Site(site=name, spider="news", start_url=f"http://www.{name}/"))
                url = f"http://{name}/1"
                add_found(session, [Found(url, url, name, "sitemap", NOW)], NOW)
                save(session, url, paragraphs(1), title="Harbour plan", published_at=NOW)
            save(session, f"http://{COURIER}/2", paragraphs(2), title="Nobody says when")
            for spider, given, outcome, took in (
                ("warc", {"path": LONG}, "finished", 125),
                ("news", {"site": f"http://www.{COURIER}/"}, None, None),
                ("news", {"site": f"http://www.{HERALD}/", "limit": "5"}, "finished", 7207),
            ):
                crawl = Crawl(
                    spider=spider,
                    site=None if spider == "warc" else HERALD if outcome else COURIER,
                    arguments=given,
                    started_at=BEGAN,
                    ended_at=BEGAN + timedelta(seconds=took) if took else None,
                    outcome=outcome,
                    counts={"archive/store/new": 20, "archive/store/copy": 2} if outcome else {},
                    code_version="0.1.0+1f3a5b7c9d",
                )
                session.add(crawl)
        yield


def in_terminal(environment: dict[str, str], *arguments: str) -> list[str]:
    """What a command prints in a terminal of 80 columns, in which nothing is coloured."""
    ours, its = pty.openpty()
    environment = {**environment, "COLUMNS": "80", "TERM": "dumb"}
    process = subprocess.Popen(scrapy_arguments(*arguments), env=environment, cwd=ROOT, stdout=its)
    os.close(its)
    printed = b""
    with suppress(OSError):  # as Linux says that the other end is closed
        while some := os.read(ours, 65536):
            printed += some
    os.close(ours)
    assert process.wait() == 0
    return printed.decode().splitlines()


@pytest.mark.parametrize(
    "command", ["crawls", "sites", "copies", "stats --copies", f"coverage --site {COURIER}", "changes"]
)
def test_80_columns_hold_every_line_and_no_site_is_broken(command: str, scrapy_env: dict[str, str]) -> None:
    lines = in_terminal(scrapy_env, *command.split())
    assert [line for line in lines if len(line) > 80 or "…" in line] == []
    if command in ("crawls", "sites", "copies", "stats --copies"):
        assert any(COURIER in line for line in lines) and any(HERALD in line for line in lines)


def test_nothing_of_a_long_argument_is_left_out(scrapy_env: dict[str, str]) -> None:
    lines = in_terminal(scrapy_env, "crawls")
    start = lines[0].index("spider")
    assert f"warcpath={LONG}" in "".join(line[start:].strip() for line in lines)


def test_a_row_is_a_line_in_a_pipe(scrapy: Scrapy) -> None:
    _, herald, courier, files = (line.split() for line in scrapy("crawls").stdout.splitlines())
    assert herald[3:] == ["2:00:07", HERALD, "finished", "22", "news", "limit=5"]
    assert courier[3:] == [COURIER, "running", "or", "killed", "news"]
    assert files[3:] == ["2:05", "finished", "22", "warc", f"path={LONG}"]


def test_counts_stand_below_each_other_with_the_version(scrapy: Scrapy) -> None:
    lines = [line.split() for line in scrapy("crawls", "--counts", "--limit", "1").stdout.splitlines()]
    assert lines[2] == ["version", "of", "the", "code", "0.1.0+1f3a5b7c9d"]
    assert lines[3:] == [["archive/store/copy", "2"], ["archive/store/new", "20"], []]


def test_what_looks_wrong_stands_below_the_sites(scrapy: Scrapy) -> None:
    lines = scrapy("sites").stdout.splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["site", COURIER, HERALD]
    assert lines[4:] == ["What looks wrong", f"{COURIER}: the crawl of {BEGAN:%Y-%m-%d %H:%M} was killed"]


def test_articles_without_a_date_stand_on_a_line_of_their_own(scrapy: Scrapy, archive_url: str) -> None:
    lines = scrapy("stats", "--site", COURIER).stdout.splitlines()
    day = f"{NOW:%Y-%m-%d}"
    assert lines[1].split()[:2] == [COURIER, "2"] and lines[1].split()[3:] == [day, day]
    assert lines[3].split()[:2] == [day, "1"]
    assert lines[5].startswith("1 article without a date: ")
    with closing(Archive.open(archive_url)) as archive, archive.write() as session:
        for article in session.query(Article):
            article.published_at = None
    lines = scrapy("stats", "--site", COURIER).stdout.splitlines()
    assert lines[1].split()[:2] == [COURIER, "2"] and len(lines[1].split()) == 3
    assert lines[3].startswith("2 articles without a date: ")


def test_an_address_is_never_broken(scrapy_env: dict[str, str], tmp_path: Path, archive_url: str) -> None:
    address = f"http://{COURIER}/{'a-long-name/' * 8}"
    with closing(Archive.open(archive_url)) as archive, archive.write() as session:
        number = save(session, address, paragraphs(5), title="Long", description="many words " * 20)
    lines = in_terminal(scrapy_env, "show", str(number), "--sources")
    assert [line.split()[1] for line in lines if line.startswith("url ")] == [address]
    assert [line for line in lines if len(line) > 80 and "://" not in line] == []
    (page := tmp_path / "page.html").write_text(
        story("Gulls were counted", head=f'<link rel="canonical" href="{address}">')
    )
    lines = in_terminal(scrapy_env, "extract", str(page), "--url", f"http://{COURIER}/1")
    assert [line.split()[1] for line in lines if line.startswith("url ")] == [address]


def test_an_article_is_copied_from_a_pipe_as_it_is(scrapy: Scrapy) -> None:
    assert "\n\n".join(paragraphs(1)) in scrapy("show", "1").stdout
    assert "\n".join(paragraphs(1)) in scrapy("show", "1", "--dropped").stdout, "nothing stands behind a paragraph"

"""What the commands that count print, of an archive whose content is known."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from project.addresses import canonical
from project.archive.articles import save_article
from project.archive.engine import Archive
from project.archive.found import add_found
from project.archive.ledger import mark
from project.items import Found
from tests.archive.made_up import NOW, article, paragraphs, save
from tests.conftest import ROOT, Scrapy, scrapy_arguments

DAY = timedelta(days=1)
FERRY, REPRINT, BRIDGE = "https://one.example/ferry", "https://two.example/ferry", "https://one.example/bridge"


@pytest.fixture(autouse=True)
def stored(archive_url: str) -> Iterator[None]:
    """Three articles, one of them a copy, one of them edited later; a page waits."""
    with closing(Archive.open(archive_url)) as archive:
        with archive.write() as session:
            add_found(session, [Found(url, url, "one.example", "sitemap", NOW) for url in (FERRY, f"{FERRY}/2")], NOW)
        for url, number, day in ((FERRY, 1, NOW), (REPRINT, 1, NOW + DAY), (BRIDGE, 2, NOW + 40 * DAY)):
            with archive.write() as session:
                save(session, url, paragraphs(number), title="Ferry or bridge", published_at=day)
        with archive.write() as session:
            texts = [*paragraphs(2), *paragraphs(3)[:2]]
            save(session, BRIDGE, texts, title="Ferry or bridge", published_at=NOW + 40 * DAY)
        yield


def cells(line: str) -> list[str]:
    return line.split()


def test_stats_count_articles_copies_and_pages(scrapy: Scrapy) -> None:
    lines = scrapy("stats", "--by", "month").stdout.splitlines()
    assert cells(lines[1])[:2] == ["one.example", "2"] and cells(lines[1])[-2:] == ["2026-03-01", "2026-04-10"]
    assert [cells(line)[:2] for line in lines[3:5]] == [["2026-03", "1"], ["2026-04", "1"]]
    assert "1 copy left out: --copies counts them" in lines
    assert ["1", "waiting"] in map(cells, lines)


def test_stats_of_some_days_say_nothing_of_all_pages(scrapy: Scrapy) -> None:
    lines = scrapy("stats", "--since", "2026-04", "--copies").stdout.splitlines()
    assert cells(lines[1])[:3] == ["one.example", "1", "0"]
    assert [cells(line)[:2] for line in lines[3:]] == [["2026-04-10", "1"]]


def test_stats_show_when_nothing_was_published(scrapy: Scrapy) -> None:
    lines = scrapy("stats", "--by", "day").stdout.splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("2026-03-01"))
    assert [cells(line) for line in lines[first + 1 : first + 2]] == [["…", "39", "days", "without", "an", "article"]]
    assert cells(lines[first + 2])[:2] == ["2026-04-10", "1"]


def test_a_hit_says_who_wrote_it(scrapy: Scrapy, archive_url: str) -> None:
    with closing(Archive.open(archive_url)) as archive, archive.write() as session:
        save(session, "https://one.example/gull", ["The gull is back."], title="Gull", authors=["Ann Roe", "Bo Lind"])
    assert "Ann Roe, Bo Lind, https://one.example/gull" in scrapy("search", "gull").stdout


def test_a_search_for_or_in_small_letters_says_so(scrapy: Scrapy) -> None:
    assert scrapy("search", "whale or walrus").stdout == (
        "nothing found (or: searched for as words; in capitals they are operators)\n"
    )


def test_words_narrow_what_is_counted_and_exported(scrapy: Scrapy, archive_url: str) -> None:
    with closing(Archive.open(archive_url)) as archive, archive.write() as session:
        save(session, "https://one.example/gull", ["The gull is back."], title="Gull", published_at=NOW - 40 * DAY)
        save(session, "https://two.example/gulls", ["Gulls and a gull."], title="Gulls", published_at=NOW)
    lines = scrapy("stats", "gull", "--by", "month").stdout.splitlines()
    assert [cells(line)[:2] for line in lines[1:3]] == [["one.example", "1"], ["two.example", "1"]]
    assert [cells(line)[:2] for line in lines[4:]] == [["2026-01", "1"], ["2026-02", "0"], ["2026-03", "1"]]
    rows = scrapy("export", "-o", "-", "gull", "NOT", "gulls").stdout.splitlines()
    assert [json.loads(row)["title"] for row in rows] == ["Gull"]
    assert scrapy("search", "gull", "--oldest", "--limit", "1").stdout.split()[1] == "Gull"


def test_articles_of_a_site_are_listed_without_words(scrapy: Scrapy) -> None:
    lines = scrapy("search", "--site", "one.example").stdout.splitlines()
    assert [line.split()[0] for line in lines[::3]] == ["3", "1"], "the newest first"
    for arguments in ((), ("--copies", "--limit", "3")):
        done = scrapy("search", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("scrapy search: which words? Without any, ")


def test_a_hit_says_whose_copy_it_is(scrapy: Scrapy) -> None:
    lines = scrapy("search", "ferry", "--copies").stdout.splitlines()
    assert [line.strip() for line in lines if "copy of" in line] == [
        f"two.example, 2026-03-02 12:00, copy of 1, {REPRINT}"
    ]


def test_output_that_knows_no_greek_is_no_mistake(scrapy_env: dict[str, str], archive_url: str) -> None:
    with closing(Archive.open(archive_url)) as archive, archive.write() as session:
        save(session, "https://one.example/faros", ["Ο φάρος άναψε."], title="Φάρος")
    environment = {**scrapy_env, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        scrapy_arguments("search", "φάρος"), env=environment, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0 and "?????" in done.stdout and not done.stderr


def test_coverage_counts_by_day(scrapy: Scrapy) -> None:
    lines = scrapy("coverage", "--site", "one.example").stdout.splitlines()
    assert cells(lines[0])[:5] == ["day", "found", "fetched", "waiting", "stored"]
    assert cells(lines[1])[:5] == ["2026-03-01", "2", "1", "1", "1"]
    assert cells(lines[-1])[:5] == ["all", "3", "2", "1", "2"], "with the day of the bridge"


def test_copies_name_both_sites(scrapy: Scrapy) -> None:
    lines = scrapy("copies").stdout.splitlines()
    assert [cells(line) for line in lines[1:]] == [["one.example", "two.example", "exact", "1", "100%"]]


def test_changes_name_kind_share_and_article(scrapy: Scrapy) -> None:
    (line,) = scrapy("changes").stdout.splitlines()
    assert line.startswith("2026-03-01 12:00  ") and "%" in line
    assert line.endswith("Ferry or bridge  one.example")
    assert scrapy("changes", "--site", "two.example").stdout == "no changes\n"


def test_an_article_says_what_changed_in_it(scrapy: Scrapy) -> None:
    edited = scrapy("show", "3", "--revisions").stdout
    assert "1 earlier text\nuntil 2026-03-01 12:00: " in edited and "{+" in edited
    assert "\nno earlier text\n" in scrapy("show", "1", "--revisions").stdout, "whoever asks gets an answer"
    assert "earlier text" not in scrapy("show", "1").stdout


def test_changes_tell_what_was_taken_down(scrapy: Scrapy, archive_url: str) -> None:
    with closing(Archive.open(archive_url)) as archive, archive.write() as session:
        mark(session, canonical(REPRINT), "gone", "HTTP 410", http_status=410, now=NOW + 2 * DAY)
    down, edited = scrapy("changes").stdout.splitlines()
    assert cells(down) == ["2026-03-03", "12:00", "taken", "down", "2", "Ferry", "or", "bridge", "two.example"]
    assert "taken down" not in edited
    assert scrapy("changes", "--limit", "1").stdout.splitlines() == [down]
    assert scrapy("changes", "--silent").stdout.splitlines() == [edited]
    assert scrapy("changes", "--site", "two.example", "--since", "2026-03-03").stdout.splitlines() == [down]
    for filters in (("--site", "one.example"), ("--until", "2026-03-02")):
        assert scrapy("changes", *filters).stdout.splitlines() == [edited]


def test_an_export_goes_on_where_the_last_one_ended(scrapy: Scrapy, archive_url: str, tmp_path: Path) -> None:
    def export(after: int) -> tuple[list[int], str]:
        done = scrapy("export", "-o", str(tmp_path / "new.jsonl"), "--copies", "--after", str(after))
        assert done.returncode == 0
        rows = (tmp_path / "new.jsonl").read_text("utf-8").splitlines()
        return [json.loads(row)["id"] for row in rows], done.stderr.strip().rpartition("; ")[2]

    assert export(0) == ([1, 2, 3], "next time --after 3")
    assert export(3) == ([], "next time --after 3")
    with closing(Archive.open(archive_url)) as archive, archive.write() as session:
        # read out of an old WARC file: it counts as seen long ago
        save_article(session, article("https://one.example/old", paragraphs(4)), NOW - 400 * DAY)
    assert export(3) == ([4], "next time --after 4")
    assert scrapy("export", "-o", "-", "--after", "x").stderr.startswith("scrapy export: --after: 'x' is no number (")


def test_show_tells_all_that_is_known_of_an_address(scrapy: Scrapy, archive_url: str) -> None:
    waiting = scrapy("show", f"{FERRY}/2")
    assert (waiting.returncode, waiting.stderr) == (0, "")
    assert waiting.stdout.splitlines() == [
        "address          https://one.example/ferry/2",
        "found            2026-03-01 12:00, sitemap",
        "announced        2026-03-01 12:00",
        "state            waiting",
        "last asked for   never",
        "asked for again  by the next crawl of its site",
    ]
    with closing(Archive.open(archive_url)) as archive, archive.write() as session:
        mark(session, FERRY, "failed", "HTTP 503", http_status=503, now=NOW + DAY)
    lines = scrapy("show", "1", "--sources").stdout.splitlines()
    assert "state            stored: HTTP 503" in lines
    assert "last asked for   2026-03-02 12:00, HTTP 503" in lines
    assert "in vain          1 time in a row" in lines
    assert "asked for again  by the first crawl after 2026-03-02 13:00" in lines
    assert "state" not in scrapy("show", "1").stdout
    unknown = scrapy("show", "https://one.example/nowhere")
    assert (unknown.returncode, unknown.stdout) == (2, "")

"""An article that is taken out for good: what goes, what stays, and that nothing brings it back."""

from __future__ import annotations

import os
import socket
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from sqlalchemy import text

from project.addresses import canonical
from project.answers.remove import take_out
from project.archive.crawl_models import Lock
from project.archive.engine import Archive
from project.archive.erasing import empty_member, erase
from project.archive.errors import ArchiveError
from project.archive.locks import own_name, started
from project.archive.raw_pages import iter_pages, read_page
from project.archive.warc import Exchange, WarcStore
from project.outcomes.reasons import REMOVED
from tests.archive.made_up import NOW, paragraphs, save
from tests.conftest import Scrapy
from tests.database import execute
from tests.foreign_warc import Record, write_warc
from tests.newspaper.server import COURIER, HERALD, Newspaper
from tests.spiders.ledger import rows

CABLE = f"{COURIER}/world/islands-choose-cable-over-satellites-48102"
REPRINT = f"{HERALD}/world/cable-beats-satellites-in-island-vote/a-92761"
NEXT = f"{COURIER}/harbour/ferry-crews-walk-out-second-day-48213"


def titles(archive_url: str, where: str = "1") -> list[str]:
    with closing(Archive.open(archive_url)) as archive, archive.read() as session:
        return list(session.scalars(text(f"SELECT title FROM articles WHERE {where} ORDER BY id")))


def test_nothing_brings_it_back(newspaper: Newspaper, scrapy: Scrapy, archive_url: str, tmp_path: Path) -> None:
    for url in (CABLE, REPRINT, NEXT):
        assert scrapy("crawl", "article", "-a", f"url={url}").returncode == 0
    before = titles(archive_url)
    assert titles(archive_url, "copy_of_id IS NOT NULL") == before[1:2]
    done = scrapy("remove", CABLE)
    assert (done.returncode, titles(archive_url)) == (0, before)
    assert "stays at valley-herald.example (2)\n\nNothing was removed: --apply does\n" in done.stdout
    done = scrapy("remove", "1", "--apply")
    assert done.returncode == 0
    assert "Removed, and never asked for again; 2 records of raw pages erased" in done.stdout
    assert (titles(archive_url), titles(archive_url, "copy_of_id IS NULL")) == (before[1:], before[1:])
    assert scrapy("verify", "--raw-pages").stdout.endswith("is whole\n")
    assert f"skipped: {REMOVED}\n" in scrapy("show", CABLE).stdout

    # announced anew, by hand, from a list, by another address that leads there, and out of somebody's WARC file
    newspaper.requests.clear()
    execute(archive_url, f"UPDATE pages SET fetched_at = '2024-11-05 00:00:00.000000' WHERE found_url = '{CABLE}'")
    entry = f"<url><loc>{CABLE}</loc><lastmod>{datetime.now(UTC):%Y-%m-%d}</lastmod></url>"
    newspaper.change(f"{COURIER}/robots.txt", f"User-agent: *\nSitemap: {COURIER}/new.xml\n")
    newspaper.change(f"{COURIER}/new.xml", f"<urlset>{entry}</urlset>", content_type="application/xml")
    newspaper.change(f"{COURIER}/p/48102", "", status=301, headers={"Location": CABLE})
    (tmp_path / "urls.txt").write_text(f"{CABLE}\n")
    assert scrapy("crawl", "news", "-a", f"site={COURIER}/").returncode == 0
    for argument in (f"url={CABLE}", f"file={tmp_path / 'urls.txt'}"):
        done = scrapy("crawl", "article", "-a", argument)
        assert done.returncode == 0
        assert f"{CABLE} was removed on request, and is not asked for" in done.stderr
    assert newspaper.asked(CABLE) == []
    newspaper.change(NEXT, "", status=301, headers={"Location": CABLE})
    looks = len(newspaper.asked(NEXT))
    for url in (f"{COURIER}/p/48102", NEXT, NEXT):
        done = scrapy("crawl", "article", "-a", f"url={url}")
        assert done.returncode == 1
        assert done.stderr.endswith(f"scrapy crawl: nothing could be fetched: {REMOVED}\n")
    assert len(newspaper.asked(NEXT)) == looks + 2, "it has an article of its own"
    kept = [page.url for file in (tmp_path / "warc").iterdir() for page in iter_pages(file)]
    assert newspaper.asked(CABLE) == [] and CABLE not in kept and NEXT in kept
    write_warc(tmp_path / "theirs.warc.gz", [Record(CABLE, newspaper.answers[CABLE].body)])
    assert scrapy("crawl", "warc", "-a", f"path={tmp_path / 'theirs.warc.gz'}").returncode == 0
    assert titles(archive_url, f"url = '{CABLE}'") == []
    assert {rows(archive_url)[url] for url in (CABLE, f"{COURIER}/p/48102")} == {("skipped", REMOVED)}


def test_its_own_address_is_closed_though_it_came_from_another(
    newspaper: Newspaper, scrapy: Scrapy, archive_url: str
) -> None:
    assert scrapy("crawl", "article", "-a", f"url={COURIER}/print/48213").returncode == 0
    assert titles(archive_url, f"url = '{NEXT}'") and NEXT not in rows(archive_url)
    assert scrapy("remove", NEXT, "--apply").returncode == 0
    assert scrapy("crawl", "article", "-a", f"url={NEXT}").returncode == 0
    assert (newspaper.asked(NEXT), titles(archive_url)) == ([], [])


def test_what_hung_on_it_goes_and_what_others_have_stays(scrapy: Scrapy, archive_url: str) -> None:
    with closing(Archive.open(archive_url)) as archive:
        for url, number, authors in (("a", 1, ["Ann Roe", "Bo Lind"]), ("b", 2, ["Bo Lind"])):
            with archive.write() as session:
                save(session, f"https://one.example/{url}", paragraphs(number), authors=authors, tags=["x", url])
        with archive.write() as session:
            texts = [*paragraphs(1), *paragraphs(3)]
            save(session, "https://one.example/a", texts, authors=["Ann Roe", "Bo Lind"], tags=["x", "a"])
    assert "1 address, 1 earlier text\n" in scrapy("remove", "1", "--apply").stdout
    with closing(Archive.open(archive_url)) as archive, archive.read() as session:
        for table in ("articles", "revisions", "dropped_blocks", "block_prints", "shingles"):
            column = "id" if table == "articles" else "article_id"
            assert session.scalar(text(f"SELECT count(*) FROM {table} WHERE {column} = 1")) == 0, table
        assert list(session.scalars(text("SELECT name FROM authors"))) == ["Bo Lind"]
        assert list(session.scalars(text("SELECT name FROM tags ORDER BY name"))) == ["b", "x"]
    assert scrapy("verify").returncode == 0


def test_not_while_its_site_is_crawled(scrapy: Scrapy, archive_url: str) -> None:
    holder = f"{socket.gethostname()}:{os.getpid()}:{started(os.getpid())}"
    with closing(Archive.open(archive_url)) as archive, archive.write() as session:
        save(session, "https://one.example/a", paragraphs(1))
        session.add(Lock(site="one.example", since=NOW, holder=holder))
    done = scrapy("remove", "1", "--apply")
    assert done.returncode == 1
    assert done.stderr.endswith(": try again when that ended\n")
    assert len(titles(archive_url)) == 1


def test_no_crawl_of_its_site_begins_meanwhile(
    archive_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str | None] = []

    def look(folder: Path, urls: set[str]) -> int:
        with archive.read() as session:
            seen.append(session.scalar(text("SELECT holder FROM locks WHERE site = 'one.example'")))
        raise ArchiveError("the disk is full")

    monkeypatch.setattr("project.archive.erasing.erase", look)
    with closing(Archive.open(archive_url)) as archive:
        with archive.write() as session:
            number = save(session, "https://one.example/a", paragraphs(1))
        with pytest.raises(ArchiveError, match="the disk is full"):
            take_out(archive, number, {"one.example"}, tmp_path)
        with archive.read() as session:
            assert seen == [own_name()]
            assert session.scalar(text("SELECT count(*) FROM locks")) == 0
            assert session.scalar(text("SELECT count(*) FROM articles")) == 1


def test_its_number_is_given_to_no_other(archive_url: str, scrapy: Scrapy) -> None:
    with closing(Archive.open(archive_url)) as archive:
        for count in range(3):
            with archive.write() as session:
                save(session, f"https://one.example/{count}", paragraphs(count))
        for number in (3, 2):
            assert scrapy("remove", str(number), "--apply").returncode == 0
        with archive.write() as session:
            assert save(session, "https://one.example/next", paragraphs(9)) == 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [((), "name one article"), (("1", "2"), "name one article"), (("7",), "holds no article 7")],
)
def test_wrong_arguments(arguments: tuple[str, ...], message: str, scrapy: Scrapy, archive_url: str) -> None:
    Archive.open(archive_url).close()
    done = scrapy("remove", *arguments, "--apply")
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_an_erased_page_leaves_the_others_where_they_are(tmp_path: Path) -> None:
    store = WarcStore(tmp_path)
    bodies = {f"http://www.one.example/{n}": bytes(f"{n} page ", "ascii") * 9000 for n in range(3)}
    places = {url: store.append(Exchange(url, NOW, 200, body)) for url, body in bodies.items()}
    store.close()
    file = tmp_path / places["http://www.one.example/1"][0]
    size = file.stat().st_size
    assert erase(tmp_path, {canonical("http://one.example/1")}) == 2
    assert file.stat().st_size == size
    for number in (0, 2):
        assert read_page(file, places[f"http://www.one.example/{number}"][1]).body.startswith(b"%d page" % number)
    with file.open("rb") as stream:
        kinds = [record.headers["WARC-Type"] for record in ArchiveIterator(stream)]
    assert kinds == ["response", "request", "metadata", "metadata", "response", "request"]
    assert erase(tmp_path, {canonical("http://one.example/1")}) == 0
    with file.open("r+b") as stream:
        stream.seek(40)
        stream.write(b"\0" * 40)
    assert erase(tmp_path, {canonical("http://one.example/2")}) == 2, "behind what is broken"


def test_what_cannot_be_erased_is_still_there(
    scrapy: Scrapy, newspaper: Newspaper, archive_url: str, tmp_path: Path
) -> None:
    assert scrapy("crawl", "article", "-a", f"url={CABLE}").returncode == 0
    (file,) = (tmp_path / "warc").iterdir()
    os.truncate(file, 3000)
    done = scrapy("remove", CABLE, "--apply")
    assert done.returncode == 1
    assert done.stderr == f"scrapy remove: {file}: the record at byte 0 is cut off\n"
    assert len(titles(archive_url)) == 1


@pytest.mark.parametrize("length", [300, 1 << 12, 1 << 18])
def test_an_empty_member_has_the_length_that_is_asked_for(length: int) -> None:
    assert len(empty_member(length)) == length
    with pytest.raises(ValueError, match="too few for a record"):
        empty_member(100)

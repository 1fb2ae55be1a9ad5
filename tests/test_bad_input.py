"""What the web, operators and machines get wrong: one clear line, a row in the ledger, and the crawl goes on."""

from __future__ import annotations

import gzip
import os
import signal
import sqlite3
import subprocess
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from project.addresses import canonical
from project.archive.engine import Archive
from project.archive.models import Article, Page
from tests.archive.made_up import paragraphs, save
from tests.conftest import Scrapy, scrapy_arguments
from tests.newspaper.server import COURIER, HERALD, Newspaper

ODD = "http://www.odd.example"
GOOD = f"{COURIER}/harbour/ferry-crews-walk-out-second-day-48213"


def story(things: str) -> str:
    """Six paragraphs that no other page has: the same words at two addresses of a site would be one article."""
    return "".join(
        f"<p>The {number} {things} that lay in the basin were counted again on Monday, and again nobody could say who "
        f"had moved {number * 7} {things} from the quay to the shed, or why the man who watches {things} was away.</p>"
        for number in range(3, 9)
    )


QUICK_RETRY = {"RETRY_TIMES": "1"}


def page(title: str, body: str | None = None, head: str = "") -> str:
    body = story("barges") if body is None else body
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>{head}</head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )


def rows(archive_url: str) -> dict[str, Page]:
    """The ledger: address -> row."""
    archive = Archive.open(archive_url)
    try:
        with archive.read() as session:
            pages = session.scalars(select(Page)).all()
            session.expunge_all()
            return {each.url: each for each in pages}
    finally:
        archive.close()


def articles(archive_url: str) -> dict[str, Article]:
    archive = Archive.open(archive_url)
    try:
        with archive.read() as session:
            stored = session.scalars(select(Article)).all()
            session.expunge_all()
            return {each.url: each for each in stored}
    finally:
        archive.close()


@pytest.mark.slow
def test_pages_that_are_broken(newspaper: Newspaper, scrapy: Scrapy, archive_url: str, tmp_path: Path) -> None:
    odd: dict[str, str | bytes] = {
        "no-text": page("Nothing at all", body=""),
        "twenty-megabytes": page("Large", body="<p>word</p>" * 2_000_000),
        "million-tags": page("Deep", body="<div>" * 1_000_000 + "word"),
        "nul-bytes": page("NUL", story("sacks").replace(" sacks", "\0 sacks")),
        "no-such-charset": page("Charset", story("casks"), "<meta charset=klingon-8>"),
        "year-3024": page(
            "Future", story("tubs"), '<meta property="article:published_time" content="3024-05-05T10:00:00Z">'
        ),
        "long-title": page("barge " * 1700, story("lamps")),
        "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
    }
    for name, body in odd.items():
        newspaper.change(f"{ODD}/news/{name}", body)
    newspaper.change(f"{ODD}/news/no-such-charset", content_type="text/html; charset=klingon-8")
    newspaper.change(f"{ODD}/news/loop", status=302, headers={"Location": f"{ODD}/news/loop-back"})
    newspaper.change(f"{ODD}/news/loop-back", status=302, headers={"Location": f"{ODD}/news/loop"})
    newspaper.change(f"{ODD}/news/cut", page("Cut").encode(), cut=200)
    for status in (404, 410, 503):
        newspaper.change(f"{ODD}/news/status-{status}", page("Sorry", "<p>No.</p>"), status=status, validators=False)
    urls = [*odd, "loop", "cut", "status-404", "status-410", "status-503"]
    listed = "\n".join(f"{ODD}/news/{name}" for name in urls)
    file = tmp_path / "urls.txt"
    file.write_text(f"# what to fetch\n\n{listed}\n  \nnot an address\nhttp://\nftp://old.example/x\n{GOOD}\n")

    done = scrapy("crawl", "article", "-a", f"file={file}", settings=QUICK_RETRY)

    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    ledger, stored = rows(archive_url), articles(archive_url)
    states = {name: ledger[canonical(f"{ODD}/news/{name}")].state for name in urls}
    assert states == {
        "no-text": "not_article",
        "twenty-megabytes": "failed",
        "million-tags": "not_article",
        "nul-bytes": "stored",
        "no-such-charset": "stored",
        "year-3024": "stored",
        "long-title": "stored",
        "pdf": "not_article",
        "loop": "failed",
        "cut": "failed",
        "status-404": "gone",
        "status-410": "gone",
        "status-503": "failed",
    }
    for name in urls:
        row = ledger[canonical(f"{ODD}/news/{name}")]
        assert row.state == "stored" or (row.reason and "\n" not in row.reason), name
    assert "\0" not in stored[f"{ODD}/news/nul-bytes"].text
    assert stored[f"{ODD}/news/year-3024"].published_at is None
    assert len(stored[f"{ODD}/news/long-title"].title) < 2000
    # The rubbish in the list has its line in the log, and the rest was fetched.
    for number, rubbish in ((17, "not an address"), (18, "http://"), (19, "ftp://old.example/x")):
        assert [line for line in done.stderr.splitlines() if f"line {number}: '{rubbish}'" in line]
    assert GOOD in stored


def test_discovery_documents_that_are_broken(newspaper: Newspaper, scrapy: Scrapy, archive_url: str) -> None:
    good = "<url><loc>{}</loc></url>"
    index = "".join(
        f"<sitemap><loc>{ODD}/{name}</loc></sitemap>"
        for name in ("html.xml", "cut.xml", "bomb.xml.gz", "index.xml", "good.xml")
    )
    news = f"{ODD}/news/the-barges-of-basin-four-1001"
    by_feed = f"{ODD}/news/the-crates-of-basin-five-1002"
    front = page("Odd", "", f'<link rel="alternate" type="application/rss+xml" href="{ODD}/feed.xml">')
    newspaper.change(f"{ODD}/robots.txt", f"User-agent: *\nDisallow:\nSitemap: {ODD}/index.xml\n")
    newspaper.change(f"{ODD}/", front)
    newspaper.change(f"{ODD}/index.xml", f"<sitemapindex>{index}</sitemapindex>", content_type="application/xml")
    newspaper.change(f"{ODD}/html.xml", page("No sitemap here"))
    whole = f"<urlset>{good.format(news)}{good.format(f'{ODD}/news/status-410')}"
    newspaper.change(f"{ODD}/cut.xml", whole, content_type="application/xml")
    newspaper.change(f"{ODD}/bomb.xml.gz", gzip.compress(b"<urlset>" + b" " * 200_000_000, 6))
    newspaper.change(f"{ODD}/good.xml", f"<urlset>{good.format(news)}</urlset>", content_type="application/xml")
    newspaper.change(
        f"{ODD}/feed.xml",
        "<rss version='2.0'><channel><title>Odd</title><item><title>Crates</title>"
        "<link>/news/the-crates-of-basin-five-1002</link><pubDate>Thirsday, 45 Octember</pubDate></item>"
        "</channel></rss>",
        content_type="application/rss+xml",
    )
    newspaper.change(news, page("The barges of basin four"))
    newspaper.change(by_feed, page("The crates of basin five", story("crates of tea")))
    newspaper.change(f"{ODD}/news/status-410", "gone", status=410, validators=False)

    done = scrapy("crawl", "news", "-a", f"site={ODD}/", settings=QUICK_RETRY)

    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    ledger = rows(archive_url)
    assert ledger[canonical(news)].state == "stored"
    assert ledger[canonical(by_feed)].state == "stored"
    assert ledger[canonical(by_feed)].announced_at is None
    assert ledger[canonical(f"{ODD}/news/status-410")].state == "gone"
    assert newspaper.asked(f"{ODD}/index.xml") == [f"{ODD}/index.xml"], "nested in itself, and asked for once"
    for name in ("html.xml", "bomb.xml.gz"):
        assert [line for line in done.stderr.splitlines() if f"{ODD}/{name}" in line and " WARNING: " in line], name


def test_robots_txt_that_answers_500(newspaper: Newspaper, scrapy: Scrapy, archive_url: str) -> None:
    """RFC 9309, 2.3.1.4: who cannot say what is allowed is to be left alone; the next crawl asks again."""
    newspaper.change(f"{HERALD}/robots.txt", status=500, body=b"", validators=False)
    done = scrapy("crawl", "news", "-a", f"site={HERALD}/", settings=QUICK_RETRY)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert [line for line in done.stderr.splitlines() if "robots.txt" in line and "500" in line]
    newspaper.reset()
    assert scrapy("crawl", "news", "-a", f"site={HERALD}/", "-a", "limit=2").returncode == 0
    assert len(articles(archive_url)) == 2


def test_site_that_does_not_answer(newspaper: Newspaper, scrapy: Scrapy) -> None:
    newspaper.change("http://www.silent.example/*", cut=0)
    for site in ("http://www.silent.example/", "http://www.no-such-host.example/"):
        done = scrapy("crawl", "news", "-a", f"site={site}", settings=QUICK_RETRY)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert done.stderr.strip().splitlines()[-1].startswith("scrapy crawl: ")


@pytest.mark.parametrize("argument", ["site=not an address", "site=ftp://x.example/", "since=yesteryear", "limit=-1"])
def test_argument_that_is_wrong(argument: str, scrapy: Scrapy) -> None:
    arguments = ["-a", argument] if argument.startswith("site") else ["-a", f"site={COURIER}/", "-a", argument]
    done = scrapy("crawl", "news", *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("scrapy crawl: ")
    assert argument.split("=")[1] in last


@pytest.mark.parametrize("command", ["search ferry", "coverage", "crawls", "boilerplate", "export -o -", "reextract"])
def test_questions_about_a_site_that_the_archive_does_not_know(command: str, scrapy: Scrapy, archive_url: str) -> None:
    with closing(Archive.open(archive_url)) as archive, archive.write() as session:
        save(session, "http://valley-herald.example/1", paragraphs(1))
    done = scrapy(*command.split(), "--site", "valey-herald.example")
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.strip().splitlines()
    assert "knows no site 'valey-herald.example'; did you mean valley-herald.example?" in line
    assert scrapy(*command.split(), "--site", "www.Valley-Herald.example").returncode == 0


def test_a_question_about_a_site_that_was_never_crawled(scrapy: Scrapy) -> None:
    assert scrapy("sites", "--add", f"{COURIER}/").returncode == 0
    done = scrapy("coverage", "--site", "harbour-courier.example")
    assert done.returncode == 0
    assert "knows no page of harbour-courier.example in that time" in done.stdout


def test_a_word_that_is_no_host(newspaper: Newspaper, scrapy: Scrapy) -> None:
    """The sites of the archive and those with a file are known."""
    assert scrapy("sites", "--add", f"{COURIER}/").returncode == 0
    for word, site in (("harbourcourier", "harbour-courier.example"), ("jpots", "jpost.com")):
        done = scrapy("crawl", "news", "-a", f"site={word}")
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        last = done.stderr.strip().splitlines()[-1]
        assert last.startswith(f"scrapy crawl: site: '{word}' is no host: write ")
        assert last.endswith(f"; did you mean {site}?")
    assert newspaper.asked() == []


def test_ctrl_c_in_the_middle(
    newspaper: Newspaper, scrapy: Scrapy, scrapy_env: dict[str, str], archive_url: str
) -> None:
    newspaper.change(f"{HERALD}/*", delay=0.0, status=404)  # only the Courier answers, and slowly
    for url, answer in newspaper.answers.items():
        if url.startswith(COURIER) and answer.content_type.startswith("text/html"):
            newspaper.change(url, delay=0.15)
    arguments = scrapy_arguments("crawl", "news", "-a", f"site={COURIER}/", settings={"LOG_LEVEL": "INFO"})
    process = subprocess.Popen(arguments, env=scrapy_env, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not any("-48" in url for url in newspaper.asked(COURIER)) and time.monotonic() < deadline:
        threading.Event().wait(0.05)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert "Traceback" not in errors
    assert process.returncode == 0
    waiting = [row for row in rows(archive_url).values() if row.state == "waiting"]
    assert waiting, "what was not fetched waits for the next crawl"

    newspaper.reset()
    assert scrapy("crawl", "news", "-a", f"site={COURIER}/").returncode == 0
    assert not [row.url for row in rows(archive_url).values() if row.state == "waiting"]


def test_database_that_another_process_holds_locked(newspaper: Newspaper, scrapy: Scrapy, archive_url: str) -> None:
    assert scrapy("crawl", "article", "-a", f"url={GOOD}").returncode == 0
    path = archive_url.removeprefix("sqlite:///")
    other = f"{HERALD}/farming/vineyards-light-fires-against-frost/a-90412"
    holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    (release := threading.Timer(4, lambda: holder.execute("COMMIT"))).start()
    done = scrapy("crawl", "article", "-a", f"url={other}")
    release.join()
    holder.close()
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    assert other in articles(archive_url)


def test_folder_that_cannot_be_written(scrapy: Scrapy, tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("")
    (read_only := tmp_path / "read-only").mkdir(mode=0o555)
    folders = [tmp_path / "a-file", tmp_path / "missing" / "folder", read_only]
    for folder in folders if os.geteuid() else folders[:2]:  # to root every folder is writable
        done = scrapy("crawl", "article", "-a", f"url={GOOD}", env={"ARCHIVE_URL": f"sqlite:///{folder}/archive.db"})
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert str(folder) in done.stderr.strip().splitlines()[-1]

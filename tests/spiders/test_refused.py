"""Pages that were taken for no article are read again under new rules, without a request."""

import shutil
from pathlib import Path

import pytest

from tests.archives import problems
from tests.conftest import Scrapy
from tests.newspaper.server import Newspaper
from tests.spiders.ledger import rows, states, story

SITE = "http://www.gull-post.example"
WITH_FILE = {"SPIDER_MODULES": "spiders,tests.site_files"}
NOTE = "/notes/about-us-48213.html"
AUTHOR = "/author/ann-merrow"


@pytest.fixture
def crawled(newspaper: Newspaper, archive_url: str, scrapy: Scrapy) -> Newspaper:
    """A crawl without a file of the site's own: it stores a story, and refuses two pages."""
    undated = story("About us").replace('<meta property="article:published_time" content="2024-02-02T08:00:00Z">', "")
    links = "".join(f'<a href="{path}">{path}</a>' for path in (NOTE, AUTHOR, "/harbour-wall-falls-into-the-sea"))
    newspaper.change(f"{SITE}/", f"<title>Gull Post</title>{links}")
    newspaper.change(f"{SITE}{NOTE}", undated)
    travel = (
        '<p class="travel">Our readers travel along the coast with Wendle Lines, and so can you: from £9.</p></article>'
    )
    newspaper.change(f"{SITE}{AUTHOR}", story("Known far and wide").replace("</article>", travel))
    newspaper.change(f"{SITE}/harbour-wall-falls-into-the-sea", story("Harbour wall falls"))
    done = scrapy("crawl", "news", "-a", f"site={SITE}/")
    assert done.returncode == 0, done.stderr
    found = states(archive_url, SITE)
    assert (found[NOTE], found[AUTHOR]) == ("not_article", "not_article")
    newspaper.requests.clear()
    return newspaper


def test_a_new_file_of_the_site_makes_articles_of_pages_that_were_refused(
    crawled: Newspaper, archive_url: str, scrapy: Scrapy, tmp_path: Path
) -> None:
    before = rows(archive_url)
    same = scrapy("crawl", "refused", "-a", f"site={SITE}/")
    assert same.returncode == 0, same.stderr
    assert rows(archive_url) == before, "nothing changes under the same rules"

    done = scrapy("crawl", "refused", settings=WITH_FILE)
    assert done.returncode == 0, done.stderr
    found = states(archive_url, SITE)
    assert (found[NOTE], found[AUTHOR]) == ("stored", "waiting"), "what was never fetched waits"
    assert list(crawled.requests) == []
    assert "About us" in scrapy("search", "about").stdout
    assert "refused" in scrapy("crawls").stdout
    assert rows(archive_url, "next_fetch_at IS NOT NULL") == {f"{SITE}{NOTE}": ("stored", None)}, "as any new story"
    assert problems(tmp_path / "archive.db") == []
    assert scrapy("verify", "--raw-pages").returncode == 0
    again = scrapy("reextract", "--all", settings=WITH_FILE)
    assert "0 would change" in again.stdout, again.stdout

    assert scrapy("crawl", "gull", settings=WITH_FILE).returncode == 0
    assert states(archive_url, SITE)[AUTHOR] == "stored"
    shown = scrapy("show", f"{SITE}{AUTHOR}", "--dropped").stdout
    assert "[site rule] Our readers travel" in shown, shown


def test_raw_pages_that_are_gone_and_wrong_sites_are_said_in_one_line(
    crawled: Newspaper, archive_url: str, scrapy: Scrapy, tmp_path: Path
) -> None:
    before = rows(archive_url, "warc_file IS NOT NULL")
    shutil.rmtree(tmp_path / "warc")
    done = scrapy("crawl", "refused", settings=WITH_FILE)
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stderr.splitlines() if "cannot be read again" in line]
    assert len(lines) == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert rows(archive_url, "warc_file IS NOT NULL") == before

    for site, answer in (
        ("gull", "'gull' is no host"),
        ("gul-post.example", "knows no gul-post.example; did you mean gull-post.example?"),
    ):
        wrong = scrapy("crawl", "refused", "-a", f"site={site}")
        assert wrong.returncode == 2
        assert answer in wrong.stderr

"""Sites by any of their names, and one that was mistyped."""

from __future__ import annotations

import json
import os
import socket
from contextlib import closing

import pytest

from project.archive.crawl_models import Lock, Site
from project.archive.engine import Archive
from project.archive.locks import started
from tests.archive.made_up import NOW
from tests.conftest import Scrapy
from tests.newspaper.server import Newspaper

MISTYPED = "harbuor-courier.example"


def sites(scrapy: Scrapy, *arguments: str) -> dict[str, bool]:
    """Site -> whether it is crawled."""
    done = scrapy("sites", "--json", *arguments)
    assert done.returncode == 0, done.stderr
    return {line["site"]: line["enabled"] for line in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("is_alive", [False, True])
def test_a_mistyped_site_is_forgotten_unless_a_crawl_visits_it(
    is_alive: bool, scrapy: Scrapy, archive_url: str
) -> None:
    start = started(os.getpid()) if is_alive else "7"
    holder = f"{socket.gethostname()}:{os.getpid()}:{start}"
    with closing(Archive.open(archive_url)) as archive, archive.write() as session:
        session.add(Site(site=MISTYPED, spider="news", start_url=f"https://{MISTYPED}/"))
        session.add(Lock(site=MISTYPED, since=NOW, holder=holder))
    assert sites(scrapy, "--off", MISTYPED) == ({MISTYPED: False} if is_alive else {})


def test_a_site_is_meant_by_its_name_or_any_address_on_it(scrapy: Scrapy, newspaper: Newspaper) -> None:
    assert sites(scrapy, "--add", "www.harbour-courier.example") == {"harbour-courier.example": True}
    assert sites(scrapy, "--off", "https://www.harbour-courier.example/news") == {}
    assert sites(scrapy, "--add", "http://www.harbour-courier.example/") == {"harbour-courier.example": True}
    newspaper.change("http://www.harbour-courier.example/*", status=404)
    done = scrapy("update", "www.Harbour-Courier.example", "harbour-courier.example")
    assert "there is no site" not in done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["site", "harbour-courier.example"], "once"
    done = scrapy("update", "harbour-currier.example")
    assert done.returncode == 2
    assert "there is no site 'harbour-currier.example': " in done.stderr
    assert "did you mean harbour-courier.example?" in done.stderr

"""What all tests share: the running news site, an empty archive, and Scrapy as a user calls it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest

from project.archive.engine import Archive
from tests.newspaper.server import Newspaper, serve
from tests.started import forked

# Whole crawls, of a quarter to two minutes: begun last, one of them would keep a core busy while the others idle.
LONGEST = (
    "test_readme.py", "test_reextract.py", "test_warc.py", "test_kill.py", "test_full_disk.py", "test_bad_input.py",
    "test_demo.py", "test_deploy.py", "test_newspaper.py", "test_update.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in LONGEST)


ROOT = Path(__file__).parent.parent
Scrapy = Callable[..., "subprocess.CompletedProcess[str]"]
Start = Callable[[list[str], dict[str, str], Path, float], "subprocess.CompletedProcess[str]"]

# Our own site may be hurried: no delay, several requests at once, short waits before a retry.
FAST = {
    "AUTOTHROTTLE_ENABLED": "False",
    "DOWNLOAD_DELAY": "0",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "8",
    "USER_AGENT": "news-archive-tests (+http://tests.example/)",
}
# A forked process has imported all that reads a page, and a reader would start longer than the rest lasts; a second one
# would take longer to start than its share of so few pages.
NO_READER = {"ARCHIVE_READERS": "0"}
READER = {"ARCHIVE_READERS": "1"}


@pytest.fixture(scope="session")
def running_newspaper() -> Iterator[Newspaper]:
    with serve() as newspaper:
        yield newspaper


@pytest.fixture
def newspaper(running_newspaper: Newspaper) -> Iterator[Newspaper]:
    """Our news site, running, as it was in the beginning: what a test changes is gone with the test."""
    running_newspaper.reset()
    yield running_newspaper
    running_newspaper.reset()


@pytest.fixture
def archive_url(tmp_path: Path) -> str:
    """``ARCHIVE_URL`` of an archive of this test, which does not exist yet."""
    return f"sqlite:///{tmp_path / 'archive.db'}"


@pytest.fixture
def archive(archive_url: str) -> Iterator[Archive]:
    """The archive of this test, new and open."""
    with closing(Archive.open(archive_url)) as opened:
        yield opened


class Proxy(Protocol):
    """A news site that answers as a proxy."""

    @property
    def proxy(self) -> str: ...


def scrapy_environment(archive_url: str, newspaper: Proxy, folder: Path) -> dict[str, str]:
    """The environment in which tests run Scrapy: their archive, and every request through our news site."""
    return {
        **{name: value for name, value in os.environ.items() if "proxy" not in name.lower()},
        "ARCHIVE_URL": archive_url,
        "ARCHIVE_WARC_DIR": str(folder / "warc"),
        "http_proxy": newspaper.proxy,
        "https_proxy": newspaper.proxy,
        "PYTHONPATH": str(ROOT),
    }


def scrapy_arguments(*arguments: str, settings: dict[str, str] | None = None) -> list[str]:
    """The whole command line, for tests that start the process themselves to kill it."""
    return [sys.executable, "-m", "scrapy", *_with_settings(arguments, READER, settings)]


def _with_settings(arguments: tuple[str, ...], readers: dict[str, str], settings: dict[str, str] | None) -> list[str]:
    hurried = {**FAST, **readers} if arguments[:1] in [("crawl",), ("update",)] else {}
    given = [f"{name}={value}" for name, value in {**hurried, **(settings or {})}.items()]
    return [*arguments, *(part for pair in given for part in ("-s", pair))]


def run_scrapy(
    environment: dict[str, str],
    *arguments: str,
    settings: dict[str, str] | None = None,
    env: dict[str, str] | None = None,
    cwd: Path = ROOT,
    timeout: float = 120,
    start: Start = forked,
) -> subprocess.CompletedProcess[str]:
    given = _with_settings(arguments, NO_READER if start is forked else READER, settings)
    return start(given, {**environment, **(env or {})}, cwd, timeout)


@pytest.fixture
def scrapy_env(archive_url: str, newspaper: Newspaper, tmp_path: Path) -> dict[str, str]:
    """:func:`scrapy_environment` of this test's archive."""
    return scrapy_environment(archive_url, newspaper, tmp_path)


@pytest.fixture
def scrapy(scrapy_env: dict[str, str]) -> Scrapy:
    """Run ``scrapy`` in a process of its own, in the project's root, against our news site.

    ``scrapy("crawl", "news", "-a", "site=…", settings={…}, env={…}, cwd=…)`` gives the finished process with
    its output as text; nothing is raised when it fails.
    """
    return partial(run_scrapy, scrapy_env)

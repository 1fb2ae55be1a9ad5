from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from scrapy.resolver import CachingThreadedResolver, dnscache
from twisted.internet.defer import Deferred

from tests import probes
from tests.conftest import Scrapy
from tests.newspaper.server import Newspaper

# Straight to the loopback interface, without the proxy of the other tests.
DIRECT = {"http_proxy": "", "https_proxy": "", "no_proxy": "*"}


class Inner(ThreadingHTTPServer):
    """A server in the operator's own network, which nobody outside should make a crawler ask."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Handler(BaseHTTPRequestHandler):
    server: Inner

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        _, _, target = self.path.partition("?to=")
        self.send_response(302 if target else 404 if self.path == "/robots.txt" else 200)
        if target:
            self.send_header("Location", target)
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"page")

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def inner() -> Iterator[Inner]:
    server = Inner()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def probe(scrapy: Scrapy, tmp_path: Path, urls: list[str], env: dict[str, str], **settings: str) -> dict[str, Any]:
    done, probed = probes.probe(scrapy, tmp_path, " ".join(urls), env=env, **settings)
    assert "Traceback" not in done.stderr
    return probed


def test_no_notation_reaches_the_loopback_interface(scrapy: Scrapy, inner: Inner, tmp_path: Path) -> None:
    hosts = ["127.0.0.1", "127.1", "0x7f.1", "2130706433", "017700000001", "localhost", "[::1]", "[::ffff:127.0.0.1]"]
    probed = probe(scrapy, tmp_path, [f"http://{host}:{inner.port}/" for host in hosts], DIRECT)
    assert len(probed) == len(hosts)
    for line in probed.values():
        assert line["state"] in ("failed", "skipped")
        assert line["reason"].startswith("private address: ")
        assert "ARCHIVE_ALLOW_PRIVATE" in line["reason"]
    assert inner.asked == []


def test_the_operator_can_allow_it(scrapy: Scrapy, inner: Inner, tmp_path: Path) -> None:
    url = f"http://localhost:{inner.port}/"
    probed = probe(scrapy, tmp_path, [url], DIRECT, ARCHIVE_ALLOW_PRIVATE="127.0.0.0/8")
    assert probed[url]["status"] == 200


def test_every_hop_of_a_redirect_is_checked(scrapy: Scrapy, inner: Inner, tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{inner.port}/start?to=http://0x7f.2:{inner.port}/secret"
    probed = probe(scrapy, tmp_path, [url], DIRECT, ARCHIVE_ALLOW_PRIVATE="127.0.0.1")
    assert probed[url]["reason"].startswith("private address: 0x7f.2 is 127.0.0.2")
    assert "/secret" not in inner.asked


def test_numbers_are_checked_behind_a_proxy_too(
    scrapy: Scrapy, newspaper: Newspaper, inner: Inner, tmp_path: Path
) -> None:
    start = "http://www.trap.example/start"
    newspaper.change(start, "", status=301, headers={"Location": f"http://2130706433:{inner.port}/secret"})
    newspaper.change("http://www.trap.example/robots.txt", "", status=404)
    probed = probe(scrapy, tmp_path, [start], {})
    assert probed[start]["reason"].startswith("private address: 2130706433 is 127.0.0.1")
    assert inner.asked == []
    assert not newspaper.asked("http://2130706433")


class Rebinding(CachingThreadedResolver):
    """Whoever answers for the name says something else when he is asked again."""

    asked = 0

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:
        if name in dnscache:
            return super().getHostByName(name, timeout)
        self.asked += 1
        answer = "127.0.0.2" if self.asked == 1 else "127.0.0.1"
        return super().getHostByName(answer, timeout).addCallback(self._cache_result, name)


def test_the_address_that_was_checked_is_the_one_that_is_asked(scrapy: Scrapy, inner: Inner, tmp_path: Path) -> None:
    url = f"http://rebinding.example:{inner.port}/"
    resolver = f"{__name__}.Rebinding"
    probed = probe(scrapy, tmp_path, [url], DIRECT, ARCHIVE_ALLOW_PRIVATE="127.0.0.2", DNS_RESOLVER=resolver)
    assert probed[url]["reason"] == "robots.txt: connection refused"
    assert inner.asked == []

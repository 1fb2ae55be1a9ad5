"""Our own small news site: two papers under their own names, on a free port of the loopback interface.

It answers by ``Host`` header and as an HTTP proxy, so that a crawler with ``http_proxy`` set to it sees
``http://www.harbour-courier.example/`` and ``http://www.valley-herald.example/`` as it would see real sites, and
nothing leaves the machine. A host that is not here is answered with 502, as proxies do; ``CONNECT`` too (no https).

    python -m tests.newspaper.server --port 8000
    http_proxy=http://127.0.0.1:8000 scrapy crawl news -a site=http://www.harbour-courier.example/
"""

from __future__ import annotations

import argparse
import hashlib
import json
import mimetypes
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PAGES = Path(__file__).parent / "pages"
COURIER = "http://www.harbour-courier.example"
HERALD = "http://www.valley-herald.example"
_LAST_MODIFIED = 1_735_689_600  # the start of 2025: fixed, so that two runs can be compared


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says at one address. ``headers`` come on top of the usual ones, and win."""

    body: bytes = b""
    status: int = 200
    content_type: str = "text/html"
    headers: dict[str, str] = field(default_factory=dict)
    validators: bool = True
    """Send ``ETag`` and ``Last-Modified``, and 304 to a condition that they meet."""
    delay: float = 0.0
    """Seconds before the first byte."""
    cut: int | None = None
    """Close the connection after so many bytes of the body, although all were promised; 0 answers nothing at all."""
    times: int | None = None
    """For so many requests, then as before; None: until the reset."""

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha1(self.body).hexdigest()[:16]}"'


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, as it came and as it was answered."""

    method: str
    url: str
    status: int
    headers: dict[str, str]
    """With names in lower case."""
    sent: int
    """Bytes of the body."""
    at: float
    """``time.time()``"""

    @property
    def is_conditional(self) -> bool:
        return "if-none-match" in self.headers or "if-modified-since" in self.headers


def load_answers(folder: Path = PAGES) -> dict[str, Answer]:
    """Address -> answer for every file under ``folder/<host>/``.

    The address is the file's path, unless the JSON beside it has ``served``: ``address``, ``content_type``,
    ``status`` or ``headers`` of its own.
    """
    answers = {}
    for path in sorted(folder.rglob("*")):
        beside = path.with_name(path.name + ".json")
        if not path.is_file() or path.suffix == ".json":
            continue
        served: dict[str, Any] = json.loads(beside.read_text("utf-8"))["served"] if beside.exists() else {}
        url = served.pop("address", None) or f"http://{path.relative_to(folder).as_posix()}"
        content_type = served.pop("content_type", None) or mimetypes.guess_type(path.name)[0] or "text/plain"
        answers[url] = Answer(path.read_bytes(), content_type=content_type, **served)
    return answers


class Newspaper:
    """The running site. ``proxy`` is its address, ``requests`` what it was asked; tests change what it answers."""

    def __init__(self, port: int = 0, folder: Path = PAGES) -> None:
        self.answers = load_answers(folder)
        self.hosts = sorted({url.split("/")[2] for url in self.answers})
        self.requests: list[Asked] = []
        self._changed: dict[str, Answer] = {}
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.newspaper = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def change(self, url: str, body: bytes | str | None = None, **changes: Any) -> None:
        """From now on answer differently at ``url``, which may be on any host; ``changes`` are fields of
        :class:`Answer`. An address that ends in ``*`` stands for all that begin so. What is not given stays."""
        if isinstance(body, str):
            body, changes = body.encode(), {"content_type": "text/html; charset=utf-8", **changes}
        if body is not None:
            changes["body"] = body
        with self._lock:
            before = self._changed.get(url) or self.answers.get(url) or Answer()
            self._changed[url] = replace(before, **changes)

    def reset(self) -> None:
        """Answer as in the beginning, and forget the requests; one that is still being answered slowly belongs to
        what was before."""
        with self._lock:
            self._changed.clear()
            self.requests = []

    def asked(self, prefix: str = "") -> list[str]:
        """The addresses that were asked for, in order, repeats and all."""
        return [request.url for request in list(self.requests) if request.url.startswith(prefix)]

    def answer_to(self, url: str) -> Answer:
        with self._lock:
            key = url if url in self._changed else self._widest_match(url)
            if key is not None:
                answer = self._changed[key]
                if answer.times is not None:
                    if answer.times <= 1:
                        del self._changed[key]
                    else:
                        self._changed[key] = replace(answer, times=answer.times - 1)
                return answer
            hosts = {changed.split("/")[2] for changed in self._changed} | set(self.hosts)
        if url in self.answers:
            return self.answers[url]
        if url.split("/")[2] not in hosts:
            return Answer(f"No such host here. There are: {', '.join(self.hosts)}\n".encode(), 502, "text/plain")
        return Answer(_NOT_FOUND, 404, "text/html; charset=utf-8", validators=False)

    def _widest_match(self, url: str) -> str | None:
        return next((key for key in self._changed if key.endswith("*") and url.startswith(key[:-1])), None)


_NOT_FOUND = (
    b"<!doctype html><html lang=en><title>Page not found</title><h1>Page not found</h1>"
    b"<p>We could not find what you were looking for. <a href='/'>To the front page</a></p></html>"
)


class QuietServer(ThreadingHTTPServer):
    """A server of made-up papers."""

    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A crawler that hangs up is no error here."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class QuickHandler(BaseHTTPRequestHandler):
    """Answers as a proxy, or as the host that it is asked for."""

    protocol_version = "HTTP/1.1"
    # Head and body in one packet, and no waiting for a second one: else every answer costs 40 ms (delayed ACK).
    wbufsize = -1
    disable_nagle_algorithm = True

    @property
    def url(self) -> str:
        """The whole address that is asked for."""
        return self.path if self.path.startswith("http://") else f"http://{self.headers.get('Host', '')}{self.path}"

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: the servers remember what they were asked."""


class _Server(QuietServer):
    newspaper: Newspaper


class _Handler(QuickHandler):
    server: _Server

    def do_GET(self) -> None:
        newspaper, url = self.server.newspaper, self.url
        requests, answer = newspaper.requests, newspaper.answer_to(url)
        if answer.delay:
            time.sleep(answer.delay)
        status, body = answer.status, answer.body
        if self._is_met(answer):
            status, body = 304, b""
        sent = body if answer.cut is None else body[: answer.cut]
        headers = {name.lower(): value for name, value in self.headers.items()}
        requests.append(Asked(self.command, url, status, headers, len(sent), time.time()))
        if answer.cut == 0:
            self.close_connection = True
            return
        self.send_response(status)
        for name, value in self._head(answer, status, len(body)).items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(ConnectionError):
            if self.command != "HEAD":
                self.wfile.write(sent)
            self.wfile.flush()
        if answer.cut is not None:
            self.close_connection = True

    do_HEAD = do_GET

    def do_CONNECT(self) -> None:
        self.server.newspaper.requests.append(Asked("CONNECT", f"https://{self.path}", 502, {}, 0, time.time()))
        self.close_connection = True
        self.send_error(502, "no https here")

    def _is_met(self, answer: Answer) -> bool:
        if answer.status != 200 or not answer.validators:
            return False
        if condition := self.headers.get("If-None-Match"):
            return condition == answer.etag
        return self.headers.get("If-Modified-Since") == formatdate(_LAST_MODIFIED, usegmt=True)

    def _head(self, answer: Answer, status: int, length: int) -> dict[str, str]:
        head = {} if status == 304 else {"Content-Type": answer.content_type, "Content-Length": str(length)}
        if answer.validators and status in (200, 304):
            head |= {"ETag": answer.etag, "Last-Modified": formatdate(_LAST_MODIFIED, usegmt=True)}
        return head | answer.headers


@contextmanager
def serve(port: int = 0, on_start: Callable[[Newspaper], None] | None = None) -> Iterator[Newspaper]:
    """Run the site for the length of a ``with`` block; port 0 takes a free one."""
    newspaper = Newspaper(port)
    newspaper.start()
    try:
        if on_start:
            on_start(newspaper)
        yield newspaper
    finally:
        newspaper.stop()


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.newspaper.server", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes a free one")
    arguments = parser.parse_args()
    with serve(arguments.port) as newspaper:
        print(f"serving {', '.join(newspaper.hosts)} on {newspaper.proxy}", flush=True)
        with suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()

"""The papers' server: an HTTP proxy on a free port of the loopback interface, which lives at the shifted time."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from email.utils import format_datetime, parsedate_to_datetime

from tests.newspaper.server import Answer, QuickHandler, QuietServer
from tests.soak.answers import serve
from tests.soak.clock import Clock
from tests.soak.papers import Papers


@dataclass(frozen=True)
class Look:
    """One request, and what it saw."""

    at: datetime
    url: str
    status: int
    is_conditional: bool
    story: str | None
    """The key of the story that ever stands at the address."""
    version: int | None
    """The number of its version that was answered; None: something else was."""
    is_cut: bool = False
    """Only its beginning was shown."""


class PaperServer(QuietServer):
    """Answers for all papers. ``looks`` is what it was asked."""

    def __init__(self, papers: Papers, clock: Clock) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.papers, self.clock = papers, clock
        self.looks: list[Look] = []

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(QuickHandler):
    server: PaperServer

    def do_GET(self) -> None:
        url, now = self.url, self.server.clock.now()
        served = serve(self.server.papers, url, now)
        answer, asked = served.answer, self.headers
        status, body = (304, b"") if _is_met(answer, asked) else (answer.status, answer.body)
        is_conditional = "If-None-Match" in asked or "If-Modified-Since" in asked
        key = served.story.key if served.story else None
        self.server.looks.append(Look(now, url, status, is_conditional, key, served.version, served.is_cut))
        if answer.cut == 0:
            time.sleep(answer.delay)
            self.close_connection = True
            return
        self.send_response_only(status)
        head = {"Date": format_datetime(now, usegmt=True), "Content-Type": answer.content_type, **answer.headers}
        for name, value in (head | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(body)
            self.wfile.flush()


def _is_met(answer: Answer, asked: Message) -> bool:
    if (tag := answer.headers.get("ETag")) and asked.get("If-None-Match") == tag:
        return True
    changed, since = answer.headers.get("Last-Modified"), asked.get("If-Modified-Since")
    return bool(changed and since) and parsedate_to_datetime(str(since)) >= parsedate_to_datetime(str(changed))


@contextmanager
def serving(papers: Papers, clock: Clock) -> Iterator[PaperServer]:
    server = PaperServer(papers, clock)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

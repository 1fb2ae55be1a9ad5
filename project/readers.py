"""Read pages in processes of their own: the crawl goes on meanwhile, and a page that kills its reader kills no more."""

from __future__ import annotations

import asyncio
import os
import pickle
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from project.ahead import work_ahead
from project.reading import Reading, read_page

# How many pages a process has been given: the one that it reads, and one that it need not wait for.
_GIVEN = 2
_LENGTH = struct.Struct("<Q")
_BUFFER_BYTES = 1 << 20
# Nothing of this process' state is there but where modules are found: not the reactor, not the database.
_PROGRAM = "import sys; sys.path[:] = sys.argv[2:]; from project.readers import serve; serve(int(sys.argv[1]))"


class PageKills(Exception):
    """Reading this page ended its process, or took longer than is allowed. The message says which."""


@dataclass(slots=True)
class _Asked:
    message: bytes
    answer: asyncio.Future[Reading]


class Readers:
    """At most ``count`` processes; each begins when it is first needed. With 0 pages are read right here.

    ``seconds`` is how long one page may take.
    """

    def __init__(self, count: int, seconds: float = 60) -> None:
        self.count = count
        self.seconds = seconds
        self._waiting: deque[_Asked] = deque()
        self._all: list[_Reader] = []

    async def read(self, body: bytes, url: str, **options: Any) -> Reading:
        """:func:`read_ahead` in a process of its own; an exception there is raised here, as a ``RuntimeError``.

        Raises :class:`PageKills` for a page that no process survives, and OSError where the machine has no room for
        another process or for a temporary file: that is no page's fault.
        """
        if not self.count:
            return read_ahead(body, url, **options)
        asked = _Asked(_framed((body, url, options)), asyncio.get_running_loop().create_future())
        self._waiting.append(asked)
        self._give()
        return await asked.answer

    def close(self) -> None:
        """End all processes. What they read is lost."""
        while self._all:
            self._waiting += self._all.pop().end()
        for asked in self._waiting:
            if not asked.answer.done():
                asked.answer.set_exception(PageKills("the crawl ended first"))
        self._waiting.clear()

    def _give(self) -> None:
        while self._waiting:
            reader = min(self._all, key=lambda each: len(each.given), default=None)
            if reader is not None and len(self._all) == self.count and len(reader.given) >= _GIVEN:
                return
            asked = self._waiting.popleft()
            if reader is None or (reader.given and len(self._all) < self.count):
                try:
                    reader = _Reader(self.seconds, self._give, self._ended)
                except OSError as error:
                    asked.answer.set_exception(error)
                    continue
                self._all.append(reader)
            reader.give(asked)

    def _ended(self, reader: _Reader, why: str) -> None:
        """A process is no more: the page that it read is to blame, the next one is read by another."""
        self._all.remove(reader)
        left = reader.end()
        for asked in left[:1]:
            if not asked.answer.done():
                asked.answer.set_exception(
                    PageKills(why or f"reading it ended the process (exit status {reader.status})")
                )
        self._waiting.extendleft(reversed(left[1:]))
        self._give()


class _Reader(asyncio.Protocol):
    """One process, and the pages that it was given, in order.

    It says when a page was answered, and when it came to its end by itself, with the reason where it is known.
    """

    def __init__(self, seconds: float, on_answer: Callable[[], None], on_end: Callable[[_Reader, str], None]) -> None:
        self.given: deque[_Asked] = deque()
        self.status: int | None = None
        self._seconds = seconds
        self._on_answer = on_answer
        self._on_end = on_end
        self._received = bytearray()
        self._unsent: list[bytes] = []
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._loop = asyncio.get_running_loop()
        ours, theirs = socket.socketpair()
        for end in (ours, theirs):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BUFFER_BYTES)
        with theirs:
            command = [sys.executable, "-c", _PROGRAM, str(theirs.fileno()), *sys.path]
            try:
                self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
            except OSError:
                ours.close()
                raise
        ours.setblocking(False)
        self._connecting = self._loop.create_task(self._connect(ours))

    async def _connect(self, ours: socket.socket) -> None:
        await self._loop.create_unix_connection(lambda: self, sock=ours)

    def give(self, asked: _Asked) -> None:
        self.given.append(asked)
        if self._transport is None:
            self._unsent.append(asked.message)
        else:
            self._transport.write(asked.message)
        if len(self.given) == 1:
            self._watch()

    def end(self) -> list[_Asked]:
        """Kill it. Gives the pages that it did not read."""
        if self._timer is not None:
            self._timer.cancel()
        self._connecting.cancel()
        if self._transport is not None:
            self._transport.abort()
        self._process.kill()
        self.status = self._process.wait()
        left, self.given = list(self.given), deque()
        return left

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        for message in self._unsent:
            transport.write(message)
        self._unsent.clear()

    def data_received(self, data: bytes) -> None:
        self._received += data
        while len(self._received) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._received)
            end = _LENGTH.size + length
            if len(self._received) < end:
                return
            with memoryview(self._received) as received:
                answer = pickle.loads(received[_LENGTH.size : end])
            del self._received[:end]
            self._take(answer)

    def connection_lost(self, error: Exception | None) -> None:
        if self.status is None:
            self._on_end(self, "")

    def _take(self, answer: Reading | Exception) -> None:
        asked = self.given.popleft()
        if not asked.answer.done():
            if isinstance(answer, Exception):
                asked.answer.set_exception(answer)
            else:
                asked.answer.set_result(answer)
        self._watch()
        self._on_answer()

    def _watch(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        why = f"it could not be read within {self._seconds:g} s"
        self._timer = self._loop.call_later(self._seconds, self._on_end, self, why) if self.given else None


def read_ahead(body: bytes, url: str, **options: Any) -> Reading:
    """:func:`project.reading.read_page`, and what the pipelines will ask of its article."""
    reading = read_page(body, url, **options)
    if reading.article is not None:
        rules = options.get("rules")
        reading.article.ahead = work_ahead(reading.article, rules.names if rules else ())
    return reading


def serve(descriptor: int) -> None:
    """Read what comes through a socket, until its other end is closed."""
    # Ctrl-C reaches the whole group: it is the crawl that decides what is finished.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    # A crawl that was killed tells nobody, and the page that is being read may take long.
    threading.Thread(target=_end_with_crawl, args=(descriptor,), daemon=True).start()
    with socket.socket(fileno=descriptor) as connection, connection.makefile("rb", 1 << 20) as pages:
        while len(head := pages.read(_LENGTH.size)) == _LENGTH.size:
            body, url, options = pickle.loads(pages.read(_LENGTH.unpack(head)[0]))
            try:
                answer: Reading | Exception = read_ahead(body, url, **options)
            except OSError as error:  # no room for a temporary file: no page's fault
                answer = error
            except Exception as error:
                answer = RuntimeError(f"{type(error).__name__}: {error}")
            connection.sendall(_framed(answer))


def _framed(message: Any) -> bytes:
    content = pickle.dumps(message, protocol=5)
    return _LENGTH.pack(len(content)) + content


def _end_with_crawl(descriptor: int) -> None:
    closed = select.poll()
    closed.register(descriptor, 0)  # closing is always reported
    closed.poll()
    os._exit(1)

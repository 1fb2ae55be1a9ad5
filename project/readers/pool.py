"""Read pages in processes of their own: the crawl goes on meanwhile, and a page that kills its reader kills no more."""

from __future__ import annotations

import asyncio
import pickle
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from project.pages.reading import Reading
from project.readers.messages import LENGTH, framed

# How many pages a process has been given: the one that it reads, and one that it need not wait for.
_GIVEN = 2
_BUFFER_BYTES = 1 << 20
# Nothing of this process' state is there but where modules are found: not the reactor, not the database.
PROGRAM = """
import sys
sys.path[:] = sys.argv[2:]
# To know their items itemadapter imports Scrapy, with it Twisted, and attrs, where it can: 0.4 s that no reader needs.
sys.modules.update({"attr": None, "scrapy": None})
import itemadapter
del sys.modules["attr"], sys.modules["scrapy"]
from project.readers.process import serve
serve(int(sys.argv[1]))
"""


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

    _open: ClassVar[dict[tuple[int, float], Readers]] = {}

    def __init__(self, count: int, seconds: float = 60) -> None:
        self.count = count
        self.seconds = seconds
        self._waiting: deque[_Asked] = deque()
        self._all: list[_Reader] = []
        self._users = 1

    @classmethod
    def shared(cls, count: int, seconds: float) -> Readers:
        """Those that all crawls of this process use: to start one takes half a second. Each crawl closes them once."""
        if readers := cls._open.get((count, seconds)):
            readers._users += 1
        else:
            readers = cls._open[count, seconds] = cls(count, seconds)
        return readers

    async def read(self, body: bytes, url: str, **options: Any) -> Reading:
        """What :func:`project.readers.process.read_ahead` gives in a process of its own; an exception there is raised
        here, as a ``RuntimeError``.

        Raises :class:`PageKills` for a page that no process survives, and OSError where the machine has no room for
        another process or for a temporary file: that is no page's fault.
        """
        if not self.count:
            from project.readers.process import read_ahead

            return read_ahead(body, url, **options)
        asked = _Asked(framed((body, url, options)), asyncio.get_running_loop().create_future())
        self._waiting.append(asked)
        self._give()
        return await asked.answer

    def close(self) -> None:
        """End all processes, once everybody who shares them closed them. What they read is lost."""
        self._users -= 1
        if self._users > 0:
            return
        if self._open.get((self.count, self.seconds)) is self:
            del self._open[self.count, self.seconds]
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
            command = [sys.executable, "-c", PROGRAM, str(theirs.fileno()), *sys.path]
            try:
                # In a group of its own, which Ctrl-C does not reach: it is the crawl that decides what is finished.
                self._process = subprocess.Popen(
                    command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, process_group=0
                )
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
        while len(self._received) >= LENGTH.size:
            (length,) = LENGTH.unpack_from(self._received)
            end = LENGTH.size + length
            if len(self._received) < end:
                return
            with memoryview(self._received) as received:
                answer = pickle.loads(received[LENGTH.size : end])
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

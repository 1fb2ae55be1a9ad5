"""Read pages in processes of their own: the crawl goes on meanwhile, and a page that kills its reader kills no more."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from project.reading import Reading, read_page


class PageKills(Exception):
    """Reading this page ended its process, or took longer than is allowed. The message says which."""


@dataclass(slots=True)
class _Reader:
    process: Any
    connection: Connection


class Readers:
    """At most ``count`` processes; each begins when it is first needed. With 0 pages are read right here.

    ``seconds`` is how long one page may take.
    """

    def __init__(self, count: int, seconds: float = 60) -> None:
        self.count = count
        self.seconds = seconds
        # Nothing of this process' state is inherited: not the reactor, not the threads, not the database.
        self._context = multiprocessing.get_context("spawn")
        self._idle: list[_Reader] = []
        self._all: list[_Reader] = []
        self._free = asyncio.Semaphore(max(count, 1))
        self._threads = ThreadPoolExecutor(max(count, 1), thread_name_prefix="reader") if count else None

    async def read(self, body: bytes, url: str, **options: Any) -> Reading:
        """:func:`project.reading.read_page` in a process of its own; an exception there is raised here.

        Raises :class:`PageKills` for a page that no process survives, and OSError where the machine has no room for
        another process or for a temporary file: that is no page's fault.
        """
        if self._threads is None:
            return read_page(body, url, **options)
        async with self._free:
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._ask, body, url, options)

    def close(self) -> None:
        """End all processes. What they read is lost."""
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
        for reader in list(self._all):
            self._end(reader)

    def _ask(self, body: bytes, url: str, options: dict[str, Any]) -> Reading:
        reader = self._idle.pop() if self._idle else self._begin()
        try:
            reader.connection.send((body, url, options))
            if not reader.connection.poll(self.seconds):
                raise PageKills(f"it could not be read within {self.seconds:g} s")
            answer = reader.connection.recv()
        except (EOFError, OSError) as error:
            self._end(reader)
            raise PageKills(f"reading it ended the process (exit status {reader.process.exitcode})") from error
        except BaseException:
            self._end(reader)
            raise
        self._idle.append(reader)
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, Reading)
        return answer

    def _begin(self) -> _Reader:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs,), name="page reader", daemon=True)
        process.start()
        theirs.close()
        reader = _Reader(process, ours)
        self._all.append(reader)
        return reader

    def _end(self, reader: _Reader) -> None:
        if reader in self._all:
            self._all.remove(reader)
        reader.process.kill()
        reader.process.join()
        reader.connection.close()


def _serve(connection: Connection) -> None:
    # Ctrl-C reaches the whole group: it is the crawl that decides what is finished.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    # A crawl that was killed tells nobody.
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            body, url, options = connection.recv()
        except (EOFError, OSError):
            return
        try:
            answer: Reading | Exception = read_page(body, url, **options)
        except OSError as error:
            answer = error
        except Exception as error:
            answer = RuntimeError(f"{type(error).__name__}: {error}")
        connection.send(answer)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)

"""A process that reads pages for a crawl: see :mod:`project.readers.pool`."""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import socket
import threading
from typing import Any

from project.pages.reading import Reading, read_page
from project.readers.ahead import work_ahead
from project.readers.messages import LENGTH, framed


def read_ahead(body: bytes, url: str, **options: Any) -> Reading:
    """:func:`project.pages.reading.read_page`, and what the pipelines will ask of its article."""
    reading = read_page(body, url, **options)
    if reading.article is not None:
        rules = options.get("rules")
        reading.article.ahead = work_ahead(reading.article, rules.names if rules else ())
    return reading


def serve(descriptor: int) -> None:
    """Read what comes through a socket, until its other end is closed."""
    # systemd ends every process of a service: it is the crawl that decides what is finished.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    # A crawl that was killed tells nobody, and the page that is being read may take long.
    threading.Thread(target=_end_with_crawl, args=(descriptor,), daemon=True).start()
    with socket.socket(fileno=descriptor) as connection, connection.makefile("rb", 1 << 20) as pages:
        is_first = True
        while len(head := pages.read(LENGTH.size)) == LENGTH.size:
            body, url, options = pickle.loads(pages.read(LENGTH.unpack(head)[0]))
            try:
                answer: Reading | Exception = read_ahead(body, url, **options)
            except OSError as error:  # no room for a temporary file: no page's fault
                answer = error
            except Exception as error:
                answer = RuntimeError(f"{type(error).__name__}: {error}")
            connection.sendall(framed(answer))
            if is_first:
                # What is loaded by now stays: to look through it for garbage again and again costs a page 0.5 ms.
                gc.collect()
                gc.freeze()
                is_first = False


def _end_with_crawl(descriptor: int) -> None:
    closed = select.poll()
    closed.register(descriptor, 0)  # closing is always reported
    closed.poll()
    os._exit(1)

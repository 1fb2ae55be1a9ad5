"""A corpus of real pages with gold: a folder with ``corpus.jsonl`` and ``pages/ID.html.gz``.

Each line of ``corpus.jsonl`` is an object with ``id``, ``url``, ``site``, ``source``, ``charset`` (the HTTP header's,
or null) and ``gold`` (``body``, or ``paragraphs``, and the fields that are known). Beside the folder are ``score.py``,
which measures an export, and ``replay.py``, a proxy that answers for the addresses.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

Record = dict[str, Any]

_NAMES = re.compile(
    rb"""(\s(?:class|id|data-testid|data-component|data-type)\s*=\s*)("[^"<>]*"|'[^'<>]*')""", re.IGNORECASE
)
# So that no word comes of it.
_CONSONANTS = str.maketrans("0123456789abcdef", "qwrtzpsdfghjklxc")


def folder(text: str) -> Path:
    """The argument that names a corpus, for argparse."""
    corpus = Path(text)
    if not (corpus / "corpus.jsonl").is_file():
        raise argparse.ArgumentTypeError(f"{text} holds no corpus.jsonl")
    return corpus


def read_records(corpus: Path) -> list[Record]:
    with (corpus / "corpus.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_body(corpus: Path, record: Record) -> bytes:
    """A page as it came."""
    return gzip.decompress((corpus / "pages" / f"{record['id']}.html.gz").read_bytes())


def nameless(body: bytes) -> bytes:
    """A page whose classes, ids and the like say nothing: what systems make of them that write a style sheet's names
    anew for every page, ``class="x7f3k"``. Equal names stay equal."""
    return _NAMES.sub(_unnamed, body)


def _unnamed(found: re.Match[bytes]) -> bytes:
    return found[1] + b'"' + b" ".join(map(_meaningless, found[2][1:-1].split())) + b'"'


@cache
def _meaningless(name: bytes) -> bytes:
    return b"x" + hashlib.md5(name).hexdigest()[:7].translate(_CONSONANTS).encode()


def gold_text(record: Record) -> str:
    """The words of the story, paragraphs parted by blank lines."""
    gold = record["gold"]
    return gold["body"] if "body" in gold else "\n\n".join(gold["paragraphs"])


def read_measure(corpus: Path) -> Any:
    """The module ``score.py`` beside the corpus."""
    spec = importlib.util.spec_from_file_location("score", corpus.parent / "score.py")
    assert spec and spec.loader
    measure = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(measure)
    return measure


def score(corpus: Path, rows: Path, *arguments: str) -> None:
    """Print how an export compares with the gold."""
    given = [sys.executable, str(corpus.parent / "score.py"), str(corpus), f"ours={rows}", *arguments]
    subprocess.run(given, check=True)


@contextmanager
def replayed(corpus: Path) -> Iterator[str]:
    """The address of a proxy that answers for all addresses of the corpus, as long as the block runs."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, str(corpus.parent / "replay.py"), str(corpus), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as proxy:
        try:
            for _ in range(300):
                with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
                if proxy.poll() is not None:
                    raise SystemExit(f"{command[1]} ended with status {proxy.returncode}")
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            proxy.terminate()

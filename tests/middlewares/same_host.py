"""A host of which the tests of the middlewares ask for a few paths."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests import probes
from tests.conftest import Scrapy

HOST = "http://www.same.example"


def probe(scrapy: Scrapy, tmp_path: Path, *paths: str, **meta: Any) -> dict[str, dict[str, Any]]:
    """Path -> what a request to it brought, as the probing spider tells; every request has this ``meta``."""
    urls = " ".join(f"{HOST}{path}" for path in paths)
    done, probed = probes.probe(scrapy, tmp_path, urls, meta=json.dumps(meta))
    assert done.returncode == 0, done.stderr
    return {url.removeprefix(HOST): line for url, line in probed.items()}

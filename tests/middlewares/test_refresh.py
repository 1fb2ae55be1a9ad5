from __future__ import annotations

from pathlib import Path

from tests.conftest import Scrapy
from tests.middlewares.same_host import HOST, probe
from tests.newspaper.server import Newspaper


def test_a_page_may_send_its_reader_on(scrapy: Scrapy, newspaper: Newspaper, tmp_path: Path) -> None:
    tag = f'<META HTTP-EQUIV="Refresh" CONTENT="0; url={HOST}/new">'
    newspaper.change(f"{HOST}/old", f"<title>Moved</title>{tag}", content_type="text/html")
    newspaper.change(f"{HOST}/late", f"<title>Refresh</title>{'Ice. ' * 900}{tag}", content_type="text/html")
    newspaper.change(f"{HOST}/new", "<p>The ice melts.", content_type="text/html")
    found = probe(scrapy, tmp_path, "/old", "/late")
    assert found["/old"]["body"] == "<p>The ice melts."
    assert "Ice." in found["/late"]["body"]

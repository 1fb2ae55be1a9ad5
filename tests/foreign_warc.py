"""WARC files as another tool writes them: whole news pages, packed record by record, in one piece, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.archive.made_up import paragraphs

HTML = "text/html; charset=utf-8"


def story_page(number: int, *, published: str = "2024-03-01T08:00:00+00:00", title: str = "", rest: str = "") -> bytes:
    """A news page around a made up story."""
    title = title or f"Council votes on harbour plan number {number}"
    story = "\n".join(f"<p>{text}</p>" for text in paragraphs(number))
    return f"""<!doctype html><html lang="en"><head><title>{title} - The Lantern</title>
<meta property="og:type" content="article"><meta property="og:title" content="{title}">
<meta property="article:published_time" content="{published}"></head>
<body><nav><a href="/">Home</a> <a href="/local/">Local</a></nav><main><article><h1>{title}</h1>
{story}
{rest}</article></main><footer>The Lantern, all rights reserved</footer></body></html>""".encode()


@dataclass(frozen=True, slots=True)
class Record:
    """A response as it stands in a file; ``date`` is ISO 8601 in UTC."""

    url: str
    body: bytes
    date: str = "2024-03-01T09:00:00Z"
    status: str = "200 OK"
    content_type: str = HTML
    headers: list[tuple[str, str]] = field(default_factory=list)


def write_warc(path: Path, records: Iterable[Record], *, is_packed: bool = True) -> Path:
    """Append records to a file, each with the request and the metadata that other tools write beside it."""
    with path.open("ab") as file:
        writer = WARCWriter(file, gzip=is_packed)
        for record in records:
            dates = {"WARC-Date": record.date}
            headers = [("Content-Type", record.content_type), *record.headers]
            http = StatusAndHeaders(record.status, headers, protocol="HTTP/1.1")
            request = StatusAndHeaders("GET / HTTP/1.1", [("Host", "lantern.example")], is_http_request=True)
            body, size = BytesIO(record.body), len(record.body)
            writer.write_record(
                writer.create_warc_record(record.url, "request", http_headers=request, warc_headers_dict=dict(dates))
            )
            writer.write_record(
                writer.create_warc_record(
                    record.url, "response", body, size, http_headers=http, warc_headers_dict=dict(dates)
                )
            )
            writer.write_record(
                writer.create_warc_record(
                    record.url, "metadata", BytesIO(b"a: 1\r\n"), 6, warc_headers_dict=dict(dates)
                )
            )
    return path

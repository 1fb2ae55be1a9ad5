"""Raw pages: what is written is what is read, by us and by another library, whatever a crash left."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from project.addresses import canonical
from project.answers.verify import raw_page_check
from project.archive.errors import ArchiveError
from project.archive.raw_pages import iter_pages, locate, read_page
from project.archive.warc import Exchange, WarcStore, pack, whole_length
from project.outcomes.fetching import signed_hash

NOON = datetime(2026, 3, 1, 12, 0, 5, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[WarcStore]:
    store = WarcStore(tmp_path)
    yield store
    store.close()


def exchange(number: int, body: bytes | None = None, at: datetime = NOON) -> Exchange:
    return Exchange(
        url=f"https://www.harbour-courier.example/{number}?page=1",
        fetched_at=at,
        status=200,
        body=body if body is not None else f"<p>The ferry left pier {number} on time.</p>".encode() * 50,
        response_headers=[("Content-Type", "text/html; charset=windows-1251"), ("Content-Encoding", "gzip")],
        request_headers=[("Host", "www.harbour-courier.example"), ("User-Agent", "news-archive")],
    )


def test_reads_back_what_was_written(tmp_path: Path, store: WarcStore) -> None:
    sent = [exchange(number) for number in range(5)]
    places = [store.append(one) for one in sent]
    store.close()
    for one, (name, offset) in zip(sent, places, strict=True):
        page = read_page(tmp_path / name, offset)
        assert (page.url, page.body, page.status, page.fetched_at) == (one.url, one.body, 200, NOON)
        assert (page.content_type, page.charset) == ("text/html", "windows-1251")


def test_another_library_reads_both_records_of_an_exchange(tmp_path: Path, store: WarcStore) -> None:
    name, _ = store.append(exchange(1))
    with (tmp_path / name).open("rb") as file:
        response, request = (
            (r.rec_type, r.rec_headers, r.http_headers, r.content_stream().read())
            for r in ArchiveIterator(file, check_digests="raise")
        )
    assert (response[0], request[0]) == ("response", "request")
    assert response[3] == exchange(1).body
    assert response[2].get_header("Content-Length") == str(len(exchange(1).body))
    assert response[2].get_header("Content-Encoding") is None
    assert request[1].get_header("WARC-Concurrent-To") == response[1].get_header("WARC-Record-ID")
    assert b"\r\n\r\nGET /1?page=1 HTTP/1.1\r\nHost: " in gzip.decompress((tmp_path / name).read_bytes())


@pytest.mark.parametrize("cut", [1, 40, 200, 500])
def test_a_record_that_a_crash_cut_off_is_skipped_and_repaired(tmp_path: Path, store: WarcStore, cut: int) -> None:
    places = [store.append(exchange(number)) for number in range(3)]
    store.close()
    path = tmp_path / places[0][0]
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    kept = [page.url for page in iter_pages(path)]
    assert kept[:2] == [exchange(0).url, exchange(1).url]

    name, offset = store.append(exchange(9))
    store.close()
    assert name == places[0][0]
    assert whole_length(path) == path.stat().st_size
    assert read_page(path, offset).url == exchange(9).url
    with path.open("rb") as file:
        urls = [r.rec_headers.get_header("WARC-Target-URI") for r in ArchiveIterator(file) if r.rec_type == "response"]
    assert urls == [*kept, exchange(9).url]


def test_bytes_that_look_like_a_gzip_head_do_not_mislead_the_repair(tmp_path: Path) -> None:
    body = b"\x1f\x8b\x08\x00WARC/" * 400 + bytes(range(256)) * 4000
    path = tmp_path / "one.warc.gz"
    data = pack(exchange(1, body))
    path.write_bytes(data)
    assert whole_length(path) == len(data)
    path.write_bytes(data + data[: len(data) // 3])
    assert whole_length(path) == len(data)
    path.write_bytes(data[:100])
    assert whole_length(path) == 0


def test_a_new_file_each_day_and_each_size(tmp_path: Path) -> None:
    store = WarcStore(tmp_path, file_bytes=700)
    names = [store.append(exchange(number))[0] for number in range(3)]
    names.append(store.append(exchange(4, at=NOON.replace(day=2)))[0])
    store.close()
    assert names == [
        "news-archive-20260301-0001.warc.gz",
        "news-archive-20260301-0002.warc.gz",
        "news-archive-20260301-0003.warc.gz",
        "news-archive-20260302-0001.warc.gz",
    ]


def test_two_processes_write_two_files(tmp_path: Path, store: WarcStore) -> None:
    mine, _ = store.append(exchange(1))
    script = (
        "import sys; from pathlib import Path; from tests.archive.test_warc import exchange; "
        "from project.archive.warc import WarcStore; store = WarcStore(Path(sys.argv[1])); "
        "print(store.append(exchange(2))[0]); store.close()"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, cwd=root, check=True
    )
    assert done.stdout.strip() == "news-archive-20260301-0002.warc.gz"
    assert mine == "news-archive-20260301-0001.warc.gz"


def test_foreign_files_are_read_plain_or_packed_and_filtered_by_address(tmp_path: Path) -> None:
    data = b"".join(pack(exchange(number)) for number in range(4))
    packed, plain = tmp_path / "a.warc.gz", tmp_path / "a.warc"
    packed.write_bytes(data)
    plain.write_bytes(gzip.decompress(data))
    for path in (packed, plain):
        assert [page.url for page in iter_pages(path)] == [exchange(number).url for number in range(4)]
    second = iter_pages(packed, lambda url, date: "/2?" in url and date == NOON)
    assert [page.url for page in second] == [exchange(2).url]


def test_a_place_that_holds_no_page_is_one_clear_line(tmp_path: Path, store: WarcStore) -> None:
    name, _ = store.append(exchange(1))
    with pytest.raises(ArchiveError, match=r"news-archive-20260301-0001.warc.gz: no page at byte 7"):
        read_page(tmp_path / name, 7)
    check, one = raw_page_check(tmp_path), canonical(exchange(1).url)
    assert check(name, 0, {one}, None) is check(name, 0, {"https://a.example/"}, signed_hash(exchange(1).body)) is None
    assert check(name, 0, {"https://a.example/"}, 7) == f"it is another page: {exchange(1).url}"
    with pytest.raises(ArchiveError, match=r"gone.warc.gz is missing$"):
        read_page(tmp_path / "gone.warc.gz", 0)
    (tmp_path / "rubbish.warc.gz").write_bytes(b"no archive at all\n" * 40)
    with pytest.raises(ArchiveError, match=r"rubbish.warc.gz: no WARC record can be read in it"):
        list(iter_pages(tmp_path / "rubbish.warc.gz"))
    with pytest.raises(ArchiveError, match="missing"):
        list(iter_pages(tmp_path / "missing.warc.gz"))


def test_a_folder_that_cannot_be_made_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ArchiveError, match=r"cannot keep raw pages in .*file/warc"):
        WarcStore(tmp_path / "file" / "warc").append(exchange(1))


def test_crawls_of_one_process_share_a_file(tmp_path: Path) -> None:
    one, two = WarcStore.shared(tmp_path), WarcStore.shared(tmp_path)
    names = {one.append(exchange(1))[0]}
    one.close()
    names.add(two.append(exchange(2))[0])
    two.close()
    assert names == {"news-archive-20260301-0001.warc.gz"}
    assert WarcStore.shared(tmp_path) is not one
    WarcStore.shared(tmp_path).close()


def spoil(data: bytes, at: int) -> bytes:
    return data[:at] + bytes(40) + data[at + 40 :]


@pytest.mark.parametrize("is_packed", [True, False])
def test_reading_goes_on_behind_a_broken_record(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, is_packed: bool
) -> None:
    members = [pack(exchange(number)) for number in range(4)]
    if not is_packed:
        members = [gzip.decompress(member) for member in members]
    start = len(members[0])
    for at in (start, start + 200):
        path = tmp_path / f"broken{at}.warc"
        path.write_bytes(spoil(b"".join(members), at))
        urls = [page.url for page in iter_pages(path)]
        assert [url for url in urls if url != exchange(1).url] == [exchange(number).url for number in (0, 2, 3)]
    assert "broken behind byte 0, skipped to byte" in caplog.text


def test_codings_that_other_tools_leave_on_a_body_are_undone(tmp_path: Path) -> None:
    body = exchange(1).body
    packed = gzip.compress(body)
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed)
    both = [("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]
    bodies = [(packed, both[:2]), (chunked, both), (body, both), (body, [("Content-Type", "text/html")])]
    path = tmp_path / "foreign.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number, (payload, headers) in enumerate(bodies):
            http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
            url = f"http://one.example/{number}"
            record = writer.create_warc_record(url, "response", BytesIO(payload), len(payload), http_headers=http)
            writer.write_record(record)
    pages = list(iter_pages(path))
    assert [page.body for page in pages] == [body] * 4
    assert [read_page(path, page.offset).body for page in pages] == [body] * 4


def test_a_body_that_is_cut_off_is_no_page(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "cut.warc"
    path.write_bytes(gzip.decompress(pack(exchange(1)))[:900])
    assert list(iter_pages(path)) == []
    assert "skipped a broken record at byte 0" in caplog.text


def test_a_foreign_file_is_found_where_it_was_read_or_among_our_own(tmp_path: Path) -> None:
    (tmp_path / "warc").mkdir()
    elsewhere = tmp_path / "elsewhere.warc.gz"
    elsewhere.write_bytes(b"")
    assert locate(tmp_path / "warc", str(elsewhere)) == elsewhere
    elsewhere.rename(tmp_path / "warc" / "elsewhere.warc.gz")
    assert locate(tmp_path / "warc", str(elsewhere)) == tmp_path / "warc" / "elsewhere.warc.gz"
    assert locate(tmp_path / "warc", "own.warc.gz") == tmp_path / "warc" / "own.warc.gz"

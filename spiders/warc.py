"""The articles in WARC files: Common Crawl's news crawl, or what any other tool kept.

    scrapy crawl warc -a path='CC-NEWS-*.warc.gz' [-a site=example.com] [-a since=2024-01-31] [-a until=2024-02-29]

``path`` is a file, a folder (all WARC files below it) or a pattern. Nothing is fetched: every HTML page that came with
status 200 goes through the same line as one that was, and counts as seen at the date of its record. ``site`` takes only
the pages of one site, ``since`` and ``until`` only articles of these days. A file that was read to its end is not read
again unless it changed or other arguments are given; one that was broken off is gone on with. Leave the files where
they are: ``scrapy reextract`` looks for the raw pages there, or under their names in ``ARCHIVE_WARC_DIR``.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from project.addresses import canonical, is_http_url, site_of
from project.archive.errors import ArchiveError
from project.archive.raw_pages import RawPage, is_seekable, iter_pages, read_page
from project.console.arguments import suggestion, window
from project.counting import counted
from project.errors import ArgumentError
from project.found_via import via
from project.items import Article, Fetch, Found
from project.outcomes.fetching import signed_hash
from project.outcomes.reasons import told_day
from project.pages.next_part import part_of
from project.pages.reading import Reading
from spiders.raw_pages import RawPageSpider

logger = logging.getLogger(__name__)

_BATCH = 16


def files_at(path: str) -> list[Path]:
    """The WARC files that an argument names, sorted. Raises :class:`ArgumentError` where there are none."""
    place = Path(path).expanduser().absolute()
    if place.is_dir():
        found = [each for each in place.rglob("*") if each.name.lower().endswith((".warc", ".warc.gz"))]
    else:
        found = [place] if place.is_file() else list(Path(place.anchor).glob(str(place.relative_to(place.anchor))))
    files = sorted(each for each in found if each.is_file())
    if not files:
        raise ArgumentError(f"path: {path!r} names no WARC file")
    for file in files:
        try:
            with file.open("rb") as opened:
                opened.read(1)
        except OSError as error:
            raise ArgumentError(f"path: {file} cannot be read ({error.strerror or error})") from error
    return files


class WarcSpider(RawPageSpider):
    """The articles in WARC files."""

    name = "warc"
    # That a page stands in a file is no reason to ask a site for it once more.
    custom_settings = {**RawPageSpider.custom_settings, "ARCHIVE_REVISIT": []}  # noqa: RUF012

    def __init__(self, path: str = "", site: str = "", since: str = "", until: str = "", **unknown: Any) -> None:
        super().__init__(site, **unknown)
        given = [("path", path), ("site", site), ("since", since), ("until", until)]
        self.arguments = {name: value for name, value in given if value}
        if not path.strip():
            raise ArgumentError("warc needs -a path=FILE, a folder or a pattern such as 'CC-NEWS-*.warc.gz'")
        self.window = window(since, until)
        self.files = files_at(path.strip())
        self.sites_gone_on_with: set[str] = set()
        """Sites of pages that an earlier run brought which did not come to its end."""
        self.other_sites: set[str] = set()
        """Sites of records that were left out because of ``site``."""
        self.has_met_site = False
        self.errors = 0
        self.file = self.files[0]
        self.is_seekable = False
        self.late: list[int] = []
        """Offsets of pages that may be further parts: read after all others, unless they were joined to their story."""
        self.part_places: dict[str, int] | None = None

    @property
    def filters(self) -> dict[str, str]:
        """The arguments by which pages are left out, with moments in place of words for them."""
        given = {"site": self.only_site, "since": self.window.since, "until": self.window.until}
        return {name: str(value) for name, value in given.items() if value is not None}

    async def start(self) -> AsyncIterator[Any]:
        for file in self.files:
            if self.queue.is_done(file, self.filters):
                logger.info("%s was read before", file)
                self.count("files_known")
                continue
            began_at, size, errors = datetime.now(UTC), file.stat().st_size, self.errors
            try:
                async for article in self.read_file(file):
                    yield article
            except ArchiveError as error:
                logger.error("%s", error)
                self.stats.inc_value("archive/errors/file")
                self.stats.set_value("archive/errors/last_file", str(error))
                continue
            if self.is_closing:
                return
            if self.errors == errors and not self.is_unknown_site():
                self.queue.mark_done(file, size, self.filters, began_at)
                self.count("files_done")
        if not self.stats.get_value("archive/raw_pages/read"):
            known = self.stats.get_value("archive/raw_pages/files_known", 0)
            logger.info("No page was read: of %s, %d had been read before", counted(len(self.files), "file"), known)
            if self.other_sites and self.is_unknown_site():
                hint = suggestion(self.only_site or "", sorted(self.other_sites))
                self.stats.set_value("archive/errors/unknown_site", f"no record is of {self.only_site}{hint}")

    def is_unknown_site(self) -> bool:
        """Whether no record was of the site that was asked for, nor is anything in the archive: mostly a slip."""
        return self.only_site is not None and not self.has_met_site and not self.queue.has_pages_of(self.only_site)

    async def read_file(self, file: Path) -> AsyncIterator[Article]:
        """The articles of a file, until all of them are stored."""
        self.file, self.late, self.part_places = file, [], None
        self.is_seekable = is_seekable(file)
        for pages in (self.first_pages(), self.late_pages()):
            async for article in self.read_all(self.responses(pages)):
                yield article
            await self.come_to_end()

    def first_pages(self) -> Iterator[RawPage]:
        for page in iter_pages(self.file, self.is_wanted):
            if self.is_seekable and part_of(page.url)[1] > 1:
                self.late.append(page.offset)
            else:
                yield page

    def late_pages(self) -> Iterator[RawPage]:
        for offset in self.late:
            page = read_page(self.file, offset)
            if self.is_wanted(page.url, page.fetched_at):
                yield page

    def is_wanted(self, url: str, date: datetime) -> bool:
        """Whether a record is to be read: it is of the right site, may be of the right time, and was not read yet."""
        if not is_http_url(url) or not self.is_of_site(site_of(url)):
            return False
        if self.window.rules_out(url, None, date):
            self.count("outside_window")
            return False
        look = self.queue.look(canonical(url))
        if look is None or look.fetched_at is None or look.fetched_at < date:
            return True
        if look.state == "skipped" and (day := told_day(look.reason)) is not None:
            moments = (day, day + timedelta(days=1) - timedelta.resolution, look.announced_at or day)
            is_known = all(map(self.window.is_outside, moments))
        else:
            is_known = look.state in ("stored", "not_article") or look.warc_file == str(self.file)
        if is_known:
            self.count("known")
            self.sites_gone_on_with.add(look.site)
        return not is_known

    def is_of_site(self, site: str) -> bool:
        """Whether records of a site are wanted."""
        is_of_site = self.only_site in (None, site)
        self.has_met_site |= is_of_site
        if not is_of_site:
            self.other_sites.add(site)
        return is_of_site

    def responses(self, pages: Iterator[RawPage]) -> Iterator[Response]:
        """Pages as answers, once their addresses stand in the ledger."""
        while batch := list(islice(pages, _BATCH)):
            self.add_found(self.found(page.url) for page in batch)
            yield from map(self.response, batch)

    def is_still_wanted(self, response: Response) -> bool:
        return self.is_wanted(response.url, response.meta["fetch"].fetched_at)

    def found(self, url: str) -> Found:
        return Found(canonical(url), url, site_of(url), via("warc", self.file.name))

    def response(self, page: RawPage) -> Response:
        fetch = Fetch(page.fetched_at, page.status, body_hash=signed_hash(page.body))
        if self.is_seekable:
            fetch.warc_file, fetch.warc_offset = str(self.file), page.offset
        return self.response_of(page, canonical(page.url), page.url, fetch)

    async def read_part(self, url: str) -> tuple[Reading, Fetch | None]:
        """A further part comes from the same file, or not at all."""
        if self.part_places is None:
            self.part_places = await asyncio.to_thread(self.find_parts) if self.is_seekable else {}
        offset = self.part_places.get(canonical(url))
        if offset is None:
            raise IgnoreRequest("it is not in the file")
        response = self.response(read_page(self.file, offset))
        return await self.read_answer(response, with_links=False), response.meta["fetch"]

    def find_parts(self) -> dict[str, int]:
        """Canonical address -> offset, of all pages that may be further parts of a story."""
        pages = iter_pages(self.file, lambda url, date: part_of(url)[1] > 1)
        return {canonical(page.url): page.offset for page in pages}

    def item_error(self, item: Article) -> None:
        self.errors += 1
        super().item_error(item)

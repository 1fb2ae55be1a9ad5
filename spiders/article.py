"""The articles at given addresses.

    scrapy crawl article -a url=https://www.example.com/2014/02/12/ice-melts/
    scrapy crawl article -a file=urls.txt

``url`` is one address, or several with spaces between them: each is fetched, and stored unless nothing on its page can
be an article. ``file`` has an address on each line, in UTF-8, or UTF-16 with its mark; empty lines and lines that begin
with ``#`` are passed over, and a line that is no address is reported and left out. What a file names and the archive
has already, or knows to be gone, is looked at again only when it is due; what was removed on request never is.
Addresses of a site that another crawl visits go on waiting, for that one or for the next run. ``limit`` ends the crawl
after so many articles.
"""

from __future__ import annotations

import logging
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from project.addresses import canonical, is_http_url, site_of
from project.archive.storable import storable
from project.console.arguments import whole_number
from project.errors import ArgumentError
from project.found_via import via
from project.items import Found
from project.outcomes.reasons import REMOVED
from spiders.base import PageSpider

if TYPE_CHECKING:
    from project.archive.models import Page

logger = logging.getLogger(__name__)

_BATCH = 200


class ArticleSpider(PageSpider):
    """The articles at given addresses."""

    name = "article"
    by_hand = True
    # Addresses of many sites: a slow one must not hold up the others.
    in_flight_limit = 512

    def __init__(self, url: str = "", file: str = "", limit: str | None = None, **unknown: Any) -> None:
        super().__init__(**unknown)
        if bool(url.strip()) == bool(file.strip()):
            raise ArgumentError("article needs one of -a url=ADDRESS and -a file=PATH")
        self.arguments = {name: value for name, value in [("url", url), ("file", file), ("limit", limit)] if value}
        self.limit = whole_number(limit, "limit") if limit else None
        self.urls = url.split()
        if rubbish := [each for each in self.urls if not is_http_url(each)]:
            raise ArgumentError(f"url: {rubbish[0]!r} is no http address")
        self.file = Path(file.strip()) if file else None
        self.encoding = encoding_of(self.file) if self.file is not None else ""
        self.lines = 0 if self.file is not None else len(self.urls)
        """Addresses that were given, good and bad."""
        self.locked: set[str] = set()
        """Sites that no other crawl may visit until this one ends."""
        self.held: set[str] = set()
        """Sites that another crawl visited when their turn came."""

    async def start(self) -> AsyncIterator[Any]:
        found = ((url, via("hand")) for url in self.urls) if self.file is None else self.addresses_in(self.file)
        asked: set[int] = set()
        while batch := list(islice(found, _BATCH)):
            for page in self.pages_of(batch):
                if hash(page.url) in asked:
                    continue
                asked.add(hash(page.url))
                await self.has_room()
                while (
                    not self.is_closing and self.limit is not None and self.articles + len(self.in_flight) >= self.limit
                ):
                    if self.articles >= self.limit:
                        return
                    await self.next_change()
                yield self.page_request(page)
        if self.lines == 0:
            logger.warning("%s has no address in it", self.file)

    def addresses_in(self, file: Path) -> Iterator[tuple[str, str]]:
        """(address, where it was found) of each line that is one; of every other line one line in the log."""
        with file.open(encoding=self.encoding, errors="replace") as lines:
            for number, line in enumerate(lines, 1):
                text = line.strip()
                if not text or text.startswith("#"):
                    continue
                self.lines += 1
                if is_http_url(text):
                    yield text, via("hand", file.name)
                    continue
                logger.warning("%s, line %d: %.200r is no http address", file, number, text)
                self.stats.inc_value("archive/discovery/no_address")
                text = storable(text)[:2000]
                row = Found(text, text, "", via("hand", f"{file.name}, line {number}"))
                self.queue.add_as("skipped", [(row, "no http address")])

    def pages_of(self, batch: list[tuple[str, str]]) -> list[Page]:
        """The ledger's rows of addresses, without those that a file names and that are not due."""
        first: dict[str, Found] = {}
        for url, found_via in batch:
            key = canonical(url)
            first.setdefault(key, Found(key, url, site_of(url), found_via))
        self.add_found(first.values())
        now = datetime.now(UTC)
        pages = []
        for page in self.queue.get_all(first):
            is_removed = page.state == "skipped" and page.reason == REMOVED
            if is_removed:
                logger.warning("%s was removed on request, and is not asked for", page.found_url)
            is_due = page.next_fetch_at is not None and page.next_fetch_at <= now
            if is_removed or (self.file and page.state in ("stored", "gone") and not is_due):
                self.stats.inc_value("archive/discovery/known")
            else:
                pages.append(page)
        return self.without_held(pages)

    def without_held(self, pages: list[Page]) -> list[Page]:
        """Those whose site no other crawl visits; it is this one's from now on. The others go on waiting."""
        sites = {site_of(page.found_url) for page in pages}
        held = self.queue.lock(new) if (new := sites - self.locked) else {}
        self.locked |= sites - held.keys()
        free = [page for page in pages if site_of(page.found_url) not in held]
        for site, holder in held.items():
            if site not in self.held:
                logger.warning("%s: its addresses wait", holder)
            self.stats.set_value("archive/fetch/held_by", str(holder))
        self.held |= held.keys()
        if held:
            self.stats.inc_value("archive/fetch/held", len(pages) - len(free))
        return free


def encoding_of(file: Path) -> str:
    """The encoding of a list of addresses: Windows' shell writes UTF-16. Raises ArgumentError for what is no list."""
    try:
        with file.open("rb") as lines:
            start = lines.read(4096)
    except OSError as error:
        raise ArgumentError(f"file: {file} cannot be read ({error.strerror or error})") from error
    if start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in start:
        raise ArgumentError(f"file: {file} is no list of addresses, a line each")
    return "utf-8-sig"

"""The ledger as a spider uses it: each question and each entry a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Row, bindparam, select

from project.archive import ledger, locks, reopening, validators, warc_files
from project.archive.crawl_models import Site
from project.archive.due import REVISIT_HOURS
from project.archive.engine import Archive
from project.archive.found import add_found
from project.archive.locks import Held
from project.archive.models import Page
from project.archive.refused import refused_pages
from project.items import Fetch, Found, PageState
from project.outcomes.reasons import BY_ADDRESS

_LOOK = select(
    Page.state, Page.reason, Page.fetched_at, Page.announced_at, Page.warc_file, Page.site
).where(Page.url == bindparam("url"))  # fmt: skip

Look = Row[PageState, str | None, datetime | None, datetime | None, str | None, str]
"""State, reason, moments of the last fetch and of the announcement, WARC file, site."""


class Queue:
    """The pages of an archive, for as long as a crawl runs. Addresses named ``url`` are canonical ones."""

    def __init__(self, archive: Archive, revisit_hours: Sequence[float] = REVISIT_HOURS) -> None:
        self._archive = archive
        self._revisit_hours = revisit_hours

    @classmethod
    def open(cls, archive_url: str, revisit_hours: Sequence[float] = REVISIT_HOURS) -> Queue:
        """Over the archive that the other parts of this process use, too. Raises ArchiveError."""
        return cls(Archive.shared(archive_url), revisit_hours)

    def close(self) -> None:
        self._archive.close()

    def get(self, url: str) -> Page | None:
        """The row of an address."""
        with self._archive.read() as session:
            return ledger.get(session, url)

    def get_all(self, urls: Collection[str]) -> list[Page]:
        """The rows of these addresses, in their order, without those that have none."""
        with self._archive.read() as session:
            pages = ledger.get_all(session, urls)
        return [pages[url] for url in urls if url in pages]

    def look(self, url: str) -> Look | None:
        """What a row says of a page, for whoever looks at very many."""
        with self._archive.read() as session:
            return session.execute(_LOOK, {"url": url}).one_or_none()

    def stored_under(self, bare: str, most: int) -> list[tuple[str, int]]:
        """Stored addresses that differ only in their parameters: see :func:`ledger.stored_under`."""
        with self._archive.read() as session:
            return ledger.stored_under(session, bare, most)

    def moments(self, urls: Collection[str]) -> dict[str, datetime | None]:
        """When what stands at these addresses was published: see :func:`ledger.moments`."""
        with self._archive.read() as session:
            return ledger.moments(session, urls)

    def due(self, site: str, limit: int, after: Page | None) -> list[Page]:
        """The next pages to fetch: see :func:`ledger.due_pages`."""
        with self._archive.read() as session:
            return ledger.due_pages(session, site, datetime.now(UTC), limit, after)

    def refused(self, site: str | None) -> Iterator[Page]:
        """What was taken for no article: see :func:`refused_pages`."""
        return refused_pages(self._archive, site)

    def has_pages_of(self, site: str) -> bool:
        """Whether any page of a site stands in the ledger."""
        with self._archive.read() as session:
            return session.scalar(select(Page.id).where(Page.site == site).limit(1)) is not None

    def sites(self) -> Sequence[str]:
        """The sites that are known."""
        with self._archive.read() as session:
            return session.scalars(select(Site.site)).all()

    def documents_read(self, urls: Iterable[str]) -> set[str]:
        """Those of these discovery documents that a crawl has read to their end."""
        with self._archive.read() as session:
            return validators.remembered(session, urls)

    def add(self, found: Iterable[Found]) -> int:
        """Write addresses down, and give the number of new ones."""
        with self._archive.write() as session:
            return add_found(session, found, datetime.now(UTC))

    def add_as(self, state: PageState, rows: Collection[tuple[Found, str]]) -> None:
        """Write addresses down together with what is known of each without a look: (address, reason).

        Those that have a row keep it as it is.
        """
        now = datetime.now(UTC)
        with self._archive.write() as session:
            known = set(ledger.get_all(session, (row.url for row, _ in rows)))
            add_found(session, (row for row, _ in rows), now)
            for row, reason in rows:
                if row.url not in known:
                    known.add(row.url)
                    ledger.mark(session, row.url, state, reason, now=now)

    def lock(self, sites: Iterable[str]) -> dict[str, Held]:
        """Take the locks of sites. Gives who has those that are not to be had, by site."""
        now = datetime.now(UTC)
        with self._archive.write() as session:
            return {site: held for site in sites if (held := locks.acquire(session, site, now))}

    def mark(
        self, url: str, state: PageState, reason: str | None, fetch: Fetch | None = None, http_status: int | None = None
    ) -> None:
        """Write down what became of a page that gave no article."""
        with self._archive.write() as session:
            ledger.mark(
                session, url, state, reason,
                fetch=fetch, http_status=http_status, now=datetime.now(UTC), revisit_hours=self._revisit_hours,
            )  # fmt: skip

    def read_after_all(self, url: str) -> None:
        """What was no article by its address alone waits to be asked for: something else says that it may be one."""
        with self._archive.write() as session:
            page = ledger.get(session, url)
            if page is not None and page.state == "not_article" and (page.reason or "").endswith(BY_ADDRESS):
                ledger.mark(session, url, "waiting", now=datetime.now(UTC))

    def put_off(self, url: str, reason: str) -> None:
        """A page is not asked for in this run, but in a later one."""
        with self._archive.write() as session:
            ledger.put_off(session, url, reason, datetime.now(UTC))

    def begin(self, site: str, reasons: Iterable[str], since: datetime | None, until: datetime | None) -> None:
        """What a crawl of a site that begins makes due: what lay outside the window of an earlier one, skipped pages
        whose reason begins with one of these (see :func:`reopening.reopen`), a page of each host whose robots.txt
        forbade some, and what a clock that went wrong put off."""
        with self._archive.write() as session:
            reopening.reopen_outside(session, site, since, until)
            for reason in reasons:
                reopening.reopen(session, site, reason, since, until)
            reopening.wait_again(session, reopening.one_of_each_origin(session, site), datetime.now(UTC))
            reopening.mend_times_to_come(session, site, datetime.now(UTC))

    def allow_again(
        self, site: str, is_allowed: Callable[[str], bool], since: datetime | None, until: datetime | None
    ) -> None:
        """What robots.txt allows now waits again: see :func:`reopening.allowed_again`."""
        with self._archive.read() as session:
            numbers = reopening.allowed_again(session, site, is_allowed, since, until)
        if numbers:
            with self._archive.write() as session:
                reopening.wait_again(session, numbers, datetime.now(UTC))

    def is_done(self, file: Path, arguments: Mapping[str, str]) -> bool:
        """Whether a WARC file was read to its end with these arguments, as it is now."""
        with self._archive.read() as session:
            return warc_files.is_done(session, file, arguments)

    def mark_done(self, file: Path, size: int, arguments: Mapping[str, str], began_at: datetime) -> None:
        """Write down that a WARC file was read to its end."""
        with self._archive.write() as session:
            warc_files.mark_done(session, file, size, arguments, began_at)

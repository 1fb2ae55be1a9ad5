"""Read stored raw pages again, several at a time: the same judgement that a crawl's line gives, and no network."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from w3lib.encoding import http_content_type_encoding

from project.addresses import canonical
from project.archive import raw_pages
from project.archive.errors import ArchiveError
from project.archive.raw_pages import RawPage
from project.archive.reextraction import Before, Place
from project.archive.rows import values_of
from project.items import Article, Fetch
from project.outcomes.fetching import signed_hash
from project.pages.further_parts import Parts
from project.pages.reading import Reading
from project.pages.story import drop_from, reason_without
from project.pages.validity import reason_to_drop
from project.readers.pool import PageKills, Readers
from project.rules import SiteRules

Learned = Callable[[str], Mapping[int, int]]
"""Takes a site; gives fingerprint -> number of articles, of the blocks that it is known to repeat."""


@dataclass(frozen=True, slots=True)
class Again:
    """An article as today's extraction reads it, or why there is none."""

    before: Before
    article: Article | None = None
    missing: str | None = None
    """Its raw page cannot be had: why."""
    no_article: str | None = None
    """Today's extraction takes the page for no article: why."""


def is_page_of(page: RawPage, urls: Set[str], body_hash: int | None) -> bool:
    """Whether a raw page came from one of these addresses (canonical ones), or is what one of them led to."""
    return canonical(page.url) in urls or signed_hash(page.body) == body_hash


class Rereader:
    """Reads the raw pages of stored articles. ``folder`` has our own WARC files, ``rules`` are those of sites."""

    def __init__(self, readers: Readers, folder: Path, rules: Mapping[str, SiteRules], learned: Learned) -> None:
        self._readers = readers
        self._folder = folder
        self._rules = rules
        self._learned = learned

    async def read_all(self, articles: Iterable[Before]) -> AsyncIterator[Again]:
        """All of them, in their order; some are read ahead, so that every process has its work."""
        ahead = 4 * self._readers.count
        begun: deque[asyncio.Task[Again]] = deque()
        for before in articles:
            begun.append(asyncio.ensure_future(self.read(before)))
            if len(begun) > ahead:
                yield await begun.popleft()
        while begun:
            yield await begun.popleft()

    def close(self) -> None:
        """End the processes. It is the loop's that they were begun in."""
        self._readers.close()

    async def read(self, before: Before) -> Again:
        """One article. What cannot be had or read is said, never raised."""
        if before.place is None or before.page_url is None:
            return Again(before, missing="its raw page was not kept")
        try:
            page = self._page(before.place)
            if not is_page_of(page, {before.page_url}, before.body_hash):
                return Again(before, missing=f"{before.warc_file} holds another page at byte {before.warc_offset}")
            reading = await self._read(page, before)
            article = reading.article
            if article is None:
                return Again(before, no_article=reading.reason)
            await self._join_parts(article, reading.next_part, before)
        except (ArchiveError, PageKills, RuntimeError) as error:
            return Again(before, missing=str(error))
        article.found_url, article.final_url = before.found_url or "", page.url
        article.by_hand, article.fetch = before.by_hand, Fetch(page.fetched_at)
        if reason := self._clean(article):
            return Again(before, no_article=reason)
        return Again(before, article)

    def _page(self, place: Place) -> RawPage:
        return raw_pages.read_kept(self._folder, place.file, place.offset)

    async def _read(self, page: RawPage, before: Before) -> Reading:
        return await self._readers.read(
            page.body,
            page.url,
            charset=http_content_type_encoding(page.content_type_header),
            rules=self._rules.get(before.site, SiteRules()),
            found_url=before.found_url,
            by_hand=before.by_hand,
            with_links=False,
            now=page.fetched_at,
        )

    async def _join_parts(self, article: Article, next_part: str | None, before: Before) -> None:
        """Append the further parts that the crawl had, in the order in which the story names them."""
        assert before.page_url is not None
        known = dict(before.parts)
        parts = Parts(article, before.page_url, next_part)
        while (url := parts.next_url) is not None and canonical(url) in known:
            place = known[canonical(url)]
            if place is None:
                raise ArchiveError(f"the raw page of its further part {url} was not kept")
            parts.join(await self._read(self._page(place), before))
        if parts.next_url is not None and values_of(article)["word_count"] < before.word_count:
            # A part that was crawled for itself is a page of its own since.
            raise ArchiveError(f"its further part {parts.next_url} is not kept as such")

    def _clean(self, article: Article) -> str | None:
        """Take boilerplate out, as the pipelines do. Gives the reason why it is no article."""
        if reason := reason_to_drop(article, article.seen_at):
            return reason
        names = self._rules.get(article.site, SiteRules()).names
        reason = reason_without(article, drop_from(article, self._learned(article.site), names))
        return None if article.by_hand else reason

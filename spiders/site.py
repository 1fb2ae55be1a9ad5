"""A site's lists: its front page, its sections and, for back-filling, their further pages and its calendars."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.http import Response

from project.addresses import canonical, site_of
from project.discovery import mazes, traps
from project.discovery.calendars import calendar_pages
from project.discovery.kinds import NEVER_READ, TO_READ, kind_of
from project.discovery.older import Calendar, Walk
from project.discovery.paging import next_pages
from project.discovery.seen import Seen
from project.discovery.spans import span_in_address
from project.found_via import A_SECTION, Way, via
from project.items import Article, Found
from project.pages.next_part import is_named_part, part_of
from project.pages.reading import Reading
from spiders.documents import DocumentSpider

if TYPE_CHECKING:
    from project.discovery.links import Link

_CALENDARS = 3
# Two weeks, or a year and more: a weekly paper has two lists in them.
_FIRST_OF_A_CALENDAR = 14
# So many addresses of a page tell whether their parameters matter.
_COMPARED = 50
_REMEMBERED_TEXTS = 20_000
_REMEMBERED_LINKS = 50_000


class SiteSpider(DocumentSpider):
    """A spider that finds the addresses of a site's articles."""

    with_links = True

    def __init__(self, **unknown: Any) -> None:
        super().__init__(**unknown)
        self.calendars: dict[str, Calendar] = {}
        self.further_pages: deque[tuple[str, Walk]] = deque()
        """Of lists: asked for when the stories of the pages before were read, which tell how far back that is."""
        self.traps = traps.Traps()
        self.mazes = mazes.Mazes()
        self.seen_texts = Seen(_REMEMBERED_TEXTS)
        self.seen_links = Seen(_REMEMBERED_LINKS)

    async def parse_list(
        self, response: Response, kind: Way, walk: Walk | None = None, calendar: Calendar | None = None
    ) -> AsyncIterator[Any]:
        if kind == "front page":
            self.sites.add(site_of(response.url))
            for request in self.announced_sitemaps():
                yield request
        key = response.meta["ledger_url"] = canonical(response.meta["found_url"])
        if kind == "section":
            assert response.request is not None
            self.in_flight[key] = response.request  # its row waits, but it is being read
            self.add_found([Found(key, response.meta["found_url"], self.site or "", A_SECTION)])
        try:
            reading = await self.read(response, is_list=True)
        except BaseException:
            self.done(key)
            raise
        if reading is None:
            response.meta["validator"] = False
            return
        if kind == "section" and reading.article is not None:
            async for one in self.take(key, reading, response):
                yield one
        elif kind == "section":
            self.mark(key, "not_article", reading.reason, response.meta.get("fetch"))
        self.add_links(response, reading.links, kind, with_kinds=True)
        sections = [link.url for link in reading.links if kind == "front page" and link.kind in ("section", "front")]
        response.meta["names_documents"] = bool(reading.feeds or sections)
        for url in reading.feeds:
            for request in self.document(url, "feed"):
                yield request
        for url in sections:
            if not self.is_known_article(url):
                for request in self.document(url, "section"):
                    yield request
        for request in self.older_lists_of(response, reading.links, walk, calendar):
            yield request

    def older_lists_of(
        self, response: Response, links: list[Link], walk: Walk | None, calendar: Calendar | None
    ) -> Iterator[Request]:
        """For back-filling, what may list older articles: calendars, and further pages once the stories were read."""
        if self.window.since is None:
            return
        stories = [canonical(link.url) for link in links if link.kind in TO_READ]
        if calendar is not None:
            calendar.add_page(stories)
        for link in links:
            if link.kind == "archive":
                yield from self.calendar(link.url, frozenset(stories))
        walk = walk or Walk(self.window)
        walk.add_page(stories)
        marked = [link.url for link in links if link.is_next]
        # A story's number is none of a page, and what a story calls next is another story.
        lists = [(link.url, link.text) for link in links if link.kind not in TO_READ and link.kind != "archive"]
        further = marked or next_pages(response.url, lists, walk.pages)
        self.further_pages.extend((url, walk) for url in further)

    def walk_on(self) -> Iterator[Request]:
        """The further pages of lists and calendars, as far as they may show stories that are wanted."""
        for calendar in self.calendars.values():
            for url in calendar.next_pages():
                yield from self.document(url, "older list", calendar=calendar)
        is_busy = bool(self.in_flight or self.open_documents)
        for _ in range(len(self.further_pages)):
            url, walk = self.further_pages.popleft()
            if walk.goes_on(self.queue.moments):
                if walk.is_ahead and is_busy:
                    self.further_pages.append((url, walk))
                else:
                    yield from self.document(url, "older list", walk=walk)

    def calendar(self, model: str, shown: frozenset[str]) -> Iterator[Request]:
        """The first lists of a calendar that a link leads into."""
        shape = traps.shape_of(model)
        if shape in self.calendars or len(self.calendars) >= _CALENDARS:
            return
        last = datetime.now(UTC)
        if self.window.until is not None:
            last = min(self.window.until - timedelta(microseconds=1), last)
        assert self.window.since is not None
        since, until = self.window.since.date(), last.date()
        # A paper that is published no more, or rarely, has lists about the day that it links to, if at all.
        span = span_in_address(model)
        middle = span[1] if span and since <= span[1] <= until else until
        stretches = [calendar_pages(model, since, middle), calendar_pages(model, middle, until)]
        self.calendars[shape] = calendar = Calendar(stretches, shown)
        for url in (model, *islice(calendar_pages(model, since, middle), _FIRST_OF_A_CALENDAR)):
            yield from self.document(url, "older list", calendar=calendar)

    def add_links(
        self, response: Response, links: list[Link], way: Way, *, with_kinds: bool, next_part: str | None = None
    ) -> None:
        """Write into the ledger where links lead, if that may be an article. ``next_part``: where a story goes on."""
        here, today = canonical(response.url), datetime.now(UTC).date()
        kinds = TO_READ | NEVER_READ if with_kinds else TO_READ
        # A site's menus stand on each of its pages: most links were met before.
        fresh = [link for link in links if link.kind in kinds and (link.url, link.kind) not in self.seen_links]
        keys = {canonical(link.url): link for link in fresh}
        parts = {key: story for key in keys for story, number in (part_of(key),) if number > 1}
        if next_part is not None:  # "?page=1" is this page
            parts |= {key: here for key in keys if key != here and part_of(key) == (here, 1)}
        stories = {here, *(canonical(link.url) for link in links)} if parts else set()
        has_bare_parts = next_part is not None and not is_named_part(next_part)
        found, never = list[Found](), list[tuple[Found, str]]()
        for key, link in keys.items():
            if key == here:
                continue
            if parts.get(key) in stories and (is_named_part(key) or (has_bare_parts and parts[key] == here)):
                continue  # a further part is read with its first one
            row = Found(key, link.url, self.site or "", via(way, response.url))
            if link.kind in NEVER_READ:
                never.append((row, link.kind))
            elif traps.is_endless(link.url):
                self.count("trap")
            elif left_out := self.reason_to_leave_out(key, link, today):
                # Not for ever: a later crawl reads this list again, and each other list that has the link.
                response.meta["validator"] = False
                self.count(left_out)
                continue
            else:
                if kind_of(link.url, "", self.rules) in NEVER_READ:
                    self.queue.read_after_all(key)  # a sitemap may have told of it, without its headline
                found.append(row)
            self.seen_links.add((link.url, link.kind))
        self.remember_kinds(never)
        if found:
            self.add_found(found)

    def is_in_maze(self, key: str) -> bool:
        """Whether what stands at an address is stored from another one, that differs in what changes nothing."""
        bare = mazes.bare(key)
        return bare != key and self.mazes.is_known(key, self.queue.stored_under(bare, _COMPARED))

    def reason_to_leave_out(self, key: str, link: Link, today: date) -> str | None:
        """Why a link is not followed in this run: the name of what counts such links."""
        if traps.is_to_come(link.url, today) or self.traps.reason_against(link.url) or self.is_in_maze(key):
            return "trap"
        return "outside_window" if self.window.rules_out(link.url, None, None) else None

    def harvest(self, reading: Reading, response: Response) -> None:
        article = reading.article
        is_new = article is not None and self.is_new(article)
        self.traps.note(response.meta["found_url"], is_new_article=is_new)
        self.add_links(response, reading.links, "link", with_kinds=False, next_part=reading.next_part)

    def is_new(self, article: Article) -> bool:
        """Whether this run saw no page with the same text: a maze shows one under many addresses."""
        is_new = bool(article.blocks) and article.text not in self.seen_texts
        self.seen_texts.add(article.text)
        return is_new

    def is_known_article(self, url: str) -> bool:
        page = self.queue.get(canonical(url))
        # A section whose row waits, or failed, is one all the same: its crawl was killed before it was read.
        return page is not None and page.state != "not_article" and page.found_via != A_SECTION

"""Take boilerplate out of an article's text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.statscollectors import StatsCollector

from project.archive import ledger, repetition
from project.archive.due import REVISIT_HOURS
from project.archive.engine import Archive
from project.boilerplate.reasons import is_repeated
from project.items import Article
from project.pages.story import drop_from, reason_without
from project.rules import SiteRules
from project.sites.rhythm import revisit_hours
from project.sites.rules_by_site import rules_by_site

# A site's learned blocks are read again after so many of its articles: by then it may have taught more.
_REREAD_EVERY = 50


class BoilerplatePipeline:
    """Give every block that is boilerplate, by its words or because its site repeats it, the reason why."""

    def __init__(
        self,
        url: str,
        stats: StatsCollector,
        names_of: Callable[[str], tuple[str, ...]] = lambda site: (),
        revisit_hours: Sequence[float] = REVISIT_HOURS,
    ) -> None:
        self.url = url
        self.stats = stats
        self.names_of = names_of
        """How the paper of a site calls itself."""
        self.revisit_hours = revisit_hours
        self._learned: dict[str, tuple[int, dict[int, int]]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        assert crawler.stats is not None
        rules = rules_by_site(crawler.settings)
        own = getattr(crawler.spider, "rules", SiteRules())
        return cls(
            crawler.settings["ARCHIVE_URL"],
            crawler.stats,
            lambda site: rules.get(site, own).names,
            revisit_hours(crawler.settings),
        )

    def open_spider(self) -> None:
        self.archive = Archive.shared(self.url)

    def close_spider(self) -> None:
        self.archive.close()

    def process_item(self, item: Article) -> Article:
        reasons = drop_from(item, self.learned(item.site), self.names_of(item.site))
        # Whoever asked for this very page wants it: its words were misjudged, or are all that it has.
        if not item.by_hand and (reason := reason_without(item, reasons)):
            self.stats.inc_value("archive/boilerplate/nothing left")
            self._mark(item, reason)
            raise DropItem(reason)
        for reason in reasons or ():
            self.stats.inc_value(f"archive/boilerplate/{'repeated on the site' if is_repeated(reason) else reason}")
        return item

    def learned(self, site: str) -> dict[int, int]:
        """Fingerprint -> number of articles, of the blocks that this site is known to repeat."""
        seen, known = self._learned.get(site, (0, {}))
        if seen % _REREAD_EVERY == 0:
            with self.archive.read() as session:
                known = repetition.learned(session, site)
        self._learned[site] = (seen + 1, known)
        return known

    def _mark(self, item: Article, reason: str) -> None:
        with self.archive.write() as session:
            ledger.mark(
                session,
                item.page_url,
                "not_article",
                reason,
                fetch=item.fetch,
                now=item.seen_at,
                revisit_hours=self.revisit_hours,
            )

"""The work of ``scrapy update``: crawl what is due, say what looks wrong, and alert whoever wants to know."""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from sqlalchemy import select

from project.answers.sites import as_json
from project.archive import crawls
from project.archive.crawl_models import Site
from project.archive.engine import Archive
from project.console.arguments import suggestion
from project.console.settings_check import check_settings
from project.console.terminal import table, terminal
from project.errors import ArgumentError
from project.extensions.record import CrawlRecord
from project.outcomes import verdict
from project.sites.health import Run

logger = logging.getLogger(__name__)

# A hook that hangs must not hold back the next update.
_ALERT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a site: its verdict, and the number of new articles."""

    site: str
    verdict: verdict.Verdict
    new: int = 0


def update(process: AsyncCrawlerProcess, archive: Archive, names: list[str]) -> int:
    """Crawl the sites of these names, or those that are due; report and alert. Gives the exit status.

    Raises :class:`ArgumentError` for a name that is none.
    """
    with archive.read() as session:
        if names:
            found = {name: crawls.known_site(session, name) for name in names}
            for name in (name for name, site in found.items() if site is None):
                hint = suggestion(name, session.scalars(select(Site.site)))
                raise ArgumentError(f"there is no site {name!r}: scrapy sites lists them{hint}")
            sites = list({site.site: site for site in found.values() if site}.values())
        else:
            sites = crawls.due_sites(session, datetime.now(UTC))
    done = crawl(process, sites) if sites else []
    with archive.read() as session:
        states = crawls.states(session, datetime.now(UTC))
    report(done, states)
    crawled = {one.site for one in done if one.verdict.outcome != verdict.NOT_BEGUN}
    # What was wrong with a site that was not crawled now was told when it was, unless nobody crawls it.
    wrong = [
        state
        for state in states
        if state.complaints
        and state.site.is_enabled
        and (state.site.site in crawled or crawls.is_overdue(state.site, datetime.now(UTC)))
    ]
    if wrong and (command := process.settings["ARCHIVE_ALERT_COMMAND"]):
        alert(command, wrong)
    return verdict.FAILED if wrong or any(one.verdict.outcome == "failed" for one in done) else verdict.DONE


def crawl(process: AsyncCrawlerProcess, sites: list[Site]) -> list[Done]:
    """Crawl these sites in this process, some at a time, in their order; none begins after a signal to stop."""
    waiting = list(sites)
    done: list[Done] = []
    stop = process.stop

    async def stop_all() -> None:
        waiting.clear()
        await stop()

    # A crawl that closes as the signal comes ends as if there had been none: only Scrapy's process knows of it.
    process.stop = stop_all  # type: ignore[method-assign]

    async def work() -> None:
        while waiting:
            done.append(await crawl_site(process, waiting.pop(0)))

    async def work_all() -> None:
        workers = process.settings.getint("ARCHIVE_UPDATE_SITES")
        await asyncio.gather(*(work() for _ in range(max(1, min(workers, len(sites))))))
        stop_reactor()

    task = asyncio.get_event_loop().create_task(work_all())
    process.start(stop_after_crawl=False)
    if task.done() and not task.cancelled():
        task.result()
    return done


async def crawl_site(process: AsyncCrawlerProcess, site: Site) -> Done:
    """One crawl from its start to its end. Raises nothing: the others go on."""
    arguments = {"site": site.start_url} if site.spider == "news" else {}
    try:
        crawler: Crawler = process.create_crawler(site.spider)
        check_settings(crawler.settings)  # a site's file may have its own
        await process.crawl(crawler, **arguments)
    except KeyError:
        return Done(site.site, verdict.Verdict("failed", verdict.FAILED, f"there is no spider {site.spider!r}"))
    except Exception as error:
        logger.error("The crawl of %s failed: %s", site.site, error, exc_info=not isinstance(error, ArgumentError))
        return Done(site.site, verdict.Verdict("failed", verdict.FAILED, str(error)))
    record = crawler.get_extension(CrawlRecord)
    if record is None or record.verdict is None:
        return Done(site.site, verdict.Verdict("failed", verdict.FAILED, "it did not end"))
    return Done(site.site, record.verdict, Run(datetime.now(UTC), None, crawler.stats.get_stats()).new)


def stop_reactor() -> None:
    """Let the process end."""
    from twisted.internet import reactor
    from twisted.internet.error import ReactorNotRunning

    with suppress(ReactorNotRunning):
        reactor.stop()  # type: ignore[misc]


def report(done: list[Done], states: list[crawls.State]) -> None:
    """What was crawled and what looks wrong, on standard output."""
    wrong = {state.site.site: state.complaints for state in states}
    if not done:
        upcoming = [state.site for state in states if state.site.is_enabled and state.site.next_crawl_at]
        first = min(upcoming, key=lambda site: str(site.next_crawl_at), default=None)
        print(
            "nothing is due" + (f"; next is {first.site} at {first.next_crawl_at:%Y-%m-%d %H:%M} UTC" if first else "")
        )
        return
    shown = table("site", "outcome", "new", "", right=("new",))
    for one in done:
        lines = [one.verdict.why] if one.verdict.why else []
        lines += [line for line in wrong.get(one.site, []) if not line.startswith("the last crawl failed")]
        shown.add_row(one.site, one.verdict.outcome, f"{one.new:,}", "\n".join(lines))
    terminal().print(shown)


def alert(command: str, wrong: list[crawls.State]) -> None:
    """Run the operator's command, in a shell, with what looks wrong on its standard input: an object with ``at``
    (ISO 8601) and ``sites``, each as ``scrapy sites --json`` has it. What it does wrong is logged."""
    text = json.dumps({"at": datetime.now(UTC).isoformat(), "sites": [as_json(state) for state in wrong]})
    try:
        result = subprocess.run(command, shell=True, input=text, text=True, timeout=_ALERT_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        logger.error("ARCHIVE_ALERT_COMMAND did not end within %d s", _ALERT_SECONDS)
    else:
        if result.returncode:
            logger.error("ARCHIVE_ALERT_COMMAND ended with status %d", result.returncode)

"""``scrapy sites``: the sites that are crawled, how each one stands, and which to leave alone."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.text import Text
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader
from sqlalchemy import select
from sqlalchemy.orm import Session

from project.addresses import site_of
from project.archive import crawls, locks, questions
from project.archive.crawl_models import Site
from project.archive.engine import Archive
from project.archive.models import Page
from project.console.arguments import front_page, suggestion
from project.console.command import ArchiveCommand
from project.console.terminal import day_and_time, table, terminal


def answer(command: ArchiveCommand, archive: Archive, args: list[str], opts: argparse.Namespace) -> None:
    if args:
        raise UsageError(f"{args[0]!r}: write --add URL, --off SITE or --on SITE")
    assert command.settings is not None
    now = datetime.now(UTC)
    if opts.add or opts.off or opts.on:
        with archive.write() as session:
            if opts.add:
                url = front_page(opts.add, questions.sites_with_articles(session))
                add_site(session, url, spider_of(command.settings, site_of(url)))
            for name, is_enabled in ((opts.off, False), (opts.on, True)):
                if name:
                    switch(session, name, is_enabled, now)
    with archive.read() as session:
        states = crawls.states(session, now)
    if opts.json:
        for state in states:
            print(json.dumps(as_json(state), ensure_ascii=False))
    elif states:
        show(terminal(), states, now)
    else:
        print("no site yet: scrapy sites --add URL, or scrapy crawl news -a site=URL")


def spider_of(settings: BaseSettings, site: str) -> str:
    """The spider with a file for this site, else the one for any site."""
    loader = get_spider_loader(settings)
    for name in loader.list():
        start_url = getattr(loader.load(name), "start_url", None)
        if isinstance(start_url, str) and site_of(start_url) == site:
            return name
    return "news"


def add_site(session: Session, url: str, spider: str) -> None:
    """Make a site known, by the address of its front page, due at once."""
    site = site_of(url)
    row = session.get(Site, site)
    if row is None:
        session.add(Site(site=site, spider=spider, start_url=url, is_enabled=True))
    else:
        row.start_url, row.is_enabled, row.next_crawl_at = url, True, None


def switch(session: Session, name: str, is_enabled: bool, now: datetime) -> None:
    """Switch a site on or off, by its name or any of its addresses: off, one that gave no page is forgotten, unless it
    has a file and was never crawled.

    Raises UsageError for one that is not known.
    """
    row = crawls.known_site(session, name)
    if row is None:
        hint = suggestion(name, session.scalars(select(Site.site)))
        raise UsageError(f"there is no site {name!r}: scrapy sites lists them, --add URL adds one{hint}")
    row.is_enabled = is_enabled
    gave_a_page = select(Page.id).where(Page.site == row.site).limit(1)
    # A site with a file of its own is remembered as one to leave alone.
    is_mistake = row.last_crawl_at is not None or row.spider == "news"
    is_crawled = locks.holder_of(session, row.site, now) is not None
    if not is_enabled and is_mistake and not is_crawled and session.scalar(gave_a_page) is None:
        session.delete(row)


def show(console: Console, states: list[crawls.State], now: datetime) -> None:
    """The states for a terminal, times in UTC; below, what looks wrong."""
    shown = table("site", "last run (UTC)", "outcome", "a day", "next run (UTC)", right=("a day",))
    for state in states:
        a_day = "" if state.articles_a_day is None else f"{state.articles_a_day:.1f}"
        shown.add_row(
            state.site.site,
            day_and_time(state.site.last_crawl_at) or "never",
            "running" if state.is_running else state.last_outcome or "",
            a_day,
            next_run(state, now),
        )
    console.print(shown)
    if wrong := [(state.site.site, line) for state in states for line in state.complaints]:
        console.print("\nWhat looks wrong", style="bold")
        for site, line in wrong:
            console.print(Text(f"{site}: {line}"))


def next_run(state: crawls.State, now: datetime) -> str:
    """When a site is crawled next: ``off``, ``now``, or a moment."""
    if not state.site.is_enabled:
        return "off"
    at = state.site.next_crawl_at
    return "now" if at is None or at <= now else day_and_time(at)


def as_json(state: crawls.State) -> dict[str, Any]:
    """A state as an alert command or a script reads it; times in ISO 8601."""
    site = state.site
    return {
        "site": site.site,
        "spider": site.spider,
        "start_url": site.start_url,
        "enabled": site.is_enabled,
        "running": state.is_running,
        "last_crawl_at": site.last_crawl_at and site.last_crawl_at.isoformat(),
        "next_crawl_at": site.next_crawl_at and site.next_crawl_at.isoformat(),
        "outcome": state.last_outcome,
        "articles_a_day": state.articles_a_day,
        "wrong": state.complaints,
    }

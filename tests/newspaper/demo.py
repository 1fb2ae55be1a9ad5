"""``make crawl``: crawl our own news site, or any other, and show what came of it.

    python -m tests.newspaper.demo                                        our own two papers, served on loopback
    python -m tests.newspaper.demo --site https://www.example.com/ --limit 50

The crawl is the real one, ``scrapy crawl news``, into ``ARCHIVE_URL`` (by default ``archive.db``). Its exit status is
passed on.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from project.addresses import site_of
from project.archive.engine import Archive
from project.archive.errors import ArchiveError
from project.archive.models import Article, Page
from project.console.terminal import terminal
from project.items import PageState
from tests.newspaper.server import COURIER, HERALD, serve

ARCHIVE_URL = os.environ.get("ARCHIVE_URL", "sqlite:///archive.db")
# Our own site needs no mercy.
OWN_SITE = {
    "AUTOTHROTTLE_ENABLED": "False",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "8",
    "DOWNLOAD_DELAY": "0",
    "USER_AGENT": "news-archive-demo (+http://localhost/)",
}
_MOST_REASONS = 12


def crawl(site: str, limit: str | None, settings: dict[str, str], proxy: str | None = None) -> int:
    """Run ``scrapy crawl news`` and give its exit status; with ``proxy`` every request goes there."""
    arguments = ["crawl", "news", "-a", f"site={site}", *(("-a", f"limit={limit}") if limit else ())]
    for name, value in {"LOG_LEVEL": "WARNING", **settings}.items():
        arguments += ["-s", f"{name}={value}"]
    environment = {**os.environ, "ARCHIVE_URL": ARCHIVE_URL}
    if proxy:
        environment = {name: value for name, value in environment.items() if not name.lower().endswith("_proxy")}
        environment |= {"http_proxy": proxy, "https_proxy": proxy}
    # Ctrl-C reaches the crawl too, which ends in its own time: wait for it.
    with subprocess.Popen([sys.executable, "-m", "scrapy", *arguments], env=environment) as process:
        while process.poll() is None:
            with suppress(KeyboardInterrupt):
                process.wait()
    return process.returncode


def ledger_table(session: Session, sites: list[str]) -> Table:
    """What became of every address that was found, by state and reason."""
    table = Table(title="What became of the pages", title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.add_column()
    table.add_column()
    for site in sites:
        table.add_column(site, justify="right", no_wrap=True)
    counts: dict[tuple[PageState, str], Counter[str]] = {}
    rows = session.execute(
        select(Page.state, Page.reason, Page.site, func.count())
        .where(Page.site.in_(sites))
        .group_by(Page.state, Page.reason, Page.site)
    )
    found: Counter[str] = Counter()
    for state, reason, site, number in rows:
        counts.setdefault((state, reason or ""), Counter())[site] += number
        found[site] += number
    table.add_row(
        "found",
        "",
        *(f"{found[site]:,}" for site in sites),
    )
    order: list[PageState] = ["stored", "not_article", "skipped", "gone", "failed", "waiting"]
    listed = sorted(counts, key=lambda key: (order.index(key[0]), -counts[key].total()))
    for state, reason in listed[:_MOST_REASONS]:
        numbers = (counts[state, reason][site] for site in sites)
        table.add_row(state.replace("_", " "), reason, *(f"{number:,}" if number else "" for number in numbers))
    if rest := listed[_MOST_REASONS:]:
        table.add_row(
            "…", f"{len(rest)} more reasons", *(f"{sum(counts[key][site] for key in rest):,}" for site in sites)
        )
    return table


def newest_table(session: Session, sites: list[str]) -> Table:
    title = "\nThe newest articles"
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.add_column("id", justify="right", style="dim")
    table.add_column("published (UTC)", no_wrap=True)
    table.add_column("site", no_wrap=True)
    table.add_column("", width=2)
    table.add_column("title", ratio=1)
    query = select(Article).where(Article.site.in_(sites)).order_by(Article.published_at.desc().nulls_last()).limit(8)
    for article in session.scalars(query):
        moment = f"{article.published_at:%Y-%m-%d %H:%M}" if article.published_at else "no date"
        title = f"{article.title} [dim](copy of {article.copy_of_id})[/]" if article.copy_of_id else article.title
        table.add_row(str(article.id), moment, article.site, article.language or "", title)
    return table


def word_to_search(session: Session, sites: list[str]) -> str:
    """A word of the newest headlines that is worth searching for: the longest one."""
    titles = session.scalars(
        select(Article.title).where(Article.site.in_(sites)).order_by(Article.published_at.desc()).limit(3)
    )
    return max(re.findall(r"\w+", " ".join(titles)), key=len, default="")


def show(console: Console, sites: list[str], words: str | None) -> None:
    """The ledger, the newest articles, one search, and what to try next. Raises ArchiveError."""
    with closing(Archive.open(ARCHIVE_URL, create=False)) as archive, archive.read() as session:
        console.print()
        console.print(ledger_table(session, sites))
        newest = newest_table(session, sites)
        if not newest.row_count:
            console.print("No article is stored yet.")
            return
        console.print(newest)
        words = words or word_to_search(session, sites)
    scrapy = _own_command("scrapy")
    console.print(f"\n[bold]$ {scrapy} search {words} --limit 3[/]", highlight=False)
    sys.stdout.flush()
    subprocess.run(
        [sys.executable, "-m", "scrapy", "search", words, "--limit", "3"],
        env={**os.environ, "ARCHIVE_URL": ARCHIVE_URL},
        check=False,
    )
    console.print("\n[bold]Try next[/]", highlight=False)
    prefix = f"ARCHIVE_URL={ARCHIVE_URL} " if ARCHIVE_URL != "sqlite:///archive.db" else ""
    for command, what in (
        ("stats", "articles a day, by site"),
        ("show 1 --dropped", "an article, and what was taken out of it"),
        ("copies", "who republished whom"),
        ("export -o articles.jsonl", "everything, a JSON object a line"),
        ("crawl news -a site=https://www.example.com/ -a limit=20", "any other site"),
    ):
        console.print(f"  {prefix}{scrapy} {command}   [dim]# {what}[/]", highlight=False, soft_wrap=True)


def _own_command(name: str) -> str:
    """The command as it has to be typed here: with its folder, unless that is on the path."""
    beside = Path(sys.executable).with_name(name)
    if not beside.exists() or str(beside.parent) in os.environ.get("PATH", "").split(os.pathsep):
        return name
    return str(beside.relative_to(Path.cwd())) if beside.is_relative_to(Path.cwd()) else str(beside)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make crawl", description="Crawl a news site and show what came of it.")
    parser.add_argument("--site", help="its front page; without it our own two papers are served and crawled")
    parser.add_argument("--limit", help="end after so many articles")
    arguments = parser.parse_args()
    console = terminal()
    if arguments.site:
        status = crawl(arguments.site, arguments.limit, {})
        site = arguments.site if "://" in arguments.site else f"https://{arguments.site}"
        sites, words = [site_of(site)] if status not in (2, 75) else [], None
    else:
        sites, words = [site_of(COURIER), site_of(HERALD)], "island OR bees"
        with serve() as newspaper:
            console.print(
                f"Crawling our own two papers, served on {newspaper.proxy}, into {ARCHIVE_URL}", soft_wrap=True
            )
            for root in (COURIER, HERALD):
                status = crawl(f"{root}/", arguments.limit, OWN_SITE, newspaper.proxy)
                if status:
                    break
    if status == 0:
        try:
            show(console, sites, words)
        except ArchiveError as error:
            print(f"make crawl: {error}", file=sys.stderr)
            return 1
    return status


if __name__ == "__main__":
    sys.exit(main())

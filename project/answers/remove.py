"""``scrapy remove``: take an article out for good."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from rich.text import Text
from scrapy.exceptions import UsageError

from project.addresses import site_of
from project.archive import erasing, locks, removal
from project.archive.engine import Archive
from project.archive.errors import ArchiveError
from project.archive.models import Article
from project.archive.questions import find_article
from project.console.command import ArchiveCommand
from project.console.terminal import terminal
from project.counting import counted


def answer(command: ArchiveCommand, archive: Archive, args: list[str], opts: argparse.Namespace) -> None:
    if len(args) != 1:
        raise UsageError("name one article, by its number or its address")
    assert command.settings is not None
    console = terminal()
    with archive.read() as session:
        article = find_article(session, args[0])
        if article is None:
            raise UsageError(f"the archive holds no article {args[0]}")
        number = article.id
        sites = {article.site, *map(site_of, removal.addresses_of(session, article))}
        for site in sorted(sites):
            if held := locks.holder_of(session, site, datetime.now(UTC)):
                raise ArchiveError(f"{held}: try again when that ended")
        console.print(described(article))
    if not opts.apply:
        console.print("\nNothing was removed: --apply does")
        return
    kept = command.settings["ARCHIVE_WARC_DIR"]
    erased, foreign = take_out(archive, number, sites, Path(kept) if kept else None)
    console.print(f"\nRemoved, and never asked for again; {counted(erased, 'record')} of raw pages erased")
    for file in foreign:
        console.print(Text(f"a raw page stays in {file}"))


def take_out(archive: Archive, number: int, sites: set[str], folder: Path | None) -> tuple[int, list[str]]:
    """Remove an article and its raw pages, while no crawl visits its sites: one would keep them anew.

    ``folder`` has our own WARC files. Gives how many records were erased, and which files of others have it. Raises
    ArchiveError.
    """
    now = datetime.now(UTC)
    with archive.write() as session:
        for site in sorted(sites):
            if held := locks.acquire(session, site, now):
                raise ArchiveError(f"{held}: try again when that ended")
    try:
        with archive.read() as session:
            article = session.get(Article, number)
            if article is None:
                raise ArchiveError(f"article {number} was removed meanwhile")
            urls = removal.addresses_of(session, article)
            foreign = sorted({file for page in article.pages if (file := page.warc_file) and Path(file).is_absolute()})
        # First what may fail, and is found by what the archive knows.
        erased = erasing.erase(folder, urls) if folder else 0
        with archive.write() as session:
            removal.remove(session, session.get_one(Article, number))
    finally:
        with archive.write() as session:
            locks.release(session, sites)
    return erased, foreign


def described(article: Article) -> Text:
    """What goes with an article, and what stays of it."""
    goes = f"{counted(len(article.pages), 'address', 'addresses')}, {counted(len(article.revisions), 'earlier text')}"
    copies = [f"{copy.site} ({copy.id})" for copy in article.copies]
    stays = f"; stays at {', '.join(copies)}" if copies else ""
    return Text(f"article {article.id}, {article.title}\n{article.url}\n{goes}{stays}")

"""``scrapy show``: one article, and everything the archive knows of it, or what became of an address without one."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from rich.console import Console
from rich.table import Table
from rich.text import Text
from scrapy.exceptions import UsageError
from sqlalchemy.orm import Session

from project.archive.engine import Archive
from project.archive.models import Article, Page, Revision
from project.archive.questions import find_article, find_page
from project.console.command import ArchiveCommand
from project.console.terminal import day_and_time, dropped_block, print_fields, table, terminal
from project.counting import counted

_LONGEST_EXCERPT = 160


@dataclass(frozen=True, slots=True)
class _Words:
    """What two versions are compared by."""

    title: str
    description: str
    text: str
    modified_at: datetime | None = None

    @classmethod
    def of(cls, version: Article | Revision) -> Self:
        return cls(version.title, version.description, version.text)


def answer(command: ArchiveCommand, archive: Archive, args: list[str], opts: argparse.Namespace) -> None:
    if len(args) != 1:
        raise UsageError("name one article, by its number or its address")
    console = terminal()
    with archive.read() as session:
        article = find_article(session, args[0])
        if article is None:
            page = find_page(session, args[0])
            if page is None:
                raise UsageError(f"the archive holds no article {args[0]}")
            print_fields(console, fields_of_page(page))
            return
        console.print(Text(article.title, style="bold"))
        print_fields(console, fields_of(article, with_sources=opts.sources))
        if opts.sources:
            print_pages(console, article)
        console.print()
        if opts.dropped:
            print_with_dropped(console, article)
        else:
            console.print(Text(article.text))
            print_dropped(console, article)
        print_copies(console, session, article)
        print_revisions(console, article, whole=opts.revisions)


def fields_of_page(page: Page) -> list[tuple[str, str, str]]:
    """What the ledger knows of an address: where it was found, what became of it, and when it is asked for again. Field
    and value, without a source."""
    state = page.state.replace("_", " ")
    status = f", HTTP {page.http_status}" if page.http_status else ""
    values = {
        "address": page.found_url,
        "known as": page.url if page.url != page.found_url else "",
        "found": f"{day_and_time(page.found_at)}, {page.found_via}",
        "announced": day_and_time(page.announced_at),
        "state": f"{state}: {page.reason}" if page.reason else state,
        "last asked for": f"{day_and_time(page.fetched_at)}{status}" if page.fetched_at else "never",
        "in vain": f"{counted(page.failures, 'time')} in a row" if page.failures else "",
        "asked for again": _next_look(page),
        "raw page": f"{page.warc_file} at byte {page.warc_offset}" if page.warc_file else "",
    }
    return [(name, value, "") for name, value in values.items() if value]


def _next_look(page: Page) -> str:
    if page.state == "waiting":
        return "by the next crawl of its site"
    return f"by the first crawl after {day_and_time(page.next_fetch_at)}" if page.next_fetch_at else "never"


def print_pages(console: Console, article: Article) -> None:
    """What the ledger knows of each address of an article."""
    for page in sorted(article.pages, key=lambda page: page.id):
        console.print()
        print_fields(console, fields_of_page(page))


def fields_of(article: Article, *, with_sources: bool) -> list[tuple[str, str, str]]:
    """Field, value and, if asked for, source: only the fields that have a value."""
    original = article.original
    values = {
        "id": str(article.id),
        "url": article.url,
        "other urls": "\n".join(sorted({page.found_url for page in article.pages} - {article.url})),
        "site": article.site,
        "authors": ", ".join(author.name for author in article.authors),
        "agency": article.agency,
        "published_at": _with_raw(day_and_time(article.published_at), article.published_at_raw),
        "modified_at": day_and_time(article.modified_at),
        "gone": day_and_time(article.gone_at),
        "section": article.section,
        "tags": ", ".join(tag.name for tag in article.tags),
        "language": article.language,
        "description": article.description,
        "image_url": article.image_url,
        "image_caption": article.image_caption,
        "access": article.access,
        "words": str(article.word_count),
        "first seen": day_and_time(article.first_seen_at),
        "last seen": day_and_time(article.last_seen_at),
        "copy of": original and f"{original.id} {original.url} ({article.copy_kind}, {article.copy_score:.0%})",
        "raw page": "\n".join(f"{p.warc_file} at byte {p.warc_offset}" for p in article.pages if p.warc_file),
    }
    if with_sources:
        values |= {"title": article.title, "text": f"{counted(article.word_count, 'word')}, below"}
    sources = article.sources if with_sources else {}
    return [(name, value, sources.get(name, "")) for name, value in values.items() if value]


def _with_raw(moment: str, raw: str | None) -> str:
    return f"{moment} (the page says: {raw})" if raw else moment


def print_with_dropped(console: Console, article: Article) -> None:
    """The text with every dropped block where it stood, its reason before it."""
    dropped = {block.position: block for block in article.dropped_blocks}
    kept = iter(article.text.split("\n\n"))
    position = 0
    paragraph = next(kept, None)
    while paragraph is not None or dropped:
        if block := dropped.pop(position, None):
            console.print(dropped_block(block.reason, block.text))
        elif paragraph is not None:
            console.print(Text(paragraph))
            paragraph = next(kept, None)
        position += 1


def excerpt(text: str) -> str:
    """The beginning of a text in one line."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_EXCERPT else f"{line[: _LONGEST_EXCERPT - 1]}…"


def print_dropped(console: Console, article: Article) -> None:
    if not article.dropped_blocks:
        return
    title = f"\n{counted(len(article.dropped_blocks), 'block')} dropped"
    shown = Table(box=None, pad_edge=False, title_justify="left", title=title, expand=console.is_terminal)
    shown.add_column("reason", style="red", no_wrap=True, max_width=44)
    shown.add_column("block", no_wrap=True, overflow="ellipsis", ratio=1)
    for block in article.dropped_blocks:
        shown.add_row(Text(block.reason), Text(excerpt(block.text)))
    console.print(shown)


def print_copies(console: Console, session: Session, article: Article) -> None:
    if not article.copies:
        return
    shown = table("id", "site", "published", "kind", "share", "headline", right=("id", "share"))
    shown.title, shown.title_justify = f"\n{counted(len(article.copies), 'copy', 'copies')} of this article", "left"
    for copy in sorted(article.copies, key=lambda one: one.dated_at):
        share = f"{copy.copy_score:.0%}" if copy.copy_score is not None else ""
        moment = day_and_time(copy.published_at)
        shown.add_row(str(copy.id), copy.site, moment, copy.copy_kind or "", share, Text(copy.title))
    console.print(shown)


def print_revisions(console: Console, article: Article, *, whole: bool) -> None:
    """A line a revision; ``whole`` prints each as a diff against what came after it, and says where there is none."""
    if not article.revisions:
        if whole:
            console.print(Text("\nno earlier text", style="italic"))
        return
    from project.archive import revisions  # with numpy: few articles have any

    console.print(Text(f"\n{counted(len(article.revisions), 'earlier text')}", style="italic"))
    later: Sequence[Article | Revision] = [*article.revisions[1:], article]
    for revision, after in zip(article.revisions, later, strict=True):
        silent = ", silent" if revision.silent else ""
        share = f"{revision.changed_share:.1%} of the words"
        line = f"until {day_and_time(revision.seen_at)}: {revision.kind}{silent}, {share}"
        console.print(Text(line, style="bold"))
        if whole and (change := revisions.compare(_Words.of(revision), _Words.of(after))):
            console.print(revisions.render_diff(change, is_coloured=console.is_terminal))

"""``scrapy boilerplate``: what a site repeats, and is therefore dropped from its articles."""

from __future__ import annotations

import argparse

from rich.text import Text
from scrapy.exceptions import UsageError
from sqlalchemy import or_, select

from project.archive import repetition
from project.archive.engine import Archive
from project.archive.filters import sites_meant
from project.archive.models import SiteBlock
from project.console.arguments import whole_number
from project.console.command import ArchiveCommand
from project.console.terminal import table, terminal
from project.counting import counted


def answer(command: ArchiveCommand, archive: Archive, args: list[str], opts: argparse.Namespace) -> None:
    if args:
        raise UsageError(f"what is {args[0]!r}?")
    if opts.keep:
        try:
            changed = repetition.pardon(archive, whole_number(opts.keep, "--keep"))
        except KeyError:
            raise UsageError(f"--keep: there is no block {opts.keep}") from None
        terminal().print(f"block {opts.keep} stands again in {counted(changed, 'article')}")
        return
    query = select(SiteBlock).where(or_(SiteBlock.learned, SiteBlock.pardoned))
    if opts.site:
        query = query.where(SiteBlock.site.in_(sites_meant(opts.site)))
    shown = table("id", "site", "articles", "", "block", right=("id", "articles"))
    with archive.read() as session:
        for block in session.scalars(query.order_by(SiteBlock.site, SiteBlock.articles.desc())):
            shown.add_row(
                str(block.id),
                block.site,
                str(block.articles),
                "kept" if block.pardoned else "dropped",
                Text(" ".join((block.example or "").split())[:300]),
            )
    terminal().print(shown if shown.row_count else "nothing was learned")

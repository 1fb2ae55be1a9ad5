"""``scrapy verify``: is the archive whole?"""

from __future__ import annotations

import argparse
from collections.abc import Set
from functools import partial
from pathlib import Path

from scrapy.exceptions import UsageError

from project.archive import raw_pages, verify
from project.archive.engine import Archive
from project.archive.errors import ArchiveError
from project.console.command import ArchiveCommand
from project.console.terminal import terminal
from project.readers.rereading import is_page_of


def answer(command: ArchiveCommand, archive: Archive, args: list[str], opts: argparse.Namespace) -> None:
    if args:
        raise UsageError(f"what is {args[0]!r}? verify takes no arguments")
    assert command.settings is not None
    kept = command.settings["ARCHIVE_WARC_DIR"]
    folder = Path(kept or ".")
    console = terminal()
    if opts.repair:
        with archive.write() as session:
            verify.rebuild_index(session)
    check = raw_page_check(folder) if opts.raw_pages else None
    with archive.read() as session:
        wrong = 0
        for line in verify.problems(session, check, partial(raw_pages.locate, folder) if kept else None):
            console.print(line, markup=False, soft_wrap=True)
            wrong += 1
    if wrong:
        command.exitcode = 1
    else:
        console.print(f"{archive.path} is whole", markup=False, soft_wrap=True)


def raw_page_check(folder: Path) -> verify.RawPageCheck:
    """Whether a WARC file of a folder holds a page at an offset: that of the address, or where it led to."""

    def check(file: str, offset: int, urls: Set[str], body_hash: int | None) -> str | None:
        try:
            page = raw_pages.read_kept(folder, file, offset)
        except ArchiveError as error:
            return str(error)
        return None if is_page_of(page, urls, body_hash) else f"it is another page: {page.url}"

    return check

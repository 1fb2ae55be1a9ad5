"""What the commands share: help, filters, and one-line errors.

It stands outside ``project/commands``, because Scrapy takes every command class in there for a command. And because
Scrapy imports all of them for each, they only say how they are called; what answers is imported when it is asked.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import re
import sys
import textwrap
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from project.archive.errors import ArchiveError
from project.archive.storable import storable
from project.console import periods
from project.console.arguments import suggestion, whole_number
from project.errors import ArgumentError

if TYPE_CHECKING:
    from project.archive.engine import Archive
    from project.archive.filters import Filters


_NAMED = ("site", "author", "language")
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


class _HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Keeps the line breaks of the description and of the examples."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        # An example is one line, to be copied.
        lines = text.splitlines()
        return "\n".join(line if line.startswith("  ") else textwrap.fill(line, width) for line in lines)


def lay_out(parser: argparse.ArgumentParser, examples: Iterable[str]) -> None:
    """Make the help of a command look like that of all others."""
    parser.formatter_class = _HelpFormatter
    parser.epilog = "\n".join(["examples:", *(f"  {line}" for line in examples)])


class _Failing(Protocol):
    def fail(self, message: str, status: int) -> None: ...


@contextmanager
def before_the_log(command: _Failing) -> Iterator[None]:
    """What is wrong with the settings or the arguments of a crawl ends the process with one line and status 2, before
    Scrapy begins its log: nothing ran."""
    try:
        yield
    except (ArgumentError, UsageError) as error:
        command.fail(str(error), 2)
        sys.exit(2)


class ProjectCommand(ScrapyCommand):
    """A command of ours. A subclass says what it is for, and ``work`` does it: that raises UsageError, ArgumentError or
    ArchiveError, each with one line."""

    requires_project = True

    summary = ""
    arguments = ""
    examples: tuple[str, ...] = ()
    about_unknown = ""
    """What else to say of a short option that there is not."""

    def syntax(self) -> str:
        return f"[options] {self.arguments}".strip()

    def short_desc(self) -> str:
        return self.summary

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        lay_out(parser, self.examples)
        self.own_options(parser.add_argument_group("Options"))
        super().add_options(parser)

    def own_options(self, group: argparse._ArgumentGroup) -> None:
        """Add what only this command has."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # a terminal that knows no Greek shows question marks
        try:
            end = args.index("--") if "--" in args else len(args)
            # Quoted words may begin so.
            if unknown := next((arg for arg in args[:end] if re.match(r"-\S+$", arg)), None):
                hint = self.about_unknown if unknown[1] != "-" else ""
                raise UsageError(f"there is no option {unknown}{hint}")
            self.work(args[:end] + args[end + 1 :], opts)
            sys.stdout.flush()
        except BrokenPipeError:
            # The reader (head, less) has seen enough.
            _write_nowhere()
        except (UsageError, ArgumentError) as error:
            # A mistake in a setting or in a site's file is none that the help tells of.
            is_of_command = isinstance(error, UsageError) or str(error).startswith("-")
            self.fail(f"{error} (scrapy {self.name} --help)" if is_of_command else str(error), 2)
        except ArchiveError as error:
            self.fail(str(error), 1)
        except OSError as error:
            if error.errno not in _NO_ROOM or error.filename:
                raise
            _write_nowhere()
            self.fail(f"standard output cannot be written: {error.strerror}", 1)

    @abstractmethod
    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do it."""

    @property
    def name(self) -> str:
        return type(self).__module__.rpartition(".")[2]

    def fail(self, message: str, status: int) -> None:
        print(f"scrapy {self.name}: {message}", file=sys.stderr)
        self.exitcode = status


def _write_nowhere() -> None:
    """What is still buffered for standard output has no one to go to."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class ArchiveCommand(ProjectCommand):
    """A command that asks the archive: ``answer`` in the module of the same name in ``project/answers`` does it."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    filters: tuple[str, ...] = ()
    """Which of the filters of :class:`Filters` it takes."""
    default_limit: int | None = None
    dated = "published"
    """What the days of ``--since`` and ``--until`` are those of."""

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        if self.filters:
            group = parser.add_argument_group("Filters")
            for name in self.filters:
                _FILTER_OPTIONS[name](group, self)
        super().add_options(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        _check_text(args, opts)
        answer: _Answer = import_module(f"project.answers.{self.name}").answer
        with closing(self.open_archive(create=self.creates(opts))) as archive:
            _check_names(archive, opts)
            answer(self, archive, args, opts)

    def creates(self, opts: argparse.Namespace) -> bool:
        """Whether it makes the archive where there is none."""
        return False

    def open_archive(self, *, create: bool = False) -> Archive:
        from project.archive.engine import Archive

        assert self.settings is not None
        return Archive.open(self.settings["ARCHIVE_URL"], create=create)

    def read_filters(self, opts: argparse.Namespace, words: Iterable[str] = ()) -> Filters:
        """The filters that were given, read; ``words`` is what the articles hold."""
        from project.archive.filters import Filters

        values: dict[str, Any] = {name: getattr(opts, name) for name in self.filters}
        if {"since", "until"} <= values.keys():
            since, until = values["since"] or "", values["until"] or ""
            values["since"], values["until"] = periods.span(since, until, "--")
        if values.get("new_since"):
            values["new_since"] = periods.since(values["new_since"], "--new-since")
        if values.get("after") is not None:
            values["after"] = whole_number(values["after"], "--after", least=0)
        if values.get("limit") is not None:
            values["limit"] = whole_number(values["limit"], "--limit")
        return Filters(words=" ".join(words) or None, **values)


def _check_text(args: Iterable[str], opts: argparse.Namespace) -> None:
    """What another encoding than this system's was typed in reaches Python as halves of surrogate pairs."""
    for given in (*args, *(getattr(opts, name, None) or "" for name in _NAMED)):
        if storable(given) != given:
            raise UsageError(f"{given!r} is no text in {sys.getfilesystemencoding()}")


def _check_names(archive: Archive, opts: argparse.Namespace) -> None:
    """A name with a slip in it must not look like a site, an author or a language without news."""
    from project.archive import questions

    site, author, language = (getattr(opts, name, None) for name in _NAMED)
    if not (site or author or language):
        return
    with archive.read() as session:
        if site and not questions.knows_site(session, site):
            hint = suggestion(site, questions.sites_with_articles(session))
            raise UsageError(f"the archive knows no site {site!r}{hint}")
        if author and not questions.knows_author(session, author):
            close = questions.authors_like(session, author)
            hint = f"; did you mean {' or '.join(close)}?" if close else ""
            raise UsageError(f"the archive knows no author {author!r}{hint}")
        if language and not questions.knows_language(session, language):
            known = ", ".join(questions.languages(session)) or "none"
            raise UsageError(f"the archive has no article in the language {language!r}, only in {known}")


_Answer = Callable[[ArchiveCommand, "Archive", list[str], argparse.Namespace], None]
_AddOption = Callable[[argparse._ArgumentGroup, ArchiveCommand], object]
_FILTER_OPTIONS: dict[str, _AddOption] = {
    "site": lambda group, _: group.add_argument("--site", metavar="SITE", help="only this site, such as jpost.com"),
    "since": lambda group, command: group.add_argument(
        "--since", metavar="DAY", help=f"{command.dated} on DAY or later (2014-02-12, 2014-02, yesterday, 7d; UTC)"
    ),
    "until": lambda group, command: group.add_argument(
        "--until", metavar="DAY", help=f"{command.dated} on DAY or earlier"
    ),
    "new_since": lambda group, _: group.add_argument(
        "--new-since", metavar="DAY", help="first seen on DAY or later, whenever it was published"
    ),
    "after": lambda group, _: group.add_argument(
        "--after", metavar="ID", help="stored after the article with this number: the last one of the export before"
    ),
    "author": lambda group, _: group.add_argument("--author", metavar="NAME", help="only by this author"),
    "language": lambda group, _: group.add_argument(
        "--language", metavar="CODE", help="only in this language (en, he)"
    ),
    "copies": lambda group, _: group.add_argument(
        "--copies", action="store_true", help="also copies of other articles (left out by default)"
    ),
    "limit": lambda group, command: group.add_argument(
        "--limit",
        metavar="N",
        default=command.default_limit,
        help=f"at most N rows (default: {command.default_limit or 'all'})",
    ),
}

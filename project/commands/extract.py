"""``scrapy extract``: what the engine reads from one page. The tool for whoever adds a site."""

from __future__ import annotations

import argparse
import sys
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from project.errors import ArgumentError
from project.settings_check import check_settings


class Command(ScrapyCommand):
    requires_project = True
    # Only an address needs one.
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[options] FILE_OR_URL"

    def short_desc(self) -> str:
        return "Read one page: its fields with their sources, the blocks that are kept, the blocks that are dropped"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--url", metavar="URL", help="the address that a FILE was saved from")
        parser.add_argument("--spider", metavar="NAME", help="read it with the rules of this site's spider")
        super().add_options(parser)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        # Scrapy imports every command for each: what only this one needs is imported when it runs.
        from project.answers.extract import NoArticle, extract

        assert self.settings is not None
        try:
            check_settings(self.settings)
            if len(args) != 1 or args[0].startswith("-"):
                raise UsageError("name one file or one address")
            extract(args[0], self.settings, saved_from=opts.url, spider=opts.spider)
        except UsageError as error:
            self.fail(f"{error} (scrapy extract --help)", 2)
        except ArgumentError as error:
            self.fail(str(error), 2)
        except NoArticle as error:
            self.fail(str(error), 1)

    def fail(self, message: str, status: int) -> None:
        print(f"scrapy extract: {message}", file=sys.stderr)
        self.exitcode = status

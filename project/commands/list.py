"""``scrapy list``: Scrapy's own, which also says which files it had to leave out."""

from __future__ import annotations

import argparse
import sys
from typing import Any, ClassVar

from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from project.console.command import ProjectCommand
from project.sites.files import broken_files


class Command(ProjectCommand):
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    summary = "List the spiders, and the sites' files that had to be left out"
    examples = ("scrapy list",)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if args:
            raise UsageError(f"what is {args[0]!r}? list takes no arguments")
        loader = get_spider_loader(self.settings)
        print("\n".join(sorted(loader.list())))
        for line in broken_files(loader).values():
            print(f"scrapy list: {line}", file=sys.stderr)

"""``scrapy list``: Scrapy's own, which also says which files it had to leave out."""

from __future__ import annotations

import argparse
import sys

from scrapy.commands.list import Command as ListCommand
from scrapy.spiderloader import get_spider_loader

from project.site_files import broken_files


class Command(ListCommand):
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        super().run(args, opts)
        assert self.settings is not None
        for line in broken_files(get_spider_loader(self.settings)).values():
            print(f"scrapy list: {line}", file=sys.stderr)

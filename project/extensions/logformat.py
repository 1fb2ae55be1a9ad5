"""What the log says of a page: one line, never an article's text."""

from __future__ import annotations

import logging
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure

from project.items import Article


def address_of(item: Any, response: Response | Failure | None) -> str:
    """What names an item in one line: its address."""
    if isinstance(item, Article):
        return item.found_url or item.url
    return response.url if isinstance(response, Response) else type(item).__name__


class ArchiveLogFormatter(LogFormatter):
    """Scrapy's log, with an item's address and title in place of all its fields."""

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:
        title = item.title if isinstance(item, Article) else ""
        args = (address_of(item, response), title[:120])
        return {"level": logging.DEBUG, "msg": "Stored %s: %s", "args": args}

    def dropped(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        reason = str(exception).partition("\n")[0]
        return {"level": logging.INFO, "msg": "Dropped %s: %s", "args": (address_of(item, response), reason)}

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        return {"level": logging.ERROR, "msg": "Error processing %s", "args": (address_of(item, response),)}

    def download_error(
        self, failure: Failure, request: Request, spider: Spider, errmsg: str | None = None
    ) -> LogFormatterResult:
        return {"level": logging.WARNING, "msg": "Not fetched %s: %s", "args": (request.url, errmsg or failure.value)}

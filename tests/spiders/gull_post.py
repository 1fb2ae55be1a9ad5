"""A paper that is crawled again and again, and what lets time pass between two crawls."""

from tests.conftest import Scrapy
from tests.database import execute

SITE = "http://www.gull-post.example"


def crawl(scrapy: Scrapy, *arguments: str) -> None:
    """Crawl the paper to its end."""
    run = scrapy("crawl", "news", "-a", f"site={SITE}/", *arguments)
    assert run.returncode == 0, run.stderr


def let_time_pass(archive_url: str) -> bool:
    """Make due whatever is to be due one day. Gives whether anything is."""
    in_the_past = "strftime('%Y-%m-%d %H:%M:%f', 'now', '-1 hour') || '000'"
    return bool(
        execute(
            archive_url,
            f"UPDATE pages SET next_fetch_at = {in_the_past} WHERE next_fetch_at IS NOT NULL RETURNING id",
        )
    )

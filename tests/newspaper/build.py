"""Print our two papers: stories and templates -> ``pages/<host>/…`` and, beside each page, what must come out of it.

    python -m tests.newspaper.build

The pages are committed as they are served, byte for byte; a test holds them and the stories together. What must come
out is what the story's writer put into it, and owes nothing to any extractor.
"""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.newspaper.server import PAGES
from tests.newspaper.stories import PAPERS, Paper, Story, all_stories
from tests.newspaper.templates import announcements, courier, herald, listings, twins

TEMPLATES: dict[str, Callable[[Story], str]] = {
    "modern": courier.modern,
    "classic": courier.classic,
    "brsoup": courier.brsoup,
    "tables": courier.tables,
    "hydrated": herald.hydrated,
    "stateonly": herald.stateonly,
    "wordpress": herald.wordpress,
    "drupal": herald.drupal,
    "letter": herald.letter,
    "portal": herald.portal,
    "uppercase": herald.uppercase,
    "amponly": twins.amp,
    "print": twins.printed,
    "live": twins.live,
    "gallery": twins.gallery,
    "video": twins.video,
}
# These say in their HTML, and not in the HTTP header, in which encoding they are; or nowhere.
_NO_CHARSET_IN_HEADER = {"classic", "brsoup", "tables", "portal", "uppercase", "drupal", "print"}


@dataclass(slots=True)
class Printed:
    """A file of the site, and what is written beside it."""

    url: str
    body: bytes
    served: dict[str, Any] = field(default_factory=dict)
    page: dict[str, Any] = field(default_factory=dict)
    """``state`` and ``reason`` of its row in the ledger."""
    article: dict[str, Any] | str | None = None
    """What must be stored; for another page of an article that article's address."""

    @property
    def file(self) -> str:
        name = self.url.removeprefix("http://").replace("?", "_").replace("&", "_")
        if name.endswith("/"):
            return f"{name}index.xml" if name.endswith("/feed/") else f"{name}index.html"
        return name if Path(name).suffix in {".htm", ".html", ".xml", ".txt", ".gz"} else f"{name}.html"


def print_all() -> Iterator[Printed]:
    """Every file of both sites, in no particular order."""
    for paper in PAPERS.values():
        stories = [story for story in all_stories() if story.paper is paper]
        for story in stories:
            yield from _print_story(story)
        yield from _print_listings(paper, stories)
        yield from _print_announcements(paper, stories)


def _print_story(story: Story) -> Iterator[Printed]:
    state = {"state": "stored"}
    if reason := story.get("not_article"):
        state = {"state": "not_article", "reason": reason}
    elif story.get("page_type"):
        state["reason"] = story.get("page_type")
    article = None if reason else expected_article(story)
    body = TEMPLATES[story.template](story).encode(story.get("charset", "utf-8"), "xmlcharrefreplace")
    yield Printed(story.url, body, {"content_type": _content_type(story)}, state, article)
    for number in range(2, len(story.pages) + 1):
        body = courier.modern(story, number).encode()
        yield Printed(
            f"{story.url}?page={number}", body, {"content_type": "text/html; charset=utf-8"}, state, story.url
        )
    for twin in story.all("twins"):
        url, html = (
            (f"{story.paper.root}/amp{story.path}", twins.amp(story))
            if twin == "amp"
            else (courier.print_address(story), twins.printed(story))
        )
        yield Printed(url, html.encode(), {"content_type": "text/html; charset=utf-8"}, state, story.url)


def _content_type(story: Story) -> str:
    charset = story.get("header_charset") or ("" if story.template in _NO_CHARSET_IN_HEADER else "utf-8")
    return f"text/html; charset={charset}" if charset else "text/html"


def expected_article(story: Story) -> dict[str, Any]:
    """The fields as the archive must hold them. ``expect_…`` lines of the header win over what is printed."""
    image = story.get("image")
    expected = {
        "url": story.url,
        "title": story.title,
        "description": story.get("description"),
        "authors": story.all("author"),
        "agency": story.get("agency") or None,
        "published_at": _moment(story.published),
        "modified_at": _moment(story.modified) if story.modified else None,
        "section": story.get("section") or None,
        "tags": story.all("tags"),
        "language": story.language,
        "image_url": story.paper.root + image if image else None,
        "access": story.get("access", "free"),
        "page_type": story.get("page_type", "article"),
        "paragraphs": story.paragraphs,
    }
    for name in expected:
        if f"expect_{name}" in story.head:
            expected[name] = json.loads(story.head[f"expect_{name}"])
    if story.get("copy_of"):
        original = next(other for other in all_stories() if other.slug == story.get("copy_of"))
        expected |= {"copy_of": original.url, "copy_kind": story.get("copy_kind")}
    return expected


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def section_path(story: Story) -> str:
    """Of the listing that names the story: its section's, or its language's edition."""
    known = [path for path, name in story.paper.sections.items() if name == story.get("section")]
    return f"/{known[0]}/" if known else f"/{story.language if story.language != 'en' else 'world'}/"


def _print_listings(paper: Paper, stories: list[Story]) -> Iterator[Printed]:
    def listing(path: str, html: str, reason: str) -> Printed:
        served = {"content_type": "text/html; charset=utf-8"}
        return Printed(paper.root + path, html.encode(), served, {"state": "not_article", "reason": reason})

    editions = sorted({section_path(story).strip("/") for story in stories} - set(paper.sections))
    fronted = [story for story in stories if "front" in story.all("found")]
    yield listing("/", listings.front(paper, fronted, editions), "front")
    for path in [*paper.sections, *editions]:
        listed = [story for story in stories if section_path(story) == f"/{path}/" and "section" in story.all("found")]
        yield listing(f"/{path}/", listings.section(paper, paper.sections.get(path, path), listed), "section")
    for tag in sorted({tag for story in stories for tag in story.all("tags")}):
        tagged = [story for story in stories if tag in story.all("tags")]
        yield listing(f"/tag/{tag.lower().replace(' ', '-')}/", listings.tag(paper, tag, tagged), "tag")
    for name in sorted({name for story in stories for name in story.all("author")} - {"Courier staff"}):
        by_her = [story for story in stories if name in story.all("author")]
        yield listing(f"/author/{name.split()[0].lower()}", listings.author(paper, name, by_her), "author")
    yield listing("/about", listings.about(paper), "other")
    yield listing("/subscribe", listings.subscribe(paper), "shop")
    yield listing("/login", listings.login(paper), "login")
    yield listing("/search", listings.search(paper), "search")
    for status, path in ((404, "/nothing-here"), (410, "/local/withdrawn-after-a-complaint-41001")):
        gone = listing(path, "<!doctype html><title>Gone</title><h1>This page is no longer here</h1>", "")
        gone.served["status"], gone.page = status, {"state": "gone"}
        yield gone


def _print_announcements(paper: Paper, stories: list[Story]) -> Iterator[Printed]:
    def document(path: str, text: str, content_type: str = "application/xml") -> Printed:
        return Printed(paper.root + path, text.encode(), {"content_type": content_type})

    listed = [story for story in stories if "sitemap" in story.all("found")]
    news = [story for story in listed if story.published.year == 2024]
    older = [story for story in listed if story.published.year < 2024]
    fed = [story for story in stories if "feed" in story.all("found")]
    gone = [f"{paper.root}/nothing-here", f"{paper.root}/local/withdrawn-after-a-complaint-41001"]
    archive = document("/sitemap-archive.xml.gz", announcements.sitemap(older, gone), "application/gzip")
    archive.body = gzip.compress(archive.body, mtime=0)
    yield document("/robots.txt", announcements.robots(paper), "text/plain")
    parts = [("news-sitemap.xml", news[0]), ("sitemap-archive.xml.gz", older[0])]
    yield document("/sitemap.xml", announcements.sitemap_index(paper, parts))
    yield document("/news-sitemap.xml", announcements.news_sitemap(paper, news))
    yield archive
    yield document("/feed/", announcements.rss(paper, fed), "application/rss+xml; charset=utf-8")
    yield document("/atom.xml", announcements.atom(paper, fed), "application/atom+xml; charset=utf-8")


def files() -> dict[str, bytes]:
    """Path below ``pages/`` -> content, of the pages and of the JSON beside them."""
    out: dict[str, bytes] = {}
    for printed in print_all():
        beside: dict[str, Any] = {"served": {"address": printed.url, **printed.served}}
        if printed.page:
            beside |= {"page": printed.page, "article": printed.article}
        if printed.file in out:
            raise ValueError(f"two pages at {printed.file}")
        out[printed.file] = printed.body
        out[f"{printed.file}.json"] = (json.dumps(beside, ensure_ascii=False, indent=1) + "\n").encode()
    return out


def main() -> None:
    shutil.rmtree(PAGES, ignore_errors=True)
    printed = files()
    for name, content in printed.items():
        path = PAGES / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    print(f"{len(printed) // 2} files for {len(all_stories())} stories in {PAGES}")


if __name__ == "__main__":
    main()

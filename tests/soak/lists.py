"""Front pages, section pages, feeds and sitemaps, as they are at a moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime
from html import escape

from tests.soak import events
from tests.soak.papers import SECTIONS, Paper, Story

SHOWN = 20
"""So many stories stand in a list or in a feed."""
_LABELS = {"zh": ("本地", "国内", "财经", "体育"), "ar": ("محليات", "اقتصاد", "رياضة", "ثقافة")}
_XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def head(paper: Paper, title: str, more: str = "") -> str:
    feed = '<link rel=alternate type="application/rss+xml" href="/feed">' if paper.has_feed else ""
    direction = " dir=rtl" if paper.language == "ar" else ""
    return (
        f"<!doctype html><html lang={paper.language}{direction}><head><meta charset=utf-8>"
        f"<title>{escape(title)} | {paper.title}</title>{feed}{more}</head>"
    )


def menu(paper: Paper) -> str:
    sections = SECTIONS[paper.language]
    labels = _LABELS.get(paper.language, [section.title() for section in sections])
    links = (f'<a href="/{section}">{label}</a>' for section, label in zip(sections, labels, strict=True))
    return f"<nav class=menu><a href=/>{paper.title}</a>{''.join(links)}</nav>"


def link(paper: Paper, story: Story, now: datetime) -> str:
    return f'<a href="{paper.path(story, now)}">{escape(story.at(now).title)}</a>'


def list_page(paper: Paper, stories: Iterable[Story], now: datetime, title: str) -> str:
    items = "".join(
        f"<li class=teaser><h3>{link(paper, story, now)}</h3><p>{escape(story.at(now).paragraphs[0][:90])}…</p></li>"
        for story in stories
    )
    return (
        f"{head(paper, title)}<body>{menu(paper)}<main><h1>{title}</h1><ul>{items}</ul></main>"
        f"<footer><p>© {paper.title}</p></footer></body></html>"
    )


def feed(paper: Paper, stories: Iterable[Story], now: datetime) -> str:
    items = ""
    for story in stories:
        url = paper.root(now) + paper.path(story, now)
        # Inlet's feed claims at each look that all of it was published just then.
        dated = now if paper.name == events.INLET else story.published
        items += (
            f"<item><title>{escape(story.at(now).title)}</title><link>{url}</link><guid>{url}</guid>"
            f"<pubDate>{format_datetime(dated)}</pubDate></item>"
        )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{paper.title}</title>'
        f"<link>{paper.root(now)}/</link>{items}</channel></rss>"
    )


def sitemap(paper: Paper, path: str, stories: list[Story], now: datetime) -> str:
    if path == "/sitemap.xml" and paper.sitemap != "flat":
        return _index(paper, stories, now)
    listed = stories if paper.sitemap == "flat" else [story for story in stories if path == _month_path(story)]
    entries = "".join(
        f"<url><loc>{paper.root(now)}{path}</loc>{_lastmod(paper, story.at(now).at, now)}</url>"
        for story in listed
        for path in paper.paths(story, now)
    )
    return f'<?xml version="1.0"?><urlset {_XMLNS}>{entries}</urlset>'


def _index(paper: Paper, stories: list[Story], now: datetime) -> str:
    newest: dict[str, datetime] = {}
    for story in stories:
        path = _month_path(story)
        newest[path] = max(newest.get(path, story.published), story.at(now).at)
    # A paper whose stories are dated by the day dates its files by the second all the same, as many do.
    entries = "".join(
        f"<sitemap><loc>{paper.root(now)}{path}</loc>{_lastmod(paper, changed, now, by_day=False)}</sitemap>"
        for path, changed in sorted(newest.items())
    )
    return f'<?xml version="1.0"?><sitemapindex {_XMLNS}>{entries}</sitemapindex>'


def _month_path(story: Story) -> str:
    return f"/sitemap-{story.published:%Y-%m}.xml"


def _lastmod(paper: Paper, changed: datetime, now: datetime, by_day: bool = True) -> str:
    if paper.sitemap == "undated":
        return ""
    if paper.sitemap == "monthday" and by_day:
        return f"<lastmod>{changed:%Y-%m-%d}</lastmod>"
    return f"<lastmod>{now if paper.sitemap == 'lying' else changed:%Y-%m-%dT%H:%M:%SZ}</lastmod>"

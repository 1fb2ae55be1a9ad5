"""What a site tells machines: robots.txt, sitemaps, feeds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from email.utils import format_datetime

from tests.newspaper.stories import Paper, Story
from tests.newspaper.templates.furniture import e

_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def robots(paper: Paper) -> str:
    return (
        f"User-agent: *\nDisallow: /internal/\nDisallow: /search\nCrawl-delay: 0\n\nSitemap: {paper.root}/sitemap.xml\n"
    )


def sitemap_index(paper: Paper, parts: Iterable[tuple[str, Story]]) -> str:
    rows = "\n".join(
        f"<sitemap><loc>{paper.root}/{name}</loc><lastmod>{_changed(newest)}</lastmod></sitemap>"
        for name, newest in parts
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{_SITEMAP}">\n{rows}\n</sitemapindex>\n'


def sitemap(stories: Iterable[Story], more: Iterable[str]) -> str:
    """``more`` are addresses that are announced without a date."""
    rows = "\n".join(
        [f"<url><loc>{e(story.url)}</loc><lastmod>{_changed(story)}</lastmod></url>" for story in stories]
        + [f"<url><loc>{e(url)}</loc></url>" for url in more]
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SITEMAP}">\n{rows}\n</urlset>\n'


def news_sitemap(paper: Paper, stories: Iterable[Story]) -> str:
    rows = "\n".join(
        f"<url><loc>{e(story.url)}</loc><news:news><news:publication><news:name>{paper.name}</news:name>"
        f"<news:language>{story.language}</news:language></news:publication>"
        f"<news:publication_date>{story.get('published')}</news:publication_date>"
        f"<news:title>{e(story.title)}</news:title></news:news></url>"
        for story in stories
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SITEMAP}" xmlns:news="{_NEWS}">\n{rows}\n</urlset>\n'
    )


def rss(paper: Paper, stories: Iterable[Story]) -> str:
    items = "\n".join(
        f"<item><title>{e(story.title)}</title><link>{e(story.url)}?utm_source=rss&amp;utm_medium=feed</link>"
        f'<guid isPermaLink="false">{paper.key}-{e(story.slug)}</guid>'
        f"<pubDate>{format_datetime(story.published.astimezone(UTC), usegmt=True)}</pubDate>"
        f"<description>{e(story.get('description'))}</description></item>"
        for story in stories
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>{paper.name}</title>'
        f"<link>{paper.root}/</link><description>News from {paper.town}</description>\n{items}\n</channel></rss>\n"
    )


def atom(paper: Paper, stories: Iterable[Story]) -> str:
    entries = "\n".join(
        f'<entry><title>{e(story.title)}</title><link rel="alternate" href="{e(story.path)}"/>'
        f"<id>tag:{paper.host},{story.published.year}:{e(story.slug)}</id><updated>{_changed(story)}</updated>"
        f"<published>{story.get('published')}</published><summary>{e(story.get('description'))}</summary></entry>"
        for story in stories
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{paper.root}/">'
        f"<title>{paper.name}</title><id>{paper.root}/</id>\n{entries}\n</feed>\n"
    )


def _changed(story: Story) -> str:
    return story.get("modified") or story.get("published")

"""The structured data and meta tags that templates put into a page's head."""

from __future__ import annotations

import json
from typing import Any

from tests.newspaper.stories import Story
from tests.newspaper.templates.furniture import e


def news_article(story: Story, kind: str = "NewsArticle") -> dict[str, Any]:
    """schema.org's description of the story, without its text."""
    authors: list[dict[str, Any]] = [
        {"@type": "Person", "name": name, "url": f"{story.paper.root}/author/{name.split()[0].lower()}"}
        for name in story.all("author")
    ]
    if not authors and story.get("agency"):
        authors = [{"@type": "Organization", "name": story.get("agency")}]
    data: dict[str, Any] = {
        "@type": kind,
        "@id": f"{story.url}#article",
        "mainEntityOfPage": {"@type": "WebPage", "@id": story.url},
        "headline": story.title,
        "description": story.get("description"),
        "inLanguage": story.language,
        "datePublished": story.get("published"),
        "dateModified": story.get("modified"),
        "articleSection": story.get("section"),
        "keywords": story.all("tags"),
        "author": authors,
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": story.paper.name,
            "logo": {"@type": "ImageObject", "url": f"{story.paper.root}/logo.png"},
        },
    }
    if story.get("image"):
        data["image"] = {"@type": "ImageObject", "url": story.paper.root + story.get("image"), "width": 1200}
    if story.get("access") in ("teaser", "metered"):
        data["isAccessibleForFree"] = False
        data["hasPart"] = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paywall"}
    return {name: value for name, value in data.items() if value}


def json_ld(data: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False, indent=1)}</script>'


def broken_json_ld(story: Story) -> str:
    """As a template engine leaves it that knows nothing of JSON: raw line breaks, a comma too many, an entity."""
    return f"""<script type="application/ld+json">
{{
  "@context": "http://schema.org",
  "@type": "NewsArticle",
  "headline": "{e(story.title)}",
  "description": "{story.get("description")}
  ",
  "datePublished": "{story.get("published")}",
  "author": {{"@type": "Person", "name": "{story.get("author")}",}},
  "publisher": {{"@type": "Organization", "name": "{story.paper.name}"}},
}}
</script>"""


def open_graph(story: Story, title: str | None = None) -> str:
    """OpenGraph and its ``article:`` properties, and the description and keywords of old."""
    pairs = [
        ("og:type", "article"),
        ("og:site_name", story.paper.name),
        ("og:title", title or story.get("social_title") or story.title),
        ("og:description", story.get("description")),
        ("og:url", story.url),
        ("og:image", story.paper.root + story.get("image") if story.get("image") else ""),
        ("article:published_time", story.get("published")),
        ("article:modified_time", story.get("modified")),
        ("article:section", story.get("section")),
        *(("article:tag", tag) for tag in story.all("tags")),
    ]
    tags = [f'<meta property="{name}" content="{e(value)}">' for name, value in pairs if value]
    if story.get("description"):
        tags.insert(0, f'<meta name="description" content="{e(story.get("description"))}">')
    return "\n".join(tags)


def canonical(story: Story) -> str:
    return f'<link rel="canonical" href="{e(story.url)}">'

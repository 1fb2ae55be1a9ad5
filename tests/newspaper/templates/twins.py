"""Other faces of a story: AMP and print twins; and pages that are built round something else than a text."""

from __future__ import annotations

from tests.newspaper.stories import Part, Story
from tests.newspaper.templates.furniture import (
    Markup,
    cookie_overlay,
    e,
    footer,
    inline,
    most_read,
    navigation,
    share_bar,
)
from tests.newspaper.templates.structured import canonical, json_ld, news_article, open_graph


class AmpMarkup(Markup):
    def caption(self, part: Part) -> str:
        return (
            f'<figure><amp-img src="{e(self.story.get("image"))}" width="1200" height="675" layout="responsive"></amp-img>'
            f"<figcaption>{inline(part.text)}</figcaption></figure>"
        )

    def ad(self, part: Part) -> str:
        return f'<amp-ad width="300" height="250" type="doubleclick"><div placeholder>{self.words["advert"]}</div></amp-ad>'

    def newsletter(self, part: Part) -> str:
        return f'<section class="nl"><p>{self.words["newsletter"][1]}</p></section>'


def amp(story: Story) -> str:
    """The page for telephones; its canonical link names the story's own page, or itself where there is no other."""
    return f"""<!doctype html>
<html amp lang="{story.language}"><head><meta charset="utf-8">
<script async src="https://cdn.amp.example/v0.js"></script>
<title>{e(story.title)}</title>
{canonical(story)}
<meta name="viewport" content="width=device-width,minimum-scale=1">
{json_ld({"@context": "http://schema.org", **news_article(story)})}
<style amp-boilerplate>body{{visibility:hidden}}</style></head>
<body>
<amp-sidebar id="menu" layout="nodisplay">{navigation(story.paper)}</amp-sidebar>
<header class="bar"><button on="tap:menu.toggle">Menu</button><a href="/">{story.paper.name}</a></header>
<amp-consent id="consent" layout="nodisplay"><div>{cookie_overlay(story)}</div></amp-consent>
<article class="amp-story">
<h1>{inline(story.title)}</h1>
<p class="by">{story.words["by"]} {e(", ".join(story.all("author")) or story.get("agency"))}</p>
<p class="when"><time datetime="{story.get("published")}">{story.get("printed")}</time></p>
<amp-social-share type="system"></amp-social-share>
{AmpMarkup(story).render(story.parts)}
</article>
{footer(story)}
</body></html>
"""


class PrintMarkup(Markup):
    """On paper there are neither pictures nor adverts."""

    def nothing(self, part: Part) -> str:
        return ""

    caption = ad = newsletter = related = read_more = nothing


def printed(story: Story) -> str:
    """The page for the printer: the text, where it comes from, and nothing else."""
    own = canonical(story) if "twins" in story.head else ""
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">
<html lang="{story.language}"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{story.paper.name} - Print version - {e(story.title)}</title>{own}
<meta name="robots" content="noindex"></head>
<body onload="window.print()">
<p><b>{story.paper.name}</b><br><small>{story.url}</small></p>
<h1>{inline(story.title)}</h1>
<p><i>By {e(" and ".join(story.all("author")))}, {story.get("section")}</i><br><small>{story.get("printed")}</small></p>
{PrintMarkup(story).render(story.parts)}
<hr><p><small>© {story.published.year} {story.paper.name}. {story.words["rights"]}</small></p>
</body></html>
"""


def _media_page(story: Story, body: str, kind: str) -> str:
    return f"""<!doctype html>
<html lang="{story.language}"><head><meta charset="utf-8"><title>{e(story.title)} | {story.paper.name}</title>
{canonical(story)}
{open_graph(story).replace('content="article"', f'content="{kind}"')}
</head><body class="{kind}-page">{cookie_overlay(story)}
<header class="site-header"><a class="logo" href="/">{story.paper.name}</a>{navigation(story.paper)}</header>
<main><h1>{e(story.title)}</h1><p class="byline">By {e(story.get("author"))}</p>
<time datetime="{story.get("published")}">{story.get("printed")}</time>{share_bar(story)}
{body}
{most_read(story)}</main>{footer(story)}</body></html>
"""


def gallery(story: Story) -> str:
    """A series of pictures with captions."""
    slides = "".join(
        f'<figure class="slide"><img src="/media/2023/regatta-{number}.jpg" alt=""><figcaption>{number} / {len(story.parts)} {inline(part.text)}</figcaption></figure>'
        for number, part in enumerate(story.parts, 1)
    )
    data = json_ld({"@context": "https://schema.org", "@type": "ImageGallery", "name": story.title})
    return _media_page(story, f'{data}<div class="gallery slideshow">{slides}</div>', "gallery")


def video(story: Story) -> str:
    """A player with one sentence under it."""
    data = json_ld(
        {
            "@context": "https://schema.org",
            "@type": "VideoObject",
            "name": story.title,
            "description": story.get("description"),
            "uploadDate": story.get("published"),
            "duration": "PT1M12S",
            "contentUrl": f"{story.paper.root}/media/slip.mp4",
        }
    )
    player = '<div class="player"><video controls poster="/media/slip.jpg"><source src="/media/slip.mp4"></video></div>'
    return _media_page(story, f"{data}{player}<p>{e(story.parts[0].text)}</p>", "video")


def live(story: Story) -> str:
    """A live blog: what has happened so far, then the entries, the newest first."""
    lead, *entries = story.parts
    items = []
    for heading, text in zip(entries[::2], entries[1::2], strict=True):
        moment, _, title = heading.text.partition(" ")
        items.append(
            f'<article class="live-entry"><time>{moment}</time><h2>{e(title)}</h2><p>{inline(text.text)}</p>'
            '<a class="share" href="#">Share</a></article>'
        )
    data = news_article(story, "LiveBlogPosting") | {
        "coverageStartTime": story.get("published"),
        "coverageEndTime": story.get("modified"),
    }
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>LIVE: {e(story.title)} | {story.paper.name}</title>
{canonical(story)}
{open_graph(story)}
{json_ld({"@context": "https://schema.org", **data})}
</head><body class="live-page">{cookie_overlay(story)}
<header class="site-header"><a class="logo" href="/">{story.paper.name}</a>{navigation(story.paper)}</header>
<main><article class="live-blog"><p class="badge">LIVE</p><h1>{e(story.title)}</h1>
<div class="story-meta">{e(story.get("printed"))} <span>Updated {story.modified:%H:%M}</span></div>{share_bar(story)}
<div class="story-body"><p>{inline(lead.text)}</p>
<div class="live-entries">{"".join(items)}</div></div></article>
{most_read(story)}</main>{footer(story)}</body></html>
"""

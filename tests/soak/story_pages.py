"""The page of a story in each paper's own make-up, with all that stands round the words and is not the story."""

from __future__ import annotations

import itertools
import json
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

from tests.soak import events
from tests.soak.events import day_of
from tests.soak.lists import head, link, menu
from tests.soak.papers import Paper, Story, Version

# Standing words of Amberton: they belong to no story, and nothing in the page's make-up says so.
_LETTER = (
    "The Amberton Post is printed on paper from the mills at Lenna and carried by bicycle to all households between "
    "the river and the sea."
)
_LATER_LETTER = (
    "Letters about what you have read here reach the desk on Quay Street, where they are kept for the yearly volume of "
    "the Post."
)
_CAMPAIGN = (
    "This report belongs to the series on winter roads that the foundation of the Amberton savings bank has made "
    "possible this season."
)
_SEAT = "The Post has its seat in the old customs house at Amberton and comes out every morning but on New Year's Day."
_PAYWALL = (
    '<div class="paywall"><h3>Subscribe to read on</h3><p>This article is for subscribers only. Log in or choose a '
    "subscription to go on reading.</p></div>"
)
_SHARES = ("Lenna Shipping", "Tarn Timber", "Dorne Cement", "Reva Bank")
_MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
_ISO = "%Y-%m-%dT%H:%M:%SZ"
_views = itertools.count(1001)
"""Brenner's page counts its readers, so that no two copies of it are the same."""


def story_page(paper: Paper, story: Story, now: datetime, path: str | None = None, *, is_cut: bool = False) -> str:
    """The page as it is now, at one of its addresses. ``is_cut``: with its beginning alone."""
    version = story.at(now)
    # Courrier's pages claim at each look that they were published just then.
    dated = now if paper.name == events.COURRIER else story.dated_ahead or story.published
    shown = dated.astimezone(paper.zone)
    if paper.name == events.BRENNER and day_of(now) in events.FORGOTTEN_HOUR:
        shown -= timedelta(hours=1)
    title = escape(version.title)
    meta = (
        f'<meta property="og:type" content="article"><meta property="og:title" content="{title}">'
        f'<meta name=description content="{escape(version.paragraphs[0][:140])}">'
        f'<link rel=canonical href="{paper.root(now)}{path or paper.path(story, now)}">'
    )
    body = "".join(_body(paper, story, version, now, is_cut))
    parts = _Parts(version, title, meta, _byline(paper, story), body, _most_read(paper, story, now), dated, shown)
    return _made_up(paper, story, parts, day_of(now))


@dataclass(frozen=True, slots=True)
class _Parts:
    """What every paper's page is made of, as markup but for the version and the moment that it dates itself to."""

    version: Version
    title: str
    meta: str
    byline: str
    body: str
    most_read: str
    dated: datetime
    shown: datetime
    """The same, by the paper's own clock."""


def _made_up(paper: Paper, story: Story, parts: _Parts, day: int) -> str:
    """The parts in a paper's own make-up of a day."""
    version, title, meta = parts.version, parts.title, parts.meta
    byline, body, most_read = parts.byline, parts.body, parts.most_read
    dated, local = parts.dated, parts.shown
    published = f'<meta property="article:published_time" content="{dated:{_ISO}}">'
    match paper.name:
        case events.BRENNER:
            views = next(_views)
            return (
                f"{head(paper, version.title, meta)}<body>{menu(paper)}<div class=artikel><h1>{title}</h1>"
                f"<div class=meta>Von {story.author} · {local.day}. {_MONTHS[local.month - 1]} {local:%Y, %H:%M} Uhr · "
                f"<span class=views>{views} Aufrufe</span></div><div class=inhalt>{body}</div>"
                f"<p class=share>Teilen</p><p>{views % 977} Mal gelesen</p></div>{most_read}</body></html>"
            )
        case events.COURRIER:
            return (
                f"{head(paper, version.title, meta + published)}<body>{menu(paper)}<article><h1>{title}</h1>{byline}"
                f"<time>{local:%d/%m/%Y %H:%M}</time>{body}</article>{most_read}</body></html>"
            )
        case events.DALU:
            return (
                f"{head(paper, version.title, meta)}<body>{menu(paper)}<div class=content><h1>{title}</h1>"
                f"<div class=info>{local:%Y年%m月%d日 %H:%M} 作者：{story.author}</div>"
                f"<div class=text>{body}</div></div>{most_read}</body></html>"
            )
        case events.HABAR:
            there = f"{story.published.astimezone(ZoneInfo('Asia/Riyadh')):%Y-%m-%dT%H:%M:%S+03:00}"
            published = f'<meta property="article:published_time" content="{there}">'
            return (
                f"{head(paper, version.title, meta + published)}<body>{menu(paper)}<main><article><h1>{title}</h1>"
                f"{byline}<div class=body>{body}</div></article>{most_read}</main></body></html>"
            )
        case events.AMBERTON if day >= events.REBUILT:
            return (
                f"{head(paper, version.title, meta + published)}<body class=v2><div id=top>{menu(paper)}</div>"
                f'<div class="l-grid"><div class="c-story"><div class=kicker>{story.section.title()}</div>'
                f'<h1 class="c-hed">{title}</h1>{byline}<div class="c-date"><time datetime="{dated:{_ISO}}">'
                f'{dated.day} {dated:%B %Y}</time></div><div class="c-body">{body}</div></div>{most_read}</div>'
                f"<footer><p>© The Amberton Post 2028. All rights reserved.</p></footer></body></html>"
            )
        case events.JUNCTION if day >= events.JUNCTION_REBUILT:
            return (
                f"{head(paper, version.title, meta + published)}<body><div class=x1k2>{menu(paper)}</div>"
                f"<div class=q7w0><div class=q7w1>{story.section.title()}</div><div class=t9s4>"
                f"<h1 class=t9s5>{title}</h1><div class=t9s8>By {story.author} | {dated.day} {dated:%B %Y, %H:%M} GMT"
                "</div></div>"
                f"<div class=b3n6>{body.replace('<p>', '<p class=b3n7>')}</div><div class=b3n9><p>Did you see "
                "something at the junction? Ring the desk of the Journal at any hour, or come to the signal box in "
                f"Rail Street.</p></div></div><div class=z5z5>{most_read}</div><div class=z5z9>"
                "<p>The Junction Journal, founded by railwaymen. All rights reserved.</p></div></body></html>"
            )
        case _:
            data = f'<script type="application/ld+json">{json.dumps(_linked_data(story, version, dated))}</script>'
            return (
                f"{head(paper, version.title, meta + data)}<body>{menu(paper)}<main><article class=story>"
                f'<h1>{title}</h1>{byline}<time datetime="{dated:{_ISO}}">{dated:%d %B %Y %H:%M}</time>'
                f"<div class=text>{body}</div></article>{most_read}</main>"
                f"<footer><p>© {paper.title}. All rights reserved.</p></footer></body></html>"
            )


def _body(paper: Paper, story: Story, version: Version, now: datetime, is_cut: bool) -> list[str]:
    day = day_of(now)
    texts = version.paragraphs[:1] if is_cut else version.paragraphs
    body = [f"<p>{escape(text)}</p>" for text in texts]
    if paper.name == events.AMBERTON and story.column != "weather":
        middle = len(texts) // 2
        if day >= events.LETTER_BEGINS:
            body.insert(middle, f"<p>{_LETTER if day < events.REBUILT else _LATER_LETTER}</p>")
        if day_of(story.published) in events.CAMPAIGN:
            body.insert(middle + 1, f"<p>{_CAMPAIGN}</p>")
        if day < events.REBUILT:
            body.append(f"<p>{_SEAT}</p>")
    if story.is_live:
        body = [f"<div class=entry>{part}</div>" for part in body]
    if story.column == "market":
        cells = (
            f"<tr><td>{name}</td><td>{(story.number * 7 + row * 13) % 90}.{row}</td></tr>"
            for row, name in enumerate(_SHARES)
        )
        body.append(f"<table>{''.join(cells)}</table>")
    return [*body, _PAYWALL] if is_cut else body


def _byline(paper: Paper, story: Story) -> str:
    if not story.author:
        return "<p class=byline>By CNA</p>" if story.is_wire else ""
    by = "By " if paper.language == "en" else ""
    return f"<p class=byline>{by}<span class=author>{story.author}</span></p>"


def _most_read(paper: Paper, story: Story, now: datetime) -> str:
    """Other stories each day, so that no validator of a page stays the same for long."""
    recent = [other for other in paper.published(now)[-60:] if other is not story]
    chosen = random.Random(f"{day_of(now)}{paper.name}").sample(recent, min(5, len(recent)))
    items = "".join(f"<li>{link(paper, other, now)}</li>" for other in chosen)
    return f"<aside class=most-read><h4>Most read</h4><ol>{items}</ol></aside>"


def _linked_data(story: Story, version: Version, dated: datetime) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting" if story.is_live else "NewsArticle",
        "headline": version.title,
        "datePublished": f"{dated:{_ISO}}",
        "dateModified": f"{version.at:{_ISO}}",
        "author": {"@type": "Person", "name": story.author or "CNA"},
        **({"isAccessibleForFree": False} if story.paper == events.INLET else {}),
    }

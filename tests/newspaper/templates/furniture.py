"""What the templates share: the text in HTML, and the things that stand round a story on every real page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from itertools import groupby

from tests.newspaper.stories import Paper, Part, Story, all_stories

_BOLD = re.compile(r"\*([^*\n]+)\*")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")


def e(text: str) -> str:
    return html.escape(text, quote=True)


def inline(text: str, bold: str = "strong") -> str:
    """A part's text with its marks as HTML."""
    text = html.escape(text, quote=False)
    return _LINK.sub(r'<a href="\2">\1</a>', _BOLD.sub(rf"<{bold}>\1</{bold}>", text))


def others(story: Story, count: int, offset: int = 0) -> list[Story]:
    """Other stories of the paper: those in the same language first, none of them newer than a month."""
    known = [
        other
        for other in all_stories()
        if other.paper is story.paper and other.slug != story.slug and (other.published - story.published).days < 30
    ]
    known.sort(key=lambda other: other.language != story.language)
    return known[offset : offset + count]


class Markup:
    """The text of a story in HTML, as a modern paper writes it. A template overrides what it does differently."""

    paragraph_class = ""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.words = story.words

    def render(self, parts: Iterable[Part]) -> str:
        """The parts as HTML; items of a list and rows of a table are put together."""
        out: list[str] = []
        for kind, group in groupby(parts, key=lambda part: part.kind):
            members = list(group)
            if kind in ("item", "row"):
                out.append(self.items(members) if kind == "item" else self.table(members))
            else:
                out += [getattr(self, kind)(part) for part in members]
        return "\n".join(text for text in out if text)

    def paragraph(self, part: Part) -> str:
        attribute = f' class="{self.paragraph_class}"' if self.paragraph_class else ""
        return f"<p{attribute}>{inline(part.text)}</p>"

    def heading(self, part: Part) -> str:
        return f"<h2>{inline(part.text)}</h2>"

    def quote(self, part: Part) -> str:
        return f"<blockquote><p>{inline(part.text)}</p></blockquote>"

    def items(self, parts: list[Part]) -> str:
        return "<ul>" + "".join(f"<li>{inline(part.text)}</li>" for part in parts) + "</ul>"

    def table(self, parts: list[Part]) -> str:
        rows = [part.cells for part in parts]
        head = "".join(f"<th>{e(cell)}</th>" for cell in rows[0])
        body = "".join("<tr>" + "".join(f"<td>{e(cell)}</td>" for cell in row) + "</tr>" for row in rows[1:])
        return f'<table class="data"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'

    def caption(self, part: Part) -> str:
        image = self.story.get("image", "/media/picture.jpg")
        return (
            f'<figure class="lead-image"><img src="{e(image)}" alt="" width="1200" height="675">'
            f'<figcaption>{inline(part.text, "em")} <span class="credit">{self.words["photo"]}: '
            f"{e(self.story.paper.name)}</span></figcaption></figure>"
        )

    def pull(self, part: Part) -> str:
        return f'<aside class="pullquote"><p>{e(part.text)}</p></aside>'

    def ad(self, part: Part) -> str:
        return f'<div class="ad-slot" id="mid-article-1"><span class="ad-label">{self.words["advert"]}</span></div>'

    def tweet(self, part: Part) -> str:
        return (
            f'<blockquote class="twitter-tweet" data-lang="en"><p lang="en" dir="ltr">{e(part.text)}</p>'
            f'<a href="https://twitter.example/status/1781712345">{e(part.text[-14:])}</a></blockquote>'
            '<script async src="https://platform.twitter.example/widgets.js"></script>'
        )

    def newsletter(self, part: Part) -> str:
        title, text, field, button = self.words["newsletter"]
        return (
            f'<div class="newsletter-signup"><h3>{title}</h3><p>{text}</p><form action="/newsletter" method="post">'
            f'<input type="email" name="mail" placeholder="{field}"><button type="submit">{button}</button></form></div>'
        )

    def read_more(self, part: Part) -> str:
        target = others(self.story, 1, 3)[0]
        return f'<p class="inline-related"><b>{self.words["read_more"]}</b> <a href="{e(target.path)}">{e(part.text)}</a></p>'

    def related(self, part: Part) -> str:
        cards = "".join(
            f'<li><a href="{e(other.path)}"><span class="kicker">{e(other.get("section"))}</span>'
            f'<h3>{e(other.title)}</h3></a><span class="by">{byline(other)}</span></li>'
            for other in others(self.story, 3)
        )
        return f'<section class="related"><h2>{self.words["related"]}</h2><ul>{cards}</ul></section>'

    def correction(self, part: Part) -> str:
        return f'<p class="correction"><em>{e(part.text)}</em></p>'

    def bio(self, part: Part) -> str:
        return f'<div class="author-bio"><p>{e(part.text)}</p></div>'

    def paywall(self, part: Part) -> str:
        return (
            '<div class="paywall"><h3>This article is for subscribers</h3><p>Subscribe now to read on: the first month '
            'costs one euro.</p><a class="button" href="/subscribe">Subscribe</a> <a href="/login">Log in</a></div>'
        )

    def empty(self, part: Part) -> str:
        return "<p>&nbsp;</p>"


def byline(story: Story) -> str:
    """``By A and B``, with the agency in capitals where there is no name."""
    names = story.all("author")
    joined = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    joiner = "" if story.language in ("zh", "ja") else " "
    return e(f"{story.words['by']}{joiner}{joined or story.get('agency').upper()}")


def navigation(paper: Paper, tag: str = "nav") -> str:
    links = "".join(f'<li><a href="/{path}/">{name}</a></li>' for path, name in paper.sections.items())
    return f'<{tag} class="main-nav"><ul><li><a href="/">Home</a></li>{links}<li><a href="/about">About us</a></li></ul></{tag}>'


def cookie_overlay(story: Story) -> str:
    title, text, accept, settings = story.words["cookies"]
    return (
        f'<div id="consent-overlay" class="cmp" role="dialog"><h2>{title}</h2><p>{text}</p>'
        f"<button>{accept}</button><button>{settings}</button></div>"
    )


def share_bar(story: Story) -> str:
    links = "".join(f'<li><a href="#" class="share">{label}</a></li>' for label in story.words["share"])
    return f'<ul class="share-bar">{links}</ul>'


def most_read(story: Story) -> str:
    links = "".join(f'<li><a href="{e(other.path)}">{e(other.title)}</a></li>' for other in others(story, 5, 3))
    return f'<aside class="most-read"><h2>{story.words["most_read"]}</h2><ol>{links}</ol></aside>'


def comments(story: Story) -> str:
    title, hint = story.words["comments"]
    entries = "".join(
        f'<article class="comment"><header><b>{e(who)}</b> <time>2 h</time></header><p>{e(text)}</p>'
        '<a href="#">Reply</a></article>'
        for who, text in story.words["comment"]
    )
    return f'<section id="comments" class="comments"><h2>{title}</h2><p class="hint">{hint}</p>{entries}</section>'


def footer(story: Story) -> str:
    links = " · ".join(f'<a href="/about">{label}</a>' for label in story.words["footer"])
    return f"<footer><p>{links}</p><p>© {story.published.year} {story.paper.name}. {story.words['rights']}</p></footer>"


def reading_time(story: Story) -> str:
    minutes = max(1, sum(len(text.split()) for text in story.paragraphs) // 220)
    return str(story.words["reading"]).format(n=minutes)


def direction(story: Story) -> str:
    return ' dir="rtl"' if story.language in ("ar", "he") else ""

"""The Harbour Courier's pages: tables (2000), divs and line breaks (2006), microdata (2013), JSON-LD (2022)."""

from __future__ import annotations

from tests.newspaper.stories import Part, Story
from tests.newspaper.templates.furniture import (
    Markup,
    byline,
    comments,
    cookie_overlay,
    direction,
    e,
    footer,
    inline,
    most_read,
    navigation,
    others,
    reading_time,
    share_bar,
)
from tests.newspaper.templates.structured import broken_json_ld, canonical, json_ld, news_article, open_graph


def modern(story: Story, page: int = 1) -> str:
    """Since 2022: semantic elements, JSON-LD with a graph, consent overlay, comments. ``page`` counts from 1."""
    parts = story.pages[page - 1]
    body = Markup(story).render(part for part in parts if part.kind != "related")
    related = Markup(story).render(part for part in parts if part.kind == "related")
    updated = f' <span class="updated">{story.words["updated"]} {story.modified:%H:%M}</span>' if story.modified else ""
    authors = ", ".join(
        f'<a rel="author" href="/author/{e(name.split()[0].lower())}">{e(name)}</a>' for name in story.all("author")
    )
    signed = f"{story.words['by']} {authors}" if authors else e(story.get("agency"))
    return f"""<!doctype html>
<html lang="{story.language}"{direction(story)}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{e(story.title)} | {story.paper.name}</title>
{_links(story, page)}
{open_graph(story)}
{_structured(story)}
<style>.ad-slot{{min-height:250px}}.share-bar li{{display:inline}}</style>
<script>window.dataLayer=window.dataLayer||[];dataLayer.push({{"pageType":"article","words":{len(body) // 6}}});</script>
</head>
<body class="article-page">
{cookie_overlay(story)}
<a class="skip" href="#story">Skip to content</a>
<header class="site-header"><a class="logo" href="/">{story.paper.name}</a>{navigation(story.paper)}
<form action="/search" role="search"><input name="q" aria-label="Search"><button>Search</button></form></header>
<main>
<article id="story" class="story">
<header class="story-header">
<p class="kicker">{e(story.get("section"))}</p>
<h1>{inline(story.title)}</h1>
<div class="story-meta"><span class="byline">{signed}</span>
<time datetime="{story.get("published")}">{story.get("printed")}</time>{updated}
<span class="reading-time">{reading_time(story)}</span>{_print_link(story)}</div>
{share_bar(story)}
</header>
<div class="story-body">
{body}
</div>
{_pager(story, page)}
<ul class="tags">{_tags(story)}</ul>
</article>
{related}
{comments(story)}
{most_read(story)}
</main>
<div class="modal" id="newsletter-modal" hidden>{Markup(story).newsletter(Part("newsletter"))}</div>
{footer(story)}
</body>
</html>
"""


def _links(story: Story, page: int) -> str:
    links = [canonical(story) if page == 1 else f'<link rel="canonical" href="{story.url}?page={page}">']
    if "amp" in story.all("twins"):
        links.append(f'<link rel="amphtml" href="{story.paper.root}/amp{story.path}">')
    if page > 1:
        links.append(f'<link rel="prev" href="{story.url}{f"?page={page - 1}" if page > 2 else ""}">')
    if page < len(story.pages):
        links.append(f'<link rel="next" href="{story.url}?page={page + 1}">')
    return "\n".join(links)


def _structured(story: Story) -> str:
    match story.get("jsonld"):
        case "absent":
            return ""
        case "broken":
            return broken_json_ld(story)
    site = {"@type": "WebSite", "@id": f"{story.paper.root}/#website", "name": story.paper.name}
    crumbs = {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "Home", "item": f"{story.paper.root}/"},
            {"@type": "ListItem", "position": 2, "name": story.get("section")},
        ],
    }
    return json_ld({"@context": "https://schema.org", "@graph": [site, crumbs, news_article(story)]})


def print_address(story: Story) -> str:
    """Of the print twin: the story's number, below ``/print/``."""
    return f"{story.paper.root}/print/{story.path.rsplit('-', 1)[-1]}"


def _print_link(story: Story) -> str:
    return f' <a href="{print_address(story)}">Print</a>' if "print" in story.all("twins") else ""


def _pager(story: Story, page: int) -> str:
    if len(story.pages) == 1:
        return ""
    numbers = (
        f"<b>{number}</b>"
        if number == page
        else f'<a href="{story.path}{f"?page={number}" if number > 1 else ""}">{number}</a>'
        for number in range(1, len(story.pages) + 1)
    )
    return f'<nav class="pager" aria-label="Pages of this article">Page {" ".join(numbers)}</nav>'


def _tags(story: Story) -> str:
    return "".join(
        f'<li><a href="/tag/{e(tag.lower().replace(" ", "-"))}/">{e(tag)}</a></li>' for tag in story.all("tags")
    )


class ClassicMarkup(Markup):
    paragraph_class = "txt"

    def caption(self, part: Part) -> str:
        return (
            '<div class="photo-box" itemprop="image" itemscope itemtype="http://schema.org/ImageObject">'
            f'<img itemprop="url" src="{e(self.story.get("image"))}" alt="{e(part.plain)}">'
            f'<p class="photo-text">{inline(part.text, "i")} ({self.words["photo"]}: Courier)</p></div>'
        )

    def pull(self, part: Part) -> str:
        return f'<div class="quote-box right"><span>“{e(part.text)}”</span></div>'


def classic(story: Story) -> str:
    """2013 to 2021: microdata, a sidebar, sharing buttons above and below the text."""
    body = ClassicMarkup(story).render(part for part in story.parts if part.kind not in ("related", "bio"))
    after = ClassicMarkup(story).render(part for part in story.parts if part.kind in ("related", "bio"))
    declared = story.get("declared", "utf-8")
    people = " / ".join(
        f'<span itemprop="author" itemscope itemtype="http://schema.org/Person"><span itemprop="name">{e(name)}</span></span>'
        for name in story.all("author")
    )
    return f"""<!DOCTYPE html>
<html lang="{story.language}" prefix="og: http://ogp.me/ns#">
<head>
<meta http-equiv="Content-Type" content="text/html; charset={declared}" />
<title>{e(story.title)} - {e(story.get("section"))} - {story.paper.name}</title>
<meta name="description" content="{e(story.get("description"))}" />
<meta name="news_keywords" content="{e(", ".join(story.all("tags")))}" />
<meta property="og:title" content="{e(story.title)}" />
<meta property="og:image" content="{story.paper.root}{story.get("image")}" />
{canonical(story)}
</head>
<body>
<div id="top"><div class="logo"><a href="/"><img src="/img/logo.gif" alt="{story.paper.name}"></a></div>{navigation(story.paper, "div")}</div>
<div id="wrap">
<div id="left" itemscope itemtype="http://schema.org/NewsArticle">
<div class="crumbs"><a href="/">Home</a> &raquo; <a href="/{story.path.split("/")[1]}/" itemprop="articleSection">{e(story.get("section"))}</a></div>
<h1 itemprop="headline">{inline(story.title)}</h1>
<div class="byline">{story.words["by"]} {people} | <time itemprop="datePublished" datetime="{story.get("published")}">{e(story.get("printed"))}</time></div>
<div class="addthis">{share_bar(story)}</div>
<div class="text" itemprop="articleBody">
{body}
</div>
<div class="addthis">{share_bar(story)}</div>
<div class="tagline">Tags: {", ".join(f'<a rel="tag" href="/tag/{e(tag.lower().replace(" ", "-"))}/">{e(tag)}</a>' for tag in story.all("tags"))}</div>
{after}
{comments(story)}
</div>
<div id="right"><div class="box banner"><small>{story.words["advert"]}</small></div>{most_read(story)}</div>
</div>
{footer(story)}
</body>
</html>
"""


class LineBreaks(Markup):
    """Paragraphs are parted by two line breaks, and everything stands in one element."""

    def paragraph(self, part: Part) -> str:
        return f"{inline(part.text, 'b')}<br /><br />"

    def ad(self, part: Part) -> str:
        return f'<div class="bnr" align="center"><font size="1">{self.words["advert"]}</font><br /><img src="/ads/468x60.gif" alt="" /></div>'

    def caption(self, part: Part) -> str:
        return (
            f'<div class="pic" style="float:right;width:220px"><img src="{self.story.get("image")}" alt="" />'
            f'<div class="pictext">{inline(part.text, "i")}</div></div>'
        )


def brsoup(story: Story) -> str:
    """2006 to 2012: divs for everything, the text in one of them with line breaks, no description of the data at all."""
    list_of_others = "<br />".join(
        f'&raquo; <a href="{e(other.path)}">{e(other.title)}</a>' for other in others(story, 4)
    )
    declared = story.get("declared", "utf-8")
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset={declared}" />
<title>{story.paper.name} :: {e(story.title)}</title>
</head>
<body>
<div id="page">
<div id="head"><div id="logo">{story.paper.name}</div><div id="menu">{" | ".join(f'<a href="/{path}/">{name}</a>' for path, name in story.paper.sections.items())}</div></div>
<div id="col1"><div class="boxhead">{story.words["most_read"]}</div><div class="box">{list_of_others}</div></div>
<div id="col2">
<div class="rubrik">{e(story.get("section"))}</div>
<div class="headline">{inline(story.title)}</div>
<div class="meta">{byline(story)}<br />{e(story.get("printed"))}</div>
<div class="content">{LineBreaks(story).render(story.parts)}</div>
<div class="tools"><a href="javascript:window.print()">{story.words["share"][-1]}</a> | <a href="/mail.php">{story.words["share"][-2]}</a></div>
</div>
<div id="foot">&copy; {story.published.year} {story.paper.name}. {story.words["rights"]}</div>
</div>
</body>
</html>
"""


def tables(story: Story) -> str:
    """2000 to 2005: a layout of nested tables, upper-case tags that are not always closed, fonts."""
    paragraphs = "\n".join(f"<P>{inline(part.text, 'B')}" for part in story.parts)
    menu = "".join(
        f'<TR><TD><FONT SIZE=1><A HREF="/{path}/">{name}</A></FONT></TD></TR>'
        for path, name in story.paper.sections.items()
    )
    meta = (
        f'<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset={story.get("declared")}">\n'
        if story.get("declared")
        else ""
    )
    return f"""<HTML>
<HEAD>
{meta}<TITLE>{e(story.title)}</TITLE>
</HEAD>
<BODY BGCOLOR="#FFFFFF" TEXT="#000000" LINK="#003366">
<TABLE WIDTH=760 BORDER=0 CELLPADDING=0 CELLSPACING=0>
<TR><TD COLSPAN=3 BGCOLOR="#003366"><A HREF="/"><IMG SRC="/img/mast.gif" WIDTH=468 HEIGHT=60 BORDER=0 ALT="{story.paper.name}"></A></TD></TR>
<TR VALIGN=TOP>
<TD WIDTH=130 BGCOLOR="#EEEEEE"><TABLE BORDER=0>{menu}</TABLE></TD>
<TD WIDTH=10>&nbsp;</TD>
<TD WIDTH=620>
<TABLE BORDER=0 WIDTH="100%"><TR><TD><FONT FACE="Arial" SIZE=1>{e(story.get("section"))} | {e(story.get("printed"))}</FONT></TD></TR>
<TR><TD><FONT FACE="Times" SIZE=5><B>{inline(story.title)}</B></FONT></TD></TR>
<TR><TD><FONT FACE="Arial" SIZE=1>{byline(story)}</FONT></TD></TR>
<TR><TD><FONT FACE="Times" SIZE=3>
{paragraphs}
</FONT></TD></TR></TABLE>
<HR SIZE=1>
<FONT FACE="Arial" SIZE=1>&copy; {story.published.year} {story.paper.name}. {story.words["rights"]}</FONT>
</TD></TR>
</TABLE>
</BODY>
</HTML>
"""

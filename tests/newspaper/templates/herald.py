"""The Valley Herald's pages: upper-case HTML (1999), a portal (2008), Drupal (2012), a letter to the reader (2014),
WordPress (2018) and an application that renders its own state (2024)."""

from __future__ import annotations

import json

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
from tests.newspaper.templates.structured import canonical, json_ld, news_article, open_graph


class Hashed(Markup):
    """Class names that a build tool made up."""

    paragraph_class = "sc-1x7h3kd-0 bQzJtA"

    def caption(self, part: Part) -> str:
        return (
            f'<figure class="sc-9f0e2a-1"><div class="sc-aspect"><img src="{e(self.story.get("image"))}" alt="" loading="lazy"></div>'
            f'<figcaption class="sc-9f0e2a-4">{inline(part.text)}</figcaption></figure>'
        )

    def ad(self, part: Part) -> str:
        return f'<div class="sc-4bb1c2-0" data-slot="mpu" aria-hidden="true"><div class="sc-4bb1c2-1">{self.words["advert"]}</div></div>'

    def heading(self, part: Part) -> str:
        return f'<h3 class="sc-77d1-2">{inline(part.text)}</h3>'


def _state(story: Story, paragraphs: list[str]) -> str:
    """The application's state, as it is sent with every page."""
    article = {
        "id": story.path.rsplit("-", 1)[-1],
        "title": story.title,
        "teaser": story.get("description"),
        "body": [{"type": "paragraph", "text": text} for text in paragraphs],
        "isPremium": story.get("access") in ("metered", "teaser"),
    }
    state = {"props": {"pageProps": {"article": article, "locale": story.language}}, "page": "/[section]/[slug]/[id]"}
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state, ensure_ascii=False)}</script>'


def _application(story: Story, main: str, state: str) -> str:
    tier = '<meta name="article:content_tier" content="metered">' if story.get("access") == "metered" else ""
    return f"""<!DOCTYPE html><html lang="{story.language}"{direction(story)}><head><meta charset="utf-8"/>
<title>{e(story.title)} – {story.paper.name}</title>{canonical(story)}
{open_graph(story)}{tier}
{
        json_ld(
            [
                {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": []},
                {"@context": "https://schema.org", **news_article(story)},
            ]
        )
    }
<link rel="preload" as="script" href="/_next/static/chunks/main.js"/></head>
<body><div id="__next"><div class="sc-root">
<div class="sc-hdr"><a href="/" class="sc-logo">{story.paper.name}</a>{
        navigation(story.paper)
    }<a href="/subscribe">Subscribe</a></div>
{main}
{footer(story)}
</div></div>{cookie_overlay(story)}{state}<script src="/_next/static/chunks/main.js" defer></script></body></html>
"""


def hydrated(story: Story) -> str:
    """Since 2023: rendered by an application, hashed class names, the text a second time in the page's state."""
    markup = Hashed(story)
    body = markup.render(part for part in story.parts if part.kind not in ("related", "caption"))
    lead = markup.render(part for part in story.parts if part.kind == "caption")
    related = markup.render(part for part in story.parts if part.kind == "related")
    names = " · ".join(
        f'<a class="sc-by" href="/author/{e(name.split()[0].lower())}">{e(name)}</a>' for name in story.all("author")
    )
    main = f"""<main class="sc-main"><div class="sc-grid">
<div class="sc-kick"><a href="/{story.path.split("/")[1]}/">{e(story.get("section"))}</a></div>
<h1 class="sc-5f2c-0 hKvbYe">{inline(story.title)}</h1>
<div class="sc-meta"><div>{story.words["by"]} {names or e(story.get("agency"))}</div><div>{e(story.get("printed"))}</div><div>{reading_time(story)}</div></div>
{share_bar(story)}
{lead}
<div class="sc-body">{body}</div>
<div class="sc-tags">{" ".join(f'<a href="/tag/{e(tag.lower().replace(" ", "-"))}/">{e(tag)}</a>' for tag in story.all("tags"))}</div>
</div>{related}{most_read(story)}</main>"""
    return _application(story, main, _state(story, story.paragraphs))


def stateonly(story: Story) -> str:
    """The same, where nothing was rendered: the text stands in the page's state and nowhere else."""
    skeleton = '<div class="sc-skeleton"></div>' * 6
    main = f'<main class="sc-main"><div class="sc-loading" aria-busy="true">{skeleton}</div></main>'
    return _application(story, main, _state(story, story.paragraphs))


class WordPress(Markup):
    def caption(self, part: Part) -> str:
        return (
            '<div id="attachment_4711" style="width: 810px" class="wp-caption aligncenter">'
            f'<img class="size-large wp-image-4711" src="{self.story.paper.root}{self.story.get("image")}" alt="" width="800" height="533" />'
            f'<p id="caption-attachment-4711" class="wp-caption-text">{inline(part.text, "em")}</p></div>'
        )

    def ad(self, part: Part) -> str:
        return f'<div class="code-block code-block-1" style="margin: 8px auto; text-align: center;"><small>{self.words["advert"]}</small><ins class="adsbygoogle"></ins></div>'

    def table(self, parts: list[Part]) -> str:
        return f'<figure class="wp-block-table">{Markup.table(self, parts)}</figure>'

    def related(self, part: Part) -> str:
        links = "".join(f'<li><a href="{e(other.path)}">{e(other.title)}</a></li>' for other in others(self.story, 3))
        return (
            f'<div id="jp-relatedposts" class="jp-relatedposts"><h3>{self.words["related"]}</h3><ul>{links}</ul></div>'
        )


def wordpress(story: Story) -> str:
    """2016 to 2023: WordPress with the plug-ins that everybody has."""
    graph = [
        news_article(story),
        {"@type": "WebPage", "@id": story.url, "url": story.url, "name": f"{story.title} - {story.paper.name}"},
        {"@type": "Organization", "name": story.paper.name, "sameAs": ["https://facebook.example/valleyherald"]},
    ]
    tags = "".join(
        f'<a href="/tag/{e(tag.lower().replace(" ", "-"))}/" rel="tag">{e(tag)}</a> ' for tag in story.all("tags")
    )
    names = " &amp; ".join(
        f'<a class="url fn n" href="/author/{e(name.split()[0].lower())}" rel="author">{e(name)}</a>'
        for name in story.all("author")
    ) or e(story.get("agency"))
    return f"""<!DOCTYPE html>
<html lang="{story.language}"{direction(story)}>
<head>
<meta charset="UTF-8">
<title>{e(story.title)} - {story.paper.name}</title>
{canonical(story)}
{open_graph(story, f"{story.title} - {story.paper.name}")}
<meta name="generator" content="WordPress 5.8">
{json_ld({"@context": "https://schema.org", "@graph": graph})}
<link rel="alternate" type="application/rss+xml" title="{story.paper.name} &raquo; Feed" href="/feed/">
</head>
<body class="post-template-default single single-post">
<div id="page" class="site">
<header id="masthead" class="site-header"><p class="site-title"><a href="/" rel="home">{story.paper.name}</a></p>{navigation(story.paper)}</header>
<div id="content" class="site-content">
<main id="main" class="site-main">
<article id="post-4712" class="post-4712 post type-post status-publish format-standard has-post-thumbnail hentry">
<header class="entry-header"><h1 class="entry-title">{inline(story.title)}</h1>
<div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="{story.get("published")}">{e(story.get("printed"))}</time></span>
<span class="byline"> {story.words["by"]} <span class="author vcard">{names}</span></span></div></header>
<div class="entry-content">
{WordPress(story).render(story.parts)}
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3>{share_bar(story)}</div>
</div>
<footer class="entry-footer"><span class="cat-links"><a href="/{story.get("section").lower()}/" rel="category tag">{e(story.get("section"))}</a></span> <span class="tags-links">{tags}</span></footer>
</article>
<nav class="navigation post-navigation"><div class="nav-links"><a href="{others(story, 1)[0].path}" rel="prev">{e(others(story, 1)[0].title)}</a></div></nav>
{comments(story)}
</main>
<aside id="secondary" class="widget-area">{most_read(story)}<section class="widget">{Markup(story).newsletter(Part("newsletter"))}</section></aside>
</div>
{footer(story)}
</div>
<div id="cookie-law-info-bar">{cookie_overlay(story)}</div>
</body>
</html>
"""


class Drupal(Markup):
    def ad(self, part: Part) -> str:
        return f'<div class="block block-dfp"><h2 class="block-title">{self.words["advert"]}</h2></div>'


def drupal(story: Story) -> str:
    """2011 to 2015: Drupal 7, RDFa, Dublin Core, the byline in a field of its own."""
    declared = story.get("declared", "utf-8")
    names = ", ".join(story.all("author"))
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML+RDFa 1.0//EN" "http://www.w3.org/MarkUp/DTD/xhtml-rdfa-1.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="{story.language}" version="XHTML+RDFa 1.0" dir="ltr"
  xmlns:dc="http://purl.org/dc/terms/" xmlns:og="http://ogp.me/ns#">
<head profile="http://www.w3.org/1999/xhtml/vocab">
<meta http-equiv="Content-Type" content="text/html; charset={declared}" />
<meta name="Generator" content="Drupal 7 (http://drupal.org)" />
<meta name="description" content="{e(story.get("description"))}" />
<meta name="dcterms.title" content="{e(story.title)}" />
<meta name="dcterms.creator" content="{e(names)}" />
<meta name="dcterms.date" content="{story.get("published")}" />
{canonical(story)}
<title>{e(story.title)} | {story.paper.name}</title>
</head>
<body class="html not-front not-logged-in one-sidebar sidebar-second page-node node-type-article">
<div id="page-wrapper">
<div id="header"><a href="/" title="Home" rel="home" id="logo"><img src="/sites/all/logo.png" alt="Home" /></a>{navigation(story.paper, "div")}</div>
<div id="main"><div id="content" class="column"><div class="section">
<h1 class="title" id="page-title">{inline(story.title)}</h1>
<div class="tabs"></div>
<div id="node-1" class="node node-article node-promoted clearfix" about="{story.path}" typeof="sioc:Item foaf:Document">
<span property="dc:title" content="{e(story.title)}" class="rdf-meta element-hidden"></span>
<div class="meta submitted"><span property="dc:date dc:created" content="{story.get("published")}" datatype="xsd:dateTime" rel="sioc:has_creator">{story.words["by"]} <span class="username">{e(names)}</span>, {e(story.get("printed"))}</span></div>
<div class="content clearfix"><div class="field field-name-body field-type-text-with-summary field-label-hidden"><div class="field-items"><div class="field-item even" property="content:encoded">
{Drupal(story).render(story.parts)}
</div></div></div>
<div class="field field-name-field-tags field-type-taxonomy-term-reference field-label-above"><h3 class="field-label">Tags: </h3><ul class="links">{"".join(f'<li rel="dc:subject"><a href="/tag/{e(tag.lower().replace(" ", "-"))}/">{e(tag)}</a></li>' for tag in story.all("tags"))}</ul></div>
<div class="field field-name-field-section"><a href="/{story.get("section").lower()}/">{e(story.get("section"))}</a></div></div>
<div class="link-wrapper"><ul class="links inline"><li class="comment_forbidden first last">{story.words["comments"][1]}</li></ul></div>
</div>
</div></div>
<div id="sidebar-second" class="column sidebar"><div class="block block-views">{most_read(story)}</div></div></div>
<div id="footer-wrapper">{footer(story)}</div>
</div>
</body>
</html>
"""


def letter(story: Story) -> str:
    """2014: no structured data, a date without a zone, and between byline and story a letter that asks for money."""
    items = [
        f"<li>{text[2:]}</li>" if text.startswith("- ") else f"<p>{text}</p>" for text in story.words["letter"][:-3]
    ]
    action, later, never = story.words["letter"][-3:]
    other = others(story, 2)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{e(story.title)} - {e(story.get("section"))} - Valley Herald</title>
<meta property="og:type" content="article"><meta property="og:site_name" content="The Valley Herald | VHerald.example"><meta property="og:title" content="{e(story.title)}">
<meta property="og:url" content="{story.url}">
{canonical(story)}</head>
<body class="article-page"><header><a class="logo" href="/">VHerald</a>{navigation(story.paper)}<div class="ticker">Just in: river level falling | <a href="/feed/">RSS</a></div></header>
<main><div class="g-row article-wrap"><h1 class="article-title">{inline(story.title)}</h1>
<div class="article-reporter-wrap"><div class="reporters">By <a href="/author/reuters">{story.get("agency").upper()}</a></div><div class="article-publish-time">{story.get("printed")}</div><div class="reading-time">1 minute read.</div></div>
<div class="share-wrap"><a class="fb">Facebook</a><a class="tw">Twitter</a><a class="em">Email</a><a class="pr">Print</a></div>
<div id="ads.herald.article-top" class="banner">&nbsp;</div>
<div class="article-inner-content" itemprop="articleBody"><div class="premium-letter"><div class="close">X</div>{"".join(items)}<div class="cta"><a href="/subscribe">{action}</a> <span>{later}</span> <span>{never}</span></div></div>
{Markup(story).render(story.parts)}
</div><div class="related-box"><h3>Related Content</h3><a href="{other[0].path}"><span class="category">{other[0].get("section")}</span><span class="date">August 17, 2018</span><h4>{e(other[0].title)}</h4></a><div class="by">{byline(other[0])}</div></div>
<section class="most-read"><h3>Most Read</h3><ol><li><a href="{other[1].path}">{e(other[1].title)}</a></li></ol></section></div></main>
<footer><p>Copyright © 2014 Valley Herald Press. All rights reserved • Terms of Use • Privacy Policy</p></footer></body></html>
"""


def portal(story: Story) -> str:
    """2008 to 2010: what a portal's editors typed into a form, in definition lists and unnamed divs."""
    declared = story.get("declared", "utf-8")
    space = "\u3000" if story.language in ("ja", "zh") else ""
    paragraphs = "\n".join(f"<p>{space}{inline(part.text)}</p>" for part in story.parts)
    links = "".join(f'<dd><a href="{e(other.path)}">{e(other.title)}</a></dd>' for other in others(story, 4))
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html lang="{story.language}"><head>
<meta http-equiv="content-type" content="text/html; charset={declared}">
<title>{e(story.title)}_{e(story.get("section"))}_Valley Herald</title>
<meta name="keywords" content="Valley Herald,{e(story.get("section"))}">
</head><body>
<div class="nav01"><a href="/">Valley Herald</a> &gt; <a href="/{story.path.split("/")[1]}/">{e(story.get("section"))}</a> &gt; {story.words["photo"]}</div>
<div class="w950"><div class="l640">
<h1>{inline(story.title)}</h1>
<div class="info">{e(story.get("printed"))}&nbsp;&nbsp;{byline(story)}&nbsp;&nbsp;<a href="#pl">{story.words["comments"][0]}</a></div>
<div class="con" id="con">
{paragraphs}
</div>
<div class="fx">{" ".join(f'<a href="#">{label}</a>' for label in story.words["share"])}</div>
<dl class="xg"><dt>{story.words["related"]}</dt>{links}</dl>
</div><div class="r300"><dl class="ph"><dt>{story.words["most_read"]}</dt>{links}</dl></div></div>
<div class="bq">{" | ".join(story.words["footer"])}<br>{story.words["rights"]}</div>
</body></html>
"""


def uppercase(story: Story) -> str:
    """1998 to 2002: written by hand, in capitals, without a class or a meta tag anywhere."""
    paragraphs = "\n\n".join(f"{inline(part.text, 'B')}\n<P>" for part in story.parts)
    return f"""<HTML><HEAD><TITLE>VALLEY HERALD ON-LINE: {e(story.title)}</TITLE></HEAD>
<BODY BACKGROUND="/paper.gif">
<CENTER><IMG SRC="/herald.gif" ALT="THE VALLEY HERALD ON-LINE"><BR>
[ <A HREF="/">Home</A> | <A HREF="/local/">Local</A> | <A HREF="/farming/">Farming</A> | <A HREF="/travel/">Travel</A> ]</CENTER>
<HR>
<H2>{inline(story.title)}</H2>
<I>{byline(story)}, {story.get("section")} desk</I><BR>
<FONT SIZE=-1>{story.get("printed")}</FONT>
<P>
{paragraphs}
<HR>
<FONT SIZE=-1>Copyright {story.published.year} The Valley Herald. Mail the <A HREF="mailto:web@valley-herald.example">webmaster</A>.</FONT>
</BODY></HTML>
"""

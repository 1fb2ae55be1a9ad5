"""Pages that lead to stories and are none: front, section, tag and author pages, and what every site has besides."""

from __future__ import annotations

from collections.abc import Iterable

from tests.newspaper.stories import Paper, Story
from tests.newspaper.templates.furniture import e, navigation


def _page(paper: Paper, title: str, main: str, head: str = "") -> str:
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{e(title)}</title>
<meta property="og:type" content="website"><meta property="og:site_name" content="{paper.name}">
<link rel="alternate" type="application/rss+xml" title="{paper.name}" href="/feed/">
<link rel="alternate" type="application/atom+xml" title="{paper.name} (Atom)" href="/atom.xml">
{head}</head>
<body><header class="site-header"><a class="logo" href="/">{paper.name}</a>{navigation(paper)}</header>
<main>{main}</main>
<footer><a href="/about">About us</a> · <a href="/subscribe">Subscribe</a> · <a href="/login">Log in</a> · <a href="/internal/drafts">Staff</a>
<p>© {paper.name}. All rights reserved.</p></footer></body></html>
"""


def cards(stories: Iterable[Story]) -> str:
    return "\n".join(
        f'<article class="card"><h2><a href="{e(story.path)}">{e(story.title)}</a></h2>'
        f'<p class="teaser">{e(story.get("description") or story.parts[0].plain[:110])}</p>'
        f'<span class="date">{e(story.get("printed"))}</span></article>'
        for story in stories
    )


def front(paper: Paper, stories: Iterable[Story], editions: Iterable[str]) -> str:
    others = " ".join(f'<a href="/{edition}/">{edition}</a>' for edition in editions)
    main = (
        f'<section class="top">{cards(stories)}</section><section class="editions">Other editions: {others}</section>'
    )
    return _page(paper, f"{paper.name}: news from {paper.town}", main, f'<link rel="canonical" href="{paper.root}/">')


def section(paper: Paper, name: str, stories: Iterable[Story]) -> str:
    return _page(paper, f"{name} | {paper.name}", f'<h1>{e(name)}</h1><div class="listing">{cards(stories)}</div>')


def tag(paper: Paper, name: str, stories: Iterable[Story]) -> str:
    main = f'<h1>Everything about: {e(name)}</h1><div class="tag-listing">{cards(stories)}</div>'
    return _page(paper, f"{name} - all articles | {paper.name}", main)


def author(paper: Paper, name: str, stories: Iterable[Story]) -> str:
    main = (
        f'<div class="profile"><h1>{e(name)}</h1><p>{e(name)} writes for {paper.name}.</p></div>'
        f'<div class="listing">{cards(stories)}</div>'
    )
    return _page(paper, f"{name} | {paper.name}", main)


def about(paper: Paper) -> str:
    main = (
        f"<h1>About us</h1><p>{paper.name} has been published in {paper.town} since 1871. It belongs to its staff.</p>"
        "<p>Letters to the editor reach us by post and by e-mail. We read all of them and print the short ones.</p>"
        "<p>Publisher and responsible for the content: the editorial board. Telephone: 555 0142.</p>"
    )
    return _page(paper, f"About us | {paper.name}", main)


def subscribe(paper: Paper) -> str:
    main = (
        "<h1>Choose your subscription</h1><div class='offer'><h2>Digital</h2><p>4.90 a month. Cancel at any time.</p>"
        "<button>Add to basket</button></div><div class='offer'><h2>Digital and paper</h2><p>19.90 a month.</p>"
        "<button>Add to basket</button></div>"
    )
    return _page(paper, f"Subscribe | {paper.name}", main)


def login(paper: Paper) -> str:
    main = (
        "<h1>Log in</h1><form action='/login' method='post'><input name='user'><input name='password' type='password'>"
        "<button>Log in</button></form><p><a href='/login?forgotten'>Forgotten your password?</a></p>"
    )
    return _page(paper, f"Log in | {paper.name}", main)


def search(paper: Paper) -> str:
    main = "<h1>Search</h1><form action='/search'><input name='q'></form><p>0 results.</p>"
    return _page(paper, f"Search results | {paper.name}", main)

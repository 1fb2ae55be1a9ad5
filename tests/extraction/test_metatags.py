"""The head of a page, wherever its tags stand."""

from __future__ import annotations

from project.extraction.metatags import read_head
from project.extraction.page import Page

PAGE = b"""<!DOCTYPE html><html xml:lang="de" xmlns="http://www.w3.org/1999/xhtml"><head>
<title>
 Seilbahn f&auml;hrt wieder | The Valley Herald </title>
<meta property="og:title" content="Seilbahn f&auml;hrt wieder">
<meta name="Author" content=" Karl M&ouml;we ">
<meta property="article:tag" content="Seilbahn"><meta property="article:tag" content="Verkehr">
<meta property="article:tag" content="Seilbahn"><meta name="keywords" content="">
<link rel="canonical" href=" /de/node/17210 "><link rel="alternate amphtml" href="/de/amp/17210">
</head><body><svg><title>Logo</title></svg>
<meta name="dcterms.date" content="2013-06-06"><meta name="twitter:title" content="Die Bahn">
</body></html>"""


def test_collects_names_values_links_and_title() -> None:
    head = read_head(Page.from_bytes(PAGE, "https://www.valley-herald.example/de/node/17210").root)
    assert head.title == "Seilbahn fährt wieder | The Valley Herald"
    assert head.language == "de"
    assert head.first("author") == "Karl Möwe"
    assert head.every("article:tag", "keywords") == ["Seilbahn", "Verkehr"]
    assert head.first("keywords", "twitter:title") == "Die Bahn"
    assert head.first("dcterms.date") == "2013-06-06"
    assert head.links == {"canonical": ["/de/node/17210"], "alternate": ["/de/amp/17210"], "amphtml": ["/de/amp/17210"]}


def test_what_is_not_there_is_none() -> None:
    head = read_head(Page.from_bytes(b"<p>Ice", "https://www.valley-herald.example/").root)
    assert (head.title, head.language, head.first("author"), head.every("author")) == ("", None, None, [])


def test_a_hundred_thousand_tags_are_capped() -> None:
    body = b'<meta name="x" content="1">' + b"".join(b'<meta name="k" content="%d">' % n for n in range(100_000))
    head = read_head(Page.from_bytes(body, "https://www.valley-herald.example/").root)
    assert len(head.meta["k"]) == 40

"""JSON-LD as publishers write it, whole and broken."""

from __future__ import annotations

import html
import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from project.extraction.markup.json_ld import parse
from project.extraction.page import Page
from project.extraction.schema_org import Story, read_json_ld

URL = "https://www.harbour-courier.example/harbour/ferry-strike-48201"
ARTICLE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Ferry crews strike for three days",
    "datePublished": "2024-03-05T06:10:00+01:00",
    "dateModified": "2024-03-05T09:00:00+01:00",
    "author": [{"@type": "Person", "name": "Mabel Stannard"}, {"@type": "Person", "name": "Tom Ferrar"}],
    "publisher": {"@type": "NewsMediaOrganization", "name": "The Harbour Courier"},
    "image": {
        "@type": "ImageObject",
        "url": "https://www.harbour-courier.example/i/ferry.jpg",
        "caption": "At the quay",
    },
    "articleSection": "Harbour",
    "keywords": ["ferries", "strike"],
    "mainEntityOfPage": {"@type": "WebPage", "@id": URL},
    "isAccessibleForFree": "False",
    "articleBody": "The crews stay ashore.\n\nNobody knows for how long.",
    "inLanguage": {"@type": "Language", "name": "en"},
    "identifier": {"@type": "PropertyValue", "value": 48201},
}


def read(*scripts: str) -> Story | None:
    tags = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    page = Page.from_bytes(f"<html><head>{tags}</head><body></body></html>".encode(), URL)
    return read_json_ld(page.root.iter("script"), URL)


def test_reads_every_field() -> None:
    story = read(json.dumps(ARTICLE))
    assert story is not None
    assert story.headline == "Ferry crews strike for three days"
    assert (story.people, story.organisations) == (["Mabel Stannard", "Tom Ferrar"], [])
    assert story.published == "2024-03-05T06:10:00+01:00"
    assert story.modified == "2024-03-05T09:00:00+01:00"
    assert (story.image, story.caption) == ("https://www.harbour-courier.example/i/ferry.jpg", "At the quay")
    assert (story.section, story.keywords) == (["Harbour"], ["ferries", "strike"])
    assert (story.publisher, story.language, story.url) == ("The Harbour Courier", "en", URL)
    assert (story.free, story.identifier) == (False, "48201")
    assert story.body == ["The crews stay ashore.", "Nobody knows for how long."]
    assert story.types == {"newsarticle"}


def test_a_second_node_of_the_same_story_adds_what_the_first_leaves_out() -> None:
    first = {key: ARTICLE[key] for key in ("@type", "headline", "author", "datePublished", "mainEntityOfPage")}
    second = {key: ARTICLE[key] for key in ("@type", "headline", "keywords", "dateModified")}
    other = {"@type": "Article", "headline": "Crab prices rise", "articleSection": "Markets"}
    film = {
        "@type": "VideoObject",
        "headline": ARTICLE["headline"],
        "uploadDate": "2019-05-03",
        "articleSection": "Films",
    }
    story = read(json.dumps(first | {"keywords": [], "isAccessibleForFree": False}), json.dumps([second, other, film]))
    assert story is not None
    assert (story.published, story.modified) == (ARTICLE["datePublished"], ARTICLE["dateModified"])
    assert (story.keywords, story.section, story.free) == (["ferries", "strike"], [], False)


@pytest.mark.parametrize(
    "wrap",
    [
        lambda node: json.dumps(
            {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, node]}
        ),
        lambda node: json.dumps([{"@type": "BreadcrumbList"}, node]),
        lambda node: json.dumps([[node]]),
        lambda node: json.dumps({"@type": "WebPage", "mainEntity": node}),
        lambda node: json.dumps(node | {"@type": ["NewsArticle", "ReportageNewsArticle"]}),
        lambda node: json.dumps(node | {"@type": "http://schema.org/NewsArticle"}),
        lambda node: f"<!-- {json.dumps(node)} -->",
        lambda node: f"//<![CDATA[\n{json.dumps(node)}\n//]]>",
        lambda node: f"/* <![CDATA[ */ {json.dumps(node)} /* ]]> */",
        lambda node: json.dumps(node)[:-1] + ",}",
        lambda node: json.dumps(node, indent=1).replace("\\n\\n", "\n\n"),
        lambda node: json.dumps(node).replace('"Harbour"', '"The "Harbour" pages"'),
        lambda node: json.dumps(node)[:-20],
        lambda node: json.dumps(node) + ";",
        lambda node: html.escape(json.dumps(node)),
    ],
)
def test_reads_it_however_it_is_wrapped_or_broken(wrap: Any) -> None:
    story = read(wrap(ARTICLE))
    assert story is not None
    assert story.headline == "Ferry crews strike for three days"
    assert story.people == ["Mabel Stannard", "Tom Ferrar"]
    assert story.published == "2024-03-05T06:10:00+01:00"


@pytest.mark.parametrize(
    ("author", "people", "organisations"),
    [
        ("Mabel Stannard", ["Mabel Stannard"], []),
        ({"@type": "Person", "name": ["Mabel Stannard", "Tom Ferrar"]}, ["Mabel Stannard", "Tom Ferrar"], []),
        ({"@type": "Organization", "name": "Reuters"}, [], ["Reuters"]),
        ([{"@type": "NewsMediaOrganization", "name": "dpa"}, {"name": "Mabel Stannard"}], ["Mabel Stannard"], ["dpa"]),
        ({"@type": "Person", "givenName": "Mabel", "familyName": "Stannard"}, ["Mabel Stannard"], []),
        ({"@id": "#mabel"}, ["Mabel Stannard"], []),
        ({"@id": "#nobody"}, [], []),
        (None, [], []),
        ([None, 7, {}], [], []),
    ],
)
def test_tells_people_from_organisations(author: Any, people: list[str], organisations: list[str]) -> None:
    graph = [ARTICLE | {"author": author}, {"@type": "Person", "@id": "#mabel", "name": "Mabel Stannard"}]
    story = read(json.dumps({"@graph": graph}))
    assert story is not None
    assert (story.people, story.organisations) == (people, organisations)


def test_takes_the_node_that_is_about_this_page() -> None:
    other = ARTICLE | {"headline": "Something else", "mainEntityOfPage": URL.replace("48201", "1"), "wordCount": 9}
    story = read(json.dumps([other, other, ARTICLE]))
    assert story is not None and story.headline == ARTICLE["headline"]


def test_stories_of_a_list_are_others() -> None:
    other = {**ARTICLE, "headline": "Goose wins prize", "author": {"@type": "Person", "name": "Per Lund"}}
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "item": other}]}
    story = read(json.dumps([listed, {**ARTICLE, "mainEntityOfPage": None}]))
    assert story is not None
    assert (story.headline, story.people) == (ARTICLE["headline"], ["Mabel Stannard", "Tom Ferrar"])


def test_a_part_behind_the_wall_makes_the_page_costly() -> None:
    node = {key: value for key, value in ARTICLE.items() if key != "isAccessibleForFree"}
    part = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paywall"}
    story = read(json.dumps(node | {"hasPart": part}))
    assert story is not None and story.free is False


@pytest.mark.parametrize(
    "script", ["", "{}", "[]", "null", "true", "7", '"text"', "not json at all", '{"@type": "Organization"}', "{" * 500]
)
def test_what_tells_of_no_story_is_none(script: str) -> None:
    assert read(script) is None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*ARTICLE, "name", "@id", "@value", "url", "hasPart", "value"]), inner, max_size=6
        )
    ),
    max_leaves=25,
)


@given(json_values, st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_json_in_any_place_is_survived(value: Any, junk: str) -> None:
    fields = dict.fromkeys(("author", "image", "headline", "keywords", "@graph"), value)
    for said, url in (({"@type": "NewsArticle", **fields}, ""), (value, junk.replace("<", ""))):
        story = read(json.dumps(said), url) or Story()
        texts = (story.headline, story.image, *story.people, *story.organisations, *story.keywords)
        assert all(isinstance(text, str) and text.strip() for text in texts if text is not None)


@pytest.mark.parametrize(
    "script", ["[" * 100_000, '{"a":' * 50_000, '{"@type":"NewsArticle","x":[' + "{}," * 100_000 + "]}", '{"' * 50_000]
)
def test_hostile_json_takes_no_time(script: str) -> None:
    started = time.process_time()
    parse(script)
    assert time.process_time() - started < 1

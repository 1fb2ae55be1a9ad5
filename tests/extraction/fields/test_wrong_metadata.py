"""What machines are told of another story, or of none, and what the page is taken to be then."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from project.items import Article
from project.pages.reading import read_page
from tests.extraction.made_up import FERRY

URL = "https://www.harbour-courier.example/ferry"
OWN: dict[str, Any] = {
    "@type": "NewsArticle",
    "headline": "The harbour ferry sails again after the storm",
    "datePublished": "2024-05-04T10:00:00Z",
    "author": {"@type": "Person", "name": "Ann Roe"},
    "articleSection": "Harbour",
}
OTHER: dict[str, Any] = {
    "@type": "NewsArticle",
    "headline": "Pilots demand higher wages before winter",
    "datePublished": "2019-03-11T08:00:00Z",
    "dateModified": "2019-03-12T08:00:00Z",
    "author": {"@type": "Person", "name": "Tom Alder"},
    "articleSection": "Money",
    "articleBody": "They want more.",
}
STORY = "".join(f"<p>{text}</p>" for text in FERRY)


def article_of(*nodes: dict[str, Any], head: str = "", body: str = "") -> Article:
    scripts = "".join(f"<script type='application/ld+json'>{json.dumps(node)}</script>" for node in nodes)
    html = f"<html lang=en><head><title>{OWN['headline']}</title>{head}{scripts}</head><body><main>"
    html += f"<h1>{OWN['headline']}</h1>{body}{STORY}</main></body></html>"
    now = datetime(2026, 12, 1, tzinfo=UTC)
    article = read_page(html.encode(), URL, by_hand=True, with_links=False, now=now).article
    assert article is not None
    return article


@pytest.mark.parametrize("url", [{}, {"url": "https://www.harbour-courier.example/pilots"}])
@pytest.mark.parametrize("kind", ["NewsArticle", "Article", "BlogPosting"])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_node_with_the_headline_of_another_story(url: dict[str, str], kind: str, is_first: bool) -> None:
    own, other = {**OWN, "@type": kind}, OTHER | url
    article = article_of(*((other, own) if is_first else (own, other)))
    assert (article.title, article.authors, article.section) == (OWN["headline"], ["Ann Roe"], "Harbour")
    assert article.published_at == datetime(2024, 5, 4, 10, tzinfo=UTC)


def test_a_node_of_another_story_alone() -> None:
    byline = "<div>By Ann Roe</div><div>4 May 2024</div>"
    article = article_of(OTHER | {"url": "https://www.harbour-courier.example/pilots"}, body=byline)
    assert (article.title, article.authors, article.section) == (OWN["headline"], ["Ann Roe"], None)
    assert article.published_at == datetime(2024, 5, 4, tzinfo=UTC)
    # Without an address of its own it may be this story's, with a headline that was left from another.
    assert article_of(OTHER, body=byline).title == OWN["headline"]


def test_a_headline_in_other_words_is_the_same_storys() -> None:
    told = {"headline": "Ferry back in service: harbour opens", "url": "https://m.harbour-courier.example/4711"}
    assert article_of(OWN | told).authors == ["Ann Roe"]


@pytest.mark.parametrize(
    "value", ["null", "undefined", "{{ article.value }}", "{% value %}", "${value}", "[object Object]"]
)
def test_placeholders_are_no_values(value: str) -> None:
    head = f"<meta property='article:section' content='{value}'><meta name='keywords' content='{value},ferries'>"
    head += f"<meta property='og:title' content='{value}'><meta property='og:description' content='{value}'>"
    head += f"<meta property='og:image' content='{value}'>"
    article = article_of(OWN | {"headline": value, "author": {"name": value}}, head=head)
    assert (article.title, article.section, article.tags) == (OWN["headline"], "Harbour", ["ferries"])
    assert (article.authors, article.description, article.image_url) == ([], "", None)


@pytest.mark.parametrize("date", ["0001-01-01T00:00:00", "-0001-11-30T00:00:00+00:00", "0000-00-00 00:00:00"])
def test_a_date_that_no_one_gave(date: str) -> None:
    assert article_of(OWN | {"datePublished": date}).published_at is None


def test_an_office_with_an_address_is_no_name() -> None:
    assert article_of(OWN | {"author": {"name": "redaktion@harbour-courier.example"}}).authors == []


FETCHED = datetime(2026, 12, 1, 9, 41, tzinfo=UTC)
PUBLISHED = datetime(2024, 5, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "shown", "path", "published"),
    [
        # The moment of the fetch.
        ("2026-12-01T09:40:51Z", "4 May 2024", "ferry", PUBLISHED),
        ("2026-12-01T09:40:51Z", "", "2024/05/04/ferry", PUBLISHED),
        ("2026-12-01T09:40:51Z", "", "ferry", datetime(2026, 12, 1, 9, 40, 51, tzinfo=UTC)),
        # That of an earlier one, in a cache, or month and day changed about.
        ("2026-11-03T02:10:00Z", "4 May 2024", "2024/05/04/ferry", PUBLISHED),
        ("2026-11-03T02:10:00Z", "4 May 2024", "ferry", datetime(2026, 11, 3, 2, 10, tzinfo=UTC)),
        ("2026-11-03T02:10:00Z", "", "2024/05/04/ferry", datetime(2026, 11, 3, 2, 10, tzinfo=UTC)),
        ("2026-11-03T02:10:00Z", "6 May 2019", "2024/05/04/ferry", datetime(2026, 11, 3, 2, 10, tzinfo=UTC)),
        # A story of this hour.
        ("2026-12-01T09:40:51Z", "1 December 2026", "2026/12/01/ferry", datetime(2026, 12, 1, 9, 40, 51, tzinfo=UTC)),
        ("2026-12-01T09:40:51Z", "30 November 2026", "ferry", datetime(2026, 12, 1, 9, 40, 51, tzinfo=UTC)),
        # An old story that was edited and shows the day of that.
        ("2024-05-04T00:00:00Z", "3 November 2026", "2026/11/03/ferry", PUBLISHED),
    ],
)
def test_a_moment_of_publication_that_is_that_of_the_fetch(
    told: str, shown: str, path: str, published: datetime
) -> None:
    html = f"<html lang=en><script type='application/ld+json'>{json.dumps(OWN | {'datePublished': told})}</script>"
    html += f"<main><h1>{OWN['headline']}</h1><div>{shown}</div>{STORY}</main></html>"
    url = f"https://www.harbour-courier.example/{path}"
    # The moment of the fetch is kept with a raw page: whenever that is read again, the answer is the same.
    article = read_page(html.encode(), url, by_hand=True, with_links=False, now=FETCHED).article
    assert article is not None
    assert article.published_at == published

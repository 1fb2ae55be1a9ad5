"""Headlines of whole pages: what stands in their headings beside them, and pages without one."""

from __future__ import annotations

import pytest

from project.pages.reading import read_page

TITLE = "Ferry to the island sails again"
BODY = "".join(
    f"<p>The ferry sails again from Monday, said islander number {number}, and all who had waited for it "
    "since the floods of December were glad.</p>"
    for number in range(6)
)


@pytest.mark.parametrize(
    ("head", "heading"),
    [
        (TITLE, "<h1>{}<small>After five weeks the boat is back</small></h1>"),
        (TITLE, '<h1>{} <a class="share">Share</a></h1>'),
        (f"LIVE: {TITLE}", '<h1><span class="live">LIVE</span>{}</h1>'),
        (TITLE, '<h1><span class="label">{}</span></h1>'),
        (f"{TITLE} | Local | Harbour Courier", ""),
        (f"Harbour Courier » Local » {TITLE}", ""),
    ],
)
def test_the_headline_and_nothing_else(head: str, heading: str) -> None:
    html = f"<title>{head}</title>{heading.format(TITLE)}<div>By Ann Roe</div><div>16 Feb 2024</div>{BODY}"
    article = read_page(html.encode(), "https://www.harbour-courier.example/2024/02/16/ferry").article
    assert article is not None
    assert (article.title, article.authors) == (TITLE, ["Ann Roe"])

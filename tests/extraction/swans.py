"""A short story with a picture, for the tests of pictures and captions."""

from __future__ import annotations

from project.extraction.page import Page
from project.items import Article
from project.loaders import load_article
from project.rules import SiteRules

URL = "https://www.harbour-courier.example/mere/swans"
STORY = (
    "<p>The swans on the Mere are not too many, the council said on Monday after a long debate on the weir.</p>"
    "<p>Two members voted against the paper, which had been written by a bird watcher from the next town.</p>"
)
PHOTO = '<img src="/i/swans-41.jpg" width="600">'


def load(body: str, head: str = "") -> Article:
    """The article of a page on the swans that has this in its ``main``."""
    html = f"<html lang=en><head>{head}</head><body><main><h1>Swans on the Mere</h1>{body}</main></body></html>"
    return load_article(Page.from_bytes(html.encode(), URL), SiteRules())

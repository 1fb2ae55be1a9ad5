"""A story that nobody wrote, and pages that tell it."""

from __future__ import annotations

from project.extraction.body import find_story
from project.extraction.page import Page
from project.items import Article, Block
from project.pages.reading import read_page

TITLE = "Harbour bridge closes for repairs until spring"
STORY = [
    "The old harbour bridge will be closed to all traffic from Monday, the port authority said, after divers found "
    "deep cracks in two of its seven stone piers during a yearly inspection.",
    "Work is expected to last until the end of March, and buses will go round by the northern ring road, which adds "
    "about twenty minutes to the way into town for those who live on the island.",
    '"We would rather close it a week too early than a day too late," said Marta Lindqvist, who has led the authority '
    "since 2019, at a meeting in the town hall on Thursday evening.",
    "Shopkeepers on the island fear for their winter trade. Several of them have asked the council for a free ferry, "
    "which would cost the town some 40,000 a month.",
    "The council will vote on the ferry next week, and on whether the bridge should be replaced altogether, as "
    "engineers had proposed ten years ago.",
]
FERRY = [
    "The ferry to the outer islands sailed again on Monday, eleven days after the storm had damaged the pier.",
    "Forty passengers had slept in the school until then, fed by the baker and by everybody who had hens.",
    "The harbour master said that nobody would have to pay for the crossing, neither now nor in the summer.",
]
MENU = "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in ("News", "Sport", "Weather", "Letters"))
RELATED = "".join(
    f'<li><a href="/{number}">{text}</a></li>'
    for number, text in enumerate(("Ferry sold to museum", "Ring road is open again", "Town hall gets new clock"))
)
SHELL = """<!doctype html><html><head><title>{title} - Harbour Courier</title></head><body>
<div class="nav"><ul>{menu}</ul></div><div class="page"><h1>{title}</h1>{story}
<div class="related"><h4>Related stories</h4><ul>{related}</ul></div></div>
<div class="footer"><p>Copyright Harbour Courier. All rights reserved.</p></div></body></html>"""


def story_of(story: str, article_body: list[str] | None = None) -> list[Block]:
    """What is found of a story in this markup, on a page with a menu and links to others."""
    html = SHELL.format(title=TITLE, menu=MENU, story=story, related=RELATED)
    page = Page.from_bytes(html.encode(), "https://www.harbour-courier.example/bridge")
    return find_story(page, TITLE, article_body or [])


def kept(blocks: list[Block]) -> list[str]:
    """The texts of the blocks that are story."""
    return [block.text for block in blocks if block.reason is None]


def article_of(html: str) -> Article:
    """The article that a page is read as."""
    article = read_page(html.encode(), "https://www.harbour-courier.example/ferry", by_hand=True).article
    assert article is not None
    return article

"""Events, jobs, things for sale and forum threads bear a date, and are told from stories all the same."""

from __future__ import annotations

import json

import pytest

from project.pages.reading import read_page
from project.rules import SiteRules

SITE = "https://www.gull-post.example"
TEXT = (
    "The brass band plays marches, waltzes and a piece that its own conductor has written for the evening. Bring a "
    "cushion and something warm: the bar by the weir stays open until the last bus leaves, and dogs are welcome."
)
DATE = "<p>Posted: 12 February 2024</p>"

TEXTS = "".join(f"<p>{TEXT} ({number})</p>" for number in range(3))


def reason(path: str, body: str, *, data: dict[str, str] | None = None, rules: SiteRules = SiteRules()) -> str | None:
    title = "Concert on the weir"
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>' if data else ""
    html = (
        f'<html lang="en"><head><title>{title}</title><meta property="og:type" content="article">{script}</head>'
        f"<body><main><h1>{title}</h1>{body}</main></body></html>"
    )
    return read_page(html.encode(), f"{SITE}{path}", rules=rules, by_hand=False).reason


@pytest.mark.parametrize(
    "path", ["/events/concert-on-the-weir", "/kleinanzeigen/4711-boot", "/forum/t/8812-ferry-times"]
)
def test_among_the_notices_of_a_site(path: str) -> None:
    assert "a notice" in (reason(path, DATE + TEXTS) or "")


def test_a_story_among_the_notices_is_signed_or_says_so_in_its_data() -> None:
    story = TEXTS
    assert reason("/events/concert-on-the-weir", f"<p>By Jane Merrow, 12 February 2024</p>{story}") is None
    data = {"@type": "NewsArticle", "headline": "Concert on the weir", "datePublished": "2024-02-12"}
    assert reason("/events/concert-on-the-weir", story, data=data) is None


@pytest.mark.parametrize(
    "facts",
    [
        ["When: Saturday, 22 June 2024, 19:30", "Where: Weir Park", "Tickets: £12"],
        ["Termin: Samstag, 22. Juni 2024, 15 Uhr", "Ort: Wehrpark", "Eintritt: frei"],
        ["Posted: 12 February 2024", "Employer: Harbour Trust", "Closing date: 8 March 2024"],
        ["日時：2024年6月22日", "会場：川辺公園", "料金：無料"],
    ],
)
def test_the_facts_of_a_notice_stand_above_its_text(facts: list[str]) -> None:
    lines = "".join(f"<p>{fact}</p>" for fact in facts)
    text = TEXTS
    assert "a notice" in (reason("/n/concert-on-the-weir-2024", lines + text) or "")
    assert reason("/n/concert-on-the-weir-2024", f"<p>12 February 2024</p>{text}{lines}") is None, "a story's fact box"


@pytest.mark.parametrize("kind", ["Event", "MusicEvent", "JobPosting", "DiscussionForumPosting"])
def test_what_the_structured_data_is_about(kind: str) -> None:
    text = DATE + TEXTS
    assert reason("/n/concert-on-the-weir-2024", text, data={"@type": kind, "name": "Concert on the weir"}) is not None
    other = {"@type": kind, "name": "Flower show"}
    assert reason("/n/concert-on-the-weir-2024", text, data=other) is None, "a list of coming events beside a story"


def test_a_site_may_say_that_its_notices_are_stories() -> None:
    text = DATE + TEXTS
    data = {"@type": "Event", "name": "Concert on the weir"}
    for path in ("/events/concert-on-the-weir", "/n/concert-on-the-weir-2024"):
        assert reason(path, text, data=data) is not None
        assert reason(path, text, data=data, rules=SiteRules(article="concert")) is None


def test_news_among_notices_is_told_by_its_words() -> None:
    texts = [
        "The ferry office will hire forty deck hands by summer, its head Marta Holm said on Monday.",
        "“We could not find anybody last year,” she said, and the union said on Tuesday that wages were too low.",
        "On Wednesday the council said that it would pay for a school of seamen in Lower Wendle.",
    ]
    html = "<title>Forty wanted</title><h1>Forty wanted</h1>" + "".join(f"<p>{text}</p>" for text in texts)
    for shelf, is_story in (("jobs", True), ("forum", False)):
        address = f"https://www.harbour-courier.example/{shelf}/forty-deck-hands-wanted-48213"
        dated = html.replace("</h1>", "</h1><time datetime=2024-02-16>16 February 2024</time>")
        assert (read_page(dated.encode(), address).article is not None) is is_story


POST = "<div><b>{0}</b> <span>14 May 2024, 10:4{1}</span><p>{2} ({1})</p><a href='#'>Quote</a> <a>Report</a></div>"


@pytest.mark.parametrize("path", ["/discuss/4711", "/community/threads/concert-on-the-weir.48213/"])
def test_a_thread_of_readers(path: str) -> None:
    posts = "".join(POST.format(name, number, TEXT) for number, name in enumerate(("gull", "oldsalt", "islander")))
    assert "a thread of a forum" in (reason(path, posts) or "")
    story = TEXTS.replace("brass", "town's")
    assert reason("/n/concert-on-the-weir-2024", DATE + story + posts) is None, "comments below a story"


@pytest.mark.parametrize("price", ["£12.90 including tax", "12,90 € inkl. MwSt.", "1 290 Kč", "129 zł"])
def test_a_price_above_all_else(price: str) -> None:
    assert "a notice" in (reason("/p/mug-4821377", f"<p>{price}</p>{TEXTS}") or "")
    assert reason("/p/mug-4821377", f"{DATE}<p>{price}</p>{TEXTS}") is None
    assert reason("/p/mug-4821377", f"<p>{price} is what the town pays for a mug.</p>{TEXTS}") is None


def test_a_long_text_without_facts_among_notices() -> None:
    long = "".join(f"<p>{TEXT} ({number})</p>" for number in range(9))
    assert reason("/events/concert-on-the-weir", f"<p>12 February 2024</p>{long}") is None
    assert "a notice" in (reason("/events/concert-on-the-weir", f"{long}<p>Tickets: £12</p>") or "")

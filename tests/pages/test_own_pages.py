"""Pages on which a site speaks of itself, and stories that must not be taken for them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from project.items import Article, Block
from project.pages import own_pages
from project.pages.reading import read_page
from project.pages.validity import reason_to_drop
from project.rules import SiteRules

ABOUT = [
    "We have printed the paper in the river towns since 1893, and it belongs to those who write it and who read it.",
    "Our newsroom has nine people. We write of the councils, of the harbour, of the schools and of much else besides.",
    "If you find a mistake, write to us. We answer every letter, though not always on the same day that it came, and "
    "we put right what we got wrong in the place where it stood, with a line below it that bears our names.",
    "You can read the paper in the library too, which keeps every number of it since our press was bought in Saltmere.",
]
STORY = [
    "The ferry between Lower Wendle and the island sails again, the harbour office said, after five weeks in which "
    "nobody could cross but by rowing boat, and in which the island's only shop ran out of nothing but lemons.",
    "Two of the three engines were taken out and cleaned of sand, which had come in with the floods and had stopped "
    "them three times on one day, the last of them in the middle of the river, with forty pupils and a goose on board.",
    "“We were lucky, and you may say so,” said Marta Holm, who runs the office, and who rowed the pupils over herself.",
]


def page(title: str, texts: list[str]) -> Article:
    blocks = [Block(text) for text in texts]
    return Article(url="https://a.example/x", site="a.example", title=title, language="en", blocks=blocks)


def is_own_page(article: Article) -> bool:
    return own_pages.is_own_page(article, article.paragraphs)


@pytest.mark.parametrize(
    ("title", "texts"),
    [
        ("What we do", ABOUT),
        ("Privacy Policy", STORY),
        ("Datenschutzerklärung", STORY),
        ("О редакции", STORY),
        ("Sign up for our newsletter", STORY),
        ("How to reach the desk", ["Phone: 01234 567890", "Letters: Harbour Street 3, Saltmere"]),
    ],
)
def test_a_site_speaks_of_itself(title: str, texts: list[str]) -> None:
    assert is_own_page(page(title, texts))
    assert not is_own_page(replace(page(title, texts), published_at=datetime(2024, 2, 16, tzinfo=UTC)))
    assert not is_own_page(replace(page(title, texts), authors=["Jane Merrow"]))
    assert not is_own_page(replace(page(title, texts), sources={"page_type": "json-ld"}))


@pytest.mark.parametrize("title", ["Ferry sails again", "Privacy policy divides the council", "About a goose"])
def test_a_story_without_a_date_is_one_all_the_same(title: str) -> None:
    assert not is_own_page(page(title, STORY))


def test_what_calls_itself_an_article_needs_the_headline_of_another_page() -> None:
    marked = {"page_type": "meta og:type"}
    assert not is_own_page(replace(page("What we do", ABOUT), sources=marked))
    assert is_own_page(replace(page("Contact us", ABOUT), sources=marked))


def test_an_operator_decides_otherwise() -> None:
    html = "<title>What we do</title><h1>What we do</h1>" + "".join(f"<p>{text}</p>" for text in ABOUT)
    url = "https://www.harbour-courier.example/what-we-do-and-for-whom"
    reading = read_page(html.encode(), url)
    assert reading.article is None
    assert reading.reason == "a page of the paper on itself, or neither dated nor signed and no story by its words"
    assert read_page(html.encode(), url, by_hand=True).article is not None
    assert read_page(html.encode(), url, rules=SiteRules(article="what-we-do")).article is not None


def test_a_page_that_says_that_there_is_none_may_show_others() -> None:
    teasers = "".join(f"<p>{text}</p>" for text in STORY)
    html = f"<title>Page not found</title><h1>Page not found</h1><p>Sorry, it is gone.</p>{teasers}"
    url = "https://www.harbour-courier.example/gone-with-the-wind"
    assert read_page(html.encode(), url).is_gone
    dated = html + "<time datetime=2024-02-16>16 February</time>"
    assert read_page(dated.encode(), url).is_gone, "a date of one of the others"
    assert not read_page(html.replace("<p>", "<p>By Ann Roe</p><p>", 1).encode(), url).is_gone, "a story of that name"


def test_a_video_by_its_address_needs_a_story() -> None:
    html = "<title>Ferry leaves</title><h1>Ferry leaves</h1><time datetime=2024-02-16>16 February</time><p>{}</p>"
    for texts, reason in ((STORY[:1], "a video page without a story"), (STORY, None)):
        body = html.format("</p><p>".join(texts)).encode()
        article = read_page(body, "https://www.harbour-courier.example/video/ferry-leaves-the-pier-again").article
        assert article is not None
        assert reason_to_drop(article) == reason


WALLS = {
    "Checking your browser": "Please enable cookies. Your browser will redirect to your requested page shortly.",
    "Access Denied": "You don't have permission to access this page on this server. Reference #18.abc",
    "Log in to continue": "Forgotten your password? No account yet? Register for free and read three articles a month.",
}


@pytest.mark.parametrize("title", WALLS)
def test_a_wall_is_not_dated_by_the_address_of_the_story_behind_it(title: str) -> None:
    html = f"<title>{title}</title><h1>{title}</h1><p>{WALLS[title]}</p>"
    address = "https://www.harbour-courier.example/news/2024/02/16/{}"
    assert read_page(html.encode(), address.format("cows-found-on-the-beach")).article is None
    brief = "<title>Cows found</title><h1>Cows found</h1><p>Three cows were found on the beach on Monday.</p>"
    assert read_page(brief.encode(), address.format("cows-found-on-the-beach")).article is not None
    in_folder = address.format("12345678.html").replace("news", "news/local")
    assert read_page(brief.encode(), in_folder).article is not None, "its folders tell nothing of the story"
    behind = address.format("cows-found-on-the-beach/full-story-printed.html")
    assert read_page(brief.encode(), behind).article is not None, "the words of the story stand before"
    greek = "<title>Αγελάδες</title><h1>Αγελάδες στην παραλία</h1><p>Τρεις αγελάδες βρέθηκαν στην παραλία.</p>"
    assert read_page(greek.encode(), address.format("ageladhes-stin-paralia")).article is not None


@pytest.mark.parametrize("meta", ["", '<meta property="og:type" content="article">'])
def test_headlines_that_lead_elsewhere_make_a_list(meta: str) -> None:
    def teaser(number: int, heading: str) -> str:
        return f"<div><h3>{heading}</h3><i>Feb {number}, 2024</i><p>{STORY[number % len(STORY)]} {number}</p></div>"

    top = f"<title>All about gulls</title>{meta}<h1>All about gulls</h1>"
    address = "https://www.harbour-courier.example/all-about-the-gulls-of-the-isle"
    linked = "".join(teaser(n, f"<a href='/gulls-counted-{n}'>Gulls counted {n}</a>") for n in range(1, 7))
    assert read_page((top + linked).encode(), address).article is None
    assert read_page((top + "<p>By Ann Roe</p>" + linked).encode(), address).article is not None, "a digest"
    told = "".join(teaser(n, f"Gulls counted {n}") for n in range(1, 7))
    assert read_page((top + told).encode(), address).article is not None
    own = f"{top}<h2><a href='{address}'>All about gulls</a></h2>" + "".join(f"<p>{text}</p>" for text in STORY * 2)
    assert read_page(own.encode(), address).article is not None


WALL = [
    "You have reached the end of your three free stories this month. It takes a minute to make an account with us.",
    "Read ten stories each month. Save those that you like, and get our morning letter. You can leave at any time.",
    "Why do I see this page? Our reporters went to four hundred meetings last year so that you did not have to.",
]


def marked_story(headline: str, heading: str, texts: list[str]) -> str:
    """A page that tells machines one headline and shows another."""
    data = {"@type": "NewsArticle", "headline": headline, "author": "Ann Roe", "datePublished": "2024-02-16"}
    head = f"<title>{headline}</title><script type=application/ld+json>{json.dumps(data)}</script>"
    return f"{head}<main><h1>{heading}</h1>{''.join(f'<p>{text}</p>' for text in texts)}</main>"


@pytest.mark.parametrize("texts", [WALL, STORY])
@pytest.mark.parametrize("heading", ["Log in or create a free account", "Cows found on the beach"])
def test_a_wall_may_bear_the_marks_of_the_story_behind_it(texts: list[str], heading: str) -> None:
    html = marked_story("Cows found on the beach", heading, [*texts, "<input type=password>"])
    reading = read_page(html.encode(), "https://www.harbour-courier.example/news/2024/02/16/cows-found-on-the-beach")
    assert (reading.article is None) is (texts is WALL and heading.startswith("Log"))


def test_a_story_that_speaks_to_its_readers_is_no_wall() -> None:
    texts = [
        "If you booked a ferry that did not sail, you can ask for your money back. Write to the office in the harbour.",
        "You have three weeks. We asked what you need: your ticket, and the hour at which you stood on the pier.",
        "You may also wait for the next boat. We tried it, and our reporter came home on Friday with a cold.",
    ]
    html = marked_story("How to get your money back", "Consumer", texts)
    address = "https://www.harbour-courier.example/news/2024/02/16/how-to-get-your-money-back"
    assert read_page(html.encode(), address).article is not None


def test_a_writers_profile_is_no_story() -> None:
    html = "<title>Jane Merrow</title><h1>Jane Merrow</h1><meta name=author content='Jane Merrow'>"
    html += "".join(f"<p>{text}</p>" for text in STORY)
    assert read_page(html.encode(), "https://www.harbour-courier.example/staff/jane-merrow-7f31a0c2").article is None


def test_what_is_not_found_may_have_signed_stories_below() -> None:
    teaser = (
        "<article><h3><a href=/cows-{0}>Cows found on beach {0}</a></h3><p>{1}</p><p>By Jane Merrow, 16 Feb 2024</p>"
    )
    html = (
        "<title>Page not found - Courier</title><h1>Sorry, we can’t find that page</h1><p>It may have been moved.</p>"
    )
    html += "".join(teaser.format(number, text) for number, text in enumerate(STORY * 2))
    assert read_page(
        html.encode(), "https://www.harbour-courier.example/news/2024/02/16/cows-found-on-the-beach"
    ).is_gone


def test_lines_that_are_links_make_a_list() -> None:
    line = "<li>1{0}:15 <a href=/cows-found-{0}>Cows found on the beach again, {0} this time</a></li><p>{1}</p>"
    lines = "".join(line.format(number, text) for number, text in enumerate(STORY * 2))
    html = f"<title>16 February</title><h1>Stories of 16 February 2024</h1><ul>{lines}</ul>"
    assert read_page(html.encode(), "https://www.harbour-courier.example/2024/0216/index.shtml").article is None


def test_an_address_has_the_day_of_the_story_that_should_stand_there() -> None:
    shut = "<title>Back soon</title><h1>Back soon</h1><p>We are mending our site. You can read the paper in print.</p>"
    brief = "<title>Back soon</title><h1>Back soon</h1><p>The ferry sails again on Monday, the harbour office said.</p>"
    url = "https://www.harbour-courier.example/2024/02/16/back-soon-says-harbour/"
    assert read_page(shut.encode(), url).article is None
    assert read_page(brief.encode(), url).article is not None

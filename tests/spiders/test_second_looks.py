"""What a passing mishap kept from the archive comes into it once it has passed, and the looks at what stays as it is
end."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from project.outcomes.reasons import UNSURE
from tests.conftest import Scrapy
from tests.database import execute
from tests.newspaper.server import Newspaper
from tests.spiders.gull_post import SITE, crawl, let_time_pass
from tests.spiders.ledger import rows, story

STORY = f"{SITE}/gulls-were-counted-on-the-quay"
ELSEWHERE = "http://www.repairs.example"
LOGIN = f"{SITE}/account/login"

MISHAPS: dict[str, dict[str, Any]] = {
    "redirected to another site": {"status": 302, "headers": {"Location": f"{ELSEWHERE}/back-soon"}},
    "a login page": {"status": 302, "headers": {"Location": LOGIN}},
    "the page is empty": {"body": ""},
    "few words, neither dated nor signed": {
        "body": "<title>Gull Post</title><body>Error establishing a database connection"
    },
    "a block page": {"body": "<title>Just a moment...</title><div class=cf-chl-widget>Verify you are human</div>"},
    "nothing but boilerplate": {
        "body": "<title>Before you continue</title><meta property=article:published_time content=2024-02-02>"
        "<h1>We value your privacy</h1><p>2 February 2024</p>"
        "<p>We and our 842 partners store and access information on a device, such as "
        "cookies, and process personal data. With your permission we may use precise geolocation data. You may click "
        "to consent to our and our partners' processing.</p><button>Accept all"
    },
    "a page of the paper on itself": {
        "body": "<title>Gull Post</title><h1>Something went wrong</h1><p>An internal error occurred while our servers "
        "handled your request, and it was written into our log so that our engineers can look at it.</p><p>We are "
        "sorry for the trouble that this causes. Please try again in a few minutes, or go back to the front page.</p>"
        "<p>If the trouble goes on, write to our desk, and tell us the time and the address that you wanted to read."
    },
    "it is JSON": {"body": '{"error": {"code": 500, "message": "no connection to the store"}}'},
    "too little text": {
        "body": story("Gulls were counted").partition("<p>")[0]
        + "<p>2 February 2024</p><p>The counters are at the quay. More follows soon."
    },
}


@pytest.fixture
def site(newspaper: Newspaper) -> Newspaper:
    newspaper.change(f"{SITE}/robots.txt", "User-agent: *\nDisallow: /drafts/\n")
    newspaper.change(f"{SITE}/", f'<title>Gull Post</title><a href="{STORY}">Gulls were counted on the quay</a>')
    newspaper.change(LOGIN, "<title>Log in</title><h1>Log in</h1><form><input name=user><input type=password></form>")
    newspaper.change(f"{ELSEWHERE}/*", "<title>Back soon</title><p>We will be back soon.")
    newspaper.change(STORY, story("Gulls were counted"))
    return newspaper


@pytest.mark.parametrize("reason", MISHAPS)
def test_what_a_mishap_kept_out_comes_once_it_has_passed(
    site: Newspaper, archive_url: str, scrapy: Scrapy, reason: str
) -> None:
    site.change(STORY, **MISHAPS[reason])
    crawl(scrapy)
    state, said = rows(archive_url)[STORY]
    assert state in ("skipped", "not_article")
    assert said is not None
    assert said.startswith(reason)
    crawl(scrapy)
    assert len(site.asked(STORY)) == 1, "not at once"
    site.change(STORY, story("Gulls were counted"), status=200, headers={})
    assert let_time_pass(archive_url)
    crawl(scrapy)
    assert rows(archive_url)[STORY] == ("stored", None)


WHOLE = story("Gulls were counted")
TROUBLE: dict[str, str] = {
    "an error in the story's page": WHOLE.partition("<p>")[0] + "<p>2 February 2024</p>"
    "<p>An internal error occurred while this story was fetched from our store. It was written down, and those who "
    "look after our servers will find what caused it. Please come back in a few minutes and try once more.</p>",
    "a page that breaks off": WHOLE[: len(WHOLE) // 2],
}


@pytest.mark.parametrize("trouble", TROUBLE)
def test_a_page_whose_server_was_in_trouble_is_what_it_was(
    site: Newspaper, archive_url: str, scrapy: Scrapy, trouble: str
) -> None:
    site.change(STORY, WHOLE)
    crawl(scrapy)
    execute(archive_url, "UPDATE pages SET next_fetch_at = found_at WHERE article_id IS NOT NULL")
    site.change(STORY, TROUBLE[trouble])
    crawl(scrapy)
    assert rows(archive_url)[STORY] == ("stored", UNSURE)
    assert let_time_pass(archive_url)
    site.change(STORY, WHOLE)
    crawl(scrapy)
    assert rows(archive_url)[STORY] == ("stored", None)
    assert execute(archive_url, "SELECT count(*) FROM revisions") == [(0,)]


@pytest.mark.parametrize(("reason", "looks"), [("redirected to another site", 3), ("the page is empty", 4)])
def test_looks_at_what_stays_as_it_is_end(
    site: Newspaper, archive_url: str, scrapy: Scrapy, reason: str, looks: int
) -> None:
    site.change(STORY, **MISHAPS[reason])
    crawl(scrapy)
    for _ in range(looks):
        let_time_pass(archive_url)
        crawl(scrapy, "-s", "ARCHIVE_REVISIT=1,6,24")
    assert len(site.asked(STORY)) == looks
    assert not let_time_pass(archive_url)


def test_a_date_of_the_look_does_not_make_an_article_new(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    now = datetime.now(UTC)
    site.change(STORY, story("Gulls were counted", day=f"{now - timedelta(days=20):%Y-%m-%d}"))
    crawl(scrapy)
    past = f"{now - timedelta(days=20):%Y-%m-%d %H:%M:%S.%f}"
    execute(archive_url, f"UPDATE articles SET published_at = NULL, first_seen_at = '{past}'")
    for _ in range(2):
        let_time_pass(archive_url)
        site.change(STORY, story("Gulls were counted", day=f"{now:%Y-%m-%d}"))
        crawl(scrapy)
        ((due,),) = execute(archive_url, f"SELECT next_fetch_at FROM pages WHERE found_url = '{STORY}'")
        assert timedelta(days=9) < datetime.fromisoformat(due).replace(tzinfo=UTC) - now < timedelta(days=11)


LIST = "<title>Gulls</title><h1>Gulls</h1>" + "".join(
    f"<h2><a href='/gulls-were-counted-on-quay-{number}'>Gulls were counted on quay {number}</a></h2>"
    f"<p>The counters stood on quay {number} from six in the morning, and wrote down each gull that they saw there."
    for number in range(20)
)


def test_a_list_is_looked_at_once(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    site.change(STORY, LIST)
    crawl(scrapy, "-a", "limit=1")
    assert rows(archive_url)[STORY] == ("not_article", "a section page: it lists other stories")
    assert execute(archive_url, f"SELECT next_fetch_at FROM pages WHERE found_url = '{STORY}'") == [(None,)]


def test_a_list_in_place_of_an_announced_story_is_looked_at_again(
    site: Newspaper, archive_url: str, scrapy: Scrapy
) -> None:
    site.change(f"{SITE}/sitemap.xml", f"<urlset><url><loc>{STORY}</loc></url></urlset>")
    site.change(f"{SITE}/robots.txt", f"User-agent: *\nSitemap: {SITE}/sitemap.xml\n")
    site.change(f"{SITE}/", "<title>Gull Post</title>")
    site.change(STORY, LIST)
    crawl(scrapy)
    assert rows(archive_url)[STORY] == ("not_article", "a section page: it lists other stories")
    assert let_time_pass(archive_url)
    site.change(STORY, story("Gulls were counted"))
    crawl(scrapy)
    assert rows(archive_url)[STORY] == ("stored", None)


def test_a_list_that_stays_one_is_let_alone(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    site.change(f"{SITE}/sitemap.xml", f"<urlset><url><loc>{STORY}</loc></url></urlset>")
    site.change(f"{SITE}/robots.txt", f"User-agent: *\nSitemap: {SITE}/sitemap.xml\n")
    site.change(f"{SITE}/", "<title>Gull Post</title>")
    site.change(STORY, LIST)
    crawl(scrapy)
    looks = 1
    while let_time_pass(archive_url):
        crawl(scrapy)
        looks += 1
        assert looks < 9
    assert looks == 4


def test_what_robots_txt_allows_again_is_asked_for(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    other = "http://sport.gull-post.example/gulls-won-the-cup-on-the-quay"
    draft = f"{SITE}/drafts/gulls-will-be-counted-again-soon"
    links = "".join(f"<a href={url}>Gulls were counted on the quay</a>" for url in (STORY, other, draft))
    site.change(f"{SITE}/", f"<title>Gull Post</title>{links}")
    site.change(other, story("Gulls won the cup"))
    for host in (SITE, "http://sport.gull-post.example"):
        site.change(f"{host}/robots.txt", "User-agent: *\nDisallow: /gulls\nDisallow: /drafts\n")
    crawl(scrapy)
    forbidden = ("skipped", "forbidden by robots.txt")
    assert rows(archive_url) == dict.fromkeys((STORY, other, draft), forbidden)
    for host in (SITE, "http://sport.gull-post.example"):
        site.change(f"{host}/robots.txt", "User-agent: *\nDisallow: /drafts\n")
    crawl(scrapy)
    assert rows(archive_url) == {STORY: ("stored", None), other: ("stored", None), draft: forbidden}
    assert not site.asked(draft)


def test_a_look_that_robots_txt_forbade_is_taken_once_it_is_allowed(
    site: Newspaper, archive_url: str, scrapy: Scrapy
) -> None:
    site.change(STORY, story("Gulls were counted", day=f"{datetime.now(UTC):%Y-%m-%d}"))
    crawl(scrapy)
    let_time_pass(archive_url)
    site.change(f"{SITE}/robots.txt", "User-agent: *\nDisallow: /gulls\n")
    for _ in range(2):
        crawl(scrapy)
        assert len(site.asked(STORY)) == 1
        assert rows(archive_url)[STORY] == ("stored", "forbidden by robots.txt")
    site.change(f"{SITE}/robots.txt", "User-agent: *\nDisallow: /drafts/\n")
    crawl(scrapy)
    assert len(site.asked(STORY)) == 2
    assert rows(archive_url)[STORY] == ("stored", None)


def test_what_is_announced_anew_is_asked_for_though_it_was_skipped(
    site: Newspaper, archive_url: str, scrapy: Scrapy
) -> None:
    site.change(f"{SITE}/*", f"<urlset><url><loc>{STORY}</loc><lastmod>2024-02-02</lastmod></url></urlset>")
    site.change(f"{SITE}/robots.txt", f"User-agent: *\nSitemap: {SITE}/sitemap.xml\n")
    crawl(scrapy)
    execute(archive_url, "UPDATE pages SET state = 'skipped', reason = 'pages of its shape gave no new article'")
    execute(archive_url, "UPDATE pages SET next_fetch_at = NULL, fetched_at = NULL, article_id = NULL")
    execute(archive_url, "UPDATE pages SET found_at = '2024-03-01 00:00:00.000000'")
    crawl(scrapy)
    assert rows(archive_url)[STORY][0] == "skipped"
    site.change(f"{SITE}/sitemap.xml", f"<urlset><url><loc>{STORY}</loc><lastmod>2024-03-03</lastmod></url></urlset>")
    crawl(scrapy)
    assert rows(archive_url)[STORY] == ("stored", None)


def test_what_a_closed_site_did_not_answer_goes_on_waiting(site: Newspaper, archive_url: str, scrapy: Scrapy) -> None:
    urls = [f"{SITE}/gulls-were-counted-on-quay-{number}" for number in range(60)]
    for url in urls[:30]:
        site.change(url, story(f"Gulls counted on {url[-8:]}"))
    links = "".join(f'<a href="{url}">Gulls were counted on the quay</a>' for url in urls)
    site.change(f"{SITE}/", f"<title>Gull Post</title>{links}")
    crawl(scrapy, "-a", "limit=1")
    waiting = "SELECT * FROM pages WHERE state = 'waiting' OR next_fetch_at IS NOT NULL ORDER BY id"
    let_time_pass(archive_url)
    before = execute(archive_url, waiting)
    assert len(before) > 50
    site.change(f"{SITE}/robots.txt", "", status=500)
    site.requests.clear()
    run = scrapy("crawl", "news", "-a", f"site={SITE}/")
    assert run.returncode == 1
    assert "nothing could be fetched: robots.txt answers 500" in run.stderr
    assert set(site.asked()) == {f"{SITE}/robots.txt"}
    assert execute(archive_url, waiting) == before
    ((refused,),) = execute(
        archive_url, "SELECT json_extract(counts, '$.\"archive/fetch/failed\"') FROM crawls ORDER BY id DESC LIMIT 1"
    )
    assert refused < len(before), "the crawl does not go through all that waits"

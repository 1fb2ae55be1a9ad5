"""What a site puts into all its stories after they were stored, and what its columns say each day: two real crawls."""

from tests.conftest import Scrapy
from tests.database import execute
from tests.newspaper.server import Newspaper
from tests.spiders.gull_post import SITE, crawl
from tests.spiders.ledger import story

LETTER = "The Gull Post is printed on paper from the mill at Lenna and carried by bicycle to all houses on the quay."
SKY = "The morning begins with fog over the quays, which lifts slowly before noon and gives way to a pale sun."
SEA = "The sea is calm inside the islands, and the ferries run by their usual timetable throughout the day."
THINGS = "gull net crane anchor lamp barrel rope mast harpoon buoy sail rudder oar compass lantern winch".split()


def weather(day: int) -> str:
    said = f"Temperatures lie between {day} and {day + 7} degrees, and the wind blows at {day + 20} kilometres an hour."
    page = story(f"Weather for {day} February").partition("<p>")[0]
    return f"{page}<p>{SKY}</p><p>{said}</p><p>{SEA}</p></article></body></html>"


def texts(archive_url: str) -> dict[str, str]:
    return dict(execute(archive_url, "SELECT title, text FROM articles"))


def test_a_letter_in_all_stories_is_no_edit_and_a_column_keeps_its_words(
    newspaper: Newspaper, archive_url: str, scrapy: Scrapy
) -> None:
    pages = {
        f"{SITE}/the-{thing}-was-counted-on-the-quay": story(f"The {thing} was counted on quay {number}")
        for number, thing in enumerate(THINGS)
    }
    pages |= {f"{SITE}/2024/02/{day:02}/weather-for-february-{day}": weather(day) for day in range(1, 9)}
    newspaper.change(f"{SITE}/robots.txt", "")
    links = "".join(f'<a href="{url}">{url.rpartition("/")[2]}</a>' for url in pages)
    newspaper.change(f"{SITE}/", f"<title>Gull Post</title>{links}")
    for url, page in pages.items():
        newspaper.change(url, page)
    crawl(scrapy)
    before = texts(archive_url)
    assert len(before) == len(pages)
    assert sum(SKY in text and SEA in text for text in before.values()) == 8

    for url, page in pages.items():
        if "weather" not in url:
            first, rest = page.split("</p>", 1)
            newspaper.change(url, f"{first}</p><p>{LETTER}</p>{rest}")
    execute(archive_url, "UPDATE pages SET next_fetch_at = '2024-03-01 00:00:00.000000' WHERE state = 'stored'")
    crawl(scrapy)

    assert texts(archive_url) == before
    dropped = "SELECT count(*) FROM dropped_blocks WHERE text = ? AND reason LIKE 'repeated on % of the site'"
    assert execute(archive_url, dropped, LETTER) == [(len(THINGS),)]
    assert execute(archive_url, "SELECT count(*) FROM revisions") == [(0,)]

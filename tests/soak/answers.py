"""What is answered at an address at a moment, with the papers' troubles and all."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime

from tests.newspaper.server import Answer
from tests.soak import events, lists
from tests.soak.events import day_of, moment
from tests.soak.papers import SECTIONS, Paper, Papers, Story
from tests.soak.story_pages import story_page

_HTML = "text/html; charset=utf-8"
_CONSENT = """<!doctype html><html lang=en><head><title>Before you continue</title></head><body><div class=consent>
<h1>We value your privacy</h1><p>We and our 842 partners store and access information on a device, such as cookies, and
process personal data. With your permission we may use precise geolocation data. You may click to consent to our and our
partners' processing.</p><button>Accept all</button><button>Manage options</button></div></body></html>"""
_FOR_SALE = """<!doctype html><html lang=en><head><title>fjord-times.example is for sale</title></head><body>
<h1>fjord-times.example</h1><p>This domain may be for sale. Inquire now about buying fjord-times.example.</p><ul><li>
<a href=/?q=loans>Loans</a><li><a href=/?q=insurance>Insurance</a><li><a href=/?q=travel>Travel</a></ul></body>
</html>"""
_NOT_HERE = """<!doctype html><html lang=en><head><title>Page not found | Eastgate Echo</title></head><body>
<h1>Page not found</h1><p>The page you were looking for is not here any more. Try the front page or the search.</p>
</body></html>"""
_NOT_FOUND = Answer(b"<html><title>Not found</title><h1>Not found</h1></html>", 404, _HTML)


@dataclass(frozen=True)
class Served:
    """An answer, and the number of the story's version that stands in it, if one does."""

    answer: Answer
    story: Story | None = None
    version: int | None = None
    is_cut: bool = False
    """Only its beginning stands there: the rest is for those who pay."""


_read_a_day: Counter[int] = Counter()
"""How many stories of Inlet were shown on each day."""


def serve(papers: Papers, url: str, now: datetime) -> Served:
    host, _, rest = url.removeprefix("http://").partition("/")
    paper, path = papers.get(host.removeprefix("www.")), "/" + rest
    if paper is None:
        return Served(Answer(b"no such host", 502, "text/plain"))
    served = Served(trouble) if (trouble := _trouble(paper, host, path, now)) else _serve(paper, path, now)
    return replace(served, story=paper.by_path.get(path), answer=_with_validators(paper, path, served, now))


def _trouble(paper: Paper, host: str, path: str, now: datetime) -> Answer | None:
    """What stands in the way of the whole paper."""
    day = day_of(now)
    match paper.name:
        case events.BRENNER if day == events.ERRORS:
            return Answer(b"Internal error", 500, _HTML)
        case events.BRENNER if day == events.SILENCE:
            return Answer(cut=0, delay=0.8)
        case events.BRENNER if day == events.BUSY:
            return Answer(b"busy", 503, _HTML, {"Retry-After": "3600"})
        case events.FJORD if day >= events.FJORD_ENDS:
            return _page(_FOR_SALE)
        case events.DALU if day >= events.NEW_HOST and host.startswith("www."):
            return _redirect(f"http://{paper.name}{path}")
        case events.DALU if day in events.CONSENT_WALL and path != "/robots.txt" and "sitemap" not in path:
            return _page(_CONSENT)
        case events.EASTGATE if day == events.FORBIDDEN and path == "/robots.txt":
            return Answer(b"User-agent: *\nDisallow: /\n", content_type="text/plain")
    return None


def _serve(paper: Paper, path: str, now: datetime) -> Served:
    stories = paper.published(now)
    newest, section = stories[: -lists.SHOWN - 1 : -1], path.strip("/")
    if path == "/robots.txt":
        at = f"Sitemap: {paper.root(now)}/sitemap.xml\n" if paper.sitemap else ""
        return Served(Answer(f"User-agent: *\nDisallow: /search\n{at}".encode(), content_type="text/plain"))
    if "sitemap" in path and paper.sitemap:
        return Served(_page(lists.sitemap(paper, path, stories, now), "application/xml"))
    if path == "/feed" and paper.has_feed:
        return Served(_page(lists.feed(paper, newest, now), "application/rss+xml"))
    if path == "/":
        return Served(_page(lists.list_page(paper, newest, now, paper.title)))
    if section == "sport" and paper.name == events.JUNCTION and day_of(now) >= events.NO_SPORT:
        return Served(_NOT_FOUND)
    if section in SECTIONS[paper.language]:
        newest = [story for story in stories if story.section == section][: -lists.SHOWN - 1 : -1]
        return Served(_page(lists.list_page(paper, newest, now, section.title())))
    story = paper.by_path.get(path)
    if story is None or story.published > now:
        return Served(_NOT_FOUND)
    if story.fate and story.is_taken_away(now):
        return Served(_taken_away(paper, story.fate.how))
    if path not in paper.paths(story, now):
        # A new address is none before its time. An old one leads to it, or at Courrier's has the same page.
        if path != paper.first_path(story):
            return Served(_NOT_FOUND)
        if story.moved_at:
            return Served(_redirect(paper.www + paper.path(story, now)))
    if paper.name == events.JUNCTION and day_of(now) in events.MIX_UPS and story.number % 3 == 0:
        return Served(_page(story_page(paper, stories[-1 - (stories[-1] is story)], now)))
    is_cut = _is_for_subscribers(paper, now)
    page = story_page(paper, story, now, path, is_cut=is_cut)
    return Served(_page(page), version=story.version_at(now), is_cut=is_cut)


def _is_for_subscribers(paper: Paper, now: datetime) -> bool:
    if paper.name == events.INLET:
        _read_a_day[day_of(now)] += 1
        return _read_a_day[day_of(now)] > events.FREE_A_DAY
    return paper.name == events.FJORD and now >= moment(events.PAYWALL)


def _taken_away(paper: Paper, how: str) -> Answer:
    match how:
        case "front":
            return _redirect(f"{paper.www}/", 302)
        case "soft404":
            return _page(_NOT_HERE)
        case _:
            return Answer(b"<html><title>Gone</title><h1>Gone</h1></html>", int(how), _HTML)


def _with_validators(paper: Paper, path: str, served: Served, now: datetime) -> Answer:
    answer = served.answer
    if answer.status != 200 or answer.cut is not None or path == "/robots.txt":
        return answer
    match paper.validators:
        case "body":
            sent = {"ETag": f'"{hashlib.md5(answer.body).hexdigest()}"'}
        case "random":
            sent = {"ETag": f'"{os.urandom(6).hex()}"'}
        case "lastmod" if served.version is not None and (story := paper.by_path.get(path)):
            sent = {"Last-Modified": format_datetime(story.at(now).at.replace(microsecond=0), usegmt=True)}
        case _:
            return answer
    return replace(answer, headers=sent)


def _page(text: str, content_type: str = _HTML) -> Answer:
    return Answer(text.encode(), content_type=content_type)


def _redirect(url: str, status: int = 301) -> Answer:
    return Answer(b"", status, _HTML, {"Location": url})

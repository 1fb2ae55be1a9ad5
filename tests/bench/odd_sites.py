"""What real sites have beside plain stories and plain lists, made up round the hosts of a corpus: is it told apart?

usage: python -m tests.bench.odd_sites CORPUS_DIR [--hosts N] [--show N] [PART …]

Three parts. ``lists``: pages that list a host's stories, in layouts, with metadata and at addresses that are drawn by
lot from ``odd_sites.toml``; none is an article. ``pages``: what is neither a story nor a list, such as terms of use, a
timetable or a log-in, in the host's language, with other stories beside it; none is an article. ``stories``: the saved
pages themselves, at addresses of odd forms and with metadata that is wrong or missing; each is one. Of each layout,
kind, address and metadata is printed how many pages are taken for articles.
"""

from __future__ import annotations

import argparse
import html
import json
import random
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from project.discovery.kinds import NEVER_READ, TO_READ, kind_of
from project.extraction.language import language_of
from project.pages.reading import read_page
from project.pages.story import drop_from, reason_without
from project.pages.validity import reason_to_drop
from tests.bench.corpus import Record, folder, gold_text, read_body, read_records

DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_NOW = datetime(2030, 1, 1, tzinfo=UTC)
# Pages of each layout, and addresses of each story.
_DRAWN = 3
_ADDRESSES = 2
_LISTED = 14
_HEAD = re.compile(rb"(?i)<head\b[^>]*>")
_METADATA = re.compile(
    rb"""(?is)<script[^>]+application/ld\+json.*?</script>|<meta\b[^>]*\b(?:property|name|itemprop)\b[^>]*>"""
)


class Story(NamedTuple):
    url: str
    title: str
    paragraphs: list[str]
    language: str


class Made(NamedTuple):
    """A page that was made: the names of what it is made of, its address, its bytes, and whether it is an article."""

    names: tuple[str, ...]
    url: str
    body: bytes
    charset: str | None
    is_article: bool
    link: str = ""
    """The text of a link to it."""


@cache
def all_stories(corpus: Path) -> dict[str, Story]:
    found = {}
    for record in read_records(corpus):
        lines = [line.strip() for line in gold_text(record).split("\n") if line.strip()]
        title = record["gold"].get("title") or (lines[0] if lines else "")
        paragraphs = [line for line in lines[1:] if len(line) > 40]
        if record["url"] and title and len(title) < 150 and paragraphs:
            language = language_of(gold_text(record)[:2000], [])[0] or "en"
            found[record["id"]] = Story(record["url"], title, paragraphs, language)
    return found


def stories_of(corpus: Path, records: list[Record], chance: random.Random) -> list[Story]:
    """The stories of a host and, where these are few, others in its language with addresses like them."""
    stories = all_stories(corpus)
    own = [stories[record["id"]] for record in records if record["id"] in stories][:_LISTED]
    if not own:
        return []
    same = [story for story in stories.values() if story.language == own[0].language and story not in own]
    if len(same) < _LISTED:
        same += chance.sample([story for story in stories.values() if story not in own + same], _LISTED)
    others = chance.sample(same[: 10 * _LISTED], _LISTED - len(own))
    base, _, _ = own[0].url.rpartition("/")
    placed = [story._replace(url=f"{base}/{slug(story.title)}-{1000 + n}") for n, story in enumerate(others)]
    return own + placed


def slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title.lower())
    words = re.findall(r"[^\W_]+", "".join(char for char in plain if not unicodedata.combining(char)))
    return quote("-".join(words[:7]))[:120]


def teaser(story: Story, most: int) -> str:
    text = " ".join(story.paragraphs)[: most * 2]
    end = max(text.rfind(mark, 0, most) for mark in (". ", "。", "? ", "! "))
    return html.escape(text[: end + 1] if end > most // 3 else text[:most] + "…")


def words_of(language: str) -> dict[str, str]:
    words: dict[str, str] = DATA["words"]["en"] | DATA["words"].get(language, {})
    return words


def item(form: str, number: int, story: Story, language: str) -> str:
    """A story in a list that is in a language, by a form of ``odd_sites.toml``."""
    body = "".join(f"<p>{html.escape(text)}</p>" for text in story.paragraphs)
    values = {
        "url": html.escape(story.url),
        "title": html.escape(story.title),
        "short": teaser(story, 140),
        "long": teaser(story, 420),
        "start": "".join(f"<p>{html.escape(text)}</p>" for text in story.paragraphs[:4]),
        "whole": body,
        "number": f"{number:02}",
    }
    return form.format_map(words_of(language) | values)


def shell(stories: list[Story], name: str, head: str, content: str, chance: random.Random) -> bytes:
    """A page as a site has it round some content."""
    language = stories[0].language
    words = words_of(language)
    frame: str = chance.choice(list(DATA["frames"].values()))
    beside = "".join(item(DATA["beside"], number, story, language) for number, story in enumerate(stories[-4:]))
    menu = "".join(f"<li><a href='/{word.lower()}/'>{word}</a></li>" for word in words["menu"].split())
    values = words | {"name": name, "head": head, "content": content, "menu": menu, "beside": beside}
    return frame.format_map(values).encode()


def metadata(form: str, name: str, url: str, stories: list[Story]) -> str:
    lead = stories[0]
    items = [{"@type": "ListItem", "position": n, "url": each.url} for n, each in enumerate(stories)]
    values = {
        "name": json.dumps(name),
        "url": json.dumps(url),
        "lead": json.dumps(lead.title),
        "items": json.dumps(items),
        "plain": html.escape(name),
        "address": html.escape(url),
    }
    return re.sub(r"\[\[(\w+)\]\]", lambda found: values[found[1]], form)


def lists(host: str, stories: list[Story], chance: random.Random) -> Iterator[Made]:
    language = stories[0].language
    words = words_of(language)
    for layout, form in DATA["layouts"].items():
        for _ in range(_DRAWN):
            head_name, head = chance.choice(list(DATA["metadata"].items()))
            path = chance.choice(DATA["list_addresses"])
            url = f"https://{host}{path}"
            name = chance.choice(words["menu"].split())
            lead = item(form["lead"], 0, stories[0], language) if "lead" in form else ""
            rest = stories[1:] if lead else stories
            items = "".join(item(form["item"], number, story, language) for number, story in enumerate(rest))
            content = form["frame"].format(lead=lead, items=items, name=name)
            page = shell(stories, name, metadata(head, name, url, stories), content, chance)
            yield Made((f"list: {layout}", f"metadata: {head_name}", f"address: {path}"), url, page, None, False)


def pages(host: str, stories: list[Story], chance: random.Random) -> Iterator[Made]:
    language = stories[0].language
    for kind, form in DATA["pages"].items():
        text = form.get(language)
        if text is None:
            continue
        head_name = chance.choice([name for name in DATA["metadata"] if "NewsArticle" not in name])
        path, name = chance.choice(form["addresses"]), text["title"]
        url = f"https://{host}{path}"
        head = metadata(DATA["metadata"][head_name], name, url, stories)
        paragraphs = "".join(line if line.startswith("<") else f"<p>{line}</p>" for line in text["body"].split("\n"))
        page = shell(stories, name, head, f"<h1>{name}</h1>{paragraphs}", chance)
        yield Made((f"page: {kind}", f"metadata: {head_name}", f"language: {language}"), url, page, None, False)


def odd_stories(corpus: Path, host: str, records: list[Record], chance: random.Random) -> Iterator[Made]:
    known = all_stories(corpus)
    for record in records:
        if record["id"] not in known:
            continue
        body, story = read_body(corpus, record), known[record["id"]]
        for _ in range(_ADDRESSES):
            path = chance.choice(DATA["story_addresses"] + DATA["shared_addresses"])
            change = chance.choice(list(DATA["changes"]))
            words = slug(story.title).split("-")
            url = f"https://{host}" + path.format(slug="-".join(words), word=words[0], two="-".join(words[:2]))
            has_link = chance.random() < 0.7 or path in DATA["shared_addresses"]
            made = with_change(body, change, host, url)
            yield Made(
                (f"story: {path}", f"change: {change}"), url, made, record.get("charset"), True, story.title * has_link
            )


def with_change(body: bytes, change: str, host: str, url: str) -> bytes:
    """A story's page with other metadata."""
    form = DATA["changes"][change]
    if form.get("bare"):
        body = _METADATA.sub(b"", body)
    added = form["head"].replace("[[host]]", host).replace("[[url]]", url).encode()
    return _HEAD.sub(lambda found: found[0] + added, body, count=1)


def is_reached(made: Made) -> bool:
    """Whether a crawl would ask for a page to which a link leads, or of which a sitemap tells."""
    return kind_of(made.url, made.link) in TO_READ or kind_of(made.url) not in NEVER_READ | {"front", "feed", "file"}


def is_stored(made: Made) -> bool:
    article = read_page(made.body, made.url, charset=made.charset, now=_NOW).article
    if article is None or reason_to_drop(article, _NOW):
        return False
    return reason_without(article, drop_from(article, {})) is None


def measure_host(task: tuple[Path, str, list[Record], list[str]]) -> list[tuple[tuple[str, ...], str, bool, bool]]:
    """(what it is made of, address, whether it would be stored, whether it is an article) of each page of a host."""
    corpus, host, records, parts = task
    stories = stories_of(corpus, records, random.Random(host))
    if not stories:
        return []
    made: list[Made] = []
    made += lists(host, stories, random.Random(host)) if "lists" in parts else ()
    made += pages(host, stories, random.Random(host)) if "pages" in parts else ()
    made += odd_stories(corpus, host, records, random.Random(host)) if "stories" in parts else ()
    return [(each.names, each.url, is_reached(each) and is_stored(each), each.is_article) for each in made]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=folder)
    names = ("lists", "pages", "stories")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(names)}; all by default")
    parser.add_argument("--hosts", type=int, default=400, help="so many hosts of the corpus, evenly spread")
    parser.add_argument("--show", type=int, default=0, help="print so many wrong ones of each name")
    arguments = parser.parse_intermixed_args()
    hosts: dict[str, list[Record]] = {}
    for record in read_records(arguments.corpus):
        if record["url"]:
            hosts.setdefault(urlsplit(record["url"]).hostname or "", []).append(record)
    chosen = sorted(hosts.items())[:: max(1, len(hosts) // arguments.hosts)]
    parts = arguments.parts or list(names)
    tasks = [(arguments.corpus, host, records, parts) for host, records in chosen]
    seen: Counter[str] = Counter()
    wrong: dict[str, list[str]] = {}
    with Pool() as pool:
        for found in pool.imap_unordered(measure_host, tasks, chunksize=4):
            for what, url, is_taken, is_article in found:
                for name in (*what, "STORIES lost" if is_article else "OTHERS stored"):
                    seen[name] += 1
                    if is_taken != is_article:
                        wrong.setdefault(name, []).append(" ".join((url, *what)))
    for name in sorted(seen):
        print(f"{len(wrong.get(name, ())):6d} of {seen[name]:6d}  {name}")
        for line in sorted(wrong.get(name, ()))[: arguments.show]:
            print(f"         {line}")


if __name__ == "__main__":
    main()

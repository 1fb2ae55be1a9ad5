"""How well articles are told from other pages: saved articles, and lists that are made of them in several layouts.

    python -m tests.bench.discovery CORPUS

``CORPUS`` is a corpus as :mod:`tests.bench.corpus` says. For each host a
front page, sections, a tag, an author and a search page are made from its articles' titles and first sentences, so
that they read as such pages do. An article counts as kept when its address leads to it and its page is taken for one, a
list as stored when its page is taken for an article.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from project.discovery.kinds import NEVER_READ, kind_of
from project.pages.reading import read_page
from tests.bench.corpus import Record, folder, read_body, read_records

_LISTS = {
    "front": "/",
    "section": "/politics/",
    "sub-section": "/news/local/",
    "next page": "/sport/page/2/",
    "tag": "/tag/harbour/",
    "author": "/author/ann-smith/",
    "search": "/search?q=harbour",
}
_CARD = (
    '<article><h2><a href="{url}">{title}</a></h2><time datetime="2024-02-02">2 February 2024</time>'
    "<p>{teaser}</p></article>"
)
_ROW = (
    '<div class="row"><a href="{url}"><img src="/i.jpg" alt="">{title}</a>'
    '<p>{teaser} <a href="{url}">Read more</a></p></div>'
)
_ITEM = '<li><a href="{url}">{title}</a> {teaser}</li>'
_PAGE = (
    "<!doctype html><html><head><meta charset=utf-8><title>{name}</title></head><body><nav>"
    '<a href="/politics/">Politics</a> <a href="/sport/">Sport</a> <a href="/world/">World</a></nav>{body}</body>'
)
_LAYOUTS = {
    "cards": ("<main>{items}</main>", _CARD),
    "rows": ('<div id="content"><h1>{name}</h1>{items}</div>', _ROW),
    "items": ("<h1>{name}</h1><ul>{items}</ul>", _ITEM),
}


def list_pages(host: str, records: list[Record]) -> Iterator[tuple[str, str, bytes]]:
    """(name, address, bytes) of pages that list the articles of a host."""
    stories = []
    for record in records:
        body = record["gold"].get("body") or ""
        text = " ".join(body) if isinstance(body, list) else str(body)
        title = record["gold"].get("title") or text[:80]
        stories.append({"url": escape(record["url"]), "title": escape(title), "teaser": escape(text[80:300])})
    stories = (stories * 12)[:12]
    for layout, (frame, item) in _LAYOUTS.items():
        items = "".join(
            item.format(**{**story, "url": f"{story['url']}?{number}"}) for number, story in enumerate(stories)
        )
        for name, path in _LISTS.items():
            page = _PAGE.format(name=name.title(), body=frame.format(items=items, name=name.title()))
            yield f"{name}, {layout}", f"https://{host}{path}", page.encode()


def is_stored(body: bytes, url: str, charset: str | None) -> bool:
    """Whether a crawl of the site would take the page for an article."""
    return kind_of(url) not in NEVER_READ and read_page(body, url, charset=charset).article is not None


def measure_host(task: tuple[Path, str, list[Record]]) -> list[tuple[str, bool, str]]:
    """(what it is, whether it would be stored, address) of every page of a host."""
    corpus, host, records = task
    found = []
    for record in records:
        body = read_body(corpus, record)
        found.append(("article", is_stored(body, record["url"], record.get("charset")), record["url"]))
    for name, url, body in list_pages(host, records):
        found.append((name, is_stored(body, url, None), url))
    return found


def tasks(corpus: Path) -> Iterable[tuple[Path, str, list[Record]]]:
    hosts: dict[str, list[Record]] = {}
    for record in read_records(corpus):
        if record["url"]:
            hosts.setdefault(urlsplit(record["url"]).hostname or "", []).append(record)
    return [(corpus, host, records) for host, records in hosts.items()]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=folder)
    corpus = parser.parse_args().corpus
    seen: Counter[str] = Counter()
    stored: Counter[str] = Counter()
    wrong = []
    with ProcessPoolExecutor() as pool:
        for found in pool.map(measure_host, tasks(corpus), chunksize=8):
            for name, is_taken, url in found:
                seen[name] += 1
                stored[name] += is_taken
                if is_taken != (name == "article"):
                    wrong.append(f"{name}: {url}")
    for name in seen:
        print(f"{name:24} {seen[name]:6} pages {stored[name] / seen[name]:8.2%} taken for articles")
    others = sum(seen.values()) - seen["article"]
    others_stored = sum(stored.values()) - stored["article"]
    print(f"articles kept {stored['article'] / seen['article']:.2%}, others stored {others_stored / others:.2%}")
    print("\n".join(wrong[:40]))


if __name__ == "__main__":
    main()

"""What does not belong to a story and still comes out as one: lines and boxes are put into the pages of a corpus.

usage: python -m tests.bench.leaks CORPUS_DIR [--pages N] [KIND …]

Boxes are cards of other stories of the corpus, of the same site where it has some; lines are of ``leaks.toml``, in the
page's language. None has a name that says what it is. Of each kind is printed on how many pages some of it is kept.
"""

from __future__ import annotations

import argparse
import html
import random
import tomllib
from collections import Counter
from collections.abc import Callable
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring, fragment_fromstring

from project.extraction.language import language_of
from project.extraction.markup.charsets import decode
from project.pages.reading import read_page
from project.pages.story import without_boilerplate
from tests.bench.corpus import Record, folder, gold_text, read_body, read_records

LINES: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
# Characters of a paragraph of the story, of a headline and of a summary.
_PARAGRAPH = 80
_HEADLINE = range(25, 110)
_SUMMARY = range(90, 330)


class Other(NamedTuple):
    """Another story of the corpus."""

    site: str
    id: str
    title: str
    summary: str


def _card(number: int, other: Other) -> str:
    link = f"<a href='/news/{number}-story'>"
    picture = f"{link}<img src='/i/{number}.jpg'></a>"
    return f"<div>{picture}<h3>{link}{html.escape(other.title)}</a></h3><p>{html.escape(other.summary)}</p></div>"


def _listed(number: int, other: Other) -> str:
    title = f"<h3><a href='/news/{number}-story'>{html.escape(other.title)}</a></h3>"
    return f"{title}<p>{html.escape(other.summary)}</p>"


def _comment(number: int, other: Other) -> str:
    head = f"<div><b>harbourhand{number}</b> <span>{number + 1} h</span></div>"
    below = f"<div><a href='#r{number}'>Re</a> <span>{number}</span></div>"
    return f"<div>{head}<p>{html.escape(other.summary)}</p>{below}</div>"


class Box(NamedTuple):
    form: Callable[[int, Other], str]
    times: int
    place: str
    """``before`` all, ``above`` the story's first paragraph, ``amid`` the story, ``behind`` its last paragraph, or
    ``beside`` the element that holds it."""


BOXES = {
    "cards beside": Box(_card, 6, "beside"),
    "cards behind": Box(_card, 6, "behind"),
    "cards before": Box(_card, 6, "before"),
    "a card amid": Box(_card, 1, "amid"),
    "headings with summaries behind": Box(_listed, 4, "behind"),
    "comments behind": Box(_comment, 4, "behind"),
}
# Where a line stands; the others stand amid the story.
_PLACES = dict.fromkeys(("correction", "rights", "about the writer", "donation", "hashtags", "credits"), "behind") | {
    "consent": "before"
}


@cache
def others(corpus: Path) -> list[Other]:
    found = []
    for record in read_records(corpus):
        lines = gold_text(record).split("\n")
        summary = next((line for line in lines if len(line) in _SUMMARY), None)
        title = record["gold"].get("title") or next((line for line in lines if len(line) in _HEADLINE), None)
        if summary and title:
            found.append(Other(record["site"], record["id"], title, summary))
    return found


def choose(record: Record, corpus: Path, count: int) -> list[Other]:
    """Other stories of the page's site, or else of any: always the same ones."""
    chance = random.Random(record["id"])
    rest = [other for other in others(corpus) if other.id != record["id"]]
    chance.shuffle(rest)
    return sorted(rest, key=lambda other: other.site != record["site"])[:count]


def tree_of(corpus: Path, record: Record) -> HtmlElement:
    """The tree of a page, to be changed."""
    parser = HTMLParser(encoding="utf-8", huge_tree=True)
    return document_fromstring(decode(read_body(corpus, record), record["charset"])[0], parser=parser)


def put_in(root: HtmlElement, markup: str, place: str) -> bool:
    """Whether there is such a place: a page whose story stands in one element that holds three paragraphs."""
    paragraphs = [each for each in root.iter("p") if len(each.text_content()) > _PARAGRAPH]
    holders = Counter(each.getparent() for each in paragraphs)
    holder, count = holders.most_common(1)[0] if holders else (None, 0)
    body = root.find("body")
    if holder is None or body is None or count < 3 or holder.getparent() is None:
        return False
    own = [each for each in paragraphs if each.getparent() is holder]
    pieces = list(fragment_fromstring(markup, create_parent=True))
    anchor = {"amid": own[len(own) // 2], "behind": own[-1], "beside": holder}.get(place)
    for piece in pieces if place == "above" else reversed(pieces):
        if place == "above":
            own[0].addprevious(piece)
        elif anchor is None:
            body.insert(0, piece)
        else:
            anchor.addnext(piece)
    return True


def leaks(record: Record, corpus: Path, kind: str) -> bool | None:
    """Whether some of what was put into a page is kept; None where nothing could be put in."""
    root = tree_of(corpus, record)
    if kind in BOXES:
        box = BOXES[kind]
        chosen = choose(record, corpus, box.times)
        markup, place = "".join(box.form(n, other) for n, other in enumerate(chosen)), box.place
        texts = [other.summary for other in chosen]
    else:
        language, _ = language_of(gold_text(record)[:2000], [])
        link = "<a href='/n/2'>The captain of the ferry speaks about the longest winter of his life</a>"
        markup = LINES[kind].get(language or "", "").format(link=link)
        place = _PLACES.get(kind, "amid")
        texts = [
            each.text_content()
            for each in document_fromstring(f"<div>{markup}</div>").iter("p", "h3", "h4", "td", "li")
        ]
    if not markup or not put_in(root, markup, place):
        return None
    page = etree.tostring(root, encoding="utf-8", method="html")
    article = read_page(page, record["url"], charset="utf-8", by_hand=True, with_links=False).article
    blocks = without_boilerplate(article, {}) if article else None
    kept = " ".join(" ".join(block.text for block in blocks or () if block.reason is None).split())
    return any(" ".join(text.split()) in kept for text in texts)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=folder)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join([*BOXES, *LINES])}; all by default")
    parser.add_argument("--pages", type=int, default=400, help="read so many pages of the corpus, evenly spread")
    arguments = parser.parse_intermixed_args()
    if unknown := {*arguments.kinds} - {*BOXES, *LINES}:
        parser.error(f"no such kind: {', '.join(sorted(unknown))}")
    records = read_records(arguments.corpus)
    records = records[:: max(1, len(records) // arguments.pages)]
    with Pool() as pool:
        for kind in arguments.kinds or [*BOXES, *LINES]:
            tried = pool.starmap(leaks, [(record, arguments.corpus, kind) for record in records], chunksize=20)
            found = [record["id"] for record, kept in zip(records, tried, strict=True) if kept]
            total = sum(kept is not None for kept in tried)
            print(f"{kind:32s} {len(found):4d} of {total:4d}   {' '.join(found[:4])}", flush=True)


if __name__ == "__main__":
    main()

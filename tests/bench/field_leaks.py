"""What stands round a story and changes its fields: boxes of other writers, dates, headlines and pictures are put into
the pages of a corpus.

usage: python -m tests.bench.field_leaks CORPUS_DIR [--pages N] [--field FIELD] [--own] [BOX …]

The boxes are those of ``field_leaks.toml``. Of each is printed how many pages it was put into, and on how many each
field changed: of the pages as they are, without JSON-LD and meta tags, and without names of elements either. With
``--own`` the pages are some that are not in English, and the boxes in their language, in the words of
``field_words.toml``.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from copy import deepcopy
from datetime import UTC, datetime
from functools import cache
from html import escape
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from project.extraction.language import language_of
from project.pages.reading import read_page
from tests.bench.corpus import Record, folder, gold_text, read_records
from tests.bench.leaks import Other, choose, put_in, tree_of

BOXES: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
WORDS: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("field_words.toml").read_text("utf-8"))
FIELDS = (
    "title", "authors", "published_at", "modified_at", "section", "tags", "description", "image_url", "image_caption",
    "agency", "language",
)  # fmt: skip
MODES = ("whole", "no metadata", "no names")
_NAMES = ("class", "id", "role", "itemprop", "itemtype", "itemscope", "rel")
_NOW = datetime(2026, 12, 1, 9, 41, tzinfo=UTC)

Fields = dict[str, Any]


def strip(root: HtmlElement, mode: str) -> None:
    """Take out what tells machines of a story; in ``no names``, what tells style sheets as well."""
    if mode == "whole":
        return
    for element in list(root.iter("meta", "script")):
        is_script = element.tag == "script" and "ld+json" in (element.get("type") or "")
        if is_script or (element.tag == "meta" and any(map(element.get, ("property", "name", "itemprop")))):
            element.drop_tree()
    if mode == "no names":
        etree.strip_attributes(root, *_NAMES)


def markup_of(box: dict[str, Any], others: list[Other], words: dict[str, str]) -> str:
    """A box with what the other stories say in it, in these words."""
    today = f"{_NOW:%A}, {_NOW.day} {_NOW:%B %Y}"
    item, around = box["item"], box.get("around", "{}")
    for english, own in words.items():
        item, around = item.replace(english, own), around.replace(english, own)
    items = [
        item.format(n=n, title=escape(other.title), summary=escape(other.summary), today=today)
        for n, other in enumerate(others[: box.get("times", 1)], 1)
    ]
    return str(around.format("".join(items)))


@cache
def languages(corpus: Path) -> dict[str, str | None]:
    """The language of each page's story."""
    return {record["id"]: language_of(gold_text(record)[:2000], [])[0] for record in read_records(corpus)}


def in_language_of(record: Record, corpus: Path, count: int) -> list[Other]:
    """Other stories in the language of a page."""
    known = languages(corpus)
    chosen = choose(record, corpus, len(known))
    return [other for other in chosen if known[other.id] == known[record["id"]]][:count]


def fields_of(root: HtmlElement, url: str) -> Fields:
    page = etree.tostring(root, encoding="utf-8", method="html")
    article = read_page(page, url, charset="utf-8", by_hand=True, with_links=False, now=_NOW).article
    return {field: getattr(article, field) for field in FIELDS} if article else {}


def changes(record: Record, corpus: Path, names: list[str], is_own: bool) -> list[tuple[str, str, str, Fields]]:
    """(mode, box, place, each changed field with what it was and is) of all that was put into a page."""
    found = []
    words = WORDS[languages(corpus)[record["id"]] or ""] if is_own else {}
    others = (in_language_of if is_own else choose)(record, corpus, max(box.get("times", 1) for box in BOXES.values()))
    for mode in MODES:
        bare = tree_of(corpus, record)
        strip(bare, mode)
        before = fields_of(bare, record["url"])
        for name in names:
            foreign = before.keys() - set(BOXES[name].get("own", ()))
            for place in BOXES[name]["places"]:
                root = deepcopy(bare)
                if put_in(root, markup_of(BOXES[name], others, words), place):
                    after = fields_of(root, record["url"])
                    changed = {key: (before[key], after[key]) for key in foreign if before[key] != after.get(key)}
                    found.append((mode, name, place, changed))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=folder)
    parser.add_argument("boxes", nargs="*", metavar="BOX", help=f"of {', '.join(BOXES)}; all by default")
    parser.add_argument("--pages", type=int, default=100, help="read so many pages, each of another site")
    parser.add_argument("--field", choices=FIELDS, help="also list the pages on which this field changed")
    parser.add_argument("--own", action="store_true", help="boxes in the page's language, which is not English")
    arguments = parser.parse_intermixed_args()
    if unknown := {*arguments.boxes} - {*BOXES}:
        parser.error(f"no such box: {', '.join(sorted(unknown))}")
    names = arguments.boxes or list(BOXES)
    # One of each site: what changes shows on how many of them it would.
    records = list({record["site"]: record for record in read_records(arguments.corpus)}.values())
    if arguments.own:
        records = [record for record in records if languages(arguments.corpus)[record["id"]] in WORDS]
    records = records[:: max(1, len(records) // arguments.pages)]
    given = [(record, arguments.corpus, names, arguments.own) for record in records]
    with Pool() as pool:
        results = pool.starmap(changes, given, chunksize=1)
    tried: Counter[tuple[str, ...]] = Counter()
    counts: Counter[tuple[str, ...]] = Counter()
    for record, result in zip(records, results, strict=True):
        for mode, name, place, changed in result:
            tried[mode, name, place] += 1
            counts.update((mode, name, place, field) for field in changed)
            counts.update((mode, field) for field in changed)
            if arguments.field in changed:
                was, became = changed[arguments.field]
                print(f"{record['id']} {mode}, {name} {place}: {was!s:.80} -> {became!s:.80}")
    for mode in MODES:
        print(f"{mode}: " + ", ".join(f"{field} {counts[mode, field]}" for field in FIELDS))
        for name in names:
            for place in BOXES[name]["places"]:
                told = ", ".join(f"{f} {n}" for f in FIELDS if (n := counts[mode, name, place, f]))
                print(f"  {f'{name}, {place}':38s} {tried[mode, name, place]:4d}   {told}")


if __name__ == "__main__":
    main()

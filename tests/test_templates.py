"""Whole article pages as widespread systems print them, each with what a careful reader takes from it beside it.

``templates/imperfect.txt`` names the pages that are not read so yet: they fail on purpose, and one that has become
right fails too, until its name is taken out. ``python -m tests.test_templates`` writes the list anew.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from project.pages.reading import read_page
from project.pages.story import without_boilerplate

FOLDER = Path(__file__).parent / "templates"
PAGES = sorted(FOLDER.glob("*.html"))
IMPERFECT = FOLDER / "imperfect.txt"
_NOT_READ = ("url", "charset", "optional")


def read(page: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """(what is expected, what is read) of a page. Paragraphs that are a matter of taste count in neither."""
    expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    of_taste = set(expected.get("optional", ()))
    url, charset = expected["url"], expected.get("charset")
    article = read_page(page.read_bytes(), url, charset=charset, with_links=False).article
    wanted = {name: value for name, value in expected.items() if name not in _NOT_READ}
    wanted["paragraphs"] = [text for text in expected["paragraphs"] if text not in of_taste]
    if article is None:
        return wanted, {}
    article.blocks = without_boilerplate(article, {}) or article.blocks
    found = {name: getattr(article, name) for name in wanted}
    for name in ("published_at", "modified_at"):
        if found.get(name):
            found[name] = found[name].isoformat()
    found["paragraphs"] = [text for text in article.paragraphs if text not in of_taste]
    return wanted, found


def imperfect() -> set[str]:
    return set(IMPERFECT.read_text(encoding="utf-8").split()) if IMPERFECT.exists() else set()


_NOT_YET = pytest.mark.xfail(reason="not yet", raises=AssertionError)


@pytest.mark.parametrize(
    "page",
    [pytest.param(page, marks=_NOT_YET if page.stem in imperfect() else ()) for page in PAGES],
    ids=lambda page: page.stem,
)
def test_a_page_reads_as_its_json_says(page: Path) -> None:
    wanted, found = read(page)
    assert found == wanted


def test_the_list_names_pages() -> None:
    assert imperfect() <= {page.stem for page in PAGES}
    assert len(PAGES) >= 887  # none got lost


def main() -> None:
    names = [page.stem for page in PAGES for wanted, found in [read(page)] if wanted != found]
    IMPERFECT.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    print(f"{len(PAGES) - len(names)} of {len(PAGES)} pages are right", file=sys.stderr)


if __name__ == "__main__":
    main()

"""A page that has four times as many boxes takes about four times as long, whatever they are.

No clock tells so here, but how often each line of the project runs. What is quadratic within one call of a library is
not seen: :mod:`tests.fuzz` gives pages thousands of boxes, and looks at the clock.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

import project
from project.boilerplate.drop import drop_boilerplate
from project.items import Block
from project.pages.reading import read_page
from project.pages.story import without_boilerplate
from tests.boxes import BOXES, STORY, page_of

_PROJECT = str(Path(project.__file__).parent)
_FEW, _TIMES = 30, 4
# A line that looks at each pair of boxes runs 16 times as often; one that looks at each of them, and at nothing but the
# story while they are few, up to ten times.
_MOST = 10
# So often a line runs for each box that is worth a look: what runs seldom may begin to do so at some number of them.
_OFTEN = 10


_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_URL = "https://www.harbour-courier.example/2024/03/01/ferry.html"


def read(body: bytes) -> None:
    reading = read_page(body, _URL, now=_NOW, by_hand=True)
    assert reading.article
    without_boilerplate(reading.article, {})


def runs_of(work: Callable[[], object]) -> Counter[tuple[CodeType, int]]:
    """How often each line of the project runs."""
    runs: Counter[tuple[CodeType, int]] = Counter()

    def count(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            runs[frame.f_code, frame.f_lineno] += 1
        return count

    before = sys.gettrace()
    sys.settrace(lambda frame, event, _: count if frame.f_code.co_filename.startswith(_PROJECT) else None)
    try:
        work()
    finally:
        sys.settrace(before)
    return runs


def faster_than_the_page(work: Callable[[int], object]) -> dict[str, tuple[int, int]]:
    """The lines whose runs grow faster than the number of boxes that ``work`` is given, with both counts."""
    few, many = (runs_of(partial(work, count)) for count in (_FEW, _TIMES * _FEW))
    return {
        f"{code.co_filename}:{line}": (few[code, line], often)
        for (code, line), often in many.items()
        if few[code, line] > _OFTEN * _FEW and often > _MOST * few[code, line]
    }


@pytest.mark.parametrize("name", BOXES)
def test_the_work_grows_as_the_page_does(name: str) -> None:
    read(page_of(name, _FEW))  # loads tables and models, once
    assert faster_than_the_page(lambda count: read(page_of(name, count))) == {}


@pytest.mark.parametrize(
    "texts",
    [
        ("It comes up on Monday, and nobody would say more.",),
        (
            "Dear reader, we ask you to subscribe for $5 a month, and to support our journalism. Thank you!",
            *STORY[:2],
        ),
        ("Ann Roe is a staff writer at the Courier", STORY[0]),
        ("Related content", "One more", STORY[0]),
        ("Our offer", "Sign up for our newsletter.", STORY[0]),
        ("Ann Roe March 3, 2024 at 12:10 pm", STORY[0]),
        ("By Ann Roe", "March 3, 2024", "12:10", "ann@harbour-courier.example"),
        ("Share this", "Share\nPrint\nMail", "***", "© 2024 The Courier"),
    ],
    ids=lambda texts: texts[0][:20],
)
def test_the_work_on_boilerplate_grows_as_the_story_does(texts: tuple[str, ...]) -> None:
    def drop(count: int) -> None:
        drop_boilerplate([*map(Block, texts * count)], title="The ferry", language="en", authors=["Ann Roe"])

    drop(1)
    assert faster_than_the_page(drop) == {}

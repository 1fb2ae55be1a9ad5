from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from project.items import Article, Block
from project.pages.validity import reason_to_drop
from project.scripts import letters_of

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
STORY = (
    "The council of Harbour Bay voted on Tuesday to rebuild the old pier, ending a dispute that had lasted for over"
    " eleven years. Work is to begin in spring, the mayor said."
)
GOOD = Article(url="https://a.example/1", site="a.example", title="Pier", blocks=[Block(STORY)])


def test_article_is_kept() -> None:
    assert reason_to_drop(GOOD, NOW) is None
    assert reason_to_drop(replace(GOOD, published_at=NOW + timedelta(hours=20)), NOW) is None


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"title": "  "}, "no title"),
        ({"blocks": []}, "no text"),
        ({"blocks": [Block("…"), Block(" ")]}, "no text"),
        ({"blocks": [Block(STORY, reason="navigation")]}, "no text"),
        ({"blocks": [], "access": "blocked"}, "no text: the site shows it to subscribers only"),
        ({"blocks": [Block("Photo of the day")]}, "too little text"),
        ({"page_type": "section"}, "not an article but a section page"),
        ({"page_type": "tag"}, "not an article but a tag page"),
        ({"page_type": "gallery"}, "a gallery page without a story"),
        ({"page_type": "video"}, "a video page without a story"),
        ({"published_at": datetime(3024, 1, 1, tzinfo=UTC)}, "published in the future"),
    ],
)
def test_reasons(changed: dict[str, object], reason: str) -> None:
    article = replace(GOOD, **changed)  # type: ignore[arg-type]
    assert reason_to_drop(article, NOW) == reason
    by_hand = reason_to_drop(replace(article, by_hand=True), NOW)
    assert by_hand == (reason if reason.startswith("no text") else None)


@pytest.mark.parametrize("kind", ["live", "gallery", "video"])
def test_media_page_with_a_story_is_kept(kind: str) -> None:
    assert reason_to_drop(replace(GOOD, page_type=kind, blocks=[Block(STORY)] * 4), NOW) is None  # type: ignore[arg-type]


def test_dense_scripts_say_more_with_a_character() -> None:
    brief = (
        "港湾市议会周二投票决定重建旧码头，结束了持续十一年多的争议。市长表示，工程将于明年春天开始，首批渡轮有望靠岸。"
    )
    assert letters_of("pier") == 4
    assert letters_of("码头") == 6
    assert reason_to_drop(replace(GOOD, blocks=[Block(brief)]), NOW) is None

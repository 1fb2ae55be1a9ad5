"""What a reader may see of a story, and whether the page is a story's at all."""

from __future__ import annotations

from typing import Any

import pytest

from project.extraction.fields.access import access_of, is_cut_off
from project.extraction.fields.pagetype import page_type_of

HERALD = "https://www.valley-herald.example"


@pytest.mark.parametrize(
    ("said", "access"),
    [
        ({"length": 5000}, "free"),
        ({"free": True, "length": 300}, "free"),
        ({"free": False, "length": 5000}, "metered"),
        ({"free": False, "length": 200}, "teaser"),
        ({"free": False, "length": 900, "has_wall": True}, "teaser"),
        ({"free": False, "length": 5000, "is_cut": True}, "teaser"),
        ({"free": False, "length": 0}, "blocked"),
        ({"tier": "locked", "length": 300}, "teaser"),
        ({"tier": "metered", "length": 3000}, "metered"),
        ({"tier": "free", "length": 3000}, "free"),
        ({"has_wall": True, "length": 300}, "teaser"),
        ({"has_wall": True, "length": 0}, "blocked"),
        ({"has_wall": True, "length": 5000}, "free"),
    ],
)
def test_access(said: dict[str, Any], access: str) -> None:
    facts: dict[str, Any] = {"free": None, "tier": None, "has_wall": False, "is_cut": False} | said
    assert access_of(**facts)[0] == access


def test_a_text_that_ends_in_dots_is_cut_off() -> None:
    assert is_cut_off("The council will vote on […]")
    assert is_cut_off("“Nobody knows…”")
    assert not is_cut_off("Kim took power when his father died suddenly in 2010,")


@pytest.mark.parametrize(
    ("path", "facts", "kind"),
    [
        ("/local/bypass-vote", {}, "article"),
        ("/local/bypass-vote", {"schema_types": ["newsarticle"]}, "article"),
        ("/tag/bypass", {"schema_types": ["newsarticle"], "length": 2000}, "article"),
        ("/video/launch", {"schema_types": ["newsarticle"], "page_types": ["newsarticle", "videoobject"]}, "article"),
        ("/live/storm", {"schema_types": ["liveblogposting"]}, "live"),
        ("/2024/rope-makers", {"og_type": "profile"}, "author"),
        ("/2024/rope-makers", {"og_type": "profile.page"}, "author"),
        ("/2024/rope-makers", {"og_type": "product.item"}, "shop"),
        ("/gallery/regatta", {"schema_types": ["imagegallery"]}, "gallery"),
        ("/video/launch", {"schema_types": ["videoobject"]}, "video"),
        ("/", {}, "front"),
        ("/index.html", {"length": 3000}, "front"),
        ("/index.php?id=55", {"length": 3000}, "article"),
        ("/search", {}, "search"),
        ("/tag/bypass", {}, "tag"),
        ("/author/mabel-stannard", {}, "author"),
        ("/category/local", {}, "section"),
        ("/local/", {"schema_types": ["collectionpage"]}, "section"),
        ("/login", {}, "login"),
        ("/shop/mugs", {}, "shop"),
        ("/tag/bypass", {"og_type": "article"}, "article"),
        ("/local", {"body_class": "archive category"}, "section"),
        (
            "/local/bypass",
            {"body_class": "single single-post category-local", "length": 2000, "is_dated": True},
            "article",
        ),
        ("/local/bypass", {"page_types": ["collectionpage", "website"], "length": 2000, "is_dated": True}, "article"),
    ],
)
def test_page_type(path: str, facts: dict[str, Any], kind: str) -> None:
    assert page_type_of(HERALD + path, **facts)[0] == kind

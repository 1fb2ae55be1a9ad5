"""Cleaning is total, and twice is the same as once."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from project.processors import (
    absolute,
    clean_text,
    collapse_whitespace,
    cut,
    keep_picture,
    keep_tag,
    split_tags,
    strip_tags,
    take_first,
    unescape,
    unique,
)

CLEANERS: list[Callable[[str], Any]] = [
    unescape,
    strip_tags,
    collapse_whitespace,
    clean_text,
    cut(40),
    keep_tag,
    keep_picture,
]
MARKUP = st.one_of(
    st.text(max_size=120),
    st.lists(
        st.sampled_from(
            [
                "&amp;",
                "amp;",
                "&lt;",
                "&gt;",
                "<b>",
                "</b>",
                "<!--",
                "-->",
                "&#8217;",
                "&#x26;",
                "lt;",
                "Ice ",
                " ",
                "\u200b",
                "<",
                ">",
            ]
        ),
        max_size=30,
    ).map("".join),
)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  Ice \n melts\t", "Ice melts"),
        ("Kingdom&#8217;s &amp; Co", "Kingdom’s & Co"),
        ("zerst&amp;ouml;ren", "zerstören"),
        ("&amp;amp;amp;quot;Ice&amp;amp;amp;quot;", '"Ice"'),
        ("Ice &lt;em&gt;melts&lt;/em&gt;", "Ice melts"),
        ("<p>Ice</p>", "Ice"),
        ("3 < 4 and 5 > 4", "3 < 4 and 5 > 4"),
        ("Heli\u00adkopter\u200b", "Helikopter"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("&nbsp; ", None),
        ("", None),
        (None, None),
        (["a"], None),
        (True, None),
        (42, "42"),
        ("AT&T", "AT&T"),
    ],
)
def test_clean_text(text: Any, clean: str | None) -> None:
    assert clean_text(text) == clean


@pytest.mark.parametrize(
    ("url", "result"),
    [
        ("/a.jpg", "https://www.valley-herald.example/a.jpg"),
        ("//cdn.example/a.jpg", "https://cdn.example/a.jpg"),
        ("b.jpg", "https://www.valley-herald.example/local/b.jpg"),
        ("https://x.example/a b.jpg", "https://x.example/a%20b.jpg"),
        ("javascript:void(0)", None),
        ("data:image/png;base64,AAAA", None),
        ("http://[bad", None),
        ("", None),
    ],
)
def test_absolute(url: str, result: str | None) -> None:
    assert absolute(url, {"base_url": "https://www.valley-herald.example/local/story"}) == result


def test_tags_come_apart_and_machines_keys_go() -> None:
    assert split_tags("ice, climate change;glaciers、北極") == ["ice", "climate change", "glaciers", "北極"]
    kept = [
        tag
        for tag in ("ice", "type:story", "https://x.example/", "20140212", "page_type_a", "x", "a" * 90)
        if keep_tag(tag)
    ]
    assert kept == ["ice"]
    assert [keep_tag(tag) for tag in ("topic/ sea ice", "subject/object", "Places/Spaces", "Topic: Tag: ice")] == [
        "sea ice", "subject/object", "Places/Spaces", "ice",
    ]  # fmt: skip


def test_unique_keeps_the_first_spelling() -> None:
    assert unique(["Ice", "ICE", "ice!", "Snow", "Ice"]) == ["Ice", "Snow"]


def test_take_first_skips_what_is_empty_but_not_false() -> None:
    assert take_first([None, "", False]) is False
    assert take_first([]) is None


@pytest.mark.parametrize("clean", CLEANERS)
@given(text=MARKUP)
@settings(max_examples=150, deadline=None)
def test_twice_is_once(clean: Callable[[str], Any], text: str) -> None:
    once = clean(text)
    assert once is None or clean(once) == once


@given(st.lists(st.text(max_size=20)), st.text(max_size=60))
@example([], "0\x0c?")
def test_lists_never_raise(values: list[str], url: str) -> None:
    assert unique(unique(values)) == unique(values)
    assert split_tags(",".join(split_tags(url))) == split_tags(url)
    found = absolute(url, {"base_url": "https://www.valley-herald.example/"})
    assert found is None or absolute(found) == found


@pytest.mark.parametrize("clean", CLEANERS)
@pytest.mark.parametrize(
    "text",
    [
        "&amp;" * 50_000,
        "&" * 100_000,
        "<" * 100_000,
        "<b" * 50_000,
        "<!--" * 30_000,
        " " * 200_000,
        "&#38;lt;" * 20_000,
    ],
)
def test_hostile_texts_take_no_time(clean: Callable[[str], Any], text: str) -> None:
    started = time.process_time()
    clean(text)
    assert time.process_time() - started < 1

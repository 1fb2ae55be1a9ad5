"""The story of a page that only its scripts have: in its JSON state, as paragraphs or as markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, Final, NamedTuple

from project.extraction.markup.elements import INLINE
from project.extraction.page import Page
from project.processors import unescape
from project.scripts import STOPS, UNSPACED

# A paragraph of a page's JSON state, in characters.
_PARAGRAPH: Final = 60
# What is shorter is a paragraph all the same where it ends as a sentence does: "It was cold," she said.
_SENTENCE: Final = 12
# Characters: a text below that is none of several paragraphs.
_TEXT: Final = 200
# Scripts that set no spaces between words.
_JOINED: Final = re.compile(f"[{UNSPACED}]{{8}}")
# Characters of a description without its spaces.
_TOLD: Final = 50
_STORY: Final = 400
_LEAST_OF_STATE: Final = 0.2
_MOST_STATE: Final = 3_000_000
# Some systems write ``{p}`` for ``<p>``.
_MARKUP: Final = re.compile(r"<[^<>]*>|\{/?[a-z][\w-]{0,20}(?:\s[^{}]*)?\}")
# Tags that part no words.
_IN_LINE: Final = re.compile(rf"</?(?:{'|'.join(sorted(INLINE))})(?:\s[^<>]*)?/?>", re.IGNORECASE)
# Style sheets and settings have more of these than one in so many characters, prose has hardly any.
_CODE: Final = re.compile(r"[{}=_\\]")
_PROSE: Final = 40
# Where a script sets or hands over a JSON value: ``= {``, ``([``.
_ASSIGNED: Final = re.compile(r"[=(]\s*(?=\{\s*\"|\[\s*[\[{\"\d])")
_DECODER: Final = json.JSONDecoder()
_ENDS: Final = re.compile(r"</p>|\{/p\}|<br\s*/?>\s*<br\s*/?>|\n\s*\n", re.IGNORECASE)
# What scripts put advertisements for.
_PLACE: Final = re.compile(r"([$%#@])\1[A-Z][A-Z_]+\1{2}|\[\[[A-Z][A-Z_]+\]\]")


class State(NamedTuple):
    """A run of paragraphs; ``markup`` is what they were taken from where that is HTML."""

    paragraphs: list[str]
    markup: str = ""

    @property
    def size(self) -> int:
        """The characters of the paragraphs."""
        return sum(map(len, self.paragraphs))


def find_state(page: Page, description: str) -> State:
    """The longest run of paragraphs in a page's JSON state: as data, set by a script or pushed by one. One that has the
    words of the page's description goes before others, such as the weather's, where it is no teaser."""
    runs = [run for run in chain.from_iterable(map(_runs, _values(page))) if run.paragraphs]
    longest = max(runs, key=lambda run: run.size, default=State([]))
    told = "".join(description.split())[:_TOLD]
    least = max(_STORY, longest.size * _LEAST_OF_STATE)
    telling = [run for run in runs if told and run.size > least and told in "".join("".join(run.paragraphs).split())]
    return max(telling, key=lambda run: run.size, default=longest)


def plain(paragraphs: list[str]) -> list[str]:
    """Paragraphs without tags and entities; none where it is code rather than prose.

    >>> plain(["<p>It was <b>cold</b>, she said.</p>"])
    ['It was cold, she said.']
    """
    texts = [" ".join(unescape(without_tags(paragraph)).split()) for paragraph in paragraphs]
    return [] if _is_code("".join(texts)) else [text for text in texts if text]


def without_tags(text: str) -> str:
    """A text with a space for each tag, but for those that stand in a line."""
    return _MARKUP.sub(" ", _IN_LINE.sub("", text))


def _values(page: Page) -> Iterator[Any]:
    for script in page.root.iter("script"):
        if not script.text or not _PARAGRAPH < len(script.text) < _MOST_STATE:
            continue
        try:
            if script.get("type") == "application/json":
                yield json.loads(script.text)
            elif (start := _ASSIGNED.search(script.text)) is not None:
                yield _DECODER.raw_decode(script.text, start.end())[0]
        except (ValueError, RecursionError):
            continue


def _runs(value: Any) -> Iterator[State]:
    """For each list or long text of a JSON value, the paragraphs that stand right in it."""
    stack = [value]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)
            texts = [each for one in node for each in (one.values() if isinstance(one, dict) else [one])]
            yield _run([each for each in texts if isinstance(each, str)])
        elif isinstance(node, str) and len(node) > _TEXT:
            yield _run([node])


def _run(texts: list[str]) -> State:
    found = [(text, paragraphs) for text in texts if (paragraphs := list(_paragraphs(text)))]
    is_markup = any("</p>" in text or "<br" in text for text, _ in found)
    markup = "".join(f"<div>{_PLACE.sub('', text)}</div>" for text, _ in found) if is_markup else ""
    return State([paragraph for _, paragraphs in found for paragraph in paragraphs], markup)


def _paragraphs(text: str) -> Iterator[str]:
    for piece in _ENDS.split(text):
        words = " ".join(without_tags(_PLACE.sub("", piece)).split())
        is_code = words.startswith(("http", "{", "[")) or '":' in words or _is_code(words)
        is_joined = _JOINED.search(words) is not None
        is_sentence = len(words) >= _SENTENCE and words.endswith(STOPS)
        if (is_joined or " " in words) and not is_code and (len(words) >= _PARAGRAPH or is_sentence):
            yield words


def _is_code(text: str) -> bool:
    return len(_CODE.findall(text)) > len(text) / _PROSE

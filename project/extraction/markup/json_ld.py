"""The values of a page's JSON-LD scripts, mended where broken (https://www.w3.org/TR/json-ld11/)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from lxml import etree

_MAX_SCRIPTS = 40
# What is mended: the repairer takes quadratic time on deep nesting (10 s for 30,000 opening braces, 0.1 s at depth 60).
# And on long texts with many stray quotes: 1.5 s for 70,000 characters; 19 of 20 real ones have less than 9,000.
_MAX_REPAIR = 30_000
_MAX_DEPTH = 60
_BEFORE = re.compile(r"(?://)?\s*(?:<!--|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)\s*")
_BEHIND = re.compile(r"(?:/\*\s*\]\]>\s*\*/|(?://)?\s*\]\]>|(?://)?\s*-->)\Z")
# Characters in which the end of a wrapping has room.
_TAIL = 40


def documents(scripts: Iterable[etree._Element]) -> Iterator[Any]:
    """The value of each script that holds JSON-LD and can be read. Never raises."""
    telling = (script.text for script in scripts if script.text and "ld+json" in (script.get("type") or "").lower())
    for text in islice(telling, _MAX_SCRIPTS):
        if (document := parse(text)) is not None:
            yield document


def parse(text: str) -> Any:
    """The value of a JSON text, mended where it is broken; None where nothing can be made of it."""
    for unwrap in (False, True):
        if unwrap:
            text = _unwrap(_unwrap(text))
            if '"' not in text:  # escaped as if it were an attribute
                text = html.unescape(text)
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    if len(text) > _MAX_REPAIR or "{" not in text or _depth(text) > _MAX_DEPTH:
        return None
    try:
        import json_repair  # few pages need it

        return json_repair.loads(text, skip_json_loads=True)
    except Exception:  # the parser of last resort meets anything; what it cannot read is as good as absent
        return None


def _unwrap(text: str) -> str:
    """The text without the comment or CDATA section that hides it from old browsers."""
    text = text.strip()
    text = text[wrapping.end() :] if (wrapping := _BEFORE.match(text)) else text
    text = text.rstrip("; \t\r\n")
    wrapping = _BEHIND.search(text, max(0, len(text) - _TAIL))
    return text[: wrapping.start()].rstrip() if wrapping else text


def _depth(text: str) -> int:
    depth = deepest = 0
    for bracket in re.findall(r"[{}\[\]]", text):
        depth += 1 if bracket in "{[" else -1
        deepest = max(deepest, depth)
    return deepest

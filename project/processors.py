"""The cleaners of fields: small, pure, total. Each takes a text and gives the cleaner text, or None to drop it.

Applied twice they give what they give once, so that a stored value can be cleaned again without harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from w3lib.html import remove_comments, remove_tags, replace_entities

# "&amp;amp;quot;" comes from escaping once at every step of a newsroom's system.
_ESCAPED_TWICE = re.compile(r"&(?:(?:amp|#0*38|#x0*26);)+", re.IGNORECASE)
_ENTITY = re.compile(r"&#?\w{1,31};?")
# Format characters that no reader sees: soft hyphen, zero-width space and (non-)joiner-like marks, byte order mark,
# directional marks. Zero-width joiners stay: scripts of India and Persian need them.
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\x00-\x08\x0e-\x1f\x7f-\x9f]"
)
_NO_PICTURE = re.compile(
    r"^data:|/(?:blank|spacer|pixel|transparent|placeholder|no[-_]?image|default[-_](?:image|og|share)|1x1)"
    r"(?:[-_](?:large|small|big|\d+x\d+|\d+))*\.\w{3,4}(?:\?|$)",
    re.IGNORECASE,
)
# What a script or a template leaves where it had nothing to fill in.
_PLACEHOLDER = re.compile(
    r"^(?:null|undefined|none|nan|n/a|\[object object\]|%\w+%)$|\{\{.*\}\}|\{%.*%\}|\$\{.*\}|<%.*%>", re.IGNORECASE
)
_MAX_PASSES = 8
# What systems write before a tag: its kind.
_TAG_LABEL = re.compile(
    r"^(?:(?i:(?:primary |main |sub)?"
    r"(?:section|categor(?:y|ie)|topic|tag|subject|keyword|person|place|organi[sz]ation)s?: +)"
    r"|(?:sections?|topics?|tags?|category|organi[sz]ation|person|place)/ *)+"
)
# An address, "type:story", a number, "top_story", a UUID.
_KEY = re.compile(r"://|^\w+[:=]\S|^[\d_-]+$|^[a-z0-9]+_[a-z0-9_]+$|^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$")


def unescape(text: str) -> str:
    """The text with HTML entities replaced, those that were escaped twice too.

    >>> unescape("zerst&ouml;ren &amp;amp; Kingdom&#8217;s")
    'zerstören & Kingdom’s'
    """
    for _ in range(_MAX_PASSES):
        if "&" not in text:
            break
        before = text
        text = _ESCAPED_TWICE.sub("&", text)
        if _ENTITY.search(text):
            text = replace_entities(text)
        if text == before:
            break
    return text


def strip_tags(text: str) -> str:
    """The text without tags and comments; a lone ``<`` stays.

    >>> strip_tags("A <em>fine</em> day, 3 < 4<!-- ad -->")
    'A fine day, 3 < 4'
    """
    for _ in range(_MAX_PASSES):
        if "<" not in text or ">" not in text:
            break
        before = text
        text = remove_tags(remove_comments(text))
        if text == before:
            break
    return text


def collapse_whitespace(text: str) -> str | None:
    """The text on one line, one space between words, nothing invisible in it; None where nothing is left.

    >>> collapse_whitespace("  Heli\\u00adkopter\\n landet\\u200b ")
    'Helikopter landet'
    """
    return " ".join(_INVISIBLE.sub("", text).split()) or None


def clean_text(text: Any) -> str | None:
    """Any value of a page as a line of plain text: entities, tags, white space. None for what is no text.

    >>> clean_text("Ice &lt;b&gt;melts&lt;/b&gt;")
    'Ice melts'
    """
    if isinstance(text, int | float) and not isinstance(text, bool):
        text = str(text)
    if not isinstance(text, str):
        return None
    line: str | None = text
    for _ in range(_MAX_PASSES):
        if line is None:
            break
        before = line
        if "&" in line:
            line = unescape(line)
        if "<" in line:
            line = strip_tags(line)
        line = collapse_whitespace(line)
        if line == before:
            break
    return line


def drop_placeholder(text: str) -> str | None:
    """The text, or None for what a template or a script wrote in its place.

    >>> [drop_placeholder(text) for text in ("Harbour", "undefined", "{{ article.section }}")]
    ['Harbour', None, None]
    """
    return None if _PLACEHOLDER.search(text) else text


def cut(length: int) -> Any:
    """A processor that cuts a text to ``length`` characters, at a space where one is near.

    >>> cut(12)("one two three four")
    'one two'
    """

    def cut_text(text: str) -> str | None:
        if len(text) <= length:
            return text
        head = text[: length + 1]
        space = head.rfind(" ")
        return (head[:space] if space > length // 2 else head[:length]).strip() or None

    return cut_text


def split_tags(text: str) -> list[str]:
    """The tags in a text: at commas or semicolons, or else the text whole.

    >>> split_tags("ice, climate change; glaciers")
    ['ice', 'climate change', 'glaciers']
    """
    return [tag for tag in (part.strip(" \t\n#\"'") for part in re.split(r"[,;、，|]", text)) if tag]


def keep_tag(tag: str) -> str | None:
    """The tag without the label of its kind, or None for what is none: too long, an address, a machine's key.

    >>> [keep_tag("glaciers"), keep_tag("https://example.com/x"), keep_tag("type:story/id-4711")]
    ['glaciers', None, None]
    >>> [keep_tag("Category: Harbours"), keep_tag("topic/sea ice")]
    ['Harbours', 'sea ice']
    >>> [keep_tag("- tv"), keep_tag("Harbours:")]
    ['tv', 'Harbours']
    """
    tag = _TAG_LABEL.sub("", tag).removeprefix("- ").rstrip(":")
    return tag if 1 < len(tag) <= 80 and not _KEY.search(tag) else None


def absolute(url: str, loader_context: dict[str, Any] | None = None) -> str | None:
    """The address made absolute with the loader's ``base_url``; None for what leads nowhere on the web.

    >>> absolute("/a.jpg", {"base_url": "https://example.com/news/"})
    'https://example.com/a.jpg'
    """
    base = (loader_context or {}).get("base_url") or ""
    url = url.strip()
    if len(url) > 2000 or len(url.split()) != 1:
        url = url.replace(" ", "%20") if 0 < len(url) <= 2000 and "\n" not in url else ""
    if not url:
        return None
    try:
        url = urljoin(base, url).strip()  # an empty query behind a blank is dropped
    except ValueError:
        return None
    return url if re.match(r"https?://[^/\s]+", url) else None


def keep_picture(url: str) -> str | None:
    """The address of a picture, unless it is a blank one or inlined.

    >>> [keep_picture("https://example.com/lead.jpg"), keep_picture("https://example.com/img/spacer.gif")]
    ['https://example.com/lead.jpg', None]
    """
    return None if _NO_PICTURE.search(url) else url


def unique(values: Iterable[str]) -> list[str]:
    """The values without those that are there already, whatever their case and punctuation.

    >>> unique(["Ice", "ICE", "Snow"])
    ['Ice', 'Snow']
    """
    seen: dict[str, str] = {}
    for value in values:
        if key := re.sub(r"[\W_]+", " ", value).casefold().strip() or value:
            seen.setdefault(key, value)
    return list(seen.values())


def take_first(values: Iterable[Any]) -> Any:
    """The first value that is not None or empty, else None.

    >>> take_first(["", None, "Ice"])
    'Ice'
    """
    return next((value for value in values if value is not None and value != ""), None)

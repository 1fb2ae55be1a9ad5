"""What one site needs that the general engine cannot know."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from zoneinfo import ZoneInfo

from project.errors import ArgumentError

# RFC 5646: a language, then a script, a country or region, and variants. In lower case.
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-[a-z]{4})?(?:-(?:([a-z]{2})|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*")
# ISO 639-1, to which no code was added since 2003, and five that it gave up and pages still have. No list of the codes
# of three letters is at hand: ISO 639-3 has some 7,900, so that most of them are one.
_TWO_LETTERS = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es
    et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki
    kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no
    nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te
    tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    in iw ji mo sh
    """.split()
)


@dataclass(frozen=True, slots=True)
class SiteRules:
    """The few facts about a site that its pages do not tell. Every one has a working default.

    It is plain data, so that it can be sent to another process. A rule that cannot be raises :class:`ArgumentError`,
    which names it.
    """

    timezone: str | None = None
    """IANA name of the zone of dates that the site prints without one; None for that of its country or language."""
    language: str | None = None
    """ISO 639 code, for texts too short to be recognised. With a country, such as ``en-US`` or ``zh-Hant-TW``, it tells
    too how the paper writes 3/4/2020, and the zone of its dates where :attr:`timezone` does not."""
    names: tuple[str, ...] = ()
    """How the paper calls itself, where it signs articles or titles with it."""
    article: str | None = None
    """A regular expression: an address that matches it is an article."""
    not_article: str | None = None
    """A regular expression: an address that matches it is none."""
    story_css: str | None = None
    """A CSS selector of the element, or the elements, that hold the story where the general engine finds another. It
    still tells the story from what else stands in them, and decides alone on a page that has none of them."""
    drop_css: tuple[str, ...] = ()
    """CSS selectors of elements inside the story that are none of it: they are dropped as "site rule". One that stands
    in a line is cut out of it."""

    @property
    def locale(self) -> str | None:
        """Language and country in lower case, such as ``en-us``, where :attr:`language` has both."""
        found = _language_tag(self.language or "")
        return f"{found[1]}-{found[2]}" if found and found[2] else None

    def __post_init__(self) -> None:
        for name, value in ((rule.name, getattr(self, rule.name)) for rule in fields(self)):
            if name in ("names", "drop_css"):
                if not isinstance(value, tuple) or not all(isinstance(one, str) for one in value):
                    raise ArgumentError(
                        f"{name} {value!r} is no tuple of texts: write it like ('one', 'two') or ('one',)"
                    )
            elif not isinstance(value, str | None):
                raise ArgumentError(f"{name} {value!r} is no text")
        if self.timezone is not None:
            _check_zone(self.timezone)
        if self.language is not None and not _language_tag(self.language):
            raise ArgumentError(f"language {self.language!r} is unknown: write an ISO 639 code such as en")
        for name, pattern in (("article", self.article), ("not_article", self.not_article)):
            _check_pattern(name, pattern or "")
        for name, css in (("story_css", self.story_css), *(("drop_css", css) for css in self.drop_css)):
            if css is not None:
                _check_selector(name, css)


def _language_tag(text: str) -> re.Match[str] | None:
    """Its groups: the language, and the country or None. None for what names no language."""
    found = _LANGUAGE.fullmatch(text.lower().replace("_", "-"))
    return found if found and (len(found[1]) == 3 or found[1] in _TWO_LETTERS) else None


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        raise ArgumentError(f"timezone {name!r} is unknown: write an IANA name such as Europe/London") from None


def _check_pattern(name: str, pattern: str) -> None:
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ArgumentError(f"{name} {pattern!r} is no regular expression: {error}") from None


def _check_selector(name: str, css: str) -> None:
    # Only sites with selectors need them.
    from lxml import etree
    from parsel import css2xpath

    try:
        etree.XPath(css2xpath(css))(etree.Element("html"))
    except (etree.LxmlError, ValueError, SyntaxError, RuntimeError) as error:
        raise ArgumentError(f"{name} {css!r} is no CSS selector: {' '.join(str(error).split())}") from None
    if "::" in css:
        raise ArgumentError(f"{name} {css!r} selects texts, not elements")

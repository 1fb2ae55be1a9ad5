"""What the walk over a page does with an element, by its tag: whether it stands in a line, is skipped, ends a block."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from lxml import etree

# Elements whose text nobody reads as part of the page, or that are controls or menus: of 30,000 blocks that stood in a
# nav or a footer of the measured pages, one was story.
SKIPPED: Final = frozenset(
    "script style template svg head select datalist object applet canvas math iframe frameset noframes map button "
    "textarea input audio video picture noscript dialog progress meter nav footer".split()
)
CONTROLS: Final = frozenset("select button textarea input".split())
MEDIA: Final = frozenset("svg video audio picture iframe object canvas".split())
# Those of them that stand in no line of text.
APART: Final = frozenset("nav footer dialog iframe video audio object canvas noframes frameset".split())
# Elements that stand in the line: they do not end a block.
INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rb rp rt rtc ruby s "
    "samp small span strike strong sub sup time tt u var wbr"
    # What has no text of its own.
    " area col link meta param source track".split()
)

LINK, BOLD, ITALIC, IN_LINE, PICTURE, BREAK, PLAYER, PART, FRAME, SKIP, SKIP_MEDIA = range(11)
"""What the walk does with an element. Those from a break to a frame end the block before them."""


@lru_cache
def actions(skipped: frozenset[str]) -> dict[object, int]:
    """Tag -> what the walk does with it, where it leaves out those that are ``skipped``; a frame is any other one."""
    inline: dict[object, int] = dict.fromkeys(INLINE, IN_LINE)
    inline |= {"a": LINK, "b": BOLD, "strong": BOLD, "i": ITALIC, "em": ITALIC, "img": PICTURE, "br": BREAK}
    # A comment parts nothing, and has no text of its own.
    skip: dict[object, int] = {tag: SKIP_MEDIA if tag in MEDIA else SKIP for tag in skipped}
    skip |= {tag: PLAYER if tag in MEDIA else PART for tag in skipped & APART}
    return {**inline, **skip, etree.Comment: SKIP}

"""How much of a story the page gives to a reader who has not paid."""

from __future__ import annotations

from project.items import Access

_FREE_TIERS = frozenset(("free", "open", "public", "unlocked", "frei", "gratis"))
_METERED_TIERS = frozenset(("metered", "meter", "registration", "freemium", "register"))
_LOCKED_TIERS = frozenset(
    (
        "locked",
        "premium",
        "paid",
        "subscriber",
        "subscribers",
        "subscription",
        "plus",
        "paywall",
        "abo",
        "pay",
        "exclusive",
    )
)
# Characters of text from which on a story is taken for whole although it costs: teasers of the bench corpus stay below.
_WHOLE = 1500
# Fewer are no story at all, with a wall in sight or without.
_TEASER = 400


def access_of(*, free: bool | None, tier: str | None, has_wall: bool, length: int, is_cut: bool) -> tuple[Access, str]:
    """(access, source).

    ``free`` is schema.org's ``isAccessibleForFree``, ``tier`` the page's ``article:content_tier`` or kin, ``has_wall``
    whether something on the page is named after a paywall, ``length`` the story's characters, ``is_cut`` whether it
    breaks off. A story that costs but stands whole on the page is ``metered``.
    """
    tier = (tier or "").strip().lower()
    if free is False or tier in _LOCKED_TIERS:
        source = "json-ld" if free is False else "meta content_tier"
        if length == 0:
            return "blocked", source
        is_teaser = is_cut or length < _TEASER or (has_wall and length < _WHOLE)
        return ("teaser" if is_teaser else "metered"), source
    if tier in _METERED_TIERS:
        return ("metered" if length else "blocked"), "meta content_tier"
    if free is True or tier in _FREE_TIERS:
        return "free", "json-ld" if free else "meta content_tier"
    if has_wall and length < _WHOLE:
        return ("teaser" if length else "blocked"), "paywall"
    return "free", ""


def is_cut_off(last_paragraph: str) -> bool:
    """Whether a text breaks off: it ends in an ellipsis.

    >>> [is_cut_off("The council will vote on …"), is_cut_off("The council voted.")]
    [True, False]
    """
    return last_paragraph.rstrip("\"'”») ").endswith(("…", "...", "[…]", "[...]"))

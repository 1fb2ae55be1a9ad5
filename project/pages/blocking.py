"""Pages that stand in front of a site's own: a captcha, "access denied", a wall of consent."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# Pages of that kind are small; an article that quotes one of the phrases is not. 1,174 saved news pages have 96 below
# this size, and none of those has one of the phrases.
_MAX_BYTES = 30_000
# Hosts and paths to which consent and captcha services lead. Each is a word of its own in the address.
_ADDRESS = re.compile(
    r"//(?:consent|guce|privacy-mgmt|cmp|myprivacy|captcha-delivery|geo\.captcha-delivery)\.|/(?:captcha|challenge)(?:[/?]|$)",
    re.IGNORECASE,
)
# What the pages of the large services say of themselves (Cloudflare, Akamai, DataDome, PerimeterX, Imperva, AWS).
# In lower case, and no pattern: looking for all of them at once takes milliseconds.
_PHRASES = (
    b"cf-chl-", b"cf_chl_opt", b"<title>just a moment...", b"<title>attention required!", b"<title>access denied",
    b"errors.edgesuite.net", b"captcha-delivery.com", b"px-captcha", b"_incapsula_resource", b"awswaf", b"gokuprops",
    b"pardon our interruption", b"unusual traffic from your computer network",
    b"verify you are human", b"verify you are a human", b"verify that you are human", b"verify that you are a human",
    b"verifying you are human", b"verifying you are a human", b"verifying that you are human",
    b"verifying that you are a human",
)  # fmt: skip


def is_block_page(url: str, status: int, body: bytes, asked_url: str = "") -> bool:
    """Whether an answer is no page of the site, but one that a service put before it.

    ``asked_url`` is the address that was asked for first: a redirect to a consent service shows in the two.

    >>> is_block_page("https://a.example/1", 403, b"<title>Just a moment...</title>")
    True
    >>> is_block_page("https://consent.a.example/?next=1", 200, b"<p>We value your privacy", "https://a.example/1")
    True
    """
    if status in (403, 429):
        return True
    if asked_url and urlsplit(asked_url).netloc != urlsplit(url).netloc and _ADDRESS.search(url):
        return True
    if len(body) > _MAX_BYTES:
        return False
    folded = body.lower()
    return any(phrase in folded for phrase in _PHRASES)

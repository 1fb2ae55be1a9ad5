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
_PHRASES = re.compile(
    rb"cf-chl-|cf_chl_opt|<title>Just a moment\.\.\.|<title>Attention Required!|<title>Access denied|"
    rb"errors\.edgesuite\.net|captcha-delivery\.com|px-captcha|_Incapsula_Resource|awswaf|gokuProps|"
    rb"Pardon Our Interruption|unusual traffic from your computer network|"
    rb"verify(?:ing)? (?:that )?you are (?:a )?human",
    re.IGNORECASE,
)


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
    return len(body) <= _MAX_BYTES and _PHRASES.search(body) is not None

"""Addresses: one spelling for each page, and the site that a page belongs to.

:func:`canonical` makes the ledger's key. It takes away only what is known to change nothing about the page that comes
back, and its result is compared, never fetched: the address as it was found stands beside it in the ledger.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

from w3lib.url import canonicalize_url

from project.suffixes import public_suffix

# Query parameters that tell the publisher how a reader came, and nothing about what he reads. In lower case.
_TRACKING = frozenset(
    """
    _branch_match_id _branch_referrer _ga _gl _hsenc _hsmi _kx _openstat __hsfp __hssc __hstc __s __twitter_impression
    adobe_mc algotouuid amp_cb amp_ct amp_gsa amp_js amp_js_v amp_kit amp_latest_update_time amp_lite amp_r amp_tf
    at_bbc_team at_campaign at_campaign_type at_format at_link_id at_link_origin at_link_type at_medium at_ptr_name
    cjevent cmpid cm_ven cm_cat cm_pla cm_ite cm_mmc cx_testid cx_testvariant dclid dicbo efid elqtrack elqtrackid epik
    esrc fb_action_ids fb_action_types fb_comment_id fb_ref fb_source fbclid feedname feedtype ftag ga_campaign
    ga_content ga_medium ga_place ga_source ga_term gaa_at gaa_n gaa_sig gaa_ts gad_campaignid gad_source gbraid gclid
    gclsrc gs_l guccounter guce_referrer guce_referrer_sig hsctatracking icid igsh igshid irclickid ito li_fat_id linkid
    mbid mc_cid mc_eid mibextid mkt_tok mkwid ml_subscriber ml_subscriber_hash msclkid ncid ns_campaign ns_fee
    ns_linkname ns_mchannel ns_source obclid oborigurl ocid oly_anon_id oly_enc_id pcrid pk_campaign pk_cid pk_content
    pk_cpn pk_group pk_keyword pk_kwd pk_medium pk_placement pk_source pk_vid rb_clickid rdt_cid recip_id replytocom
    s_cid s_kwcid sc_campaign sc_channel sc_content sc_country sc_geo sc_medium sc_outcome sccid smid smtyp soc_src
    soc_trk spm sr_share srnd srsltid syclid taid tblci traffic_source trk trkcampaign ttclid twclid vero_conv vero_id
    vgo_ee wickedid wickedsource wprov wt.mc_id wt.tsrc wt_mc wt_zmc xtor yclid ysclid
    """.split()
)
_TRACKING_PREFIX = re.compile(r"(?:utm|mtm|piwik|matomo|hsa|bsft|at_custom\d|fb_xd|nr_email)_|utm-")
# Names that other sites use for what they show: only with a value that names a channel are they tracking.
_CHANNEL_NAMES = frozenset("cmp emc from medium partner ref referrer referer share source src via".split())
_CHANNELS = frozenset(
    """
    rss feed feeds atom rss_feed rssfeed facebook fb twitter tw x x.com t.co linkedin reddit whatsapp telegram pinterest
    instagram email e-mail mail newsletter share social home homepage frontpage hp push flipboard googlenews google
    """.split()
)
# A server's name for the visit, put into addresses for visitors without cookies (PHP, Java, ASP, ColdFusion, shops).
# Not ``sid``: several news systems number their stories with it.
_SESSION = re.compile(r"(?:phpsessid|jsessionid|aspsessionid\w*|sessionid|session_id|cfid|cftoken|oscsid|zenid)")
_SESSION_PATH = re.compile(r";jsessionid=[^/;]*|/\([A-Za-z]\([^()/]{8,}\)\)(?=/)", re.IGNORECASE)

# Labels in front of a host under which the same pages stand: the plain, the mobile and the AMP site.
_TWIN_LABELS = frozenset({"www", "m", "mobile", "amp"})
_AMP_SUFFIX = re.compile(r"[/.]amp$|\.amp(?=\.s?html?$)", re.IGNORECASE)
_AMP_CACHE = re.compile(r"(?:/[a-z])?(/s)?/([^/]+\.[^/]+/.+)", re.DOTALL)

# Longer ones are no pages' addresses (common servers refuse them): they are not worth the time.
_LONGEST = 8192
_PLAIN = re.compile(r"[A-Za-z0-9\-._~/=&]*")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", re.IGNORECASE)
_IPV4 = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")


def canonical(url: str) -> str:
    """The one spelling of an address: the key of its row in the ledger.

    Removed are tracking parameters, session ids, the fragment, a name and password, a default port, ``www``, AMP and
    mobile twins' marks and trailing slashes; the host is in lower case and ASCII, percent-encoding is normal,
    parameters are in order, and http is written https. Total and idempotent; what is no http address comes back as it
    is, without space around it.

    >>> canonical("http://WWW.example.com:80/2014/02/12/ice-melts/amp/?utm_source=rss&id=7#comments")
    'https://example.com/2014/02/12/ice-melts?id=7'
    """
    url = url.strip()
    # An AMP cache may hold the address of another one, and what was removed may uncover more of its kind.
    for _ in range(9 if len(url) <= _LONGEST else 0):
        try:
            url, is_final = _canonical_once(url)
        except (ValueError, UnicodeError):
            return url
        if is_final:
            break
    return url


def site_of(url: str) -> str:
    """The site that an address belongs to: its registered domain by the public suffix list, private suffixes included.

    An IP address or a host of one label is its own site, with its port unless that is the scheme's. Under a suffix that
    the list does not know the last two labels are the site. Empty for what has no host.

    >>> [site_of(url) for url in ("https://www.bbc.co.uk/news", "http://ice.blogspot.com/", "http://127.0.0.1:8000/")]
    ['bbc.co.uk', 'ice.blogspot.com', '127.0.0.1:8000']
    """
    try:
        parts = urlsplit(url.strip())
        return _site_of_host(parts.hostname or "", _port(parts))
    except (ValueError, UnicodeError):
        return ""


def origin_of(url: str) -> str:
    """Scheme and host of an address, as one robots.txt serves them.

    >>> origin_of("http://www.a.example:8000/1?p=2")
    'http://www.a.example:8000'
    """
    return "/".join(url.split("/", 3)[:3])


def without_user(url: str) -> str:
    """An address without the name and the password before its host.

    >>> without_user("http://gull:secret@a.example/@1")
    'http://a.example/@1'
    """
    start, slashes, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{start}{slashes}{host.rpartition('@')[2]}{slash}{path}"


def is_http_url(text: str) -> bool:
    """Whether a text is an absolute http or https address with a host that can exist."""
    try:
        text.encode()  # half a surrogate pair, which JSON may bring, is in no address
        parts = urlsplit(text)
        host = _ascii_host(parts.hostname or "")
        _ = parts.port
    except (ValueError, UnicodeError):
        return False
    if parts.scheme not in ("http", "https") or not host or text != text.strip():
        return False
    if len(host) > 253 or len(text) > _LONGEST:
        return False
    if re.search(r"\s", parts.netloc) or "\0" in text:
        return False
    return ":" in host or all(_LABEL.fullmatch(label) for label in host.split("."))


def _canonical_once(url: str) -> tuple[str, bool]:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return url, True
    host = _ascii_host(parts.hostname or "")
    path, query = parts.path.rstrip("/") or "/", parts.query
    if not (_PLAIN.fullmatch(path) and _PLAIN.fullmatch(query)):
        # Only now the full, slow way: most addresses are plain, and w3lib would give them back as they are.
        tidy = urlsplit(canonicalize_url(f"https://h{path if path.startswith('/') else '/' + path}?{query}"))
        path, query = tidy.path, tidy.query
    if "/." in path:
        path = _without_dots(path)
    tidied = path
    if "(" in path or ";" in path:
        path = _SESSION_PATH.sub("", path)
    is_in_cache = _is_in_amp_cache(host, path)
    if is_in_cache and (held := _held_by_amp_cache(host, path)):
        return f"{held}?{query}" if query else held, False
    port = _port(parts)
    scheme = "https" if port is None else parts.scheme
    netloc = _without_twin_labels(host, port) + (f":{port}" if port is not None else "")
    query = _without_tracking(query) if query else ""
    # In a cache the marks are part of what it holds: without them another address would look held.
    path = (path.rstrip("/") or "/") if is_in_cache else _without_amp(path)
    return f"{scheme}://{netloc}{path}{'?' + query if query else ''}", path == tidied


def _port(parts: SplitResult) -> int | None:
    """The port, where it is not the scheme's own."""
    port = parts.port
    return None if port == {"http": 80, "https": 443}.get(parts.scheme) else port


@lru_cache(maxsize=4096)
def _ascii_host(host: str) -> str:
    host = host.rstrip(".").lower()
    if ":" in host:
        return f"[{host}]"
    # IDNA takes the full stops of other scripts for dots.
    return host if host.isascii() else host.encode("idna").decode("ascii").lower().rstrip(".")


@lru_cache(maxsize=4096)
def _site_of_host(host: str, port: int | None) -> str:
    host = _ascii_host(host)
    if "." not in host or _IPV4.fullmatch(host):
        return host if port is None or not host else f"{host}:{port}"
    suffix = public_suffix(host)
    if suffix == host:
        return host
    name = host.removesuffix(f".{suffix}").rpartition(".")[2] if suffix else ""
    return f"{name}.{suffix}" if name else ".".join(host.split(".")[-2:])


@lru_cache(maxsize=4096)
def _without_twin_labels(host: str, port: int | None) -> str:
    site = _site_of_host(host, port)
    while host != site and "." in host and not _IPV4.fullmatch(host):
        label, rest = host.split(".", 1)
        if label not in _TWIN_LABELS:
            break
        host = rest
    return host


def _is_in_amp_cache(host: str, path: str) -> bool:
    """Whether an address is one of an AMP cache or of the ``google.com/amp/`` viewer.

    Format: https://developers.google.com/amp/cache/overview
    """
    return host.endswith(".ampproject.org") or (
        path.startswith("/amp/") and host.removeprefix("www.").startswith("google.")
    )


def _held_by_amp_cache(host: str, path: str) -> str | None:
    """The publisher's address inside an address of an AMP cache."""
    found = _AMP_CACHE.fullmatch(path if host.endswith(".ampproject.org") else path[4:])
    return f"{'https' if found[1] else 'http'}://{found[2]}" if found and is_http_url(f"http://{found[2]}") else None


def _without_dots(path: str) -> str:
    """RFC 3986, 5.2.4: what every browser does before it asks."""
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    return "/" + "/".join(kept)


def _without_amp(path: str) -> str:
    """A path without AMP's marks and trailing slashes, but for the root's."""
    while True:
        before = path
        path = path.rstrip("/")
        if "amp" not in path and "AMP" not in path and "Amp" not in path:
            return path or "/"
        bare = path.removeprefix("/amp") if path.startswith("/amp/") else path
        bare = _AMP_SUFFIX.sub("", bare)
        path = bare if bare.strip("/") else path
        if path == before:
            return path or "/"


def _without_tracking(query: str) -> str:
    kept = []
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        name = name.lower()
        if (
            not pair
            or name in _TRACKING
            or _TRACKING_PREFIX.match(name)
            or _SESSION.fullmatch(name)
            or (name in _CHANNEL_NAMES and value.lower() in _CHANNELS)
            or (name == "amp" and value.lower() in ("", "1", "true"))
            or (name == "outputtype" and value.lower() == "amp")
        ):
            continue
        kept.append(pair if "=" in pair else pair + "=")
    return "&".join(sorted(kept))

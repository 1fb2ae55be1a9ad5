"""The public suffix list (https://publicsuffix.org/list/): under which names people register theirs.

The list is the snapshot inside tldextract's package: the same suffix for the same host, today and in years, online and
offline. Its code is left alone: with it comes a whole HTTP client, 0.2 s of every process that asks for one host.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path


def public_suffix(host: str) -> str:
    """The longest public suffix that a host in ASCII and lower case ends in, private registries' too; "" for none.

    >>> [public_suffix(host) for host in ("www.example.co.uk", "paper.blogspot.com", "co.uk", "intranet.lan")]
    ['co.uk', 'blogspot.com', 'co.uk', '']
    """
    rules = suffix_rules()
    labels = [_decoded(label) for label in host.split(".")]
    for start in range(len(labels)):
        here, parent = ".".join(labels[start:]), ".".join(labels[start + 1 :])
        if f"!{here}" in rules:
            return host.split(".", start + 1)[-1]
        if here in rules or f"*.{parent}" in rules:
            return host.split(".", start)[-1]
    return ""


def _decoded(label: str) -> str:
    if label.startswith("xn--"):
        try:
            return label[4:].encode("ascii").decode("punycode")
        except UnicodeError:
            pass
    return label


@cache
def suffix_rules() -> frozenset[str]:
    """The list's rules as they stand in it, ``*.`` and ``!`` included."""
    package = find_spec("tldextract")  # this does not import it
    assert package is not None
    assert package.origin is not None
    text = Path(package.origin).with_name(".tld_set_snapshot").read_text(encoding="utf-8")
    return frozenset(line.split()[0] for line in text.splitlines() if line.strip() and not line.startswith("//"))

"""A host's public suffix, against the package whose list it is."""

from __future__ import annotations

import pytest
from tldextract import TLDExtract

from project.suffixes import public_suffix, suffix_rules


@pytest.mark.parametrize(
    ("host", "suffix"),
    [
        ("www.example.com", "com"),
        ("paper.co.uk", "co.uk"),
        ("co.uk", "co.uk"),
        ("paper.blogspot.com", "blogspot.com"),
        ("a.b.kawasaki.jp", "b.kawasaki.jp"),
        ("www.city.kawasaki.jp", "kawasaki.jp"),
        ("www.xn--j1ay.xn--p1ai", "xn--p1ai"),
        ("xn--.com", "com"),
        ("a..com", "com"),
        ("printer.lan", ""),
        ("", ""),
    ],
)
def test_suffixes(host: str, suffix: str) -> None:
    assert public_suffix(host) == suffix


def test_every_rule_is_read_as_the_package_reads_it() -> None:
    extract = TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)
    assert len(suffix_rules()) > 9000
    for rule in suffix_rules():
        end = rule.removeprefix("!").replace("*", "any").encode("idna").decode("ascii")
        for host in (end, f"paper.{end}", f"www.news.{end}"):
            assert public_suffix(host) == extract.extract_str(host).suffix, host

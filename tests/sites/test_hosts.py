from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.sites.hosts import Address, Allowed, embedded_address, is_public, literal_address

LOOPBACK = [
    "127.0.0.1",
    "127.0.0.1.",
    "127.1",
    "127.0.1",
    "0x7f.1",
    "0x7f000001",
    "0X7F.0.0.0x1",
    "2130706433",
    "017700000001",
    "0177.0.0.01",
    "[::1]",
    "::1",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
]


@pytest.mark.parametrize("host", LOOPBACK)
def test_every_notation_of_the_loopback_address_is_private(host: str) -> None:
    address = literal_address(host)
    assert address is not None
    assert address in (ip_address("127.0.0.1"), ip_address("::1"))
    assert not Allowed().permits(host, [address])


@pytest.mark.parametrize(
    "host", ["www.example.com", "", "1.2.3.4.5", "0x", "127.0.0.1 and more", "fe80", "x:y", "256.1"]
)
def test_names_are_no_numbers(host: str) -> None:
    assert literal_address(host) is None


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("1.1.1.1", True),
        ("2606:4700::1111", True),
        ("::ffff:1.1.1.1", True),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("192.0.2.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("239.1.1.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("fe80::1", False),
        ("fec0::1", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
    ],
)
def test_is_public(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public


@pytest.mark.parametrize(
    ("setting", "host", "address", "permitted"),
    [
        ("", "a.example", "10.0.0.1", False),
        ("False", "a.example", "10.0.0.1", False),
        (False, "a.example", "10.0.0.1", False),
        (True, "a.example", "10.0.0.1", True),
        ("True", "a.example", "127.0.0.1", True),
        ("10.0.0.0/8", "a.example", "10.0.0.1", True),
        ("10.0.0.0/8, ::1", "a.example", "127.0.0.1", False),
        ("127.0.0.1", "0x7f.1", "127.0.0.1", True),
        ("127.0.0.1", "x", "::ffff:127.0.0.1", True),
        ("intranet.example", "Intranet.Example.", "10.0.0.1", True),
        (["192.168.0.0/16"], "a.example", "192.168.3.4", True),
    ],
)
def test_the_operator_allows(setting: bool | str | list[str], host: str, address: str, permitted: bool) -> None:
    assert Allowed.parse(setting).permits(host, [ip_address(address)]) is permitted


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    assert not Allowed().permits("a.example", [ip_address("1.1.1.1"), ip_address("127.0.0.1")])


@given(st.ip_addresses())
def test_a_number_is_read_as_it_is_written(address: Address) -> None:
    assert literal_address(str(address)) == embedded_address(address)
    assert is_public(address) is is_public(embedded_address(address))


@given(st.text(max_size=40) | st.text("0123456789abcdefx.:[]%", max_size=40))
def test_any_text_is_a_number_or_none(host: str) -> None:
    address = literal_address(host)
    assert address is None or literal_address(str(address)) == address

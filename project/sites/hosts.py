"""Hosts and the addresses behind them: which of them a crawler may reach.

A site, or a redirect of one, may point into the operator's own network. A request goes only to addresses of the public
internet, whatever notation a number is written in, unless the operator allows others.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from project.errors import ArgumentError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

PRIVATE = "private address"
"""How the ledger's reason begins for a page that was not asked for because of where its address leads."""

# RFC 6052: IPv4 addresses behind a translator. Python's tables take the prefix for public.
_NAT64 = IPv6Network("64:ff9b::/96")

# A host's name: a number is none, nor is a network.
_NAME = re.compile(r"(?=.*[^\W\d_])[^\s/:,\[\]]+")


def literal_address(host: str) -> Address | None:
    """The address that a host stands for if it is a number in any notation that a resolver takes, else None.

    RFC 3986, 7.4: beside four decimal parts, the C library reads hexadecimal and octal ones, and fewer than four.

    >>> [str(literal_address(host)) for host in ("0x7f.1", "2130706433", "017700000001", "[::ffff:127.0.0.1]")]
    ['127.0.0.1', '127.0.0.1', '127.0.0.1', '127.0.0.1']
    """
    host = host.strip("[]").rstrip(".").partition("%")[0]
    if ":" in host:
        try:
            return embedded_address(ip_address(host))
        except ValueError:
            return None
    try:
        # inet_aton also takes "127.0.0.1 and more": a host with a space in it is no number.
        return None if not host or len(host.split()) != 1 else IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def embedded_address(address: Address) -> Address:
    """The IPv4 address inside an IPv6 one that only wraps it (mapped, 6to4, NAT64, compatible), else the address."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    number = int(address)
    if address in _NAT64 or 0xFFFF < number <= 0xFFFFFFFF:
        return IPv4Address(number & 0xFFFFFFFF)
    return address


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet: not private, loopback, link-local, shared, reserved, multicast.

    The ranges are IANA's special-purpose registries, as the standard library knows them.
    """
    address = embedded_address(address)
    is_site_local = isinstance(address, IPv6Address) and address.is_site_local  # RFC 3879
    return address.is_global and not (address.is_multicast or address.is_reserved or is_site_local)


@dataclass(frozen=True, slots=True)
class Allowed:
    """Which addresses beside the public ones the operator allows: all, or hosts and networks that he names."""

    everything: bool = False
    hosts: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    @classmethod
    def parse(cls, value: int | str | Iterable[str]) -> Allowed:
        """From a setting: a truth value, or names and networks, such as ``intranet.example, 10.0.0.0/8, ::1``. Raises
        :class:`ArgumentError` for what is neither.

        >>> Allowed.parse("127.0.0.0/8, news.intranet").hosts
        frozenset({'news.intranet'})
        """
        words = str(value).split(",") if isinstance(value, str | int) else list(value)
        words = [word.strip().lower() for word in words if word.strip()]
        if words in (["true"], ["1"], ["yes"], ["all"]):
            return cls(everything=True)
        if words in ([], ["false"], ["0"], ["no"]):
            return cls()
        hosts, networks = set(), []
        for word in words:
            try:
                literal = literal_address(word) if "/" not in word else None
                networks.append(ip_network(literal or word.replace("[", "").replace("]", ""), strict=False))
            except ValueError:
                if not _NAME.fullmatch(word):
                    raise ArgumentError(
                        f"ARCHIVE_ALLOW_PRIVATE {word!r}: write names and networks, such as 10.0.0.0/8"
                    ) from None
                hosts.add(word.rstrip("."))
        return cls(hosts=frozenset(hosts), networks=tuple(networks))

    def permits(self, host: str, addresses: Iterable[Address]) -> bool:
        """Whether a host that stands for these addresses may be asked."""
        if self.everything or host.lower().rstrip(".") in self.hosts:
            return True
        return all(is_public(address) or self._has(address) for address in addresses)

    def _has(self, address: Address) -> bool:
        plain = embedded_address(address)
        return any(one in network for network in self.networks for one in (address, plain))

"""No request goes into the operator's own network, unless he allows it."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from scrapy.exceptions import CannotResolveHostError, NotConfigured
from scrapy.http import Request
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred

from project.outcomes.fetching import Refused
from project.sites.hosts import PRIVATE, Address, Allowed, literal_address

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler


class PrivateAddressMiddleware:
    """Check where each request would go, right before it goes: redirects are requests of their own, so every hop is.

    Names are resolved by the reactor's resolver, whose cache the connection then uses, so that the address that was
    checked is the one that is reached. Behind a proxy it is the proxy that resolves names, often ones that exist only
    there: then numbers are checked in every notation, and names are the proxy's to judge.
    """

    def __init__(self, allowed: Allowed):
        if allowed.everything:
            raise NotConfigured("ARCHIVE_ALLOW_PRIVATE allows every address")
        self.allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(Allowed.parse(crawler.settings["ARCHIVE_ALLOW_PRIVATE"] or ""))

    async def process_request(self, request: Request) -> None:
        host = urlparse_cached(request).hostname or ""
        literal = literal_address(host)
        if literal is not None:
            addresses = [literal]
        elif request.meta.get("proxy") or not request.url.startswith("http"):
            return
        else:
            addresses = await resolve(host)
        if not self.allowed.permits(host, addresses):
            shown = host if literal is None or str(literal) == host else f"{host} is {literal}"
            raise Refused("skipped", f"{PRIVATE}: {shown} (ARCHIVE_ALLOW_PRIVATE can allow it)")


async def resolve(host: str) -> list[Address]:
    """All addresses of a host name, from the reactor's resolver and its cache.

    Raises ``CannotResolveHostError`` when there are none, as the download would.
    """
    from twisted.internet import reactor

    receiver = _Receiver()
    reactor.nameResolver.resolveHostName(receiver, host)
    addresses = await maybe_deferred_to_future(receiver.done)
    if not addresses:
        raise CannotResolveHostError(host)
    return addresses


class _Receiver:
    """Twisted's ``IResolutionReceiver``."""

    def __init__(self) -> None:
        self.done: Deferred[list[Address]] = Deferred()
        self._addresses: list[Address] = []

    def resolutionBegan(self, resolution: Any) -> None:
        pass

    def addressResolved(self, address: Any) -> None:
        self._addresses.append(ip_address(address.host))

    def resolutionComplete(self) -> None:
        self.done.callback(self._addresses)

"""Keep a cookie for as long as a server wants to see whether it is kept."""

from __future__ import annotations

from urllib.parse import urljoin

from scrapy.http import Request, Response
from w3lib.url import safe_url_string

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class CookieCheckMiddleware:
    """A server that gives a cookie and leads back to the same address does so for ever, unless the cookie comes back:
    it is sent with that one request, and no later one."""

    def process_response(self, request: Request, response: Response) -> Request | Response:
        if response.status not in _REDIRECTS or "Cookie" in request.headers:
            return response
        pairs = [cookie.partition(b";")[0].strip() for cookie in response.headers.getlist("Set-Cookie")]
        location = (response.headers.get("Location") or b"").decode("latin-1")
        if not pairs or not location or safe_url_string(urljoin(request.url, location)) != request.url:
            return response
        again = request.replace(dont_filter=True)
        again.headers["Cookie"] = b"; ".join(pairs)
        return again

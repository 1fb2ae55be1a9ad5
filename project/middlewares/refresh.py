"""Follow pages that send their reader on by a ``<meta http-equiv="refresh">``."""

from __future__ import annotations

from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.http import Request, Response

# Scrapy looks at the first 4,096 characters, which are at most so many bytes in UTF-8.
_LOOKED_AT = 4 * 4096


class RefreshMiddleware(MetaRefreshMiddleware):
    """Scrapy's own, for pages that may have such a tag: looking for it, Scrapy decodes all of each page."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        if b"refresh" not in response.body[:_LOOKED_AT].lower():
            return response
        return super().process_response(request, response)

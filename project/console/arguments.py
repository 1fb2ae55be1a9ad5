"""What people write in arguments: numbers above zero, the front page of a site, a span of days."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from inspect import signature
from urllib.parse import urlsplit

from project.addresses import is_http_url
from project.console import periods
from project.discovery.window import Window
from project.errors import ArgumentError


def whole_number(text: str | int, name: str, least: int = 1) -> int:
    """A number from ``least`` on, 1 or 0. Raises :class:`ArgumentError`.

    >>> whole_number("20", "--limit")
    20
    """
    digits = str(text)
    # SQLite counts no further than 19 digits.
    if not digits.isascii() or not digits.isdecimal() or len(digits) > 18 or int(digits) < least:
        raise ArgumentError(f"{name}: {text!r} is no number{' above 0' if least else ''}")
    return int(digits)


def front_page(text: str, known: Iterable[str] = ()) -> str:
    """The address of a site's front page; without a scheme it is https. Raises :class:`ArgumentError`.

    A bare word is no host of the public internet, and mostly a name that was cut short: the one of the ``known`` sites
    that is most like it is suggested. ``http://intranet/`` is meant so.

    >>> front_page("news.example")
    'https://news.example'
    """
    text = text.strip()
    url = text if "://" in text else f"https://{text}"
    if not is_http_url(url):
        raise ArgumentError(f"site: {url!r} is no http address")
    if url != text and _is_bare_word(url):
        raise ArgumentError(
            f"site: {text!r} is no host: write a name with a dot, localhost, a host and its port, or a whole address "
            f"such as https://www.example.com/{suggestion(text, known)}"
        )
    return url


def window(since: str, until: str) -> Window:
    """From the first day to the last, as ``since`` and ``until`` write them; an empty one is open.

    Raises :class:`ArgumentError`.
    """
    return Window(*periods.span(since, until))


def unknown_argument(spider: str, name: str, init: Callable[..., None]) -> ArgumentError:
    """What to say of an argument that a spider does not take; ``init`` names those that it does."""
    known = [each.name for each in signature(init).parameters.values() if each.kind is each.POSITIONAL_OR_KEYWORD][1:]
    close = get_close_matches(name, known, 1)
    hint = f"did you mean {close[0]}?" if close else f"it takes {', '.join(known)}" if known else "it takes none"
    return ArgumentError(f"{spider} knows no argument {name}: {hint}")


def _is_bare_word(url: str) -> bool:
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    return "." not in host and ":" not in host and host != "localhost" and parts.port is None


def suggestion(word: str, known: Iterable[str]) -> str:
    """The end of a message that names the nearest site, by its whole name or the part before its suffix; else empty."""
    names = {name: site for site in known for name in (site, site.partition(".")[0])}
    close = get_close_matches(word.lower().strip("./"), names, 1)
    return f"; did you mean {names[close[0]]}?" if close else ""

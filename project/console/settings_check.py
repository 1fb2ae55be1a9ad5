"""Settings with a slip in them are told before anything is crawled, each in one line."""

from __future__ import annotations

import logging
from difflib import get_close_matches
from math import inf
from typing import Any

from scrapy.settings import BaseSettings, default_settings

import project.settings
from project.errors import ArgumentError
from project.sites.hosts import Allowed
from project.sites.hours import Hours

_WHOLE = ("ARCHIVE_READERS", "ARCHIVE_UPDATE_SITES")
# Scrapy's own defaults are whole where it reads whole numbers, and in these, of which it reads fractions, too.
_SECONDS = ("DNS_TIMEOUT", "DOWNLOAD_DELAY", "DOWNLOAD_TIMEOUT")

# How like one of ours another may be meant for it.
_LIKE = 0.8
# How like another name one with a slip is: Scrapy's own that are most alike, and those that it gave up, less.
_SLIP = 0.925


def check_settings(settings: BaseSettings) -> None:
    """Raises :class:`ArgumentError`, which names the setting and its value, where one cannot be what it is."""
    check_names(settings)
    allowed = Allowed.parse(settings["ARCHIVE_ALLOW_PRIVATE"] or "")
    Hours.parse(str(settings["ARCHIVE_WINDOW"] or ""))
    revisit = settings["ARCHIVE_REVISIT"]
    parts = revisit.split(",") if isinstance(revisit, str) and revisit else revisit or ()
    if not isinstance(parts, list | tuple) or not all(is_number(part) for part in parts):
        raise ArgumentError(f"ARCHIVE_REVISIT {revisit!r}: write hours with commas between, such as 1,24,168")
    for name, default in vars(project.settings).items():
        if name.startswith("ARCHIVE_"):
            check_type(settings, name, default, is_whole=name in _WHOLE)
    # Scrapy reads its own when it needs them, and names none. Some that are numbers may be None; only texts go wrong.
    for name, default in {**vars(default_settings), **vars(project.settings)}.items():
        if name.isupper() and name in vars(default_settings) and isinstance(settings[name], str):
            is_whole = isinstance(default, int) and name not in _SECONDS
            check_type(settings, name, default, least=-inf, is_whole=is_whole)
    for name, is_on in (("DNSCACHE_ENABLED", settings.getbool), ("DNSCACHE_SIZE", settings.getint)):
        if not allowed.everything and not is_on(name):
            # Whoever answers for a name could lead to another address than the one that was checked.
            raise ArgumentError(f"{name} {settings[name]!r}: only with ARCHIVE_ALLOW_PRIVATE=True")
    level = settings["LOG_LEVEL"]
    if isinstance(level, str) and level not in logging.getLevelNamesMapping():
        raise ArgumentError(f"LOG_LEVEL {level!r}: write DEBUG, INFO, WARNING, ERROR or CRITICAL")


def check_names(settings: BaseSettings) -> None:
    """Raises :class:`ArgumentError` for a name that is one of ours or of Scrapy's but for a slip: nothing would come of
    it. Other names may be those of an add-on."""
    known = {name for module in (project.settings, default_settings) for name in vars(module) if name.isupper()}
    for name in sorted(map(str, set(settings) - known)):
        is_ours = name.upper().startswith("ARCHIVE_")
        close = get_close_matches(name.upper(), known, 1, _LIKE if is_ours else _SLIP)
        if is_ours or (close and name != f"{close[0]}S"):  # USER_AGENTS is an add-on's
            hint = f": did you mean {close[0]}?" if close else ""
            raise ArgumentError(f"there is no setting {name}{hint}")


def check_type(settings: BaseSettings, name: str, default: Any, least: float = 0, *, is_whole: bool = False) -> None:
    """Raises :class:`ArgumentError` for what is no truth value, or no number from ``least`` on, where ``default`` is
    one."""
    value = settings[name]
    if isinstance(default, bool):
        try:
            settings.getbool(name)
        except (TypeError, ValueError):
            raise ArgumentError(f"{name} {value!r}: write True or False") from None
    elif isinstance(default, int | float) and not is_number(value, least, is_whole=is_whole):
        raise ArgumentError(f"{name} {value!r}: write a {'whole ' * is_whole}number such as {default}")


def is_number(value: Any, least: float = 0, *, is_whole: bool = False) -> bool:
    """Whether Scrapy's settings take it for a number, and it is not below ``least``."""
    try:
        return least <= (int(value) if is_whole else float(value)) < inf
    except (TypeError, ValueError):
        return False

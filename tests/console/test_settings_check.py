"""Settings with a slip in their name or value are told before anything is crawled."""

from __future__ import annotations

import re
from ipaddress import ip_address

import pytest
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings

from project.console.settings_check import check_settings
from project.errors import ArgumentError
from project.sites.hosts import Allowed


@pytest.mark.parametrize(
    "given",
    [
        "ARCHIVE_CLOSE_SECONDS=", "ARCHIVE_CRAWL_DELAY_MAX=-1", "ARCHIVE_BACKOFF_SECONDS=nan", "ARCHIVE_REVISIT=1,x",
        "ARCHIVE_RHYTHM_SHORTEST=x", "ARCHIVE_RHYTHM_LONGEST=1h", "ARCHIVE_UPDATE_SITES=1.5", "ARCHIVE_READERS=two",
        "ARCHIVE_READER_SECONDS=inf", "ARCHIVE_PROGRESS=perhaps", "ARCHIVE_WINDOW=5", "DOWNLOAD_DELAY=abc",
        "CLOSESPIDER_PAGECOUNT=x", "COOKIES_ENABLED=no", "LOG_LEVEL=error",
        "CONCURRENT_REQUESTS=8.5", "RETRY_TIMES=2.5", "CLOSESPIDER_PAGECOUNT=5.5",
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_is_named(given: str) -> None:
    name, _, value = given.partition("=")
    settings = get_project_settings()
    check_settings(settings)
    check_settings(Settings({**settings, "ARCHIVE_REVISIT": "", "RETRY_PRIORITY_ADJUST": "-2", "LOG_LEVEL": "DEBUG"}))
    seconds = {"DOWNLOAD_DELAY": "0.5", "DOWNLOAD_TIMEOUT": "7.5", "DNS_TIMEOUT": "1.5", "CLOSESPIDER_TIMEOUT": "0.5"}
    check_settings(Settings({**settings, **seconds, "ARCHIVE_RHYTHM_SHORTEST": "0.5"}))
    settings.set(name, value)
    with pytest.raises(ArgumentError, match=re.escape(f"{name} {value!r}: write ")):
        check_settings(settings)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("ARCHIVE_BACKOFMAX=3", "there is no setting ARCHIVE_BACKOFMAX: did you mean ARCHIVE_BACKOFF_MAX?"),
        ("ARCHIVE_LIKES=red", "there is no setting ARCHIVE_LIKES"),
        ("archive_window=5", "there is no setting archive_window: did you mean ARCHIVE_WINDOW?"),
        ("DNSCACHE_SIZE=0", "DNSCACHE_SIZE '0': only with ARCHIVE_ALLOW_PRIVATE=True"),
        ("DNSCACHE_ENABLED=False", "DNSCACHE_ENABLED 'False': only with ARCHIVE_ALLOW_PRIVATE=True"),
        ("DOWNLOAD_DELAI=5", "there is no setting DOWNLOAD_DELAI: did you mean DOWNLOAD_DELAY?"),
        (
            "ARCHIVE_ALLOW_PRIVATE=300.1.1.1/99",
            "ARCHIVE_ALLOW_PRIVATE '300.1.1.1/99': write names and networks, such as 10.0.0.0/8",
        ),
    ],
)
def test_a_setting_that_there_is_not(given: str, message: str) -> None:
    settings = Settings(
        {**get_project_settings(), "SOME_ADDON_KEY": "x", "USER_AGENTS": "y", "TELNETCONSOLE_ENABLED": "False"}
    )
    check_settings(settings)
    settings.set(*given.split("=", 1))
    with pytest.raises(ArgumentError, match=re.escape(message) + "$"):
        check_settings(settings)


@pytest.mark.parametrize(
    ("value", "permitted", "refused"),
    [
        (1, ["news.lan=10.0.0.1", "other.lan=::1"], []),
        (True, ["news.lan=10.0.0.1", "other.lan=::1"], []),
        ("news.lan, ::1", ["News.LAN.=10.0.0.1", "other.lan=::1"], ["other.lan=10.0.0.1", "a.news.lan=10.0.0.1"]),
        ("[fd00::]/8", ["other.lan=fd00::7"], ["other.lan=fe80::7", "other.lan=10.0.0.1"]),
        ("127.1", ["localhost=127.0.0.1"], ["localhost=127.0.0.2"]),
        ("समाचार.lan", ["समाचार.lan=10.0.0.1"], ["other.lan=10.0.0.1"]),
        (["10.0.0.0/8"], ["other.lan=10.9.8.7"], ["other.lan=192.168.0.1"]),
        ("", [], ["news.lan=10.0.0.1", "other.lan=::1"]),
    ],
)
def test_what_may_be_allowed(value: int | str | list[str], permitted: list[str], refused: list[str]) -> None:
    check_settings(Settings({**get_project_settings(), "ARCHIVE_ALLOW_PRIVATE": value}))
    allowed = Allowed.parse(value)
    found = {}
    for pair in [*permitted, *refused, "public.example=8.8.8.8"]:
        host, _, address = pair.partition("=")
        found[pair] = allowed.permits(host, [ip_address(address)])
    assert found == dict.fromkeys([*permitted, "public.example=8.8.8.8"], True) | dict.fromkeys(refused, False)

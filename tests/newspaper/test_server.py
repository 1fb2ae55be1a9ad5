"""The news site itself: what tests rely on when they change what it answers."""

from __future__ import annotations

import http.client

from tests.newspaper.server import COURIER, HERALD, Newspaper


def ask(newspaper: Newspaper, url: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", newspaper.port, timeout=5)
    try:
        connection.request("GET", url, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        response.body = response.read()  # type: ignore[attr-defined]
        return response
    finally:
        connection.close()


def test_it_answers_as_a_proxy_and_by_host_header(newspaper: Newspaper) -> None:
    as_proxy = ask(newspaper, f"{COURIER}/robots.txt")
    by_host = ask(newspaper, "/robots.txt", Host="www.harbour-courier.example")
    other = ask(newspaper, f"{HERALD}/robots.txt")
    assert as_proxy.status == by_host.status == other.status == 200
    assert as_proxy.body == by_host.body != other.body  # type: ignore[attr-defined]
    assert ask(newspaper, f"{COURIER}/nothing-here").status == 404
    assert ask(newspaper, "http://www.elsewhere.example/").status == 502
    assert newspaper.asked(HERALD) == [f"{HERALD}/robots.txt"]


def test_it_answers_304_to_a_condition_that_is_met(newspaper: Newspaper) -> None:
    first = ask(newspaper, f"{COURIER}/robots.txt")
    etag, moment = first.headers["ETag"], first.headers["Last-Modified"]
    assert ask(newspaper, f"{COURIER}/robots.txt", If_None_Match=etag).status == 304
    assert ask(newspaper, f"{COURIER}/robots.txt", If_Modified_Since=moment).status == 304
    assert ask(newspaper, f"{COURIER}/robots.txt", If_None_Match='"other"', If_Modified_Since=moment).status == 200
    assert [request.is_conditional for request in newspaper.requests] == [False, True, True, True]


def test_faults_can_be_switched_on_for_some_requests_and_reset(newspaper: Newspaper) -> None:
    newspaper.change(f"{COURIER}/robots.txt", status=503, headers={"Retry-After": "1"}, times=2)
    assert [ask(newspaper, f"{COURIER}/robots.txt").status for _ in range(3)] == [503, 503, 200]
    newspaper.change("http://maze.example/*", "<p>deeper</p>")
    assert ask(newspaper, "http://maze.example/a/b/c?d").status == 200
    newspaper.change(f"{HERALD}/robots.txt", b"123456789", cut=4)
    try:
        ask(newspaper, f"{HERALD}/robots.txt")
        raise AssertionError("the answer was whole")
    except http.client.IncompleteRead as error:
        assert error.partial == b"1234"
    newspaper.reset()
    assert ask(newspaper, "http://maze.example/a").status == 502
    assert ask(newspaper, f"{HERALD}/robots.txt").status == 200

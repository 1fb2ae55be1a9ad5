"""What a crawl's window leaves out."""

from datetime import UTC, date, datetime

from project.console.arguments import window
from project.discovery.window import Window

FEBRUARY = Window(datetime(2014, 2, 1, tzinfo=UTC), datetime(2014, 3, 1, tzinfo=UTC))


def year(number: int) -> tuple[date, date]:
    return date(number, 1, 1), date(number, 12, 31)


def test_window_rules_out_only_what_is_surely_outside() -> None:
    inside, before = datetime(2014, 2, 12, tzinfo=UTC), datetime(2014, 1, 12, tzinfo=UTC)
    after = datetime(2014, 4, 1, tzinfo=UTC)
    assert not FEBRUARY.rules_out("https://a.example/ice", inside, None)
    assert FEBRUARY.rules_out("https://a.example/ice", before, None)
    assert FEBRUARY.rules_out("https://a.example/ice", after, None)
    # What was changed before the window was published before it; what was changed later may lie in it.
    assert FEBRUARY.rules_out("https://a.example/ice", None, before)
    assert not FEBRUARY.rules_out("https://a.example/ice", None, after)
    assert FEBRUARY.rules_out("https://a.example/2014/01/12/ice", None, None)
    assert not FEBRUARY.rules_out("https://a.example/2014/01/31/ice", None, None), "it may be February elsewhere"
    assert not FEBRUARY.rules_out("https://a.example/ice", None, None)
    assert FEBRUARY.rules_out_sitemap(year(2013), None)
    assert not FEBRUARY.rules_out_sitemap(year(2014), None)
    assert FEBRUARY.rules_out_sitemap(None, before)
    assert not FEBRUARY.rules_out_sitemap(year(2013), inside), "it was changed since"
    assert FEBRUARY.rules_out_sitemap(year(2015), after)


def test_a_window_to_the_end_of_time_rules_nothing_out() -> None:
    always = window("0001-01-01", "9999-12-31")
    assert not always.rules_out("https://a.example/1914/02/12/war", None, datetime(1914, 2, 12, tzinfo=UTC))
    assert not always.rules_out_sitemap(year(1914), None)
    assert not always.rules_out_sitemap((date.min, date.max), None)


def test_open_window_rules_nothing_out() -> None:
    assert not Window().rules_out("https://a.example/1914/02/12/war", datetime(1914, 2, 12, tzinfo=UTC), None)
    assert not Window().rules_out_sitemap(year(1914), None)
    assert not Window().is_outside(datetime(1914, 2, 12, tzinfo=UTC))

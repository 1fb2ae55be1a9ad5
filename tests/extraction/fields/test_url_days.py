"""Days in addresses that have them in a form of their own."""

from __future__ import annotations

import pytest

from project.extraction.fields.url_days import moment_in_url


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/w_articles_18/04/2006_180677", "2006-04-18"),
        ("/24nov2008/wolf.html", "2008-11-24"),
        ("/24NOV2008/wolf.html", "2008-11-24"),
        ("/24\u017fep2008/wolf.html", "2008-09-24"),  # a long s, which is an s in any case
        ("/04/05/2006/ice", None),
        ("/118/04/2006", None),
    ],
)
def test_an_address_with_the_year_last(path: str, day: str | None) -> None:
    moment = moment_in_url(f"http://courier.example{path}")
    assert (moment.at.date().isoformat() if moment else None) == day

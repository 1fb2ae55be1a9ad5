"""Agencies that a story names in its dateline or behind its end."""

from __future__ import annotations

import pytest

from project.extraction.wires import agencies_of_story

LEAD = "Two states share a river, and a dam."


@pytest.mark.parametrize(
    ("opening", "last", "agencies"),
    [
        (["SALTMERE, May 4 (Reuters) - Two states met."], "They left.", ["Reuters"]),
        (["SALTMERE/OSTMERE, May 4 (Reuters) - Two states met."], "They left.", ["Reuters"]),
        (["МОСКВА, 4 мая. /ТАСС/. Встретились два государства."], "Они ушли.", ["TASS"]),
        (["МОСКВА, 4 мая - РИА Новости. Встретились два государства."], "Они ушли.", ["RIA Novosti"]),
        ([LEAD, "МОСКВА, 4 мая - РИА Новости, Анна Ро. Встретились два государства."], "Они ушли.", ["RIA Novosti"]),
        ([LEAD, "SALTMERE, May 4 - Reuters. Two states met."], "They left.", ["Reuters"]),
        ([LEAD, "Saltmere, May 4 - Reuters, which first told of it, was not there."], "They left.", []),
        (["中新网重庆1月17日电 两国会谈。"], "他们离开了。", ["China News Service"]),
        (["新华社北京5月4日电 两国会谈。"], "他们离开了。", ["Xinhua"]),
        ([LEAD], "They left, and nobody went after them. PTI", ["PTI"]),
        ([LEAD], "They left for the border of the US", []),
        ([LEAD], "They left. (AFP)", ["AFP"]),
    ],
)
def test_datelines_and_last_words(opening: list[str], last: str, agencies: list[str]) -> None:
    assert agencies_of_story(opening, last) == agencies

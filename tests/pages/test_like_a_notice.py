"""Lines that are a notice, a credit or an end mark, and sentences of a story that only sound like one."""

from __future__ import annotations

import pytest

from project.boilerplate.drop import drop_boilerplate
from project.boilerplate.phrases import label_reason
from project.folding import fold
from project.items import Block
from tests.beside import STORY


@pytest.mark.parametrize(
    "line",
    [
        "The Threads app is now available in the European Union, Meta said on Thursday.",
        "La Cnil a infligé une amende de 150 millions d'euros pour des pratiques en matière de dépôt de cookies.",
        "This report by the World Bank was first published in 2019 and found that poverty had halved.",
        "Why you can trust your gut feeling",
        "Previously: the council had twice refused the plan, saying the river would flood the houses.",
        "Die Zusammenfassung wurde in Kiel von Kindern vorgelesen.",
        "Zet meldingen aan, waarschuwt de politie.",
        "Les commentaires injurieux se sont multipliés sous la publication, selon le parquet.",
        "Proofreading by machine has cost 40 people their jobs.",
        "AI-generated summary boxes at the top of search results have cut the traffic to news sites by a third.",
        "Photography by women was long left out of the museum, and the show wants to change that.",
        "Watch the people who live on the island for a day and you see why they stay.",
        "This summary was created by the main witness, it was said, and it omits the minutes of May 3.",
        "Updates with the family follow every evening at six, the police spokesman said.",
        "SOURCE OF THE FIRE IS STILL UNKNOWN",
        "Dieser Beitrag wurde am Mittwoch veröffentlicht und löste Empörung aus.",
        "Dit bericht werd geplaatst door de verdachte op Facebook, enkele uren voor de aanslag.",
        "Эта запись была опубликована на странице губернатора вечером.",
        "Esta entrada fue publicada por error con un precio equivocado.",
        "Enviada especial a la zona, la ministra pidió calma.",
        "Da redação, saíram três jornalistas presos.",
        "Get current updates on the fire from the county's radio, residents were told.",
        "Subscribe to the theory or not, the ferry company has paid for exclusive use of the pier.",
        "Popular on both sides of the border",
        "Become an insider of the wine trade in ten lessons, the school says.",
        "Should you invest in gold right now?",
        "The bank's stock advisor resigned on Monday.",
        "Die Stadt informiert Eltern von nun an jede Woche per Schul-Newsletter.",
        "Agents who link buyers with sellers on the island earn a commission of three per cent, Lindqvist said.",
        "Die Makler erhalten für jeden Vertrag eine Provision, kritisiert die Fraktion der Links-Partei.",
        "Umfrage: Sechs von zehn Insulanern lehnen eine neue Brücke ab.",
        "Innehåll från filmen visades i rätten i går.",
        "Listen to Lindqvist's podcast and you hear how the bridge was built.",
        "1.204 Stimmen",
        "专题：港口大桥封闭对岛上居民的影响，以及镇议会的计划。",
        "Before you buy stock in a start-up, consider this: nine of ten fail.",
    ],
)
def test_sentences_that_begin_or_end_like_a_notice_are_story(line: str) -> None:
    assert label_reason(fold(line)) is None


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        ("The writer is a former ambassador to Norway", "byline"),
        ("The author is a freelance journalist based in Saltmere.", "byline"),
        ("The writer was found guilty of libel and must pay 4,000 pounds.", None),
        ("The writer is a master of the small scene, and her last chapter is worth the price.", None),
        ("SOURCE of the fire still unknown", None),
        ("Courier staff writer Ann Roe contributed to this report.", "byline"),
        ("SOURCE Northgate Flow", "credit"),
        ("SOURCE OF THE FIRE IS STILL UNKNOWN", None),
        ("###", "signs only"),
        ("courier.example", "credit"),
        ("Booking.com", None),
        ("Popular on campus, the professor was dismissed on Friday.", None),
        ("Should you invest $1,000 in Calder Grain right now?", "disclosure"),
        ("(Updated) The pier at dawn. (Photo by Ann Roe)", "photo credit"),
        ("He never sold one. Photos by him are rare.", None),
    ],
)
def test_what_a_story_ends_with(end: str, reason: str | None) -> None:
    *_, last = drop_boilerplate([*map(Block, STORY), Block(end)], title="Pier", language="en")
    assert last.reason == reason

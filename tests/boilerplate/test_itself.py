"""Lines in which a page speaks of itself, and stories that do."""

from __future__ import annotations

import pytest

from project.boilerplate.drop import drop_boilerplate, reasons_by_words
from project.items import Block
from tests.beside import STORY, kept

NOTES = [
    ("en", "This story is more than three years old.", "old page"),
    ("de", "Dieser Text ist älter als ein Jahr.", "old page"),
    ("pl", "Ten artykuł ma ponad dwa lata.", "old page"),
    ("fr", "Ce texte a été traduit de l'anglais par une machine.", "disclosure"),
    (
        "es",
        "Este texto, traducido por una máquina, puede tener fallos.",
        "disclosure",
    ),
    ("de", "Dieser Text stand zuerst in der gedruckten Ausgabe vom 4. März.", "disclosure"),
    ("en", "This is the third part of our series on the river towns.", "disclosure"),
    ("ru", "Мнение автора может не совпадать с мнением редакции.", "disclosure"),
    ("en", "Is there a mistake in this text? Tell us.", "tools"),
    ("ru", "В этом тексте есть ошибка? Напишите нам.", "tools"),
    ("en", "This article was read by an AI-generated voice.", "audio"),
    ("sv", "Artikeln läses upp av en syntetisk röst.", "audio"),
    ("ru", "Статью читает синтезированный голос.", "audio"),
    ("en", "In the second part of our series, we follow the river to the mill.", "series"),
    ("nl", "Lees hier deel 2 van onze serie over de rivierdorpen.", "series"),
    ("uk", "Це третя частина нашого циклу про річкові містечка.", "series"),
    ("en", "This reporting was paid for in part by a grant from the Wendle Rivers Trust.", "funding"),
    ("de", "Dieser Beitrag wurde von der Wendle-Stiftung gefördert.", "funding"),
    ("fr", "Ce reportage a été financé par une bourse de la fondation des rivières.", "funding"),
    ("it", "C'è un errore in questo articolo? Scriveteci.", "tools"),
]
OF_THE_STORY = [
    "This story is not about the river, said the mayor, but about three hundred people who live beside it.",
    "Was it a mistake to build so near the weir? Nobody in the council of this town would say so.",
    "A synthetic voice on the phone said that it was the mayor, and asked for her password.",
    "The dam was supported by a grant from the county, and this story of it was never told to the taxpayers.",
    "For the third part of the plan, a series of locks, the council has no money left.",
    "The letter had been translated twice before it reached the harbour office, and each time it grew longer.",
]


@pytest.mark.parametrize(("language", "line", "reason"), NOTES)
def test_a_line_on_the_page_itself_goes(language: str, line: str, reason: str) -> None:
    blocks = drop_boilerplate([*map(Block, STORY[:2]), Block(line), *map(Block, STORY[2:])], language=language)
    assert [block.reason for block in blocks if block.text == line] == [reason]
    assert [block.text for block in blocks if block.reason is None] == STORY
    assert reason in reasons_by_words()


@pytest.mark.parametrize("line", OF_THE_STORY)
def test_a_line_of_the_story_stays(line: str) -> None:
    assert line in kept([*STORY[:2], line, *STORY[2:]], language="en")
